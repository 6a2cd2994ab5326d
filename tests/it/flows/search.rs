//! The search as it is typed: fields, exclusions, near spellings, and where the cursor stands meanwhile.
use crate::driver::{Driver, Harness, Start};
use std::time::Duration;

fn whole() -> Harness {
    let mut app = Harness::start(Start {
        customers: 1_284,
        ..Start::default()
    });
    app.sees("Customers 1,284");
    app
}

/// Gives how many customers the title of the list says were found to the letter.
fn matched(app: &mut Harness) -> usize {
    let screen = app.screen();
    let title = screen.split("Customers ").nth(1).expect("a list");
    let count = title.split(' ').next().unwrap_or_default();
    count.replace(',', "").parse().expect(title)
}

#[test]
fn who_has_which_subscription_is_known_of_everybody_without_opening_one() {
    let mut app = whole();
    app.keys("/").types("sub:active");
    app.sees("Customers 347 of 1,284").sees("as of 12:00");
    app.sees_not("not read yet");
    app.keys("ctrl-u").types("card:expiring sub:active");
    app.sees("Customers 26 of 1,284");
}

#[test]
fn on_another_day_the_same_search_is_made_again() {
    let mut app = whole();
    app.keys("/").types("card:expired").keys("enter");
    let before = matched(&mut app);
    // From 23 November into the next month.
    app.advance(Duration::from_secs(9 * 24 * 60 * 60)).settle();
    let after = matched(&mut app);
    assert!(after > before, "{before}, then {after}");
}

#[test]
fn a_narrow_title_says_how_old_the_subscriptions_are_too() {
    let mut app = Harness::start(Start {
        size: (80, 24),
        ..Start::default()
    });
    app.keys("/").types("sub:active");
    app.sees("━ Customers 20 of 60 ━")
        .sees("subscriptions as of 12:00 · 1/20");
}

#[test]
fn until_subscriptions_are_read_those_of_whom_nothing_is_known_are_counted() {
    let mut app = Harness::start(Start {
        customers: 1_284,
        hold: Some("GET /subscriptions?page=1"),
        ..Start::default()
    });
    app.until("Customers 1,284").press("/");
    for letter in "sub:active".chars() {
        app.press(&letter.to_string());
    }
    // One is open, and her own list is read.
    app.until("? 1,283 not read yet").sees_not("as of 12:00 ─");
    app.release().settle();
    app.sees("Customers 347 of 1,284");
    app.sees_not("not read yet");
}

#[test]
fn subscriptions_that_were_refused_are_not_called_unread_yet_and_are_read_again() {
    let mut app = Harness::start(Start {
        hold: Some("GET /customers?page=1"),
        ..Start::default()
    });
    app.faults
        .arm("every-1:list_all_subscriptions:404".parse().unwrap());
    app.release().settle();
    app.keys("/").types("sub:active");
    app.sees("unknown: subscriptions failed, R retries");
    app.faults.disarm();
    app.keys("enter R").sees("as of 12:00");
    app.sees_not("unknown:").sees_not("not read");
}

#[test]
fn fields_and_exclusions_narrow() {
    let mut app = whole();
    app.keys("/").types("name:nguyen");
    app.sees(" of 1,284");
    let all = matched(&mut app);
    app.types(" email:gmail");
    let by_gmail = matched(&mut app);
    app.keys("ctrl-u").types("name:nguyen !email:gmail");
    assert_eq!(matched(&mut app) + by_gmail, all);
    app.keys("ctrl-u").types("card:expired");
    let expired = matched(&mut app);
    app.types(" created:>2026-01");
    assert!(matched(&mut app) < expired && matched(&mut app) > 0);
    app.keys("ctrl-u").types("last4:4821");
    app.sees("Zoë Featherstone");
    app.keys("ctrl-u").types("phone:+61255504821");
    app.sees("Zoë Featherstone").sees("Customers 1 of 1,284");
}

