//! What must be readable at every size, and what must not be hidden by what is only nice to know.
use super::sample::{ada, charge_json, open, with_ada};
use crate::driver::{Driver, Harness, Start};
use pintui::api::error::{Error, ErrorKind, Unreachable};
use pintui::api::subject::Subject;
use pintui::app::Looks;
use pintui::config::Mode;
use pintui::model::event::{Event, Note};
use pintui::ui::pen::Pen;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use serde_json::{Value, json};
use std::time::Duration;

const SIZES: [(u16, u16); 6] = [
    (60, 16),
    (80, 24),
    (100, 24),
    (100, 30),
    (120, 36),
    (200, 50),
];

#[track_caller]
fn sees_all(app: &mut Harness, texts: &[&str]) {
    for text in texts {
        app.sees(text);
    }
}

#[test]
fn every_field_of_a_subscription_is_readable_at_every_size() {
    for (width, height) in SIZES {
        let mut app = Harness::sized(width, height);
        app.keys("4");
        let fields = [
            "trial",
            "Studio Pass",
            "A$89.00 / month",
            "until 07 Dec 26",
            "primary card",
        ];
        sees_all(&mut app, &fields);
    }
}

#[test]
fn a_subscription_s_plan_payer_and_dates_are_readable_at_every_size() {
    for (width, height) in SIZES {
        let mut app = Harness::sized(width, height);
        app.keys("4 enter");
        let mut seen = app.screen();
        for _ in 0..4 {
            seen.push_str(&app.keys("ctrl-d").screen());
        }
        for text in [
            "Studio Pass",
            "A$89.00 / month",
            "07 Dec 26",
            "Zoë Featherstone",
            "XXXX-XXXX-XXXX-4821, 04/29",
            "primary card",
            "Ledger",
            "Tokens",
        ] {
            assert!(seen.contains(text), "{text} at {width}x{height}:\n{seen}");
        }
    }
}

#[test]
fn a_plan_s_price_and_counts_and_who_pays_it_are_readable_at_every_size() {
    for (width, height) in SIZES {
        let mut app = Harness::sized(width, height);
        app.keys("L");
        sees_all(
            &mut app,
            &["Plans ", "trial", "active", "cancelling", "cancelled"],
        );
        app.keys("esc 4 enter L");
        let texts = [
            "Plan Studio Pass · ",
            "A$89.00 / month",
            "Zoë Featherstone",
            "zoe.featherstone@gmail.example",
            "until 07 Dec 26",
        ];
        sees_all(&mut app, &texts);
    }
}

#[test]
fn every_field_of_a_card_is_readable_at_every_size() {
    for (width, height) in SIZES {
        let mut app = Harness::sized(width, height);
        app.keys("3");
        let first = ["XXXX-XXXX-XXXX-4821", "04/29", "primary"];
        sees_all(&mut app, &first);
        app.sees("Zoë Featherstone");
        app.keys("j");
        let second = ["XXXX-XXXX-XXXX-0064", "12/26", "! expires soon"];
        sees_all(&mut app, &second);
        let screen = app.screen();
        let named = screen
            .split("0064")
            .nth(1)
            .is_some_and(|rest| rest.contains("Zoë Featherstone"));
        assert!(named, "{screen}");
    }
}

#[test]
fn the_cursor_counts_cards_and_not_lines() {
    let mut app = Harness::sized(80, 24);
    app.keys("3").sees("▶● Visa").sees(" ○ Mastercard");
    app.keys("j").sees(" ● Visa").sees("▶○ Mastercard");
    app.keys("j").sees("▶○ Mastercard");
}

#[test]
fn details_break_between_pieces() {
    let mut app = Harness::sized(120, 36);
    app.sees("trial until 07 Dec 26").sees("Prefers to be rung");
}

#[test]
fn an_error_in_a_pane_is_readable_to_its_end() {
    let mut app = open(Mode::Test, (80, 24));
    let lost = Error {
        kind: ErrorKind::Unreachable(Unreachable::NoSuchHost),
        fate: None,
    };
    let headline = lost.headline("api.harbour.example");
    app.answer(&Subject::Customers, Err(lost));
    let screen = app.screen();
    for word in headline.split(' ') {
        assert!(screen.contains(word), "no {word:?} on\n{screen}");
    }
    app.sees("r retries");
    app.keys("2");
    app.sees("Nothing was changed. R retries");
}

