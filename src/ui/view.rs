//! What panes and overlays share: whatever hears keys.
use crate::api::subject::Subject;
use crate::model::action::Action::{self, Back, Copy, Down, Help, NextPane, Raw, Refresh, Zoom};
use crate::model::cx::{Cx, Sight};
use crate::model::keymap::Context;
use crate::ui::pen::Pen;
use crate::ui::widgets::narrow::Narrow;
use crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use std::borrow::Cow;

/// The hints of a pane behind its own.
pub const OF_PANES: [Action; 5] = [Copy, Raw, NextPane, Refresh, Zoom];
/// The hints of an overlay that shows a record, behind its own.
pub const OF_DETAILS: [Action; 6] = [Copy, Raw, Refresh, Down, Back, Help];

/// Something that is shown and receives keys while it has the focus.
pub trait View {
    /// Returns where its keys are looked up, in this order.
    fn contexts(&self) -> &'static [Context];

    fn act(&mut self, action: Action, cx: &mut Cx);

    /// Returns why an action cannot be done now: greys its hint, and is told to whoever presses the key.
    fn why_not(&self, _action: Action, _sight: &Sight) -> Option<Cow<'static, str>> {
        None
    }

    /// Adds what it shows; the app reads what is not known.
    fn wants(&self, _sight: &Sight, _wanted: &mut Vec<Subject>) {}

    /// Takes in what is known now and how large it is, before it is drawn.
    fn settle(&mut self, _sight: &Sight, _area: Rect) {}

    /// Draws itself; nothing is decided or changed here.
    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen);

    /// Returns the actions of the hint line, the most wanted first.
    fn hints(&self) -> Vec<Action>;

    /// Returns what an action does here and now, where the common word of the hint line would be wrong.
    fn word(&self, _action: Action) -> Option<&'static str> {
        None
    }

    /// Returns the box that narrows its list, where it has a list of its own; what is done in the box does
    /// not reach it.
    fn narrow(&self) -> Option<&Narrow> {
        None
    }

    fn narrow_mut(&mut self) -> Option<&mut Narrow> {
        None
    }

    /// Whether printable keys are text now.
    fn takes_text(&self) -> bool {
        self.narrow().is_some_and(Narrow::takes_text)
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Cx) {
        if let Some(narrow) = self.narrow_mut() {
            narrow.key(key, cx);
        }
    }

    /// Takes a paste as text; only called while it takes text.
    fn paste(&mut self, text: &str, cx: &mut Cx) {
        if let Some(narrow) = self.narrow_mut() {
            narrow.paste(text, cx);
        }
    }
}
