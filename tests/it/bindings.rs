//! No key is bound in vain: every action that a context lists is carried out there, or refused with a reason.
//! And no sentence names a key by itself: where the keymap has other keys, it names those.
mod named;

use crate::driver::{Driver, Harness};
use crate::fuzz::plausible;
use crate::strays::PLACES;
pub use named::named_keys;
use named::{WRITTEN, texts_of};
use pintui::api::error::{ErrorKind, Fate, Refusal, Unreachable};
use pintui::config::Mode;
use pintui::model::action::Action;
use pintui::model::event::{Event, Note};
use pintui::model::keymap::{Context, Keymap};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::time::Duration;

/// Places that no name is typed in elsewhere, with the keys that lead there.
const MORE_PLACES: [&str; 5] = [
    "/ a",
    "n tab tab tab tab tab tab tab tab tab tab tab tab tab tab",
    "5 enter y j",
    "L j",
    "@ j",
];

/// Returns chords that are bound nowhere.
fn chords() -> impl Iterator<Item = String> {
    let with = |before: &'static str, keys: &'static str| {
        keys.chars().map(move |key| format!("{before}-{key}"))
    };
    let letters = "abcdefghijklmnopqrstuvwxyz";
    with("alt", letters)
        .chain(with("ctrl-alt", letters))
        .chain(with("alt-shift", letters))
        .chain(with("ctrl-alt-shift", letters))
        .chain(with("alt", "0123456789"))
        .chain(with("ctrl-alt", "0123456789"))
}

/// Returns the built-in keymap with a chord of its own for every binding, which is the one that is shown, and
/// the chords.
fn keymap() -> (Keymap, BTreeMap<(Context, Action), String>) {
    let mut text = String::new();
    let mut bound = BTreeMap::new();
    let mut chords = chords();
    let built_in: toml::Table = include_str!("../../assets/keymap.toml").parse().unwrap();
    for (context, actions) in &built_in {
        writeln!(text, "[{context}]").unwrap();
        let known: Context = toml::Value::String(context.clone()).try_into().unwrap();
        for (name, keys) in actions.as_table().unwrap() {
            let chord = chords.next().unwrap();
            let keys = keys.as_array().unwrap().iter();
            let mut keys: Vec<&str> = keys.filter_map(toml::Value::as_str).collect();
            keys.insert(0, &chord);
            writeln!(text, "{name} = {keys:?}").unwrap();
            bound.insert((known, Action::from_name(name).unwrap()), chord);
        }
    }
    (Keymap::parse(&text).unwrap(), bound)
}

/// Whether a line shows the name of a key in place of the key, such as `{global.back}`.
fn is_unfilled(line: &str) -> bool {
    let mut names = line
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'));
    names.any(|(name, _)| {
        let is_word = |c: char| c.is_ascii_lowercase() || c == '_' || c == '.';
        name.contains('.') && name.chars().all(is_word)
    })
}

struct Walker {
    app: Harness,
    /// The lines that were on a screen.
    seen: BTreeSet<String>,
    /// Those that name a key which the keymap does not show.
    found: BTreeSet<String>,
}

impl Walker {
    fn new(mode: Mode, keymap: Keymap) -> Self {
        let mut app = Harness::with_keymap(mode, (120, 36), keymap);
        app.serve(plausible);
        Self {
            app,
            seen: BTreeSet::new(),
            found: BTreeSet::new(),
        }
    }

    fn go_to(&mut self, keys: &str) {
        self.app.keys("esc esc esc esc esc esc 1 g");
        self.app.advance(Duration::from_secs(10));
        for key in keys.split(' ') {
            self.app.keys(key);
            self.app.serve(plausible);
        }
        // Once the time is over in which no yes is heard.
        self.app.advance(Duration::from_millis(400));
        self.screen();
    }

    /// Returns the screen, and takes note of the keys that its sentences name.
    fn screen(&mut self) -> String {
        let screen = self.app.screen();
        for line in screen.lines() {
            assert!(!is_unfilled(line), "a key is not filled in: {line}");
            let is_new = self.seen.insert(line.to_owned());
            let texts = if is_new { texts_of(line) } else { Vec::new() };
            for text in texts {
                let named = named_keys(&text);
                let found = named.iter().map(|key| format!("{key} in {text}"));
                self.found.extend(found);
            }
        }
        for text in screen.lines().last().map(texts_of).unwrap_or_default() {
            let hints = text.split(' ').filter(|word| WRITTEN.contains(*word));
            self.found
                .extend(hints.map(|key| format!("{key} in {text}")));
        }
        screen
    }

    /// Presses a chord; returns what came of it.
    fn press(&mut self, chord: &str, before: &str) -> Came {
        let effects = self.app.effects.len();
        self.app.press(chord);
        let asked = !self.app.waiting.is_empty();
        self.app.serve(plausible);
        let after = self.screen();
        if after.contains("is no answer") {
            Came::Closed
        } else if after.contains("does nothing") || after.contains(" works in ") {
            Came::Nothing
        } else if asked || self.app.effects.len() > effects || after != before {
            Came::Something
        } else {
            Came::Nothing
        }
    }
}

enum Came {
    /// It was carried out, or refused with a reason.
    Something,
    /// It was no answer to a question, and closed it.
    Closed,
    /// The key has no meaning there.
    Nothing,
}

