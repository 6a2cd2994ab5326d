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

impl Directory {
    /// Takes note of the card that is looked for somewhere, if one is.
    pub fn seek_card(&mut self, card: Option<&CardId>) {
        if self.card.wanted.as_ref() != card {
            self.card = CardSearch {
                wanted: card.cloned(),
                ..CardSearch::default()
            };
        }
        if self.card.is_partial && !self.is_loading() {
            self.ask_for_card_again();
        }
    }

    /// Has the mirror asked once more: it holds more than before, or is another one.
    pub(super) fn ask_for_card_again(&mut self) {
        (self.card.is_asked, self.card.is_partial) = (false, false);
    }

    /// Returns what the mirror is to be asked, once.
    pub fn take_card(&mut self) -> Option<CardId> {
        let wanted = self.card.wanted.clone().filter(|_| !self.card.is_asked)?;
        (self.card.is_asked, self.card.is_partial) = (true, self.is_loading());
        Some(wanted)
    }

    /// Takes what the mirror says.
    pub fn hear_of_card(&mut self, card: CardId, of: Option<CustomerId>) {
        if self.card.wanted.as_ref() == Some(&card) {
            self.card.known = Some((card, of));
            self.version += 1;
        }
    }

    pub fn holder(&self, card: &CardId) -> Holder<'_> {
        match &self.card.known {
            Some((known, of)) if known == card => match of {
                Some(id) if !self.is_removed(id) && !self.is_gone(id) => Holder::Is(id),
                _ => Holder::Nobody,
            },
            _ => Holder::Unasked,
        }
    }
}
