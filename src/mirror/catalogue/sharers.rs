//! Who has an email: found in memory, told apart by the rows on disk.
use super::{Catalogue, ReadRows};
use crate::api::customers::{Customer, CustomerField};
use crate::api::ids::CustomerId;
use crate::mirror::{HitKind, Query, SearchField, Sharers, Slot, Sought, Trouble, search};
use crate::text::fold::fold;

/// The most that are read: of more than these nobody needs the number.
const MOST: usize = 50;

impl Catalogue {
    /// Finds the customers who have an email, whatever its case and the spaces around it.
    pub fn sharers(&self, sought: Sought, rows: ReadRows<'_>) -> Result<Sharers, Trouble> {
        let email = sought.email.trim();
        let hits = search(&self.index, Query::in_email(email), &|| false);
        let folded = fold(email);
        let is_it = |slot: &&Slot| {
            let row = self.index.row(**slot);
            row.is_some_and(|row| {
                let text = row.field(SearchField::Email);
                text.trim_ascii() == folded.as_bytes()
            })
        };
        let slots = hits.slots(HitKind::Exact).iter().filter(is_it);
        let tokens = slots.filter_map(|slot| CustomerId::new(&self.index.token(*slot)?));
        let tokens: Vec<CustomerId> = tokens.take(MOST).collect();
        // Folded texts of two emails are the same where only an accent tells them apart.
        let found = rows(&tokens)?.into_iter().map(|seen| seen.customer);
        let found = found.filter(|customer| has_email(customer, email));
        let customers = found.map(|customer| (customer.token.clone(), customer.name()));
        Ok(Sharers {
            customers: customers.collect(),
            is_cut: tokens.len() == MOST,
            searched: self.index.len(),
            is_filling: self.filling.is_some(),
            sought,
        })
    }
}

/// Whether a customer has an email, whatever its case and the spaces around it.
pub fn has_email(customer: &Customer, email: &str) -> bool {
    let own = customer.field(CustomerField::Email);
    own.trim().to_lowercase() == email.trim().to_lowercase()
}
