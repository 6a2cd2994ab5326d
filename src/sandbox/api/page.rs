//! The requested page of a list (contract section 4 and M0).
//!
//! *Choice*: every list honours `per_page` from 1 to 500; the server was seen to honour 500 on two lists that
//! are not here.

use std::ops::{Range, RangeInclusive};

use super::params::Params;
use super::stack::Stack;

/// Rows on a page unless `per_page` sets another number.
const PER_PAGE: usize = 25;
const SIZES: RangeInclusive<usize> = 1..=500;

/// A page of a list, and which of the two servers lists it.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Counted from 1.
    pub number: u64,
    pub size: usize,
    pub stack: Stack,
}

impl Page {
    /// Reads the requested page: the first unless `page` is a number from 1 up.
    pub fn read(params: &Params, stack: Stack) -> Self {
        let text = |name| params.text(name);
        let number = text("page").and_then(|page| page.trim().parse().ok());
        let size = text("per_page").and_then(|size| size.trim().parse().ok());
        Self {
            number: number.filter(|number| *number > 0).unwrap_or(1),
            size: size.filter(|size| SIZES.contains(size)).unwrap_or(PER_PAGE),
            stack,
        }
    }

    /// The range of its rows in the list.
    pub fn rows(self) -> Range<usize> {
        let before = usize::try_from(self.number.saturating_sub(1)).unwrap_or(usize::MAX);
        let start = before.saturating_mul(self.size);
        start..start.saturating_add(self.size)
    }

    /// Returns the page's rows of a list in memory, and the length of the list.
    pub fn cut<T>(self, list: Vec<T>) -> (Vec<T>, u64) {
        let (total, rows) = (list.len() as u64, self.rows());
        let cut = list.into_iter().skip(rows.start).take(rows.len());
        (cut.collect(), total)
    }
}
