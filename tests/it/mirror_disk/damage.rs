//! Files that are no mirror, are damaged, or belong to another version.
use super::{Dice, all, at, customers, is_whole, open, place, sql};
use pintui::api::customers::Customer;
use pintui::mirror::disk::{self, Disk, MOST_BYTES};
use pintui::mirror::{Told, Trouble};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;

fn fill(file: &Path) -> Vec<Customer> {
    let (mut disk, _) = open(file);
    let rows = customers((0..200).rev());
    disk.put(&rows, at(1), Told::Single).unwrap();
    rows
}

#[test]
fn flipped_bytes_give_no_wrong_row() {
    let (_folder, file) = place();
    let rows = fill(&file);
    let good = fs::read(&file).unwrap();
    let mut dice = Dice(20_120_622);
    let mut found = 0;
    for round in 0..400 {
        disk::discard(&file).unwrap();
        let mut bytes = good.clone();
        if round % 8 == 0 {
            bytes.truncate(dice.roll(good.len()));
        } else {
            for _ in 0..=dice.roll(4) {
                let at = dice.roll(bytes.len());
                bytes[at] ^= 1 << dice.roll(8);
            }
        }
        fs::write(&file, bytes).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        let opened = Disk::open(&file, MOST_BYTES);
        let Ok((disk, trouble)) = opened else {
            // A flipped bit can make the version a newer one, which is left alone.
            assert_eq!(opened.unwrap_err(), Trouble::Newer);
            continue;
        };
        match all(&disk, 50) {
            Ok(read) => assert!(read.iter().all(|row| rows.contains(row)), "round {round}"),
            Err(trouble) => {
                assert!(trouble.is_mendable(), "{trouble:?}");
                found += 1;
            }
        }
        found += usize::from(trouble.is_some());
    }
    assert!(found > 100, "only {found} of 400 were noticed");
}

/// Checks that a file which is no mirror is replaced by one that works, for a reason.
#[track_caller]
fn is_made_anew(prepare: impl FnOnce(&Path), expected: Option<Trouble>) {
    let (_folder, file) = place();
    fill(&file);
    prepare(&file);
    let (mut disk, trouble) = open(&file);
    assert_eq!(trouble, expected);
    assert_eq!(disk.count().unwrap(), 0);
    disk.put(&customers(0..3), at(2), Told::Single).unwrap();
    drop(disk);
    let (disk, trouble) = open(&file);
    assert_eq!((disk.count().unwrap(), trouble), (3, None));
    assert!(is_whole(&file));
    let found = fs::symlink_metadata(&file).unwrap();
    assert_eq!((found.mode() & 0o777, found.is_file()), (0o600, true));
}

fn write(file: &Path, bytes: &[u8]) {
    disk::discard(file).unwrap();
    fs::write(file, bytes).unwrap();
    fs::set_permissions(file, fs::Permissions::from_mode(0o600)).unwrap();
}

#[test]
fn what_is_no_mirror_is_made_anew() {
    is_made_anew(|file| write(file, b""), None);
    is_made_anew(|file| write(file, b"{}"), Some(Trouble::Damaged));
    is_made_anew(
        |file| write(file, b"SQLite format 3\0"),
        Some(Trouble::Damaged),
    );
    is_made_anew(|file| write(file, &[0x5a; 9_000]), Some(Trouble::Damaged));
    let other = |file: &Path| {
        write(file, b"");
        sql(file, "CREATE TABLE t (a); INSERT INTO t VALUES (1);");
    };
    is_made_anew(other, Some(Trouble::Damaged));
    is_made_anew(|file| disk::discard(file).unwrap(), None);
    // The log of a file that is gone must not become the new one's.
    is_made_anew(|file| fs::remove_file(file).unwrap(), None);
}

#[test]
fn an_older_versions_is_made_anew() {
    is_made_anew(
        |file| sql(file, "PRAGMA user_version = 1"),
        Some(Trouble::Older),
    );
}

#[test]
fn a_newer_versions_is_left_to_it() {
    let (_folder, file) = place();
    fill(&file);
    sql(&file, "PRAGMA user_version = 1000");
    let before = fs::read(&file).unwrap();
    let refused = Disk::open(&file, MOST_BYTES).unwrap_err();
    assert_eq!(refused, Trouble::Newer);
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn a_file_that_is_not_ours_alone_is_made_anew() {
    let foreign = |why: &str| Some(Trouble::Foreign(why.to_owned()));
    is_made_anew(
        |file| fs::set_permissions(file, fs::Permissions::from_mode(0o644)).unwrap(),
        foreign("other users can use it (mode 0644)"),
    );
    let elsewhere = tempfile::tempdir().unwrap();
    let target = elsewhere.path().join("precious");
    fs::write(&target, "precious").unwrap();
    is_made_anew(
        |file| {
            disk::discard(file).unwrap();
            symlink(&target, file).unwrap();
        },
        foreign("it is a symbolic link, which could be pointed elsewhere"),
    );
    assert_eq!(fs::read_to_string(&target).unwrap(), "precious");
}

#[test]
fn a_place_that_cannot_hold_one_is_told() {
    let (_folder, file) = place();
    fs::create_dir_all(&file).unwrap();
    let refused = Disk::open(&file, MOST_BYTES).unwrap_err();
    assert!(matches!(refused, Trouble::Unusable(_)), "{refused:?}");

    let (folder, file) = place();
    fs::write(folder.path().join("pintui"), "").unwrap();
    let refused = Disk::open(&file, MOST_BYTES).unwrap_err();
    assert!(refused.to_string().contains("not a folder"), "{refused}");

    let (folder, file) = place();
    symlink(folder.path(), folder.path().join("pintui")).unwrap();
    let refused = Disk::open(&file, MOST_BYTES).unwrap_err();
    assert!(refused.to_string().contains("symbolic link"), "{refused}");
}

#[test]
fn one_that_is_removed_under_an_instance_is_noticed_and_harms_no_new_one() {
    let (_folder, file) = place();
    let (mut old, _) = open(&file);
    old.put(&customers(0..10), at(1), Told::Single).unwrap();
    fs::remove_file(&file).unwrap();
    let (mut new, trouble) = open(&file);
    assert_eq!(trouble, None);
    new.put(&customers(0..5), at(2), Told::Single).unwrap();
    assert_eq!(
        old.put(&customers(5..6), at(3), Told::Single),
        Err(Trouble::Lost)
    );
    drop(old);
    new.put(&customers(5..7), at(4), Told::Single).unwrap();
    drop(new);
    let (new, trouble) = open(&file);
    assert_eq!((new.count().unwrap(), trouble), (7, None));
    assert!(is_whole(&file));
}

#[test]
fn one_whose_maker_was_killed_before_it_held_anything_is_made_without_a_word() {
    let (_folder, file) = place();
    drop(open(&file));
    disk::discard(&file).unwrap();
    fs::write(&file, "").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    let begun = rusqlite::Connection::open(&file).unwrap();
    let to_wal = "PRAGMA journal_mode = WAL";
    begun.query_row(to_wal, [], |_| Ok(())).unwrap();
    drop(begun);
    assert!(fs::metadata(&file).unwrap().len() > 0);
    let (disk, trouble) = Disk::open(&file, MOST_BYTES).unwrap();
    assert_eq!(trouble, None);
    assert_eq!(disk.count().unwrap(), 0);
}
