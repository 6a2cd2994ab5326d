//! Nothing that is typed or pasted is lost: it goes where it belongs, or a word says why not.
use super::{PAN, open, open_profile, profile, sandbox};
use crate::driver::Driver;
use pintui::api::read::Read;
use pintui::config::Mode;
use pintui::model::form::ahead::{Ahead, ListEntry};
use pintui::model::form::{address, states};

#[test]
fn a_number_typed_right_after_the_form_opens_is_in_its_box() {
    for size in [(80, 24), (120, 36), (200, 50)] {
        let mut app = open(Mode::Sandbox, size);
        app.keys("a '5520 0000 0000 0000'");
        app.sees("● number");
        app.sees("[5520 0000 0000 0000 ");
    }
}

#[test]
fn a_number_pasted_right_after_the_form_opens_is_in_its_box() {
    let mut app = sandbox();
    app.keys("a");
    app.pastes("5520 0000 0000 0000\n");
    app.sees("[5520 0000 0000 0000 ");
}

#[test]
fn the_focus_begins_where_one_types_in_every_form_and_draft() {
    let mut app = open(Mode::Live, (80, 24));
    app.unlock();
    app.keys("a 'card_0123'");
    app.sees("[card_0123");
    app.keys("esc a");
    app.sees("Draft restored");
    app.types("4");
    app.sees("[card_01234");
    for (key, label) in [("n", "Email"), ("e", "Email")] {
        let mut app = sandbox();
        app.keys(key);
        app.types("zz");
        assert!(app.line(label).contains("zz"), "{}", app.screen());
    }
}

#[test]
fn what_is_typed_on_the_way_a_card_is_given_goes_to_the_card() {
    let mut app = sandbox();
    app.keys("a up");
    app.types(PAN);
    app.sees("[5520 0000 0000 0000 ");
    app.keys("up 'card_0123456789abcdefghij_-'");
    app.sees("● card token");
    app.sees("[card_0123456789abcdefghij_-");
    app.keys("up 'x'");
    assert!(
        app.line("Card by")
            .contains("n number, t token, Space switches")
    );
    // Where no number may be typed that is said, and the digit goes nowhere else.
    let mut app = open_profile(profile(Mode::Live, false), (80, 24));
    app.unlock();
    app.keys("a up 5");
    app.sees("● card token");
    assert!(
        app.line("Card by")
            .contains("a number needs allow_pan_entry")
    );
}

#[test]
fn a_paste_that_is_plainly_for_another_field_goes_there_and_says_so() {
    let number = "5520-0000-0000-0000";
    let token = "card_0123456789abcdefghij_-";
    // The form, the way to the field, what is pasted, where it is then, and what is said.
    let cases = [
        (
            "a",
            "up",
            number,
            "[5520 0000 0000 0000 ",
            "a card number into Number",
        ),
        (
            "a",
            "tab tab",
            number,
            "[5520 0000 0000 0000 ",
            "a card number into Number",
        ),
        (
            "a",
            "up up",
            number,
            "[5520 0000 0000 0000 ",
            "a card number into Number",
        ),
        (
            "n",
            "tab",
            number,
            "[5520 0000 0000 0000 ",
            "a card number into Number",
        ),
        (
            "a",
            "",
            token,
            "[card_0123456789abcdefghij_-",
            "a card token into Card token",
        ),
        (
            "a",
            "up",
            token,
            "[card_0123456789abcdefghij_-",
            "a card token into Card token",
        ),
        (
            "a",
            "",
            "05/28",
            "[05/28 ",
            "an expiry date into Expiry MM/YY",
        ),
        (
            "n",
            "up",
            "zoe@example.com",
            "[zoe@example.com",
            "an email address into Email",
        ),
    ];
    for (form, way, text, shown, said) in cases {
        let mut app = sandbox();
        app.keys(form);
        app.keys(way);
        app.pastes(text);
        app.sees(shown);
        app.sees(said);
    }
}

