//! Charges: lists, one, and its refunds (contract sections 7 and 8); the account-wide list is explained in [`super::shelf`].

use axum::http::StatusCode;

use super::call::Call;
use super::desk::Desk;
use super::problem::Problem;
use super::record::{Charge, Refund};
use super::reply::{Outcome, PER_PAGE, Reply, cut, offset};
use super::seed::ChargeSeed;
use super::token::Kind;

/// A charge in a list, before its details are worked out.
enum Row<'a> {
    Base(u32, &'a ChargeSeed),
    Made(String),
}

/// Lists the charges of the newest customers and all made by calls.
pub(super) fn list_all(desk: &mut Desk, call: &Call) -> Outcome {
    let base = desk.shelf.charges(desk.world);
    let made = desk.store.charge_tokens(None)?;
    let total = (base.len() + made.len()) as u64;
    let base = base.iter().map(|(index, seed)| (*index, seed));
    page(desk, merged(made, base), call.page(), total)
}

/// Lists a customer's charges.
pub(super) fn list(desk: &mut Desk, call: &Call) -> Outcome {
    let found = desk.customer(call.part(0))?;
    let seeds = found
        .index
        .map_or_else(Vec::new, |index| desk.world.charges(index));
    let made = desk.store.charge_tokens(Some(&found.token))?;
    let total = (seeds.len() + made.len()) as u64;
    let base = seeds
        .iter()
        .map(|seed| (found.index.unwrap_or_default(), seed));
    page(desk, merged(made, base), call.page(), total)
}

fn page<'a>(desk: &Desk, rows: impl Iterator<Item = Row<'a>>, page: u64, total: u64) -> Outcome {
    let skip = usize::try_from(offset(page)).unwrap_or(usize::MAX);
    let rows = rows.skip(skip).take(PER_PAGE).map(|row| body(desk, row));
    Reply::page(&rows.collect::<Result<Vec<_>, _>>()?, page, total)
}

/// Merges two lists that are newest first; of the same second, the made one is newer.
fn merged<'a>(
    made: Vec<(i64, String)>,
    base: impl Iterator<Item = (u32, &'a ChargeSeed)>,
) -> impl Iterator<Item = Row<'a>> {
    let (mut made, mut base) = (made.into_iter().peekable(), base.peekable());
    std::iter::from_fn(move || {
        let next = base.peek().map(|(_, seed)| seed.at);
        match made.next_if(|(at, _)| next.is_none_or(|base| *at >= base)) {
            Some((_, token)) => Some(Row::Made(token)),
            None => base.next().map(|(index, seed)| Row::Base(index, seed)),
        }
    })
}

fn body(desk: &Desk, row: Row) -> Result<Charge, Problem> {
    let charge = match row {
        Row::Made(token) => desk.store.charge(&token)?,
        Row::Base(index, seed) => desk.world.charge(index, seed, &desk.base_cards(index)?),
    };
    charge.ok_or_else(Problem::not_found)
}

/// Finds a base charge by its token.
fn base(desk: &Desk, token: &str) -> Option<(u32, ChargeSeed)> {
    let (index, ordinal) = desk.world.place(Kind::Charge, token)?;
    Some((index, desk.world.charge_seed(index, ordinal)?))
}

pub(super) fn get(desk: &mut Desk, call: &Call) -> Outcome {
    let charge = match base(desk, call.part(0)) {
        Some((index, seed)) => body(desk, Row::Base(index, &seed))?,
        None => body(desk, Row::Made(call.part(0).to_owned()))?,
    };
    Reply::one(StatusCode::OK, &charge)
}

/// Lists the refunds of a charge.
pub(super) fn refunds(desk: &mut Desk, call: &Call) -> Outcome {
    let refunds: Vec<Refund> = match base(desk, call.part(0)) {
        Some((index, seed)) => {
            desk.world
                .refunds(index, &seed, &body(desk, Row::Base(index, &seed))?)
        }
        None => body(desk, Row::Made(call.part(0).to_owned())).map(|_| Vec::new())?,
    };
    let (rows, total) = cut(refunds, call.page());
    Reply::page(&rows, call.page(), total)
}
