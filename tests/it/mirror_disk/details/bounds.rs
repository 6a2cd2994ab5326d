//! How much is kept, what damage does, and many at once.
use super::{
    Dice, all_of, at, card, cards, charges, customers, is_whole, made, of, open, place, sql,
    subscriptions,
};
use pintui::api::charges::Charge;
use pintui::mirror::disk::{self, Disk, MOST_BYTES};
use pintui::mirror::{Details, Partial, Subscribed, Told, Trouble};
use serde_json::json;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::thread;

fn long(number: usize) -> Charge {
    made(&json!({ "token": format!("ch_{number}"), "description": "ä".repeat(4_000) }))
}

#[test]
fn of_a_very_long_list_the_first_rows_are_kept() {
    let (_folder, file) = place();
    let (mut disk, _) = open(&file);
    let rows: Vec<Charge> = (0..400).map(long).collect();
    let whole = Partial::whole(rows.clone(), None);
    disk.keep_details(&of(1), &Details::Charges(whole), at(1))
        .unwrap();
    let [(Details::Charges(kept), _)] = &disk.details(&of(1)).unwrap()[..] else {
        panic!("no charges");
    };
    // Each takes 8 kB: a megabyte holds a few more than 128.
    assert!((120..135).contains(&kept.rows.len()), "{}", kept.rows.len());
    assert_eq!(kept.rows, rows[..kept.rows.len()]);
    assert_eq!((kept.total, kept.is_whole), (Some(400), false));
    let part = Partial {
        rows,
        total: None,
        is_whole: false,
    };
    disk.keep_details(&of(2), &Details::Charges(part), at(1))
        .unwrap();
    let [(Details::Charges(kept), _)] = &disk.details(&of(2)).unwrap()[..] else {
        panic!("no charges");
    };
    assert_eq!((kept.total, kept.is_whole), (None, false));
}

#[test]
fn a_row_that_is_too_large_alone_costs_the_list_not_the_mirror() {
    let (_folder, file) = place();
    let (mut disk, _) = open(&file);
    let metadata: serde_json::Map<_, _> = (0..300)
        .map(|number| (number.to_string(), json!("x".repeat(4_000))))
        .collect();
    let huge: Charge = made(&json!({ "token": "ch_1", "metadata": metadata }));
    let huge = Details::Charges(Partial::whole(vec![huge], Some(1)));
    disk.keep_details(&of(1), &huge, at(1)).unwrap();
    let nothing = Partial {
        rows: Vec::new(),
        total: Some(1),
        is_whole: false,
    };
    assert_eq!(
        disk.details(&of(1)).unwrap(),
        [(Details::Charges(nothing), at(1))]
    );
}

#[test]
fn lists_of_so_many_customers_are_kept_and_the_longest_unseen_go_first() {
    let (_folder, file) = place();
    let (mut disk, _) = open(&file);
    disk.keep_details(&of(0), &cards(0), at(0)).unwrap();
    disk.keep_details(&of(1), &cards(1), at(1)).unwrap();
    let others = "WITH RECURSIVE n (n) AS (SELECT 10 UNION ALL SELECT n + 1 FROM n WHERE n < 20007)
        INSERT INTO detailed (customer, seen, bytes) SELECT 'cus_other_' || n, 2000000000000 + n, 100 FROM n";
    sql(&file, others);
    disk.keep_details(&of(0), &cards(0), at(5)).unwrap();
    assert_eq!(disk.details(&of(1)).unwrap(), [(cards(1), at(1))]);
    // There are 20,000 now; the next one is one too many.
    disk.keep_details(&of(2), &cards(2), at(6)).unwrap();
    assert_eq!(disk.details(&of(0)).unwrap(), [(cards(0), at(5))]);
    assert_eq!(disk.details(&of(1)).unwrap(), []);
    assert_eq!(disk.details(&of(2)).unwrap(), [(cards(2), at(6))]);
}

#[test]
fn lists_take_a_part_of_the_room_only() {
    let (_folder, file) = place();
    let (mut disk, _) = open(&file);
    for number in 0..3 {
        disk.keep_details(&of(number), &charges(number), at(number.into()))
            .unwrap();
    }
    sql(
        &file,
        "UPDATE detailed SET bytes = 1 << 28 WHERE customer <> 'cus_000000'",
    );
    disk.keep_details(&of(3), &cards(3), at(3)).unwrap();
    assert_eq!(disk.details(&of(0)).unwrap(), []);
    assert_eq!(disk.details(&of(1)).unwrap(), []);
    assert_eq!(disk.details(&of(2)).unwrap(), [(charges(2), at(2))]);
    assert_eq!(disk.details(&of(3)).unwrap(), [(cards(3), at(3))]);
}

/// Makes a mirror of some lists.
fn fill(file: &Path) {
    let (mut disk, _) = open(file);
    disk.put(&customers(0..20), at(1), Told::Single).unwrap();
    for number in 0..20 {
        for details in all_of(number) {
            disk.keep_details(&of(number), &details, at(1)).unwrap();
        }
    }
}

