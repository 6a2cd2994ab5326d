//! No key is bound in vain: every action that a context lists is carried out there, or refused with a reason.
use crate::driver::{Driver, Harness};
use crate::fuzz::plausible;
use crate::strays::PLACES;
use pintui::config::Mode;
use pintui::model::action::Action;
use pintui::model::keymap::{Context, Keymap};
use std::collections::BTreeMap;
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

/// Returns the built-in keymap with a chord of its own for every binding, and the chords.
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
            keys.push(&chord);
            writeln!(text, "{name} = {keys:?}").unwrap();
            bound.insert((known, Action::from_name(name).unwrap()), chord);
        }
    }
    (Keymap::parse(&text).unwrap(), bound)
}

struct Walker {
    app: Harness,
}

impl Walker {
    fn new(mode: Mode, keymap: Keymap) -> Self {
        let mut app = Harness::with_keymap(mode, (120, 36), keymap);
        app.serve(plausible);
        Self { app }
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
        self.app.screen();
    }

    /// Presses a chord; returns what came of it.
    fn press(&mut self, chord: &str, before: &str) -> Came {
        let effects = self.app.effects.len();
        self.app.keys(chord);
        let asked = !self.app.waiting.is_empty();
        self.app.serve(plausible);
        let after = self.app.screen();
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
            let mut before = walker.app.screen();
            left.retain(|_, chord| {
                let came = walker.press(chord, &before);
                if matches!(came, Came::Something | Came::Closed) {
                    walker.go_to(&keys);
                    before = walker.app.screen();
                }
                !matches!(came, Came::Something)
            });
        }
    }
    assert!(left.is_empty(), "nothing comes of {left:?}");
}
