//! How far a text is scrolled that has no chosen row.
use crate::model::action::Action;

/// The first line that is shown, how many there are and how many of them fit.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scroll {
    pub top: usize,
    pub lines: usize,
    height: usize,
}

impl Scroll {
    /// Takes in how many lines there are now, and how many fit.
    pub fn settle(&mut self, lines: usize, height: impl Into<usize>) {
        (self.lines, self.height) = (lines, height.into());
        self.top = self.top.min(self.last());
    }

    /// Returns the first line that can stand at the top, with the end of the text at the bottom.
    fn last(&self) -> usize {
        self.lines.saturating_sub(self.height)
    }

    /// Scrolls as an action says; returns whether the action was a movement.
    #[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
    pub fn act(&mut self, action: Action) -> bool {
        self.top = match action {
            Action::Down => self.top.saturating_add(1),
            Action::Up => self.top.saturating_sub(1),
            Action::First => 0,
            Action::Last => self.last(),
            Action::HalfDown => self.top.saturating_add(self.height / 2),
            Action::HalfUp => self.top.saturating_sub(self.height / 2),
            Action::PageDown => self.top.saturating_add(self.height),
            Action::PageUp => self.top.saturating_sub(self.height),
            _ => return false,
        }
        .min(self.last());
        true
    }
}
