//! A change of a record: what it was when the form opened, what the person made of it, and what the API has
//! by now.
//!
//! A text is shown cleaned, and what is shown is not always what is stored. Line breaks and tabs are
//! shown as pictures and sent as what they are. Where anything else was hidden or masked the field
//! is held: no key changes it but the one that clears it, so that no cleaned text is ever sent back.
use super::Content;
use crate::api::customers::{Customer, CustomerField, CustomerPatch};
use crate::api::error::Error;
use crate::api::subject::Subject;
use crate::model::cx::Sight;
use crate::model::form::field::Field;
use crate::model::standing::Standing;
use crate::text::Safe;
use std::collections::BTreeMap;
use strum::IntoEnumIterator;

#[derive(Debug)]
pub struct Edit {
    /// The texts that the record had, as they are shown.
    pub baseline: BTreeMap<CustomerField, Safe>,
    /// The sides that were picked where both changed a field.
    pub sides: BTreeMap<CustomerField, Side>,
}

/// Whose text of a field is kept where both sides changed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Theirs,
    Yours,
}

/// A field that was changed on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub field: CustomerField,
    pub theirs: String,
    pub yours: String,
    /// `None` until the person has picked one.
    pub side: Option<Side>,
}

impl Edit {
    pub fn of(record: Option<&Customer>) -> Self {
        let text = |customer: &Customer, field| customer.text(field).cloned().unwrap_or_default();
        let all = record
            .map(|customer| CustomerField::iter().map(|field| (field, text(customer, field))));
        Self {
            baseline: all.into_iter().flatten().collect(),
            sides: BTreeMap::new(),
        }
    }

    fn was(&self, field: CustomerField) -> &str {
        self.baseline.get(&field).map_or("", Safe::as_str)
    }
}

impl Content {
    /// Whether it changes a record, which is read again before anything is sent.
    pub const fn is_edit(&self) -> bool {
        self.edit.is_some()
    }

    /// Returns the record that it changes.
    pub fn record(&self) -> Option<Subject> {
        let id = self.kind.customer().filter(|_| self.is_edit())?;
        Some(Subject::Customer(id.clone()))
    }

