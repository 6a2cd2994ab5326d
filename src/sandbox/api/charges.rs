//! Charges: list, get, capture and void; the files below create and search them (contract section 7).
//!
//! *Choices*: the card in a charge is shown as it was when it was charged, with the token of its customer,
//! also when card or customer are gone since; the account-wide list holds what
//! [`crate::sandbox::world::derived::account_lists`] says; a deleted customer's charges can still be read one
//! by one and there; what is captured or voided cannot be captured, and what is not held cannot be voided.

mod create;
mod search;
mod three_d_secure;

pub use create::create;
pub use search::search;
pub use three_d_secure::verify;

use http::StatusCode;

use super::call::Call;
use super::page::Page;
use super::problem::Problem;
use super::reply::{Outcome, Reply};
use crate::sandbox::world::database::Hold;
use crate::sandbox::world::records::Charge;
use crate::sandbox::world::transaction::{BaseCards, ListedCharge, Transaction};

/// Lists the charges of the newest customers and all stored ones.
pub fn list_all(tx: &mut Transaction, call: &Call) -> Outcome {
    let (rows, total) = tx.all_charges(call.page().rows())?;
    page(tx, &rows, call.page(), total)
}

/// Lists a customer's charges.
pub fn list(tx: &mut Transaction, call: &Call) -> Outcome {
    let found = tx.customer(call.token(0))?;
    let (rows, total) = tx.charges_of(&found, call.page().rows())?;
    page(tx, &rows, call.page(), total)
}

/// Answers with a page of charges.
pub fn page(tx: &mut Transaction, rows: &[ListedCharge], page: Page, total: u64) -> Outcome {
    let mut cards = BaseCards::default();
    let charges = rows.iter().map(|row| tx.read_charge(row, &mut cards));
    Reply::page(&charges.collect::<Result<Vec<_>, _>>()?, page, total)
}

pub fn get(tx: &mut Transaction, call: &Call) -> Outcome {
    let (_, charge) = tx.charge(call.token(0))?;
    Reply::one(StatusCode::OK, &charge)
}

/// Captures an authorisation, always in full (contract section 7).
pub fn capture(tx: &mut Transaction, call: &Call) -> Outcome {
    let (row, charge) = tx.charge(call.token(0))?;
    let refused = |code, why| Problem::new(StatusCode::BAD_REQUEST, code, why).about(&charge.token);
    if charge.authorisation_expired {
        let why = "The authorisation has expired and can not be captured.";
        return Err(refused("authorisation_expired", why));
    }
    if !charge.is_held() {
        return Err(Problem::wrong_state("Charge cannot be captured").about(&charge.token));
    }
    let amount = call.params.filled("amount");
    if amount.is_some_and(|amount| amount.trim().parse() != Ok(charge.amount)) {
        let why = "You must capture the full amount that was authorised";
        return Err(refused("invalid_capture_amount", why));
    }
    end_hold(tx, &row, &charge, Hold::Captured, StatusCode::CREATED)
}

/// Voids an authorisation.
pub fn void(tx: &mut Transaction, call: &Call) -> Outcome {
    let (row, charge) = tx.charge(call.token(0))?;
    if !charge.is_held() {
        return Err(Problem::wrong_state("Charge cannot be voided").about(&charge.token));
    }
    end_hold(tx, &row, &charge, Hold::Voided, StatusCode::OK)
}

fn end_hold(
    tx: &mut Transaction,
    row: &ListedCharge,
    charge: &Charge,
    hold: Hold,
    status: StatusCode,
) -> Outcome {
    tx.db.holds().add(&charge.token, hold, tx.now)?;
    let charge = tx.read_charge(row, &mut BaseCards::default())?;
    Reply::one(status, &charge)
}
