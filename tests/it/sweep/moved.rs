//! Rows that move while they are read: what the counts show, and what is claimed in the end.
use super::rules::{Plan, ask, ended, file, head, pages, read, settled};
use super::server::{Count, Server};
use super::world::World;
use pintui::mirror::{Change, Close, Goal, List, Report};

/// Reads the first page once more, which counts as many as two pages hold, and lets the mirror count its rows.
pub fn check(sweep: &mut Plan, news: usize, rows: u64) -> Vec<Change> {
    assert_eq!(sweep.progress().goal, Some(Goal::Check));
    let steps = ask(sweep, 3);
    assert_eq!(pages(&steps), [1]);
    let changes = file(sweep, steps[0], head(Some(2), Some(50)));
    assert!(matches!(changes[..], [Change::Newest { .. }]));
    let known = 25 - news;
    let report = Report::Newest {
        request: steps[0],
        known,
        fresh: news,
    };
    let changes = sweep.hear(report);
    let Some(Change::Count { round }) = changes.last() else {
        panic!("{changes:?}");
    };
    let round = *round;
    sweep.hear(Report::Counted { round, rows })
}

const fn closed(close: Close) -> Change {
    let list = List::Customers;
    Change::Close { list, close }
}

const AGAIN: [Change; 2] = [closed(Close::Again), Change::Begin(List::Customers)];
const DONE: [Change; 1] = [closed(Close::Sure)];
const UNSURE: [Change; 1] = [closed(Close::Unsure)];

#[test]
fn many_that_were_not_met_make_it_read_all_once_more_and_no_third_time() {
    let mut sweep = Plan::default();
    for _ in 0..2 {
        // What a person asks for is another matter.
        sweep.begin_all();
        let changes = read(&mut sweep, 2);
        assert_eq!(sweep.hear(ended(&changes, 50, &[], 101)), AGAIN);
        let changes = read(&mut sweep, 2);
        assert_eq!(sweep.hear(ended(&changes, 50, &[], 101)), []);
        assert_eq!(check(&mut sweep, 0, 50), UNSURE);
        assert!(sweep.is_over());
        assert_eq!(
            sweep.reached().is_sure,
            Some(false),
            "nobody asked for them"
        );
    }
}

#[test]
fn a_mirror_of_another_size_is_read_once_more_page_after_page() {
    for (rows, end, is_sure) in [(50, DONE, true), (51, UNSURE, false)] {
        let mut sweep = Plan::default();
        sweep.begin_all();
        let changes = read(&mut sweep, 2);
        assert_eq!(sweep.hear(ended(&changes, 51, &[], 0)), []);
        assert_eq!(check(&mut sweep, 0, 51), AGAIN);
        assert_eq!(sweep.reached().is_sure, None);
        let first = ask(&mut sweep, 3);
        file(&mut sweep, first[0], head(Some(2), Some(50)));
        let second = ask(&mut sweep, 3);
        assert_eq!(pages(&second), [2], "one at a time");
        let changes = file(&mut sweep, second[0], head(None, Some(50)));
        assert_eq!(sweep.hear(ended(&changes, 50, &[], 0)), []);
        assert_eq!(check(&mut sweep, 0, rows), end);
        assert_eq!(sweep.reached().is_sure, Some(is_sure));
    }
}

#[test]
fn a_creation_that_no_count_has_shown_may_hide_a_deletion() {
    // One was created, but the count never grew: as many were deleted.
    let mut sweep = Plan::default();
    sweep.begin_all();
    let changes = read(&mut sweep, 2);
    sweep.hear(ended(&changes, 50, &[], 0));
    assert_eq!(check(&mut sweep, 1, 50), AGAIN);
    // Here the last count shows it.
    let mut sweep = Plan::default();
    sweep.begin_all();
    let asked = ask(&mut sweep, 1);
    file(&mut sweep, asked[0], head(Some(2), Some(49)));
    let asked = ask(&mut sweep, 1);
    let changes = file(&mut sweep, asked[0], head(None, Some(49)));
    sweep.hear(ended(&changes, 49, &[], 0));
    assert_eq!(check(&mut sweep, 1, 50), DONE);
    assert_eq!(sweep.reached().is_sure, Some(true));
}

