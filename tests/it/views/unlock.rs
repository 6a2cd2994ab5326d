//! Unlocking LIVE: only by typing the profile's name.
use super::desk::Desk;
use pintui::config::Mode;
use pintui::model::effect::{ApiCommand, Effect};
use pintui::model::event::Note;
use std::time::Duration;

fn asked() -> Desk {
    let mut desk = Desk::new(Mode::Live, (80, 24));
    desk.settle_ada(&[]);
    desk.keys("W");
    desk
}

#[test]
fn it_names_the_profile_and_the_host_and_says_what_it_allows() {
    let desk = asked();
    for text in [
        "LIVE · READ-ONLY",
        "REAL customers",
        "profile   harbour",
        "host      api.harbour.example",
        "5 minutes, then read-only again",
        "The next start is read-only again",
        "[ Stay read-only ]  [ Unlock ]",
    ] {
        desk.sees(text);
    }
}

#[test]
fn enter_unlocks_only_once_the_name_is_typed_to_the_letter() {
    let mut desk = asked();
    desk.types("Harbour");
    desk.keys("enter");
    desk.sees("Type the profile's name first; LIVE stays read-only");
    desk.keys("ctrl-u");
    desk.types("harbour");
    desk.sees_not("Type the profile's name first");
    // Enter that comes with the last letter may be the end of a pasted line.
    desk.keys("enter");
    assert_eq!(desk.effects, []);
    desk.wait(std::time::Duration::from_millis(301));
    desk.keys("enter");
    assert_eq!(
        desk.effects,
        [Effect::Api(ApiCommand::Unlock("harbour".to_owned()))]
    );
    desk.sees_not("REAL customers");
    // The worker has the last word: until it opens the gate the badge does not change.
    desk.sees("LIVE · READ-ONLY");
    desk.note(Note::Unlocked {
        left: Duration::from_secs(300),
    });
    desk.sees("LIVE · WRITE 5:00");
    desk.keys("W");
    assert_eq!(desk.effects.last(), Some(&Effect::Api(ApiCommand::Lock)));
}

#[test]
fn enter_esc_tab_and_pastes_alone_unlock_nothing() {
    for keys in ["enter", "esc", "tab enter enter", "tab tab enter"] {
        let mut desk = asked();
        desk.keys(keys);
        assert_eq!(desk.effects, [], "{keys}");
    }
    let mut desk = asked();
    desk.paste("harbour");
    desk.sees("Type the name");
    desk.keys("tab enter");
    assert_eq!(desk.effects, []);
}

#[test]
fn moving_back_to_the_first_button_stays_read_only_though_the_name_is_typed() {
    let mut desk = asked();
    desk.types("harbour");
    desk.keys("tab enter");
    assert_eq!(desk.effects, []);
    desk.sees_not("REAL customers");
}

#[test]
fn elsewhere_than_in_live_there_is_nothing_to_unlock() {
    let mut desk = Desk::with_ada((80, 24), &[]);
    desk.keys("W");
    desk.sees("! Only LIVE is ever locked; TEST is always writable");
}

#[test]
fn a_small_window_shows_what_is_to_be_typed_and_says_what_it_cannot_show() {
    let mut desk = Desk::new(Mode::Live, (60, 16));
    desk.settle_ada(&[]);
    let left = Duration::from_secs(300);
    desk.note(Note::Unlocked { left });
    desk.keys("d");
    desk.settle_ada(&[]);
    desk.sees("Type this to confirm:");
    desk.sees("┃ ada.nguyen@harbourcoffee.example  ");
    desk.sees("3 more lines: Down shows them");
    desk.resize((80, 24));
    desk.sees("This cannot be undone.");
    desk.sees_not("more line");
}
