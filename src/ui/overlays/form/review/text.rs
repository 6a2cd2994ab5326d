//! What the review says: what is risky, what happens in one sentence, then every detail.
use super::super::Form;
use super::super::preview::Preview;
use crate::api::customers::{Customer, CustomerField};
use crate::model::ask::FormKind;
use crate::model::cx::Sight;
use crate::model::form::field::Field;
use crate::ui::show;
use crate::ui::widgets::dialog::WARNING;

/// How many letters of a name are shown, and of any other text from outside.
const MOST_NAME: usize = 60;
const MOST: usize = 200;

impl Form {
    /// Returns the lines of the review, before they are wrapped.
    pub(super) fn review_text(&self, sight: &Sight) -> Vec<String> {
        let twice = self.twice(sight).into_iter();
        let mut lines: Vec<String> = twice
            .chain(self.warnings())
            .map(|text| format!("{WARNING}{text}"))
            .collect();
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(self.sentence(sight));
        lines.push(String::new());
        if self.is_editing() {
            self.add_changes(sight, &mut lines);
        } else {
            lines.extend(self.sent_in_words());
        }
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        if self.preview == Preview::Request {
            lines.push(String::new());
            lines.extend(self.request(sight));
        }
        lines
    }

    /// Says in one sentence what will happen: `Change Zoë Nguyen's company from "A" to "B", in TEST.`
    pub fn sentence(&self, sight: &Sight) -> String {
        let place = show::place(sight);
        let name = self.customer().map(|id| {
            let customer = sight.store.customer(id);
            show::capped(
                &customer.map_or_else(|| id.to_string(), Customer::name),
                MOST_NAME,
            )
        });
        let card = self.card_in_words();
        match (&self.kind, name) {
            (FormKind::NewCustomer, _) | (_, None) => {
                let email = self.entries.text(Field::Email);
                format!("Create the customer {email} with {card}, in {place}.")
            }
            (FormKind::AddCard(_), Some(name)) => format!("Add {card} to {name}, in {place}."),
            (FormKind::EditCustomer(_), Some(name)) => {
                let fields: Vec<CustomerField> = self.changes().collect();
                let [field] = fields[..] else {
                    let changes = show::things(fields.len(), "field");
                    return format!("Change {changes} for {name}, in {place}:");
                };
                let label = Field::editing(field).label().to_lowercase();
                // Where somebody else has changed it, theirs is what would be replaced.
                let conflicts = self.conflicts(sight).into_iter();
                let theirs = conflicts.map(|conflict| conflict.theirs).next();
                let was = theirs.as_deref().unwrap_or(self.baseline.get(field));
                let was = show::capped(was, MOST);
                let yours = self.entries.text(Field::editing(field));
                match (was.trim().is_empty(), yours.is_empty()) {
                    (true, _) => format!("Set {name}'s {label} to \"{yours}\", in {place}."),
                    (_, true) => format!("Clear {name}'s {label}, which is \"{was}\", in {place}."),
                    _ => format!(
                        "Change {name}'s {label} from \"{was}\" to \"{yours}\", in {place}."
                    ),
                }
            }
        }
    }

    fn add_changes(&self, sight: &Sight, lines: &mut Vec<String>) {
        let conflicts = if self.is_read_again(sight) {
            self.conflicts(sight)
        } else {
            Vec::new()
        };
        let alone = self.changes().count() == 1;
        for field in self.changes() {
            let (was, yours) = (
                show::capped(self.baseline.get(field), MOST),
                self.entries.text(Field::editing(field)),
            );
            let label = Field::editing(field).label();
            if let Some(conflict) = conflicts.iter().find(|c| c.field == field) {
                lines.push(format!("  {label:<14}changed elsewhere"));
                lines.push(format!("    was     {was}"));
                lines.push(format!(
                    "    theirs  {}",
                    show::capped(&conflict.theirs, MOST)
                ));
                lines.push(format!("    yours   {}", conflict.yours));
            } else if !alone {
                lines.push(format!("  {label:<14}- {was}"));
                lines.push(format!("  {:<14}+ {yours}", ""));
            }
        }
        if lines.last().is_some_and(|line| !line.is_empty()) {
            lines.push(String::new());
        }
        if self.is_changed(CustomerField::Email) {
            lines.push("Receipts will go to the new address.".to_owned());
        }
        if !self.is_read_again(sight) {
            return;
        }
        let elsewhere = self.changed_elsewhere(sight);
        if elsewhere.is_empty() && conflicts.is_empty() {
            lines.push("Just read again: no one else has changed it.".to_owned());
        }
        for (field, theirs) in elsewhere {
            let label = Field::editing(field).label();
            let theirs = show::capped(&theirs, MOST);
            lines.push(format!(
                "{label} was changed elsewhere to \"{theirs}\"; theirs is kept."
            ));
        }
    }
}
