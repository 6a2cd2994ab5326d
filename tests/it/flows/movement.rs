//! Moving, loading and stopping: half pages, the pages of the list, Ctrl-C.
use crate::driver::{Driver, Harness, Start};
use pintui::model::effect::{Effect, Leave, TerminalCommand};
use std::time::Duration;

/// Gives the place in the list, as its bottom border says it.
fn at(app: &mut Harness) -> u32 {
    let screen = app.screen();
    let border = screen.lines().rfind(|line| line.starts_with(['┗', '└']));
    let place = border.and_then(|line| line.split('/').next()).unwrap();
    place.rsplit(' ').next().unwrap().parse().unwrap()
}

#[test]
fn whole_and_half_pages_move_by_what_is_seen() {
    let mut app = Harness::new();
    // 30 rows fit at 120x36.
    for (key, place) in [
        ("ctrl-d", 16),
        ("ctrl-d", 31),
        ("ctrl-u", 16),
        ("ctrl-u", 1),
        ("pagedown", 30),
        ("pagedown", 59),
        ("pageup", 30),
        ("ctrl-f", 59),
        ("ctrl-b", 30),
        ("pageup", 1),
        ("pageup", 1),
        ("end", 60),
        ("home", 1),
    ] {
        app.keys(key);
        assert_eq!(at(&mut app), place, "{key}");
    }
}

