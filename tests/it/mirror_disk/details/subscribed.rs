//! The states of all subscriptions: read whole or not at all, and who was read alone is known better.
use super::{at, customer, customers, of, open, place, subscriptions};
use pintui::api::ids::{CustomerId, SubscriptionId};
use pintui::mirror::disk::Disk;
use pintui::mirror::{Close, List, Listed, Resume, Subscribed, Subscriber, Told};

const ACTIVE: Subscribed = Subscribed::ACTIVE;
const TRIAL: Subscribed = Subscribed::TRIAL;

/// Gives a subscription of each of some customers.
fn rows(rows: &[(u32, Subscribed)]) -> Vec<Subscriber> {
    let one = |(number, state): &(u32, Subscribed)| {
        let kind = if *state == ACTIVE { "active" } else { "trial" };
        Subscriber {
            subscription: SubscriptionId::new(&format!("sub_{number}_{kind}")).unwrap(),
            customer: Some(of(*number)),
            state: *state,
        }
    };
    rows.iter().map(one).collect()
}

fn told(disk: &mut Disk, told: &[(u32, Subscribed)], next: u32) {
    let resume = Resume {
        next,
        total: Some(60),
        hidden: 0,
    };
    disk.put_subscriptions(&rows(told), at(7), Told::Swept(resume))
        .unwrap();
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
    disk.begin_pass(List::Subscriptions).unwrap();
    told(&mut disk, &[(0, ACTIVE), (3, TRIAL), (77, TRIAL)], 2);
    assert_eq!((known(&mut disk), covered(&disk).len()), (vec![], 0));
    drop(disk);
    // Another run goes on with it.
    let (mut disk, _) = open(&file);
    let standing = disk.sync_state().unwrap();
    assert_eq!(
        standing.subscriptions.resume.map(|resume| resume.next),
        Some(2)
    );
    assert_eq!(standing.subscriptions.swept_at, None);
    disk.put(&customers(5..6), at(2), Told::Single).unwrap();
    disk.resume_pass(List::Subscriptions).unwrap();
    told(&mut disk, &[(3, ACTIVE)], 3);
    disk.close_pass(List::Subscriptions, Close::Sure).unwrap();
    let both = ACTIVE.and(TRIAL);
    // Nobody knows the one without a row, and who came later is not covered.
    assert_eq!(known(&mut disk), [(of(0), ACTIVE), (of(3), both)]);
    let expected: Vec<_> = (0..5)
        .map(|number| of(number).as_str().to_owned())
        .collect();
    assert_eq!(covered(&disk), expected);
    let standing = disk.sync_state().unwrap();
    assert_eq!(
        (
            standing.subscriptions.swept_at,
            standing.subscriptions.resume
        ),
        (Some(at(7)), None)
    );
    // The next one takes the place of all of it.
    disk.begin_pass(List::Subscriptions).unwrap();
    told(&mut disk, &[(5, TRIAL)], 2);
    assert_eq!(known(&mut disk).len(), 2);
    disk.close_pass(List::Subscriptions, Close::Sure).unwrap();
    assert_eq!(known(&mut disk), [(of(5), TRIAL)]);
    assert_eq!(covered(&disk).len(), 6);
}

#[test]
fn who_was_read_alone_meanwhile_is_known_better_until_the_next_reading() {
    let mut disk = Disk::memory().unwrap();
    disk.put(&customers(0..5), at(1), Told::Single).unwrap();
    disk.begin_pass(List::Subscriptions).unwrap();
    let details = subscriptions(2, &["cancelled"]);
    disk.keep_details(&of(2), &details, at(2)).unwrap();
    assert_eq!(known(&mut disk), [(of(2), Subscribed::CANCELLED)]);
    // A page from before that.
    told(&mut disk, &[(2, ACTIVE)], 2);
    disk.close_pass(List::Subscriptions, Close::Sure).unwrap();
    assert_eq!(known(&mut disk), [(of(2), Subscribed::CANCELLED)]);
    disk.begin_pass(List::Subscriptions).unwrap();
    told(&mut disk, &[(2, ACTIVE)], 2);
    disk.close_pass(List::Subscriptions, Close::Sure).unwrap();
    assert_eq!(known(&mut disk), [(of(2), ACTIVE)]);
}

