//! `GET /charges/search` (contract section 7), over the account-wide list; a token is looked for everywhere.
//!
//! *Choices*: a query is one text that must stand in one of the fields, upper and lower case alike; an amount
//! is the number of the smallest unit; a token is looked for as such and finds nothing else; days begin at
//! midnight UTC; without `sort` and `direction` the newest come first, as recorded, and with one of them the
//! other has its documented default (`created_at`, ascending); `captured_at`, which one library knows, sorts
//! as `created_at`; `asc` and `desc` are taken for 1 and -1; a date or order that cannot be read is a 422.

use crate::sandbox::api::call::Call;
use crate::sandbox::api::charges;
use crate::sandbox::api::params::Params;
use crate::sandbox::api::problem::{Message, NOT_VALID, Problem};
use crate::sandbox::api::reply::Outcome;
use crate::sandbox::world::clock::{day, moment};
use crate::sandbox::world::database::StoredCharge;
use crate::sandbox::world::derived::charge_summary::ChargeSummary;
use crate::sandbox::world::records::currency;
use crate::sandbox::world::token::Kind;
use crate::sandbox::world::transaction::{BaseCards, ListedCharge, Transaction};

/// The date formats that the server was seen to read, and similar ones.
const DATES: [&str; 6] = [
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%b %d, %Y",
    "%B %d, %Y",
    "%d %b %Y",
    "%d %B %Y",
];

pub fn search(tx: &mut Transaction, call: &Call) -> Outcome {
    let query = Query::read(&call.params)?;
    let mut rows = match call.params.filled("query") {
        Some(query) => matching(tx, query.trim())?,
        None => found(tx, |_| true)?,
    };
    rows.retain(|hit| query.includes(hit.row.at()));
    query.sort(&mut rows);
    let (hits, total) = call.page().cut(rows);
    let rows: Vec<ListedCharge> = hits.into_iter().map(|hit| hit.row).collect();
    charges::page(tx, &rows, call.page(), total)
}

/// Reads a day in any of these formats, as its midnight.
fn dated(text: &str) -> Option<i64> {
    DATES.iter().find_map(|form| day(text, form))
}

/// A charge that matches.
struct Hit {
    row: ListedCharge,
    amount: i64,
}

impl Hit {
    fn stored(charge: &StoredCharge) -> Self {
        Self {
            row: ListedCharge::stored(charge),
            amount: charge.summary.amount,
        }
    }
}

struct Query {
    from: Option<i64>,
    before: Option<i64>,
    by_amount: bool,
    ascending: bool,
}

impl Query {
    fn read(params: &Params) -> Result<Self, Problem> {
        let mut messages = Vec::new();
        let mut date = |name: &str| {
            let text = params.filled(name)?;
            let date = moment(text.trim()).or_else(|| dated(text.trim()));
            if date.is_none() {
                messages.push(Message::new(name, NOT_VALID));
            }
            date
        };
        let (from, before) = (date("start_date"), date("end_date"));
        let sort = params.filled("sort");
        if !matches!(
            sort.as_deref(),
            None | Some("created_at" | "captured_at" | "amount")
        ) {
            messages.push(Message::new("sort", NOT_VALID));
        }
        let ascending = match params.filled("direction").as_deref().map(str::trim) {
            Some("1" | "asc" | "Asc") => true,
            Some("-1" | "desc" | "Desc") => false,
            None => sort.is_some(),
            Some(_) => {
                messages.push(Message::new("direction", NOT_VALID));
                false
            }
        };
        if !messages.is_empty() {
            return Err(Problem::invalid(messages));
        }
        Ok(Self {
            from,
            before,
            by_amount: sort.as_deref() == Some("amount"),
            ascending,
        })
    }

    fn includes(&self, at: i64) -> bool {
        self.from.is_none_or(|from| at >= from) && self.before.is_none_or(|before| at < before)
    }

    /// Sorts hits that come newest first; among equals the newest stays first when the order descends.
    fn sort(&self, hits: &mut [Hit]) {
        let key = |hit: &Hit| {
            if self.by_amount {
                hit.amount
            } else {
                hit.row.at()
            }
        };
        if self.ascending {
            hits.reverse();
            hits.sort_by_key(key);
        } else {
            hits.sort_by_key(|hit| -key(hit));
        }
    }
}

fn matching(tx: &mut Transaction, query: &str) -> Result<Vec<Hit>, Problem> {
    if Kind::Charge.is_of(query) {
        return Ok(by_token(tx, query));
    }
    if Kind::Refund.is_of(query) {
        let refund = tx.refund(query);
        return Ok(refund.map_or_else(|_| Vec::new(), |refund| by_token(tx, &refund.charge)));
    }
    let payers = [Kind::Card, Kind::Customer];
    if let Some(kind) = payers.into_iter().find(|kind| kind.is_of(query)) {
        return of_payer(tx, kind, query);
    }
    let text = query.to_lowercase();
    let amount: Option<i64> = query.parse().ok();
    let currency = currency::find(query);
    found(tx, |charge| {
        Some(charge.amount) == amount
            || currency.is_some_and(|named| charge.currency == Some(named))
            || charge.text.contains(&text)
    })
}

/// Returns the charge with a token, in whatever list, if there is one.
fn by_token(tx: &mut Transaction, token: &str) -> Vec<Hit> {
    let found = tx.charge(token).map(|(row, charge)| Hit {
        row,
        amount: charge.amount,
    });
    found.into_iter().collect()
}

/// Lists the charges that a card or a customer paid, newest first.
fn of_payer(tx: &mut Transaction, kind: Kind, token: &str) -> Result<Vec<Hit>, Problem> {
    let stored = tx.db.stored_charges()?;
    let paid = stored.iter().filter(|charge| {
        if kind == Kind::Card {
            charge.card == token
        } else {
            charge.customer.as_deref() == Some(token)
        }
    });
    let mut hits: Vec<Hit> = paid.map(Hit::stored).collect();
    if let Some((index, _)) = tx.base.place(kind, token) {
        let mut cards = BaseCards::default();
        for seed in tx.base_charges(index)? {
            let row = ListedCharge::Base(index, seed);
            let charge = tx.read_charge(&row, &mut cards)?;
            if kind == Kind::Customer || charge.card.token == token {
                let amount = charge.amount;
                hits.push(Hit { row, amount });
            }
        }
    }
    hits.sort_by_key(|hit| -hit.row.at());
    Ok(hits)
}

/// Lists the charges of the account-wide list that pass a test, newest first.
fn found(
    tx: &mut Transaction,
    passes: impl Fn(&ChargeSummary) -> bool,
) -> Result<Vec<Hit>, Problem> {
    let stored = tx.db.stored_charges()?;
    let mut hits: Vec<Hit> = stored
        .iter()
        .filter(|charge| passes(&charge.summary))
        .map(Hit::stored)
        .collect();
    let base = tx
        .charge_summaries()?
        .filter(|(_, summary)| passes(summary));
    hits.extend(base.map(|((index, seed), summary)| Hit {
        row: ListedCharge::Base(*index, seed.clone()),
        amount: summary.amount,
    }));
    hits.sort_by_key(|hit| -hit.row.at());
    Ok(hits)
}
