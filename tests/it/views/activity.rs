//! The requests of this run, and their stories.
use super::desk::{Desk, varied};
use pintui::api::call::Call;
use pintui::api::error::{Error, ErrorKind, Fate, FieldMessage, NoAnswer, Refusal};
use pintui::api::ids::CustomerId;
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use pintui::api::subject::Record;
use pintui::api::write::Write;
use pintui::config::Mode;
use pintui::model::activity::{Activity, Outcome};
use pintui::model::effect::Ticket;
use pintui::model::event::Note;
use pintui::text::Safe;
use std::time::Duration;

/// Deletes the sample customer and gives the answer.
fn delete(desk: &mut Desk, result: Result<Reply, Error>) {
    desk.keys(&["d"]);
    desk.settle_ada(&varied(3));
    desk.wait(Duration::from_millis(400));
    desk.keys(&["y"]);
    desk.wait(Duration::from_millis(400));
    desk.keys(&["enter"]);
    let is_delete = |call: &Call| matches!(call, Call::Write(Write::DeleteCustomer(_)));
    let ticket = desk
        .asked
        .iter()
        .find(|(_, call)| is_delete(call))
        .unwrap()
        .0;
    desk.reply(ticket, result);
}

#[test]
fn each_request_is_a_line_and_the_chosen_one_stays_chosen() {
    let mut desk = Desk::with_ada((80, 24), &[]);
    desk.keys(&["@"]);
    desk.sees("Activity · last 1,000 requests of this run");
    desk.sees("GET    /customers?page=1     200  143 ms     1  1 row");
    desk.keys(&["G"]);
    desk.sees("▶ 11:10:01 GET    /customers?page=1");
    desk.sees("4/4");
    // Newer requests come in above it.
    desk.keys(&["R"]);
    desk.sees("▶ 11:10:01 GET    /customers?page=1");
    desk.sees("7/7");
    desk.sees("… in progress");
}

#[test]
fn an_unknown_outcome_is_told_in_words_with_its_whole_story() {
    let mut desk = Desk::with_ada((120, 36), &varied(3));
    let lost = Error {
        kind: ErrorKind::NoAnswer(NoAnswer::TimedOut),
        fate: Some(Fate::Unknown),
    };
    delete(&mut desk, Err(lost));
    desk.sees("Outcome unknown");
    desk.keys(&["esc", "@"]);
    desk.sees("? OUTCOME UNKNOWN");
    // On a high screen the chosen one's story stands below the list; what is read again came after it.
    let mut turns = 0;
    while !desk.screen().contains("Action      delete the customer") {
        desk.keys(&["j"]);
        turns += 1;
        assert!(turns < 20, "{}", desk.screen());
    }
    desk.keys(&["enter"]);
    for text in [
        "DELETE /customers/cus_XZg1ULpWaROQCOT5PdwLkQ",
        "harbour (TEST)",
        "23 Nov 26 11:10:0",
        "143 ms, 1 try",
        "HTTP status none",
        "Outcome     OUTCOME UNKNOWN",
        "api.harbour.example did not answer in time.",
        "We can't tell whether the change went through. It is not sent again automatically.",
        "Check the record before you send it again: that could do it twice.",
    ] {
        desk.sees(text);
    }
    desk.keys(&["esc", "esc"]);
    desk.sees_not("Activity ·");
}

#[test]
fn a_refusal_lists_the_messages_of_the_api() {
    let mut desk = Desk::with_ada((80, 24), &[]);
    let message = |param: &str, text: &str| FieldMessage {
        param: Safe::clean(param),
        message: Safe::clean(text),
    };
    let refusal = Refusal {
        status: 422,
        code: Safe::clean("invalid_resource"),
        description: Safe::clean("One or more parameters were missing or invalid"),
        messages: vec![
            message("email", "Email is invalid"),
            message("", "Card 4242 4242 4242 4242 is not taken"),
        ],
        ..Refusal::default()
    };
    let error = Error {
        kind: ErrorKind::Refused(refusal),
        fate: Some(Fate::Rejected),
    };
    delete(&mut desk, Err(error));
    desk.keys(&["esc", "@", "enter"]);
    for text in [
        "Outcome     REFUSED",
        "HTTP status 422",
        "It was refused; nothing was changed.",
        "Code        invalid_resource",
        "Messages    email: Email is invalid",
        "4242 is not taken",
    ] {
        desk.sees(text);
    }
    desk.sees_not("4242 4242 4242 4242");
    let screen = desk.screen();
    assert!(
        screen.find("Advice") < screen.find("HTTP status"),
        "what to do comes before the status:\n{screen}"
    );
}

