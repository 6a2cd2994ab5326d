//! The reading of all subscriptions: since when its answer is known, whatever came between.
use super::rules::head;
use crate::mirror_disk::at;
use pintui::mirror::{Ask, Change, Resume, Standing, Step, Subscribers};

/// Asks for the next page.
fn ask(reading: &Subscribers) -> Ask {
    match reading.wanted(1)[..] {
        [Step::Subscriptions(ask)] => ask,
        ref other => panic!("{other:?}"),
    }
}

fn file(reading: &mut Subscribers, next: Option<u32>, seconds: i64) -> Vec<Change> {
    let ask = ask(reading);
    reading.file(ask, head(next, Some(100)), &[], at(seconds))
}

#[test]
fn one_that_was_interrupted_is_as_old_as_its_first_page() {
    let mut reading = Subscribers::default();
    let standing = Standing {
        swept_at: Some(at(1)),
        subscriptions: Some(Resume {
            next: 4,
            total: Some(100),
            hidden: 0,
        }),
        subscriptions_since: Some(at(2)),
        ..Standing::default()
    };
    reading.plan(&standing, false);
    assert_eq!(reading.begin(), []);
    assert_eq!(ask(&reading).page(), 3);
    file(&mut reading, Some(4), 500);
    assert_eq!(reading.read_at(), None);
    let last = file(&mut reading, None, 501);
    assert_eq!(last.last(), Some(&Change::EndSubscriptions));
    assert_eq!(reading.read_at(), Some(at(2)));
}

#[test]
fn one_that_the_host_breaks_off_leaves_the_age_of_the_one_before() {
    let mut reading = Subscribers::default();
    reading.want();
    assert_eq!(reading.begin(), [Change::BeginSubscriptions]);
    file(&mut reading, Some(2), 10);
    file(&mut reading, None, 11);
    assert_eq!(reading.read_at(), Some(at(10)));
    reading.want();
    reading.begin();
    file(&mut reading, Some(2), 20);
    let late = ask(&reading);
    reading.give_up();
    assert!(reading.is_over() && reading.wanted(1).is_empty());
    assert_eq!(reading.read_at(), Some(at(10)));
    assert_eq!(reading.file(late, head(None, Some(100)), &[], at(21)), []);
}
