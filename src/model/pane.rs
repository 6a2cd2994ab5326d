//! The five panes, by name.
use strum::{EnumCount, IntoEnumIterator};

/// Names a rectangle that can hold the focus; the digits 1 to 5 go to them in this order.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::EnumCount,
    strum::EnumIter,
)]
pub enum PaneId {
    #[default]
    Customers,
    Info,
    Cards,
    Subscriptions,
    Charges,
}

impl PaneId {
    #[must_use]
    pub fn next(self) -> Self {
        self.step(1)
    }

    #[must_use]
    pub fn previous(self) -> Self {
        self.step(Self::COUNT - 1)
    }

    fn step(self, by: usize) -> Self {
        let at = Self::iter().position(|id| id == self).unwrap_or(0);
        Self::iter().cycle().nth(at + by).unwrap_or(self)
    }
}
