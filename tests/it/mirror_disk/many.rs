//! Ten instances at once on one mirror.
use super::{all, at, customer, customers, is_whole, open, place};
use pintui::mirror::disk::{self, Disk, Home, Leader, MOST_BYTES};
use pintui::mirror::{Close, List, Resume, Told, Trouble};
use std::thread;

const INSTANCES: u32 = 10;
const OPERATIONS: u32 = 200;

#[test]
fn ten_instances_work_on_one_mirror() {
    let (_folder, file) = place();
    let work = |instance: u32| {
        let file = file.clone();
        move || {
            let (mut disk, trouble) = open(&file);
            assert_eq!(trouble, None);
            for operation in 0..OPERATIONS {
                let number = instance * OPERATIONS + operation;
                match operation % 10 {
                    3 => disk.remove(&[customer(number - 1).token]).unwrap(),
                    5 => drop(disk.seen(None, 20).unwrap()),
                    7 => disk.begin_pass(List::Customers).unwrap(),
                    9 => {
                        // Some come and go.
                        disk = open(&file).0;
                    }
                    _ => {
                        let row = [customer(number)];
                        disk.put(&row, at(1), Told::Single).unwrap();
                    }
                }
            }
        }
    };
    let threads: Vec<_> = (0..INSTANCES)
        .map(|instance| thread::spawn(work(instance)))
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    let there = |number: &u32| [0, 1, 4, 6, 8].contains(&(number % 10));
    let expected = customers((0..INSTANCES * OPERATIONS).rev().filter(there));
    let (disk, trouble) = open(&file);
    assert_eq!(trouble, None);
    assert_eq!(all(&disk, 100).unwrap(), expected);
    drop(disk);
    assert!(is_whole(&file));
}

#[test]
fn a_pass_that_another_instance_has_overtaken_ends_nothing() {
    let (_folder, file) = place();
    let (mut one, _) = open(&file);
    let (mut other, _) = open(&file);
    let swept = |next| {
        Told::Swept(Resume {
            next,
            total: None,
            hidden: 0,
        })
    };
    one.begin_pass(List::Customers).unwrap();
    one.put(&customers(0..5), at(1), swept(9)).unwrap();
    other.begin_pass(List::Customers).unwrap();
    other.put(&customers(0..8), at(2), swept(2)).unwrap();
    one.put(&customers(5..6), at(3), swept(10)).unwrap();
    let resume = one.sync_state().unwrap().customers.resume.unwrap();
    assert_eq!(resume.next, 2, "how far the newer one has come");
    assert_eq!(one.end_pass().unwrap(), None);
    assert_eq!(one.sync_state().unwrap().customers.swept_at, None);
    let end = other.end_pass().unwrap().unwrap();
    assert_eq!((end.met, end.unmet), (8, 0));
    one.close_pass(List::Customers, Close::Sure).unwrap();
    assert_eq!(one.sync_state().unwrap().customers.swept_at, None);
    other.close_pass(List::Customers, Close::Sure).unwrap();
    assert_eq!(one.sync_state().unwrap().customers.swept_at, Some(at(2)));
    // What goes on after that goes on with nothing.
    one.resume_pass(List::Customers).unwrap();
    assert_eq!(one.end_pass().unwrap(), None);
}

#[test]
fn one_instance_has_the_lead_until_it_lets_go() {
    let (_folder, file) = place();
    let home = Home::File(file.clone());
    let first = Leader::take(&home).unwrap();
    assert!(first.is_some() && Leader::take(&home).unwrap().is_none());
    drop(first);
    assert!(Leader::take(&home).unwrap().is_some());
    let memory = Home::memory();
    let both = [Leader::take(&memory), Leader::take(&memory)];
    assert!(both.into_iter().all(|lead| lead.unwrap().is_some()));
    drop(open(&file));
    disk::discard(&file).unwrap();
    let names = crate::pty::files(file.parent().unwrap());
    assert_eq!(names.len(), 2, "both locks stay: {names:?}");
}

#[test]
fn instances_in_memory_share_one_mirror_and_nothing_with_others() {
    let mut one = Disk::memory().unwrap();
    let mut other = Disk::open_at(one.home(), MOST_BYTES).unwrap().0;
    let stranger = Disk::memory().unwrap();
    let home = one.home().clone();
    let writes = thread::spawn(move || {
        for number in 0..400 {
            let row = [customer(number)];
            one.put(&row, at(1), Told::Single).unwrap();
        }
    });
    for number in 400..800 {
        let row = [customer(number)];
        other.put(&row, at(1), Told::Single).unwrap();
    }
    writes.join().unwrap();
    let late = Disk::open_at(&home, MOST_BYTES).unwrap().0;
    assert_eq!(all(&late, 50).unwrap(), customers((0..800).rev()));
    assert_eq!(stranger.count().unwrap(), 0);
    other.remove(&[customer(7).token]).unwrap();
    other.forget().unwrap();
    assert_eq!(late.count().unwrap(), 0);
}

#[test]
fn a_mirror_in_memory_may_not_outgrow_its_room() {
    let home = Home::memory();
    let (mut disk, _) = Disk::open_at(&home, 128 * 1024).unwrap();
    let rows = customers(0..4_000);
    let refused = disk.put(&rows, at(1), Told::Single);
    assert_eq!(refused, Err(Trouble::Full));
    assert_eq!(disk.count().unwrap(), 0);
}
