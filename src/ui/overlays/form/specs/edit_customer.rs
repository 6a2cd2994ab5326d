//! Changes to a customer: what the record was when the form opened, what the person made of it, and what the
//! API has by now.
use crate::api::customers::{Customer, CustomerField};
use crate::api::write::Write;
use crate::config::Mode;
use crate::model::action::Action;
use crate::model::cx::Sight;
use crate::model::form::field::{Field, Source};
use crate::ui::overlays::form::content::{Conflict, Content, Spec};
use crate::ui::show;
use strum::IntoEnumIterator;

/// How many letters of a text from outside are shown.
const MOST: usize = 200;

#[derive(Debug)]
pub struct EditCustomerForm;

impl Spec for EditCustomerForm {
    fn title(&self) -> &'static str {
        "Edit customer"
    }

    fn heading(&self) -> &'static str {
        "Edit "
    }

    fn subtitle(&self, content: &Content) -> String {
        show::things(content.changes().len(), "change")
    }

    fn edits(&self) -> bool {
        true
    }

    fn fields(&self, _: Source) -> Vec<Field> {
        Field::of_customer()
    }

    fn prefill(&self, customer: &Customer) -> Vec<(Field, String)> {
        let text = |field| (Field::editing(field), customer.field(field).to_owned());
        CustomerField::iter().map(text).collect()
    }

    fn is_typed(&self, field: Field, _: &str, content: &Content) -> bool {
        content.is_changed(field)
    }

    fn write(&self, content: &Content, _: bool) -> Option<Write> {
        let id = content.kind.customer()?.clone();
        Some(Write::UpdateCustomer(id, content.patch()))
    }

    /// Says in one sentence what will happen: `Change Zoë Nguyen's company from "A" to "B", in TEST.`
    fn sentence(&self, content: &Content, sight: &Sight) -> String {
        let (name, place) = (content.short_name(sight), show::place(sight));
        let fields = content.changes();
        let [field] = fields[..] else {
            let changes = show::things(fields.len(), "field");
            return format!("Change {changes} for {name}, in {place}:");
        };
        let label = Field::editing(field).label.to_lowercase();
        // Where somebody else has changed it, theirs is what would be replaced.
        let conflicts = content.conflicts(sight).into_iter();
        let theirs = conflicts.map(|conflict| conflict.theirs).next();
        let was = theirs.unwrap_or_else(|| content.was(field).to_owned());
        let was = show::capped(&was, MOST);
        let yours = content.entries.text(Field::editing(field));
        match (was.trim().is_empty(), yours.is_empty()) {
            (true, _) => format!("Set {name}'s {label} to \"{yours}\", in {place}."),
            (_, true) => format!("Clear {name}'s {label}, which is \"{was}\", in {place}."),
            _ => format!("Change {name}'s {label} from \"{was}\" to \"{yours}\", in {place}."),
        }
    }

    fn details(&self, content: &Content, sight: &Sight) -> Vec<String> {
        let conflicts = Some(content.conflicts(sight)).filter(|_| content.is_read_again(sight));
        let conflicts = conflicts.unwrap_or_default();
        let mut lines = differences(content, &conflicts);
        if !lines.is_empty() {
            lines.push(String::new());
        }
        if content.is_changed(Field::EMAIL) {
            lines.push("Receipts will go to the new address.".to_owned());
        }
        if !content.is_read_again(sight) {
            return lines;
        }
        let elsewhere = content.changed_elsewhere(sight);
        if elsewhere.is_empty() && conflicts.is_empty() {
            lines.push("Just read again: no one else has changed it.".to_owned());
        }
        for (field, theirs) in elsewhere {
            let label = Field::editing(field).label;
            let theirs = show::capped(&theirs, MOST);
            lines.push(format!(
                "{label} was changed elsewhere to \"{theirs}\"; theirs is kept."
            ));
        }
        lines
    }

    fn hints(&self, _: bool, _: Mode) -> &'static [Action] {
        use Action::{Back, NextField, Restore, Review};
        &[NextField, Review, Restore, Back]
    }
}

/// Returns both texts of each field that is changed; the sentence has those of one that is changed alone.
fn differences(content: &Content, conflicts: &[Conflict]) -> Vec<String> {
    let changes = content.changes();
    let mut lines = Vec::new();
    for field in &changes {
        let was = show::capped(content.was(*field), MOST);
        let yours = content.entries.text(Field::editing(*field));
        let label = Field::editing(*field).label;
        if let Some(conflict) = conflicts.iter().find(|c| c.field == *field) {
            lines.push(format!("  {label:<14}changed elsewhere"));
            lines.push(format!("    was     {was}"));
            let theirs = show::capped(&conflict.theirs, MOST);
            lines.push(format!("    theirs  {theirs}"));
            lines.push(format!("    yours   {}", conflict.yours));
        } else if changes.len() > 1 {
            lines.push(format!("  {label:<14}- {was}"));
            lines.push(format!("  {:<14}+ {yours}", ""));
        }
    }
    lines
}
