//! A second customer with the same email: said with name, token and how many, and never in the way.
use super::{ADA, HEARS, ada, customer, open};
use crate::driver::{Driver, Harness};
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
fn read(app: &mut Harness, items: Vec<Customer>, (number, next): (u32, Option<u32>), total: u64) {
    let asked =
        app.ticket(|call| matches!(call, Call::Read(Read::ListCustomers(page)) if *page == number));
    let page = Page {
        items,
        number,
        next,
        total: Some(total),
        unreadable: 0,
    };
    app.reply(asked, Ok(Reply::Customers(page)));
}

#[test]
fn the_same_email_in_any_case_and_with_spaces_is_said_while_it_is_typed() {
    for typed in [
        "ada@harbour.example",
        "ADA@Harbour.Example",
        "  ada@harbour.example ",
    ] {
        let mut app = open(Mode::Sandbox, (120, 36));
        app.keys("n");
        app.types(typed);
        app.sees(&format!("! Ada Nguyen ({ADA}) also has this email"));
        app.types("x");
        app.sees_not("has this email");
    }
}

#[test]
fn it_is_whole_at_every_size_and_the_review_repeats_it_and_sends() {
    for size in [(80, 24), (120, 36), (200, 50)] {
        let mut app = open(Mode::Sandbox, size);
        app.keys("n");
        app.fill_new_customer();
        for _ in 0..16 {
            app.keys("shift-tab");
        }
        app.keys("ctrl-u 'ada@harbour.example'");
        app.sees(&format!("Ada Nguyen ({ADA})"));
        // Two lines more leave every other one on the screen.
        app.sees("[ Review ]");
        app.keys("ctrl-s");
        if size.1 > 24 {
            app.sees("! Email: Ada Nguyen");
        }
        app.advance(HEARS);
        app.keys("end").yes();
        assert_eq!(app.writes.len(), 1);
    }
}

#[test]
fn an_edit_says_it_of_others_and_of_a_new_email_only() {
    let mut app = open(Mode::Sandbox, (120, 36));
    app.keys("e");
    app.sees_not("has this email");
    app.keys("'x' backspace");
    app.sees_not("has this email");
    app.keys("esc n");
    app.fill_new_customer();
    app.send();
    app.answer_write(Ok(Reply::Created(bob("bob@harbour.example"))));
    // It was created this moment, and is among those who have it.
    app.keys("n 'bob@harbour.example'");
    app.sees(&format!("! Bob ({BOB}) also has this email"));
}

#[test]
fn a_customer_whose_email_was_changed_or_who_is_gone_has_it_no_more() {
    let mut app = open(Mode::Sandbox, (120, 36));
    app.keys("e ctrl-u 'ada@elsewhere.example' ctrl-s");
    let ticket = app.ticket(|call| matches!(call, Call::Read(Read::GetCustomer(_))));
    app.reply(ticket, Ok(Reply::Customer(ada())));
    app.advance(HEARS);
    app.keys("end").yes();
    let mut changed = serde_json::json!({"token": ADA, "first_name": "Ada", "card": null});
    changed["email"] = "ada@elsewhere.example".into();
    app.answer_write(Ok(Reply::Updated(customer(changed))));
    app.keys("n 'ada@harbour.example'");
    app.sees_not("has this email");
    app.sees("format ok");
}

#[test]
fn where_not_all_are_read_that_is_said_and_the_end_of_the_reading_asks_again() {
    let mut app = open(Mode::Sandbox, (120, 36));
    app.keys("R");
    read(&mut app, vec![ada()], (1, Some(2)), 60);
    app.keys("n 'zoe@harbour.example'");
    app.sees("no one else has it, but only 1 of 60 customers read so far");
    app.keys("ctrl-u 'ada@harbour.example'");
    app.sees("also has this email; only 1 of 60 customers read");
    app.keys("ctrl-u 'bob@harbour.example'");
    read(&mut app, vec![bob("Bob@harbour.example")], (2, None), 2);
    app.sees(&format!("! Bob ({BOB}) also has this email"));
    app.sees_not("so far");
}

#[test]
fn several_are_counted() {
    let mut app = open(Mode::Sandbox, (200, 50));
    app.keys("R");
    let many = (0..4).map(|at| {
        customer(
            serde_json::json!({"token": format!("cus_DDDDDDDDDDDDDDDDDDDDD{at}"),
            "email": " ADA@harbour.example", "first_name": format!("Twin {at}"), "card": null,
            "created_at": "2026-01-01T03:04:05Z"}),
        )
    });
    let all = [ada()].into_iter().chain(many).collect();
    read(&mut app, all, (1, None), 5);
    app.keys("n 'ada@harbour.example'");
    app.sees("! 5 others have this email: ");
    app.sees(" and 3 more");
    // An edit does not count its own.
    app.keys("esc e 'x' backspace");
    app.sees_not("have this email");
}
