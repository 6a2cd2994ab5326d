//! Reads are tried again within a budget; writes never are.
use super::{Bench, SOON, answer, delete, failing, fine, read, refused, update};
use pintui::api::error::{ErrorKind, Fate, Flaw, NoAnswer, Unreachable};
use pintui::model::event::{Event, Note};
use std::time::Duration;

fn faults() -> Vec<(u16, ErrorKind)> {
    let refusal = |status| {
        ErrorKind::Refused(pintui::api::error::Refusal {
            status,
            ..Default::default()
        })
    };
    vec![
        (0, ErrorKind::Unreachable(Unreachable::Refused)),
        (0, ErrorKind::Unreachable(Unreachable::TimedOut)),
        (0, ErrorKind::NoAnswer(NoAnswer::TimedOut)),
        (0, ErrorKind::NoAnswer(NoAnswer::Broken)),
        (500, refusal(500)),
        (502, refusal(502)),
        (200, ErrorKind::Protocol(pintui::api::decode::NOT_JSON)),
        (
            429,
            ErrorKind::Throttled {
                status: 429,
                retry_after: None,
            },
        ),
        (
            503,
            ErrorKind::Throttled {
                status: 503,
                retry_after: Some(SOON),
            },
        ),
        (422, refusal(422)),
        (307, ErrorKind::Redirected(307)),
        (200, ErrorKind::TooBig),
    ]
}

#[tokio::test(start_paused = true)]
async fn a_read_is_tried_three_times_and_says_so() {
    let mut bench = Bench::host(|_, call| (SOON, refused(call, 500)));
    bench.ask(7, read(1));
    let mut waits = Vec::new();
    let trace = loop {
        match bench.event().await {
            Event::Worker(Note::Retrying {
                ticket,
                attempt,
                status,
                wait,
            }) => {
                assert_eq!((ticket.0, status), (7, Some(500)));
                assert_eq!(attempt as usize, waits.len() + 1);
                waits.push(wait);
            }
            Event::Reply { result, trace, .. } => {
                assert!(result.is_err());
                break trace;
            }
            _ => {}
        }
    };
    assert_eq!(
        (trace.tries, trace.status, trace.method),
        (3, Some(500), "GET")
    );
    assert_eq!(waits.len(), 2);
    assert!(waits[0] <= Duration::from_millis(250) && waits[1] <= Duration::from_millis(500));
    let times = bench.times();
    assert_eq!(
        times[1] - times[0],
        waits[0] + SOON,
        "the wait it told is the wait it kept"
    );
    assert_eq!(
        trace.took,
        Duration::from_millis(15),
        "the tries without the waits"
    );
}

#[tokio::test(start_paused = true)]
async fn a_read_that_succeeds_at_last_is_a_success() {
    let mut bench = Bench::host(|nth, call| {
        let answer = if nth < 2 {
            refused(call, 500)
        } else {
            fine(call)
        };
        (SOON, answer)
    });
    bench.ask(1, read(1));
    let (_, result, trace) = bench.reply().await;
    assert!(result.is_ok());
    assert_eq!((trace.tries, trace.status), (3, Some(200)));
}

