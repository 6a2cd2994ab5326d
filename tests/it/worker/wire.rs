//! Worker and client together, judged by what reaches a socket.
use super::handle::{Direct, Worker};
use crate::client::calls::every_call;
use crate::client::{client, cus};
use crate::rawserver::{Act, RawServer, json};
use pintui::api::call::Call;
use pintui::api::read::Read;
use pintui::model::effect::{Lane, Ticket, Typed};
use pintui::model::event::Event;
use pintui::runtime::worker::{Gate, Limits};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

const LIST: &str = r#"{"response":[]}"#;
const PAGE: Call = Call::Read(Read::ListCustomers(1));

fn start(server: &RawServer, limits: Limits, gate: Gate) -> (Worker, UnboundedReceiver<Event>) {
    let (sender, events) = unbounded_channel();
    let runtime = tokio::runtime::Handle::current();
    (
        Worker::start(&runtime, Direct(client(server)), limits, gate, sender),
        events,
    )
}

/// Waits for so many replies, however long they take.
async fn replies(events: &mut UnboundedReceiver<Event>, mut count: usize) {
    while count > 0 {
        let event = tokio::time::timeout(Duration::from_secs(60), events.recv()).await;
        let event = event.expect("a reply").expect("a living worker");
        count -= usize::from(matches!(event, Event::Reply { .. }));
    }
}

/// Waits until the server has seen so many requests.
async fn seen(server: &RawServer, count: usize) {
    let wait = async {
        while server.count() < count {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), wait)
        .await
        .expect("the requests");
}

#[tokio::test]
async fn the_server_never_sees_more_at_once_than_the_limit() {
    for (limits, most) in [(Limits::HOST, 4), (Limits::SANDBOX, 8)] {
        let word = Arc::new(Semaphore::new(0));
        let server = RawServer::always(Act::When(Arc::clone(&word), json(200, LIST))).await;
        let (worker, mut events) = start(&server, limits, Gate::Open);
        for ticket in 0..24 {
            worker.call(Ticket(ticket), PAGE, Lane::Operator, None);
        }
        for answered in 0..24 {
            seen(&server, (answered + most).min(24)).await;
            assert_eq!(server.count(), (answered + most).min(24));
            word.add_permits(1);
            replies(&mut events, 1).await;
        }
    }
}

#[tokio::test]
async fn each_write_reaches_the_socket_once_under_every_fault() {
    for act in [
        Act::Say(Vec::new()),
        Act::Reset(Vec::new()),
        Act::Say(b"HTTP/1.1 201 Created\r\nContent-Length: 99\r\n\r\n{".to_vec()),
        Act::Keep(json(500, "{}")),
        Act::Keep(json(502, "{}")),
        Act::Keep(json(422, "{}")),
        Act::Keep(json(404, "{}")),
        Act::Keep(json(307, "{}")),
        Act::Keep(json(201, "{}")),
        Act::Keep(b"HTTP/1.1 204 No Content\r\n\r\n".to_vec()),
    ] {
        let server = RawServer::start(move |request| match request.method.as_str() {
            "GET" => Act::Keep(json(200, LIST)),
            _ => act.clone(),
        })
        .await;
        let (worker, mut events) = start(&server, Limits::HOST, Gate::Open);
        let writes: Vec<Call> = every_call()
            .into_iter()
            .map(|(_, call)| call)
            .filter(Call::is_write)
            .collect();
        let count = writes.len();
        for (ticket, call) in writes.into_iter().enumerate() {
            worker.call(Ticket(ticket as u64), call, Lane::Operator, None);
        }
        replies(&mut events, count).await;
        worker.call(Ticket(99), PAGE, Lane::Operator, None);
        replies(&mut events, 1).await;
        let sent = server.requests();
        let writes = sent
            .iter()
            .filter(|request| request.method != "GET")
            .count();
        assert_eq!((writes, sent.len()), (count, count + 1));
    }
}

#[tokio::test]
async fn a_locked_live_profile_sends_reads_alone() {
    let server = RawServer::always(Act::Keep(json(200, LIST))).await;
    let gate = Gate::live("harbour".to_owned());
    let (worker, mut events) = start(&server, Limits::HOST, gate);
    let calls = every_call();
    let count = calls.len();
    let reads = calls.iter().filter(|(_, call)| !call.is_write()).count();
    for (ticket, (_, call)) in calls.into_iter().enumerate() {
        worker.call(
            Ticket(ticket as u64),
            call,
            Lane::Operator,
            Typed::check("x", "x"),
        );
    }
    replies(&mut events, count).await;
    assert!(
        server
            .requests()
            .iter()
            .all(|request| request.method == "GET")
    );
    assert_eq!(server.count(), reads);
}

#[tokio::test]
async fn a_cancelled_read_closes_its_connection() {
    let (closed, was_closed) = tokio::sync::oneshot::channel();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let server = tokio::spawn(async move {
        use tokio::io::AsyncReadExt;
        let (mut stream, _) = listener.accept().await.expect("a connection");
        let mut bytes = [0; 4096];
        assert!(stream.read(&mut bytes).await.expect("a request") > 0);
        closed.send(()).expect("the test");
        stream.read(&mut bytes).await.unwrap_or(0)
    });
    let target = crate::client::target(&format!("http://127.0.0.1:{port}"));
    let client = pintui::api::client::Client::new(&target).expect("a client");
    let (sender, mut events) = unbounded_channel();
    let runtime = tokio::runtime::Handle::current();
    let worker = Worker::start(&runtime, Direct(client), Limits::HOST, Gate::Open, sender);
    worker.call(
        Ticket(1),
        Call::Read(Read::GetCustomer(cus())),
        Lane::Operator,
        None,
    );
    was_closed.await.expect("the request");
    worker.cancel(Ticket(1));
    replies(&mut events, 1).await;
    assert_eq!(
        server.await.expect("no panic"),
        0,
        "the other end went away"
    );
}
