//! How a dialog is answered: never by a key that was meant for something else.
//!
//! A button that commits (deletes, sends, unlocks) is pressed in two acts: the focus is put on it, then it is
//! pressed. Each act counts only after a rest, because a key that was already on its way when the dialog
//! opened, or when its text changed, says nothing about that text. What does not fit must be scrolled through
//! first.
use super::Dialog;
use crate::model::action::Action;
use crate::model::cx::Sight;
use crate::ui::show;
use crate::ui::widgets::scroll::Scroll;
use ratatui::layout::Rect;
use std::borrow::Cow;
use std::time::Duration;

/// How long the text must have been readable, and the focus must have rested, before an act counts.
const DEAF: Duration = Duration::from_millis(300);

/// Where the focus and the text stand, and since when. Times count from the start of the program.
#[derive(Debug)]
pub struct Answering {
    /// Starts on the first button, which changes nothing.
    focus: usize,
    text: Scroll,
    /// The text as it is wrapped now; a change of it is something that nobody has read yet.
    lines: Vec<String>,
    /// How many lines there are on the screen or beyond it.
    total: usize,
    /// How many of them were on the screen, from the first.
    seen: usize,
    readable_since: Duration,
    focused_since: Duration,
    /// Where each button stands, and whether it commits.
    buttons: Vec<(Rect, bool)>,
}

impl Answering {
    pub fn new(now: Duration) -> Self {
        Self {
            focus: 0,
            text: Scroll::default(),
            lines: Vec::new(),
            total: 0,
            seen: 0,
            readable_since: now,
            focused_since: now,
            buttons: Vec::new(),
        }
    }

    /// Returns which button has the focus, from 0.
    pub const fn focus(&self) -> usize {
        self.focus
    }

    /// Returns the first line that is shown.
    pub(super) const fn top(&self) -> usize {
        self.text.top
    }

    /// Whether the focus stands on a button that commits.
    fn is_on_commit(&self) -> bool {
        self.commits(self.focus)
    }

    fn commits(&self, button: usize) -> bool {
        self.buttons
            .get(button)
            .is_some_and(|(_, commits)| *commits)
    }

    /// Starts the reading over from the first line, as when what is shown was read again: whoever stood at
    /// the end has not seen what changed above.
    pub fn start_over(&mut self, now: Duration) {
        self.readable_since = now;
        self.seen = 0;
        self.text.top = 0;
        if self.is_on_commit() {
            self.focus_on(0, now);
        }
    }

    fn focus_on(&mut self, button: usize, now: Duration) {
        self.focus = button;
        self.focused_since = now;
    }

    /// Moves the focus or scrolls the text; returns whether the action was one of these.
    #[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
    pub fn act(&mut self, action: Action, now: Duration) -> bool {
        let buttons = self.buttons.len().max(1);
        match action {
            Action::NextButton => self.focus_on((self.focus + 1) % buttons, now),
            Action::PreviousButton => self.focus_on((self.focus + buttons - 1) % buttons, now),
            _ => return self.text.act(action),
        }
        true
    }

    /// Puts the focus on the button that commits.
    pub fn accept(&mut self, now: Duration) {
        let commit = self.buttons.iter().position(|(_, commits)| *commits);
        self.focus_on(commit.unwrap_or(self.focus), now);
    }

    /// Follows the typing of a text that a dialog wants: whoever has typed something means to commit, so that
    /// Enter presses that button. Each letter starts the rest again, so that a pasted line cannot end in a
    /// yes.
    pub fn typed(&mut self, text: &str, now: Duration) {
        self.focus_on(0, now);
        if !text.is_empty() {
            self.accept(now);
        }
    }

    /// Takes a click. Returns the button to press: a button that commits needs the focus first.
    pub fn click(&mut self, x: u16, y: u16, now: Duration) -> Option<usize> {
        let at = self
            .buttons
            .iter()
            .position(|(place, _)| place.contains((x, y).into()))?;
        let is_ready = !self.commits(at) || self.focus == at;
        if self.focus != at {
            self.focus_on(at, now);
        }
        is_ready.then_some(at)
    }

    /// Returns the keys that answer, the most wanted first; `is_typed` where a text must be typed.
    pub fn hints(&self, is_typed: bool) -> &'static [Action] {
        use Action::{Accept, Decline, Down, NextButton, Press};
        match (self.is_on_commit(), is_typed) {
            (false, _) if self.is_unread() => &[Down, Decline, NextButton],
            (_, true) => &[Press, NextButton, Decline],
            (true, false) => &[Press, Decline, NextButton],
            (false, false) => &[Accept, Decline, NextButton],
        }
    }

    /// Returns why a button that commits is not heard yet; `is_typed` where a text must be typed.
    pub fn why_not(&self, is_typed: bool, sight: &Sight) -> Option<Cow<'static, str>> {
        if self.is_unread() {
            let why = sight.keymap.fill(if is_typed {
                "Read to the end first: {typed.down} shows"
            } else {
                "Read to the end first: {confirm.down} shows"
            });
            let more = show::things(self.total - self.seen, "more line");
            return Some(format!("{why} {more}").into());
        }
        self.why_greyed(sight.now.since_start)
    }

    /// Says the same for beside the button, where the text itself says how much of it is left to read.
    pub fn why_greyed(&self, now: Duration) -> Option<Cow<'static, str>> {
        let waits = !self.is_unread() && self.next_tick(now).is_some();
        waits.then_some("One moment…".into())
    }

    /// Whether there is text that was not on the screen yet.
    pub const fn is_unread(&self) -> bool {
        self.seen < self.total
    }

    /// Returns how much longer no act counts.
    pub fn next_tick(&self, now: Duration) -> Option<Duration> {
        let end = self.readable_since.max(self.focused_since) + DEAF;
        end.checked_sub(now).filter(|left| !left.is_zero())
    }

    /// Takes in what the dialog shows now, and where.
    pub fn settle(&mut self, dialog: &Dialog, area: Rect, now: Duration) {
        if self.lines != dialog.lines {
            let is_first = self.lines.is_empty();
            self.lines.clone_from(&dialog.lines);
            if !is_first {
                self.start_over(now);
            }
        }
        let layout = dialog.layout(area);
        let (all, height) = (layout.lines.len(), layout.shown());
        self.text.settle(all, height);
        self.total = all;
        self.seen = self.seen.max(self.text.top + height).min(all);
        self.buttons = layout
            .buttons
            .iter()
            .zip(&dialog.buttons)
            .map(|(place, button)| (*place, button.commits))
            .collect();
        self.focus = self.focus.min(self.buttons.len().saturating_sub(1));
    }
}
