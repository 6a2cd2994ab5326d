//! Random orders, random answers: what must hold whatever happens.
use super::{Bench, customer, delete, failing, fine, read, refused, throttled, update};
use pintui::api::call::Call;
use pintui::api::client::Attempt;
use pintui::api::error::{ErrorKind, NoAnswer, Unreachable};
use pintui::api::ids::CardId;
use pintui::api::read::Read;
use pintui::api::write::Write;
use pintui::model::effect::{Lane, Ticket, Typed};
use pintui::model::event::Event;
use pintui::runtime::worker::{Gate, Limits};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::time::Duration;

#[derive(Clone, Debug)]
enum Step {
    Call(u8, bool, bool),
    Cancel(u64),
    Unlock,
    Lock,
    Wait(u64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (any::<u8>(), any::<bool>(), any::<bool>()).prop_map(|(c, l, t)| Step::Call(c, l, t)),
        2 => (0..60_u64).prop_map(Step::Cancel),
        1 => Just(Step::Unlock),
        1 => Just(Step::Lock),
        2 => (0..40_000_u64).prop_map(Step::Wait),
    ]
}

/// A call of any kind; the ticket stands in it, so that the log tells which was sent.
fn call(kind: u8, ticket: u64) -> Call {
    let n = usize::from(kind) % 3;
    match kind / 3 % 6 {
        0 => update(n),
        1 => delete(n),
        2 => Call::Write(Write::DeleteCard(
            customer(n),
            CardId::new(&format!("card_{ticket}")).expect("a token"),
        )),
        3 => Call::Read(Read::ListCustomers(
            u32::try_from(ticket).expect("small") + 1,
        )),
        _ => read(n),
    }
}

/// An answer that depends on nothing but the seed and its turn.
fn any_answer(seed: u64, nth: usize, call: &Call) -> (Duration, Attempt) {
    let dice = (seed ^ (nth as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15))
        .wrapping_mul(0xBF58_476D_1CE4_E5B9)
        >> 40;
    let answer = match dice % 12 {
        0 => throttled(call, 429, Some(dice % 90)),
        1 => throttled(call, 503, None),
        2 => refused(call, 500),
        3 => refused(call, 401),
        4 => failing(call, 0, ErrorKind::NoAnswer(NoAnswer::TimedOut)),
        5 => failing(call, 0, ErrorKind::Unreachable(Unreachable::Refused)),
        6 => refused(call, 422),
        _ => fine(call),
    };
    (Duration::from_millis(dice % 3_000), answer)
}

async fn play(steps: Vec<Step>, seed: u64, gate: Gate, live: bool) {
    let mut bench = Bench::new(Limits::HOST, gate, move |nth, call| {
        any_answer(seed, nth, call)
    });
    let mut asked = BTreeMap::new();
    let mut confirmed_deletes = 0;
    for step in steps {
        match step {
            Step::Call(kind, loader, with_text) => {
                let ticket = asked.len() as u64;
                let call = call(kind, ticket);
                let lane = if loader && !call.is_write() {
                    Lane::Loader
                } else {
                    Lane::Operator
                };
                let typed = with_text.then(|| Typed::check("x", "x")).flatten();
                confirmed_deletes += usize::from(call.method() == "DELETE" && typed.is_some());
                asked.insert(ticket, 0);
                bench.worker.call(Ticket(ticket), call, lane, typed);
            }
            Step::Cancel(ticket) => bench.worker.cancel(Ticket(ticket)),
            Step::Unlock => bench.worker.unlock("harbour"),
            Step::Lock => bench.worker.lock(),
            Step::Wait(ms) => tokio::time::sleep(Duration::from_millis(ms)).await,
        }
    }
    // Far longer than all waits together: after it, everything must be over.
    tokio::time::sleep(Duration::from_secs(24 * 3600)).await;
    let mut writes_sent = 0;
    let mut writes_tried = 0;
    for event in bench.told() {
        if let Event::Reply { ticket, trace, .. } = event {
            *asked.get_mut(&ticket.0).expect("an asked ticket") += 1;
            if trace.method != "GET" {
                assert!(trace.tries <= 1, "a write was sent twice");
                writes_tried += trace.tries;
            }
        }
    }
    let sent = bench.sent();
    writes_sent += sent.iter().filter(|call| call.is_write()).count();
    assert!(asked.values().all(|replies| *replies == 1), "{asked:?}");
    assert_eq!(writes_sent, writes_tried as usize);
    assert!(bench.log(|log| log.most_under_way) <= 4);
    let deletes = sent.iter().filter(|call| call.method() == "DELETE").count();
    assert!(!live || deletes <= confirmed_deletes);
}

fn in_paused_time(future: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .expect("a runtime")
        .block_on(future);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_ticket_is_answered_once_and_no_write_is_sent_twice(
        steps in proptest::collection::vec(step(), 1..80), seed: u64, live: bool,
    ) {
        let gate = if live { Gate::live("harbour".to_owned()) } else { Gate::Open };
        in_paused_time(play(steps, seed, gate, live));
    }

    #[test]
    fn locked_live_lets_no_write_out(
        steps in proptest::collection::vec(step(), 1..80), seed: u64,
    ) {
        let gate = Gate::live("another name".to_owned());
        in_paused_time(async move {
            let mut bench = Bench::new(Limits::HOST, gate, move |nth, call| any_answer(seed, nth, call));
            for (ticket, step) in steps.into_iter().enumerate() {
                let ticket = ticket as u64;
                match step {
                    Step::Call(kind, ..) => {
                        let typed = Typed::check("x", "x");
                        bench.worker.call(Ticket(ticket), call(kind, ticket), Lane::Operator, typed);
                    }
                    Step::Cancel(other) => bench.worker.cancel(Ticket(other)),
                    Step::Unlock => bench.worker.unlock("harbour"),
                    Step::Lock => bench.worker.lock(),
                    Step::Wait(ms) => tokio::time::sleep(Duration::from_millis(ms)).await,
                }
            }
            tokio::time::sleep(Duration::from_secs(24 * 3600)).await;
            bench.told();
            assert!(bench.sent().iter().all(|call| !call.is_write()));
        });
    }
}
