//! The mouse: a click chooses, the wheel scrolls what is under it.
use crate::driver::{Driver, Harness};
use crossterm::event::MouseEventKind::{ScrollDown, ScrollUp};

#[test]
fn a_click_chooses_a_customer_and_its_details_follow() {
    let mut app = Harness::new();
    app.clicks("Liam O'Connor").sees("3/60").sees("▶  Liam");
    assert_eq!(app.chosen(), "Liam O'Connor");
    app.sees("Cards 3");
    app.clicks("Token").sees("┏━ Liam O'Connor");
    app.clicks("Hēmi").sees("┏━ Customers 60").sees("6/60");
}

#[test]
fn a_click_below_the_filter_chooses_the_row_that_is_there() {
    let mut app = Harness::new();
    app.keys("/").types("gmail").keys("enter");
    app.clicks("giulia.dangelo");
    assert!(app.chosen().starts_with("Giulia"), "{}", app.chosen());
}

#[test]
fn a_click_on_a_tab_opens_its_pane() {
    let mut app = Harness::sized(80, 24);
    app.clicks("3 Cards").sees("┏━ Cards 2");
    app.clicks("5 Chg").sees("┏━ Charges 3");
    app.clicks("4 Sub").sees("┏━ Subscriptions 1");
    app.clicks("2 Info").sees("┏━ Zoë Featherstone");
}

#[test]
fn a_click_on_a_card_chooses_it() {
    let mut app = Harness::new();
    app.clicks("XXXX-XXXX-XXXX-0064").sees("┏━ Cards 2");
    app.sees("▶○").keys("m").sees("Make primary — SANDBOX");
}

#[test]
fn the_wheel_moves_what_is_under_it() {
    let mut app = Harness::new();
    app.turns(ScrollDown, "Thị Mai").sees("4/60");
    app.turns(ScrollDown, "Thị Mai").sees("7/60");
    app.turns(ScrollUp, "Thị Mai").sees("4/60");
    app.turns(ScrollUp, "Thị Mai").turns(ScrollUp, "Thị Mai");
    app.sees("1/60").turns(ScrollDown, "Oat milk");
    app.sees("3/3").sees("1/60").sees("┏━ Customers 60");
}

#[test]
fn neither_click_nor_wheel_answers_a_question() {
    let mut app = Harness::new();
    app.keys("d").clicks("Zoë").sees("Delete customer —");
    app.clicks("Customers 60").sees("Delete customer —");
    app.turns(ScrollDown, "Thị Mai").sees("Delete customer —");
    assert_eq!(app.writes.len(), 0);
}