#[test]
fn further_pages_are_the_loaders_and_the_first_is_the_persons() {
    let mut app = Harness::new();
    let pages = ["GET /customers?page=2", "GET /customers?page=3"];
    let loaded = |app: &Harness| {
        let is_page = |sent: &&String| sent.starts_with("GET /customers?");
        app.loaded
            .iter()
            .filter(is_page)
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(loaded(&app), pages);
    app.keys("R j");
    assert_eq!(loaded(&app), [pages, pages].concat());
    // All subscriptions are for nobody who waits.
    let first = "GET /subscriptions?page=1";
    assert!(app.loaded.iter().any(|sent| sent == first));
}

#[test]
fn progress_is_told_and_moves_neither_cursor_nor_scroll() {
    let mut app = Harness::start(Start {
        customers: 1_284,
        hold: Some("GET /customers?page=13"),
        ..Start::default()
    });
    app.until("300 of 1,284 customers")
        .sees("Customers 300 of 1,284");
    let screen = app.screen();
    let status = screen.lines().rev().nth(1).unwrap();
    assert!(status.ends_with(" 300 of 1,284 customers"), "{status:?}");
    for _ in 0..40 {
        app.press("j");
    }
    let (chosen, line) = (app.chosen(), app.place("▶"));
    assert_eq!(at(&mut app), 41);
    app.release().answers();
    app.sees("Customers 1,284").sees_not("of 1,284");
    assert_eq!(app.chosen(), chosen);
    assert_eq!(app.place("▶"), line);
}

#[test]
fn ctrl_c_stops_loading_and_keeps_what_is_here() {
    let mut app = Harness::start(Start {
        customers: 1_284,
        hold: Some("GET /customers?page=13"),
        ..Start::default()
    });
    app.until("300 of 1,284 customers").press("ctrl-c");
    app.sees("Reading stopped").release().settle();
    let asked = app.loaded.len();
    app.keys("j j").sees("Reading stopped at ");
    assert_eq!(app.loaded.len(), asked, "nothing more is asked");
    assert!(asked < 51, "{asked}");
    app.sees("of 1,284").keys("R").sees("Customers 1,284");
}

#[test]
fn ctrl_c_goes_on_with_what_it_stopped() {
    let mut app = Harness::start(Start {
        customers: 1_284,
        hold: Some("GET /customers?page=13"),
        ..Start::default()
    });
    app.until("300 of 1,284 customers").press("ctrl-c");
    app.release().settle();
    app.advance(Duration::from_secs(3)).press("ctrl-c");
    app.sees("Reading resumed").settle();
    app.sees("Customers 1,284").sees_not("of 1,284");
    let mut pages = app.loaded.clone();
    // Whether any was missed shows the first one, which is read once more.
    pages.retain(|page| page != "GET /subscriptions?page=1");
    let read = pages.len();
    pages.sort();
    pages.dedup();
    assert_eq!(pages.len(), read, "no page is read twice");
}

#[test]
fn ctrl_c_cancels_reads_that_hang() {
    let mut app = Harness::new();
    app.faults
        .arm("every-1:list_cards:slow=600000".parse().unwrap());
    app.press("3").press("r");
    assert!(!app.app.is_idle());
    app.press("ctrl-c").sees("Stopped waiting");
    assert!(app.app.is_idle(), "nothing is waited for any more");
    app.faults.disarm();
    app.advance(Duration::from_secs(3));
    app.press("ctrl-c").sees("Nothing is running");
    app.keys("@").sees("no longer needed").keys("esc");
    app.keys("3 r").sees("Cards 2").sees_not("This was stopped");
}

#[test]
fn ctrl_c_twice_quits_but_not_when_time_has_passed() {
    let mut app = Harness::new();
    app.press("ctrl-c").sees("Ctrl-C again quits");
    app.advance(Duration::from_millis(2_001)).press("ctrl-c");
    assert!(app.effects.is_empty(), "too late to be the second");
    app.press("j").press("ctrl-c");
    assert!(app.effects.is_empty(), "another key came between");
    app.advance(Duration::from_millis(1_900)).press("ctrl-c");
    assert_eq!(app.effects, [Effect::Leave(Leave::Quit)]);
}

#[test]
fn refreshing_the_list_asks_the_list_alone() {
    let mut app = Harness::new();
    let before = app.sent.len();
    app.keys("r");
    let pages = [1, 2, 3, 1].map(|page| format!("GET /customers?page={page}"));
    let rest = &app.sent[before + pages.len()..];
    assert_eq!(app.sent[before..before + pages.len()], pages);
    // Their subscriptions are a part of the list, as the search sees it.
    assert!(
        !rest.is_empty()
            && rest
                .iter()
                .all(|sent| sent.starts_with("GET /subscriptions?page="))
    );
}

#[test]
fn the_activity_keeps_the_last_thousand() {
    let mut app = Harness::start(Start {
        customers: 1,
        ..Start::default()
    });
    while app.sent.len() <= 1_010 {
        app.press("R").answers();
    }
    app.keys("@").sees("1/1,000").keys("G").sees("1,000/1,000");
}

#[test]
fn a_repaint_and_the_mouse_are_asked_of_the_terminal() {
    let mut app = Harness::new();
    app.keys("ctrl-l");
    assert_eq!(app.effects, [Effect::Terminal(TerminalCommand::Redraw)]);
    app.effects.clear();
    app.keys("f6").sees("mouse off (F6)");
    assert_eq!(
        app.effects,
        [Effect::Terminal(TerminalCommand::CaptureMouse(false))]
    );
    app.effects.clear();
    app.keys("f6").sees_not("mouse off (F6)");
    assert_eq!(
        app.effects,
        [Effect::Terminal(TerminalCommand::CaptureMouse(true))]
    );
}

#[test]
fn the_chosen_row_stays_chosen_however_many_rows_arrive_above_it() {
    let mut app = Harness::start(Start {
        customers: 1_284,
        hold: Some("GET /customers?page=13"),
        ..Start::default()
    });
    app.until("300 of 1,284 customers").press("O").press("g");
    let chosen = app.chosen();
    assert_eq!(app.place("▶"), app.place("▶  "));
    app.sees(" · 1/300").release().answers();
    app.sees("Customers 1,284").sees_not(" · 1/");
    assert_eq!(app.chosen(), chosen);
    app.press("g").press("G");
    assert_ne!(app.chosen(), chosen);
}
