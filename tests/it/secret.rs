//! Secrets cannot be seen by accident, and what is known of cards is right.
#![allow(clippy::unwrap_used, reason = "a test may fail")]
use pintui::secret::facts::{self, Scheme, TEST_CARDS, TestResult};
use pintui::secret::{ApiKey, BadKey, Cvc, Digits, Pan};
use proptest::prelude::*;
use std::collections::HashSet;
use zeroize::Zeroizing;

fn parse(raw: &str) -> Result<String, BadKey> {
    ApiKey::parse(Zeroizing::new(raw.to_owned())).map(|key| key.expose().to_owned())
}

#[test]
fn a_key_is_trimmed_and_nothing_but_a_key() {
    assert_eq!(parse("  abcDEF_123-x\r\n"), Ok("abcDEF_123-x".to_owned()));
    assert_eq!(parse("\u{feff}abc\n"), Ok("abc".to_owned()));
    assert_eq!(parse(" \n"), Err(BadKey::Empty));
    for raw in [
        "a b",
        "a\nb",
        "a\u{1b}b",
        "a\0b",
        "clé",
        "a\u{200b}b",
        "user:pass",
        "\"abcdefghij\"",
        "PINTUI_API_KEY=abcdefghij",
        "-----BEGIN KEY-----",
        "<html>",
        "abc\u{feff}",
    ] {
        assert_eq!(parse(raw), Err(BadKey::Character), "{raw:?}");
    }
    assert_eq!(parse(&"x".repeat(ApiKey::MAX + 1)), Err(BadKey::TooLong));
    assert!(parse(&"x".repeat(ApiKey::MAX)).is_ok());
}

#[test]
fn nothing_secret_is_in_any_debug_text() {
    let key = ApiKey::new("sk_hidden_4711".to_owned());
    let mut pan = Pan::new();
    for (at, c) in "4200000000000000".chars().enumerate() {
        assert!(pan.insert(at, c));
    }
    let mut cvc = Cvc::new();
    assert!(cvc.insert(0, '7'));
    let all = format!("{key:?} {key:#?} {pan:?} {pan:#?} {cvc:?} {:?}", Some(&pan));
    assert!(
        !all.contains("4711") && !all.contains("42") && !all.contains('7'),
        "{all}"
    );
}

/// Compiles only while the types stay without these traits: a type that has one makes the call ambiguous.
macro_rules! lacks {
    ($type:ty, $($bound:tt)+) => {{
        trait Ambiguous<Mark> { fn check() {} }
        impl<T: ?Sized> Ambiguous<()> for T {}
        struct Has;
        impl<T: ?Sized + $($bound)+> Ambiguous<Has> for T {}
        let _ = <$type as Ambiguous<_>>::check;
    }};
}

#[test]
fn secrets_cannot_be_copied_shown_or_serialised() {
    lacks!(ApiKey, Clone);
    lacks!(Pan, Clone);
    lacks!(Cvc, Clone);
    lacks!(ApiKey, std::fmt::Display);
    lacks!(Pan, std::fmt::Display);
    lacks!(Cvc, std::fmt::Display);
    lacks!(ApiKey, serde::Serialize);
    lacks!(Pan, serde::Serialize);
    lacks!(Cvc, serde::Serialize);
}

proptest! {
    #[test]
    fn digits_are_edited_like_a_text(steps in prop::collection::vec((0_usize..8, 0_usize..8, any::<char>(), any::<bool>()), 0..60)) {
        let mut digits = Digits::<6>::new();
        let mut model: Vec<char> = Vec::new();
        for (from, to, c, remove) in steps {
            if remove {
                digits.remove(from..to);
                let (from, to) = (from.min(model.len()), to.min(model.len()));
                if from < to {
                    model.drain(from..to);
                }
            } else {
                let c = if c < '\u{8000}' { char::from(b'0' + u8::try_from(u32::from(c) % 10).unwrap()) } else { c };
                let fits = c.is_ascii_digit() && model.len() < 6 && from <= model.len();
                prop_assert_eq!(digits.insert(from, c), fits);
                if fits {
                    model.insert(from, c);
                }
            }
            prop_assert_eq!(digits.expose(), model.iter().collect::<String>());
            prop_assert_eq!((digits.len(), digits.is_empty()), (model.len(), model.is_empty()));
        }
    }

    #[test]
    fn luhn_notices_every_single_wrong_digit(number in "[0-9]{11,18}", at in 0_usize..11, wrong in 1_u8..10) {
        let valid = (0..10).map(|check| format!("{number}{check}")).filter(|n| facts::luhn(n)).collect::<Vec<_>>();
        prop_assert_eq!(valid.len(), 1);
        let mut bytes = valid[0].clone().into_bytes();
        bytes[at] = b'0' + (bytes[at] - b'0' + wrong) % 10;
        prop_assert!(!facts::luhn(&String::from_utf8(bytes).unwrap()));
    }
}

