//! Each rule of the plan by itself.
use super::moved::check;
use super::server::{Count, Server};
use super::world::World;
use crate::mirror_disk::{at, customer, customers};
use pintui::api::ids::CustomerId;
use pintui::mirror::{Change, EndReport, List, PageRequest, Reached, Report, Resume, Rows};
use pintui::mirror::{Goal, Head, Progress, Step, Sweep};
use std::ops::{Deref, DerefMut};

pub fn head(next: Option<u32>, total: Option<u64>) -> Head {
    Head {
        rows: 25,
        unreadable: 0,
        next,
        total,
    }
}

fn asks(steps: &[Step]) -> Vec<PageRequest> {
    let ask = |step: &Step| match step {
        Step::Page(ask) => *ask,
        Step::Customer(id) => panic!("{id}"),
    };
    steps.iter().map(ask).collect()
}

/// Is a sweep with what was asked for.
#[derive(Debug, Default)]
pub struct Plan {
    sweep: Sweep,
    asked: Vec<Step>,
}

impl Deref for Plan {
    type Target = Sweep;

    fn deref(&self) -> &Sweep {
        &self.sweep
    }
}

impl DerefMut for Plan {
    fn deref_mut(&mut self) -> &mut Sweep {
        &mut self.sweep
    }
}

impl Plan {
    /// Begins with a mirror that has come so far.
    fn start(&mut self, reached: Reached, is_due: bool) -> Vec<Change> {
        self.sweep.know(reached);
        self.sweep.begin(is_due)
    }

    /// Gives what was not asked for yet.
    pub fn wanted(&self, together: u32) -> Vec<Step> {
        let mut steps = self.sweep.wanted(together);
        steps.retain(|step| !self.asked.contains(step));
        steps
    }
}

/// Asks for all that is wanted.
pub fn ask(plan: &mut Plan, together: u32) -> Vec<PageRequest> {
    let steps = plan.wanted(together);
    plan.asked.extend_from_slice(&steps);
    asks(&steps)
}

pub fn pages(asks: &[PageRequest]) -> Vec<u32> {
    asks.iter().map(|ask| ask.page()).collect()
}

pub fn file(sweep: &mut Plan, ask: PageRequest, head: Head) -> Vec<Change> {
    sweep.file(ask, head, rows(0), at(1))
}

/// Gives the rows of a page that holds so many.
fn rows(count: u32) -> Rows {
    Rows::Customers(customers(0..count))
}

/// Gives where a later run would go on.
fn next(changes: &[Change]) -> Option<u32> {
    match changes.first() {
        Some(Change::Swept { resume, .. }) => Some(resume.next),
        _ => None,
    }
}

/// Reads some pages of all, one by one.
pub fn read(sweep: &mut Plan, count: u32) -> Vec<Change> {
    let mut changes = Vec::new();
    for page in 1..=count {
        let asked = ask(sweep, 1);
        assert_eq!(pages(&asked), [page]);
        let next = (page < count).then_some(page + 1);
        let total = u64::from(count) * 25;
        changes = file(sweep, asked[0], head(next, Some(total)));
    }
    changes
}

pub fn ended(changes: &[Change], met: u64, missing: &[CustomerId], unmet: u64) -> Report {
    let Some(Change::End { round }) = changes.last() else {
        panic!("{changes:?}");
    };
    Report::Ended {
        round: *round,
        end: Some(EndReport {
            met,
            unmet,
            missing: missing.to_vec(),
            ..EndReport::default()
        }),
    }
}

fn reached(swept: bool, next: Option<u32>) -> Reached {
    Reached {
        swept_at: swept.then(|| at(0)),
        resume: next.map(|next| Resume {
            next,
            total: Some(1_000),
            hidden: 0,
        }),
        ..Reached::default()
    }
}

