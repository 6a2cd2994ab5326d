//! The help: made from the keymap, searched by typing, run by Enter.
use super::sample::{ada, open, varied, with_ada};
use crate::driver::Driver;
use pintui::api::reply::Reply;
use pintui::api::subject::{Record, Subject};
use pintui::app::Looks;
use pintui::config::Mode;
use pintui::model::effect::{Effect, TerminalCommand};
use pintui::model::event::Event;
use pintui::text::Safe;
use pintui::ui::overlays::help::legend;
use std::borrow::Cow;
use std::time::Duration;

#[test]
fn it_lists_the_keys_of_the_pane_and_what_the_marks_mean() {
    let mut app = with_ada((200, 50), &varied(3));
    app.keys("?");
    for text in [
        "Keys · Customers",
        "d Del",
        "Search customers as you type",
        "Activity: every request in this run and its outcome",
        "✓ captured, done",
        "◔ authorised, pending",
    ] {
        app.sees(text);
    }
    app.keys("esc 5 ?");
    app.sees("Keys · Charges");
    app.sees_not("Filter as you type");
}

#[test]
fn each_mark_means_one_thing_and_words_of_age_are_explained() {
    for ascii in [false, true] {
        let looks = Looks {
            colour: false,
            ascii,
        };
        let lines = legend::lines(200);
        let lines = lines.iter().map(|line| looks.in_its_signs(line.into()));
        let lines: Vec<String> = lines.map(Cow::into_owned).collect();
        let pieces: Vec<&str> = lines.iter().flat_map(|line| line.split("   ")).collect();
        let marks: Vec<&str> = pieces
            .iter()
            .map(|piece| piece.split(' ').next().unwrap())
            .collect();
        for (at, mark) in marks.iter().enumerate() {
            assert!(!marks[..at].contains(mark), "{mark} twice in {pieces:?}");
        }
        for word in ["old", "stale", "unconfirmed"] {
            assert!(marks.contains(&word), "{word} in {pieces:?}");
        }
    }
    let mut app = with_ada((120, 36), &[]);
    app.sees("1 customer · as of 11:10");
    app.advance(Duration::from_secs(301));
    app.sees("1 customer · old, as of 11:10");
}

#[test]
fn on_a_small_screen_every_line_can_be_reached() {
    let mut app = with_ada((80, 24), &[]);
    app.keys("?");
    app.sees("… more below");
    let mut seen = app.screen();
    for _ in 0..60 {
        app.keys("down");
        seen.push_str(&app.screen());
    }
    for text in ["Suspend to the shell", "Turn the mouse", "▶ selected"] {
        assert!(seen.contains(text), "{text}");
    }
    app.sees_not("more below");
}

#[test]
fn typing_searches_and_enter_does_what_is_chosen_where_the_person_was() {
    let mut app = with_ada((120, 36), &varied(3));
    app.keys("5 ? 'full SCREEN'");
    app.sees("1 of 1 works now");
    app.keys("enter");
    app.sees_not("Keys ·");
    app.sees("Charges 3 · Ada Nguyen");
    // The letters were text: none of them did anything.
    assert_eq!(app.effects, []);
    assert_eq!(app.waiting, []);

    app.keys("? 'refresh this' enter");
    assert_eq!(app.asked_about(&Subject::Charges(ada())).len(), 1);
}

#[test]
fn it_opens_over_an_overlay_and_acts_on_that() {
    let mut app = with_ada((80, 24), &[]);
    app.keys("i");
    let record = Record::Customer(ada());
    let lines = vec![Safe::clean("{}")];
    app.answer(&Subject::Raw(record.clone()), Ok(Reply::Raw(record, lines)));
    app.keys("?");
    app.sees("Keys · Any record");
    app.keys("'copy' enter");
    assert_eq!(
        app.effects,
        [Effect::Terminal(TerminalCommand::Copy("{}".to_owned()))]
    );
    app.sees("· JSON");
}

#[test]
fn what_cannot_be_done_now_is_grey_and_says_why() {
    let mut app = open(Mode::Live, (120, 36));
    app.settle_ada(&[]);
    app.keys("? 'new customer'");
    app.sees("0 of 1 works now");
    app.sees("(not now) New customer");
    app.sees("Not now: LIVE is read-only; W unlocks writes for 5 minutes");
    app.keys("enter");
    app.sees("! LIVE is read-only; W unlocks writes for 5 minutes");
    app.sees_not("Keys ·");
}

#[test]
fn a_click_chooses_and_a_second_one_does_it() {
    use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
    let mut app = with_ada((120, 36), &varied(3));
    app.keys("5 ?");
    let screen = app.screen();
    let lines = screen.lines().enumerate();
    let zoom = |(_, line): &(usize, &str)| line.contains("Toggle full screen");
    let (row, line) = lines.into_iter().find(zoom).unwrap();
    let column = line.split("Toggle full").next().unwrap().chars().count();
    let click = || {
        Event::Mouse(MouseEvent {
            kind: MouseEventKind::Down(MouseButton::Left),
            column: u16::try_from(column).unwrap(),
            row: u16::try_from(row).unwrap(),
            modifiers: KeyModifiers::NONE,
        })
    };
    app.tell(click());
    app.sees("▶ z");
    app.sees("Keys · Charges");
    app.tell(click());
    app.sees_not("Keys · Charges");
    app.sees("Charges 3 · Ada Nguyen");
}

#[test]
fn a_search_without_hits_does_nothing_on_enter() {
    let mut app = with_ada((80, 24), &[]);
    app.keys("? 'zebra'");
    app.sees("No matches.");
    app.keys("enter");
    app.sees("No matches.");
    app.keys("esc");
    app.sees_not("No matches.");
}

#[test]
fn keys_of_the_panes_say_why_they_wait_while_something_lies_over_them() {
    let mut app = with_ada((80, 24), &[]);
    app.keys("@ z");
    app.sees("Not while this is open; Esc closes it");
}
