//! The one keymap: complete, free of conflicts, and the source of every table.
use crossterm::event::KeyEvent;
use pintui::model::action::Action;
use pintui::model::keymap::{Context, Keymap, name};

#[test]
fn every_action_has_a_key_and_a_name_of_its_own() {
    let keymap = Keymap::built_in().unwrap();
    for action in Action::ALL {
        let name = action.name();
        let bound = keymap.all().iter().any(|b| b.action == *action);
        assert!(bound, "{name} has no key");
        assert_eq!(
            Action::from_name(name),
            Some(*action),
            "{name} is listed twice"
        );
    }
}

#[test]
fn no_hint_only_says_the_name_of_its_key_again() {
    let keymap = Keymap::built_in().unwrap();
    let own = [
        Context::Filter,
        Context::Form,
        Context::Pick,
        Context::Confirm,
        Context::Typed,
    ];
    for binding in keymap.all().iter().filter(|b| own.contains(&b.context)) {
        let key = name(binding.keys[0]).to_lowercase();
        let words = binding.context.words(binding.action);
        assert_ne!(words.hint, key, "{:?}", binding.context);
    }
}

#[test]
fn a_sentence_takes_its_keys_from_the_keymap() {
    let keymap = Keymap::parse("[global]\nback = ['ctrl-q', 'esc']").unwrap();
    assert_eq!(
        keymap.fill("{global.back} closes, then {global.refresh_all} refreshes"),
        "Ctrl-Q closes, then refresh all refreshes"
    );
}

#[test]
fn all_bad_lines_are_reported_together() {
    let wrong = Keymap::parse("[list]\ndown = ['j']\nup = ['j']\nfly = ['w']\nopen = ['nokey']")
        .unwrap_err();
    let wrong = wrong.join("\n");
    for said in [
        "j is bound twice",
        "no action is named fly",
        "nokey is not a key",
    ] {
        assert!(wrong.contains(said), "{wrong}");
    }
}

#[test]
fn a_key_means_the_same_however_the_terminal_sends_it() {
    let keymap = Keymap::built_in().unwrap();
    let contexts = [Context::List, Context::Global];
    let typed = |key: &str| keymap.action(&contexts, crate::driver::keys::key(key));
    assert_eq!(typed("G"), Some(Action::Last));
    let shifted = KeyEvent::new(
        crossterm::event::KeyCode::Char('G'),
        crossterm::event::KeyModifiers::SHIFT,
    );
    assert_eq!(keymap.action(&contexts, shifted), Some(Action::Last));
    assert_eq!(typed("shift-tab"), Some(Action::PreviousPane));
    let back_tab = KeyEvent::new(
        crossterm::event::KeyCode::BackTab,
        crossterm::event::KeyModifiers::SHIFT,
    );
    assert_eq!(
        keymap.action(&contexts, back_tab),
        Some(Action::PreviousPane)
    );
    for mark in ["?", "@"] {
        let key = KeyEvent::new(
            crossterm::event::KeyCode::Char(mark.chars().next().unwrap()),
            crossterm::event::KeyModifiers::SHIFT,
        );
        assert!(keymap.action(&contexts, key).is_some(), "{mark} with shift");
        assert!(typed(mark).is_some(), "{mark}");
    }
}

#[test]
fn keys_are_written_as_people_know_them() {
    for (key, shown) in [
        ("ctrl-d", "Ctrl-D"),
        ("esc", "Esc"),
        ("pagedown", "PgDn"),
        ("shift-tab", "Shift-Tab"),
        ("delete", "Del"),
        ("f6", "F6"),
    ] {
        assert_eq!(name(crokey::parse(key).unwrap()), shown);
    }
}
