//! What people read is plain English: a list of words that no text of the program may use.
use super::code::{Token, is_word, texts};
use crate::bindings::named_keys;
use pintui::model::keymap::{Context, Keymap};
use std::path::Path;

/// Words, each with what to say instead. They are found as whole words, in capitals or not.
const BANNED: [(&str, &str); 23] = [
    ("mend", "fix"),
    ("mended", "fixed"),
    ("anew", "again"),
    ("asked", "sent, requested"),
    ("goes on", "continues, resumes"),
    ("go on", "continue, resume"),
    ("going on", "continuing, resuming"),
    ("chosen", "selected"),
    ("meant", "intended"),
    ("tells", "shows, says"),
    ("armed", "set"),
    ("goes with it", "is also deleted"),
    ("it is known", "what is known"),
    ("not known", "unknown, we can't tell"),
    ("under way", "in progress"),
    ("is told", "sees, reads"),
    ("was told", "saw, read"),
    ("pin decides", "Pin may refuse it"),
    ("did not work", "could not, with what"),
    ("same sum", "same amount"),
    ("tries again", "retries"),
    ("press r", "r retries, r refreshes"),
    ("refreshes all", "refreshes"),
];
/// Files whose texts are the API's own, word for word.
const WIRE: &str = "src/sandbox/";
/// The file that writes the names of keys.
const KEY_NAMES: &str = "src/model/keymap.rs";
/// Where `///` is read by people too: it is the text of `--help`.
const FLAGS: &str = "src/cli.rs";

/// Gives what breaks the rule in a file, which is its path and its text.
fn unplain(path: &str, source: &str) -> Vec<String> {
    let mut read: Vec<(usize, String)> = texts(source)
        .into_iter()
        .map(|found| (found.line, spoken(&found.text)))
        .collect();
    if path == FLAGS {
        let lines = (1..).zip(source.lines());
        read.extend(lines.filter_map(|(line, text)| {
            let help = text.trim_start().strip_prefix("///")?;
            Some((line, spoken(help)))
        }));
    }
    let mut found = Vec::new();
    for (line, text) in read {
        for (word, instead) in BANNED {
            if text.contains(&format!(" {word} ")) {
                found.push(format!("{path}:{line}: `{word}`: say {instead}"));
            }
        }
    }
    found
}

/// Gives the words of a text in small letters, with a space around each; what stands in braces is code.
fn spoken(text: &str) -> String {
    let mut depth = 0_u32;
    let mut words = String::from(" ");
    let mut escaped = false;
    for c in text.chars() {
        match c {
            _ if escaped => {
                words.push(' ');
                escaped = false;
            }
            '\\' => escaped = true,
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            c if is_word(c) || c == '\'' => words.extend(c.to_lowercase()),
            _ => words.push(' '),
        }
    }
    let words: Vec<&str> = words.split_whitespace().collect();
    format!(" {} ", words.join(" "))
}

#[test]
fn what_people_read_is_plain_english() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    super::gather(root, &root.join("src"), &mut files);
    files.retain(|(path, _)| !path.starts_with(WIRE));
    assert!(files.len() > 100, "{}", files.len());
    let found: Vec<String> = files
        .iter()
        .flat_map(|(path, text)| unplain(path, text))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Returns where a text names a key by itself, or an action that the keymap does not bind there.
fn wrong_keys(path: &str, source: &str) -> Vec<String> {
    let keymap = Keymap::built_in().unwrap();
    let is_bound = |(context, action): (&str, &str)| {
        let context = context.parse::<Context>();
        context.is_ok_and(|context| keymap.of(context).any(|b| b.action.name() == action))
    };
    let is_name = |name: &str| name.bytes().all(|c| c.is_ascii_lowercase() || c == b'_');
    let mut found = Vec::new();
    for Token { text, line } in texts(source) {
        let mut spoken = String::new();
        for (at, part) in text.split(['{', '}']).enumerate() {
            let action = part.split_once('.').filter(|_| at % 2 == 1);
            match action.filter(|(context, name)| is_name(context) && is_name(name)) {
                Some(action) if !is_bound(action) => found.push(format!("{path}:{line}: {part}")),
                _ if at % 2 == 0 => spoken.push_str(part),
                _ => spoken.push('_'),
            }
        }
        let named = named_keys(&spoken).into_iter();
        found.extend(named.map(|key| format!("{path}:{line}: {key} in {text}")));
    }
    found
}

#[test]
fn no_text_names_a_key_but_by_what_it_does() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    super::gather(root, &root.join("src"), &mut files);
    files.retain(|(path, _)| !path.starts_with(WIRE) && path != KEY_NAMES);
    let found: Vec<String> = files
        .iter()
        .flat_map(|(path, text)| wrong_keys(path, text))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    for (text, wrong) in [
        ("\"R retries.\"", "R in \"R retries.\""),
        ("\"{list.unlock} unlocks\"", "list.unlock"),
    ] {
        let wrong = format!("src/a.rs:1: {wrong}");
        assert_eq!(wrong_keys("src/a.rs", text), [wrong]);
    }
    assert!(wrong_keys("src/a.rs", "\"{global.unlock} unlocks {n:.1}\"").is_empty());
}

#[test]
fn a_banned_word_is_found_in_texts_and_nowhere_else() {
    for text in [
        "fn a() { say(\"Mend the key\") }",
        "fn a() { say(\"No customer is chosen.\") }",
        "fn a() { say(r#\"It \"goes   on\"\"#) }",
        "fn a() { say(\"{count} asked\\nto wait\") }",
        "fn a() { say(\"It goes \\\n   on\") }",
    ] {
        assert_eq!(unplain("src/ui/a.rs", text).len(), 1, "{text}");
    }
    for text in [
        "/// It was asked anew.\nfn a(asked: u8) { say(\"sent {asked}\") }",
        "fn a() { say(\"A recommendation, unmeant\") }",
    ] {
        assert_eq!(unplain("src/ui/a.rs", text), Vec::<String>::new(), "{text}");
    }
    let help = "\n    /// Begin anew\n    full: bool,";
    assert_eq!(
        unplain(FLAGS, help),
        ["src/cli.rs:2: `anew`: say again"],
        "help is read by people"
    );
}
