//! The end: short, and with a word for every call.
use super::{Bench, SOON, delete, fine, read, update};
use pintui::api::error::{ErrorKind, Fate};
use pintui::model::event::Event;
use pintui::runtime::worker::SHUTDOWN;
use std::time::Duration;
use tokio::time::Instant;

type Fates = Vec<(u64, bool, Option<Fate>)>;

/// Stops the worker and gives ticket, success and fate of each reply that came.
async fn stop(bench: Bench) -> (Duration, Fates) {
    let Bench {
        worker, mut events, ..
    } = bench;
    let before = Instant::now();
    worker.shutdown().await;
    let mut fates: Fates = std::iter::from_fn(|| events.try_recv().ok())
        .filter_map(|event| match event {
            Event::Reply { ticket, result, .. } => {
                let fate = result.as_ref().err().and_then(|error| error.fate);
                if let Err(error) = &result {
                    assert_eq!(error.kind, ErrorKind::Cancelled);
                }
                Some((ticket.0, result.is_ok(), fate))
            }
            _ => None,
        })
        .collect();
    fates.sort_unstable_by_key(|(ticket, ..)| *ticket);
    (before.elapsed(), fates)
}

#[tokio::test(start_paused = true)]
async fn reads_are_dropped_and_a_write_under_way_is_waited_for() {
    let bench = Bench::host(|_, call| (SOON, fine(call)));
    for n in 0..3 {
        bench.ask(n as u64, read(n));
    }
    bench.ask(3, update(1));
    bench.ask(4, delete(1));
    bench.settle().await;
    let (took, fates) = stop(bench).await;
    assert_eq!(took, SOON);
    assert_eq!(
        fates,
        [
            (0, false, None),
            (1, false, None),
            (2, false, None),
            (3, true, None),
            (4, false, Some(Fate::NotSent))
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_write_that_hangs_is_unknown_after_two_seconds() {
    let bench = Bench::host(|_, call| (Duration::from_secs(30), fine(call)));
    bench.ask(1, update(1));
    bench.settle().await;
    let (took, fates) = stop(bench).await;
    assert_eq!(took, SHUTDOWN);
    assert_eq!(fates, [(1, false, Some(Fate::Unknown))]);
}

#[tokio::test(start_paused = true)]
async fn an_idle_worker_stops_at_once() {
    let bench = Bench::host(|_, call| (SOON, fine(call)));
    bench.settle().await;
    let (took, fates) = stop(bench).await;
    assert_eq!((took, fates), (Duration::ZERO, Vec::new()));
}
