//! Charges as they are now: lists, one, its refunds, and what can be done to an authorisation (contract section 7).
//!
//! *Choices*: the card in a charge is shown as it was when it was charged, with the token of its customer, also when card or
//! customer are gone since; the account-wide list holds what [`crate::sandbox::world::derived::account_lists`] says; a deleted customer's charges can still be
//! read one by one and there; what is captured or voided cannot be captured, and what is not held cannot be voided.

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
use crate::sandbox::world::transaction::{Cards, Desk, Row};

/// Lists the charges of the newest customers and all that are kept.
pub fn list_all(desk: &mut Desk, call: &Call) -> Outcome {
    let (rows, total) = desk.all_charges(call.page().rows())?;
    page(desk, &rows, call.page(), total)
}

/// Lists a customer's charges.
pub fn list(desk: &mut Desk, call: &Call) -> Outcome {
    let found = desk.customer(call.part(0))?;
    let (rows, total) = desk.charges_of(&found, call.page().rows())?;
    page(desk, &rows, call.page(), total)
}

/// Answers with a page of charges that is cut out already.
pub fn page(desk: &mut Desk, rows: &[Row], page: Page, total: u64) -> Outcome {
    let mut cards = Cards::default();
    let charges = rows.iter().map(|row| desk.read_charge(row, &mut cards));
    Reply::page(&charges.collect::<Result<Vec<_>, _>>()?, page, total)
}

pub fn get(desk: &mut Desk, call: &Call) -> Outcome {
    let (_, charge) = desk.charge(call.part(0))?;
    Reply::one(StatusCode::OK, &charge)
}

/// Captures an authorisation, in full only (contract section 7).
pub fn capture(desk: &mut Desk, call: &Call) -> Outcome {
    let (row, charge) = desk.charge(call.part(0))?;
    let refused = |code, why| Problem::new(StatusCode::BAD_REQUEST, code, why).about(&charge.token);
    if charge.authorisation_expired {
        let why = "The authorisation has expired and can not be captured.";
        return Err(refused("authorisation_expired", why));
    }
    if !charge.is_held() {
        return Err(Problem::wrong_state("Charge cannot be captured").about(&charge.token));
    }
    let asked = call.params.filled("amount");
    if asked.is_some_and(|amount| amount.trim().parse() != Ok(charge.amount)) {
        let why = "You must capture the full amount that was authorised";
        return Err(refused("invalid_capture_amount", why));
    }
    end_hold(desk, &row, &charge, Hold::Captured, StatusCode::CREATED)
}

/// Voids an authorisation.
pub fn void(desk: &mut Desk, call: &Call) -> Outcome {
    let (row, charge) = desk.charge(call.part(0))?;
    if !charge.is_held() {
        return Err(Problem::wrong_state("Charge cannot be voided").about(&charge.token));
    }
    end_hold(desk, &row, &charge, Hold::Voided, StatusCode::OK)
}

fn end_hold(
    desk: &mut Desk,
    row: &Row,
    charge: &Charge,
    hold: Hold,
    status: StatusCode,
) -> Outcome {
    desk.store.put_hold(&charge.token, hold, desk.now)?;
    let charge = desk.read_charge(row, &mut Cards::default())?;
    Reply::one(status, &charge)
}
