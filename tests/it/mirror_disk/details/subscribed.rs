//! The states of all subscriptions: read whole or not at all, and who was read alone is known better.
use super::{at, customer, customers, of, open, place, subscriptions};
use pintui::api::ids::CustomerId;
use pintui::mirror::disk::Disk;
use pintui::mirror::{Mirror, Resume, Subscribed, Told};

const ACTIVE: Subscribed = Subscribed::ACTIVE;
const TRIAL: Subscribed = Subscribed::TRIAL;

fn told(disk: &mut Disk, rows: &[(u32, Subscribed)], next: u32) {
    let rows: Vec<(CustomerId, Subscribed)> = rows
        .iter()
        .map(|(number, states)| (of(*number), *states))
        .collect();
    let resume = Resume {
        next,
        total: Some(60),
        hidden: 0,
    };
    disk.put_subscribed(&rows, at(7), resume).unwrap();
}

fn known(disk: &mut Disk) -> Vec<(CustomerId, Subscribed)> {
    let mut all = Vec::new();
    loop {
        let after = all
            .last()
            .map(|(of, _): &(CustomerId, Subscribed)| of.clone());
        let some = disk.subscribed(after.as_ref(), 2).unwrap();
        if some.is_empty() {
            return all;
        }
        all.extend(some);
    }
}

/// Gives how many customers are covered by the last reading.
fn covered(disk: &Disk) -> Vec<String> {
    let mut found = Vec::new();
    disk.entries(None, 99, |entry, is_covered| {
        if is_covered {
            found.push(entry.token.to_owned());
        }
    })
    .unwrap();
    found.sort();
    found
}

#[test]
fn a_reading_counts_when_it_has_ended_and_holds_every_state_of_a_customer() {
    let (_folder, file) = place();
    let (mut disk, _) = open(&file);
    disk.put(&customers(0..5), at(1), Told::Single).unwrap();
    disk.begin_subscriptions().unwrap();
    told(&mut disk, &[(0, ACTIVE), (3, TRIAL), (77, TRIAL)], 2);
    assert_eq!((known(&mut disk), covered(&disk).len()), (vec![], 0));
    drop(disk);
    // Another run goes on with it.
    let (mut disk, _) = open(&file);
    let standing = disk.standing().unwrap();
    assert_eq!(standing.subscriptions.map(|resume| resume.next), Some(2));
    assert_eq!(standing.subscribed_at, None);
    disk.put(&customers(5..6), at(2), Told::Single).unwrap();
    told(&mut disk, &[(3, ACTIVE)], 3);
    disk.end_subscriptions().unwrap();
    let both = ACTIVE.and(TRIAL);
    // Nobody knows the one without a row, and who came later is not covered.
    assert_eq!(known(&mut disk), [(of(0), ACTIVE), (of(3), both)]);
    let expected: Vec<_> = (0..5)
        .map(|number| of(number).as_str().to_owned())
        .collect();
    assert_eq!(covered(&disk), expected);
    let standing = disk.standing().unwrap();
    assert_eq!(
        (standing.subscribed_at, standing.subscriptions),
        (Some(at(7)), None)
    );
    // The next one takes the place of all of it.
    disk.begin_subscriptions().unwrap();
    told(&mut disk, &[(5, TRIAL)], 2);
    assert_eq!(known(&mut disk).len(), 2);
    disk.end_subscriptions().unwrap();
    assert_eq!(known(&mut disk), [(of(5), TRIAL)]);
    assert_eq!(covered(&disk).len(), 6);
}

#[test]
fn who_was_read_alone_meanwhile_is_known_better_until_the_next_reading() {
    let mut disk = Disk::memory().unwrap();
    disk.put(&customers(0..5), at(1), Told::Single).unwrap();
    disk.begin_subscriptions().unwrap();
    let details = subscriptions(2, &["cancelled"]);
    disk.keep_details(&of(2), &details, at(2)).unwrap();
    assert_eq!(known(&mut disk), [(of(2), Subscribed::CANCELLED)]);
    // A page from before that.
    told(&mut disk, &[(2, ACTIVE)], 2);
    disk.end_subscriptions().unwrap();
    assert_eq!(known(&mut disk), [(of(2), Subscribed::CANCELLED)]);
    disk.begin_subscriptions().unwrap();
    told(&mut disk, &[(2, ACTIVE)], 2);
    disk.end_subscriptions().unwrap();
    assert_eq!(known(&mut disk), [(of(2), ACTIVE)]);
}

#[test]
fn a_row_that_takes_the_number_of_another_is_not_covered_by_it() {
    let mut disk = Disk::memory().unwrap();
    disk.put(&customers(0..5), at(1), Told::Single).unwrap();
    disk.begin_subscriptions().unwrap();
    told(&mut disk, &[(4, ACTIVE)], 2);
    disk.end_subscriptions().unwrap();
    disk.remove(&[of(4), of(3)]).unwrap();
    assert_eq!(known(&mut disk), []);
    disk.put(&[customer(8), customer(9)], at(3), Told::Single)
        .unwrap();
    assert_eq!(covered(&disk).len(), 3);
    disk.forget().unwrap();
    disk.put(&customers(0..5), at(1), Told::Single).unwrap();
    assert!(covered(&disk).is_empty() && disk.standing().unwrap().subscribed_at.is_none());
}
