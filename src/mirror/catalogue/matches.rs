//! The best matches of a query, without an order or a place among them.
use super::{Catalogue, ReadRows};
use crate::api::ids::CustomerId;
use crate::mirror::{MatchRequest, Matches, Trouble, search};

/// How many customers are read.
const MOST: usize = 8;

impl Catalogue {
    /// Finds the customers who match a query best.
    pub fn matches(&self, request: MatchRequest, rows: ReadRows<'_>) -> Result<Matches, Trouble> {
        let mut hits = search(&self.index, request.query.clone(), &|| false);
        hits.rank(&self.index, MOST, &|| false);
        let slots = hits.window(0, MOST);
        let tokens = slots.filter_map(|(slot, _)| CustomerId::new(&self.index.token(slot)?));
        let tokens: Vec<CustomerId> = tokens.collect();
        let customers = rows(&tokens)?.into_iter().map(|seen| seen.customer);
        Ok(Matches {
            customers: customers.collect(),
            exact: hits.exact(),
            near: hits.near(),
            is_filling: self.filling.is_some(),
            request,
        })
    }
}
