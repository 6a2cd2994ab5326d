//! What keeps customers from being read: a key that is being read or was refused, and the person's wish.
use crate::model::cure::{Cure, ShutOut};
use crate::model::effect::Ticket;
use crate::ui::bars::Hold;

#[derive(Debug, Default)]
pub(super) struct Awaited {
    /// Whether the profile's key command is running.
    pub(super) is_key: bool,
    /// Whether reading further pages was stopped by the person.
    pub(super) is_halted: bool,
    shut_out: Option<ShutOut>,
}

impl Awaited {
    /// Returns why no customers are being read.
    pub(super) const fn hold(&self) -> Option<Hold> {
        match (self.is_key, self.is_halted) {
            (true, _) => Some(Hold::Key),
            (false, true) => Some(Hold::Halted),
            (false, false) => None,
        }
    }

    /// Takes note that the profile lets nobody in, which is told now.
    pub(super) fn shut_out_until(&mut self, cure: &Cure) {
        self.shut_out = Some(ShutOut {
            cure: cure.clone(),
            tried_again: None,
        });
    }

    pub(super) const fn is_shut_out(&self) -> bool {
        self.shut_out.is_some()
    }

    /// Whether it is news that the key was refused for a question.
    pub(super) fn is_refusal_news(&self, ticket: Ticket) -> bool {
        let was = self.shut_out.as_ref();
        was.is_none_or(|was| was.is_news(ticket))
    }

    /// Whether the person tried again after a question was asked.
    pub(super) fn is_with_old_key(&self, ticket: Ticket) -> bool {
        let was = self.shut_out.as_ref();
        was.is_some_and(|was| was.is_behind(ticket))
    }

    /// Takes note that the person tries again, with the number of the next question; returns whether they
    /// were shut out.
    pub(super) fn try_again(&mut self, next: impl FnOnce() -> Ticket) -> bool {
        let Some(shut_out) = &mut self.shut_out else {
            return false;
        };
        shut_out.tried_again = Some(next());
        true
    }

    /// Takes note of failures that are over.
    pub(super) fn take_back(&mut self, is_over: impl Fn(&Cure) -> bool) {
        self.shut_out.take_if(|shut_out| is_over(&shut_out.cure));
    }
}
