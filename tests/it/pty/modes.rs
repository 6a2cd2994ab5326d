//! Keys and settings that change how the terminal itself is used.
use super::{Term, pintui};
use vt100::MouseProtocolMode;
use vte::{Params, Parser, Perform};

const F6: &str = "\x1b[17~";

#[test]
fn the_mouse_is_freed_and_taken_back_by_a_key() {
    let mut term = Term::dashboard();
    for (mode, says) in [
        (MouseProtocolMode::None, "Mouse off"),
        (MouseProtocolMode::PressRelease, "it clicks and scrolls"),
        (MouseProtocolMode::None, "Mouse off"),
    ] {
        let before = term.bytes().len();
        term.keys(F6);
        term.wait_until(says, |screen| {
            screen.mouse_protocol_mode() == mode && screen.contents().contains(says)
        });
        let bytes = term.bytes()[before..].to_vec();
        let text = String::from_utf8_lossy(&bytes);
        for code in ["1000", "1006"] {
            let on = mode != MouseProtocolMode::None;
            assert_eq!(text.contains(&format!("\x1b[?{code}h")), on, "{says}");
            assert_eq!(text.contains(&format!("\x1b[?{code}l")), !on, "{says}");
        }
    }
    term.keys("q");
    assert_eq!(term.exit_code(), 0);
    term.assert_restored();
}

#[test]
fn what_another_program_left_on_the_screen_is_painted_over() {
    let mut term = Term::dashboard();
    term.wait_for("1,284");
    term.lock().screen.process(b"\x1b[2Ja foreign line");
    term.keys("\x0c");
    term.wait_until("the whole dashboard again", |screen| {
        let text = screen.contents();
        let whole = text.contains("SANDBOX") && text.contains("1,284") && text.contains("q quit");
        whole && !text.contains("a foreign line")
    });
    term.keys("q");
    assert_eq!(term.exit_code(), 0);
}

#[test]
fn one_interrupt_is_answered_and_the_second_quits() {
    let mut term = Term::dashboard();
    term.wait_for("as of");
    term.keys("\x03");
    term.wait_for("Ctrl-C again quits");
    assert!(term.child.try_wait().unwrap().is_none(), "one was enough");
    term.keys("\x03");
    assert_eq!(term.exit_code(), 0);
    term.assert_restored();
}

#[test]
fn an_interrupt_closes_what_lies_on_top_and_a_draft_still_asks() {
    let mut term = Term::dashboard();
    term.wait_for("as of");
    term.keys("n");
    term.wait_for("New customer");
    term.keys("nora");
    term.wait_for("[nora");
    term.keys("\x03");
    term.wait_for("Closed. Ctrl-C again quits");
    term.keys("\x03");
    term.wait_for("typed, not sent: New customer");
    assert!(term.child.try_wait().unwrap().is_none());
    term.agree();
    assert_eq!(term.exit_code(), 0);
    term.assert_restored();
}

/// Counts the colours that are set: not the terminal's own two, which end a coloured text.
#[derive(Default)]
struct Colours(usize);

impl Perform for Colours {
    fn csi_dispatch(&mut self, params: &Params, _: &[u8], _: bool, end: char) {
        let colours =
            |param: &[u16]| matches!(param.first(), Some(30..=38 | 40..=48 | 90..=97 | 100..=107));
        if end == 'm' && params.iter().any(colours) {
            self.0 += 1;
        }
    }
}

/// Goes through the screens that have the most colours, and counts them.
fn colours(env: &[(&str, &str)]) -> usize {
    let mut term = Term::start(pintui(), env);
    term.wait_for("1,284");
    for (key, seen) in [("n", "New customer"), ("\x13", "required")] {
        term.keys(key);
        term.wait_for(seen);
    }
    term.keys("\x1b[27u");
    term.wait_until("the list", |screen| {
        !screen.contents().contains("New customer")
    });
    term.keys("d");
    term.wait_for("Delete");
    term.signal(rustix::process::Signal::TERM);
    assert_eq!(term.exit_code(), 143);
    let mut colours = Colours::default();
    Parser::new().advance(&mut colours, &term.bytes());
    colours.0
}

#[test]
fn no_color_sets_no_colour_at_all() {
    assert!(colours(&[]) > 0, "the judge sees colours where there are");
    assert_eq!(colours(&[("NO_COLOR", "1")]), 0);
    assert!(
        colours(&[("NO_COLOR", "")]) > 0,
        "an empty one counts as none"
    );
}
