//! Replies that break the rules of HTTP, from a plain socket through the client as far as the screen.
use super::refused::sent;
use super::{SIZE, assert_borders, files};
use crate::client::{QUICK, target};
use crate::driver::{Driver, Harness};
use crate::pty::judge::assert_own_sequences;
use crate::rawserver::{Act, RawServer};
use pintui::api::call::Call;
use pintui::api::client::Client;
use pintui::api::read::Read;
use pintui::config::Mode;
use pintui::model::event::{Event, Trace};
use serde_json::json;

/// The replies that refuse a change before it is made.
const REFUSED: [&str; 5] = [
    "409.raw",
    "451.raw",
    "ra-bad.raw",
    "ra-date.raw",
    "ra-none.raw",
];
/// The replies whose status says that a deletion was done, whatever follows.
const DONE: [&str; 8] = [
    "200-empty-delete.raw",
    "chunk-huge.raw",
    "cl-lies-long.raw",
    "ct-missing.raw",
    "http10.raw",
    "ok.raw",
    "set-cookie.raw",
    "te-unknown.raw",
];
const OLD: &str = "Ada Park";

fn loaded() -> Harness {
    let mut app = Harness::scripted(Mode::Sandbox, SIZE);
    app.serve(good);
    app
}

fn good(call: &Call) -> Vec<u8> {
    let ada = json!({"token": "cus_ada", "email": "ada@harbour.example", "first_name": "Ada", "last_name": "Park"});
    let body = match call {
        Call::Read(Read::ListCustomers(_)) => json!({"response": [ada], "count": 1}),
        Call::Read(Read::GetCustomer(_)) => json!({"response": ada}),
        _ => json!({"response": [], "count": 0}),
    };
    serde_json::to_vec(&body).unwrap()
}

/// Lets a server of plain sockets answer the call that waits at a place.
async fn ask(app: &mut Harness, at: usize, act: Act) {
    let (ticket, call) = app.waiting.remove(at);
    let server = RawServer::always(act).await;
    let client = Client::with_timeouts(&target(&server.url()), QUICK).unwrap();
    let answer = client.send(&call).await;
    let trace = Trace {
        method: call.method(),
        path: call.path(),
        status: answer.status,
        tries: 1,
        took: answer.took,
    };
    app.tell(Event::Reply {
        ticket,
        result: answer.result,
        trace,
    });
}

fn act(name: &str, bytes: Vec<u8>) -> Act {
    // The connection stays open, so that only the reply's own end can end it; HTTP/1.0 has none.
    match name {
        "http10.raw" => Act::Say(bytes),
        _ => Act::Stall(bytes),
    }
}

fn assert_fit_to_be_seen(app: &Harness, name: &str) {
    let bytes = app.bytes();
    assert_own_sequences(&bytes);
    assert_borders(&bytes, name);
}

#[tokio::test]
async fn a_list_answered_by_nonsense_keeps_its_rows_and_says_so() {
    let good = ["ok.raw", "ct-missing.raw", "http10.raw", "set-cookie.raw"];
    for (name, bytes) in files("http") {
        let mut app = loaded();
        app.keys("r");
        ask(&mut app, 0, act(&name, bytes)).await;
        let screen = app.screen();
        assert_fit_to_be_seen(&app, &name);
        if good.contains(&&*name) {
            // Whom it did not hold is asked for before anybody goes.
            assert!(screen.contains("Roland Robot"), "{name}:\n{screen}");
            let is_asked = |(_, call): &(_, Call)| matches!(call, Call::Read(Read::GetCustomer(_)));
            assert!(app.waiting.iter().any(is_asked), "{name}");
        } else {
            assert!(screen.contains(OLD), "{name}:\n{screen}");
            assert!(screen.contains("stale, as of"), "{name}:\n{screen}");
            // A long sentence takes the line of the hints, too.
            let lines: Vec<&str> = screen.lines().collect();
            let [.., said, below] = lines[..] else {
                panic!("{screen}");
            };
            assert!(said.starts_with(" ✗ "), "{name}: {said}");
            let is_whole = |line: &str| line.ends_with(['.', '…']);
            assert!(is_whole(said) || is_whole(below), "{name}: {said}\n{below}");
        }
    }
}

/// Sends what waits to be written to a server that answers so, and judges what is said of it.
async fn write(mut app: Harness, name: &str, bytes: Vec<u8>, said: &str) {
    let at = app.waiting.iter().position(|(_, call)| call.is_write());
    ask(&mut app, at.unwrap(), act(name, bytes)).await;
    let screen = app.screen();
    assert_fit_to_be_seen(&app, name);
    assert!(screen.contains(said), "{name}: not {said:?}\n{screen}");
    assert_eq!(app.writes.len(), 1, "{name}");
}

#[tokio::test]
async fn a_deletion_answered_by_nonsense_is_told_by_its_status_alone() {
    for (name, bytes) in files("http") {
        let mut app = loaded();
        app.keys("d");
        app.serve(good);
        app.yes();
        let said = if REFUSED.contains(&&*name) {
            "could not delete"
        } else if DONE.contains(&&*name) {
            "Customer deleted"
        } else {
            "Outcome unknown"
        };
        write(app, &name, bytes, said).await;
    }
}

#[tokio::test]
async fn a_customer_whose_making_was_answered_by_nonsense_is_unknown_or_refused() {
    for (name, bytes) in files("http") {
        // A refusal is told by the form itself, which stays open with all that was typed.
        let said = if REFUSED.contains(&&*name) {
            "New customer — SANDBOX"
        } else {
            "Outcome unknown"
        };
        write(sent(SIZE), &name, bytes, said).await;
    }
}
