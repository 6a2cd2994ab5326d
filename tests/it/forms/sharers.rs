//! A second customer with the same email: said with name, token and how many, and never in the way.
use super::{ADA, Desk, ada, customer};
use pintui::api::call::Call;
use pintui::api::customers::Customer;
use pintui::api::page::Page;
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use pintui::config::Mode;

const BOB: &str = "cus_CCCCCCCCCCCCCCCCCCCCCC";

fn bob(email: &str) -> Customer {
    customer(
        serde_json::json!({"token": BOB, "email": email, "first_name": "Bob",
        "created_at": "2026-01-01T03:04:05Z", "card": null}),
    )
}

/// Answers the newest question for a page of customers.
fn read(desk: &mut Desk, items: Vec<Customer>, (number, next): (u32, Option<u32>), total: u64) {
    let asked = desk
        .ticket(|call| matches!(call, Call::Read(Read::ListCustomers(page)) if *page == number));
    let page = Page {
        items,
        number,
        next,
        total: Some(total),
        unreadable: 0,
    };
    desk.answer(asked, Ok(Reply::Customers(page)));
}

#[test]
fn the_same_email_in_any_case_and_with_spaces_is_said_while_it_is_typed() {
    for typed in [
        "ada@harbour.example",
        "ADA@Harbour.Example",
        "  ada@harbour.example ",
    ] {
        let mut desk = Desk::open(Mode::Sandbox, (120, 36));
        desk.press("n");
        desk.write(typed);
        desk.shows(&format!("! Ada Nguyen ({ADA}) also has this email"));
        desk.write("x");
        desk.hides("has this email");
    }
}

#[test]
fn it_is_whole_at_every_size_and_the_review_repeats_it_and_sends() {
    for size in [(80, 24), (120, 36), (200, 50)] {
        let mut desk = Desk::open(Mode::Sandbox, size);
        desk.press("n");
        desk.fill_new_customer();
        for _ in 0..16 {
            desk.press("back-tab");
        }
        desk.press("ctrl-u");
        desk.write("ada@harbour.example");
        desk.shows(&format!("Ada Nguyen ({ADA})"));
        // Two lines more leave every other one on the screen.
        desk.shows("[ Review ]");
        desk.press("ctrl-s");
        if size.1 > 24 {
            desk.shows("! Email: Ada Nguyen");
        }
        desk.wait(301);
        desk.yes();
        assert_eq!(desk.writes().len(), 1);
    }
}

#[test]
fn an_edit_says_it_of_others_and_of_a_new_email_only() {
    let mut desk = Desk::open(Mode::Sandbox, (120, 36));
    desk.press("e");
    desk.hides("has this email");
    desk.write("x");
    desk.press("backspace");
    desk.hides("has this email");
    desk.press("esc n");
    desk.fill_new_customer();
    desk.send();
    desk.answer_write(Ok(Reply::Created(bob("bob@harbour.example"))));
    // It was created this moment, and is among those who have it.
    desk.press("n");
    desk.write("bob@harbour.example");
    desk.shows(&format!("! Bob ({BOB}) also has this email"));
}

#[test]
fn a_customer_whose_email_was_changed_or_who_is_gone_has_it_no_more() {
    let mut desk = Desk::open(Mode::Sandbox, (120, 36));
    desk.press("e");
    desk.press("ctrl-u");
    desk.write("ada@elsewhere.example");
    desk.press("ctrl-s");
    let ticket = desk.ticket(|call| matches!(call, Call::Read(Read::GetCustomer(_))));
    desk.answer(ticket, Ok(Reply::Customer(ada())));
    desk.wait(301);
    desk.yes();
    let mut changed = serde_json::json!({"token": ADA, "first_name": "Ada", "card": null});
    changed["email"] = "ada@elsewhere.example".into();
    desk.answer_write(Ok(Reply::Updated(customer(changed))));
    desk.press("n");
    desk.write("ada@harbour.example");
    desk.hides("has this email");
    desk.shows("format ok");
}

#[test]
fn where_not_all_are_read_that_is_said_and_the_end_of_the_reading_asks_again() {
    let mut desk = Desk::open(Mode::Sandbox, (120, 36));
    desk.press("R");
    read(&mut desk, vec![ada()], (1, Some(2)), 60);
    desk.press("n");
    desk.write("zoe@harbour.example");
    desk.shows("no one else has it, but only 1 of 60 customers read so far");
    desk.press("ctrl-u");
    desk.write("ada@harbour.example");
    desk.shows("also has this email; only 1 of 60 customers read");
    desk.press("ctrl-u");
    desk.write("bob@harbour.example");
    read(&mut desk, vec![bob("Bob@harbour.example")], (2, None), 2);
    desk.shows(&format!("! Bob ({BOB}) also has this email"));
    desk.hides("so far");
}

#[test]
fn several_are_counted() {
    let mut desk = Desk::open(Mode::Sandbox, (200, 50));
    desk.press("R");
    let many = (0..4).map(|at| {
        customer(
            serde_json::json!({"token": format!("cus_DDDDDDDDDDDDDDDDDDDDD{at}"),
            "email": " ADA@harbour.example", "first_name": format!("Twin {at}"), "card": null,
            "created_at": "2026-01-01T03:04:05Z"}),
        )
    });
    let all = [ada()].into_iter().chain(many).collect();
    read(&mut desk, all, (1, None), 5);
    desk.press("n");
    desk.write("ada@harbour.example");
    desk.shows("! 5 others have this email: ");
    desk.shows(" and 3 more");
    // An edit does not count its own.
    desk.press("esc e");
    desk.write("x");
    desk.press("backspace");
    desk.hides("have this email");
}
