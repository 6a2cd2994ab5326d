//! A program that is killed while it writes: what it had written stays, and nothing else does.
use super::{all, at, customer, customers, is_whole, open, place};
use pintui::mirror::Told;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// Names the mirror that the child writes to; without it the test of that name does nothing.
const FILE: &str = "PINTUI_TEST_MIRROR";
const TOGETHER: u32 = 25;

/// Is the program that is killed: this very binary, asked for one test.
#[test]
fn the_child_that_writes() {
    let Some(file) = std::env::var_os(FILE) else {
        return;
    };
    let (mut disk, _) = open(Path::new(&file));
    let mut out = std::io::stderr();
    for page in 0..4_000 {
        let first = page * TOGETHER;
        disk.put(&customers(first..first + TOGETHER), at(1), Told::Single)
            .unwrap();
        writeln!(out, "page {page}").unwrap();
    }
}

#[test]
fn what_was_written_before_a_kill_is_there_after_it() {
    for pages in [0, 1, 2, 3, 5, 9, 14, 22, 40, 75, 130] {
        let (_folder, file) = place();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "--nocapture",
                "mirror_disk::kill::the_child_that_writes",
            ])
            .env(FILE, &file)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stderr.take().unwrap()).lines();
        let said = said.map(Result::unwrap).take(pages).count();
        assert_eq!(said, pages);
        child.kill().unwrap();
        child.wait().unwrap();

        let (mut disk, trouble) = open(&file);
        assert_eq!(trouble, None);
        let rows = all(&disk, 500).unwrap();
        let written = u32::try_from(rows.len()).unwrap();
        assert!(written >= u32::try_from(pages).unwrap() * TOGETHER);
        assert_eq!(written % TOGETHER, 0, "half a page");
        assert_eq!(rows, customers((0..written).rev()));
        disk.put(&[customer(written)], at(2), Told::Single).unwrap();
        drop(disk);
        assert!(is_whole(&file));
    }
}
