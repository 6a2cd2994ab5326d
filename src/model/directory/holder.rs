//! Whose a card is: asked of the mirror once for each card, for the API reads no card by its token.
use super::Directory;
use crate::api::ids::{CardId, CustomerId};

/// The card that is looked for, whether the mirror was asked for it, and what it said.
#[derive(Debug, Default)]
pub struct CardSearch {
    wanted: Option<CardId>,
    is_asked: bool,
    /// Whether the mirror did not hold all customers when it was asked.
    is_partial: bool,
    known: Option<(CardId, Option<CustomerId>)>,
}

/// Says whose a card is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder<'d> {
    /// The mirror has not said yet.
    Unasked,
    /// Nobody in the mirror has it.
    Nobody,
    Is(&'d CustomerId),
}

impl CardSearch {
    /// Takes note of the card that is looked for somewhere, if one is, and whether the mirror holds all
    /// customers.
    pub fn seek(&mut self, card: Option<&CardId>, is_whole: bool) {
        if self.wanted.as_ref() != card {
            *self = Self {
                wanted: card.cloned(),
                ..Self::default()
            };
        }
        if self.is_partial && is_whole {
            self.forget_asked();
        }
    }

    /// Has the mirror asked once more: it holds more than before, or is another one.
    pub fn forget_asked(&mut self) {
        (self.is_asked, self.is_partial) = (false, false);
    }

    /// Returns what the mirror is to be asked, once.
    pub fn take(&mut self, is_partial: bool) -> Option<CardId> {
        let wanted = self.wanted.clone().filter(|_| !self.is_asked)?;
        (self.is_asked, self.is_partial) = (true, is_partial);
        Some(wanted)
    }

    /// Takes what the mirror says; returns whether it was asked.
    pub fn hear(&mut self, card: CardId, of: Option<CustomerId>) -> bool {
        let is_wanted = self.wanted.as_ref() == Some(&card);
        if is_wanted {
            self.known = Some((card, of));
        }
        is_wanted
    }
}

impl Directory {
    /// Takes what the mirror says of a card.
    pub fn hear_of_card(&mut self, card: CardId, of: Option<CustomerId>) {
        self.version += u64::from(self.lookups.card.hear(card, of));
    }

    pub fn holder(&self, card: &CardId) -> Holder<'_> {
        match &self.lookups.card.known {
            Some((known, of)) if known == card => match of {
                Some(id) if !self.gone.has(id) => Holder::Is(id),
                _ => Holder::Nobody,
            },
            _ => Holder::Unasked,
        }
    }
}