#[test]
fn a_mirror_that_holds_nothing_is_filled_several_pages_at_a_time() {
    let mut sweep = Plan::default();
    assert!(sweep.is_over() && sweep.wanted(9).is_empty());
    assert_eq!(
        sweep.start(reached(false, None), false),
        [Change::Begin(List::Customers)]
    );
    // Of the first page alone is known that it is there.
    let first = ask(&mut sweep, 3);
    assert_eq!(pages(&first), [1]);
    assert!(sweep.wanted(3).is_empty());
    let changes = file(&mut sweep, first[0], head(Some(2), Some(130)));
    assert_eq!(next(&changes), Some(2));
    let more = ask(&mut sweep, 3);
    assert_eq!(pages(&more), [2, 3, 4]);
    assert_eq!(
        next(&file(&mut sweep, more[2], head(Some(5), Some(130)))),
        Some(2)
    );
    assert_eq!(
        next(&file(&mut sweep, more[1], head(Some(4), Some(130)))),
        Some(2)
    );
    assert!(sweep.wanted(3).is_empty(), "page 2 is under way");
    assert_eq!(
        next(&file(&mut sweep, more[0], head(Some(3), Some(130)))),
        Some(5)
    );
    let progress = Progress {
        goal: Some(Goal::All),
        read: 100,
        total: Some(130),
    };
    assert_eq!(sweep.progress(), progress);
    let last = ask(&mut sweep, 3);
    assert_eq!(pages(&last), [5, 6]);
    // The one behind the last needs not come.
    let changes = file(&mut sweep, last[0], head(None, Some(130)));
    assert_eq!(changes.len(), 2);
    assert!(!sweep.is_over() && sweep.wanted(3).is_empty());
    assert_eq!(file(&mut sweep, last[1], head(None, Some(130))), []);
    assert_eq!(sweep.hear(ended(&changes, 130, &[], 0)), []);
    assert_eq!(sweep.progress().goal, Some(Goal::Check));
}

#[test]
fn a_later_start_reads_the_newest_and_all_where_that_is_due_or_was_interrupted() {
    let newest_then = |reached: Reached, is_due: bool| {
        let mut sweep = Plan::default();
        assert_eq!(sweep.start(reached, is_due), []);
        let first = ask(&mut sweep, 4);
        assert_eq!(pages(&first), [1], "one after another");
        let ask_of = first[0];
        file(&mut sweep, ask_of, head(Some(2), None));
        assert!(
            sweep.wanted(4).is_empty(),
            "whether it goes on is not known"
        );
        let report = |known| Report::Newest {
            request: ask_of,
            known,
            fresh: 25 - known,
        };
        assert_eq!(sweep.hear(report(0)), []);
        let second = ask(&mut sweep, 4);
        assert_eq!(pages(&second), [2]);
        assert_eq!(sweep.hear(report(3)), [], "that page is done with");
        sweep.file(second[0], head(Some(3), None), rows(0), at(8));
        let report = Report::Newest {
            request: second[0],
            known: 1,
            fresh: 9,
        };
        let changes = sweep.hear(report);
        let found = 34;
        let list = List::Customers;
        assert_eq!(changes[0], Change::NewestEnd { list, found });
        (changes.get(1).cloned(), pages(&ask(&mut sweep, 3)))
    };
    assert_eq!(newest_then(reached(true, None), false), (None, vec![]));
    let begin = Some(Change::Begin(List::Customers));
    assert_eq!(
        newest_then(reached(true, None), true),
        (begin.clone(), vec![1])
    );
    let resume = Some(Change::Resume(List::Customers));
    let from = newest_then(reached(true, Some(7)), false);
    assert_eq!(from, (resume.clone(), vec![6, 7, 8]));
    assert_eq!(
        newest_then(reached(false, Some(3)), false),
        (resume, vec![2, 3, 4])
    );
    // Two pages save nothing.
    assert_eq!(newest_then(reached(true, Some(2)), false).0, begin);
    let mut sweep = Plan::default();
    assert_eq!(
        sweep.start(reached(false, Some(2)), false),
        [Change::Begin(List::Customers)]
    );
}

#[test]
fn few_that_were_not_met_are_asked_for() {
    let mut sweep = Plan::default();
    sweep.begin_all();
    let changes = read(&mut sweep, 2);
    let missing = [customer(1).token, customer(2).token];
    assert_eq!(sweep.hear(ended(&changes, 49, &missing, 2)), []);
    let steps = sweep.wanted(1);
    assert_eq!(steps, [Step::Customer(missing[0].clone())]);
    assert_eq!(sweep.wanted(5).len(), 2);
    assert_eq!(sweep.progress().total, Some(2));
    // One is there, which makes the count right.
    assert_eq!(sweep.answered(&missing[0]), []);
    assert_eq!(sweep.progress().read, 1);
    assert_eq!(sweep.answered(&missing[1]), []);
    check(&mut sweep, 0, 50);
    assert_eq!(sweep.reached().is_sure, Some(true));
}

