//! Every screen at three sizes, as text.
//!
//! `INSTA_UPDATE=always cargo test screens` takes them anew; look at the difference before keeping it.
use crate::harness::{Harness, Start};
use pintui::config::Mode;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (200, 50)];

/// How to come to a screen from the list, by keys; `"…"` types a text.
const WAYS: &[(&str, &[&str])] = &[
    ("customers", &[]),
    ("info", &["2"]),
    ("cards", &["3"]),
    ("subscriptions", &["4"]),
    ("charges", &["5"]),
    ("charges_zoomed", &["j 5 z"]),
    ("filter", &["/", "\"nguyen"]),
    ("no_match", &["/", "\"nobody"]),
    ("sorted_by_name", &["o"]),
    ("copy", &["y"]),
    ("profiles", &["p"]),
    ("faults", &["F"]),
    ("help", &["?"]),
    ("activity", &["@"]),
    ("story", &["@ enter"]),
    ("raw", &["i"]),
    ("charge", &["5 enter"]),
    ("delete_customer", &["d"]),
    ("delete_card", &["3 j d"]),
    ("make_primary", &["3 j m"]),
    ("cancel_subscription", &["4 d"]),
    ("new_customer", &["n", "\"nora@example.com", "ctrl-t enter"]),
    (
        "new_customer_review",
        &["n", "\"nora@example.com", "ctrl-t enter ctrl-s"],
    ),
    ("edit_customer", &["e tab tab", "\"haugh"]),
    ("add_card", &["a"]),
    ("test_cards", &["n ctrl-t"]),
];

fn go(app: &mut Harness, way: &[&str]) {
    for part in way {
        match part.strip_prefix('"') {
            Some(text) => app.types(text),
            None => app.keys(part),
        };
    }
}

fn hold(name: &str, app: &mut Harness) {
    let screen = app.screen();
    insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!(name, screen);
    });
}

#[test]
fn every_screen_is_as_it_was_seen_last() {
    for (width, height) in SIZES {
        for (name, way) in WAYS {
            let mut app = Harness::sized(width, height);
            go(&mut app, way);
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
            go(&mut app, way);
            app.sees("LIVE · READ-ONLY");
            assert_eq!(app.writes(), 0, "{name}");
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
            .arm("next:delete_customer:drop-after".parse().unwrap());
        app.keys("d y");
        hold(&format!("unknown_{width}x{height}"), &mut app);
        let mut app = Harness::sized(width, height);
        app.faults.arm("every-1:any:401".parse().unwrap());
        app.keys("j");
        hold(&format!("refused_key_{width}x{height}"), &mut app);
    }
}

#[test]
fn a_terminal_that_is_too_small() {
    hold("too_small_44x10", &mut Harness::sized(44, 10));
}
