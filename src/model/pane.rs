//! The five panes, by name.

/// Names a rectangle that can hold the focus; the digits 1 to 5 go to them in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaneId {
    #[default]
    Customers,
    Info,
    Cards,
    Subscriptions,
    Charges,
}

impl PaneId {
    pub const ALL: [Self; 5] = [
        Self::Customers,
        Self::Info,
        Self::Cards,
        Self::Subscriptions,
        Self::Charges,
    ];

    #[must_use]
    pub fn next(self) -> Self {
        self.step(1)
    }

    #[must_use]
    pub fn previous(self) -> Self {
        self.step(Self::ALL.len() - 1)
    }

    fn step(self, by: usize) -> Self {
        let at = Self::ALL.iter().position(|id| *id == self).unwrap_or(0);
        Self::ALL[(at + by) % Self::ALL.len()]
    }
}
