//! `GET /charges/search` (contract section 7), over the account-wide list.
//!
//! *Choices*: a query is one text that must stand in one of the fields, upper and lower case alike; an amount is the
//! number of the smallest unit; a token is looked for as such and finds nothing else; days begin at midnight UTC; without
//! `sort` and `direction` the newest come first, as recorded, and with one of them the other has its documented default
//! (`created_at`, ascending); a date or order that cannot be read is a 422.

use super::call::Call;
use super::charges::{self, Row};
use super::clock::day;
use super::desk::Desk;
use super::params::Params;
use super::problem::{Message, NOT_VALID, Problem};
use super::reply::{Outcome, PER_PAGE, offset};
use super::shelf::Outline;
use super::token::Kind;

/// The forms of a date that the server was seen to read, and their like.
const DATES: [&str; 7] = [
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%b %d, %Y",
    "%B %d, %Y",
    "%d %b %Y",
    "%d %B %Y",
    "%Y-%m-%dT%H:%M:%SZ",
];

pub(super) fn search(desk: &mut Desk, call: &Call) -> Outcome {
    let wish = Wish::read(&call.params)?;
    let mut rows = match call.params.filled("query") {
        Some(query) => matching(desk, query.trim())?,
        None => everything(desk)?,
    };
    rows.retain(|hit| wish.includes(hit.row.at()));
    wish.sort(&mut rows);
    let total = rows.len() as u64;
    let skip = usize::try_from(offset(call.page())).unwrap_or(usize::MAX);
    let rows = rows.into_iter().skip(skip).take(PER_PAGE);
    charges::page(desk, rows.map(|hit| hit.row).collect(), call.page(), total)
}

/// A charge that was found.
struct Hit {
    row: Row,
    amount: i64,
}

struct Wish {
    from: Option<i64>,
    before: Option<i64>,
    by_amount: bool,
    ascending: bool,
}

impl Wish {
    fn read(params: &Params) -> Result<Self, Problem> {
        let mut messages = Vec::new();
        let mut date = |name: &str| {
            let text = params.filled(name)?;
            let date = DATES.iter().find_map(|form| day(text.trim(), form));
            if date.is_none() {
                messages.push(Message::new(name, NOT_VALID));
            }
            date
        };
        let (from, before) = (date("start_date"), date("end_date"));
        let sort = params.filled("sort");
        if !matches!(sort.as_deref(), None | Some("created_at" | "amount")) {
            messages.push(Message::new("sort", NOT_VALID));
        }
        let ascending = match params.filled("direction").as_deref().map(str::trim) {
            Some("1") => true,
            Some("-1") => false,
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

    /// Sorts what came newest first; among equals the newest stays first when the order descends.
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

fn everything(desk: &mut Desk) -> Result<Vec<Hit>, Problem> {
    found(desk, |_, _| true)
}

fn matching(desk: &mut Desk, query: &str) -> Result<Vec<Hit>, Problem> {
    if let Some(kind) = [Kind::Charge, Kind::Card, Kind::Refund, Kind::Customer]
        .into_iter()
        .find(|kind| kind.is_of(query))
    {
        return by_token(desk, kind, query);
    }
    let text = query.to_lowercase();
    let amount: Option<i64> = query.parse().ok();
    found(desk, |_, charge| {
        Some(charge.amount) == amount
            || charge.currency.eq_ignore_ascii_case(query)
            || charge.text.contains(&text)
    })
}

/// Finds what a token leads to: the charge itself, the charges of a card or a customer, the charge of a refund.
fn by_token(desk: &mut Desk, kind: Kind, token: &str) -> Result<Vec<Hit>, Problem> {
    let charge = match kind {
        Kind::Card => return found(desk, |_, charge| charge.card == token),
        Kind::Customer => {
            let place = desk.world.place(Kind::Customer, token);
            let kept: Vec<String> = desk
                .store
                .charge_tokens(Some(token))?
                .into_iter()
                .map(|(_, charge)| charge)
                .collect();
            return found(desk, |row, _| match row {
                Row::Base(index, _) => place.is_some_and(|(own, _)| own == *index),
                Row::Kept(_, charge) => kept.contains(charge),
            });
        }
        Kind::Refund => match super::refunds::read(desk, token) {
            Ok(refund) => refund.charge,
            Err(_) => return Ok(Vec::new()),
        },
        _ => token.to_owned(),
    };
    let Ok((row, charge)) = charges::read(desk, &charge) else {
        return Ok(Vec::new());
    };
    Ok(vec![Hit {
        row,
        amount: charge.amount,
    }])
}

/// Lists the charges of the account-wide list that pass a test, newest first.
fn found(desk: &mut Desk, passes: impl Fn(&Row, &Outline) -> bool) -> Result<Vec<Hit>, Problem> {
    let mut hits = Vec::new();
    for (at, token) in desk.store.charge_tokens(None)? {
        let Some(kept) = desk.store.charge(&token)? else {
            continue;
        };
        let outline = Outline::of(&kept.charge);
        let row = Row::Kept(at, token);
        if passes(&row, &outline) {
            hits.push(Hit {
                row,
                amount: outline.amount,
            });
        }
    }
    let (billed, older) = charges::shelved(desk)?;
    let shelf = desk.shelf.charges(desk.world);
    let outlines = desk.shelf.outlines(desk.world);
    for place in billed.into_iter().chain(older..shelf.len()) {
        let (Some((index, seed)), Some(outline)) = (shelf.get(place), outlines.get(place)) else {
            continue;
        };
        let row = Row::Base(*index, seed.clone());
        if passes(&row, outline) {
            hits.push(Hit {
                row,
                amount: outline.amount,
            });
        }
    }
    hits.sort_by_key(|hit| -hit.row.at());
    Ok(hits)
}
