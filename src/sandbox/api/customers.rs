//! Customers: create, list, get, update, delete (contract section 5).
//!
//! *Choices*: texts may be as long as a body may; an email must have something on both sides of one `@` and
//! no blanks; a customer without `card` and `card_token` is refused as one with an empty card; a text sent
//! empty is kept as ""; two card parameters at once are a 422; `card_token` with the primary card itself
//! changes nothing.

use http::StatusCode;

use super::call::Call;
use super::cards::{self, form};
use super::params::Params;
use super::problem::{BLANK, Message, Problem};
use super::reply::{List, Outcome, Reply};
use crate::sandbox::world::derived::customer_list::Entry;
use crate::sandbox::world::records::{CardFacts, Person};
use crate::sandbox::world::token::{Kind, fresh};
use crate::sandbox::world::transaction::{FoundCustomer, Transaction};

pub fn list(tx: &mut Transaction, call: &Call) -> Outcome {
    let customers = tx.customers()?;
    let entries = customers.entries(call.page().rows());
    let mut list = List::new(entries.len());
    for entry in entries {
        let found = match entry {
            Entry::Base(index) if customers.touched(index).is_some() => {
                tx.customer(&tx.base.token(Kind::Customer, index, 0))?
            }
            Entry::Base(index) => {
                list.push(&tx.untouched_customer(index))?;
                continue;
            }
            Entry::Made(token) => tx.customer(&token)?,
        };
        list.push(&tx.customer_body(&found)?)?;
    }
    list.end(call.page(), customers.total)
}

pub fn get(tx: &mut Transaction, call: &Call) -> Outcome {
    let found = tx.customer(call.token(0))?;
    Reply::one(StatusCode::OK, &tx.customer_body(&found)?)
}

pub fn create(tx: &mut Transaction, call: &Call) -> Outcome {
    let mut messages = Vec::new();
    let email = call.params.text("email").unwrap_or_default();
    messages.extend(complaints_about(&email));
    let sources = call.params.chosen(&["card", "card_token"]);
    if sources.len() > 1 {
        messages.extend(too_many(&sources));
        return Err(Problem::invalid(messages));
    }
    let card_token = call.params.filled("card_token");
    let facts = if card_token.is_some() {
        None
    } else {
        let sent = call.params.nested("card").unwrap_or_default();
        form::read_nested(&sent, tx.now, &mut messages)
    };
    if !messages.is_empty() {
        return Err(Problem::invalid(messages));
    }
    let token = fresh(Kind::Customer)?;
    let primary = match (facts, card_token) {
        (Some(facts), _) => tx.add_card(&facts, Some(&token))?,
        (None, card_token) => {
            let card_token = card_token.unwrap_or_default();
            cards::give(tx, &card_token, &token)?;
            card_token
        }
    };
    let mut person = Person {
        email,
        ..Person::default()
    };
    fill_in(&mut person, &call.params);
    let found = FoundCustomer {
        token,
        index: None,
        created: tx.now,
        person,
        primary,
        stored: false,
    };
    tx.save(&found)?;
    Reply::one(StatusCode::CREATED, &tx.customer_body(&found)?)
}

pub fn update(tx: &mut Transaction, call: &Call) -> Outcome {
    let mut found = tx.customer(call.token(0))?;
    let params = &call.params;
    let mut messages = Vec::new();
    if params.has("email") {
        found.person.email = params.text("email").unwrap_or_default();
        messages.extend(complaints_about(&found.person.email));
    }
    let forms = params.chosen(&CARD_FORMS);
    if forms.len() > 1 {
        messages.extend(too_many(&forms));
    }
    let form = forms.first().copied();
    if let Some(name) = form.filter(|name| *name != "card" && params.filled(name).is_none()) {
        messages.push(Message::new(name, BLANK));
    }
    let sent = (form == Some("card")).then(|| params.nested("card").unwrap_or_default());
    let facts = sent.and_then(|sent| form::read_nested(&sent, tx.now, &mut messages));
    if !messages.is_empty() {
        return Err(Problem::invalid(messages));
    }
    fill_in(&mut found.person, params);
    tx.touch(&found)?;
    if let Some(name) = form {
        let token = params.filled(name).unwrap_or_default();
        let destroys = name != "primary_card_token";
        set_primary(tx, &mut found, facts.as_ref(), &token, destroys)?;
    }
    tx.save(&found)?;
    Reply::one(StatusCode::OK, &tx.customer_body(&found)?)
}

/// The three ways of changing the primary card; the first two delete the old one.
const CARD_FORMS: [&str; 3] = ["card", "card_token", "primary_card_token"];

fn set_primary(
    tx: &Transaction,
    found: &mut FoundCustomer,
    facts: Option<&CardFacts>,
    token: &str,
    destroys: bool,
) -> Result<(), Problem> {
    let primary = if let Some(facts) = facts {
        tx.add_card(facts, Some(&found.token))?
    } else {
        cards::accept(tx, token, Some(found))?;
        token.to_owned()
    };
    let old = std::mem::replace(&mut found.primary, primary);
    if destroys && old != found.primary {
        tx.release_card(&found.token, &old)?;
        tx.db.cards().remove(&old, &found.token, tx.now)?;
    }
    Ok(())
}

pub fn delete(tx: &mut Transaction, call: &Call) -> Outcome {
    let found = tx.customer(call.token(0))?;
    tx.touch(&found)?;
    tx.end_subscriptions(&found.token)?;
    tx.db.customers().delete(&found.token, tx.now)?;
    Ok(Reply::nothing())
}

fn fill_in(person: &mut Person, params: &Params) {
    let fields = [
        ("first_name", &mut person.first_name),
        ("last_name", &mut person.last_name),
        ("phone_number", &mut person.phone_number),
        ("company", &mut person.company),
        ("notes", &mut person.notes),
    ];
    for (name, field) in fields {
        if params.has(name) {
            *field = params.text(name);
        }
    }
}

/// Returns what is wrong with an email address; a missing one is malformed too (recorded in 2024).
pub fn complaints_about(email: &str) -> Vec<Message> {
    let halves = email.split_once('@');
    let good = halves.is_some_and(|(local, domain)| {
        !local.is_empty()
            && !domain.is_empty()
            && !domain.contains('@')
            && !email.contains(char::is_whitespace)
    });
    let blank = email.trim().is_empty().then_some(BLANK);
    let malformed = (!good).then_some("is not formatted properly");
    let complaints = blank.into_iter().chain(malformed);
    complaints
        .map(|complaint| Message::new("email", complaint))
        .collect()
}

/// The messages for parameters that exclude each other.
pub fn too_many(names: &[&str]) -> Vec<Message> {
    names
        .iter()
        .map(|name| Message::new(name, "can't be given together with another card"))
        .collect()
}
