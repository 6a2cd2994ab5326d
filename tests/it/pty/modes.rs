//! Keys and settings that change how the terminal itself is used.
use super::{Driver, Term, pintui};
use vt100::MouseProtocolMode;
use vte::{Params, Parser, Perform};

#[test]
fn the_mouse_is_freed_and_taken_back_by_a_key() {
    let mut term = Term::dashboard();
    for (mode, says) in [
        (MouseProtocolMode::None, "Mouse off"),
        (MouseProtocolMode::PressRelease, "it clicks and scrolls"),
        (MouseProtocolMode::None, "Mouse off"),
    ] {
        let before = term.bytes().len();
        term.keys("f6");
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
    term.quits();
}

#[test]
fn what_another_program_left_on_the_screen_is_painted_over() {
    let mut term = Term::dashboard();
    term.until("1,284");
    term.scribble(b"\x1b[2Ja foreign line");
    term.keys("ctrl-l");
    term.wait_for("the whole dashboard again", |text| {
        let whole = text.contains("SANDBOX") && text.contains("1,284") && text.contains("q quit");
        whole && !text.contains("a foreign line")
    });
    term.quits();
}

#[test]
fn one_interrupt_is_answered_and_the_second_quits() {
    let mut term = Term::dashboard();
    term.until("as of");
    term.keys("ctrl-c");
    term.until("Ctrl-C again quits");
    assert!(!term.has_ended(), "one was enough");
    term.keys("ctrl-c");
    term.ends_well();
}

#[test]
fn an_interrupt_closes_what_lies_on_top_and_a_draft_still_asks() {
    let mut term = Term::dashboard();
    term.until("as of");
    term.keys("n");
    term.until("New customer");
    term.keys("'nora'");
    term.until("[nora");
    term.keys("ctrl-c");
    term.until("Closed. Ctrl-C again quits");
    term.keys("ctrl-c");
    term.until("typed, not sent: New customer");
    assert!(!term.has_ended());
    term.yes();
    term.ends_well();
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
    term.until("1,284");
    for (key, seen) in [("n", "New customer"), ("ctrl-s", "required")] {
        term.keys(key);
        term.until(seen);
    }
    term.keys("esc");
    term.wait_for("the list", |screen| !screen.contains("New customer"));
    term.keys("d");
    term.until("Delete");
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
