//! Where the focus stands among the fields.
use crate::model::form::ahead::Ahead;
use crate::model::form::field::Field;
use std::collections::BTreeSet;

#[derive(Debug, Default)]
pub struct Focus {
    /// One past the last field is the button.
    at: usize,
    /// The fields that the focus has left, which may be judged.
    left: BTreeSet<Field>,
    /// What was typed on a field with a list.
    ahead: Ahead,
}

impl Focus {
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Moves it; what was typed on a list is over then.
    pub fn put(&mut self, at: usize) {
        self.clear_ahead();
        self.at = at;
    }

    /// Keeps it among fields that have become fewer.
    pub fn limit(&mut self, fields: usize) {
        self.at = self.at.min(fields);
    }

    pub fn visit(&mut self, field: Field) {
        self.left.insert(field);
    }

    pub fn was_on(&self, field: Field) -> bool {
        self.left.contains(&field)
    }

    pub fn clear_ahead(&mut self) {
        self.ahead = Ahead::default();
    }

    pub const fn ahead(&self) -> &Ahead {
        &self.ahead
    }

    pub const fn ahead_mut(&mut self) -> &mut Ahead {
        &mut self.ahead
    }
}
