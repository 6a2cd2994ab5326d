//! One more card for a customer.
use crate::api::customers::Customer;
use crate::api::write::Write;
use crate::model::cx::Sight;
use crate::model::form::field::{Field, Source};
use crate::text::Safe;
use crate::ui::overlays::form::content::{Content, Spec};
use crate::ui::show;

#[derive(Debug)]
pub struct AddCardForm;

impl Spec for AddCardForm {
    fn title(&self) -> &'static str {
        "Add a card"
    }

    fn heading(&self) -> &'static str {
        "Add a card for "
    }

    fn fields(&self, source: Source) -> Vec<Field> {
        Field::of_card(source)
    }

    fn prefill(&self, customer: &Customer) -> Vec<(Field, String)> {
        let names = [&customer.first_name, &customer.last_name].map(Option::as_ref);
        // A name that is not shown as it is stored is typed again.
        if names.into_iter().flatten().any(Safe::is_altered) {
            return Vec::new();
        }
        let name = names.map(|name| name.map_or("", Safe::as_str).trim());
        vec![(Field::CARD_NAME, name.join(" ").trim().to_owned())]
    }

    fn write(&self, content: &Content, lenient: bool) -> Option<Write> {
        let card = content.entries.card(lenient)?;
        Some(Write::AddCard(content.kind.customer()?.clone(), card))
    }

    fn sentence(&self, content: &Content, sight: &Sight) -> String {
        let card = content.entries.card_in_words();
        let name = content.short_name(sight);
        format!("Add {card} to {name}, in {}.", show::place(sight))
    }
}
