//! What a form holds and what it means. Nothing here knows a key, a focus or the screen.
mod checks;
mod edit;
mod entries;
mod keep;
mod request;
mod sharers;
mod spec;
mod terms;

pub use checks::full;
pub use edit::{Conflict, Side};
pub use request::new_card;
pub use spec::Spec;

use crate::api::customers::Customer;
use crate::model::ask::FormKind;
use crate::model::cx::Sight;
use crate::model::form::Finding;
use crate::model::form::field::Field;
use crate::ui::show;
use edit::Edit;
use entries::Entries;
use std::collections::BTreeMap;
use terms::Terms;

/// How many letters of a name stand in a sentence.
const MOST_NAME: usize = 60;

/// The texts of a form, with the spec that reads them.
#[derive(Debug)]
pub struct Content {
    pub kind: FormKind,
    pub spec: &'static dyn Spec,
    pub entries: Entries,
    pub terms: Terms,
    /// The change of a record, where the form makes one.
    pub edit: Option<Edit>,
    /// The name of the customer whom it is about, as it was when the form opened.
    whose: String,
    /// The texts that the form opened with: what differs from them is a draft worth keeping.
    opened_with: BTreeMap<Field, String>,
    /// Who else has the email, as far as is known.
    shared: Option<Finding>,
    /// The form whose draft is kept when this one closes: its own, unless its customer is gone.
    heir: (FormKind, &'static dyn Spec),
}

impl Content {
    /// Fills in what is known before anybody types.
    pub fn new(kind: FormKind, spec: &'static dyn Spec, sight: &Sight) -> Self {
        let terms = Terms::of(sight);
        let customer = kind.customer().and_then(|id| sight.store.customer(id));
        let mut entries = Entries::new(spec, terms.source());
        for (field, text) in customer.map(|c| spec.prefill(c)).unwrap_or_default() {
            entries.set(field, &text);
        }
        let texts = entries.texts();
        Self {
            opened_with: texts
                .map(|(field, text)| (field, text.to_owned()))
                .collect(),
            edit: spec.edits().then(|| Edit::of(customer)),
            whose: customer.map(Customer::name).unwrap_or_default(),
            shared: None,
            heir: (kind.clone(), spec),
            kind,
            spec,
            entries,
            terms,
        }
    }

    /// Returns the name of the customer whom it is about, as it is now.
    pub fn name(&self, sight: &Sight) -> String {
        let Some(id) = self.kind.customer() else {
            return String::new();
        };
        let customer = sight.store.customer(id);
        customer.map_or_else(|| id.to_string(), Customer::name)
    }

    /// Returns the same for a sentence.
    pub fn short_name(&self, sight: &Sight) -> String {
        show::capped(&self.name(sight), MOST_NAME)
    }

    /// Returns the fields on the screen, in its order.
    pub fn fields(&self) -> Vec<Field> {
        self.spec.fields(self.entries.source)
    }

    /// Whether a text is not the one that the form opened with.
    pub fn differs(&self, field: Field, text: &str) -> bool {
        self.opened_with.get(&field).map(String::as_str) != Some(text)
    }

    /// Takes in what is known now. Returns whether LIVE was locked since.
    pub fn settle(&mut self, sight: &Sight) -> bool {
        self.shared = self.sharers(sight);
        let before = std::mem::replace(&mut self.terms, Terms::of(sight));
        before.is_writable && !self.terms.is_writable
    }
}