#[test]
fn every_action_bound_in_a_context_is_carried_out_there_or_refused_with_a_reason() {
    let (keymap, mut left) = keymap();
    // From the second row there is something above, and a text is typed in LIVE only.
    for (mode, then) in [
        (Mode::Sandbox, ""),
        (Mode::Sandbox, " down"),
        (Mode::Live, ""),
    ] {
        let mut walker = Walker::new(mode, keymap.clone());
        for keys in PLACES.iter().map(|(_, keys)| *keys).chain(MORE_PLACES) {
            if left.is_empty() {
                return;
            }
            let keys = format!("{keys}{then}");
            walker.go_to(&keys);
            let mut before = walker.screen();
            left.retain(|_, chord| {
                let came = walker.press(chord, &before);
                if matches!(came, Came::Something | Came::Closed) {
                    walker.go_to(&keys);
                    before = walker.screen();
                }
                !matches!(came, Came::Something)
            });
        }
    }
    assert!(left.is_empty(), "nothing comes of {left:?}");
}

/// Keys that lead to what is said where something cannot be done.
const SENTENCES: [&str; 36] = [
    "x",
    "m",
    "f6",
    "ctrl-c",
    "d tab enter",
    "d f2",
    "d x",
    "d y enter",
    "3 d",
    "3 e",
    "2 o",
    "4 j d",
    "/ q q z z",
    "/ q q z z enter",
    "@ / q q z z",
    "@ / q q z z enter",
    "L enter / q q z z",
    "? y e s",
    "p q q z z",
    "F",
    "W",
    "W x enter",
    "n ctrl-s",
    "n ctrl-t",
    "n shift-tab x",
    "n f2",
    "n ctrl-r",
    "a tab tab tab tab tab tab tab tab tab backspace",
    "a 4 2 4 2 4 2 4 2 4 2 4 2 4 2 4 2 tab",
    "a shift-tab shift-tab x",
    "e ctrl-t",
    "e ctrl-s",
    "e x ctrl-s f2",
    "e x ctrl-s x",
    "e x esc q",
    "e x esc p enter",
];

/// Keys that lead to what is read or sent.
const CALLS: [&str; 13] = [
    "3 j d y",
    "n x @ y . z z ctrl-s y",
    "1",
    "2",
    "3",
    "4",
    "5",
    "5 enter",
    "4 enter",
    "L",
    "L enter",
    "2 i",
    "e x ctrl-s",
];

/// Returns ways in which a call fails.
fn failures() -> Vec<(ErrorKind, Fate)> {
    let refused = |status| {
        ErrorKind::Refused(Refusal {
            status,
            ..Refusal::default()
        })
    };
    let throttled = ErrorKind::Throttled {
        status: 429,
        retry_after: Some(Duration::from_secs(5)),
    };
    let rejected = [refused(401), refused(404), refused(409), throttled];
    let rejected = rejected.into_iter().map(|kind| (kind, Fate::Rejected));
    let not_sent = (ErrorKind::Unreachable(Unreachable::OldTls), Fate::NotSent);
    rejected
        .chain([not_sent, (refused(500), Fate::Unknown)])
        .collect()
}

impl Walker {
    /// Goes to a place, reads or sends what is there, and lets it fail.
    fn fail(&mut self, keys: &str, kind: &ErrorKind, fate: Fate) {
        self.go_to(keys);
        let sends = keys.ends_with('y');
        self.app.keys(if sends { "enter" } else { "r R" });
        self.screen();
        while !self.app.waiting.is_empty() {
            self.app.fail(0, kind.clone(), fate);
            self.screen();
        }
        self.app.advance(Duration::from_millis(400));
        self.screen();
        self.app.keys("esc");
        self.screen();
    }

    fn resize(&mut self, size: (u16, u16)) {
        self.app.size = size;
        self.app.tell(Event::Resize(size.0, size.1));
        self.screen();
    }
}

#[test]
fn no_sentence_names_a_key_that_the_keymap_does_not_show() {
    let mut found = BTreeSet::new();
    for (mode, size) in [(Mode::Sandbox, (120, 36)), (Mode::Live, (60, 16))] {
        let mut walker = Walker::new(mode, keymap().0);
        walker.resize((40, 10));
        walker.resize(size);
        let places = PLACES.iter().map(|(_, keys)| *keys);
        for keys in places.chain(MORE_PLACES).chain(SENTENCES) {
            walker.go_to(keys);
        }
        let left = Duration::from_secs(300);
        walker.app.tell(Event::Worker(Note::Unlocked { left }));
        walker.go_to("d down");
        walker.go_to("e");
        walker.app.tell(Event::Worker(Note::Locked));
        walker.screen();
        assert!(walker.seen.len() > 300, "{}", walker.seen.len());
        found.extend(walker.found);
    }
    for (kind, fate) in failures() {
        let mut walker = Walker::new(Mode::Sandbox, keymap().0);
        for keys in CALLS {
            walker.fail(keys, &kind, fate);
        }
        let unopened = Event::Unopened("There is no key.".to_owned());
        walker.app.tell(unopened);
        walker.screen();
        found.extend(walker.found);
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_failure_in_the_status_line_goes_by_the_key_that_goes_back() {
    let (keymap, chords) = keymap();
    let mut app = Harness::with_keymap(Mode::Sandbox, (120, 36), keymap);
    while !app.waiting.is_empty() {
        let kind = ErrorKind::Unreachable(Unreachable::Refused);
        app.fail(0, kind, Fate::NotSent);
    }
    app.keys("down");
    assert!(app.screen().contains("✗ Can't reach"));
    app.keys(&chords[&(Context::Global, Action::Back)]);
    assert!(!app.screen().contains("✗ Can't reach"));
}
