//! Charges as they are now: lists, one, its refunds, and what can be done to an authorisation (contract section 7).
//!
//! *Choices*: the card in a charge is shown as it was when it was charged, with the token of its customer, also when card or
//! customer are gone since; the account-wide list holds what [`super::shelf`] says; a deleted customer's charges can still be
//! read one by one and there; what is captured or voided cannot be captured, and what is not held cannot be voided.

use http::StatusCode;

use super::call::Call;
use super::desk::Desk;
use super::outline::Outline;
use super::page::{Page, newest_first};
use super::problem::Problem;
use super::record::{Card, Charge};
use super::reply::{Outcome, Reply};
use super::roll::Roll;
use super::seed::{ChargeSeed, World};
use super::store::{Hold, Known, RefundRow};
use super::token::Kind;

/// A charge in a list, before its details are worked out.
#[derive(Clone)]
pub(super) enum Row {
    Base(u32, ChargeSeed),
    /// When it was made, and its token.
    Kept(i64, String),
}

impl Row {
    /// Tells when the charge was made.
    pub(super) fn at(&self) -> i64 {
        match self {
            Self::Base(_, seed) => seed.at,
            Self::Kept(at, _) => *at,
        }
    }
}

/// Lists the charges of the newest customers and all that are kept.
pub(super) fn list_all(desk: &mut Desk, call: &Call) -> Outcome {
    let kept = desk.store.kept_charges()?;
    let (billed, older) = shelved(desk)?;
    let shelf = desk.shelf.charges(desk.world);
    let older = shelf.get(older..).unwrap_or_default();
    let total = (kept.len() + billed.len() + older.len()) as u64;
    let base = billed
        .iter()
        .filter_map(|at| shelf.get(*at))
        .chain(older)
        .map(|(index, seed)| (seed.at, Row::Base(*index, seed.clone())));
    let kept = kept.iter();
    let kept = kept.map(|charge| (charge.at, Row::Kept(charge.at, charge.token.clone())));
    let rows = call.page().of(newest_first(kept, base)).collect();
    page(desk, rows, call.page(), total)
}

/// Finds which base charges of the account-wide list have been made by now: the places of those that were billed since
/// the data were dated, and the place from which all the rest was there from the beginning.
fn shelved(desk: &mut Desk) -> Result<(Vec<usize>, usize), Problem> {
    let (roll, known) = (desk.roll()?, desk.known()?);
    let shelf = desk.shelf.charges(desk.world);
    let older = shelf.partition_point(|(_, seed)| seed.at >= desk.world.midnight());
    let made = |(_, (index, seed)): &(usize, &(u32, ChargeSeed))| {
        is_made(&roll, &known, *index, seed, desk.now)
    };
    let billed = shelf.iter().take(older).enumerate().filter(made);
    Ok((billed.map(|(place, _)| place).collect(), older))
}

/// Tells whether a base charge that was made since the data were dated, if it was, has been made by now.
pub(super) fn is_made(roll: &Roll, known: &Known, index: u32, seed: &ChargeSeed, now: i64) -> bool {
    let until = |plan| known.billed_until(plan, roll.touched(index), now);
    seed.bill.is_none_or(|bill| seed.at <= until(bill.plan))
}

/// Lists the base charges of the account-wide list that have been made by now with their outlines, newest first.
pub(super) fn outlined<'a>(
    desk: &mut Desk<'a>,
) -> Result<impl Iterator<Item = (&'a (u32, ChargeSeed), &'a Outline)> + use<'a>, Problem> {
    let (billed, older) = shelved(desk)?;
    let (shelf, world) = (desk.shelf, desk.world);
    let (charges, outlines) = (shelf.charges(world), shelf.outlines(world));
    let places = billed.into_iter().chain(older..charges.len());
    Ok(places.filter_map(|place| charges.get(place).zip(outlines.get(place))))
}

/// Lists a customer's charges.
pub(super) fn list(desk: &mut Desk, call: &Call) -> Outcome {
    let found = desk.customer(call.part(0))?;
    let seeds = match found.index {
        Some(index) => base_charges(desk, index)?,
        None => Vec::new(),
    };
    let kept = desk.store.charges_of(&found.token)?;
    let total = (seeds.len() + kept.len()) as u64;
    let kept = kept.into_iter();
    let kept = kept.map(|(at, token)| (at, Row::Kept(at, token)));
    let index = found.index.unwrap_or_default();
    let base = seeds.into_iter();
    let base = base.map(|seed| (seed.at, Row::Base(index, seed)));
    let rows = call.page().of(newest_first(kept, base)).collect();
    page(desk, rows, call.page(), total)
}