#[test]
fn people_stand_beside_their_tokens_also_after_they_were_deleted() {
    for size in [(80, 24), (120, 36)] {
        let mut desk = Desk::with_ada(size, &varied(3));
        let id = CustomerId::new("cus_XZg1ULpWaROQCOT5PdwLkQ").unwrap();
        delete(&mut desk, Ok(Reply::Deleted(Record::Customer(id))));
        desk.keys(&["@"]);
        let screen = desk.screen();
        let row = screen.lines().find(|line| line.contains(" DELETE "));
        assert!(
            row.is_some_and(|row| row.contains("Ada Nguyen")),
            "{screen}"
        );
        // What is about no one in particular names no one.
        let page = screen
            .lines()
            .find(|line| line.contains("/customers?page=1"));
        assert!(page.is_some_and(|row| !row.contains("Ada")), "{screen}");
        desk.keys(&["/", "D", "E", "L", "E", "T", "E", "enter", "enter"]);
        desk.sees("Customer    Ada Nguyen");
    }
}

#[test]
fn tries_and_waits_are_part_of_the_story() {
    let mut desk = Desk::with_ada((80, 24), &[]);
    desk.keys(&["2", "r"]);
    let (ticket, _) = desk.asked[0].clone();
    desk.note(Note::Retrying {
        ticket,
        attempt: 1,
        status: Some(500),
        wait: Duration::from_millis(250),
    });
    desk.keys(&["@", "enter"]);
    desk.sees("Events      Attempt 1 failed (500); waited 250 ms");
    desk.sees("Outcome     In progress: no response yet.");
    // The story goes on while it is read.
    desk.settle_ada(&[]);
    desk.sees("Outcome     Read.");
}

#[test]
fn what_was_already_gone_counts_as_done() {
    let mut desk = Desk::with_ada((80, 24), &[]);
    delete(&mut desk, Ok(Reply::AlreadyGone));
    desk.keys(&["@"]);
    desk.sees("DELETE …/cus_X…  Ada Nguyen");
    desk.sees("✓ already removed");
    desk.keys(&["enter"]);
    desk.sees("Outcome     DONE: it was already removed.");
}

#[test]
fn what_another_profile_left_behind_is_not_under_way_for_ever() {
    let mut desk = Desk::with_ada((120, 36), &varied(3));
    desk.keys(&["R"]);
    desk.reopen();
    desk.keys(&["@", "G", "k"]);
    desk.sees("no longer needed");
}

#[test]
fn pages_of_the_customers_push_nothing_else_out() {
    let mut activity = Activity::default();
    let profile = || (Safe::clean("harbour"), Mode::Sandbox);
    let at = jiff::Timestamp::UNIX_EPOCH;
    let deleted = Call::Write(Write::DeleteCustomer(CustomerId::new("cus_a").unwrap()));
    activity.start(Ticket(1), &deleted, profile(), at);
    activity.finish(Ticket(1), Outcome::Done { rows: None }, None);
    for page in 1..=5_000 {
        let ticket = Ticket(u64::from(page) + 1);
        activity.start(
            ticket,
            &Call::Read(Read::ListCustomers(page)),
            profile(),
            at,
        );
        activity.finish(ticket, Outcome::Done { rows: Some(25) }, None);
    }
    assert_eq!(activity.entries().len(), 1_000);
    assert!(activity.get(Ticket(1)).is_some());
}
