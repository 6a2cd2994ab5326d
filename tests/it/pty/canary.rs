//! A card number and a code that are typed into the real program: where they may be seen, and that
//! they are nowhere else (PCI DSS 3.3.1 and 3.4.1).
//!
//! The number may stand on the screen in one place alone: in its own box, in groups, while that box has
//! the focus, because the person must be able to compare it with the card. The code may be seen nowhere.
use super::{Driver, Term, files, pintui, with_args};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use std::num::NonZero;

/// A documented test card of a scheme whose code has four digits, which chance does not make by itself.
const NUMBER: &str = "372001800000000";
const GROUPED: &str = "3720 018000 00000";
const DASHED: &str = "3720-018000-00000";
const MASKED: &str = "XXXX-XXXX-XXXX-0000";
const CODE: &str = "8391";

/// Gives a text in the spellings in which a program might leave it somewhere.
fn spellings(text: &str) -> Vec<Vec<u8>> {
    let mut all = vec![
        text.as_bytes().to_vec(),
        text.bytes().flat_map(|byte| [byte, 0]).collect(),
        text.bytes()
            .flat_map(|byte| format!("{byte:02x}").into_bytes())
            .collect(),
        text.bytes()
            .flat_map(|byte| format!("{byte}, ").into_bytes())
            .collect(),
    ];
    // Base64 depends on what stands before; the letters at both ends also on what stands beside.
    for before in 0..3 {
        let padded = [vec![b' '; before], text.as_bytes().to_vec()].concat();
        let code = STANDARD_NO_PAD.encode(&padded);
        let start = (before * 8).div_ceil(6);
        let whole = padded.len() * 8 / 6;
        all.push(code.as_bytes()[start..whole].to_vec());
    }
    all
}

fn count(bytes: &[u8], wanted: &[u8]) -> usize {
    bytes
        .windows(wanted.len())
        .filter(|run| *run == wanted)
        .count()
}

/// Says whether the code stands somewhere as a number of its own, not inside of a longer one.
fn holds_code(text: &[u8]) -> bool {
    let digit = |at: Option<usize>| {
        at.and_then(|at| text.get(at))
            .is_some_and(u8::is_ascii_digit)
    };
    text.windows(CODE.len()).enumerate().any(|(at, run)| {
        run == CODE.as_bytes() && !digit(at.checked_sub(1)) && !digit(Some(at + CODE.len()))
    })
}

#[test]
fn the_search_finds_what_is_hidden() {
    for before in ["", "x", "xy"] {
        let code = STANDARD_NO_PAD.encode(format!("{before}{NUMBER}, and more"));
        assert!(
            spellings(NUMBER)
                .iter()
                .any(|spelling| count(code.as_bytes(), spelling) > 0),
            "{code}"
        );
    }
    assert!(holds_code(b"cvc=8391&x") && holds_code(b"8391"));
    assert!(!holds_code(b"127.0.0.1:38391") && !holds_code(b"83910"));
}

/// Fills in the form of a card from its number on and leaves the review to be answered.
fn fill_and_review(term: &mut Term) {
    term.keys("a");
    term.until("Add a card for Zoë Featherstone");
    term.types(NUMBER);
    term.until(&format!("[{GROUPED}"));
    // A whole frame while the box has the focus: the one place where the digits may reach the terminal.
    term.scribble(b"\x1b[2J");
    term.keys("ctrl-l");
    term.until(&format!("[{GROUPED}"));
    term.keys("tab");
    term.until(&format!("[{MASKED}"));
    term.keys("'0530' tab");
    term.types(CODE);
    term.until("[●●●●");
    term.keys("tab tab '1 Example Street' tab tab 'Perth' tab w tab '6000' tab ctrl-s");
    term.until("Review: Add a card");
    term.yes();
}

#[test]
fn card_number_and_code_are_nowhere_but_in_their_own_box() {
    let home = tempfile::tempdir().unwrap();
    let args = ["--profile", "sandbox", "--fault", "every-2:add_card:422"];
    let env = [
        ("HOME", home.path().to_str().unwrap()),
        ("PINTUI_LOG", "trace"),
    ];
    let mut term = Term::start(with_args(pintui(), &args), &env);
    // Once all pages are read: a later one would stand above the card in the activity.
    super::mirror::wait_for_all(&mut term);
    term.until("Zoë Featherstone");
    fill_and_review(&mut term);
    term.until("Card added");
    fill_and_review(&mut term);
    term.until("fields to fix");
    term.keys("ctrl-l esc");
    term.wait_for("the list", |screen| !screen.contains("Add a card for"));
    // The story of what was sent, the draft, and the record as it is sent back.
    term.keys("@");
    term.until("POST");
    term.keys("enter");
    term.until("Action      add the card");
    term.keys("esc esc a");
    term.until("Draft restored");
    term.keys("esc 3");
    term.until("Cards 3");
    term.keys("q");
    term.until("typed, not sent: Add a card");
    term.yes();
    term.ends_well();

    let kept = files(home.path());
    for part in ["sandbox.sqlite3", "mirror-sandbox-", "log"] {
        let has = |path: &std::path::PathBuf| path.to_string_lossy().contains(part);
        assert!(kept.iter().any(has), "no {part} in {kept:?}");
    }
    for path in &kept {
        let bytes = std::fs::read(path).unwrap();
        for text in [NUMBER, GROUPED, DASHED] {
            for spelling in spellings(text) {
                assert_eq!(count(&bytes, &spelling), 0, "{text} in {}", path.display());
            }
        }
        assert!(!holds_code(&bytes), "the code is in {}", path.display());
    }
    judge_terminal(&term.bytes());
}

/// What ends a frame: colours and attributes as they were.
const FRAME_END: &[u8] = b"\x1b[0m";

/// Judges the bytes as they are and what they made of the screen at any time.
fn judge_terminal(bytes: &[u8]) {
    for text in [NUMBER, DASHED] {
        for spelling in spellings(text) {
            assert_eq!(count(bytes, &spelling), 0, "{text} on the terminal");
        }
    }
    assert!(!holds_code(bytes), "the code is in the bytes");
    let echoes = count(bytes, GROUPED.as_bytes());
    assert!(echoes >= 2, "the whole frames hold the echo: {echoes}");

    let size = |n: u16| NonZero::new(n).unwrap();
    let mut screen = vt100::Parser::new(size(36), size(120), 0);
    let mut seen = 0;
    for chunk in bytes.chunks(64) {
        screen.process(chunk);
        let text = screen.screen().contents();
        assert!(!holds_code(text.as_bytes()), "{text}");
        assert!(!text.contains(NUMBER) && !text.contains(DASHED), "{text}");
    }
    // A frame is painted from its top: half of it may stand beside half of the one before. Each shows its digits as a
    // whole, so where they stand is judged whenever one is.
    let mut screen = vt100::Parser::new(size(36), size(120), 0);
    let mut rest = bytes;
    while let Some(end) = rest.windows(FRAME_END.len()).position(|it| it == FRAME_END) {
        let (frame, left) = rest.split_at(end + FRAME_END.len());
        rest = left;
        screen.process(frame);
        let text = screen.screen().contents();
        for line in text.lines().filter(|line| line.contains(GROUPED)) {
            seen += 1;
            let own = line.contains("Number*") && count(line.as_bytes(), GROUPED.as_bytes()) == 1;
            assert!(own, "outside of its box: {line}");
        }
    }
    assert!(seen > 0);
}
