//! How a dialog is read before it is answered.
use crate::driver::{setup, today};
use pintui::config::Mode;
use pintui::model::action::Action;
use pintui::model::cx::Sight;
use pintui::model::event::Now;
use pintui::model::pane::PaneId;
use pintui::model::world::World;
use pintui::ui::widgets::dialog::{Answering, Button, Dialog};
use ratatui::layout::Rect;
use std::time::Duration;

const AREA: Rect = Rect::new(0, 0, 60, 14);

fn dialog() -> Dialog {
    let button = |text: &str, commits| Button {
        text: text.to_owned(),
        works: true,
        commits,
    };
    Dialog {
        title: "Delete customer".to_owned(),
        is_grave: true,
        bottom: String::new(),
        lines: (1..=30).map(|line| format!("line {line}")).collect(),
        prompt: None,
        buttons: vec![button("Keep it", false), button("Delete", true)],
        why: None,
    }
}

#[test]
fn what_changed_above_the_lines_on_the_screen_is_to_be_read_first() {
    let second = Duration::from_secs;
    let setup = setup(Mode::Sandbox);
    let now = |since| Now {
        since_start: second(since),
        wall: today(),
    };
    let world = World::new(setup.profile, setup.keymap, setup.time_zone, now(0));
    let at = |since| Sight {
        world: &world,
        customer: None,
        focus: PaneId::Customers,
        now: now(since),
    };
    let mut dialog = dialog();
    let mut answering = Answering::new(second(0));
    answering.settle(&dialog, AREA, second(0));
    assert!(answering.act(Action::Last, second(1)));
    answering.settle(&dialog, AREA, second(1));
    assert_eq!(answering.why_not(false, &at(2)), None);
    dialog.lines[0] = "an active subscription".to_owned();
    answering.settle(&dialog, AREA, second(2));
    let why = answering.why_not(false, &at(9)).unwrap();
    assert!(why.starts_with("Read to the end first"), "{why}");
    assert!(answering.act(Action::Last, second(9)));
    answering.settle(&dialog, AREA, second(9));
    assert_eq!(answering.why_not(false, &at(9)), None);
}
