//! Reading when the API is slow, unwell, or says no.
use crate::driver::{Driver, Harness};
use pintui::model::cure::{Cure, ShutOut};
use pintui::model::effect::{ApiCommand, Effect, Ticket};
use pintui::model::event::Event;
use pintui::secret::{ApiKey, KeyMark};
use std::time::{Duration, Instant};

#[test]
fn a_read_that_fails_is_tried_again_by_itself() {
    let mut app = Harness::new();
    app.faults.arm("next:list_cards:500".parse().unwrap());
    app.keys("3 r").sees("Cards 2").sees_not("stale");
    app.keys("@ enter")
        .sees("Attempt 1 failed (500)")
        .sees("2 tries");
}

#[test]
fn a_read_that_fails_three_times_waits_for_the_person() {
    let mut app = Harness::new();
    app.faults.arm("every-1:list_cards:500".parse().unwrap());
    app.keys("3 r").sees("Cards 2").sees("stale");
    let asked = app.sent.len();
    app.keys("@ enter").sees("Attempt 2 failed (500)");
    app.sees("3 tries").keys("esc esc");
    app.advance(Duration::from_secs(60)).settle();
    assert_eq!(app.sent.len(), asked, "nothing is asked by itself");
    app.faults.disarm();
    app.keys("r").sees_not("stale");
}

#[test]
fn a_refused_key_is_explained_once_and_keeps_what_was_loaded() {
    let mut app = Harness::new();
    app.faults.arm("every-1:any:401".parse().unwrap());
    app.keys("j")
        .sees("Key not accepted")
        .sees("What was loaded stays");
    app.keys("esc j j")
        .sees_not("Key not accepted")
        .sees("Customers 60");
    app.faults.disarm();
    app.keys("R").sees_not("did not accept");
}

#[test]
fn what_a_failure_said_goes_once_the_list_can_be_read_again() {
    for fault in ["every-1:list_customers:500", "every-1:any:drop-before"] {
        let mut app = Harness::new();
        app.faults.arm(fault.parse().unwrap());
        app.keys("R").sees("R retries.");
        app.faults.disarm();
        // Other answers show nothing about the list.
        app.keys("3 r").sees("R retries.");
        app.keys("R").sees_not("R retries.").sees("Customers 60");
    }
}

#[test]
fn once_the_key_is_taken_nothing_says_any_more_that_it_was_not() {
    for key in ["R", "r"] {
        let mut app = Harness::new();
        app.faults.arm("every-1:any:401".parse().unwrap());
        app.keys("3 r").sees("Key not accepted");
        app.faults.disarm();
        app.keys(key)
            .sees_not("Key not accepted")
            .sees_not("did not accept")
            .sees("Cards 2");
        // It was read before anything was asked with it.
        assert_eq!(app.effects, [Effect::Api(ApiCommand::SignIn)]);
        app.keys("r R");
        assert_eq!(
            app.effects,
            [Effect::Api(ApiCommand::SignIn)],
            "a good key is left alone"
        );
    }
}

#[test]
fn an_answer_to_an_older_question_does_not_hide_that_the_key_was_refused() {
    let mut app = Harness::new();
    app.faults.arm("next:list_cards:401".parse().unwrap());
    app.keys("j").sees("Key not accepted");
}

#[test]
fn a_profile_that_could_not_be_opened_is_said_once_and_opened_again() {
    let mut app = Harness::new();
    let why = "The profile shop could not be opened: the key_file cannot be used".repeat(2);
    for _ in 0..3 {
        app.tell(Event::Unopened(why.clone()));
    }
    app.sees("could not be opened");
    app.keys("r").sees_not("could not be opened");
    assert_eq!(app.effects, [Effect::Api(ApiCommand::SignIn)]);
}

