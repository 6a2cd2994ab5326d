//! Finding and looking.
use crate::driver::{Driver, Harness, Start};
use std::time::Duration;

#[test]
fn every_page_is_loaded_and_the_first_customer_is_chosen() {
    let mut app = Harness::new();
    app.sees("Customers 60")
        .sees("Zoë Featherstone")
        .sees("1/60");
    let pages: Vec<_> = app
        .sent
        .iter()
        .filter(|s| s.contains("/customers?page"))
        .cloned()
        .collect();
    assert_eq!(
        pages,
        [
            "GET /customers?page=1",
            "GET /customers?page=2",
            "GET /customers?page=3",
            // Once more at the end: did rows move meanwhile?
            "GET /customers?page=1"
        ]
    );
}

#[test]
fn the_default_sandbox_is_loaded_whole() {
    let mut app = Harness::start(Start {
        customers: 1_284,
        ..Start::default()
    });
    app.sees("Customers 1,284").sees("1/1,284");
    app.keys("G").sees("1,284/1,284");
}

#[test]
fn fast_scrolling_asks_nothing_until_the_cursor_rests() {
    let mut app = Harness::new();
    let before = app.sent.len();
    for _ in 0..20 {
        app.press("j");
        app.advance(Duration::from_millis(20));
    }
    assert_eq!(app.sent.len(), before, "{:?}", &app.sent[before..]);
    app.settle();
    let asked = &app.sent[before..];
    assert!(
        asked
            .iter()
            .all(|sent| sent.starts_with("GET /customers/cus_")),
        "{asked:?}"
    );
    assert!((1..=4).contains(&asked.len()), "{asked:?}");
}

#[test]
fn words_narrow_accents_do_not_matter_and_esc_clears() {
    let mut app = Harness::new();
    app.keys("/").types("zoe feather");
    app.sees("Customers 1 of 60").sees("Zoë Featherstone");
    app.types(" nobody").sees("No matches");
    app.keys("esc").sees("Customers 60");
}

#[test]
fn the_filter_finds_phone_last_four_token_and_company() {
    let mut app = Harness::new();
    for text in [
        "4821",
        "02 5550 4821",
        "+61255504821",
        "harbour coffee",
        "X71m4oz",
    ] {
        app.keys("/").types(text).sees("Zoë Featherstone");
        app.sees_not("Liam O'Connor").keys("esc");
    }
}

#[test]
fn the_choice_is_kept_by_token_through_sort_filter_and_refresh() {
    let mut app = Harness::new();
    app.keys("j j j j");
    let chosen = app.chosen();
    assert!(!chosen.is_empty());
    app.keys("o");
    assert_eq!(app.chosen(), chosen, "sorted by name");
    app.keys("O");
    assert_eq!(app.chosen(), chosen, "reversed");
    app.keys("R");
    assert_eq!(app.chosen(), chosen, "refreshed");
    app.keys("r");
    assert_eq!(app.chosen(), chosen, "list refreshed");
}

#[test]
fn sorting_orders_by_name_email_and_created() {
    let mut app = Harness::new();
    app.keys("o g")
        .sees("Sorted by name, A to Z")
        .sees("Name ▲");
    app.keys("o").sees("Email ▲");
    app.keys("o").sees("newest first");
    app.keys("O").sees("oldest first");
}

#[test]
fn tabs_share_the_room_beside_the_list_on_a_narrow_screen() {
    let mut app = Harness::sized(80, 24);
    app.sees("Token");
    app.keys("3").sees("primary").sees("━ Cards 2");
    app.keys("4").sees("━ Subscriptions 1");
    app.keys("esc").sees("┏━ Customers 60");
}

#[test]
fn digits_tab_and_zoom_move_the_focus() {
    let mut app = Harness::new();
    app.keys("tab").sees("┏━ Zoë Featherstone");
    app.keys("shift-tab").sees("┏━ Customers");
    app.keys("4 z")
        .sees("┏━ Subscriptions")
        .sees_not("Customers 60 ━");
    app.keys("esc esc").sees("┏━ Customers 60");
}

#[test]
fn a_paste_outside_a_text_box_filters_and_never_runs_keys() {
    let mut app = Harness::new();
    app.pastes("dy\nq\u{1b}[31m");
    assert_eq!(app.writes.len(), 0);
    assert!(app.effects.is_empty());
    app.sees("No matches");
}

#[test]
fn copying_offers_the_token_first() {
    let mut app = Harness::new();
    app.keys("y")
        .sees("Copy")
        .sees("zoe.featherstone@gmail.example");
    app.keys("enter").sees("Copied");
    let copied = format!("{:?}", app.effects);
    assert!(copied.contains("cus__X71m4oz4a0"), "{copied}");
}

#[test]
fn a_terminal_that_is_too_small_says_so_and_comes_back() {
    let mut app = Harness::new();
    app.resize(44, 10)
        .sees("pintui needs at least 60x16")
        .sees("SANDBOX");
    app.resize(60, 16).sees("Zoë");
    app.resize(200, 50).sees("Created ▼");
}