#[test]
fn a_paste_never_takes_the_place_of_what_was_typed_elsewhere() {
    let mut app = sandbox();
    app.keys("n 'ada@example.com' up");
    app.pastes("zoe@example.com");
    assert!(app.line("Email").contains("[ada@example.com"));
    app.sees("You can't type on the button");
}

#[test]
fn no_character_is_swallowed_without_a_word_on_any_field() {
    for (form, fields) in [("n", 18), ("a", 11), ("e", 6)] {
        for at in 0..=fields {
            for letter in ['z', '7'] {
                let mut app = sandbox();
                app.keys(form);
                // From the first field of the screen on, whichever has the focus at first.
                app.tabs(if form == "a" { fields } else { 0 });
                app.tabs(at);
                let before = app.screen();
                app.types(&letter.to_string());
                assert_ne!(before, app.screen(), "{form} {at} {letter}");
                let before = app.screen();
                app.tell(pintui::model::event::Event::Tick);
                assert_eq!(before, app.screen(), "{form} {at} {letter}");
            }
        }
    }
}

#[test]
fn the_country_is_found_by_how_its_name_begins() {
    let mut app = sandbox();
    app.keys("a");
    app.tabs(9);
    app.types("a");
    app.sees("[Australia (AU)");
    app.types("us");
    app.sees("[Australia (AU)");
    app.sees("typed \"aus\"");
    app.types("tri");
    app.sees("[Austria (AT)");
    app.keys("backspace");
    app.sees("[Australia (AU)");
    app.types("zz");
    app.sees("nothing starts with \"austrzz\"");
    app.sees("[Australia (AU)");
    // The next visit begins again.
    app.keys("tab shift-tab 'new z'");
    app.sees("[New Zealand (NZ)");
    app.keys("tab shift-tab 'us'");
    app.sees("[United States of America (US)");
    app.keys("backspace backspace");
    app.sees("[New Zealand (NZ)");
    // What is picked from the list begins it again, too.
    app.keys("'fr' enter 'germany' enter 'fij'");
    app.sees("[Fiji (FJ)");
}

/// The rest of a word that fits nothing must not choose something else.
#[test]
fn a_word_that_begins_no_state_chooses_none() {
    let mut app = sandbox();
    app.keys("a");
    app.tabs(7);
    app.types("Can");
    app.sees("nothing starts with \"Can\"");
    app.sees("State          [     ▾]");
}

#[test]
fn every_country_and_state_is_reached_by_typing_its_name_or_code() {
    let countries: Vec<ListEntry> = address::countries()
        .into_iter()
        .map(|c| (c.alpha2, vec![c.name, c.alpha2, c.alpha3]))
        .collect();
    let states: Vec<ListEntry> = states::AUSTRALIA
        .iter()
        .map(|(code, name)| (*code, vec![*name, *code]))
        .collect();
    let typed = |text: &str, from: &str, entries: &[ListEntry]| {
        let mut ahead = Ahead::default();
        let mut now = from.to_owned();
        for letter in text.chars().filter(|c| c.is_alphanumeric() || *c == ' ') {
            if let Some(code) = ahead.push(letter, &now, entries) {
                code.clone_into(&mut now);
            }
        }
        now
    };
    for entries in [&countries, &states] {
        for (code, texts) in entries {
            // A name that begins another one finds the first of both in the list.
            let found = typed(texts[0], "", entries);
            let same = entries.iter().find(|(other, _)| *other == found).unwrap();
            assert!(
                found == *code || same.1[0].starts_with(texts[0]),
                "{texts:?}: {found}"
            );
            for from in [*code, "AU", "NSW"] {
                let text = texts[0].to_lowercase();
                assert_eq!(typed(&text, from, entries), typed(&text, from, entries));
            }
            // What stands there is not changed by the letters of its own name.
            let mut ahead = Ahead::default();
            let name = texts[0].chars().take_while(|c| c.is_alphanumeric());
            for letter in name {
                assert_eq!(ahead.push(letter, code, entries), Some(*code), "{texts:?}");
            }
        }
    }
    assert_eq!(typed("nt", "NSW", &states), "NT");
    assert_eq!(typed("n", "", &states), "NSW");
}