#[test]
fn a_count_that_changes_with_every_answer_is_given_up_and_proves_nothing() {
    let mut sweep = Plan::default();
    sweep.begin_all();
    let mut asked = 0;
    let changes = loop {
        let page = ask(&mut sweep, 1)[0];
        asked += 1;
        let next = (page.page() < 3).then_some(page.page() + 1);
        let changes = file(&mut sweep, page, head(next, Some(75 - asked % 2)));
        if matches!(changes.last(), Some(Change::End { .. })) {
            break changes;
        }
        assert!(asked < 40, "{sweep:?}");
    };
    sweep.hear(ended(&changes, 75, &[], 0));
    assert_eq!(check(&mut sweep, 0, 50), AGAIN);
}

#[test]
fn a_list_of_one_page_is_of_one_moment() {
    let mut sweep = Plan::default();
    sweep.begin_all();
    let changes = read(&mut sweep, 1);
    let changes = sweep.hear(ended(&changes, 25, &[], 0));
    let [Change::Count { round }] = changes[..] else {
        panic!("{changes:?}");
    };
    let rows = 25;
    assert_eq!(sweep.hear(Report::Counted { round, rows }), DONE);
    assert_eq!(sweep.reached().is_sure, Some(true));
}

#[test]
fn a_count_that_lies_makes_it_read_twice_at_most_and_claims_nothing() {
    for count in [Count::More(9), Count::More(90_000), Count::Less(9)] {
        let mut world = settled(60, count);
        world.begin_all();
        assert!((8..=11).contains(&world.finish()), "{count:?}");
        world.is_same();
        assert_eq!(world.sweep.reached().is_sure, Some(false), "{count:?}");
    }
}

#[test]
fn a_server_that_counts_nothing_leaves_it_unsure() {
    let mut world = settled(60, Count::Missing);
    world.begin_all();
    assert_eq!(world.finish(), 8);
    assert_eq!(world.sweep.reached().is_sure, Some(false));
}

#[test]
fn who_moved_up_past_the_reader_is_read_and_who_went_is_not_kept() {
    let mut world = World::new(Server::new(75, 25));
    world.begin(false);
    world.ask(1);
    world.deliver(0);
    // The first row goes when the second page is asked for: without a look at the count, page 2 begins behind a row
    // that nobody has read, and the one that went makes the number of rows right.
    world.settle_reports();
    world.ask(1);
    world.server.delete(0);
    world.finish();
    world.is_same();
    assert_eq!(world.sweep.reached().is_sure, Some(true));
}

#[test]
fn a_deletion_that_hides_behind_a_creation_is_found() {
    for order in [[0, 1], [1, 0]] {
        let mut world = World::new(Server::new(75, 25));
        world.begin(false);
        world.ask(1);
        world.deliver(0);
        world.settle_reports();
        world.ask(2);
        // Between the two answers one row goes and another comes, so that the count stays what it was.
        world.serve(order[0]);
        world.server.delete(74);
        world.server.create(1);
        world.serve(order[1]);
        world.finish();
        world.is_same();
        assert_eq!(world.sweep.reached().is_sure, Some(true), "{order:?}");
    }
}

#[test]
fn one_who_went_while_the_newest_were_read_hides_nobody() {
    let mut world = settled(60, Count::True);
    world.server.create(60);
    world.begin(false);
    world.ask(1);
    world.deliver(0);
    world.settle_reports();
    world.server.delete(3);
    world.finish();
    let rows = world.rows();
    let people = &world.server.people;
    assert!(people.iter().all(|person| rows.contains(person)));
}

#[test]
fn a_check_that_steps_back_looks_at_the_first_page_once_more() {
    let mut sweep = Plan::default();
    sweep.begin_all();
    let changes = read(&mut sweep, 3);
    sweep.hear(ended(&changes, 75, &[], 0));
    let mut newest = |known: usize, is_shifted: bool| {
        let ask = ask(&mut sweep, 1)[0];
        file(&mut sweep, ask, head(Some(ask.page() + 1), Some(100)));
        if is_shifted {
            sweep.shifted();
        }
        let fresh = 25 - known;
        (
            ask.page(),
            sweep.hear(Report::Newest {
                request: ask,
                known,
                fresh,
            }),
        )
    };
    assert_eq!(newest(0, false), (1, vec![]));
    // It ends at the second page, whose count is not of the moment of the first.
    let (page, changes) = newest(25, true);
    assert_eq!(page, 2);
    assert!(
        !matches!(changes.last(), Some(Change::Count { .. })),
        "{changes:?}"
    );
    let (page, changes) = newest(25, false);
    assert_eq!(page, 1);
    assert!(
        matches!(changes.last(), Some(Change::Count { .. })),
        "{changes:?}"
    );
}
