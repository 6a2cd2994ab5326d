//! The quick look that spares most texts the whole of the cleaning: nobody may be able to tell.
use super::{at_least, nasty_strings};
use pintui::text::{MAX_CHARS, Safe};
use proptest::prelude::*;

#[track_caller]
fn same(raw: &str) {
    let (quick, careful) = (Safe::clean(raw), Safe::clean_with_care(raw));
    assert_eq!(quick, careful, "{raw:?}");
    assert_eq!(Safe::alters(raw), careful.is_altered(), "{raw:?}");
}

#[test]
fn nasty_texts_and_those_at_the_limits_are_cleaned_the_same() {
    for (_, raw) in nasty_strings() {
        same(&raw);
    }
    for c in (0..0x3_0000).filter_map(char::from_u32) {
        same(&c.to_string());
        if c.is_ascii() {
            same(&format!("{c}4200000000000000"));
            same(&format!("42000000000{c}00000"));
        }
    }
    for digits in 0..24 {
        same(&"0".repeat(digits));
        same(&format!("tel. {}", "4 ".repeat(digits)));
    }
    for length in MAX_CHARS - 2..MAX_CHARS + 3 {
        same(&"x".repeat(length));
        same(&format!("{}4200000000000000", "x".repeat(length - 16)));
    }
}

proptest! {
    #![proptest_config(at_least(4_000))]

    #[test]
    fn any_text_is_cleaned_the_same(raw in any::<String>()) {
        same(&raw);
    }

    #[test]
    fn texts_with_numbers_are_cleaned_the_same(raw in "[0-9 .+\\-xX０-９\u{a0}\u{7f}\u{1f}]{0,40}") {
        same(&raw);
    }

    #[test]
    fn card_numbers_are_cleaned_the_same(raw in "[a-z ~]{0,6}(4[0-9]{11,18}|5[1-5]([ -]?[0-9]){14})[a-z !]{0,6}") {
        same(&raw);
    }
}
