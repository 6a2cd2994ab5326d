//! What the readings of all and of the newest make of the rows, and what a later run finds of them.
use super::{all, at, customer, customers, open, place, sql};
use pintui::api::ids::CustomerId;
use pintui::mirror::disk::Disk;
use pintui::mirror::{Close, EndReport, List, Resume, SyncState, Told};
use std::ops::Range;

const fn swept(next: u32, total: Option<u64>) -> Told {
    Told::Swept(Resume {
        next,
        total,
        hidden: 0,
    })
}

/// Runs a pass that meets some customers.
fn pass(disk: &mut Disk, numbers: Range<u32>, total: u64) -> EndReport {
    disk.begin_pass(List::Customers).unwrap();
    let rows = customers(numbers);
    disk.put(&rows, at(2), swept(2, Some(total))).unwrap();
    let end = disk.end_pass().unwrap().unwrap();
    disk.close_pass(List::Customers, Close::Sure).unwrap();
    end
}

fn tokens(numbers: impl Iterator<Item = u32>) -> Vec<CustomerId> {
    numbers.map(|number| customer(number).token).collect()
}

#[test]
fn few_that_were_not_met_are_named_however_often_and_none_goes() {
    let mut disk = Disk::memory().unwrap();
    disk.put(&customers(0..110), at(1), Told::Single).unwrap();
    for _ in 0..3 {
        let end = pass(&mut disk, 10..110, 100);
        assert_eq!((end.met, end.unmet), (100, 10));
        assert_eq!(end.missing, tokens(0..10));
    }
    assert_eq!(disk.count().unwrap(), 110);
}

#[test]
fn many_go_once_two_finished_passes_did_not_meet_them() {
    let mut disk = Disk::memory().unwrap();
    pass(&mut disk, 0..300, 300);
    let end = pass(&mut disk, 250..300, 50);
    assert_eq!((end.met, end.unmet, end.missing.len()), (50, 250, 100));
    assert_eq!(disk.count().unwrap(), 300);
    let end = pass(&mut disk, 260..300, 40);
    assert_eq!((end.met, end.unmet), (40, 10));
    assert_eq!(end.missing, tokens(250..260), "one pass met them");
    assert_eq!(disk.count().unwrap(), 50);
}

#[test]
fn a_pass_that_was_given_up_is_no_witness() {
    let mut disk = Disk::memory().unwrap();
    pass(&mut disk, 0..300, 300);
    disk.begin_pass(List::Customers).unwrap();
    let end = pass(&mut disk, 0..50, 50);
    assert_eq!((end.unmet, disk.count().unwrap()), (250, 300));
}

#[test]
fn a_list_that_ended_early_is_no_witness() {
    let mut disk = Disk::memory().unwrap();
    pass(&mut disk, 0..300, 300);
    for _ in 0..3 {
        pass(&mut disk, 0..25, 300);
        disk.begin_pass(List::Customers).unwrap();
        disk.put(&customers(0..25), at(3), swept(2, None)).unwrap();
        assert_eq!(disk.end_pass().unwrap().unwrap().unmet, 275);
    }
    assert_eq!(disk.count().unwrap(), 300);
}

#[test]
fn what_was_told_one_by_one_meanwhile_counts_as_met() {
    let (_folder, file) = place();
    let (mut disk, _) = open(&file);
    let (mut other, _) = open(&file);
    pass(&mut disk, 0..300, 300);
    pass(&mut disk, 0..10, 10);
    disk.begin_pass(List::Customers).unwrap();
    disk.put(&customers(0..10), at(4), swept(2, Some(10)))
        .unwrap();
    other
        .put(&customers(290..302), at(5), Told::Single)
        .unwrap();
    let end = disk.end_pass().unwrap().unwrap();
    assert_eq!((end.met, end.unmet), (22, 0));
    let expected = customers((290..302).rev().chain((0..10).rev()));
    assert_eq!(all(&disk, 9).unwrap(), expected);
}

