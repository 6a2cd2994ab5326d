//! Ten instances at once on one mirror.
use super::{all, at, customer, customers, is_whole, open, place};
use pintui::mirror::Mirror;
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
                    5 => drop(disk.newest(20).unwrap()),
                    7 => disk.begin_pass().unwrap(),
                    9 => {
                        // Some come and go.
                        disk = open(&file).0;
                    }
                    _ => disk.put(&[customer(number)], at(1)).unwrap(),
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
    let (mut disk, trouble) = open(&file);
    assert_eq!(trouble, None);
    assert_eq!(all(&mut disk, 100).unwrap(), expected);
    drop(disk);
    assert!(is_whole(&file));
}

#[test]
fn the_end_of_one_pass_spares_what_another_instance_met_meanwhile() {
    let (_folder, file) = place();
    let (mut one, _) = open(&file);
    let (mut other, _) = open(&file);
    one.begin_pass().unwrap();
    one.put(&customers(0..5), at(1)).unwrap();
    other.begin_pass().unwrap();
    other.put(&customers(0..8), at(2)).unwrap();
    one.put(&customers(5..6), at(3)).unwrap();
    one.end_pass().unwrap();
    assert_eq!(one.count().unwrap(), 8);
    other.end_pass().unwrap();
    assert_eq!(other.count().unwrap(), 8);
}
