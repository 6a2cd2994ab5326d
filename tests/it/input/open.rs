//! What is no key, and what never ends: dropped whole, and no key after it is lost.
use super::{Typist, key, pasted};
use pintui::runtime::input::decoder::LONGEST_PASTE;

/// What terminals send without being asked, or late: the colour scheme, device attributes, modes, the keyboard's
/// flags, the cursor's place, cell sizes, colours, the clipboard, a version, a setting, a picture, the focus.
pub const ANSWERS: &[&str] = &[
    "\x1b[?997;1n",
    "\x1b[?62;22c",
    "\x1b[>0;276;0c",
    "\x1b[=1c",
    "\x1b[?2026;2$y",
    "\x1b[?1u",
    "\x1b[12;40R",
    "\x1b[?12;40R",
    "\x1b[0n",
    "\x1b[6;18;9t",
    "\x1b[1 q",
    "\x1b]11;rgb:dead/dddd/yyyy\x1b\\",
    "\x1b]11;rgb:dead/dddd/yyyy\x07",
    "\x1b]4;1;rgb:ffff/0000/0000\x1b\\",
    "\x1b]52;c;ZGRkZHl5eQ==\x1b\\",
    "\x1b]52;c;ZGRkZHl5eQ==\x07",
    "\x1bP>|XTerm(390)\x1b\\",
    "\x1bP1$r0m\x1b\\",
    "\x1bP1+r544e=787465726d\x1b\\",
    "\x1b_Gi=1;OK\x1b\\",
    "\x1b[I",
    "\x1b[O",
    "\x1b[<0;0;0M",
    "\x1b[57441;1u",
    "\x1b[27;5;9~",
    "\x1b[201~",
];

#[test]
fn an_answer_of_the_terminal_is_no_key_however_it_is_cut() {
    for answer in ANSWERS {
        for cut in 0..answer.len() {
            let mut typist = Typist::default();
            let (before, after) = answer.split_at(cut);
            typist.read(before);
            typist.read(after);
            assert_eq!(typist.heard(), [""; 0], "{answer:?} at {cut}");
            typist.read("j");
            assert_eq!(typist.heard(), [key("j")], "after {answer:?}");
        }
    }
}

#[test]
fn the_rest_of_an_answer_that_comes_late_is_no_key_either() {
    for answer in ANSWERS {
        // After a bare ESC O the rest is a letter alone, which nobody can tell from a key.
        for cut in 3..answer.len() - 1 {
            let mut typist = Typist::default();
            typist.read(answer.get(..cut).unwrap());
            typist.silence();
            typist.read(answer.get(cut..).unwrap());
            assert_eq!(typist.heard(), [""; 0], "{answer:?} at {cut}");
            typist.read("jk");
            assert_eq!(typist.heard(), [key("j"), key("k")], "after {answer:?}");
        }
    }
}

#[test]
fn a_key_after_a_silence_ends_what_was_left_open() {
    let open = [
        "\x1b[",
        "\x1b[?",
        "\x1b[1;5",
        "\x1b[M",
        "\x1b[M !",
        "\x1b[[",
        "\x1bO",
        "\x1b]",
        "\x1b]52;c;ZGRk",
        "\x1b]11;?\x1b",
        "\x1bP",
        "\x1bP>|XT",
        "\x1b_",
        "\x1b_G",
        "\x1b[200~abc",
        "\x1b[200~",
        "\x1b[200~abc\x1b[20",
    ];
    let keys = [
        ("j", "j"),
        ("y", "y"),
        ("é", "é"),
        ("\r", "enter"),
        ("\x1b[A", "up"),
        ("\x1bOP", "f1"),
        ("\x03", "ctrl-c"),
        ("\x1b[27u", "esc"),
    ];
    for opened in open {
        for (bytes, name) in keys {
            let mut typist = Typist::default();
            typist.read(opened);
            typist.silence();
            typist.heard();
            typist.read(bytes);
            typist.read("k");
            assert_eq!(
                typist.heard(),
                [key(name), key("k")],
                "{bytes:?} after {opened:?}"
            );
        }
        let mut typist = Typist::default();
        typist.read(opened);
        typist.silence();
        typist.heard();
        typist.read("\x1b");
        typist.silence();
        assert_eq!(typist.heard(), [key("esc")], "after {opened:?}");
        assert_eq!(typist.silence().as_millis(), 0);
    }
}

