//! Whatever takes a customer away takes the lists along, and leaves no trace of them.
use super::{all_of, at, cards, charges, customers, of, open, place, sql, subscriptions};
use crate::mirror_disk::round::holds;
use pintui::mirror::disk::{self, Disk};
use pintui::mirror::{Close, List, Resume, Subscribed, Told};
use std::path::Path;

/// Makes a mirror of ten customers with lists of the first four, and of one without a row.
fn filled(file: &Path) -> Disk {
    let (mut disk, _) = open(file);
    disk.begin_pass(List::Customers).unwrap();
    disk.put(&customers(0..10), at(1), Told::Single).unwrap();
    for number in [0, 1, 2, 3, 70] {
        for details in all_of(number) {
            disk.keep_details(&of(number), &details, at(1)).unwrap();
        }
    }
    disk
}

#[track_caller]
fn has_lists_of(disk: &mut Disk, file: &Path, expected: &[u32]) {
    for number in [0, 1, 2, 3, 70] {
        let is_there = expected.contains(&number);
        let found = disk.details(&of(number)).unwrap();
        let lists = all_of(number).map(|details| (details, at(1)));
        assert_eq!(found, if is_there { &lists[..] } else { &[] }, "{number}");
        let plan = format!("plan_of_{number}\"");
        assert_eq!(holds(file, plan.as_bytes()), is_there, "{plan}");
    }
    let mut known = disk.subscribed(None, 99).unwrap();
    known.sort_by(|one, other| one.0.cmp(&other.0));
    let expected: Vec<_> = expected
        .iter()
        .map(|number| (of(*number), Subscribed::ACTIVE))
        .collect();
    assert_eq!(known, expected);
}

#[test]
fn those_of_a_removed_customer_go_whether_there_is_a_row_or_not() {
    let (_folder, file) = place();
    let mut disk = filled(&file);
    disk.remove(&[of(2), of(70)]).unwrap();
    has_lists_of(&mut disk, &file, &[0, 1, 3]);
}

#[test]
fn those_of_a_customer_whom_no_page_held_go_at_the_end_of_the_pass() {
    let (_folder, file) = place();
    let mut disk = filled(&file);
    disk.put(&customers(100..300), at(1), Told::Single).unwrap();
    disk.end_pass().unwrap();
    disk.close_pass(List::Customers, Close::Sure).unwrap();
    let told = Told::Swept(Resume {
        next: 2,
        total: Some(9),
        hidden: 0,
    });
    // So many are missing that they are not asked for one by one: two passes say enough.
    for expected in [&[0, 1, 2, 3][..], &[0, 1, 3]] {
        disk.begin_pass(List::Customers).unwrap();
        disk.put(&customers(0..2), at(2), told).unwrap();
        disk.put(&customers(3..10), at(2), told).unwrap();
        disk.end_pass().unwrap();
        disk.close_pass(List::Customers, Close::Sure).unwrap();
        has_lists_of(&mut disk, &file, expected);
    }
}

#[test]
fn those_of_somebody_without_a_row_go_at_the_end_of_a_pass_that_drops_no_row() {
    let (_folder, file) = place();
    let mut disk = filled(&file);
    disk.end_pass().unwrap();
    has_lists_of(&mut disk, &file, &[0, 1, 2, 3]);
}

#[test]
fn all_go_when_all_is_forgotten() {
    let (_folder, file) = place();
    let mut disk = filled(&file);
    disk.forget().unwrap();
    has_lists_of(&mut disk, &file, &[]);

    let (_folder, file) = place();
    let mut disk = filled(&file);
    disk::forget(&file).unwrap();
    has_lists_of(&mut disk, &file, &[]);
}

#[test]
fn those_of_a_row_that_goes_in_any_other_way_go_with_it() {
    let (_folder, file) = place();
    let mut disk = filled(&file);
    sql(
        &file,
        "PRAGMA secure_delete = ON; DELETE FROM customer WHERE token = 'cus_000001'",
    );
    // An empty change empties the log.
    disk.remove(&[]).unwrap();
    has_lists_of(&mut disk, &file, &[0, 2, 3, 70]);
}

#[test]
fn a_customer_who_is_put_again_keeps_them() {
    let (_folder, file) = place();
    let mut disk = filled(&file);
    disk.put(&customers(0..4), at(3), Told::Single).unwrap();
    has_lists_of(&mut disk, &file, &[0, 1, 2, 3, 70]);
}

#[test]
fn rows_that_left_a_list_leave_no_trace() {
    let (_folder, file) = place();
    let (mut disk, _) = open(&file);
    disk.keep_details(&of(1), &charges(100), at(1)).unwrap();
    disk.keep_details(&of(1), &charges(200), at(2)).unwrap();
    disk.keep_details(&of(1), &cards(3), at(2)).unwrap();
    disk.keep_details(&of(1), &subscriptions(1, &[]), at(2))
        .unwrap();
    disk.remove(&[]).unwrap();
    assert!(!holds(&file, b"Charged100") && holds(&file, b"Charged200"));
}
