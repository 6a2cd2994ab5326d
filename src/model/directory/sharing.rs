//! Who has the email that is being typed into a form: asked of the mirror once for each email, and again
//! once all customers are read.
use super::Directory;
use crate::mirror::{Sharers, Sought, has_email};

/// What is to be asked, what was asked last, and its answer.
#[derive(Debug, Default)]
pub struct EmailSearch {
    wanted: Option<Sought>,
    asked: Option<Sought>,
    known: Option<Sharers>,
}

impl EmailSearch {
    /// Takes note of the email that is typed somewhere, if one is, and whether every customer is here.
    pub fn seek(&mut self, email: Option<&str>, is_whole: bool) {
        if email.is_none() {
            *self = Self::default();
        }
        self.wanted = email.map(|email| Sought {
            email: email.to_owned(),
            is_whole,
        });
    }

    /// Returns what the mirror is to be asked, once.
    pub fn take(&mut self) -> Option<Sought> {
        if self.wanted == self.asked {
            return None;
        }
        self.asked.clone_from(&self.wanted);
        self.wanted.clone()
    }

    /// Takes the answer to the last question; returns whether it is that.
    fn hear(&mut self, sharers: Sharers) -> bool {
        let is_asked = self.asked.as_ref() == Some(&sharers.sought);
        if is_asked {
            self.known = Some(sharers);
        }
        is_asked
    }
}

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
        self.version += u64::from(self.lookups.email.hear(sharers));
    }

    /// Returns who has an email, once that is known. What is known better here than in the mirror counts.
    pub fn sharers(&self, email: &str) -> Option<Sharers> {
        let known = self.lookups.email.known.as_ref();
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
