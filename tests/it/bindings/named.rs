//! Finds the keys that a text names: those of the built-in keymap, as sentences write them.
use pintui::model::keymap::{Keymap, name};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The keys of the built-in keymap as sentences write them.
pub static WRITTEN: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let keymap = Keymap::built_in().unwrap();
    let keys = keymap.all().iter().flat_map(|binding| &binding.keys);
    keys.map(|key| name(*key)).collect()
});

/// What names a key without asking the keymap, each with the reason.
const FIXED: [(&str, &str); 5] = [
    ("n number, t token, Space switches", "letters of that field"),
    ("Space switches", "a letter of that field"),
    (
        "Ctrl-U clears it to retype",
        "a text box is edited as in a shell",
    ),
    (
        "Ctrl-C stops it.",
        "there is no dashboard while the key_command runs",
    ),
    ("Left", "what is left of a charge"),
];

/// Returns the keys of the built-in keymap that a text names. What is a word too is a key before a verb
/// (`a adds one`), behind one (`press a`), in brackets (`(m)`), and a digit before the title of a tab.
pub fn named_keys(text: &str) -> Vec<&'static str> {
    let fixed = FIXED.iter().map(|(fixed, _)| *fixed);
    let text = fixed.fold(text.to_owned(), |text, fixed| text.replace(fixed, ""));
    let words: Vec<&str> = text.trim_matches('"').split([' ', '·']).collect();
    let plain = |word: &'_ str| word.trim_end_matches(['.', ',', ';', ':', '"']).to_owned();
    let is_verb = |word: &str| {
        let is_lower = word.bytes().all(|byte| byte.is_ascii_lowercase());
        is_lower && word.len() > 3 && word.ends_with('s')
    };
    let is_named = |at: usize, key: &str, is_inside: bool| {
        let before = at.checked_sub(1).map_or("", |at| words[at]);
        let after = plain(words.get(at + 1).unwrap_or(&""));
        // The key that was just pressed.
        if matches!(after.as_str(), "works" | "does") || after == "is" && text.contains("no answer")
        {
            return false;
        }
        let is_asked = matches!(before, "press" | "Press" | "with" | "then" | "see");
        let is_tab = matches!(after.as_str(), "Info" | "Cards" | "Subs" | "Chg");
        match key {
            "a" => {
                is_inside
                    || is_asked
                    || is_verb(&after) && (at == 0 || before.ends_with(['.', ';']))
            }
            _ if key.parse::<u8>().is_ok() => is_tab || is_inside && text.contains(" works in "),
            _ => key.chars().count() > 1 || is_inside || is_asked || is_verb(&after),
        }
    };
    let named = words.iter().enumerate().filter_map(|(at, word)| {
        let word = plain(word);
        let inside = word
            .strip_prefix('(')
            .and_then(|word| word.strip_suffix(')'));
        let key = WRITTEN.get(inside.unwrap_or(&word))?;
        is_named(at, key, inside.is_some()).then_some(key.as_str())
    });
    named.collect()
}

/// Returns the texts of a line, without the keys that help lists behind a chord: those do work. The first
/// word behind a border may be what another window leaves of one.
pub fn texts_of(line: &str) -> Vec<String> {
    let parts = line.split(['│', '┃']).map(|part| {
        let mut is_list = false;
        let words = part.split(' ').skip(1).filter(|word| {
            let is_chord = word.contains("Alt-");
            is_list = is_chord || is_list && WRITTEN.contains(*word);
            is_chord || !is_list
        });
        words.collect::<Vec<_>>().join(" ")
    });
    parts.collect()
}

#[test]
fn a_key_is_found_in_sentences_and_a_word_is_none() {
    for text in [
        "No cards. a adds one.",
        "make another primary first (m)",
        "The API failed. R retries.",
        "press a in Cards to add one",
        " 3 Cards 2 ",
        "Esc closes",
        "@ shows which",
    ] {
        assert_eq!(named_keys(text).len(), 1, "{text}");
    }
    for text in [
        "Type it: a paste could be an accident",
        "latest 5 (5)",
        "d works in Cards (Alt-A)",
    ] {
        assert_eq!(named_keys(text), Vec::<&str>::new(), "{text}");
    }
}
