//! Outside text: harmless, measured right, searched right, and no card number in it.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]
mod pan;
mod quick;
mod search;

use pintui::text::{MAX_CHARS, MAX_MARKS, Safe};
use proptest::prelude::*;
use proptest::test_runner::Config;
use ratatui::buffer::CellWidth;
use std::collections::HashMap;
use std::num::NonZero;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Records everything an independent terminal parser would do but print.
#[derive(Default)]
struct Judge {
    printed: String,
    acted: Vec<String>,
}

impl vte::Perform for Judge {
    fn print(&mut self, c: char) {
        self.printed.push(c);
    }
    fn execute(&mut self, byte: u8) {
        self.acted.push(format!("control {byte:#04x}"));
    }
    fn hook(&mut self, _: &vte::Params, _: &[u8], _: bool, _: char) {
        self.acted.push("DCS".into());
    }
    fn osc_dispatch(&mut self, _: &[&[u8]], _: bool) {
        self.acted.push("OSC".into());
    }
    fn csi_dispatch(&mut self, _: &vte::Params, _: &[u8], _: bool, c: char) {
        self.acted.push(format!("CSI {c}"));
    }
    fn esc_dispatch(&mut self, _: &[u8], _: bool, byte: u8) {
        self.acted.push(format!("ESC {byte}"));
    }
}

/// Runs so many cases, or more if `PROPTEST_CASES` asks for more.
pub fn at_least(cases: u32) -> Config {
    let asked = Config::default();
    Config {
        cases: cases.max(asked.cases),
        failure_persistence: None,
        ..asked
    }
}

