//! What a sweep is doing.
use crate::api::ids::CustomerId;
use crate::mirror::sweep::newest::{Newest, Then};
use crate::mirror::sweep::pages::Pages;
use std::collections::BTreeSet;

#[derive(Debug, Default)]
pub(super) enum Phase {
    #[default]
    Over,
    Newest(Newest),
    All(Pages),
    /// All pages are read, and what the mirror makes of that is not known yet.
    Ending,
    Missing(Missing),
    /// All is read, and how many rows the mirror holds is not known yet.
    Counting,
}

#[derive(Debug)]
pub(super) struct Missing {
    pub(super) left: BTreeSet<CustomerId>,
    pub(super) of: usize,
}

impl Phase {
    /// Whether all is read, or will be behind the newest.
    pub(super) const fn is_of_all(&self) -> bool {
        match self {
            Self::Over => false,
            Self::Newest(newest) => !matches!(newest.then, Then::Nothing),
            Self::All(_) | Self::Ending | Self::Missing(_) | Self::Counting => true,
        }
    }
}
