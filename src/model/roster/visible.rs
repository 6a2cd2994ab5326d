//! Which rows the screen shows.

/// How many rows stay visible above and below the chosen one.
const MARGIN: usize = 3;

/// The place of the chosen row among the hits, and the hits that fit on the screen.
#[derive(Clone, Copy, Debug, Default)]
pub struct VisibleRows {
    pub at: usize,
    pub top: usize,
    pub height: usize,
}

impl VisibleRows {
    /// Moves to a place; the line on the screen stays the same as far as it can.
    pub fn put(&mut self, place: usize) {
        let line = self.at.saturating_sub(self.top);
        self.at = place;
        self.top = place.saturating_sub(line);
    }

    /// Keeps the chosen row inside the window, with a margin, and the window inside the hits.
    pub fn fit(&mut self, matched: usize) {
        let margin = MARGIN.min(self.height.saturating_sub(1) / 2);
        let lowest = (self.at + margin + 1).saturating_sub(self.height);
        let highest = self.at.saturating_sub(margin);
        let top = self.top.max(lowest).min(highest);
        self.top = top.min(matched.saturating_sub(self.height));
    }
}
