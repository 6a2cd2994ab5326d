//! Card numbers are masked in any text, and hardly anything else is.
use super::at_least;
use pintui::text::{MAX_CHARS, Safe, redact};
use proptest::prelude::*;

/// Gives the digit that makes a number pass the Luhn check, written here a second time.
fn with_check_digit(mut digits: Vec<u8>) -> Vec<u8> {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, d)| {
            let d = u32::from(*d);
            if at % 2 == 0 {
                d * 2 / 10 + d * 2 % 10
            } else {
                d
            }
        })
        .sum();
    digits.push(u8::try_from((10 - sum % 10) % 10).unwrap());
    digits
}

proptest! {
    #![proptest_config(at_least(10_000))]

    #[test]
    fn no_made_card_number_is_missed(
        (start, length) in prop::sample::select(vec![
            ("4", 13), ("4", 16), ("4", 19), ("51", 16), ("55", 16), ("2221", 16), ("2720", 16),
            ("34", 15), ("37", 15), ("300", 14), ("36", 14), ("38", 16), ("6011", 16), ("65", 19),
            ("3528", 16), ("3589", 19), ("62", 17), ("5018", 12), ("6759", 13), ("6763", 18),
        ]),
        body in prop::collection::vec(0_u8..10, 19),
        gaps in prop::collection::vec(prop::sample::select(vec!["", "", "", " ", "-", " - ", "\u{a0}", "–", "\u{200b}", "."]), 19),
        around in prop::sample::select(vec![("", ""), ("card ", " exp"), ("n:", "."), ("[", "]"), ("x", "y"), ("é ", " 界")]),
    ) {
        let mut digits: Vec<u8> = start.bytes().map(|b| b - b'0').collect();
        digits.extend(body);
        digits.truncate(length - 1);
        let digits = with_check_digit(digits);
        let plain: String = digits.iter().map(|d| char::from(b'0' + d)).collect();
        let mut spaced = String::new();
        for (at, c) in plain.chars().enumerate() {
            if at > 0 {
                spaced.push_str(gaps[at]);
            }
            spaced.push(c);
        }
        for number in [plain.clone(), spaced] {
            let shown = Safe::clean(&[around.0, &number, around.1].concat());
            let kept: String = shown.as_str().chars().filter(char::is_ascii_digit).collect();
            prop_assert_eq!(Some(kept.as_str()), plain.get(plain.len() - 4..), "{}", number);
        }
    }
}

#[test]
fn a_card_number_is_masked_wherever_it_stands() {
    let cases = [
        ("4200000000000000", "XXXXXXXXXXXX0000"),
        (
            "pay 4200 0000 0000 0000 123 12/27",
            "pay XXXX XXXX XXXX 0000 XXX 12/27",
        ),
        ("7 4200 0000 0000 0000", "7 XXXX XXXX XXXX 0000"),
        ("7 3720 000000 00000", "7 XXXX XXXXXX X0000"),
        ("7 3640 000000 0000", "7 XXXX XXXXXX 0000"),
        (
            "4200000000000000 5520000000000000",
            "XXXXXXXXXXXX0000 XXXXXXXXXXXX0000",
        ),
        ("3720 000000 00000", "XXXX XXXXXX X0000"),
        ("42000000000000001227123", "XXXXXXXXXXXX00001227123"),
        (
            "４２０００００００００００００0",
            "ＸＸＸＸＸＸＸＸＸＸＸＸ０００0",
        ),
        ("4\t2\t0\t0\t0000\t0000\t0000", "X␉X␉X␉X␉XXXX␉XXXX␉0000"),
        ("XXXX-XXXX-XXXX-0000", "XXXX-XXXX-XXXX-0000"),
        ("4200000000000001", "4200000000000001"),
    ];
    for (raw, shown) in cases {
        assert_eq!(Safe::clean(raw).as_str(), shown, "{raw}");
    }
    assert!(matches!(
        redact("ref 123456789"),
        std::borrow::Cow::Borrowed(_)
    ));
}

/// Makes numbers that are no card numbers, a few hundred of each kind, from a fixed sequence.
fn innocent_numbers() -> Vec<String> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let mut all = Vec::new();
    for _ in 0..500 {
        let (a, b, c, d) = (next(1_000), next(1_000), next(10_000), next(10_000));
        let (day, month, year) = (next(31) + 1, next(12) + 1, 1990 + next(60));
        let (hour, minute, second) = (next(24), next(60), next(60));
        all.extend([
            format!("04{:02} {a:03} {b:03}", next(100)),
            format!("+61 4{:02} {a:03} {b:03} / +61 2 {c:04} {d:04}", next(100)),
            format!("+614{:02}{a:03}{b:03}", next(100)),
            format!("(0{}) {c:04} {d:04}", next(9)),
            format!("0{} {c:04} {d:04} 0{} {d:04} {c:04}", next(9), next(9)),
            format!(
                "04{:02} {a:03} {b:03}, 04{:02} {b:03} {a:03}",
                next(100),
                next(100)
            ),
            format!(
                "04{:02} {a:03} {b:03} 04{:02} {b:03} {a:03}",
                next(100),
                next(100)
            ),
            format!("+49 1{:02} {a:04}{d:04}", next(100)),
            format!("+44 7{a:03} {b:03}{a:03}"),
            format!("0011 61 2 {c:04} {d:04}"),
            format!("1300 {a:03} {b:03}"),
            format!("{day:02}/{month:02}/{year} {hour:02}:{minute:02}:{second:02}.{a:03}"),
            format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"),
            format!("{day:02}-{month:02}-{year} {day:02}-{month:02}-{year}"),
            format!("{day:02}.{month:02}.{year} - {day:02}.{month:02}.{year}"),
            format!("{year}{month:02}{day:02}{hour:02}{minute:02}{second:02}"),
            format!("{year}-{month:02}-{day:02} {year}-{month:02}-{day:02}"),
            format!("ABN {:02} {a:03} {b:03} {:03}", next(90) + 10, next(1_000)),
            format!("ACN {a:03} {b:03} {:03}", next(1_000)),
            format!("INV-{year}-{c:04}{d:04}"),
            format!("Invoice {c:04}{d:04} of {year}-{month:02}-{day:02}"),
            format!("17{c:04}{d:04}{a:03}"),
            format!("PO {d:04}-{c:04}"),
            format!("$1,{a:03},{b:03}.00 and $2,{b:03},{a:03}.00"),
        ]);
    }
    all
}

#[test]
fn innocent_numbers_are_left_alone() {
    let all = innocent_numbers();
    let hit: Vec<&String> = all.iter().filter(|text| redact(text) != **text).collect();
    assert!(
        hit.len() * 1_000 <= all.len(),
        "{} of {}: {:?}",
        hit.len(),
        all.len(),
        &hit[..hit.len().min(10)]
    );
}

#[test]
fn a_number_cut_off_by_the_limit_is_not_shown() {
    let read = 4 * MAX_CHARS;
    for seen in 1..20 {
        let marks = "\u{301}".repeat(read - 1 - seen);
        let text = format!("Z{marks}4200 0000 0000 0000");
        assert!(!Safe::clean(&text).as_str().contains('4'), "{seen}");
    }
    let made_by_the_cut = format!("{}42000000000000009y", "x".repeat(MAX_CHARS - 17));
    let shown = Safe::clean(&made_by_the_cut);
    assert!(shown.as_str().ends_with("xXXXXXXXXXXXX0000…"), "{shown}");
}