#[test]
fn flipped_bytes_give_no_wrong_list() {
    let (_folder, file) = place();
    fill(&file);
    let good = fs::read(&file).unwrap();
    let mut dice = Dice(20_120_623);
    let mut found = 0;
    for round in 0..300 {
        disk::discard(&file).unwrap();
        let mut bytes = good.clone();
        for _ in 0..=dice.roll(4) {
            let at = dice.roll(bytes.len());
            bytes[at] ^= 1 << dice.roll(8);
        }
        fs::write(&file, bytes).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        let Ok((disk, _)) = Disk::open(&file, MOST_BYTES) else {
            continue;
        };
        for number in 0..20 {
            match disk.details(&of(number)) {
                Ok(lists) => {
                    let expected = all_of(number).map(|details| (details, at(1)));
                    assert!(
                        lists.iter().all(|list| expected.contains(list)),
                        "round {round}"
                    );
                }
                Err(trouble) => {
                    assert!(trouble.is_mendable(), "{trouble:?}");
                    found += 1;
                }
            }
        }
        match disk.subscribed(None, 999) {
            Ok(known) => assert!(
                known
                    .iter()
                    .all(|(_, states)| *states == Subscribed::ACTIVE)
            ),
            Err(trouble) => assert!(trouble.is_mendable(), "{trouble:?}"),
        }
    }
    assert!(found > 100, "only {found} were noticed");
}

#[test]
fn each_part_of_a_list_that_somebody_changed_is_noticed() {
    let changes = [
        "UPDATE detail SET body = replace(body, '1999', '1998') WHERE kind = 3",
        "UPDATE detail SET seen = seen + 1 WHERE kind = 1",
        "UPDATE detail SET total = total + 1 WHERE kind = 3",
        "UPDATE detail SET whole = 1 - whole WHERE kind = 3",
        "UPDATE detail SET kind = 4 WHERE kind = 2",
        "UPDATE detail SET customer = 'cus_000001' WHERE customer = 'cus_000002' AND kind = 1",
        "UPDATE detail SET body = '[]', print = 0",
        "UPDATE detail SET body = CAST(x'ff' AS TEXT)",
    ];
    for change in changes {
        let (_folder, file) = place();
        let (mut disk, _) = open(&file);
        for details in all_of(1) {
            disk.keep_details(&of(1), &details, at(1)).unwrap();
        }
        if change.contains("cus_000002") {
            disk.keep_details(&of(2), &cards(2), at(1)).unwrap();
            sql(
                &file,
                "DELETE FROM detail WHERE customer = 'cus_000001' AND kind = 1",
            );
        }
        sql(&file, change);
        assert_eq!(disk.details(&of(1)), Err(Trouble::Damaged), "{change}");
    }
    for change in ["states = 8", "customer = 'cus_000002'", "print = 0"] {
        let (_folder, file) = place();
        let (mut disk, _) = open(&file);
        disk.keep_details(&of(1), &subscriptions(1, &["active"]), at(1))
            .unwrap();
        sql(&file, &format!("UPDATE subscribed SET {change}"));
        assert_eq!(disk.subscribed(None, 9), Err(Trouble::Damaged), "{change}");
    }
}

const INSTANCES: u32 = 10;
const OPERATIONS: u32 = 60;

#[test]
fn ten_instances_keep_lists_in_one_mirror() {
    let (_folder, file) = place();
    let work = |instance: u32| {
        let file = file.clone();
        move || {
            let (mut disk, trouble) = open(&file);
            assert_eq!(trouble, None);
            for operation in 0..OPERATIONS {
                let number = instance * OPERATIONS + operation;
                for details in all_of(number) {
                    disk.keep_details(&of(number), &details, at(1)).unwrap();
                }
                // All of them write the same list too, each its own.
                let shared = Details::Cards(Partial::whole(vec![card(instance)], None));
                disk.keep_details(&of(9_999), &shared, at(1)).unwrap();
                match operation % 6 {
                    2 => disk.remove(&[of(number)]).unwrap(),
                    3 => assert_eq!(disk.details(&of(number)).unwrap().len(), 3),
                    4 => disk = open(&file).0,
                    _ => {}
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
    let (disk, trouble) = open(&file);
    assert_eq!(trouble, None);
    for number in 0..INSTANCES * OPERATIONS {
        let expected = all_of(number).map(|details| (details, at(1)));
        let expected = if number % 6 == 2 { &[] } else { &expected[..] };
        assert_eq!(disk.details(&of(number)).unwrap(), expected, "{number}");
    }
    let [(Details::Cards(shared), _)] = &disk.details(&of(9_999)).unwrap()[..] else {
        panic!("no cards");
    };
    assert!((0..INSTANCES).any(|instance| shared.rows == [card(instance)]));
    let known = u32::try_from(disk.subscribed(None, 9_999).unwrap().len()).unwrap();
    assert_eq!(known, INSTANCES * OPERATIONS * 5 / 6);
    drop(disk);
    assert!(is_whole(&file));
}
