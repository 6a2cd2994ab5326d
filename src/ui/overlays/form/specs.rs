//! The forms, one file each.
mod add_card;
mod edit_customer;
mod new_customer;

use super::content::Spec;
use crate::model::ask::FormKind;

/// Returns the spec of a form.
pub fn of(kind: &FormKind) -> &'static dyn Spec {
    match kind {
        FormKind::NewCustomer => &new_customer::NewCustomerForm,
        FormKind::EditCustomer(_) => &edit_customer::EditCustomerForm,
        FormKind::AddCard(_) => &add_card::AddCardForm,
    }
}