#[test]
fn a_row_that_takes_the_number_of_another_is_not_covered_by_it() {
    let mut disk = Disk::memory().unwrap();
    disk.put(&customers(0..5), at(1), Told::Single).unwrap();
    disk.begin_pass(List::Subscriptions).unwrap();
    told(&mut disk, &[(4, ACTIVE)], 2);
    disk.close_pass(List::Subscriptions, Close::Sure).unwrap();
    disk.remove(&[of(4), of(3)]).unwrap();
    assert_eq!(known(&mut disk), []);
    disk.put(&[customer(8), customer(9)], at(3), Told::Single)
        .unwrap();
    assert_eq!(covered(&disk).len(), 3);
    disk.forget().unwrap();
    disk.put(&customers(0..5), at(1), Told::Single).unwrap();
    assert!(
        covered(&disk).is_empty() && disk.sync_state().unwrap().subscriptions.swept_at.is_none()
    );
}

#[test]
fn a_pass_that_came_to_nothing_leaves_what_was_known_and_since_when() {
    let mut disk = Disk::memory().unwrap();
    disk.put(&customers(0..5), at(1), Told::Single).unwrap();
    disk.begin_pass(List::Subscriptions).unwrap();
    told(&mut disk, &[(1, ACTIVE), (2, TRIAL)], 2);
    disk.close_pass(List::Subscriptions, Close::Unsure).unwrap();
    let before = (known(&mut disk), covered(&disk), disk.sync_state().unwrap());
    assert_eq!(before.0.len(), 2);
    assert_eq!(before.2.subscriptions.is_sure, Some(false));
    for close in [Close::Again, Close::Part] {
        disk.put(&customers(5..9), at(2), Told::Single).unwrap();
        disk.begin_pass(List::Subscriptions).unwrap();
        told(&mut disk, &[(7, ACTIVE)], 2);
        disk.close_pass(List::Subscriptions, close).unwrap();
        let after = (known(&mut disk), covered(&disk), disk.sync_state().unwrap());
        assert_eq!(after, before, "{close:?}");
        assert_eq!(disk.count_subscriptions().unwrap(), 0);
    }
}

#[test]
fn each_subscription_is_counted_once_and_those_of_strangers_too() {
    let mut disk = Disk::memory().unwrap();
    disk.put(&customers(0..5), at(1), Told::Single).unwrap();
    disk.begin_pass(List::Subscriptions).unwrap();
    told(&mut disk, &[(1, ACTIVE), (1, TRIAL), (77, TRIAL)], 2);
    told(&mut disk, &[(1, TRIAL), (2, TRIAL)], 3);
    assert_eq!(disk.count_subscriptions().unwrap(), 4);
    let mut newest = |new: &[(u32, Subscribed)]| {
        let told = disk.put_subscriptions(&rows(new), at(8), Told::Newest);
        let Listed { known, fresh } = told.unwrap();
        (known, fresh)
    };
    assert_eq!(newest(&[(4, ACTIVE), (77, TRIAL)]), (1, 1));
    // Interrupted before it came to one that was listed, it says nothing of those behind it.
    assert_eq!(newest(&[(4, ACTIVE), (3, ACTIVE)]), (0, 1));
    disk.end_newest(List::Subscriptions, 2).unwrap();
    let told = disk.put_subscriptions(&rows(&[(3, ACTIVE)]), at(9), Told::Newest);
    assert_eq!(told.unwrap().known, 1);
    let hidden = disk
        .sync_state()
        .unwrap()
        .subscriptions
        .resume
        .unwrap()
        .hidden;
    assert_eq!((disk.count_subscriptions().unwrap(), hidden), (6, 2));
}

#[test]
fn a_pass_that_another_instance_has_overtaken_tells_nothing() {
    let (_folder, file) = place();
    let (mut one, mut other) = (open(&file).0, open(&file).0);
    one.put(&customers(0..5), at(1), Told::Single).unwrap();
    one.begin_pass(List::Subscriptions).unwrap();
    other.begin_pass(List::Subscriptions).unwrap();
    told(&mut one, &[(1, ACTIVE)], 9);
    told(&mut other, &[(2, ACTIVE)], 2);
    one.close_pass(List::Subscriptions, Close::Sure).unwrap();
    assert_eq!(known(&mut one), []);
    other.close_pass(List::Subscriptions, Close::Sure).unwrap();
    assert_eq!(known(&mut one), [(of(2), ACTIVE)]);
}
