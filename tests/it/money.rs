//! Money: whole minor units, exact to the last digit, never across currencies.
use pintui::api::money::{Currency, Money};
use proptest::prelude::*;

fn money(amount: i64, code: &str) -> Money {
    Money::new(amount, Currency::new(code).expect("a code"))
}

#[test]
fn amounts_are_written_with_the_digits_of_their_currency() {
    let table = [
        (184_250, "AUD", "A$1,842.50"),
        (5, "AUD", "A$0.05"),
        (-5, "aud", "-A$0.05"),
        (0, "USD", "US$0.00"),
        (99, "GBP", "£0.99"),
        (1_000, "JPY", "¥1,000"),
        (-1, "JPY", "-¥1"),
        (1_000, "BHD", "1.000 BHD"),
        (1, "BHD", "0.001 BHD"),
        (12_345_678, "CLF", "1,234.5678 CLF"),
        (1_000, "KRW", "1,000 KRW"),
        (12_345, "ZZZ", "12345 ZZZ (minor units)"),
        (-7, "QQQ", "-7 QQQ (minor units)"),
        (i64::MAX, "AUD", "A$92,233,720,368,547,758.07"),
        (i64::MIN, "AUD", "-A$92,233,720,368,547,758.08"),
        (i64::MIN, "JPY", "-¥9,223,372,036,854,775,808"),
    ];
    for (amount, code, text) in table {
        assert_eq!(money(amount, code).to_string(), text);
    }
}

#[test]
fn what_is_no_code_of_three_letters_is_no_currency() {
    for code in [
        "", "A", "AU", "AUDX", "A1D", "AÜD", "\u{1b}[3", "A D", "   ",
    ] {
        assert_eq!(Currency::new(code), None, "{code:?}");
    }
}

#[test]
fn a_width_is_kept_for_columns() {
    assert_eq!(format!("{:>10}", money(500, "AUD")), "    A$5.00");
    assert_eq!(format!("{:<10}|", money(500, "JPY")), "¥500      |");
}

proptest! {
    #[test]
    fn the_digits_written_are_the_amount(amount: i64, code in "(AUD|JPY|BHD|CLF|EUR|KRW|ZZZ)") {
        let text = money(amount, &code).to_string();
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        prop_assert_eq!(digits.parse::<u64>().expect("digits"), amount.unsigned_abs());
        prop_assert_eq!(text.contains('-'), amount < 0);
    }
}
