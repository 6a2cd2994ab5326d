//! Start, draw, quit.
use super::judge::assert_own_sequences;
use super::{Driver, Term, files, pintui, with_args};
use std::os::unix::fs::PermissionsExt;

#[test]
fn it_draws_and_quits_with_the_screen_restored() {
    let mut term = Term::dashboard();
    term.wait_until("the dashboard's own screen", |screen| {
        screen.alternate_screen()
            && screen.bracketed_paste()
            && screen.hide_cursor()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::PressRelease
    });
    term.quits();
    assert_own_sequences(&term.bytes());
}

#[test]
fn the_mouse_is_left_alone_on_request() {
    let mut term = Term::start(with_args(pintui(), &["--no-mouse"]), &[]);
    term.until("SANDBOX");
    term.quits();
    let bytes = String::from_utf8_lossy(&term.bytes()).into_owned();
    assert!(!bytes.contains("\x1b[?1000h"), "{bytes:?}");
    term.assert_restored();
}

#[test]
fn a_storm_of_sizes_ends_with_the_last_one_drawn() {
    let mut term = Term::dashboard();
    for step in 0..400_u16 {
        term.resize(1 + step * 7 % 200, 1 + step * 3 % 60);
    }
    term.resize(100, 30);
    term.keys("ctrl-l");
    term.until("SANDBOX");
    term.quits();
    assert_own_sequences(&term.bytes());
}

#[test]
fn a_terminal_that_cannot_draw_is_told_so() {
    let mut term = Term::start(pintui(), &[("TERM", "dumb")]);
    assert_eq!(term.exit_code(), 2);
    term.until("needs a full terminal");
    assert!(!term.bytes().contains(&0x1b), "{:?}", term.bytes());
}

#[test]
fn a_key_that_changes_nothing_sends_no_byte() {
    let mut term = Term::dashboard();
    term.until("1,284");
    // Two changes with nothing between them, and the same two with fifty keys that mean nothing. While
    // the first customer's details still arrive, they may differ for a reason of their own.
    super::wait_until("the same bytes with and without such keys", || {
        let [without, with] = ["", "f9 "].map(|key| {
            let before = zoomed(&mut term, true);
            term.keys(&key.repeat(50));
            zoomed(&mut term, false) - before
        });
        without == with
    });
    term.quits();
}

/// Zooms the list in or out, and gives how many bytes the terminal has received then.
fn zoomed(term: &mut Term, zoom: bool) -> usize {
    term.keys("z");
    term.wait_for("the zoom", |screen| screen.contains("Charges") != zoom);
    term.bytes().len()
}

#[test]
fn the_process_keeps_its_files_and_its_memory_to_itself() {
    let mut term = Term::dashboard();
    term.until("1,284");
    for path in files(term.home()) {
        let mode = path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", path.display());
        let folder = path.parent().unwrap().metadata().unwrap();
        assert_eq!(
            folder.permissions().mode() & 0o777,
            0o700,
            "{}",
            path.display()
        );
    }
    #[cfg(target_os = "linux")]
    {
        let limits = std::fs::read_to_string(format!("/proc/{}/limits", term.pid())).unwrap();
        let core = limits
            .lines()
            .find(|line| line.starts_with("Max core file size"));
        let words: Vec<&str> = core.unwrap().split_whitespace().collect();
        assert_eq!(words[4..6], ["0", "0"], "{limits}");
    }
    term.quits();
}
