//! An edit: what the record was when the form opened, what the person made of it, and what the API
//! has by now.
//!
//! A text is shown cleaned, and what is shown is not always what is stored. Line breaks and tabs are
//! shown as pictures and sent as what they are. Where anything else was hidden or masked the field
//! is held: no key changes it but the one that clears it, so that no cleaned text is ever sent back.
use super::Form;
use crate::api::customers::{Customer, CustomerField, CustomerPatch};
use crate::model::cx::Sight;
use crate::model::form::field::Field;
use crate::text::Safe;

/// Holds the texts that the record had, as they are shown; empty in a form that edits nothing.
#[derive(Debug, Default)]
pub struct Baseline(Vec<(CustomerField, Safe)>);

/// Says whose text of a field is kept where both sides changed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Theirs,
    Yours,
}

/// Holds a field that was changed on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub field: CustomerField,
    pub theirs: String,
    pub yours: String,
    /// `None` until the person has chosen.
    pub side: Option<Side>,
}

impl Baseline {
    pub fn of(customer: &Customer) -> Self {
        let text = |field| match field {
            CustomerField::Email => &customer.email,
            CustomerField::FirstName => &customer.first_name,
            CustomerField::LastName => &customer.last_name,
            CustomerField::PhoneNumber => &customer.phone_number,
            CustomerField::Company => &customer.company,
            CustomerField::Notes => &customer.notes,
        };
        Self(
            CustomerField::ALL
                .into_iter()
                .map(|field| (field, text(field).clone().unwrap_or_default()))
                .collect(),
        )
    }

    pub fn get(&self, field: CustomerField) -> &str {
        self.find(field).map_or("", Safe::as_str)
    }

    /// Tells a text of which something was hidden or masked: what is shown of it is never sent back.
    pub fn is_lossy(&self, field: CustomerField) -> bool {
        self.find(field).is_some_and(Safe::is_lossy)
    }

    /// Returns the texts of some fields, to be put back.
    pub fn of_fields(
        &self,
        fields: impl Iterator<Item = CustomerField>,
    ) -> Vec<(CustomerField, Safe)> {
        fields
            .filter_map(|field| Some((field, self.find(field)?.clone())))
            .collect()
    }

    /// Takes texts that were kept.
    pub fn put_back(&mut self, kept: &[(CustomerField, Safe)]) {
        for (field, text) in &mut self.0 {
            if let Some((_, was)) = kept.iter().find(|(other, _)| other == field) {
                text.clone_from(was);
            }
        }
    }

    fn find(&self, field: CustomerField) -> Option<&Safe> {
        let found = self.0.iter().find(|(other, _)| *other == field);
        found.map(|(_, text)| text)
    }
}

impl Form {
    /// Says whether a text differs from the record's, spaces at its ends apart.
    pub fn is_changed(&self, field: CustomerField) -> bool {
        self.entries.text(Field::editing(field)) != self.baseline.get(field).trim()
    }

    pub fn changes(&self) -> impl Iterator<Item = CustomerField> {
        CustomerField::ALL
            .into_iter()
            .filter(|field| self.is_changed(*field))
    }

    /// Gives what an edit sends: changed fields only, but those where theirs is kept.
    pub fn patch(&self) -> CustomerPatch {
        let kept = |field: &CustomerField| !self.sides.contains(&(*field, Side::Theirs));
        CustomerPatch(
            self.changes()
                .filter(kept)
                .map(|field| (field, self.entries.to_send(Field::editing(field))))
                .collect(),
        )
    }

    /// Says whether a field shows a text of which something was hidden or masked. Such a field is
    /// not typed into: it stays as it is, or is cleared and typed anew.
    pub(super) fn is_held(&self, field: Field) -> bool {
        field
            .customer()
            .is_some_and(|own| self.baseline.is_lossy(own) && !self.is_changed(own))
    }

    /// Gives the fields whose new text replaces one of which something was hidden or masked.
    pub(super) fn replaced(&self) -> impl Iterator<Item = CustomerField> {
        self.changes().filter(|own| self.baseline.is_lossy(*own))
    }

    /// Gives the record as it was read again.
    fn theirs<'a>(&self, sight: &Sight<'a>) -> Option<&'a Customer> {
        sight.world.store.customer(self.customer()?)
    }

    /// Gives the fields that both sides changed, each in its own way.
    pub fn conflicts(&self, sight: &Sight) -> Vec<Conflict> {
        let Some(customer) = self.theirs(sight) else {
            return Vec::new();
        };
        self.changes()
            .filter_map(|field| {
                let (was, theirs) = (self.baseline.get(field), customer.field(field));
                let yours = self.entries.text(Field::editing(field));
                let side = self.sides.iter().find(|(other, _)| *other == field);
                (theirs != was && theirs.trim() != yours).then(|| Conflict {
                    field,
                    theirs: theirs.to_owned(),
                    yours: yours.to_owned(),
                    side: side.map(|(_, side)| *side),
                })
            })
            .collect()
    }

    /// Gives the fields that others changed and this form did not: they stay as they are there.
    pub fn changed_elsewhere(&self, sight: &Sight) -> Vec<(CustomerField, String)> {
        let Some(customer) = self.theirs(sight) else {
            return Vec::new();
        };
        CustomerField::ALL
            .into_iter()
            .filter(|field| {
                !self.is_changed(*field) && customer.field(*field) != self.baseline.get(*field)
            })
            .map(|field| (field, customer.field(field).to_owned()))
            .collect()
    }

    /// Turns to the other side of a conflict; the first time to the person's own.
    pub fn turn(&mut self, field: CustomerField) {
        let at = self.sides.iter().position(|(other, _)| *other == field);
        let side = match at.map(|at| self.sides.swap_remove(at).1) {
            None | Some(Side::Theirs) => Side::Yours,
            Some(Side::Yours) => Side::Theirs,
        };
        self.sides.push((field, side));
    }

    /// Takes up the record as it was read again, keeping what the person changed, and what they have still to decide.
    pub fn rebase(&mut self, sight: &Sight) {
        let Some(customer) = self.theirs(sight) else {
            return;
        };
        let conflicts = self.conflicts(sight).into_iter();
        let undecided = conflicts.filter(|conflict| conflict.side.is_none());
        let undecided = self
            .baseline
            .of_fields(undecided.map(|conflict| conflict.field));
        for field in CustomerField::ALL {
            let theirs = self.sides.contains(&(field, Side::Theirs));
            if theirs || !self.is_changed(field) {
                self.entries
                    .set(Field::editing(field), customer.field(field));
            }
        }
        self.baseline = Baseline::of(customer);
        self.baseline.put_back(&undecided);
        self.sides.clear();
    }
}
