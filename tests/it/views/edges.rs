//! What stands in header, borders and boxes: counts with what they count, dots between words, ages in words.
use super::sample::{ada, open, varied, with_ada, with_key};
use crate::driver::{Driver, Harness, Start};
use pintui::api::error::{Error, ErrorKind, Unreachable};
use pintui::api::subject::Subject;
use pintui::config::{KeySource, Mode};
use pintui::model::event::Event;
use pintui::secret::{ApiKey, KeyMark};
use std::time::Duration;

#[test]
fn a_count_keeps_its_noun_at_eighty_columns() {
    let mut app = Harness::sized(80, 24);
    app.sees("60 customers · as of 12:00")
        .sees("━ Customers 60");
}

#[test]
fn no_dot_stands_without_words_on_both_sides() {
    let lost = || Error {
        kind: ErrorKind::Unreachable(Unreachable::NoSuchHost),
        fate: None,
    };
    for (width, height) in [(60, 16), (80, 24), (120, 36), (200, 50)] {
        let mut app = open(Mode::Test, (width, height));
        app.keys("5");
        app.advance(Duration::from_millis(400));
        app.answer(&Subject::Balance, Err(lost()));
        app.answer(&Subject::Customers, Err(lost()));
        let screen = app.screen();
        let header = screen.lines().next().unwrap();
        assert!(header.contains("account"), "{screen}");
        assert!(!header.trim_end().ends_with('·'), "{screen}");
        for dangling in ["· ─", "· ━", "─ ·", "━ ·", "· ·"] {
            assert!(!screen.contains(dangling), "{dangling:?}:\n{screen}");
        }
    }
}

#[test]
fn an_age_is_written_in_the_room_that_there_is() {
    let charges = varied(12);
    let mut app = with_ada((80, 24), &charges);
    app.keys("5");
    app.settle_ada(&charges);
    app.advance(Duration::from_secs(3 * 24 * 3600));
    app.keys("r");
    let lost = Error {
        kind: ErrorKind::Unreachable(Unreachable::NoSuchHost),
        fate: None,
    };
    app.answer(&Subject::Charges(ada()), Err(lost));
    app.sees(" stale, as of 23 Nov 11:10 · 1/12 ━");
    app.sees(" old, as of 23 Nov 11:10 · 1/1 ─");
}

#[test]
fn where_a_text_is_typed_there_is_a_box() {
    let mut app = Harness::start(Start {
        size: (80, 24),
        mode: Mode::Live,
        ..Start::default()
    });
    let is_box = |line: &str| line.contains("┃ [    ") && line.contains("   ] ┃");
    let screen = app.keys("W").screen();
    assert!(screen.lines().any(is_box), "{screen}");
    let screen = app.types("harbour").screen();
    assert!(screen.contains("┃ [harbour  "), "{screen}");
    let screen = app.keys("enter d").screen();
    assert!(screen.lines().any(is_box), "{screen}");
}

#[test]
fn the_test_cards_stand_in_columns() {
    let mut app = Harness::sized(120, 36);
    let screen = app.keys("n ctrl-t").screen();
    let place = |line: &str| {
        let (before, _) = line.split_once("fill in the number")?;
        Some(before.chars().count())
    };
    let mut places: Vec<usize> = screen.lines().filter_map(place).collect();
    assert!(places.len() > 9, "{screen}");
    places.dedup();
    assert_eq!(places.len(), 1, "{screen}");
}

#[test]
fn while_the_key_command_runs_it_says_so() {
    let wait = Duration::from_millis(400);
    let key = KeySource::Command("pass show pin/test".to_owned());
    let mut app = with_key(key, (120, 36));
    app.advance(wait);
    app.sees("Running the key_command…");
    app.sees_not("Loading customers");
    let mark = KeyMark::of(&ApiKey::new("a-key-of-a-test-".to_owned()));
    app.tell(Event::Opened(mark));
    app.sees_not("key_command");
    app.sees("Loading customers…");

    // It runs again where it failed and somebody retries.
    app.tell(Event::Unopened("The command failed.".to_owned()));
    app.keys("esc R");
    app.advance(wait);
    app.sees("Running the key_command…");
}