    /// Returns the record as it was read again; `None` until then.
    fn read_again<'a>(&self, sight: &Sight<'a>) -> Option<&'a Customer> {
        let id = self.kind.customer().filter(|_| self.is_read_again(sight))?;
        sight.world.store.customer(id)
    }

    pub fn is_read_again(&self, sight: &Sight) -> bool {
        let known = |record| *sight.store.standing(&record) == Standing::Known;
        self.record().is_some_and(known)
    }

    /// Returns why the record could not be read again.
    pub fn failure<'a>(&self, sight: &Sight<'a>) -> Option<&'a Error> {
        sight.world.store.failure(&self.record()?)
    }

    /// Returns the text that the record had in a field.
    pub fn was(&self, field: CustomerField) -> &str {
        self.edit.as_ref().map_or("", |edit| edit.was(field))
    }

    /// Whether a text differs from the record's, spaces at its ends apart.
    pub fn is_changed(&self, field: Field) -> bool {
        let own = field.customer().filter(|_| self.is_edit());
        own.is_some_and(|own| self.entries.text(field) != self.was(own).trim())
    }

    /// Returns the fields that differ from the record; none where no record is changed.
    pub fn changes(&self) -> Vec<CustomerField> {
        let all = CustomerField::iter();
        all.filter(|own| self.is_changed(Field::editing(*own)))
            .collect()
    }

    /// Whether there is nothing to send because the record has every text already.
    pub fn is_unchanged(&self) -> bool {
        self.is_edit() && self.changes().is_empty()
    }

    /// Whether the record's text of a field was not shown as it is, because something was hidden or masked.
    fn is_lossy(&self, field: Field) -> bool {
        let text = self.edit.as_ref().zip(field.customer());
        let text = text.and_then(|(edit, own)| edit.baseline.get(&own));
        text.is_some_and(Safe::is_lossy)
    }

    /// Whether a field shows such a text. It is not typed into: it stays as it is, or is cleared and typed
    /// again.
    pub fn is_held(&self, field: Field) -> bool {
        self.is_lossy(field) && !self.is_changed(field)
    }

    /// Whether a field takes the place of such a text.
    pub fn is_replaced(&self, field: Field) -> bool {
        self.is_lossy(field) && self.is_changed(field)
    }

    /// Puts back what the record had in a field.
    pub fn put_back(&mut self, field: Field) {
        if let Some((edit, own)) = self.edit.as_ref().zip(field.customer()) {
            self.entries.set(field, edit.was(own));
            self.entries.masked.remove(&field);
        }
    }

    /// Returns what the record had in the fields of which `keeps` says so.
    pub fn had(&self, keeps: impl Fn(&CustomerField) -> bool) -> Vec<(CustomerField, Safe)> {
        let baseline = self.edit.iter().flat_map(|edit| &edit.baseline);
        let kept = baseline.filter(|(field, _)| keeps(field));
        kept.map(|(field, text)| (*field, text.clone())).collect()
    }

    /// Returns what an edit sends: changed fields only, but those where theirs is kept.
    pub fn patch(&self) -> CustomerPatch {
        let sent = |field: &CustomerField| self.side(*field) != Some(Side::Theirs);
        let text = |field| (field, self.entries.to_send(Field::editing(field)));
        CustomerPatch(self.changes().into_iter().filter(sent).map(text).collect())
    }

    fn side(&self, field: CustomerField) -> Option<Side> {
        self.edit.as_ref()?.sides.get(&field).copied()
    }

    /// Turns to the other side of a conflict; the first time to the person's own.
    pub fn turn(&mut self, field: CustomerField) {
        let side = match self.side(field) {
            None | Some(Side::Theirs) => Side::Yours,
            Some(Side::Yours) => Side::Theirs,
        };
        if let Some(edit) = &mut self.edit {
            edit.sides.insert(field, side);
        }
    }

    /// Returns the fields that both sides changed, each in its own way, as far as is known.
    pub fn conflicts(&self, sight: &Sight) -> Vec<Conflict> {
        let record = self.record().and(self.kind.customer());
        let Some(customer) = record.and_then(|id| sight.store.customer(id)) else {
            return Vec::new();
        };
        let conflict = |field| {
            let (was, theirs) = (self.was(field), customer.field(field));
            let yours = self.entries.text(Field::editing(field));
            (theirs != was && theirs.trim() != yours).then(|| Conflict {
                field,
                theirs: theirs.to_owned(),
                yours: yours.to_owned(),
                side: self.side(field),
            })
        };
        self.changes().into_iter().filter_map(conflict).collect()
    }

    /// Returns the fields that others changed and this form did not: they stay as they are there.
    pub fn changed_elsewhere(&self, sight: &Sight) -> Vec<(CustomerField, String)> {
        let Some(customer) = self.read_again(sight) else {
            return Vec::new();
        };
        let is_theirs = |field: &CustomerField| {
            !self.is_changed(Field::editing(*field)) && customer.field(*field) != self.was(*field)
        };
        let theirs = CustomerField::iter().filter(is_theirs);
        theirs
            .map(|field| (field, customer.field(field).to_owned()))
            .collect()
    }

    /// Takes up the record as it was read again, keeping what the person changed, and what they have still to
    /// decide.
    pub fn rebase(&mut self, sight: &Sight) {
        let Some(customer) = self.read_again(sight) else {
            return;
        };
        let conflicts = self.conflicts(sight);
        let is_open = |field: &CustomerField| {
            conflicts
                .iter()
                .any(|c| c.field == *field && c.side.is_none())
        };
        let undecided = self.had(is_open);
        for own in CustomerField::iter() {
            let field = Field::editing(own);
            if self.side(own) == Some(Side::Theirs) || !self.is_changed(field) {
                self.entries.set(field, customer.field(own));
            }
        }
        let mut edit = Edit::of(Some(customer));
        edit.baseline.extend(undecided);
        self.edit = Some(edit);
    }
}