#[test]
fn a_later_run_goes_on_with_a_pass() {
    let (_folder, file) = place();
    let (mut disk, _) = open(&file);
    assert_eq!(disk.sync_state().unwrap(), SyncState::default());
    disk.begin_pass(List::Customers).unwrap();
    disk.put(&customers(50..75), at(3), swept(2, Some(99)))
        .unwrap();
    disk.put(&customers(25..50), at(5), swept(3, Some(75)))
        .unwrap();
    drop(disk);
    let (mut disk, _) = open(&file);
    let standing = disk.sync_state().unwrap();
    let resume = Resume {
        next: 3,
        total: Some(75),
        hidden: 0,
    };
    assert_eq!(standing.customers.resume, Some(resume));
    assert_eq!(
        (standing.customers.swept_at, standing.as_of()),
        (None, Some(at(3)))
    );
    disk.resume_pass(List::Customers).unwrap();
    disk.put(&customers(0..25), at(9), swept(4, Some(75)))
        .unwrap();
    let end = disk.end_pass().unwrap().unwrap();
    assert_eq!((end.met, end.unmet), (75, 0));
    // What was killed before it was compared with the API goes on, too.
    assert_eq!(disk.sync_state().unwrap().customers.swept_at, None);
    disk.close_pass(List::Customers, Close::Sure).unwrap();
    let standing = disk.sync_state().unwrap();
    assert_eq!(
        (standing.customers.swept_at, standing.customers.resume),
        (Some(at(3)), None)
    );
    // An end without a beginning ends nothing.
    assert_eq!(disk.end_pass().unwrap(), None);
}

#[test]
fn rows_of_the_newest_are_listed_when_its_reading_has_ended_and_single_ones_never() {
    let mut disk = Disk::memory().unwrap();
    disk.put(&customers(0..4), at(1), Told::Single).unwrap();
    let known = |disk: &mut Disk, numbers: Range<u32>| {
        let among = disk.put(&customers(numbers), at(2), Told::Newest).unwrap();
        (among.known, among.fresh)
    };
    assert_eq!(known(&mut disk, 2..6), (0, 4));
    assert_eq!(known(&mut disk, 2..7), (0, 1), "it was interrupted");
    disk.end_newest(List::Customers, 5).unwrap();
    assert_eq!(known(&mut disk, 0..9), (5, 4));
    disk.put(&customers(5..6), at(8), Told::Single).unwrap();
    disk.put(&customers(8..9), at(8), swept(2, None)).unwrap();
    assert_eq!(known(&mut disk, 0..9), (6, 0), "it is never lowered");
}

#[test]
fn a_pass_that_does_not_count_leaves_the_last_that_did() {
    let mut disk = Disk::memory().unwrap();
    pass(&mut disk, 0..9, 9);
    disk.begin_pass(List::Customers).unwrap();
    disk.put(&customers(0..5), at(6), swept(2, Some(5)))
        .unwrap();
    disk.end_pass().unwrap().unwrap();
    disk.close_pass(List::Customers, Close::Again).unwrap();
    let standing = disk.sync_state().unwrap();
    assert_eq!(
        (standing.customers.swept_at, standing.customers.resume),
        (Some(at(2)), None)
    );
}

#[test]
fn how_many_were_created_unseen_outlives_the_run() {
    let mut disk = Disk::memory().unwrap();
    disk.end_newest(List::Customers, 7).unwrap();
    disk.begin_pass(List::Customers).unwrap();
    let hidden = |disk: &mut Disk| {
        disk.sync_state()
            .unwrap()
            .customers
            .resume
            .map(|resume| resume.hidden)
    };
    assert_eq!(hidden(&mut disk), Some(0));
    let mut told = Resume {
        next: 4,
        total: Some(90),
        hidden: -2,
    };
    disk.put(&customers(0..9), at(2), Told::Swept(told))
        .unwrap();
    disk.end_newest(List::Customers, 5).unwrap();
    told.hidden = 3;
    assert_eq!(disk.sync_state().unwrap().customers.resume, Some(told));
}

#[test]
fn a_pass_ends_nothing_in_a_mirror_that_was_forgotten_meanwhile() {
    let (_folder, file) = place();
    let (mut disk, _) = open(&file);
    disk.begin_pass(List::Customers).unwrap();
    disk.put(&customers(0..9), at(1), swept(2, None)).unwrap();
    open(&file).0.forget().unwrap();
    disk.put(&customers(9..12), at(2), swept(3, None)).unwrap();
    assert_eq!(disk.end_pass().unwrap(), None);
    let standing = disk.sync_state().unwrap();
    assert_eq!(
        (standing.customers.swept_at, standing.customers.resume),
        (None, None)
    );
    assert_eq!(disk.count().unwrap(), 3);
}

#[test]
fn a_mirror_without_its_state_is_damaged() {
    let (_folder, file) = place();
    let (mut disk, _) = open(&file);
    sql(&file, "DELETE FROM state");
    assert!(disk.sync_state().unwrap_err().is_mendable());
    let refused = disk.put(&customers(0..9), at(1), Told::Single);
    assert!(refused.unwrap_err().is_mendable());
    assert!(disk.begin_pass(List::Customers).unwrap_err().is_mendable());
}
