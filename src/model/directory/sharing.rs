//! Who has the email that is being typed into a form: asked of the mirror once for each email, and again
//! once all customers are read.
use super::Directory;
use crate::mirror::{Sharers, Sought, has_email};

/// What is to be asked, what was asked last, and its answer.
#[derive(Debug, Default)]
pub struct Sharing {
    wanted: Option<Sought>,
    asked: Option<Sought>,
    known: Option<Sharers>,
}

impl Directory {
    /// Whether every customer that the API has is here, as far as anybody can tell.
    fn is_whole(&self) -> bool {
        let is_filling = self.answer().is_filling || self.reading.is_following();
        // While known customers are read again all of them are still here.
        let is_read = !self.is_loading() || self.is_started() && self.count() == self.total();
        is_read && !is_filling
    }

    /// Takes note of the email that is typed somewhere, if one is.
    pub fn seek_email(&mut self, email: Option<&str>) {
        let is_whole = self.is_whole();
        let sought = |email: &str| Sought {
            email: email.to_owned(),
            is_whole,
        };
        if email.is_none() {
            self.sharing = Sharing::default();
        }
        self.sharing.wanted = email.map(sought);
    }

    /// Returns what the mirror is to be asked, once.
    pub fn take_sought(&mut self) -> Option<Sought> {
        let Sharing { wanted, asked, .. } = &mut self.sharing;
        (wanted != asked).then(|| asked.clone_from(wanted))?;
        wanted.clone()
    }

    /// Takes the answer to the last question.
    pub fn hear_sharers(&mut self, sharers: Sharers) {
        if self.sharing.asked.as_ref() == Some(&sharers.sought) {
            self.sharing.known = Some(sharers);
            self.version += 1;
        }
    }

    /// Returns who has an email, once that is known. What is known better here than in the mirror counts.
    pub fn sharers(&self, email: &str) -> Option<Sharers> {
        let known = self.sharing.known.as_ref();
        let mut sharers = known.filter(|known| known.sought.email == email)?.clone();
        sharers.customers.retain(|(id, _)| {
            let has_it = |customer| has_email(customer, email);
            !self.is_removed(id) && !self.is_gone(id) && self.get(id).is_none_or(has_it)
        });
        for customer in self.customers().filter(|one| has_email(one, email)) {
            let id = &customer.token;
            let is_there = !self.is_removed(id) && !self.is_gone(id);
            let is_new = sharers.customers.iter().all(|(other, _)| other != id);
            if is_there && is_new && self.get(id).is_some_and(|one| has_email(one, email)) {
                sharers.customers.push((id.clone(), customer.name()));
            }
        }
        Some(sharers)
    }
}
