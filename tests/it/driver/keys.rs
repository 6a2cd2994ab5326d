//! The one way in which tests write keys: words with spaces between, as in the keymap.
//!
//! | written | typed |
//! |---|---|
//! | `j` `G` `?` `é` | that character; capitals stand for themselves, without `shift-` |
//! | `enter` `esc` `tab` `space` `up` `pagedown` `delete` `f6` | the key of that name |
//! | `ctrl-s` `alt-x` `shift-tab` | the key with what is held down |
//! | `'Nora Haugh'` | the characters between the quotes, without a pause |
//!
//! `n 'nora@example.com' tab ctrl-s` opens the form of a new customer, types an address, goes to the next field and
//! opens the review. In a text, `\n` is Enter and `\t` is Tab.
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Returns what is typed, in groups: a key alone, or all characters of a text.
pub fn parse(mut keys: &str) -> Vec<Vec<KeyEvent>> {
    let mut groups = Vec::new();
    while let Some(start) = keys.find(|sign: char| !sign.is_whitespace()) {
        let (_, rest) = keys.split_at(start);
        let quoted = rest.strip_prefix('\'');
        let (group, after) = if let Some((typed, after)) = quoted.and_then(|q| q.split_once('\'')) {
            (text(typed), after)
        } else {
            let (name, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            (vec![key(name)], after)
        };
        groups.push(group);
        keys = after;
    }
    groups
}

/// Returns the keys that type a text.
pub fn text(text: &str) -> Vec<KeyEvent> {
    let code = |sign| match sign {
        '\n' => KeyCode::Enter,
        '\t' => KeyCode::Tab,
        sign => KeyCode::Char(sign),
    };
    text.chars().map(|sign| code(sign).into()).collect()
}

/// Returns the key of a name.
pub fn key(name: &str) -> KeyEvent {
    let mut signs = name.chars();
    match (signs.next(), signs.next()) {
        (Some(sign), None) => KeyCode::Char(sign).into(),
        _ => crokey::parse(name).unwrap().into(),
    }
}

/// Returns the bytes that a terminal sends for a key.
pub fn bytes(key: KeyEvent) -> Vec<u8> {
    let held = key.modifiers;
    match key.code {
        KeyCode::Char(sign) if held == KeyModifiers::CONTROL => {
            vec![u8::try_from(sign).unwrap() & 0x1f]
        }
        KeyCode::Char(sign) if held.is_empty() => sign.to_string().into(),
        KeyCode::Enter => b"\r".into(),
        KeyCode::Tab if held == KeyModifiers::SHIFT => b"\x1b[Z".into(),
        KeyCode::Tab => b"\t".into(),
        // The form that cannot be taken for the beginning of something longer.
        KeyCode::Esc => b"\x1b[27u".into(),
        KeyCode::F(number @ 6..=9) => format!("\x1b[{}~", number + 11).into(),
        code => panic!("no test has needed the bytes of {code:?} with {held:?} yet"),
    }
}

#[test]
fn a_terminal_sends_the_keys_that_are_written() {
    let written = "j G ? é 'Nora\n' enter tab shift-tab esc f6 f9 ctrl-s ctrl-c";
    let mut heard = Vec::new();
    let mut decoder = pintui::runtime::input::decoder::Decoder::default();
    for key in parse(written).into_iter().flatten() {
        let before = heard.len();
        decoder.feed(&bytes(key), &mut heard);
        let [pintui::model::event::Event::Key(heard)] = heard[before..] else {
            panic!("{key:?} is not one key");
        };
        let written = pintui::model::keymap::written;
        assert_eq!(written(heard), written(key));
    }
    assert_eq!(heard.len(), 17);
}
