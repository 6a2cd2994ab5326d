//! Start, draw, quit.
use super::judge::assert_own_sequences;
use super::{Term, pintui, with_args};

#[test]
fn it_draws_and_quits_with_the_screen_restored() {
    let mut term = Term::dashboard();
    term.wait_until("the dashboard's own screen", |screen| {
        screen.alternate_screen()
            && screen.bracketed_paste()
            && screen.hide_cursor()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::PressRelease
    });
    term.keys("q");
    assert_eq!(term.exit_code(), 0);
    term.assert_restored();
    assert_own_sequences(&term.bytes());
}

#[test]
fn the_mouse_is_left_alone_on_request() {
    let mut term = Term::start(with_args(pintui(), &["--no-mouse"]), &[]);
    term.wait_for("SANDBOX");
    term.keys("q");
    assert_eq!(term.exit_code(), 0);
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
    term.keys("\x0c");
    term.wait_for("SANDBOX");
    term.keys("q");
    assert_eq!(term.exit_code(), 0);
    term.assert_restored();
    assert_own_sequences(&term.bytes());
}

#[test]
fn a_terminal_that_cannot_draw_is_told_so() {
    let mut term = Term::start(pintui(), &[("TERM", "dumb")]);
    assert_eq!(term.exit_code(), 2);
    term.wait_for("needs a terminal");
    assert!(!term.bytes().contains(&0x1b), "{:?}", term.bytes());
}
