//! What people read is plain English: a list of words that no text of the program may use.
use super::code::{is_word, texts};
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

/// Finds where a key that reads again does so in words of its own.
fn other_verbs(path: &str, source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for text in texts(source) {
        let unescaped = text.text.replace("\\r", " ").replace("\\n", " ");
        let words: Vec<&str> = unescaped.split(|c| !is_word(c)).collect();
        for pair in words.windows(2) {
            let is_one = matches!(pair[1], "retries" | "refreshes" | "resumes" | "");
            if matches!(pair[0], "r" | "R") && !is_one {
                found.push(format!("{path}:{}: {}", text.line, pair.join(" ")));
            }
        }
    }
    found
}

#[test]
fn what_failed_is_retried_and_what_is_shown_refreshed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    super::gather(root, &root.join("src"), &mut files);
    let found: Vec<String> = files
        .iter()
        .flat_map(|(path, text)| other_verbs(path, text))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    let other = "fn a() { say(\"Nothing was changed. R tries again.\") }";
    assert_eq!(
        other_verbs("src/ui/a.rs", other),
        ["src/ui/a.rs:1: R tries"]
    );
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
