//! The forms, one file each.
mod add_card;
mod edit_customer;
mod new_customer;

use super::content::Spec;
use crate::model::ask::FormKind;

/// Returns the spec of a form.
pub fn of(kind: &FormKind) -> &'static dyn Spec {
    match kind {
        FormKind::NewCustomer => &new_customer::NewCustomer,
        FormKind::EditCustomer(_) => &edit_customer::EditCustomer,
        FormKind::AddCard(_) => &add_card::AddCard,
    }
}
