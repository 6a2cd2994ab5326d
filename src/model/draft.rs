//! What was typed into a form and not sent, kept for this run.
use crate::api::customers::CustomerField;
use crate::model::ask::FormKind;
use crate::model::effect::Ticket;
use crate::model::form::field::{Field, Source};
use crate::text::Safe;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The texts of a form; never a card number or CVC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub kind: FormKind,
    /// What was being done, and for whom.
    pub title: String,
    pub texts: BTreeMap<Field, String>,
    pub source: Source,
    /// What the record had where the texts differ from it: who else changes it since then is not overwritten
    /// unasked.
    pub was: Vec<(CustomerField, Safe)>,
    /// How it was sent, where nobody knows what became of it: sent again, it may be done twice.
    pub sent: Option<Sent>,
}

/// When something was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    pub at: Timestamp,
    /// Its number while an answer is awaited; none before it has one.
    pub ticket: Option<Ticket>,
}

/// One draft a form.
#[derive(Clone, Debug, Default)]
pub struct Drafts(Vec<Draft>);

impl Drafts {
    pub fn keep(&mut self, draft: Draft) {
        self.0.retain(|other| other.kind != draft.kind);
        self.0.push(draft);
    }

    pub fn take(&mut self, kind: &FormKind) -> Option<Draft> {
        let at = self.0.iter().position(|draft| draft.kind == *kind)?;
        Some(self.0.remove(at))
    }

    /// Takes note of how the sending of a form ended that was closed meanwhile.
    pub fn learn(&mut self, kind: &FormKind, is_unknown: bool) {
        for draft in self.0.iter_mut().filter(|draft| draft.kind == *kind) {
            draft.sent.take_if(|_| !is_unknown);
        }
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Draft> {
        self.0.iter()
    }
}
