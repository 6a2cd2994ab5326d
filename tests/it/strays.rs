//! Names and letters typed in the wrong place: from every pane, view, question, form and review, at every speed,
//! no write leaves.
use crate::driver::keys;
use crate::driver::{Driver, Harness};
use crate::fuzz::plausible;
use fake::locales::{Data, EN};
use pintui::config::Mode;
use pintui::model::event::Event;
use std::collections::BTreeSet;
use std::time::Duration;

/// A customer, a card and a subscription to harm, and the keys that lead to each place.
pub const PLACES: &[(&str, &str)] = &[
    ("customers", "1"),
    ("details", "2"),
    ("cards, one that is not primary", "3 j"),
    ("subscriptions", "4"),
    ("charges", "5"),
    ("charges, zoomed", "5 z"),
    ("search", "/"),
    ("activity", "@"),
    ("the story of a request", "@ enter"),
    ("plans", "L"),
    ("a plan", "L enter"),
    ("a charge", "5 enter"),
    ("a subscription", "4 enter"),
    ("raw JSON", "2 i"),
    ("help", "?"),
    ("something to copy", "2 y"),
    ("profiles", "p"),
    ("the question before a customer is deleted", "d"),
    ("the question before a card is deleted", "3 j d"),
    ("the question before a card becomes primary", "3 j m"),
    ("the question before a subscription is cancelled", "4 d"),
    ("the form of a new customer", "n"),
    ("the form of a change", "e"),
    ("the form of a card", "a"),
    ("the review of a change", "e tab x ctrl-s"),
    ("a question with its yes in focus", "d y"),
    ("a review with its yes in focus", "e tab x ctrl-s y"),
];

/// Letters that people paste or type; every third word or so holds a key of some pane.
const LETTERS: &[&str] = &[
    "Hi team,\nI was charged twice on Monday, my card ends in 4242.\nCan you delete the second one?\nThanks, {}\n",
    "my card changed\nplease make the new one primary\n\n{}\n",
    "Dear Sir or Madam,\nplease delete my data. yes, all of it.\ny\nRegards\n{}\n",
    "Order 10234, {}: the amount is wrong.\nmy bank says pending.\nDid you do it already?\n",
    "Yes.\n\nYes please cancel it.\n{}\n> Do you want to cancel? y/n\n> y\n",
    "Hello, it is {} here. My mum paid by mistake.\nGive the money back today\n",
    "1. delete\n2. add\n3. my address: 12 Example Street\n4. my email: someone@example.com\n5. done, {}\n",
    "{}\n-- \nSent from my phone\n",
    "The subscription of {} is active\nI only had a trial\nRemove my card and end it today\n",
    "Ready when you are. Friday is my day off.\n{} (accounts)\n\ty\n",
];

fn names() -> Vec<String> {
    let mut names = BTreeSet::new();
    let file = std::fs::read_to_string("assets/sandbox/names.json").unwrap();
    let pools: serde_json::Value = serde_json::from_str(&file).unwrap();
    for culture in pools["cultures"].as_array().unwrap() {
        for list in ["given", "family"] {
            for word in culture[list].as_array().unwrap() {
                names.extend(word.as_str().unwrap().split('|').map(str::to_owned));
            }
        }
    }
    let file = std::fs::read_to_string("assets/sandbox/first.json").unwrap();
    let first: serde_json::Value = serde_json::from_str(&file).unwrap();
    for person in first.as_array().unwrap() {
        for field in ["first_name", "last_name", "company"] {
            names.extend(person[field].as_str().map(str::to_owned));
        }
    }
    for name in EN::NAME_FIRST_NAME.iter().chain(EN::NAME_LAST_NAME) {
        names.extend([(*name).to_owned(), name.to_lowercase()]);
    }
    names.into_iter().collect()
}

/// How a text comes: a key after so many milliseconds, or all at once with what stands around it.
const SPEEDS: [u64; 5] = [0, 40, 140, 350, 700];

/// Opens the dashboard where writes are possible.
fn open(mode: Mode) -> Harness {
    let mut app = Harness::scripted(mode, (120, 36));
    app.serve(plausible);
    if mode == Mode::Live {
        app.unlock();
    }
    app
}

