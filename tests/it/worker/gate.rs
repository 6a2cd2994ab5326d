//! LIVE: nothing is written by accident (promise P7).
use super::{Bench, SOON, delete, fine, read, throttled, update};
use pintui::api::call::Call;
use pintui::api::error::{ErrorKind, Fate};
use pintui::api::ids::{CardId, SubscriptionId};
use pintui::api::write::Write;
use pintui::model::effect::{Lane, Ticket, Typed};
use pintui::model::event::Note;
use pintui::runtime::worker::{Gate, Limits};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

fn live() -> Bench {
    let gate = Gate::live("harbour".to_owned());
    Bench::new(Limits::HOST, gate, |_, call| (SOON, fine(call)))
}

fn typed() -> Option<Typed> {
    Typed::check("ada@harbour.example", "ada@harbour.example")
}

#[tokio::test(start_paused = true)]
async fn live_starts_read_only() {
    let mut bench = live();
    for (ticket, call) in [update(1), delete(1), update(2)].into_iter().enumerate() {
        bench
            .worker
            .call(Ticket(ticket as u64), call, Lane::Operator, typed());
        let error = bench.error().await;
        assert_eq!(error.kind, ErrorKind::Locked);
        assert_eq!(error.fate, Some(Fate::NotSent));
    }
    bench.ask(9, read(1));
    bench.reply().await.1.expect("reads pass");
    assert_eq!(bench.sent(), [read(1)]);
}

#[tokio::test(start_paused = true)]
async fn the_name_opens_for_five_minutes_to_the_letter() {
    let mut bench = live();
    for wrong in ["", "Harbour", "harbour ", " harbour", "harbou", "y"] {
        bench.worker.unlock(wrong);
        assert_eq!(bench.note().await, Note::Locked, "{wrong:?}");
    }
    bench.ask(1, update(1));
    assert_eq!(bench.error().await.kind, ErrorKind::Locked);
    bench.worker.unlock("harbour");
    assert_eq!(bench.note().await, Note::Unlocked { left: 5 * MINUTE });
    tokio::time::sleep(5 * MINUTE - Duration::from_millis(1)).await;
    bench.ask(2, update(1));
    assert_eq!(bench.note().await, Note::Locked);
    bench
        .reply()
        .await
        .1
        .expect("it left while the gate was open");
    bench.ask(3, update(1));
    assert_eq!(bench.error().await.kind, ErrorKind::Locked);
    assert_eq!(bench.sent().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn it_can_be_locked_again_and_a_wrong_name_does_not_lock() {
    let mut bench = live();
    bench.worker.unlock("harbour");
    bench.note().await;
    tokio::time::sleep(MINUTE).await;
    bench.worker.unlock("wrong");
    assert_eq!(bench.note().await, Note::Unlocked { left: 4 * MINUTE });
    bench.worker.lock();
    assert_eq!(bench.note().await, Note::Locked);
    bench.ask(1, update(1));
    assert_eq!(bench.error().await.kind, ErrorKind::Locked);
    assert!(bench.sent().is_empty());
}

#[tokio::test(start_paused = true)]
async fn deletes_and_cancellations_want_a_typed_text_even_when_open() {
    let card = CardId::new("card_a").expect("a token");
    let sub = SubscriptionId::new("sub_a").expect("a token");
    let calls = [
        delete(1),
        Call::Write(Write::DeleteCard(super::customer(1), card)),
        Call::Write(Write::CancelSubscription(super::customer(1), sub)),
    ];
    let mut bench = live();
    bench.worker.unlock("harbour");
    for call in calls.clone() {
        bench.ask(1, call);
        let error = bench.error().await;
        assert_eq!(
            (error.kind, error.fate),
            (ErrorKind::Unconfirmed, Some(Fate::NotSent))
        );
    }
    assert!(bench.sent().is_empty());
    for call in calls.clone() {
        bench.worker.call(Ticket(2), call, Lane::Operator, typed());
        bench.reply().await.1.expect("confirmed");
    }
    assert_eq!(bench.sent(), calls);
}

#[tokio::test(start_paused = true)]
async fn a_write_that_waits_does_not_outlive_the_grant() {
    let gate = Gate::live("harbour".to_owned());
    let mut bench = Bench::new(Limits::HOST, gate, |_, call| {
        (SOON, throttled(call, 429, Some(60)))
    });
    bench.worker.unlock("harbour");
    tokio::time::sleep(5 * MINUTE - Duration::from_secs(30)).await;
    bench.told();
    bench.ask(1, read(1));
    assert!(matches!(bench.note().await, Note::Paused { .. }));
    bench.ask(2, update(1));
    bench.settle().await;
    assert_eq!(
        bench.sent(),
        [read(1)],
        "the write waits for the end of the pause"
    );
    let (ticket, result, _) = bench.reply().await;
    let error = result.expect_err("locked in the meantime");
    assert_eq!((ticket, error.kind), (Ticket(2), ErrorKind::Locked));
}

#[tokio::test(start_paused = true)]
async fn locking_ends_what_waits_at_once() {
    let gate = Gate::live("harbour".to_owned());
    let mut bench = Bench::new(Limits::HOST, gate, |_, call| (MINUTE, fine(call)));
    bench.worker.unlock("harbour");
    bench.ask(1, update(1));
    bench.ask(2, update(1));
    bench.settle().await;
    bench.worker.lock();
    let (ticket, result, _) = bench.reply().await;
    assert_eq!(
        (ticket, result.expect_err("locked").kind),
        (Ticket(2), ErrorKind::Locked)
    );
    let (ticket, result, _) = bench.reply().await;
    assert_eq!(ticket, Ticket(1));
    result.expect("what was sent goes its way");
}

#[tokio::test(start_paused = true)]
async fn test_and_sandbox_have_no_gate() {
    let mut bench = Bench::host(|_, call| (SOON, fine(call)));
    bench.ask(1, delete(1));
    bench.reply().await.1.expect("a reply");
    bench.worker.unlock("anything");
    bench.worker.lock();
    bench.settle().await;
    assert!(bench.told().is_empty());
}
