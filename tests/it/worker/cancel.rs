//! Stopping calls: reads at any time, writes only before they are sent.
use super::{Bench, SOON, delete, fine, read, refused, throttled, update};
use pintui::api::error::{ErrorKind, Fate};
use pintui::model::effect::Ticket;
use pintui::model::event::Event;
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test(start_paused = true)]
async fn a_read_under_way_is_dropped_and_answered_once() {
    let mut bench = Bench::host(|_, call| (HOUR, fine(call)));
    for n in 0..5 {
        bench.ask(n as u64, read(n));
    }
    bench.settle().await;
    assert_eq!(bench.sent().len(), 4);
    bench.worker.cancel(Ticket(2));
    let (ticket, result, trace) = bench.reply().await;
    let error = result.expect_err("cancelled");
    assert_eq!(
        (ticket, error.kind, error.fate),
        (Ticket(2), ErrorKind::Cancelled, None)
    );
    assert_eq!(trace.tries, 1);
    bench.settle().await;
    assert_eq!(
        bench.log(|log| (log.dropped, log.sent.len())),
        (1, 5),
        "its place is free"
    );
    bench.worker.cancel(Ticket(2));
    bench.settle().await;
    let again = bench
        .told()
        .into_iter()
        .filter(|event| matches!(event, Event::Reply { .. }));
    assert_eq!(again.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_queued_write_is_stopped_and_one_that_was_sent_is_not() {
    let mut bench = Bench::host(|_, call| (SOON, fine(call)));
    bench.ask(1, update(1));
    bench.ask(2, delete(1));
    bench.settle().await;
    bench.worker.cancel(Ticket(1));
    bench.worker.cancel(Ticket(2));
    let (ticket, result, trace) = bench.reply().await;
    let error = result.expect_err("stopped");
    assert_eq!((ticket, error.kind), (Ticket(2), ErrorKind::Cancelled));
    assert_eq!((error.fate, trace.tries), (Some(Fate::NotSent), 0));
    let (ticket, result, _) = bench.reply().await;
    assert_eq!(ticket, Ticket(1));
    result.expect("it went its way");
    assert_eq!(bench.sent(), [update(1)]);
    assert_eq!(bench.log(|log| log.dropped), 0);
}

#[tokio::test(start_paused = true)]
async fn a_read_that_waits_to_be_tried_again_is_stopped() {
    let mut bench = Bench::host(|_, call| (SOON, throttled(call, 429, Some(30))));
    bench.ask(1, read(1));
    bench.note().await;
    bench.worker.cancel(Ticket(1));
    let error = bench.error().await;
    assert_eq!(error.kind, ErrorKind::Cancelled);
    tokio::time::sleep(HOUR).await;
    assert_eq!(bench.sent().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_unknown_ticket_is_nothing() {
    let mut bench = Bench::host(|_, call| (SOON, refused(call, 404)));
    bench.worker.cancel(Ticket(99));
    bench.ask(1, read(1));
    bench.error().await;
    bench.worker.cancel(Ticket(1));
    bench.settle().await;
    assert!(bench.told().is_empty());
}
