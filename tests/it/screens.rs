//! Every screen at three sizes, as text.
//!
//! `INSTA_UPDATE=always cargo test screens` takes them anew; look at the difference before keeping it.
use crate::driver::{Driver, Harness, Start, today};
use pintui::api::call::Call;
use pintui::api::read::Read;
use pintui::config::Mode;
use serde_json::{Value, json};
use std::time::Duration;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (200, 50)];

/// The keys that lead from the list to each screen.
const WAYS: &[(&str, &str)] = &[
    ("customers", ""),
    ("info", "2"),
    ("cards", "3"),
    ("subscriptions", "4"),
    ("charges", "5"),
    ("charges_zoomed", "j 5 z"),
    ("filter", "/ 'nguyen'"),
    ("no_match", "/ 'nobody'"),
    ("sorted_by_name", "o"),
    ("copy", "y"),
    ("profiles", "p"),
    ("faults", "F"),
    ("help", "?"),
    ("commands", ":"),
    ("commands_typed", ": 'card'"),
    ("raw", "i"),
    ("charge", "5 enter"),
    ("subscription", "4 enter"),
    ("plans", "L"),
    ("plan", "4 enter L"),
    ("delete_customer", "d"),
    ("delete_card", "3 j d"),
    ("make_primary", "3 j m"),
    ("cancel_subscription", "4 d"),
    ("new_customer", "n 'nora@example.com' ctrl-t enter"),
    (
        "new_customer_review",
        "n 'nora@example.com' ctrl-t enter ctrl-s",
    ),
    ("edit_customer", "e tab tab 'haugh'"),
    ("add_card", "a"),
    ("test_cards", "n ctrl-t"),
    ("edit_review", "e tab ' Ann' tab 'haugh' ctrl-s"),
    ("add_card_review", "a ctrl-t enter ctrl-s"),
    ("refused_form", "n tab 'Nora' ctrl-s"),
    ("countries", "a tab tab tab tab tab tab tab tab tab space"),
    ("states", "a tab tab tab tab tab tab tab space"),
    ("quit_with_a_draft", "n 'nora@example.com' esc q"),
    ("leave_with_a_draft", "n 'nora@example.com' esc p enter"),
];

fn hold(name: &str, app: &mut Harness) {
    hold_text(name, &app.screen());
}

fn hold_text(name: &str, screen: &str) {
    insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!(name, screen);
    });
}

#[test]
fn every_screen_is_as_it_was_seen_last() {
    for (width, height) in SIZES {
        for (name, way) in WAYS {
            let mut app = Harness::sized(width, height);
            app.keys(way);
            hold(&format!("{name}_{width}x{height}"), &mut app);
        }
    }
}

#[test]
fn live_says_so_on_every_screen() {
    for (width, height) in SIZES {
        for (name, way) in WAYS
            .iter()
            .filter(|(name, _)| !["faults", "test_cards"].contains(name))
        {
            let mut app = Harness::start(Start {
                size: (width, height),
                mode: Mode::Live,
                ..Start::default()
            });
            app.keys(way);
            app.sees("LIVE · READ-ONLY");
            assert_eq!(app.writes.len(), 0, "{name}");
        }
    }
}

#[test]
fn the_unlock_dialog_and_the_live_delete() {
    for (width, height) in SIZES {
        let mut app = Harness::start(Start {
            size: (width, height),
            mode: Mode::Live,
            ..Start::default()
        });
        app.keys("W");
        hold(&format!("unlock_{width}x{height}"), &mut app);
        app.types("harbour").keys("enter d");
        hold(&format!("live_delete_{width}x{height}"), &mut app);
    }
}

#[test]
fn what_is_said_when_things_go_wrong() {
    for (width, height) in SIZES {
        let mut app = Harness::sized(width, height);
        app.faults
            .arm("next:delete_customer:drop-before".parse().unwrap());
        app.keys("d y enter");
        hold(&format!("unknown_{width}x{height}"), &mut app);
        let mut app = Harness::sized(width, height);
        app.faults.arm("every-1:any:401".parse().unwrap());
        app.keys("j");
        hold(&format!("refused_key_{width}x{height}"), &mut app);
    }
}

#[test]
fn what_the_api_refuses_stands_beside_its_field() {
    for (width, height) in SIZES {
        let mut app = Harness::sized(width, height);
        app.faults.arm("next:create_customer:422".parse().unwrap());
        app.keys("n 'nora@example.com' ctrl-t enter ctrl-s y enter");
        assert_eq!(app.writes.len(), 1);
        hold(&format!("refused_by_api_{width}x{height}"), &mut app);
    }
}

#[test]
fn a_list_without_customers_and_one_that_is_not_there_yet() {
    for size in SIZES {
        let (width, height) = size;
        let mut app = Harness::start(Start {
            size,
            customers: 0,
            ..Start::default()
        });
        hold(&format!("empty_{width}x{height}"), &mut app);

        let mut app = Harness::scripted(Mode::Sandbox, size);
        app.advance(Duration::from_secs(3));
        hold_text(&format!("loading_{width}x{height}"), &app.screen());
        app.respond(0, &first_page());
        hold_text(&format!("more_to_come_{width}x{height}"), &app.screen());
    }
}

/// Gives a page of five customers of a list of 1,284.
fn first_page() -> Vec<u8> {
    let row = |at: usize| {
        json!({"token": format!("cus_row{at}"), "email": format!("row{at}@harbour.example"),
            "first_name": "Row", "last_name": at.to_string(), "created_at": today().to_string()})
    };
    let rows: Vec<Value> = (1..=5).map(row).collect();
    let pagination = json!({"current": 1, "previous": null, "next": 2, "per_page": 5, "pages": 257, "count": 1284});
    serde_json::to_vec(&json!({"response": rows, "count": 5, "pagination": pagination})).unwrap()
}

#[test]
fn a_host_that_asks_to_wait_is_counted_down() {
    for size in SIZES {
        let (width, height) = size;
        let mut app = Harness::start(Start {
            size,
            ..Start::default()
        });
        app.faults.arm("next:list_cards:503=90".parse().unwrap());
        app.press("3").press("r").until("Service busy");
        app.advance(Duration::from_secs(3));
        hold(&format!("pause_{width}x{height}"), &mut app);
    }
}

#[test]
fn a_record_that_both_changed_is_asked_about() {
    let record = |first: &str, notes: &str| {
        json!({"token": "cus_ada", "email": "ada@harbour.example", "first_name": first, "last_name": "Nguyen",
            "company": "Harbour Coffee Pty Ltd", "notes": notes, "created_at": today().to_string()})
    };
    let before = record("Ada", "");
    let after = record("Adele", "Call before noon");
    let body = |row: &Value, call: &Call| {
        let body = match call {
            Call::Read(Read::GetCustomer(_)) => json!({"response": row}),
            Call::Read(Read::ListCustomers(_)) => json!({"response": [row], "count": 1}),
            _ => json!({"response": [], "count": 0}),
        };
        serde_json::to_vec(&body).unwrap()
    };
    for size in SIZES {
        let (width, height) = size;
        let mut app = Harness::scripted(Mode::Sandbox, size);
        app.serve(|call| body(&before, call));
        app.keys("e tab h ctrl-s");
        app.serve(|call| body(&after, call));
        assert!(app.writes.is_empty());
        hold_text(&format!("conflict_{width}x{height}"), &app.screen());
    }
}

#[test]
fn a_terminal_that_is_too_small() {
    hold("too_small_44x10", &mut Harness::sized(44, 10));
}
