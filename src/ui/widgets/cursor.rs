//! A place in a list of rows: kept by key, with a margin, and by its line on the screen.
use crate::model::action::Action;

/// Holds which row is chosen and which is at the top.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    pub at: usize,
    pub top: usize,
}

impl Cursor {
    /// Moves as an action says; says whether the action was a movement.
    pub fn act(&mut self, action: Action, rows: usize, height: usize) -> bool {
        let last = rows.saturating_sub(1);
        let page = height.saturating_sub(1).max(1);
        self.at = match action {
            Action::Down => self.at.saturating_add(1),
            Action::Up => self.at.saturating_sub(1),
            Action::First => 0,
            Action::Last => last,
            Action::HalfDown => self.at.saturating_add(height.div_ceil(2)),
            Action::HalfUp => self.at.saturating_sub(height.div_ceil(2)),
            Action::PageDown => self.at.saturating_add(page),
            Action::PageUp => self.at.saturating_sub(page),
            _ => return false,
        };
        self.fit(rows, height);
        true
    }

    /// Keeps the place inside the rows and the window around the place.
    pub fn fit(&mut self, rows: usize, height: usize) {
        self.at = self.at.min(rows.saturating_sub(1));
        let lowest = (self.at + 1).saturating_sub(height);
        self.top = self.top.max(lowest).min(self.at);
        self.top = self.top.min(rows.saturating_sub(height));
    }
}
