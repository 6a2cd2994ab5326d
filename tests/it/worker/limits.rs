//! How many calls are under way, and which goes first.
use super::{Bench, SOON, customer, delete, fine, read, update};
use pintui::api::call::Call;
use pintui::api::read::Read;
use pintui::runtime::worker::{Gate, Limits};

#[tokio::test(start_paused = true)]
async fn four_calls_at_most_go_to_a_host_and_eight_to_the_sandbox() {
    for (limits, most) in [(Limits::HOST, 4), (Limits::SANDBOX, 8)] {
        let mut bench = Bench::new(limits, Gate::Open, |_, call| (SOON, fine(call)));
        for n in 0..40 {
            bench.ask(n as u64, read(n));
        }
        for _ in 0..40 {
            bench.reply().await.1.expect("a reply");
        }
        assert_eq!(bench.log(|log| log.most_under_way), most);
    }
}

#[tokio::test(start_paused = true)]
async fn the_loader_has_two_places_and_the_operator_goes_first() {
    let mut bench = Bench::host(|_, call| (SOON, fine(call)));
    for page in 1..=10 {
        bench.load(u64::from(page), page);
    }
    bench.settle().await;
    assert_eq!(bench.sent().len(), 2, "two pages are under way, no more");
    for n in 0..4 {
        bench.ask(100 + n as u64, read(n));
    }
    for _ in 0..14 {
        bench.reply().await.1.expect("a reply");
    }
    let sent = bench.sent();
    assert_eq!(
        sent[2..4],
        [read(0), read(1)],
        "the free places are the operator's at once"
    );
    assert_eq!(
        sent[4..6],
        [read(2), read(3)],
        "and so are the next that fall free"
    );
    assert_eq!(bench.log(|log| log.most_under_way), 4);
}

#[tokio::test(start_paused = true)]
async fn a_customer_gets_one_write_at_a_time_and_in_order() {
    let mut bench = Bench::host(|_, call| (SOON, fine(call)));
    bench.ask(1, update(1));
    bench.ask(2, delete(1));
    bench.ask(3, update(2));
    bench.ask(4, read(1));
    bench.settle().await;
    assert_eq!(bench.sent(), [update(1), update(2), read(1)]);
    let mut order = Vec::new();
    for _ in 0..4 {
        order.push(bench.reply().await.0.0);
    }
    assert_eq!(order, [1, 3, 4, 2]);
    assert_eq!(bench.sent()[3], delete(1));
}

#[tokio::test(start_paused = true)]
async fn calls_return_at_once_and_an_idle_worker_does_not_stir() {
    let bench = Bench::host(|_, _| panic!("nothing is asked"));
    let call = Call::Read(Read::ListCards(customer(1), 1));
    drop(call);
    // With the clock paused, a worker that waited for a time would move it.
    let before = tokio::time::Instant::now();
    bench.settle().await;
    assert_eq!(before, tokio::time::Instant::now());
    let metrics = tokio::runtime::Handle::current().metrics();
    let tasks = metrics.num_alive_tasks();
    bench.settle().await;
    assert_eq!(metrics.num_alive_tasks(), tasks);
}
