//! What is looked for in the list, and how it is ordered.
use crate::mirror::{Order, Query, Today};

/// The text of the search, what it means today, and the order that was chosen.
#[derive(Debug, Default)]
pub struct Criteria {
    text: String,
    query: Query,
    order: Order,
    /// Whether the column was chosen while something was looked for: else hits come by relevance.
    by_column: bool,
}

impl Criteria {
    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn query(&self) -> &Query {
        &self.query
    }

    pub fn order(&self) -> Order {
        self.order
    }

    /// Whether the best hits come first, and not the order of a column.
    pub fn is_by_relevance(&self) -> bool {
        !self.query.is_empty() && !self.by_column
    }

    pub(super) fn search(&mut self, text: &str, today: Today<'_>) {
        self.by_column &= !self.query.is_empty();
        self.query = Query::parse(text, today);
        text.clone_into(&mut self.text);
    }

    /// Reads the text anew; returns whether it means something else today.
    pub(super) fn keep_up(&mut self, today: Today<'_>) -> bool {
        let query = Query::parse(&self.text, today);
        let is_other = query != self.query;
        self.query = query;
        is_other
    }

    /// Looks for all customers, in the same order.
    pub(super) fn clear(&mut self) {
        *self = Self {
            order: self.order,
            ..Self::default()
        };
    }

    pub(super) fn sort(&mut self, order: Order) {
        self.order = order;
        self.by_column = !self.query.is_empty();
    }
}