#[tokio::test(start_paused = true)]
async fn a_write_is_sent_once_whatever_comes() {
    for (status, kind) in faults() {
        for call in [update(1), delete(1)] {
            let kind = kind.clone();
            let mut bench = Bench::host(move |_, call| (SOON, failing(call, status, kind.clone())));
            bench.ask(1, call);
            let error = bench.error().await;
            assert!(error.fate.is_some(), "{error:?}");
            tokio::time::sleep(Duration::from_secs(300)).await;
            assert_eq!(bench.sent().len(), 1, "{error:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_outage_uses_up_the_budget_and_a_success_refills_it() {
    let mut bench = Bench::host(|nth, call| {
        let answer = if nth < 30 {
            refused(call, 500)
        } else {
            fine(call)
        };
        (SOON, answer)
    });
    for ticket in 0..20 {
        bench.ask(ticket, read(1));
        bench.error().await;
    }
    assert_eq!(
        bench.sent().len(),
        30,
        "20 first tries and 10 more, then none"
    );
    for ticket in 20..25 {
        bench.ask(ticket, read(1));
        bench.reply().await.1.expect("a reply");
    }
    assert_eq!(bench.sent().len(), 35);
}

#[tokio::test(start_paused = true)]
async fn timeouts_cost_double_and_end_the_patience() {
    let mut bench = Bench::host(|_, call| {
        (
            SOON,
            failing(call, 0, ErrorKind::NoAnswer(NoAnswer::TimedOut)),
        )
    });
    for ticket in 0..10 {
        bench.ask(ticket, read(1));
        bench.error().await;
    }
    assert_eq!(bench.sent().len(), 15, "10 first tries and 5 more");

    let slow = Duration::from_secs(21);
    let mut bench = Bench::host(move |_, call| {
        (
            slow,
            failing(call, 0, ErrorKind::NoAnswer(NoAnswer::TimedOut)),
        )
    });
    bench.ask(1, read(1));
    bench.error().await;
    assert_eq!(bench.sent().len(), 1, "no try begins 20 s after the first");
}

#[tokio::test(start_paused = true)]
async fn a_request_that_panics_is_answered_all_the_same() {
    let mut bench = Bench::host(|_, _| panic!("a fault in this program"));
    bench.ask(1, update(1));
    let error = bench.error().await;
    assert_eq!(error.fate, Some(Fate::Unknown));
    bench.ask(2, update(1));
    assert_eq!(
        bench.error().await.fate,
        Some(Fate::Unknown),
        "the customer is free again"
    );
}

#[tokio::test(start_paused = true)]
async fn one_unaccepted_key_ends_all_that_waits_with_one_meaning() {
    let mut bench = Bench::host(|nth, call| {
        let answer = if nth < 4 {
            refused(call, 401)
        } else {
            fine(call)
        };
        (SOON, answer)
    });
    for n in 0..11 {
        bench.ask(n as u64, if n == 10 { delete(n) } else { read(n) });
    }
    let mut headlines = std::collections::BTreeSet::new();
    for _ in 0..11 {
        let (ticket, result, trace) = bench.reply().await;
        let error = result.expect_err("401");
        headlines.insert(error.headline("test-api.example"));
        let unsent = ticket.0 >= 4;
        assert_eq!(trace.tries, u32::from(!unsent), "{ticket:?}");
        if ticket.0 == 10 {
            assert_eq!(error.fate, Some(Fate::NotSent));
        }
    }
    assert_eq!(headlines.len(), 1, "{headlines:?}");
    assert_eq!(bench.sent().len(), 4);
    bench.ask(20, read(1));
    bench
        .reply()
        .await
        .1
        .expect("what is asked afterwards is sent");
}

#[tokio::test(start_paused = true)]
async fn what_ends_a_read_at_once_ends_it_at_once() {
    for (status, kind) in [
        (
            404,
            ErrorKind::Refused(pintui::api::error::Refusal {
                status: 404,
                ..Default::default()
            }),
        ),
        (
            0,
            ErrorKind::Unreachable(Unreachable::Certificate(Flaw::UnknownIssuer)),
        ),
        (0, ErrorKind::Unreachable(Unreachable::Tls)),
        (302, ErrorKind::Redirected(302)),
        (200, ErrorKind::TooBig),
    ] {
        let told = kind.clone();
        let mut bench = Bench::host(move |_, _| {
            let error = pintui::api::error::Error {
                kind: told.clone(),
                fate: None,
            };
            (SOON, answer(status, Err(error)))
        });
        bench.ask(1, read(1));
        assert_eq!(bench.error().await.kind, kind);
        assert_eq!(bench.sent().len(), 1);
    }
}
