//! What is said of the fields besides what our rules find.
use crate::model::form::Finding;
use crate::model::form::field::Field;
use std::collections::BTreeMap;

#[derive(Debug, Default)]
pub struct Remarks {
    /// What the API said of the fields, until they are changed.
    pub refused: BTreeMap<Field, String>,
    /// Lines at the bottom.
    pub notes: Vec<String>,
    /// What is said of the last key or paste, until the next.
    said: Option<(Field, Finding)>,
}

impl Remarks {
    /// Shows a note at the bottom, in the place of those that are there.
    pub fn note(&mut self, text: impl Into<String>) {
        self.notes = vec![text.into()];
    }

    pub fn say(&mut self, field: Field, finding: Finding) {
        self.said = Some((field, finding.now()));
    }

    pub fn warn(&mut self, field: Field, text: impl Into<String>) {
        self.say(field, Finding::warning(text));
    }

    /// Forgets what was said of the last key or paste.
    pub fn hush(&mut self) {
        self.said = None;
    }

    /// Returns what was said of a field last, else what the API said of it.
    pub fn of(&self, field: Field) -> Option<Finding> {
        let said = self.said.as_ref().filter(|(at, _)| *at == field);
        let refused = || Some(Finding::bad(self.refused.get(&field)?.as_str()));
        said.map(|(_, finding)| finding.clone()).or_else(refused)
    }
}
