//! The fields while they are filled in: which has the focus, and what is said of them.
mod choosing;
mod lists;
mod remarks;
mod typing;

pub use remarks::Remarks;
pub use typing::TOKEN_ONLY;

use super::content::Content;
use crate::model::draft::Draft;
use crate::model::form::ahead::Ahead;
use crate::model::form::field::{Field, PickList};
use crate::model::form::{Finding, address, expiry, number, states};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug)]
pub struct Editor {
    pub content: Content,
    /// The field that has the focus, by its place; one past the last is the button.
    at: usize,
    /// The fields that the focus has left, which may be judged.
    left: BTreeSet<Field>,
    /// What was typed on a field with a list, until the focus moves.
    ahead: Ahead,
    pub remarks: Remarks,
}

impl Editor {
    pub fn new(content: Content) -> Self {
        Self {
            content,
            at: 0,
            left: BTreeSet::new(),
            ahead: Ahead::default(),
            remarks: Remarks::default(),
        }
    }

    /// Takes up what was left of the form before.
    pub fn restore(&mut self, draft: &Draft) {
        self.left.extend(self.content.restore(draft));
        self.remarks
            .note(if self.content.fields().contains(&Field::SOURCE) {
                "Draft restored; card number and CVC are never kept"
            } else {
                "Draft restored"
            });
    }

    /// Puts the focus where one types: whoever opens the form for a card types its number.
    pub fn begin(&mut self) {
        let fields = self.content.fields();
        let first = fields.iter().position(|field| *field != Field::SOURCE);
        self.at = first.unwrap_or(0);
    }

    /// Returns the field that has the focus; `None` on the button.
    pub fn field(&self) -> Option<Field> {
        self.content.fields().get(self.at).copied()
    }

    /// Returns the list from which the field that has the focus is picked.
    pub fn list(&self) -> Option<PickList> {
        self.content.entries.list(self.field()?)
    }

    pub fn go_on(&mut self) {
        self.go_to((self.at + 1) % (self.content.fields().len() + 1));
    }

    pub fn go_back(&mut self) {
        let fields = self.content.fields().len();
        self.go_to((self.at + fields) % (fields + 1));
    }

    /// Whether the focus is on the last field or behind it.
    pub fn is_at_end(&self) -> bool {
        self.at + 1 >= self.content.fields().len()
    }

    fn go_to(&mut self, at: usize) {
        self.leave();
        self.ahead = Ahead::default();
        self.at = at.min(self.content.fields().len());
    }

    pub fn go_to_field(&mut self, field: Field) {
        let fields = self.content.fields();
        if let Some(at) = fields.iter().position(|other| *other == field) {
            self.go_to(at);
        }
    }

    /// Leaves the field that has the focus: from now on it is judged.
    pub fn leave(&mut self) {
        let Some(field) = self.field() else { return };
        self.left.insert(field);
        let entries = &mut self.content.entries;
        let text = entries.text(field).to_owned();
        if field == Field::EXPIRY
            && let Some(expiry) = expiry::read(&text)
        {
            entries.set(field, &expiry::write(expiry));
        }
        if field == Field::STATE
            && entries.text(Field::COUNTRY) == address::HOME
            && let Some(code) = states::state(&text)
        {
            entries.set(field, code);
        }
    }

    /// Judges every field from now on.
    pub fn judge_all(&mut self) {
        self.left.extend(self.content.fields());
    }

    /// Puts back what the record had in the field that has the focus.
    pub fn put_back(&mut self) {
        if let Some(field) = self.field() {
            self.content.put_back(field);
            self.remarks.refused.remove(&field);
        }
    }

    /// Takes note that a field holds something else now.
    fn changed(&mut self, field: Field) {
        self.remarks.refused.remove(&field);
        self.remarks.notes.clear();
        self.content.entries.typed(field);
    }

    /// Wipes card number and code. Returns whether there was anything.
    pub fn wipe(&mut self) -> bool {
        let any = self.content.entries.wipe();
        if any {
            self.remarks
                .note("Card number and CVC were wiped for safety");
        }
        any
    }

    /// Shows what the API said of the fields, and goes to the first of them.
    pub fn refuse(&mut self, refused: BTreeMap<Field, String>) {
        let fields = self.content.fields();
        let first = fields.iter().find(|field| refused.contains_key(field));
        self.remarks.refused = refused;
        if let Some(field) = first {
            self.go_to_field(*field);
        }
    }

    /// Returns what is said beside a field now: first what was just refused, then the API, then our rules.
    pub fn finding(&self, field: Field) -> Option<Finding> {
        if let Some(said) = self.remarks.of(field) {
            return Some(said);
        }
        let here = self.field() == Some(field);
        let found = self.content.judge(field);
        let is_due = |found: &Finding| found.at_once || self.left.contains(&field);
        if let Some(found) = found.filter(is_due) {
            return Some(found);
        }
        if here && !self.ahead.is_empty() {
            return Some(Finding::note(format!("typed \"{}\"", self.ahead.typed())));
        }
        // What is still being typed is not nagged at.
        (here && field == Field::NUMBER)
            .then(|| number::progress(self.content.entries.number.expose()))
            .flatten()
            .map(Finding::note)
    }
}
