//! Unlocking LIVE: only by typing the profile's name.
use super::sample::{open, with_ada};
use crate::driver::{Driver, Harness};
use pintui::config::Mode;
use pintui::model::effect::{ApiCommand, Effect};
use pintui::model::event::{Event, Note};
use std::time::Duration;

fn asked() -> Harness {
    let mut app = open(Mode::Live, (80, 24));
    app.settle_ada(&[]);
    app.keys("W");
    app
}

#[test]
fn it_names_the_profile_and_the_host_and_says_what_it_allows() {
    let mut app = asked();
    for text in [
        "LIVE · READ-ONLY",
        "REAL customers",
        "profile   harbour",
        "host      api.harbour.example",
        "5 minutes, then read-only again",
        "The next start is read-only again",
        "[ Stay read-only ]  [ Unlock ]",
    ] {
        app.sees(text);
    }
}

#[test]
fn enter_unlocks_only_once_the_name_is_typed_to_the_letter() {
    let mut app = asked();
    app.keys("'Harbour' enter");
    app.sees("Type the profile's name first; LIVE stays read-only");
    app.keys("ctrl-u 'harbour'");
    app.sees_not("Type the profile's name first");
    // Enter that comes with the last letter may be the end of a pasted line.
    app.keys("enter");
    assert_eq!(app.effects, []);
    app.advance(std::time::Duration::from_millis(301));
    app.keys("enter");
    assert_eq!(
        app.effects,
        [Effect::Api(ApiCommand::Unlock("harbour".to_owned()))]
    );
    app.sees_not("REAL customers");
    // The worker has the last word: until it opens the gate the badge does not change.
    app.sees("LIVE · READ-ONLY");
    app.tell(Event::Worker(Note::Unlocked {
        left: Duration::from_secs(300),
    }));
    app.sees("LIVE · WRITE 5:00");
    app.keys("W");
    assert_eq!(app.effects.last(), Some(&Effect::Api(ApiCommand::Lock)));
}

#[test]
fn enter_esc_tab_and_pastes_alone_unlock_nothing() {
    for keys in ["enter", "esc", "tab enter enter", "tab tab enter"] {
        let mut app = asked();
        app.keys(keys);
        assert_eq!(app.effects, [], "{keys}");
    }
    let mut app = asked();
    app.pastes("harbour");
    app.sees("Type the name");
    app.keys("tab enter");
    assert_eq!(app.effects, []);
}

#[test]
fn moving_back_to_the_first_button_stays_read_only_though_the_name_is_typed() {
    let mut app = asked();
    app.keys("'harbour' tab enter");
    assert_eq!(app.effects, []);
    app.sees_not("REAL customers");
}

#[test]
fn elsewhere_than_in_live_there_is_nothing_to_unlock() {
    let mut app = with_ada((80, 24), &[]);
    app.keys("W");
    app.sees("! Only LIVE is ever locked; TEST is always writable");
}

#[test]
fn a_small_window_shows_what_is_to_be_typed_and_says_what_it_cannot_show() {
    let mut app = open(Mode::Live, (60, 16));
    app.settle_ada(&[]);
    let left = Duration::from_secs(300);
    app.tell(Event::Worker(Note::Unlocked { left }));
    app.keys("d");
    app.settle_ada(&[]);
    app.sees("Type this to confirm:");
    app.sees("┃ ada.nguyen@harbourcoffee.example  ");
    app.sees("3 more lines: Down shows them");
    app.resize(80, 24);
    app.sees("This cannot be undone.");
    app.sees_not("more line");
}
