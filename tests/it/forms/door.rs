//! One door for what is typed and what is pasted.
use super::{PAN, sandbox};
use crate::driver::Driver;
use crate::text::at_least;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use pintui::model::event::Event;
use pintui::secret::{ApiKey, KeyMark};
use pintui::text::Safe;
use pintui::ui::widgets::text_box::{Entered, TextBox};
use proptest::prelude::*;

const OWN_KEY: &str = "own-key-of-the-profile";

fn key(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

fn typed(text: &str) -> TextBox {
    let mut input = TextBox::default();
    for letter in text.chars() {
        input.key(key(KeyCode::Char(letter)), None);
    }
    input
}

fn pasted(text: &str) -> TextBox {
    let mut input = TextBox::default();
    input.paste(text, None);
    input
}

#[test]
fn what_cannot_be_shown_is_not_typed_either() {
    for hostile in [
        "a\u{202e}b\u{200b}c\u{2066}",
        "a\u{e0041}\u{e007f}b",
        "a\u{e0b0}\u{f0000}b",
        "Z\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}b",
        "👋🏽 ❤\u{fe0f}",
        "a\u{a0}b",
        "می\u{200c}خواهم",
        "ක්\u{200d}රි",
    ] {
        assert_eq!(
            typed(hostile).value(),
            pasted(hostile).value(),
            "{hostile:?}"
        );
    }
    assert_eq!(typed("می\u{200c}خواهم").value(), "می\u{200c}خواهم");
    let mut input = TextBox::default();
    let entered = input.key(key(KeyCode::Char('\u{e0041}')), None).unwrap();
    assert_eq!((entered, input.value()), (Entered::Hidden, ""));
}

proptest! {
    #![proptest_config(at_least(1_000))]

    /// However a text came about, sent and read again it is one that can be typed into.
    #[test]
    fn whatever_was_typed_is_shown_as_it_is(
        steps in proptest::collection::vec((0_u8..6, "[a-c\u{300}-\u{302}\u{200b}-\u{200f}\u{94d}\u{915}\u{62e}\u{e0041}\u{e000}\u{1f44b}\u{1f3fd}\u{fe0f}␊4]{0,3}"), 0..30),
    ) {
        let mut input = TextBox::default();
        for (step, text) in steps {
            match step {
                0 => { input.paste(&text, None); },
                1 => { input.key(key(KeyCode::Backspace), None); },
                2 => { input.key(key(KeyCode::Left), None); },
                3 => { input.key(key(KeyCode::Delete), None); },
                _ => {
                    for letter in text.chars() {
                        input.key(key(KeyCode::Char(letter)), None);
                    }
                }
            }
            let shown = Safe::clean(input.value());
            prop_assert_eq!(shown.as_str(), input.value());
            prop_assert!(!shown.is_altered());
        }
    }
}

#[test]
fn a_typed_number_is_masked_at_its_last_digit_and_its_code_with_it() {
    for code in [
        "cvc 123",
        "CVV2: 1234",
        "security code 999",
        "12/27 321",
        "123",
    ] {
        let input = typed(&format!("card {PAN} {code} thanks"));
        let shown = input.value();
        let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
        assert!(!shown.contains(PAN) && shown.contains("thanks"), "{shown}");
        for secret in ["123", "999", "321"] {
            assert!(!digits.contains(secret), "{code}: {shown}");
        }
        let stored = Safe::clean(&format!("card {PAN} {code} thanks"));
        assert!(
            !stored.as_str().contains("123") && !stored.as_str().contains("321"),
            "{stored}"
        );
        assert!(!stored.as_str().contains("999"), "{stored}");
    }
    // Without a number beside it, it is a number as any other.
    assert_eq!(typed("room 123, cvc 456").value(), "room 123, cvc 456");
}

#[test]
fn the_own_key_gets_into_no_box() {
    let own = KeyMark::of(&ApiKey::new(OWN_KEY.to_owned()));
    let mut input = TextBox::default();
    let entered = input.paste(&format!("key: {OWN_KEY}"), Some(&own));
    assert_eq!((entered, input.value()), (Entered::Key, ""));
    for letter in OWN_KEY.chars() {
        input.key(key(KeyCode::Char(letter)), Some(&own));
    }
    assert_eq!(input.value(), "");
    assert!(!format!("{own:?}").contains("own-key"));

    let mut app = sandbox();
    app.tell(Event::Opened(own));
    app.keys("e tab");
    app.pastes(OWN_KEY);
    app.sees("this profile's API key: left out");
    app.types(OWN_KEY);
    app.sees_not(OWN_KEY);
    app.keys("esc /");
    app.pastes(OWN_KEY);
    app.sees("This profile's API key");
    app.sees_not(OWN_KEY);
}

#[test]
fn copied_addresses_are_taken_for_what_they_mean() {
    for copied in [
        "Zoë Nguyen <zoe@example.com>",
        "mailto:zoe@example.com",
        "MAILTO:zoe@example.com?subject=Hi",
        "\u{a0}zoe@example.com\u{a0}",
        "zoe@example.com,",
        "\"Nguyen, Zoë\" <zoe@example.com>;",
        "<zoe@example.com>.",
    ] {
        let mut app = sandbox();
        app.keys("n");
        app.pastes(copied);
        assert!(app.line("Email").contains("[zoe@example.com "), "{copied}");
        if copied.trim() != "zoe@example.com" {
            app.sees("only the address was pasted");
        }
        app.keys("esc /");
        app.pastes(copied);
        assert!(app.line(" / ").contains(" / zoe@example.com "), "{copied}");
    }
    // Two addresses are not one.
    let mut app = sandbox();
    app.keys("n");
    app.pastes("a@example.com, b@example.com");
    app.sees("[a@example.com, b@example.com ");
}

#[test]
fn digits_of_the_other_width_are_digits_in_card_fields() {
    let mut app = sandbox();
    app.keys("n");
    app.tabs(7);
    app.pastes("５５２０ ００００ ００００ ００００");
    app.sees("[5520 0000 0000 0000 ");
    app.keys("ctrl-u '５５２０'");
    app.sees("[5520 ");
    app.keys("tab '０５／３０' tab");
    assert!(
        app.line("Expiry").contains("[05/30 "),
        "{}",
        app.line("Expiry")
    );
}

#[test]
fn a_card_number_in_the_search_becomes_its_last_four() {
    for number in [
        PAN,
        "5520 0000 0000 0000",
        "４２０００００００００００００0",
    ] {
        let mut app = sandbox();
        app.keys("/");
        app.pastes(&format!("ada {number}"));
        assert!(
            app.line(" / ").contains(" / ada last4:0000 "),
            "{}",
            app.line(" / ")
        );
        app.sees("Card numbers can't be searched");
    }
    let mut app = sandbox();
    app.keys("/");
    app.types(PAN);
    assert!(
        app.line(" / ").contains(" / last4:0000 "),
        "{}",
        app.line(" / ")
    );
    app.sees_not("552000000000");
    // A number of 13 digits may be the beginning of one of 16.
    let mut app = sandbox();
    app.keys("/ '4000000000006'");
    app.sees("last4:0006");
    app.types("789");
    app.sees("last4:6789");
}