fn nasty(file: &str) -> serde_json::Value {
    let path = format!("{}/tests/fixtures/nasty/{file}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Gives every string of every record, by the case it belongs to.
fn nasty_strings() -> Vec<(String, String)> {
    let names: HashMap<String, String> =
        serde_json::from_value(nasty("strings.names.json")).unwrap();
    let mut found = Vec::new();
    for row in nasty("strings.json")["response"].as_array().unwrap() {
        let case = &names[row["token"].as_str().unwrap()];
        collect(case, row, &mut found);
    }
    for row in nasty("tokens.json")["response"].as_array().unwrap() {
        collect("token", row, &mut found);
    }
    found
}

fn collect(case: &str, value: &serde_json::Value, found: &mut Vec<(String, String)>) {
    match value {
        serde_json::Value::String(text) => found.push((case.to_owned(), text.clone())),
        serde_json::Value::Object(members) => {
            members.values().for_each(|v| collect(case, v, found));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|v| collect(case, v, found)),
        _ => {}
    }
}

/// Gives what is wrong with a cleaned text, judged from outside.
fn faults(raw: &str) -> Vec<String> {
    let safe = Safe::clean(raw);
    let text = safe.as_str();
    let mut faults = Vec::new();
    let mut judge = Judge::default();
    vte::Parser::new().advance(&mut judge, text.as_bytes());
    faults.append(&mut judge.acted);
    if judge.printed != text {
        faults.push("the terminal prints something else".into());
    }
    if Safe::clean(text).as_str() != text {
        faults.push(format!("cleaning twice gives {:?}", Safe::clean(text)));
    }
    if safe.is_altered() != (text != raw) {
        faults.push("is_altered lies".into());
    }
    if text.chars().count() > MAX_CHARS {
        faults.push("too long".into());
    }
    // Terminals add up characters; where they differ, the most counts.
    let by_char: usize = text.chars().filter_map(UnicodeWidthChar::width).sum();
    let is_disputed = pintui::text::signs(text).any(|sign| sign.is_disputed());
    if safe.width() < by_char || !is_disputed && safe.width() > by_char {
        faults.push(format!("{} cells, by character {by_char}", safe.width()));
    }
    for grapheme in text.graphemes(true) {
        let marks = grapheme.chars().filter(|c| c.width() == Some(0)).count();
        if grapheme.width() == 0 || marks > MAX_MARKS {
            faults.push(format!("{grapheme:?} is {} cells", grapheme.width()));
        }
    }
    faults
}

#[test]
fn every_nasty_string_is_harmless() {
    let strings = nasty_strings();
    assert!(strings.len() > 65 * 8, "only {} strings", strings.len());
    for (case, raw) in strings {
        let found = faults(&raw);
        assert!(found.is_empty(), "{case}: {found:?}");
    }
}

#[test]
fn what_was_neutralised_stays_visible() {
    let cases = [
        ("a\u{1b}[31mRED", "a␛[31mRED"),
        ("\0\u{7}\u{8}\r\n\t\u{7f}", "␀␇␈␍␊␉␡"),
        ("a\u{9b}31m", "a�31m"),
        ("invoice\u{202e}fdp.exe", "invoice�fdp.exe"),
        ("a\u{2067}b\u{2069}c\u{200e}d\u{200f}e\u{61c}", "a�b�c�d�e�"),
        ("\u{feff}a\u{ad}b\u{200b}c\u{2060}", "�a�b�c�"),
        ("a\u{200c}b\u{200d}c", "a�b�c"),
        ("می\u{200c}", "می�"),
        ("می\u{200c}a", "می�a"),
        ("a\u{2028}b\u{2029}c\u{85}d", "a␤b␤c␤d"),
        ("a\u{e0001}\u{e0041}b", "a��b"),
        ("\u{115f}\u{1160}\u{3164}\u{ffa0}\u{2800}", "�����"),
        ("\u{e0b0}\u{f0000}\u{fdd0}\u{1ffff}", "����"),
        ("\u{fff9}a\u{fffa}b\u{fffb}\u{180e}", "�a�b��"),
        ("a\u{a0}b\u{2003}c", "a b c"),
        ("山田\u{3000}太郎", "山田\u{3000}太郎"),
        ("a\u{fe0f}b", "a�b"),
        ("\u{301}x", "◌\u{301}x"),
        ("❤\u{fe0f}", "❤"),
        ("👋🏽", "👋"),
        ("👨\u{200d}👩\u{200d}👧", "👨👩👧"),
        ("1\u{fe0f}\u{20e3}", "1\u{20e3}"),
        ("🇦🇺", "🇦🇺"),
    ];
    for (raw, shown) in cases {
        let safe = Safe::clean(raw);
        assert_eq!(safe.as_str(), shown, "{raw:?}");
        assert_eq!(safe.is_altered(), raw != shown, "{raw:?}");
    }
}

#[test]
fn names_of_many_scripts_stay_as_they_are() {
    let names = [
        "Zoë Åström",
        "Nguyễn Thị Hoa",
        "Ze\u{301}lia",
        "Łukasz Żółć",
        "O’Brien – Smith",
        "Ελένη",
        "Наталья",
        "שלום",
        "محمد",
        "فاطِمة",
        "राम कृष्ण",
        "ක්\u{200d}රිස්ති",
        "செல்வி",
        "สมชาย น้ำ",
        "ສົມສັກ",
        "山田 太郎",
        "ﾃｽﾄ",
        "김민준",
        "\u{1112}\u{1161}\u{11ab}",
        "می\u{200c}خواهم",
        "ქეთევან",
        "Արամ",
        "በቀለ",
        "বাংলা",
        "ਗੁਰਪ੍ਰੀਤ",
        "မောင်",
        "ព្រះសុខា",
        "😀 ok",
    ];
    for name in names {
        let safe = Safe::clean(name);
        assert_eq!(safe.as_str(), name);
        assert!(!safe.is_altered());
        assert_eq!(faults(name), Vec::<String>::new(), "{name}");
    }
}

/// What acts, hides, reorders or looks different everywhere, by Unicode's own names of the ranges.
const MARKED: &[(u32, u32)] = &[
    (0x80, 0x84),
    (0x86, 0x9f),
    (0xad, 0xad),
    (0x34f, 0x34f),
    (0x600, 0x605),
    (0x61c, 0x61c),
    (0x6dd, 0x6dd),
    (0x70f, 0x70f),
    (0x890, 0x891),
    (0x8e2, 0x8e2),
    (0x115f, 0x1160),
    (0x17b4, 0x17b5),
    (0x180b, 0x180f),
    (0x200b, 0x200f),
    (0x202a, 0x202e),
    (0x2060, 0x206f),
    (0x2800, 0x2800),
    (0x3164, 0x3164),
    (0xe000, 0xf8ff),
    (0xfdd0, 0xfdef),
    (0xfe00, 0xfe0f),
    (0xfeff, 0xfeff),
    (0xffa0, 0xffa0),
    (0xfff0, 0xfffb),
    (0xfffe, 0xffff),
    (0x110bd, 0x110bd),
    (0x110cd, 0x110cd),
    (0x13430, 0x1345f),
    (0x16fe4, 0x16fe4),
    (0x1bca0, 0x1bca3),
    (0x1d159, 0x1d159),
    (0x1d173, 0x1d17a),
    (0x1fffe, 0x1ffff),
    (0xe0000, 0xe0fff),
    (0xf0000, 0x10_ffff),
];

#[test]
fn every_character_of_the_hostile_ranges_is_marked() {
    for c in MARKED
        .iter()
        .flat_map(|(from, to)| *from..=*to)
        .filter_map(char::from_u32)
    {
        let safe = Safe::clean(&format!("a{c}b"));
        assert_eq!(safe.as_str(), "a�b", "U+{:04X}", u32::from(c));
    }
}

/// Gives the cells of a sign as ratatui counts them and as an independent terminal does.
fn columns(text: &str) -> (usize, usize) {
    let drawn = text.cell_width();
    let (rows, cells) = (NonZero::new(2).unwrap(), NonZero::new(200).unwrap());
    let mut terminal = vt100::Parser::new(rows, cells, 0);
    // This parser takes U+FFFD for bytes that were no text and prints nothing, unlike real terminals.
    terminal.process(text.replace('\u{fffd}', "?").as_bytes());
    (
        usize::from(drawn),
        usize::from(terminal.screen().cursor_position().1),
    )
}

/// Asserts that nobody counts more cells than the program, and nobody another number where it is sure.
fn assert_agreed(text: &str) {
    for sign in pintui::text::signs(text) {
        let (ratatui, terminal) = columns(sign.text);
        let most = ratatui.max(terminal);
        assert!(most <= sign.cells, "{sign:?}: {ratatui}, {terminal}");
        let is_same = ratatui == terminal && most == sign.cells;
        assert!(
            is_same || sign.is_disputed(),
            "{sign:?}: {ratatui}, {terminal}"
        );
    }
}

#[test]
fn nobody_counts_more_cells_than_the_program() {
    for (_, raw) in nasty_strings() {
        assert_agreed(Safe::clean(&raw).as_str());
    }
    let rest = ('\u{3400}'..='\u{3ffff}').step_by(17);
    for c in ('\u{20}'..'\u{3400}').chain(rest) {
        assert_agreed(Safe::clean(&format!("a{c}b")).as_str());
    }
}

proptest! {
    #![proptest_config(at_least(500))]

    #[test]
    fn columns_agree(
        raw in "[a-c\u{300}-\u{310}\u{5d0}-\u{5ea}\u{627}-\u{652}\u{915}-\u{94d}\u{9be}\u{dca}\u{1100}-\u{11ff}\u{1780}-\u{17d2}\u{fe0f}\
\u{200d}\u{2600}-\u{27bf}\u{1f1e6}-\u{1f1ff}\u{1f3fb}-\u{1f469}界ﾃﾞ]{0,24}",
    ) {
        assert_agreed(Safe::clean(&raw).as_str());
    }
}

#[test]
fn marks_and_length_are_limited_and_said() {
    let zalgo = format!("Z{}b", "\u{301}".repeat(2_000));
    let safe = Safe::clean(&zalgo);
    assert_eq!(safe.as_str(), format!("Z{}�b", "\u{301}".repeat(MAX_MARKS)));
    let long = Safe::clean(&"界".repeat(10_000));
    assert_eq!(long.as_str().chars().count(), MAX_CHARS);
    assert!(long.as_str().ends_with('…') && long.is_altered());
    assert!(!Safe::clean(&"x".repeat(MAX_CHARS)).is_altered());
    assert!(
        Safe::clean(&"x".repeat(MAX_CHARS + 1))
            .as_str()
            .ends_with("x…")
    );
    let marks_only = Safe::clean(&"\u{301}".repeat(100_000));
    assert!(marks_only.as_str().ends_with('…') && marks_only.is_altered());
    for before in MAX_CHARS - 20..MAX_CHARS + 2 {
        let across = format!("{} 4200 0000 0000 0000", "x".repeat(before));
        assert_eq!(faults(&across), Vec::<String>::new());
        assert!(!Safe::clean(&across).as_str().contains("42"));
    }
}

#[test]
fn a_json_text_is_cleaned_where_it_enters() {
    let safe: Safe = serde_json::from_str(r#""a\u001b[2J 5520-0000-0000-0000""#).unwrap();
    assert_eq!(safe.as_str(), "a␛[2J XXXX-XXXX-XXXX-0000");
    assert!(serde_json::from_str::<Safe>("3").is_err());
}

proptest! {
    #![proptest_config(at_least(4_000))]

    #[test]
    fn hostile_ranges_are_harmless(
        raw in "[\\x00-\\u{9f}\u{ad}\u{300}-\u{36f}\u{600}-\u{6ff}\u{900}-\u{97f}\u{e01}-\u{e4e}\u{1100}-\u{11ff}\
\u{1780}-\u{17ff}\u{180b}-\u{180f}\u{200b}-\u{206f}\u{2800}\u{3164}\u{fe00}-\u{fe0f}\u{feff}\u{fff0}-\u{ffff}\
\u{1f1e6}-\u{1f1ff}\u{1f3fb}-\u{1f469}\u{e0000}-\u{e0fff}]{0,24}",
    ) {
        prop_assert_eq!(faults(&raw), Vec::<String>::new());
    }

    #[test]
    fn any_text_is_harmless(raw in any::<String>()) {
        prop_assert_eq!(faults(&raw), Vec::<String>::new());
    }

    #[test]
    fn tokens_that_look_alike_are_marked(
        a in "cus_[a-c\u{200b}-\u{200f}\u{a0}\u{ad}\\x1b␛ ]{0,4}",
        b in "cus_[a-c\u{200b}-\u{200f}\u{a0}\u{ad}\\x1b␛ ]{0,4}",
    ) {
        let (one, other) = (Safe::clean(&a), Safe::clean(&b));
        if a != b && one.as_str() == other.as_str() {
            prop_assert!(one.is_altered() || other.is_altered());
        }
    }
}

#[test]
fn what_counts_as_simple_is_a_cell_a_letter_and_joins_nothing() {
    use unicode_segmentation::UnicodeSegmentation;
    use unicode_width::UnicodeWidthStr;
    let simple: Vec<String> = ('\0'..='\u{ffff}')
        .map(String::from)
        .filter(|letter| pintui::text::is_simple(letter))
        .collect();
    assert!(simple.len() > 300, "{}", simple.len());
    for one in &simple {
        assert_eq!(one.width(), 1, "{one:?}");
        for other in &simple {
            let pair = format!("{one}{other}");
            assert_eq!(pair.graphemes(true).count(), 2, "{pair:?}");
        }
    }
}
