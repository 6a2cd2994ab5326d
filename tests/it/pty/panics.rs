//! A mistake of our own, in each place where code runs: the screen comes back, the data stays in.
use super::judge::assert_own_sequences;
use super::{Driver, Term, files, pintui};
use std::fs;
use std::os::unix::fs::PermissionsExt;

fn panics_in(place: &str) {
    let mut term = Term::start(pintui(), &[("PINTUI_PANIC", place)]);
    // Where the panic comes by itself, the program may be gone before a key arrives.
    if !["task", "mirror"].contains(&place) {
        term.until("SANDBOX");
        term.keys("j");
    }
    assert_eq!(term.exit_code(), 1);
    term.assert_restored();
    term.until("because of a bug, at");
    let bytes = term.bytes();
    assert_own_sequences(&bytes);
    assert!(!String::from_utf8_lossy(&bytes).contains("4200000000000000"));

    let reports = files(term.home());
    let report = reports
        .iter()
        .find(|path| path.to_string_lossy().contains("panic-"))
        .unwrap();
    assert_eq!(
        report.metadata().unwrap().permissions().mode() & 0o777,
        0o600
    );
    for path in reports {
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        assert!(!text.contains("4200000000000000"), "{}", path.display());
    }
}

#[test]
fn a_panic_of_the_loop_restores_the_screen() {
    panics_in("ui");
}

#[test]
fn a_panic_of_a_task_ends_the_whole_program() {
    panics_in("task");
}

#[test]
fn a_panic_of_the_mirror_ends_the_whole_program() {
    panics_in("mirror");
}

#[test]
fn a_panic_of_a_thread_ends_the_whole_program() {
    panics_in("thread");
}
