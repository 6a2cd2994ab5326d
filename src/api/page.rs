//! One page of a list: 25 rows, and what the API says about the others (contract section 4).

/// Holds what one page of a list said.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// The page that was asked for, from 1.
    pub number: u32,
    /// The page to read next, or `None` on the last one.
    pub next: Option<u32>,
    /// How many rows the API says there are on all pages; it may lie.
    pub total: Option<u64>,
    /// Rows that could not be read: each costs itself, not the page.
    pub unreadable: u32,
}
