//! A place in a list of rows: kept by key, with a margin, and by its line on the screen.
use crate::model::action::Action;

/// Which row is chosen and which is at the top.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    pub at: usize,
    pub top: usize,
}

impl Cursor {
    /// Moves as an action says; returns whether the action was a movement.
    #[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
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
        self.fit_lines(rows, height, |_| 1);
    }

    /// Does the same where rows take different numbers of lines.
    pub fn fit_lines(&mut self, rows: usize, height: usize, lines: impl Fn(usize) -> usize) {
        let last = rows.saturating_sub(1);
        self.at = self.at.min(last);
        let first_beside = |end: usize| end + 1 - fitting((0..=end).rev(), height, &lines);
        self.top = self.top.max(first_beside(self.at)).min(self.at);
        self.top = self.top.min(first_beside(last));
    }
}

/// Returns how many of the rows fit into so many lines, one at the least.
pub fn fitting(
    rows: impl Iterator<Item = usize>,
    height: usize,
    lines: impl Fn(usize) -> usize,
) -> usize {
    let mut used = 0;
    let shown = rows.take_while(|row| {
        used += lines(*row);
        used <= height
    });
    shown.count().max(1)
}