#[test]
fn subscriptions_that_could_not_be_read_are_not_waited_for() {
    let mut app = open(Mode::Test, (120, 36));
    let subject = Subject::Subscriptions(ada());
    app.settle_ada_but(&subject, &[]);
    app.sees("Subs     …");
    let lost = Error {
        kind: ErrorKind::Redirected(302),
        fate: None,
    };
    app.answer(&subject, Err(lost));
    app.sees("Subs     could not be read");
}

#[test]
fn reading_known_customers_again_does_not_look_like_a_filter() {
    let mut app = with_ada((120, 36), &[]);
    app.keys("r");
    assert_eq!(app.asked_about(&Subject::Customers).len(), 1);
    app.sees("Customers 1 ");
    app.sees_not("1 of 1");
    app.sees("0 of 1 customers");
}

#[test]
fn a_pause_outranks_a_success_and_names_who_asked() {
    let mut app = with_ada((120, 36), &[]);
    app.keys("o");
    app.sees("✓ Sorted by name");
    app.tell(Event::Worker(Note::Paused {
        status: 429,
        wait: Duration::from_secs(9),
    }));
    app.sees("! Rate limited; reads retry in 9 s (api.harbour.example, 429)");
    app.sees_not("Sorted by name");
    app.tell(Event::Worker(Note::Resumed));
    app.sees_not("Rate limited");
}

#[test]
fn sums_say_first_what_they_are_of_and_that_some_are_left_out() {
    let currencies = [
        "AUD", "USD", "NZD", "EUR", "GBP", "SGD", "CAD", "HKD", "JPY",
    ];
    let charges: Vec<Value> = (0..36)
        .map(|n| {
            charge_json(
                n,
                json!({"currency": currencies[n % 9], "amount": 1_234_500}),
            )
        })
        .collect();
    let mut app = with_ada((120, 36), &charges);
    app.sees("│ latest 25 of 36 · net ");
    app.sees("… z shows all");
    let mut app = with_ada((120, 36), &charges);
    app.keys("5 z");
    app.sees_not("z shows all");
}

#[test]
fn the_profiles_are_seen_at_the_smallest_size() {
    let app = &mut Harness::sized(60, 16);
    app.keys("p")
        .sees("▶ harbour (open)")
        .sees("[profile.default]");
}

#[test]
fn a_fault_can_be_typed_in_full() {
    let mut app = Harness::sized(80, 24);
    app.keys("F").sees_not("Use the typed fault");
    app.types("next:list_cards:500")
        .sees("▶ Use the typed fault");
    app.keys("enter");
    assert_eq!(app.faults.armed().as_deref(), Some("next:list_cards:500"));
}

#[test]
fn the_order_is_said_where_its_column_is_not_shown() {
    Harness::sized(80, 24).sees("Customers 60 · newest first");
    Harness::sized(120, 36).sees("Created ▼").sees_not("newest");
    let mut app = Harness::sized(80, 24);
    app.keys("O").sees("Customers 60 · oldest first");
}

/// Draws with a pen on an empty line of ten cells, and gives what stands there then.
fn drawn(ascii: bool, draw: impl Fn(&mut Pen)) -> Vec<String> {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 1));
    let looks = Looks {
        colour: false,
        ascii,
    };
    draw(&mut Pen::new(&mut buffer, looks));
    let cells = buffer.content.iter();
    cells.map(|cell| cell.symbol().to_owned()).collect()
}

#[test]
fn ascii_reaches_sentences_and_leaves_names() {
    let line = drawn(true, |pen| {
        pen.text(0, 0, 10, "Zoë · — and more", Style::new());
    });
    assert_eq!(line.concat(), "Zoë - - a~");
}

#[test]
fn a_wide_sign_that_reaches_into_a_cleared_area_goes_whole() {
    let line = drawn(false, |pen| {
        pen.text(0, 0, 10, "佐藤佐藤佐", Style::new());
        pen.clear(Rect::new(3, 0, 4, 1));
        pen.text(3, 0, 4, "│  │", Style::new());
    });
    // Without it the half of the second sign would stand where the border is.
    assert_eq!(line[0], "佐");
    assert_eq!(line[2..7].concat(), " │  │");
    assert_eq!(line[8], "佐");
}

#[test]
fn the_tries_are_seen_at_every_size() {
    for size in SIZES {
        let mut app = Harness::start(Start {
            size,
            ..Start::default()
        });
        app.keys("@").sees("Method").sees("Tries").sees("Took");
    }
}

