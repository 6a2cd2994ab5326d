//! What was typed into a form and not sent, kept for this run.
use crate::model::ask::FormKind;

/// Holds the texts of a form by the names of its fields; never a card number or CVC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub kind: FormKind,
    pub texts: Vec<(&'static str, String)>,
}

/// Holds one draft a form.
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

    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Draft> {
        self.0.iter()
    }
}