fn go_to(app: &mut Harness, keys: &str) {
    // Out of whatever was typed into, and long after it.
    app.keys("esc esc esc esc esc esc 1 g");
    app.advance(Duration::from_secs(3));
    for key in keys.split(' ') {
        app.keys(key);
        app.serve(plausible);
    }
}

fn type_at(app: &mut Harness, text: &str, millis: u64) {
    for key in keys::text(text) {
        app.tell(Event::Key(key));
        if millis > 0 {
            app.advance(Duration::from_millis(millis));
        }
    }
    app.serve(plausible);
}

/// Types texts everywhere. With a step, each text only in some places, all of them in the end.
fn nothing_leaves(mode: Mode, texts: &[String], step: usize) {
    std::thread::scope(|scope| {
        for at in 0..PLACES.len() {
            scope.spawn(move || nothing_leaves_from(at, mode, texts, step));
        }
    });
}

fn nothing_leaves_from(at: usize, mode: Mode, texts: &[String], step: usize) {
    let (place, keys) = PLACES[at];
    let mut app = open(mode);
    for (number, text) in texts.iter().enumerate().skip(at % step).step_by(step) {
        for millis in SPEEDS {
            if step > 1 && SPEEDS[(number / step + at) % SPEEDS.len()] != millis {
                continue;
            }
            for slash in ["", "/"] {
                go_to(&mut app, keys);
                let typed = format!("{slash}{text}");
                type_at(&mut app, &typed, millis);
                assert!(
                    app.writes.is_empty(),
                    "{typed:?} in {place} at {millis} ms sent {:?}\n{}",
                    app.writes,
                    app.screen()
                );
            }
        }
    }
}

/// Names as they are searched for: with Enter behind them.
fn searched() -> Vec<String> {
    let entered = names().into_iter().map(|name| format!("{name}\n"));
    // `m`, a rest, `y`, a rest and Enter is how a person answers: nothing else in a pane can be.
    entered
        .filter(|name| name != "my\n" && name != "dy\n")
        .collect()
}

fn letters() -> Vec<String> {
    let names = [
        "Judy", "Amy", "Sandy", "Tommy", "Kennedy", "Mary", "Dorothy", "Andy", "Wendy", "Jeremy",
    ];
    let mut letters = Vec::new();
    for name in names {
        for lower in [false, true] {
            letters.extend(LETTERS.iter().map(|letter| {
                let letter = letter.replace("{}", name);
                if lower { letter.to_lowercase() } else { letter }
            }));
        }
    }
    letters
}

#[test]
fn a_name_typed_in_the_wrong_place_changes_nothing() {
    for mode in [Mode::Sandbox, Mode::Live] {
        nothing_leaves(mode, &searched(), 3_001);
    }
}

#[test]
fn a_letter_typed_or_pasted_raw_changes_nothing() {
    nothing_leaves(Mode::Sandbox, &letters(), 211);
    nothing_leaves(Mode::Live, &letters(), 223);
}

#[test]
#[ignore = "long: every name and letter, everywhere, at every speed"]
fn no_name_or_letter_typed_anywhere_at_any_speed_changes_anything() {
    for mode in [Mode::Sandbox, Mode::Live] {
        nothing_leaves(mode, &searched(), 1);
        nothing_leaves(mode, &letters(), 1);
    }
}

/// Everything that is about to be proved harmless does lead to a write when a person means it.
#[test]
fn the_same_keys_with_enter_do_write() {
    for keys in ["d y", "3 j d y", "3 j m y", "4 d y", "e tab x ctrl-s y"] {
        let mut app = open(Mode::Sandbox);
        go_to(&mut app, keys);
        app.keys("enter");
        assert_eq!(app.writes.len(), 1, "{keys}\n{}", app.screen());
    }
}

/// A second for each letter, of which one only moves: the name is still one run.
#[test]
fn a_name_typed_slowly_is_still_a_name() {
    let mut app = open(Mode::Sandbox);
    go_to(&mut app, "1");
    type_at(&mut app, "goldy\n", 1_000);
    assert!(app.writes.is_empty(), "{}", app.screen());
}
