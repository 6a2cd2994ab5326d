//! Every key, paste and report of the mouse beside what crossterm 0.29 reads from the same bytes.
//!
//! The table was written by a program that reads a pseudo terminal with crossterm's own reader and
//! prints what it gets: the bytes, a tab, and the event as Rust shows it.
use super::Typist;

const TABLE: &str = include_str!("../../fixtures/input/crossterm-0.29.tsv");

/// Gives each line's bytes, as they are written and as they are, and what they are for crossterm.
fn rows() -> Vec<(&'static str, Vec<u8>, Vec<String>)> {
    let row = |line: &'static str| {
        let (written, events) = line.split_once('\t').unwrap();
        let events = events.split(" & ").filter(|event| matters(event));
        (
            written,
            unescaped(written),
            events.map(str::to_owned).collect(),
        )
    };
    TABLE.lines().map(row).collect()
}

/// Tells whether an event is one for the app: a key acts once, and the focus of the window means nothing.
fn matters(event: &str) -> bool {
    !event.is_empty() && !event.starts_with("Focus") && !event.contains("kind: Release")
}

fn unescaped(written: &str) -> Vec<u8> {
    let mut parts = written.split("\\x");
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        let (code, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(code, 16).unwrap());
        bytes.extend_from_slice(rest.as_bytes());
    }
    bytes
}

#[test]
fn every_key_is_what_it_was_and_is_given_at_once() {
    let rows = rows();
    assert!(rows.len() > 1_500, "{} rows", rows.len());
    for (written, bytes, expected) in rows {
        let mut typist = Typist::default();
        typist.read(&bytes);
        if bytes == b"\x1b" {
            typist.silence();
        }
        assert_eq!(typist.heard(), expected, "{written}");
        assert_eq!(typist.silence().as_millis(), 0, "{written} waits for more");
    }
}

#[test]
fn every_key_is_the_same_byte_by_byte_and_leaves_nothing_open() {
    for (written, bytes, expected) in rows() {
        let mut typist = Typist::default();
        for byte in &bytes {
            // Alone it is an interrupt, and here it is one sign of a paste.
            if *byte == 3 && bytes.len() > 1 {
                continue;
            }
            typist.read([*byte]);
        }
        typist.silence();
        let expected: Vec<String> = expected
            .iter()
            .map(|event| event.replace("\\u{3}", ""))
            .collect();
        if !bytes.ends_with(b"\x03") {
            assert_eq!(typist.heard(), expected, "{written}");
        }
        typist.heard();
        typist.read("j");
        assert_eq!(typist.heard(), [super::key("j")], "after {written}");
    }
}
