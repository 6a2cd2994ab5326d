//! Creating and changing: what is sent, what is refused, what is not known.
use crate::driver::{Driver, Harness, Start};
use pintui::config::Mode;
use std::time::Duration;

/// Fills the form of a new customer with a documented test card.
fn fill(app: &mut Harness) {
    app.keys("n")
        .types("nora@example.com")
        .keys("tab")
        .types("Nora")
        .keys("tab")
        .types("Quill");
    app.keys("ctrl-t enter");
}

#[test]
fn a_customer_is_created_with_a_test_card_and_chosen() {
    let mut app = Harness::new();
    fill(&mut app);
    app.keys("ctrl-s")
        .sees("Create the customer nora@example.com with the card ending 0000")
        .sees("XXXX-XXXX-XXXX-0000")
        .keys("f2 end")
        .sees("\"number\": \"XXXX-XXXX-XXXX-0000\"")
        .sees("/1/customers")
        .sees_not("4200000000000000");
    app.keys("y enter")
        .sees("Customer created")
        .sees("Customers 61");
    assert_eq!(app.chosen(), "Nora Quill");
    assert_eq!(app.writes.len(), 1);
    app.sees("Visa XXXX-XXXX-XXXX-0000");
}

#[test]
fn a_filter_that_would_hide_who_was_created_is_cleared_and_that_is_said() {
    let mut app = Harness::new();
    app.keys("/").types("nguyen").keys("enter");
    fill(&mut app);
    app.keys("ctrl-s y enter")
        .sees("✓ Customer created: Nora Quill; the filter is cleared to show it")
        .sees("Customers 61");
    assert_eq!(app.chosen(), "Nora Quill");
}

#[test]
fn mashing_y_and_ctrl_s_creates_one_customer() {
    let mut app = Harness::new();
    fill(&mut app);
    app.press("ctrl-s");
    for _ in 0..30 {
        app.press("y").press("ctrl-s").press("y");
        app.advance(Duration::from_millis(40));
    }
    assert_eq!(app.writes.len(), 0, "no letter sends");
    app.settle();
    for _ in 0..30 {
        app.press("enter").press("y").press("ctrl-s");
        app.advance(Duration::from_millis(40));
    }
    app.settle();
    assert_eq!(app.writes.len(), 1);
    app.sees("Customers 61");
}

#[test]
fn editing_sends_only_what_changed() {
    let mut app = Harness::new();
    app.keys("e tab tab")
        .types("haugh")
        .sees("was \"Featherstone\"");
    app.keys("ctrl-s")
        .sees("Featherstonehaugh")
        .sees_not("phone_number ");
    app.keys("y enter").sees("Customer saved");
    assert_eq!(app.chosen(), "Zoë Featherstonehaugh");
    assert_eq!(app.writes.len(), 1);
}

#[test]
fn all_shapes_of_a_refusal_land_in_the_form_and_lose_nothing() {
    for shape in ["422", "422-object", "422-no-code"] {
        let mut app = Harness::new();
        fill(&mut app);
        app.faults
            .arm(format!("next:create_customer:{shape}").parse().unwrap());
        app.keys("ctrl-s y enter")
            .sees("✗")
            .sees("New customer")
            .sees("nora@example.com")
            .sees("Quill");
        assert_eq!(app.writes.len(), 1, "{shape}");
        app.keys("ctrl-s y enter").sees("Customer created");
        assert_eq!(
            app.writes.len(),
            2,
            "{shape}: the card is still there after a refusal"
        );
    }
}

#[test]
fn a_refusal_by_the_server_keeps_the_form() {
    for (fault, dialog) in [("429=1", false), ("401", true)] {
        let mut app = Harness::new();
        fill(&mut app);
        app.faults
            .arm(format!("next:create_customer:{fault}").parse().unwrap());
        app.keys("ctrl-s y enter");
        if dialog {
            app.keys("esc");
        }
        app.sees("New customer").sees("nora@example.com");
        assert_eq!(app.writes.len(), 1, "{fault}");
    }
}

