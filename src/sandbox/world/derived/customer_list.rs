//! The list of all customers, newest first: arithmetic over the base ones, with those that calls made merged
//! in.

use std::collections::HashMap;
use std::ops::Range;

use crate::sandbox::world::base::BaseData;

/// The list of customers between two changes.
pub struct CustomerList {
    /// The rank in the whole list and the token of each customer that a call made, ascending.
    made: Vec<(u64, String)>,
    /// The indexes of deleted base customers, ascending.
    deleted: Vec<u32>,
    /// The base customers that a call has touched, and since when.
    touched: HashMap<u32, i64>,
    /// The number of all customers.
    pub total: u64,
}

/// One row of the list.
#[derive(Debug)]
pub enum Entry {
    Base(u32),
    Made(String),
}

impl CustomerList {
    /// Merges the customers that calls made, newest first, into the base ones that are not deleted.
    pub fn new(base: &BaseData, made: Vec<(i64, String)>, touched: Vec<(u32, i64, bool)>) -> Self {
        let known = || touched.iter().filter(|(index, ..)| *index < base.customers);
        let deleted: Vec<u32> = known()
            .filter(|(_, _, deleted)| *deleted)
            .map(|(index, ..)| *index)
            .collect();
        let total = u64::from(base.customers) - deleted.len() as u64 + made.len() as u64;
        let rank = |(nth, (at, token)): (u64, (i64, String))| {
            let newer = base.created_after(at);
            let gone = deleted.partition_point(|index| *index < newer) as u64;
            (nth + u64::from(newer) - gone, token)
        };
        let made = (0..).zip(made).map(rank).collect();
        Self {
            made,
            touched: known().map(|(index, at, _)| (*index, *at)).collect(),
            deleted,
            total,
        }
    }

    /// Lists the touched base customers.
    pub fn all_touched(&self) -> impl Iterator<Item = u32> {
        self.touched.keys().copied()
    }

    /// When a call first touched a base customer, if any did.
    pub fn touched(&self, index: u32) -> Option<i64> {
        self.touched.get(&index).copied()
    }

    /// Whether any base customer was touched.
    pub fn is_touched(&self) -> bool {
        !self.touched.is_empty()
    }

    /// Returns the customers at the given ranks.
    pub fn entries(&self, ranks: Range<usize>) -> Vec<Entry> {
        let end = self.total.min(ranks.end as u64);
        (ranks.start as u64..end)
            .filter_map(|rank| self.entry(rank))
            .collect()
    }

    fn entry(&self, rank: u64) -> Option<Entry> {
        let before = self.made.partition_point(|(made, _)| *made < rank);
        if let Some((made, token)) = self.made.get(before)
            && *made == rank
        {
            return Some(Entry::Made(token.clone()));
        }
        self.existing(rank - before as u64).map(Entry::Base)
    }

    /// The index of the nth base customer that is not deleted.
    fn existing(&self, nth: u64) -> Option<u32> {
        let (mut low, mut high) = (0, self.deleted.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let existing_before = u64::from(*self.deleted.get(middle)?) - middle as u64;
            if existing_before <= nth {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        u32::try_from(nth + low as u64).ok()
    }
}
