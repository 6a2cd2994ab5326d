//! A new customer, with a card.
use crate::api::customers;
use crate::api::write::Write;
use crate::model::cx::Sight;
use crate::model::form::field::{Field, Source};
use crate::ui::overlays::form::content::{Content, Spec};
use crate::ui::show;

#[derive(Debug)]
pub struct NewCustomerForm;

impl Spec for NewCustomerForm {
    fn title(&self) -> &'static str {
        "New customer"
    }

    fn fields(&self, source: Source) -> Vec<Field> {
        [Field::of_customer(), Field::of_card(source)].concat()
    }

    fn is_typed(&self, field: Field, text: &str, content: &Content) -> bool {
        // A name on the card that follows the customer's is not kept: it would stay behind.
        if field == Field::CARD_NAME {
            return content.entries.name_typed;
        }
        content.differs(field, text)
    }

    fn write(&self, content: &Content, lenient: bool) -> Option<Write> {
        Some(Write::CreateCustomer(customers::NewCustomer {
            fields: content.entries.customer(),
            card: content.entries.card(lenient)?,
        }))
    }

    fn sentence(&self, content: &Content, sight: &Sight) -> String {
        let email = content.entries.text(Field::EMAIL);
        let card = content.entries.card_in_words();
        let place = show::place(sight);
        format!("Create the customer {email} with {card}, in {place}.")
    }
}
