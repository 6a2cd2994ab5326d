//! The best few customers that match a query, as a question and its answer: for whoever wants no list of all.
use crate::api::customers::Customer;
use crate::mirror::Query;

/// Asks who matches a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MatchRequest {
    pub query: Query,
    /// Whether all customers had been read when this was asked, and how many there were to search.
    pub is_whole: bool,
    pub held: usize,
}

/// Who matches a query, the best first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matches {
    pub request: MatchRequest,
    pub customers: Vec<Customer>,
    /// How many match, and how many but for a typing error; those come behind the others.
    pub exact: usize,
    pub near: usize,
    /// Whether more customers were still coming from the disk.
    pub is_filling: bool,
}

impl Matches {
    /// Whether all customers were searched.
    pub const fn is_whole(&self) -> bool {
        self.request.is_whole && !self.is_filling
    }
}