/// Lists the base charges of a customer that have been made by now, newest first.
pub(super) fn base_charges(desk: &mut Desk, index: u32) -> Result<Vec<ChargeSeed>, Problem> {
    let (roll, known) = (desk.roll()?, desk.known()?);
    let (touched, now) = (roll.touched(index), desk.now);
    let until = |plan| known.billed_until(plan, touched, now);
    Ok(desk.world.charges(index, until))
}

/// Answers with a page of charges that is cut out already.
pub(super) fn page(desk: &mut Desk, rows: Vec<Row>, page: Page, total: u64) -> Outcome {
    let mut cards = Cards::default();
    let charges = rows.iter().map(|row| now(desk, row, &mut cards));
    Reply::page(&charges.collect::<Result<Vec<_>, _>>()?, page, total)
}

/// The base cards of the customer that was looked at last: a page is mostly about one.
#[derive(Default)]
pub(super) struct Cards(Option<(u32, Vec<Card>)>);

impl Cards {
    fn of(&mut self, world: &World, index: u32) -> &[Card] {
        if self.0.as_ref().is_none_or(|(of, _)| *of != index) {
            self.0 = Some((index, world.charged_cards(index)));
        }
        self.0.as_ref().map_or(&[], |(_, cards)| cards)
    }
}

/// Writes a charge as it is now.
pub(super) fn now(desk: &mut Desk, row: &Row, cards: &mut Cards) -> Result<Charge, Problem> {
    let charge = match row {
        Row::Kept(_, token) => desk.store.charge(token)?.map(|row| row.charge),
        Row::Base(index, seed) => {
            let cards = cards.of(desk.world, *index);
            desk.world.charge(*index, seed, cards)
        }
    };
    let mut charge = charge.ok_or_else(Problem::not_found)?;
    let mut captured = row.at();
    if charge.is_held() {
        match desk.store.hold(&charge.token)? {
            Some((Hold::Captured, at)) => {
                charge.capture(at);
                captured = at;
            }
            Some((Hold::Voided, _)) => charge.void(),
            None => charge.lapse(row.at(), desk.now),
        }
    }
    if charge.captured {
        for refund in refunds_of(desk, row, &charge)? {
            charge.count_refund(refund.amount, refund.fate(desk.now));
        }
        let transfer = desk.world.transfer(captured, &charge.currency, desk.now);
        charge.transfer = transfer.into_iter().collect();
    }
    Ok(charge)
}

/// Lists the refunds of a captured charge, newest first.
pub(super) fn refunds_of(
    desk: &Desk,
    row: &Row,
    charge: &Charge,
) -> Result<Vec<RefundRow>, Problem> {
    let mut refunds = desk.store.refunds_of(&charge.token)?;
    if let Row::Base(index, seed) = row {
        let base = desk.world.refunds(*index, seed, charge.amount);
        refunds.extend(base.into_iter().map(|refund| {
            RefundRow::of_base(refund, charge.token.clone(), charge.currency.clone())
        }));
    }
    Ok(refunds)
}

/// Finds a charge by its token, or answers 404.
pub(super) fn find(desk: &mut Desk, token: &str) -> Result<Row, Problem> {
    if let Some(row) = desk.store.charge(token)? {
        return Ok(Row::Kept(row.made_at, token.to_owned()));
    }
    let place = desk.world.place(Kind::Charge, token);
    let (index, ordinal) = place.ok_or_else(Problem::not_found)?;
    base(desk, index, ordinal)
}

/// Finds a base charge that has been made by now.
pub(super) fn base(desk: &mut Desk, index: u32, ordinal: u32) -> Result<Row, Problem> {
    let seeds = base_charges(desk, index)?;
    let seed = seeds.into_iter().find(|seed| seed.ordinal == ordinal);
    seed.map(|seed| Row::Base(index, seed))
        .ok_or_else(Problem::not_found)
}

/// Reads one charge as it is now.
pub(super) fn read(desk: &mut Desk, token: &str) -> Result<(Row, Charge), Problem> {
    let row = find(desk, token)?;
    let charge = now(desk, &row, &mut Cards::default())?;
    Ok((row, charge))
}

pub(super) fn get(desk: &mut Desk, call: &Call) -> Outcome {
    let (_, charge) = read(desk, call.part(0))?;
    Reply::one(StatusCode::OK, &charge)
}

/// Captures an authorisation, in full only (contract section 7).
pub(super) fn capture(desk: &mut Desk, call: &Call) -> Outcome {
    let (row, charge) = read(desk, call.part(0))?;
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
pub(super) fn void(desk: &mut Desk, call: &Call) -> Outcome {
    let (row, charge) = read(desk, call.part(0))?;
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
    let charge = now(desk, row, &mut Cards::default())?;
    Reply::one(status, &charge)
}