#[test]
fn the_review_names_the_country_beside_its_code() {
    let mut app = open(Mode::Test, (80, 34));
    app.keys("n");
    app.fill_new_customer();
    app.keys("ctrl-s");
    app.sees("  Country       AU (Australia)");
    app.sees_not("\"AU (Australia)\"");
}

#[test]
fn a_state_of_another_country_is_warned_of_and_never_blocks() {
    for (state, country, said) in [
        ("NSW", "NZ", Some("NSW is in Australia")),
        ("new south wales", "US", Some("NSW is in Australia")),
        ("WA", "US", None),
        ("Western Australia", "US", Some("WA is in Australia")),
        ("NT", "CA", None),
        ("NT", "NZ", Some("NT is in Australia")),
        ("Otago", "NZ", None),
        ("Otago", "AU", Some("not a state of Australia")),
        ("NSW", "AU", None),
        ("ca", "US", None),
        ("California", "US", None),
        ("ON", "US", Some("not a state of the United States")),
        ("Bavaria", "US", Some("not a state of the United States")),
        ("QC", "CA", None),
        ("Québec", "CA", None),
        ("CA", "CA", Some("not a province of Canada")),
        ("SA", "CA", Some("SA is in Australia")),
        ("Bavaria", "DE", None),
        ("MI", "IT", None),
        ("QLD", "DE", Some("QLD is in Australia")),
    ] {
        let found = states::judge(state, country);
        assert_eq!(
            found.as_ref().map(|found| found.text.as_str()),
            said,
            "{state} {country}"
        );
        assert!(found.is_none_or(|found| !found.is_bad()));
    }
    let mut app = open(Mode::Test, (80, 34));
    app.keys("n");
    app.fill_new_customer();
    app.keys("'new z' tab");
    assert!(app.line("State").contains("! WA is in Australia"));
    app.keys("ctrl-s");
    app.sees("! State: WA is in Australia");
}

#[test]
fn what_is_found_in_a_field_is_whole_beside_it_or_below_it() {
    let held =
        "has characters that can't be shown safely or a card number; Ctrl-U clears it to retype";
    for size in [(80, 24), (120, 36), (200, 50)] {
        let mut app = open(Mode::Sandbox, size);
        app.keys("e tab 'h' ctrl-s");
        let ticket =
            app.ticket(|call| matches!(call, pintui::api::call::Call::Read(Read::GetCustomer(_))));
        let mut odd = serde_json::json!({"token": super::ADA, "email": "ada@harbour.example",
            "last_name": "Nguyen", "card": null});
        odd["first_name"] = "Ada".into();
        odd["company"] = "Harbour\u{202e}Coffee".into();
        odd["phone_number"] = "02 5550 0142".into();
        app.reply(
            ticket,
            Ok(pintui::api::reply::Reply::Customer(super::customer(odd))),
        );
        app.keys("esc");
        // The focus is elsewhere; the sentence stands below its field, in its order.
        let screen = app.screen();
        let words = |text: &str| text.replace(['┃', '│'], " ");
        let all = words(&screen);
        let all: Vec<&str> = all.split_whitespace().collect();
        if size.0 < 180 {
            assert!(all.join(" ").contains(held), "{screen}");
        }
        assert!(app.line("[ Review ]").contains("changed"));
    }
}

#[test]
fn a_box_gives_room_that_its_text_does_not_need_to_what_is_said() {
    let mut app = sandbox();
    app.keys("e");
    app.tabs(3);
    app.keys("' and 02 5550 0199' tab");
    // 34 cells of a box and the rest of the line do not hold it; the box needs 31.
    let line = app.line("Phone");
    assert!(line.contains("was \"02 5550 0142\""), "{line}");
    app.keys("ctrl-u shift-tab ctrl-u tab");
    let line = app.line("Phone");
    assert!(line.contains("was \"02 5550 0142\""), "{line}");
    for _ in 0..6 {
        app.keys("tab");
        app.sees("[ Review ]");
    }
}