#[test]
fn luhn_takes_digits_only() {
    assert!(facts::luhn("79927398713") && facts::luhn("0"));
    assert!(
        !facts::luhn("") && !facts::luhn("4200 0000 0000 0000") && !facts::luhn("７9927398713")
    );
}

#[test]
fn schemes_are_told_from_the_first_digits() {
    let cases = [
        ("", None),
        ("4", Some(Scheme::Visa)),
        ("5", None),
        ("50", None),
        ("51", Some(Scheme::Mastercard)),
        ("55", Some(Scheme::Mastercard)),
        ("56", None),
        ("2220", None),
        ("2221", Some(Scheme::Mastercard)),
        ("2720", Some(Scheme::Mastercard)),
        ("2721", None),
        ("34", Some(Scheme::Amex)),
        ("35", None),
        ("3527", None),
        ("3528", Some(Scheme::Jcb)),
        ("3589", Some(Scheme::Jcb)),
        ("3590", None),
        ("300", Some(Scheme::Diners)),
        ("305", Some(Scheme::Diners)),
        ("306", None),
        ("309", Some(Scheme::Diners)),
        ("36", Some(Scheme::Diners)),
        ("6011", Some(Scheme::Discover)),
        ("644", Some(Scheme::Discover)),
        ("643", None),
        ("65", Some(Scheme::Discover)),
        ("62", Some(Scheme::UnionPay)),
        ("6763", Some(Scheme::Maestro)),
        ("6764", None),
        ("é", None),
        ("37x", Some(Scheme::Amex)),
    ];
    for (digits, scheme) in cases {
        assert_eq!(Scheme::detect(digits), scheme, "{digits}");
    }
    let taken: Vec<&str> = [
        Scheme::Visa,
        Scheme::Mastercard,
        Scheme::Amex,
        Scheme::Diners,
        Scheme::Discover,
        Scheme::Jcb,
        Scheme::UnionPay,
        Scheme::Maestro,
    ]
    .into_iter()
    .filter(|s| s.taken_by_pin())
    .map(Scheme::word)
    .collect();
    assert_eq!(taken, ["Visa", "Mastercard", "Amex"]);
}

#[test]
fn numbers_are_grouped_as_on_the_card() {
    assert_eq!(facts::groups("372000000000000"), [4, 6, 5]);
    assert_eq!(facts::groups("36400000000000"), [4, 6, 4]);
    assert_eq!(facts::groups("3640000000000000"), [4, 4, 4, 4, 3]);
    assert_eq!(facts::groups("4200000000000000"), [4, 4, 4, 4, 3]);
    assert_eq!(
        (Scheme::Amex.cvc_length(), Scheme::Visa.cvc_length()),
        (4, 3)
    );
}

#[test]
fn every_test_card_is_what_it_says() {
    let mut seen = HashSet::new();
    for card in TEST_CARDS {
        assert!(facts::luhn(card.number), "{card:?}");
        assert_eq!(Scheme::detect(card.number), Some(card.scheme), "{card:?}");
        assert!(
            card.scheme.lengths().contains(&card.number.len()),
            "{card:?}"
        );
        assert_eq!(card.scheme.usual_length(), card.number.len(), "{card:?}");
        assert!(seen.insert(card.number), "twice: {card:?}");
        assert!(!card.result.word().is_empty());
    }
    for scheme in [Scheme::Visa, Scheme::Mastercard, Scheme::Amex] {
        let results: HashSet<TestResult> = TEST_CARDS
            .iter()
            .filter(|c| c.scheme == scheme)
            .map(|c| c.result)
            .collect();
        assert_eq!(results.len(), 10, "{scheme}");
    }
}
