//! Who has an email, as a question and its answer.
use crate::api::ids::CustomerId;

/// Asks who has an email.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    pub email: String,
    /// Whether all customers had been read when this was asked.
    pub is_whole: bool,
}

/// Who has an email.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sharers {
    pub sought: Sought,
    /// Token and name.
    pub customers: Vec<(CustomerId, String)>,
    /// Whether there may be more of them.
    pub is_cut: bool,
    /// How many customers were searched.
    pub searched: usize,
    /// Whether more were still coming from the disk.
    pub is_filling: bool,
}

impl Sharers {
    /// Whether all customers were searched.
    pub const fn is_whole(&self) -> bool {
        self.sought.is_whole && !self.is_filling
    }
}