/// Gives how many lines a pane has between its borders.
fn lines_of(screen: &str, pane: &str, next: Option<&str>) -> usize {
    let start = screen.lines().position(|line| line.contains(pane)).unwrap();
    let end = match next {
        Some(next) => screen.lines().position(|line| line.contains(next)).unwrap() - 1,
        None => screen.lines().count() - 3,
    };
    end - start - 1
}

#[test]
fn cards_and_subscriptions_are_as_high_as_what_they_hold_and_charges_have_the_rest() {
    let charges: Vec<Value> = (0..25).map(|n| charge_json(n, json!({}))).collect();
    let screen = with_ada((120, 36), &charges).screen();
    // One sentence each where there is nothing.
    assert_eq!(lines_of(&screen, "─ Cards 0", Some("─ Subscriptions 0")), 1);
    assert_eq!(
        lines_of(&screen, "─ Subscriptions 0", Some("─ Charges 25")),
        2
    );
    assert!(lines_of(&screen, "─ Charges 25", None) >= 14, "{screen}");

    let mut app = Harness::sized(120, 36);
    let screen = app.screen();
    assert_eq!(lines_of(&screen, "─ Cards 2", Some("─ Subscriptions 1")), 4);
    assert_eq!(
        lines_of(&screen, "─ Subscriptions 1", Some("─ Charges 3")),
        2
    );
    let screen = app.resize(200, 50).screen();
    assert_eq!(lines_of(&screen, "─ Cards 2", Some("─ Subscriptions 1")), 2);
    assert_eq!(
        lines_of(&screen, "─ Subscriptions 1", Some("─ Charges 3")),
        1
    );
    assert!(lines_of(&screen, "─ Charges 3", None) > 25, "{screen}");
    app.sees_not("─ Activity");
}

#[test]
fn however_many_cards_there_are_charges_keep_a_third() {
    use pintui::model::pane::PaneId;
    use pintui::ui::layout::{Arrangement, Heights};
    for (height, many) in [(36, 300), (50, 9), (30, 300)] {
        let heights = Heights {
            info: 12,
            cards: many,
            subscriptions: many,
            charges: 300,
        };
        let mut arrangement = Arrangement::new((120, height));
        arrangement.heights = heights;
        let regions = arrangement.regions();
        let of = |pane| regions.of(pane).unwrap();
        assert!(
            of(PaneId::Charges).height >= (height - 3).min(24) / 4,
            "{regions:?}"
        );
        assert!(of(PaneId::Charges).height >= 6, "{regions:?}");
        assert!(
            of(PaneId::Cards).height >= 5 && of(PaneId::Info).height >= 10,
            "{regions:?}"
        );
        assert_eq!(of(PaneId::Charges).bottom(), height - 2);
    }
}

#[test]
fn room_that_the_charges_do_not_need_goes_to_the_notes() {
    let mut app = with_ada((120, 36), &[]);
    let lines = (1..=9)
        .map(|n| format!("Note {n} of nine."))
        .collect::<Vec<_>>();
    let padded = lines.iter().map(|line| format!("{line:<46}"));
    app.note_of_ada(&padded.collect::<String>());
    for line in &lines {
        app.sees(line);
    }
}

#[test]
fn room_that_does_not_suffice_for_all_is_shared_out() {
    use pintui::model::pane::PaneId;
    use pintui::ui::layout::{Arrangement, Heights};
    let heights = Heights {
        info: 12,
        cards: 300,
        subscriptions: 3,
        charges: 4,
    };
    let mut arrangement = Arrangement::new((120, 36));
    arrangement.heights = heights;
    let regions = arrangement.regions();
    assert_eq!(regions.of(PaneId::Info).unwrap().height, 12);
    assert_eq!(regions.of(PaneId::Cards).unwrap().height, 14);
    assert_eq!(regions.of(PaneId::Charges).unwrap().height, 4);
}

#[test]
fn a_charge_s_time_and_reason_are_readable_on_a_narrow_screen() {
    let why = json!({"success": false, "captured": false, "error_message": "card_declined"});
    let sent = [charge_json(1, why)];
    let mut app = with_ada((80, 24), &sent);
    app.keys("5");
    app.settle_ada(&sent);
    app.sees("23 Nov 09:14");
    app.sees("✗ card declined");
    app.keys("z");
    app.sees("✗ failed: card declined");
}
