//! What is said of a field while it is typed, once it is left, and before anything is sent.
use super::{HEARS, new_customer, open, sandbox};
use crate::driver::Driver;
use pintui::config::Mode;
use pintui::model::form::{Weight, address, email, expiry, looks_like_key, number, states};

fn on(day: &str) -> jiff::civil::Date {
    day.parse().unwrap()
}

#[test]
fn an_expiry_is_read_in_every_form_that_people_write() {
    for text in [
        "05/28",
        "0528",
        "05/2028",
        "052028",
        "5/28",
        " 05 / 28 ",
        "05-28",
    ] {
        let expiry = expiry::read(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((expiry.month, expiry.year), (5, 2028), "{text}");
    }
    for text in [
        "",
        "5",
        "528",
        "13/28",
        "00/28",
        "05/2",
        "05/028",
        "ab/cd",
        "05/28/1",
        "-5/28",
        "٠٥/٢٨",
        "+5/28",
    ] {
        assert_eq!(expiry::read(text), None, "{text}");
    }
}

#[test]
fn an_expiry_is_good_to_the_last_day_of_its_month() {
    let weight = |text: &str, day: &str| expiry::judge(text, on(day)).weight;
    assert_eq!(weight("11/26", "2026-11-30"), Weight::Good);
    assert_eq!(weight("11/26", "2026-12-01"), Weight::Bad);
    assert_eq!(weight("12/26", "2026-12-31"), Weight::Good);
    assert_eq!(weight("10/26", "2026-11-23"), Weight::Bad);
    assert_eq!(weight("11/46", "2026-11-23"), Weight::Good);
    assert_eq!(weight("01/47", "2026-11-23"), Weight::Warning);
    assert_eq!(weight("13/28", "2026-11-23"), Weight::Bad);
}

#[test]
fn an_email_is_warned_about_and_never_blocked() {
    let judged = |text: &str| email::judge(text);
    for text in [
        "ada@example.com",
        "a.b+c@mail.example",
        "o'hara@example.com",
    ] {
        assert_eq!(judged(text).weight, Weight::Good, "{text}");
    }
    for (text, said) in [
        ("ada", "no @"),
        ("ada@localhost", "no dot"),
        ("ada@gmial.com", "did you mean gmail.com?"),
        ("ADA@GMIAL.COM", "did you mean gmail.com?"),
        ("ädä@example.com", "ASCII"),
        ("ada@@example.com", "unusual"),
        ("a da@example.com", "unusual"),
    ] {
        let finding = judged(text);
        assert_eq!(finding.weight, Weight::Warning, "{text}");
        assert!(finding.text.contains(said), "{text}: {}", finding.text);
    }
    assert_eq!(
        judged(&format!("{}@example.com", "a".repeat(250))).weight,
        Weight::Warning
    );
}

#[test]
fn a_number_is_judged_by_its_scheme_and_check_digit() {
    let judged = |digits: &str| number::judge(digits, None);
    assert_eq!(judged("5520000000000000").weight, Weight::Good);
    assert!(!judged("5520000000000000").text.contains("valid"));
    assert!(judged("5520000000000001").is_bad());
    assert!(judged("5520000000000001").at_once);
    assert!(judged("552000000000000").text.contains("1 digit to go"));
    assert!(!judged("552000000000000").at_once);
    assert_eq!(judged("372000000000000").weight, Weight::Good);
    assert_eq!(judged("3528800000000000").weight, Weight::Warning);
    assert!(judged("3528800000000000").text.contains("JCB"));
    assert!(judged("12").is_bad());
    // In TEST and the sandbox no real card belongs.
    let real = number::judge("4242424242424242", Some("Ctrl-T"));
    assert_eq!(real.weight, Weight::Warning);
    assert_eq!(
        number::judge("4200000000000000", Some("Ctrl-T")).weight,
        Weight::Good
    );
}

#[test]
fn the_codes_length_follows_the_scheme() {
    let judged = |code: &str, number: &str| number::judge_code(code, number).weight;
    assert_eq!(judged("123", "5520"), Weight::Good);
    assert_eq!(judged("1234", "5520"), Weight::Bad);
    assert_eq!(judged("123", "3720"), Weight::Bad);
    assert_eq!(judged("1234", "3720"), Weight::Good);
    assert_eq!(judged("1234", ""), Weight::Good);
    assert_eq!(judged("12", ""), Weight::Bad);
}

#[test]
fn a_number_is_masked_to_its_last_four_and_an_unfinished_one_wholly() {
    assert_eq!(number::masked("5520000000001234"), "XXXX-XXXX-XXXX-1234");
    assert_eq!(number::masked("55200"), "XXXXX");
    assert_eq!(number::masked(""), "");
}

#[test]
fn postcodes_are_held_against_the_state_as_a_warning() {
    let judged = |code: &str, state: &str| {
        states::judge_postcode(code, state, "AU").map(|finding| finding.weight)
    };
    assert_eq!(judged("6000", "WA"), Some(Weight::Good));
    assert_eq!(judged("6000", "Western Australia"), Some(Weight::Good));
    assert_eq!(judged("6000", "NSW"), Some(Weight::Warning));
    assert_eq!(judged("0800", "NT"), Some(Weight::Good));
    assert_eq!(judged("800", "NT"), Some(Weight::Warning));
    assert_eq!(judged("2600", "ACT"), Some(Weight::Good));
    assert_eq!(judged("2000", ""), Some(Weight::Note));
    assert_eq!(states::judge_postcode("90210", "CA", "US"), None);
    assert_eq!(states::judge_postcode("1010", "", "NZ"), None);
}

#[test]
fn countries_are_found_by_letters_and_name_and_sent_as_two_letters() {
    for text in ["AU", "au", "AUS", "Australia"] {
        assert_eq!(address::country(text).unwrap().alpha2, "AU");
    }
    assert!(address::country("Atlantis").is_none());
    let list = address::countries();
    assert_eq!((list[0].alpha2, list[1].alpha2), ("AU", "NZ"));
    assert!(list.len() > 240);
}

#[test]
fn what_looks_like_a_key_is_known() {
    assert!(looks_like_key("0123456789abcdefGHIJ_-"));
    assert!(looks_like_key("key: 0123456789abcdefGHIJ_-"));
    assert!(!looks_like_key("card_0123456789abcdefghij_-"));
    assert!(looks_like_key("sk_live_abcdefghijklmnopqrstuv"));
    assert!(!looks_like_key("sk_short"));
    assert!(!looks_like_key("Wolfeschlegelsteinhaus"));
    assert!(!looks_like_key("0123456789"));
}

#[test]
fn nothing_is_nagged_at_before_a_field_is_left() {
    let mut app = sandbox();
    app.keys("n");
    app.sees_not("✗ required");
    app.types("ada");
    assert!(!app.line("Email").contains("no @"));
    app.keys("tab");
    assert!(app.line("Email").contains("! no @"));
    app.keys("shift-tab '@gmial.com'");
    assert!(app.line("Email").contains("did you mean gmail.com?"));
}

#[test]
fn the_number_tells_its_scheme_while_it_is_typed() {
    let mut app = sandbox();
    app.keys("a '552'");
    assert!(app.line("Number").contains("Mastercard: 13 digits to go"));
    app.types("0000000000001");
    assert!(app.line("Number").contains("✗ check the number"));
    app.keys("backspace '0'");
    assert!(app.line("Number").contains("✓ Mastercard, number ok"));
    app.types("12");
    assert!(app.line("Number").contains("16 digits at most"));
}

#[test]
fn the_review_does_not_open_over_errors() {
    let mut app = sandbox();
    app.keys("n ctrl-s");
    app.sees("7 fields to fix before sending");
    app.sees_not("Review: ");
    app.types("ada@example.com");
    assert!(app.line("Email").contains("[ada@example.com"));
    assert!(app.line("City").contains("✗ required"));
}

#[test]
fn warnings_do_not_block_and_the_review_repeats_them() {
    let mut app = open(Mode::Sandbox, (80, 34));
    app.keys("n");
    app.fill_new_customer();
    app.keys("shift-tab ctrl-u '2000'");
    for _ in 0..15 {
        app.keys("shift-tab");
    }
    app.keys("ctrl-s");
    app.sees("! Postcode: usually in NSW");
    app.advance(HEARS);
    app.keys("end").yes();
    assert_eq!(app.writes.len(), 1);
}

#[test]
fn a_past_expiry_sends_nothing() {
    let mut app = new_customer();
    for _ in 0..8 {
        app.keys("shift-tab");
    }
    app.keys("ctrl-u '10/26'");
    assert!(app.line("Expiry").contains("✗ is in the past"));
    app.keys("ctrl-s");
    app.sees("1 field to fix");
    app.sees_not("Review: ");
}