#[test]
fn a_deletion_steps_back_and_pages_asked_for_before_do_not_count() {
    let mut sweep = Plan::default();
    sweep.begin_all();
    let first = ask(&mut sweep, 4);
    file(&mut sweep, first[0], head(Some(2), Some(200)));
    let old = ask(&mut sweep, 4);
    file(&mut sweep, old[0], head(Some(3), Some(200)));
    file(&mut sweep, old[2], head(Some(5), Some(200)));
    sweep.shifted();
    let changes = sweep.file(old[1], head(None, Some(9)), rows(3), at(1));
    assert_eq!(
        next(&changes),
        Some(2),
        "its rows are told, and no more: {changes:?}"
    );
    assert_eq!(sweep.progress().total, Some(200));
    let new = ask(&mut sweep, 4);
    assert_eq!(pages(&new), [2, 3, 4, 5]);
    let late = file(&mut sweep, old[3], head(None, Some(9)));
    assert_eq!(next(&late), Some(2));
    let total = sweep.progress().total;
    assert_eq!(total, Some(200), "not even once it was asked for anew");
    // Those of the reading before are not even told.
    sweep.begin_all();
    assert_eq!(sweep.file(new[0], head(None, None), rows(3), at(1)), []);
    assert_eq!(pages(&ask(&mut sweep, 4)), [1]);
    sweep.shifted();
    assert_eq!(pages(&ask(&mut sweep, 4)), [1]);
}

#[test]
fn a_deletion_steps_back_in_the_newest_too() {
    let mut sweep = Plan::default();
    sweep.start(reached(true, None), false);
    let first = ask(&mut sweep, 1)[0];
    file(&mut sweep, first, head(Some(2), None));
    sweep.shifted();
    sweep.hear(Report::Newest {
        request: first,
        known: 0,
        fresh: 25,
    });
    let again = ask(&mut sweep, 1)[0];
    assert_eq!(again.page(), 1);
    sweep.shifted();
    let late = sweep.file(again, head(None, None), rows(1), at(2));
    assert!(matches!(late[..], [Change::Put { .. }]), "{late:?}");
    let last = ask(&mut sweep, 1)[0];
    let changes = file(&mut sweep, last, head(None, None));
    assert!(matches!(changes.last(), Some(Change::NewestEnd { .. })));
    assert!(sweep.is_over());
}

#[test]
fn reports_on_what_was_given_up_are_not_heard() {
    let mut sweep = Plan::default();
    sweep.begin_all();
    let old = read(&mut sweep, 2);
    sweep.begin_all();
    let new = read(&mut sweep, 2);
    let missing = [customer(1).token];
    assert_eq!(sweep.hear(ended(&old, 50, &missing, 1)), []);
    assert!(sweep.wanted(1).is_empty());
    assert_eq!(sweep.hear(ended(&new, 50, &[], 0)), []);
    assert_eq!(sweep.progress().goal, Some(Goal::Check));
}

/// Gives the world after all was read.
pub fn settled(people: u32, count: Count) -> World {
    let mut server = Server::new(people, 25);
    server.count = count;
    let mut world = World::new(server);
    world.begin(false);
    world.finish();
    world.is_same();
    world
}

#[test]
fn a_reading_that_breaks_off_after_the_first_of_three_pages_hides_nobody() {
    let mut world = settled(60, Count::True);
    world.server.create(70);
    world.begin(false);
    world.ask(3);
    world.deliver(0);
    world.write(9);
    world.crash(false);
    assert_eq!(world.finish(), 3);
    world.is_same();
}

#[test]
fn one_that_was_created_here_does_not_hide_those_before_it() {
    let mut world = settled(60, Count::True);
    world.server.create(30);
    let rows = world.server.create(1);
    world.write_own(rows);
    world.begin(false);
    assert_eq!(world.finish(), 2);
    world.is_same();
}

#[test]
fn many_that_were_deleted_elsewhere_go_after_two_readings() {
    let mut world = settled(400, Count::True);
    for _ in 0..250 {
        world.server.delete(77);
    }
    world.begin(true);
    world.finish();
    world.is_same();
}

#[test]
fn a_glitch_removes_nobody_however_many_readings_meet_it() {
    let mut world = settled(400, Count::True);
    world.server.bare = true;
    for _ in 0..3 {
        world.begin_all();
        world.finish();
        assert_eq!(world.rows().len(), 400);
    }
}

#[test]
fn a_reading_of_all_goes_on_after_the_program_was_killed() {
    let mut world = World::new(Server::new(250, 25));
    world.begin(false);
    for _ in 0..6 {
        world.ask(1);
        world.deliver(0);
        world.write(9);
    }
    world.crash(false);
    // One for the newest, from the sixth page on, and the first once more.
    assert_eq!(world.finish(), 1 + 5 + 1);
    world.is_same();
    assert_eq!(world.disk.sync_state().unwrap().customers.resume, None);
}
