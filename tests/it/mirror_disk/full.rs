//! A disk without room.
use super::{all, at, customers, is_whole, open, place};
use pintui::mirror::disk::Disk;
use pintui::mirror::{Told, Trouble};
use std::process::Command;

/// Room for some rows, not for all.
const ROOM: u64 = 128 * 1024;

#[test]
fn a_mirror_that_may_not_grow_keeps_what_it_has() {
    let (_folder, file) = place();
    let (mut disk, _) = Disk::open(&file, ROOM).unwrap();
    disk.put(&customers(0..100), at(1), Told::Single).unwrap();
    let refused = disk.put(&customers(100..4_000), at(1), Told::Single);
    assert_eq!(refused, Err(Trouble::Full));
    assert_eq!(all(&disk, 30).unwrap(), customers((0..100).rev()));
    drop(disk);
    let (disk, trouble) = open(&file);
    assert_eq!((disk.count().unwrap(), trouble), (100, None));
    assert!(is_whole(&file));
}

/// Is a file system of 256 KiB, gone with the test.
struct Tiny(tempfile::TempDir);

impl Tiny {
    fn mount() -> Option<Self> {
        let tiny = Self(tempfile::tempdir().unwrap());
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=256k,mode=700", "pintui-test"])
            .arg(tiny.0.path())
            .output();
        mounted
            .is_ok_and(|mounted| mounted.status.success())
            .then_some(tiny)
    }
}

impl Drop for Tiny {
    fn drop(&mut self) {
        let _unmounted = Command::new("umount").arg(self.0.path()).output();
    }
}

#[test]
#[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
fn a_disk_that_is_full_stops_nothing() {
    let Some(tiny) = Tiny::mount() else {
        eprintln!("SKIPPED: no file system can be mounted here, so none can be full");
        return;
    };
    let file = tiny.0.path().join("pintui/mirror.sqlite3");
    let (mut disk, _) = open(&file);
    let mut kept = 0;
    let refused = loop {
        if let Err(trouble) = disk.put(&customers(kept..kept + 25), at(1), Told::Single) {
            break trouble;
        }
        kept += 25;
    };
    assert_eq!(refused, Trouble::Full);
    assert!(kept > 0);
    assert_eq!(all(&disk, 30).unwrap(), customers((0..kept).rev()));
    drop(disk);
    // Not even a new file can be made where another one takes the room.
    let (disk, trouble) = open(&file);
    assert_eq!(trouble, None);
    assert_eq!(disk.count().unwrap(), u64::from(kept));
}