#[test]
fn keys_that_begin_like_something_longer_are_keys_after_a_silence() {
    for (bytes, name) in [
        ("\x1b", "esc"),
        ("\x1b[", "alt-["),
        ("\x1bO", "alt-shift-O"),
        ("\x1b]", "alt-]"),
        ("\x1bP", "alt-shift-P"),
        ("\x1b_", "alt-_"),
    ] {
        let mut typist = Typist::default();
        typist.read(bytes);
        assert_eq!(typist.heard(), [""; 0]);
        typist.silence();
        assert_eq!(typist.heard(), [key(name)], "{name}");
    }
    let mut typist = Typist::default();
    typist.read("\x1b\x1b");
    typist.silence();
    assert_eq!(typist.heard(), [key("esc"), key("esc")]);
    typist.read("\x1b\x1b[A");
    assert_eq!(typist.heard(), [key("esc"), key("up")]);
}

#[test]
fn an_unclosed_paste_is_text_and_what_follows_it_runs_no_key() {
    let mut typist = Typist::default();
    typist.read("\x1b[200~ab\x03");
    typist.read("c");
    assert_eq!(typist.heard(), [""; 0]);
    typist.silence();
    let said = "The paste never ended; the rest of it is ignored".to_owned();
    assert_eq!(typist.heard(), [pasted("ab\u{3}c"), said.clone()]);
    for _ in 0..3 {
        typist.read("dd\ry\x03");
        typist.read("\x03q");
        typist.silence();
    }
    typist.read("dd\x1b[201");
    typist.read("~k");
    assert_eq!(typist.heard(), [key("k")], "its end is still known");

    // Without an end one keystroke is enough, and then all is as ever.
    typist.read("\x1b[200~abc");
    typist.silence();
    typist.read("dd");
    typist.read("y");
    assert_eq!(
        typist.heard(),
        [pasted("abc"), said],
        "no silence came before it"
    );
    typist.silence();
    typist.read("j");
    typist.read("dd");
    assert_eq!(typist.heard(), [key("j"), key("d"), key("d")]);
}

#[test]
fn a_paste_after_an_unclosed_one_is_taken() {
    let mut typist = Typist::default();
    typist.read("\x1b[200~abc");
    typist.silence();
    typist.heard();
    typist.read("\x1b[200~def\x1b[201~j");
    assert_eq!(typist.heard(), [pasted("def"), key("j")]);
}

#[test]
fn an_interrupt_that_comes_alone_is_heard_whatever_is_open() {
    for opened in [
        "\x1b",
        "\x1b[",
        "\x1b[1;",
        "\x1b]52;c;",
        "\x1bP",
        "\x1b[200~abc",
        "\u{1b}[M",
        "\x1bO",
    ] {
        let mut typist = Typist::default();
        typist.read(opened);
        typist.read("\x03");
        assert_eq!(typist.heard().last(), Some(&key("ctrl-c")), "in {opened:?}");
    }
    // What is still on its way behind it runs no key.
    let mut typist = Typist::default();
    typist.read("\x1b[200~abc");
    typist.read("\x03");
    typist.heard();
    typist.read("dd\ry");
    typist.read("y\x1b[201~");
    assert_eq!(typist.heard(), [""; 0]);
}

#[test]
fn a_long_paste_is_cut_at_a_size_and_its_end_is_still_known() {
    let mut typist = Typist::default();
    typist.read("\x1b[200~");
    for _ in 0..1_000 {
        typist.read("é\ry".repeat(256));
    }
    typist.read("\x1b[201~j");
    let heard = typist.heard();
    let text = "é\ry".repeat(LONGEST_PASTE / 4);
    assert!(heard[0] == pasted(&text), "it is whole up to there");
    assert_eq!(
        heard[1..],
        [
            "Paste cut after 64 KB; the rest is ignored".to_owned(),
            key("j")
        ]
    );

    // A sign of which the cut leaves half is left out.
    typist.read("\x1b[200~x");
    typist.read("é".repeat(LONGEST_PASTE / 2));
    assert!(typist.heard()[0] == pasted(&format!("x{}", "é".repeat(LONGEST_PASTE / 2 - 1))));
}

#[test]
fn an_answer_without_an_end_is_dropped_as_long_as_it_is() {
    for opener in ["\x1b]52;c;", "\x1bP", "\x1b_G", "\x1b[1;", "\x1b[?"] {
        let mut typist = Typist::default();
        typist.read(opener);
        for _ in 0..10_000 {
            typist.read("0;1;2;3;4;5;6;7;".repeat(16));
        }
        assert_eq!(typist.heard(), [""; 0]);
        typist.silence();
        typist.read("y");
        assert_eq!(typist.heard(), [key("y")], "after {opener:?}");
    }
}

#[test]
fn what_is_no_text_is_no_key() {
    let mut typist = Typist::default();
    typist.read(b"\xc3j\xff\x80k\xf0\x9f\x99");
    typist.silence();
    typist.read("l\u{9b}");
    assert_eq!(typist.heard(), [key("j"), key("k"), key("l")]);
}
