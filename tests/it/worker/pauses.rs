//! A host that asks to wait is left alone.
use super::{Bench, SOON, delete, fine, read, throttled};
use pintui::api::error::{ErrorKind, Fate};
use pintui::model::event::Note;
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_while_the_host_wants_to_be_left_alone() {
    let mut bench = Bench::host(|nth, call| {
        let answer = match nth {
            0 => throttled(call, 429, Some(7)),
            _ => fine(call),
        };
        (SOON, answer)
    });
    bench.ask(1, read(1));
    assert_eq!(
        bench.note().await,
        Note::Paused {
            status: 429,
            wait: 7 * SECOND
        }
    );
    for n in 2..12 {
        bench.ask(n, if n == 5 { delete(5) } else { read(5) });
    }
    assert_eq!(bench.note().await, Note::Resumed);
    for _ in 0..11 {
        bench.reply().await.1.expect("a reply after the pause");
    }
    let times = bench.times();
    assert!(
        times[1..].iter().all(|at| *at >= SOON + 7 * SECOND),
        "{times:?}"
    );
    assert!(times[2] >= times[1] + SOON, "one call alone goes first");
}

#[tokio::test(start_paused = true)]
async fn answers_that_were_under_way_together_ask_for_one_pause() {
    let mut bench = Bench::host(|nth, call| {
        let answer = match nth {
            0..4 => throttled(call, 503, None),
            _ => fine(call),
        };
        (SOON, answer)
    });
    for n in 0..4 {
        bench.ask(n as u64, read(n));
    }
    for _ in 0..4 {
        bench.reply().await.1.expect("a reply");
    }
    let times = bench.times();
    let wait = times[4] - times[3];
    assert!(
        wait > SOON && wait <= SECOND + SECOND / 4 + SOON,
        "one second, not four in a row: {wait:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_wait_of_more_than_a_minute_is_told_instead() {
    let mut bench = Bench::host(|nth, call| {
        let answer = match nth {
            0 => throttled(call, 503, Some(3600)),
            _ => fine(call),
        };
        (SOON, answer)
    });
    bench.ask(1, read(1));
    let error = bench.error().await;
    let ErrorKind::Throttled { retry_after, .. } = error.kind else {
        panic!("{error:?}")
    };
    assert_eq!(retry_after, Some(3600 * SECOND));
    assert_eq!(
        error.headline("api.example"),
        "api.example says to wait 60 minutes (503)."
    );
    bench.ask(2, read(1));
    bench.reply().await.1.expect("a probe after a minute");
    assert!(bench.times()[1] >= 60 * SECOND);
}

#[tokio::test(start_paused = true)]
async fn a_write_refused_with_429_is_not_sent_again() {
    let mut bench = Bench::host(|_, call| (SOON, throttled(call, 429, Some(1))));
    bench.ask(1, delete(1));
    let error = bench.error().await;
    assert_eq!(error.fate, Some(Fate::Rejected));
    tokio::time::sleep(600 * SECOND).await;
    assert_eq!(bench.sent().len(), 1);
}

/// Asks again whenever an answer comes, as somebody does who wants to see the list at last.
async fn nag(bench: &mut Bench, span: Duration) {
    let end = tokio::time::Instant::now() + span;
    for n in 0..4 {
        bench.ask(n, read(1));
    }
    let mut ticket = 4;
    while tokio::time::timeout_at(end, bench.reply()).await.is_ok() {
        bench.ask(ticket, read(1));
        ticket += 1;
    }
}

#[tokio::test(start_paused = true)]
async fn ten_minutes_of_outage_get_forty_requests_at_most() {
    for retry_after in [None, Some(0), Some(1), Some(30)] {
        let mut bench = Bench::host(move |_, call| (SOON, throttled(call, 503, retry_after)));
        nag(&mut bench, Duration::from_secs(600)).await;
        let count = bench.sent().len();
        assert!(count <= 40, "{retry_after:?}: {count}");
        assert!(count >= 10, "{retry_after:?}: it still asks: {count}");
        let times = bench.times();
        let early = times[3..]
            .windows(2)
            .filter(|pair| pair[1] - pair[0] < Duration::from_secs(retry_after.unwrap_or(0)));
        assert_eq!(early.count(), 0, "{times:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_host_that_recovers_gets_all_places_again() {
    let mut bench = Bench::host(|nth, call| {
        let answer = match nth {
            0 => throttled(call, 503, Some(1)),
            _ => fine(call),
        };
        (SOON, answer)
    });
    bench.ask(0, read(0));
    for n in 1..20 {
        bench.ask(n as u64, read(n));
    }
    for _ in 0..20 {
        bench.reply().await.1.expect("a reply");
    }
    assert_eq!(bench.log(|log| log.most_under_way), 4);
    let times = bench.times();
    let probe = times.iter().position(|at| *at >= SECOND).expect("a probe");
    assert!(times[probe + 1] > times[probe], "the probe goes alone");
    assert_eq!(times[probe + 1], times[probe + 4], "then four together");
}