#[test]
fn only_an_opening_takes_back_that_a_profile_could_not_be_opened() {
    for width in [80, 300] {
        let mut app = Harness::new();
        app.resize(width, 36);
        let why = "The profile shop could not be opened: the key_file cannot be used".to_owned();
        app.tell(Event::Unopened(why.clone()));
        // It is said again because of what was asked before R, and heard only after R asked for more.
        app.press("R").tell(Event::Unopened(why));
        app.answers().sees("could not be opened");
        app.tell(Event::Opened(KeyMark::of(&ApiKey::new("k".to_owned()))));
        app.sees_not("could not be opened");
    }
}

#[test]
fn a_refusal_of_what_was_asked_before_the_person_tried_again_is_no_news() {
    let shut_out = |tried_again| ShutOut {
        cure: Cure::Opening,
        tried_again,
    };
    assert!(!shut_out(None).is_news(Ticket(9)));
    assert!(!shut_out(Some(Ticket(5))).is_news(Ticket(4)));
    assert!(shut_out(Some(Ticket(5))).is_news(Ticket(6)));
}

#[test]
fn a_customer_deleted_elsewhere_is_struck_and_goes_when_the_cursor_moves() {
    let mut app = Harness::new();
    app.faults.arm("every-1:any:404".parse().unwrap());
    app.keys("2 r").sees("No longer in Pin Payments");
    app.faults.disarm();
    app.keys("1 j").sees("Customers 59");
}

#[test]
fn a_fault_is_chosen_from_the_dashboard() {
    let mut app = Harness::new();
    app.keys("F")
        .types("404")
        .keys("enter")
        .sees("Sandbox fault set");
    assert_eq!(app.faults.armed().as_deref(), Some("next:any:404"));
}

#[test]
fn activity_tells_what_was_asked() {
    let mut app = Harness::new();
    app.keys("@")
        .sees("GET")
        .sees("/customers?page=1")
        .sees("25 rows");
    app.keys("enter").sees("list all subscriptions");
}

#[test]
fn raw_json_is_read_again_and_shown() {
    let mut app = Harness::new();
    app.keys("i")
        .sees("\"token\": \"cus__X71m4oz4a0")
        .sees("\"primary\": true");
}

#[test]
fn help_lists_the_keys_of_where_one_is_and_runs_one() {
    let mut app = Harness::new();
    app.keys("?").sees("New customer");
    app.types("full screen").keys("enter");
    app.sees_not("full screen").sees_not("Cards 2");
}

#[test]
fn a_host_that_asks_to_wait_is_obeyed_and_the_wait_is_shown() {
    let mut app = Harness::new();
    app.faults.arm("next:list_cards:429=2".parse().unwrap());
    app.press("3").press("r").until("Rate limited");
    app.sees("in 2 s");
    app.advance(Duration::from_millis(900)).sees("in 2 s");
    app.advance(Duration::from_millis(200)).sees("in 1 s");
    app.answers().sees("Cards 2").sees_not("Rate limited");
}

#[test]
fn keys_are_obeyed_while_every_call_hangs() {
    let mut app = Harness::new();
    app.faults.arm("every-1:any:slow=600000".parse().unwrap());
    app.press("j").press("R");
    app.advance(Duration::from_millis(400)).sees("2/60");
    app.press("j").sees("3/60");
    app.press("?").sees("Everywhere").press("esc").sees("3/60");
    app.press("ctrl-c").sees("Ctrl-C again quits");
}

#[test]
fn reads_that_nobody_wants_any_more_are_dropped() {
    let mut app = Harness::new();
    app.faults
        .arm("next:list_charges:slow=600000".parse().unwrap());
    app.press("j");
    app.advance(Duration::from_millis(400));
    // The fault is gone once the sandbox has the call, which is not before it was asked for.
    let begun = Instant::now();
    while app.faults.armed().is_some() {
        assert!(begun.elapsed() < Duration::from_secs(20), "never asked");
        std::thread::yield_now();
    }
    // The charges of the first never come; moving on does not wait for them.
    app.keys("j").sees("Charges");
    app.keys("@").sees("no longer needed");
}
