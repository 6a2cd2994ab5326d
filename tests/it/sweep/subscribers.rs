//! What is known of the subscriptions in the end, and since when, whatever came between.
use super::rules::head;
use super::server::Server;
use super::world::World;
use crate::mirror_disk::at;
use pintui::mirror::{
    Change, Close, List, PageRequest, Reached, Report, Resume, Rows, Step, Sweep,
};

/// Asks for the next page.
fn ask(sweep: &Sweep) -> PageRequest {
    match sweep.wanted(1)[..] {
        [Step::Page(ask)] => ask,
        ref other => panic!("{other:?}"),
    }
}

fn file(sweep: &mut Sweep, next: Option<u32>, seconds: i64) -> Vec<Change> {
    let ask = ask(sweep);
    let rows = Rows::Subscriptions(Vec::new());
    sweep.file(ask, head(next, Some(100)), rows, at(seconds))
}

/// Reads the first page once more, which holds nothing new, and counts what was met.
fn end(sweep: &mut Sweep, ended: &[Change], rows: u64) -> Vec<Change> {
    let Some(&Change::End { round }) = ended.last() else {
        panic!("{ended:?}");
    };
    assert_eq!(sweep.hear(Report::Ended { round, end: None }), []);
    let ask = ask(sweep);
    assert_eq!(ask.page(), 1);
    file(sweep, Some(2), 900);
    let (known, fresh) = (25, 0);
    let counts = sweep.hear(Report::Newest {
        request: ask,
        known,
        fresh,
    });
    let Some(&Change::Count { round }) = counts.last() else {
        panic!("{counts:?}");
    };
    sweep.hear(Report::Counted { round, rows })
}

fn closed(close: Close) -> Change {
    let list = List::Subscriptions;
    Change::Close { list, close }
}

#[test]
fn one_that_was_interrupted_is_as_old_as_its_first_page() {
    let mut sweep = Sweep::of(List::Subscriptions);
    let reached = Reached {
        resume: Some(Resume {
            next: 4,
            total: Some(100),
            hidden: 0,
        }),
        began_at: Some(at(2)),
        ..Reached::default()
    };
    sweep.know(reached);
    assert_eq!(sweep.begin(false), []);
    // The newest first: the count says how far those that were read have moved.
    let first = ask(&sweep);
    assert_eq!(first.page(), 1);
    file(&mut sweep, Some(2), 500);
    let (ask_of, known, fresh) = (first, 25, 0);
    let ask_of = Report::Newest {
        request: ask_of,
        known,
        fresh,
    };
    let changes = sweep.hear(ask_of);
    let resumed = Change::Resume(List::Subscriptions);
    assert_eq!(changes.last(), Some(&resumed));
    assert_eq!(ask(&sweep).page(), 3);
    file(&mut sweep, Some(4), 501);
    let last = file(&mut sweep, None, 502);
    assert_eq!(sweep.reached().swept_at, None);
    assert_eq!(end(&mut sweep, &last, 100), [closed(Close::Sure)]);
    assert_eq!(
        (sweep.reached().swept_at, sweep.reached().is_sure),
        (Some(at(2)), Some(true))
    );
}

#[test]
fn one_that_the_host_breaks_off_ends_nothing() {
    let mut sweep = Sweep::of(List::Subscriptions);
    sweep.begin_all();
    file(&mut sweep, Some(2), 20);
    let late = ask(&sweep);
    sweep.know(*sweep.reached());
    assert!(sweep.is_over() && sweep.wanted(1).is_empty());
    let rows = Rows::Subscriptions(Vec::new());
    assert_eq!(sweep.file(late, head(None, Some(100)), rows, at(21)), []);
    assert_eq!(
        (sweep.reached().swept_at, sweep.reached().is_sure),
        (None, None)
    );
}

#[test]
fn a_reading_that_met_far_too_few_takes_the_place_of_nothing() {
    let mut world = World::of(List::Subscriptions, Server::new(400, 25));
    world.begin_all();
    world.finish();
    world.is_same();
    let since = world.sweep.reached().swept_at;
    world.server.bare = true;
    for _ in 0..3 {
        world.begin_all();
        world.finish();
        assert_eq!(world.sweep.reached().is_sure, Some(false));
        assert_eq!(world.sweep.reached().swept_at, since);
        world.is_same();
    }
}

#[test]
fn one_that_moved_past_the_reader_is_read_and_one_that_went_is_not_kept() {
    let mut world = World::of(List::Subscriptions, Server::new(75, 25));
    world.begin(false);
    world.ask(1);
    world.deliver(0);
    world.settle_reports();
    world.ask(2);
    // Between the two answers one goes and another comes, so that the count stays what it was.
    world.serve(0);
    world.server.delete(74);
    world.server.create(1);
    world.serve(1);
    world.finish();
    world.is_same();
    assert_eq!(world.sweep.reached().is_sure, Some(true));
}
