//! Who has the email that is being typed into a form: asked of the mirror once for each email, and again
//! once all customers are read.
use super::Directory;
use crate::mirror::{Matches, Query, Sharers, has_email};

impl Directory {
    /// Whether every customer that the API has is here, as far as anybody can tell.
    pub(super) fn is_whole(&self) -> bool {
        let is_filling = self.loaded.window().is_filling || self.reading.is_following();
        // While known customers are read again all of them are still here.
        let is_read = !self.is_loading() || self.is_started() && self.count() == self.total();
        is_read && !is_filling
    }

    /// Takes what the mirror says of an email.
    pub fn hear_sharers(&mut self, sharers: Sharers) {
        let is_news = self.lookups.email.hear(sharers, |it| &it.sought);
        self.version += u64::from(is_news);
    }

    /// Takes what the mirror says of a query.
    pub fn hear_matches(&mut self, matches: Matches) {
        let is_news = self.lookups.matches.hear(matches, |it| &it.request);
        self.version += u64::from(is_news);
    }

    /// Returns who matches a query best, once that is known.
    pub fn matches(&self, query: &Query) -> Option<&Matches> {
        let known = self.lookups.matches.known();
        known.filter(|known| known.request.query == *query)
    }

    /// Returns who has an email, once that is known. What is known better here than in the mirror counts.
    pub fn sharers(&self, email: &str) -> Option<Sharers> {
        let known = self.lookups.email.known();
        let mut sharers = known.filter(|known| known.sought.email == email)?.clone();
        sharers.customers.retain(|(id, _)| {
            let has_it = |customer| has_email(customer, email);
            !self.gone.has(id) && self.loaded.get(id).is_none_or(has_it)
        });
        for customer in self.loaded.customers().filter(|one| has_email(one, email)) {
            let id = &customer.token;
            let is_new = sharers.customers.iter().all(|(other, _)| other != id);
            if is_new
                && !self.gone.has(id)
                && self.loaded.get(id).is_some_and(|one| has_email(one, email))
            {
                sharers.customers.push((id.clone(), customer.name()));
            }
        }
        Some(sharers)
    }
}