#[test]
fn an_unknown_outcome_is_said_kept_as_a_draft_and_never_sent_again() {
    for (fault, there) in [
        ("500", false),
        ("503=1", false),
        ("drop-before", false),
        ("drop-after", true),
    ] {
        let mut app = Harness::new();
        fill(&mut app);
        app.faults
            .arm(format!("next:create_customer:{fault}").parse().unwrap());
        app.keys("ctrl-s y enter").sees("Outcome unknown");
        assert_eq!(app.writes.len(), 1, "{fault}");
        app.keys("esc");
        app.sees(if there {
            "Customers 61"
        } else {
            "Customers 60"
        });
        // What was typed is still there, but for number and CVC.
        app.keys("n").sees("nora@example.com").sees_not("0000]");
        assert_eq!(app.writes.len(), 1, "{fault}");
    }
}

#[test]
fn a_card_is_added_by_number_and_by_token() {
    let mut app = Harness::new();
    app.keys("a ctrl-t enter ctrl-s f2")
        .sees("/cards")
        .keys("y enter")
        .sees("Card added");
    app.keys("3").sees("Cards 3");
    assert_eq!(app.writes.len(), 1);
    app.keys("a ctrl-t").types("token mastercard").keys("enter");
    app.sees("● card token").sees("created, works once");
    assert_eq!(app.writes.len(), 2);
    app.keys("ctrl-s")
        .sees("  Card token    card_")
        .keys("y enter");
    app.sees("Card added").sees("Cards 4");
    assert_eq!(app.writes.len(), 3);
}

#[test]
fn a_card_token_that_could_not_be_made_leaves_the_form_as_it_was() {
    for fault in ["422", "401", "429=1", "500", "drop-before", "drop-after"] {
        let mut app = Harness::new();
        let spec = format!("next:create_card:{fault}");
        app.faults.arm(spec.parse().unwrap());
        app.keys("a ctrl-t").types("token visa").keys("enter");
        let unknown = ["500", "drop-before", "drop-after"].contains(&fault);
        if unknown {
            app.sees("Outcome unknown").sees("create a card token");
        }
        if unknown || fault == "401" {
            app.keys("esc");
        }
        app.sees("No card token: ").sees("Add a card for Zoë");
        assert_eq!(app.writes.len(), 1, "{fault}");
    }
}

#[test]
fn esc_keeps_the_draft_and_quit_asks_about_it() {
    let mut app = Harness::new();
    app.keys("n").types("half@example.com").keys("esc");
    app.keys("q")
        .sees("typed, not sent: New customer")
        .keys("n");
    app.keys("n").sees("half@example.com").sees("never kept");
    assert_eq!(app.writes.len(), 0);
}

#[test]
fn live_opens_after_the_profile_is_typed_and_deletes_want_the_email() {
    let mut app = Harness::start(Start {
        mode: Mode::Live,
        ..Start::default()
    });
    app.keys("W").types("wrong").keys("enter").sees("harbour");
    app.keys("esc W")
        .types("harbour")
        .keys("enter")
        .sees("LIVE · WRITE");
    app.keys("d y enter").sees("Type this to confirm");
    assert_eq!(app.writes.len(), 0);
    app.keys("esc d")
        .types("zoe.featherstone@gmail.example")
        .keys("enter")
        .sees("Customer deleted");
    assert_eq!(app.writes.len(), 1);
    app.keys("W").sees("LIVE · READ-ONLY");
}

#[test]
fn a_card_number_cannot_be_typed_in_live_by_default() {
    let mut app = Harness::start(Start {
        mode: Mode::Live,
        ..Start::default()
    });
    app.keys("W").types("harbour").keys("enter");
    app.keys("n")
        .sees("a number needs allow_pan_entry")
        .sees("Card token");
}