#[test]
fn a_letter_wrong_missing_or_swapped_is_found_and_marked() {
    let mut app = whole();
    for typed in ["featherstome", "fetherstone", "featehrstone"] {
        app.keys("/").types(typed);
        app.sees("Customers 0 of 1,284,")
            .sees(" near")
            .sees("≈ Zoë");
        app.keys("esc");
    }
    app.keys("/").types("featherstone");
    app.sees_not("≈ Zoë").sees_not(" near");
}

#[test]
fn that_other_cards_than_the_primary_ones_are_not_searched_is_said() {
    let mut app = whole();
    // Her other card.
    app.keys("1 /").types("last4:0064");
    app.sees("No matches for last4:0064")
        .sees("Only primary cards are searched.");
    app.keys("ctrl-u").types("nobody at all");
    app.sees("No matches for nobody at all")
        .sees_not("Only primary cards");
}

#[test]
fn what_cannot_be_read_is_said_beside_the_text() {
    let mut app = whole();
    app.keys("/").sees("email: last4: card:expired sub:active");
    app.types("colour:red");
    app.sees("there is no field `colour`");
    app.sees("Searched as plain text");
}

#[test]
fn the_cursor_is_on_the_best_hit_until_it_is_moved() {
    let mut app = whole();
    app.keys("G /").types("s");
    app.sees(" · 1/");
    app.types("mi").sees(" · 1/");
    app.keys("down down");
    let chosen = app.chosen();
    app.types("th");
    assert_eq!(app.chosen(), chosen, "once moved it stays where it was put");
    app.keys("esc");
    assert_eq!(app.chosen(), chosen, "and in the whole list too");
    app.keys("/").types("featherstone");
    assert_ne!(app.chosen(), chosen, "a new search begins anew");
}

#[test]
fn the_best_come_first_unless_a_column_was_chosen() {
    let mut app = whole();
    app.keys("/").types("ada smith");
    app.sees("▶! Ada Smith");
    app.keys("enter o").sees("Sorted by name");
    app.sees("Name ▲");
    // Each search begins by relevance; the whole list keeps its column.
    app.keys("esc").sees("Name ▲");
    app.keys("/").types("ada smith");
    app.sees("▶! Ada Smith").sees_not("Name ▲");
    app.keys("esc").sees("Name ▲");
}

#[test]
fn the_filters_hints_say_what_its_keys_do() {
    let mut app = Harness::sized(80, 24);
    app.keys("/");
    let screen = app.screen();
    let hints = screen.lines().last().unwrap();
    assert_eq!(hints.trim(), "Enter to the list  Esc clear  Down next hit");
    app.types("a");
    let before = app.chosen();
    app.keys("down");
    assert_ne!(app.chosen(), before);
    app.keys("enter").sees(" / a").sees("n new");
    app.keys("/ esc").sees_not(" / a");
}

#[test]
fn what_a_field_of_the_filter_wants_is_said_whole_at_every_size() {
    for (width, height) in [(60, 16), (80, 24), (120, 36), (200, 50)] {
        let mut app = Harness::sized(width, height);
        for (typed, said) in [
            (
                "",
                "email: last4: card:expired sub:active created:>2026 !not",
            ),
            ("card:soon", "`card:` takes expired or expiring"),
            (
                "sub:gone",
                "`sub:` takes none, trial, active, cancelling or cancelled",
            ),
            ("colour:red", "there is no field `colour`"),
            (
                "card:soon",
                "No matches for card:soon Searched as plain text. Esc clears the filter.",
            ),
        ] {
            app.keys("/ ctrl-u").types(typed);
            let list = list_text(&mut app);
            assert!(
                list.contains(said),
                "{said:?} at {width}x{height}:\n{}",
                app.screen()
            );
        }
        // A click still means the row that it is on.
        app.keys("esc /");
        app.clicks("Liam").sees("▶  Liam");
    }
}

/// Gives what stands in the list's pane, its lines joined by a space each.
fn list_text(app: &mut Harness) -> String {
    let screen = app.screen();
    let inside = screen.lines().filter_map(|line| line.strip_prefix('┃'));
    let inside = inside.map(|line| line.split(['┃', '█', '░']).next().unwrap_or_default());
    let words = inside.flat_map(str::split_whitespace);
    words.collect::<Vec<_>>().join(" ")
}
