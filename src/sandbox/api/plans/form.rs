//! The fields of a plan, validated in the documented order (contract section 9).
//!
//! *Choices*: the texts but for "Name can't be blank"; an amount must be at least the currency's least, the
//! set-up and trial amounts may be 0; an interval and a trial are at most ten years long; a trial needs a
//! unit.

use crate::sandbox::api::amount;
use crate::sandbox::api::params::Params;
use crate::sandbox::api::problem::{BLANK, Message};
use crate::sandbox::world::records::PlanFacts;
use crate::sandbox::world::records::currency::Currency;
use crate::sandbox::world::records::terms::Terms;

/// The message for a name that another plan has.
pub const TAKEN: &str = "has already been taken";

const UNITS: [&str; 4] = ["day", "week", "month", "year"];
const MOST_INTERVALS: i64 = 10_000;

/// Reads a new plan and adds what is wrong with it to `messages`.
pub fn read(params: &Params, messages: &mut Vec<Message>) -> Option<PlanFacts> {
    let name = params.filled("name");
    if name.is_none() {
        messages.push(Message::new("name", BLANK));
    }
    let currency = amount::of(params);
    let amount = amount::read(params, "amount", currency, messages);
    if currency.is_none() {
        messages.push(amount::not_supported());
    }
    let most = longest(params, "interval_unit");
    let interval = number(params, "interval", 1..=most, None, messages);
    let interval_unit = unit(params, "interval_unit", true, messages);
    let intervals = number(params, "intervals", 0..=MOST_INTERVALS, Some(0), messages);
    let setup_amount = optional_money(params, "setup_amount", currency, messages);
    let trial_amount = optional_money(params, "trial_amount", currency, messages);
    let most = longest(params, "trial_interval_unit");
    let trial_interval = number(params, "trial_interval", 0..=most, Some(0), messages);
    let on_trial = trial_interval.is_some_and(|interval| interval > 0);
    let trial_interval_unit = unit(params, "trial_interval_unit", on_trial, messages);
    let customer_permissions = permissions(params).unwrap_or_else(|message| {
        messages.push(message);
        None
    });
    Some(PlanFacts {
        name: name?,
        terms: Terms {
            amount: amount?,
            currency: currency?.code.to_owned(),
            setup_amount: setup_amount?,
            trial_amount: trial_amount?,
            interval: interval?,
            interval_unit: interval_unit?,
            intervals: intervals?,
            trial_interval: trial_interval?,
            trial_interval_unit: trial_interval_unit?,
        },
        customer_permissions: customer_permissions.unwrap_or_else(|| vec![CANCEL.to_owned()]),
    })
}

/// The only known permission; customers have it unless a plan says otherwise.
const CANCEL: &str = "cancel";

/// Reads what customers may do with their subscriptions.
pub fn permissions(params: &Params) -> Result<Option<Vec<String>>, Message> {
    let name = "customer_permissions";
    let permissions = params.list(name);
    let known = |permission: &String| permission == CANCEL;
    if permissions.iter().flatten().all(known) {
        Ok(permissions)
    } else {
        Err(Message::new(name, "may hold cancel only"))
    }
}

fn optional_money(
    params: &Params,
    name: &str,
    currency: Option<&Currency>,
    messages: &mut Vec<Message>,
) -> Option<i64> {
    match params.filled(name).as_deref().map(str::trim) {
        None | Some("0") => Some(0),
        Some(_) => amount::read(params, name, currency, messages),
    }
}

/// The number of a unit in ten years.
fn longest(params: &Params, unit: &str) -> i64 {
    match params.filled(unit).as_deref().map(str::trim) {
        Some("week") => 521,
        Some("month") => 120,
        Some("year") => 10,
        _ => 3_650,
    }
}

fn number(
    params: &Params,
    name: &str,
    allowed: std::ops::RangeInclusive<i64>,
    otherwise: Option<i64>,
    messages: &mut Vec<Message>,
) -> Option<i64> {
    let Some(text) = params.filled(name) else {
        if otherwise.is_none() {
            messages.push(Message::new(name, BLANK));
        }
        return otherwise;
    };
    let complaint = match amount::whole(&text) {
        Ok(number) if allowed.contains(&number) => return Some(number),
        Ok(_) => format!("must be between {} and {}", allowed.start(), allowed.end()),
        Err(complaint) => complaint.to_owned(),
    };
    messages.push(Message::new(name, &complaint));
    None
}

fn unit(params: &Params, name: &str, needed: bool, messages: &mut Vec<Message>) -> Option<String> {
    match params.filled(name) {
        None if needed => messages.push(Message::new(name, BLANK)),
        None => return Some(String::new()),
        Some(unit) if UNITS.contains(&unit.trim()) => return Some(unit.trim().to_owned()),
        Some(_) => messages.push(Message::new(name, "must be day, week, month or year")),
    }
    None
}
