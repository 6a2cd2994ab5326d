//! The requests of this run, and their stories.
use super::sample::{varied, with_ada};
use crate::driver::{Driver, Harness};
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
use pintui::model::event::{Event, Note};
use pintui::text::Safe;
use std::time::Duration;

/// Deletes the sample customer and gives the answer.
fn delete(app: &mut Harness, result: Result<Reply, Error>) {
    app.keys("d");
    app.settle_ada(&varied(3));
    app.advance(Duration::from_millis(400));
    app.keys("y");
    app.advance(Duration::from_millis(400));
    app.keys("enter");
    let is_delete = |call: &Call| matches!(call, Call::Write(Write::DeleteCustomer(_)));
    let ticket = app
        .waiting
        .iter()
        .find(|(_, call)| is_delete(call))
        .unwrap()
        .0;
    app.reply(ticket, result);
}

#[test]
fn each_request_is_a_line_and_the_chosen_one_stays_chosen() {
    let mut app = with_ada((80, 24), &[]);
    app.keys("@");
    app.sees("Activity · last 1,000 requests of this run");
    app.sees("GET    /customers?page=1     200  143 ms     1  1 row");
    app.keys("G");
    app.sees("▶ 11:10:01 GET    /customers?page=1");
    app.sees("4/4");
    // Newer requests come in above it.
    app.keys("R");
    app.sees("▶ 11:10:01 GET    /customers?page=1");
    app.sees("7/7");
    app.sees("… in progress");
}

#[test]
fn an_unknown_outcome_is_told_in_words_with_its_whole_story() {
    let mut app = with_ada((120, 36), &varied(3));
    let lost = Error {
        kind: ErrorKind::NoAnswer(NoAnswer::TimedOut),
        fate: Some(Fate::Unknown),
    };
    delete(&mut app, Err(lost));
    app.sees("Outcome unknown");
    app.keys("esc @");
    app.sees("? OUTCOME UNKNOWN");
    // On a high screen the chosen one's story stands below the list; what is read again came after it.
    let mut turns = 0;
    while !app.screen().contains("Action      delete the customer") {
        app.keys("j");
        turns += 1;
        assert!(turns < 20, "{}", app.screen());
    }
    app.keys("enter");
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
        app.sees(text);
    }
    app.keys("esc esc");
    app.sees_not("Activity ·");
}

#[test]
fn a_refusal_lists_the_messages_of_the_api() {
    let mut app = with_ada((80, 24), &[]);
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
    delete(&mut app, Err(error));
    app.keys("esc @ enter");
    for text in [
        "Outcome     REFUSED",
        "HTTP status 422",
        "It was refused; nothing was changed.",
        "Code        invalid_resource",
        "Messages    email: Email is invalid",
        "4242 is not taken",
    ] {
        app.sees(text);
    }
    app.sees_not("4242 4242 4242 4242");
    let screen = app.screen();
    assert!(
        screen.find("Advice") < screen.find("HTTP status"),
        "what to do comes before the status:\n{screen}"
    );
}

#[test]
fn people_stand_beside_their_tokens_also_after_they_were_deleted() {
    for size in [(80, 24), (120, 36)] {
        let mut app = with_ada(size, &varied(3));
        let id = CustomerId::new("cus_XZg1ULpWaROQCOT5PdwLkQ").unwrap();
        delete(&mut app, Ok(Reply::Deleted(Record::Customer(id))));
        app.keys("@");
        let screen = app.screen();
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
        app.keys("/ D E L E T E enter enter");
        app.sees("Customer    Ada Nguyen");
    }
}

#[test]
fn tries_and_waits_are_part_of_the_story() {
    let mut app = with_ada((80, 24), &[]);
    app.keys("2 r");
    let (ticket, _) = app.waiting[0].clone();
    app.tell(Event::Worker(Note::Retrying {
        ticket,
        attempt: 1,
        status: Some(500),
        wait: Duration::from_millis(250),
    }));
    app.keys("@ enter");
    app.sees("Events      Attempt 1 failed (500); waited 250 ms");
    app.sees("Outcome     In progress: no response yet.");
    // The story goes on while it is read.
    app.settle_ada(&[]);
    app.sees("Outcome     Read.");
}

#[test]
fn what_was_already_gone_counts_as_done() {
    let mut app = with_ada((80, 24), &[]);
    delete(&mut app, Ok(Reply::AlreadyGone));
    app.keys("@");
    app.sees("DELETE …/cus_X…  Ada Nguyen");
    app.sees("✓ already removed");
    app.keys("enter");
    app.sees("Outcome     DONE: it was already removed.");
}

#[test]
fn what_another_profile_left_behind_is_not_under_way_for_ever() {
    let mut app = with_ada((120, 36), &varied(3));
    app.keys("R");
    app.reopen();
    app.keys("@ G k");
    app.sees("no longer needed");
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
