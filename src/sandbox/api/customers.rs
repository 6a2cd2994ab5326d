//! Customers: create, list, get, update, delete (contract section 5).
//!
//! *Choices*: texts may be as long as a body may; an email must have something on both sides of one `@` and no blanks;
//! a customer without `card` and `card_token` is refused as one with an empty card; a text
//! sent empty is kept as ""; two card parameters at once are a 422; `card_token` with the primary card
//! itself changes nothing.

use http::StatusCode;

use super::call::Call;
use super::cards::form;
use super::cards::token::{self, Claim};
use super::params::Params;
use super::problem::{BLANK, Message, Problem};
use super::reply::{List, Outcome, Reply};
use crate::sandbox::world::derived::customer_list::Entry;
use crate::sandbox::world::records::{CardFacts, Person};
use crate::sandbox::world::token::{Kind, fresh};
use crate::sandbox::world::transaction::{Desk, Found};

pub fn list(desk: &mut Desk, call: &Call) -> Outcome {
    let roll = desk.roll()?;
    let entries = roll.entries(call.page().rows());
    let mut list = List::new(entries.len());
    for entry in entries {
        let found = match entry {
            Entry::Base(index) if roll.touched(index).is_some() => {
                desk.customer(&desk.world.token(Kind::Customer, index, 0))?
            }
            Entry::Base(index) => {
                list.push(&desk.untouched(index))?;
                continue;
            }
            Entry::Made(token) => desk.customer(&token)?,
        };
        list.push(&desk.body(&found)?)?;
    }
    list.end(call.page(), roll.total())
}

pub fn get(desk: &mut Desk, call: &Call) -> Outcome {
    let found = desk.customer(call.part(0))?;
    Reply::one(StatusCode::OK, &desk.body(&found)?)
}

pub fn create(desk: &mut Desk, call: &Call) -> Outcome {
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
        read_card(&sent, desk.now, &mut messages)
    };
    if !messages.is_empty() {
        return Err(Problem::invalid(messages));
    }
    let token = fresh(Kind::Customer)?;
    let primary = match (facts, card_token) {
        (Some(facts), _) => desk.give_card(&facts, &token)?,
        (None, card_token) => {
            let card_token = card_token.unwrap_or_default();
            token::unused(desk, &card_token)?;
            desk.store.spend_card(&card_token, Some(&token))?;
            card_token
        }
    };
    let mut person = Person {
        email,
        ..Person::default()
    };
    fill_in(&mut person, &call.params);
    let found = Found {
        token,
        index: None,
        created: desk.now,
        person,
        primary,
        kept: false,
    };
    desk.keep(&found, true)?;
    Reply::one(StatusCode::CREATED, &desk.body(&found)?)
}

pub fn update(desk: &mut Desk, call: &Call) -> Outcome {
    let mut found = desk.customer(call.part(0))?;
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
    let facts = sent.and_then(|sent| read_card(&sent, desk.now, &mut messages));
    if !messages.is_empty() {
        return Err(Problem::invalid(messages));
    }
    fill_in(&mut found.person, params);
    desk.touch(&found)?;
    if let Some(name) = form {
        let token = params.filled(name).unwrap_or_default();
        set_primary(
            desk,
            &mut found,
            facts.as_ref(),
            &token,
            name != "primary_card_token",
        )?;
    }
    desk.keep(&found, true)?;
    Reply::one(StatusCode::OK, &desk.body(&found)?)
}

/// The three ways of changing the primary card; the first two destroy the old one.
const CARD_FORMS: [&str; 3] = ["card", "card_token", "primary_card_token"];

fn set_primary(
    desk: &Desk,
    found: &mut Found,
    facts: Option<&CardFacts>,
    token: &str,
    destroys: bool,
) -> Result<(), Problem> {
    let primary = if let Some(facts) = facts {
        desk.give_card(facts, &found.token)?
    } else {
        if token::claim(desk, token, Some(found))? == Claim::Unused {
            desk.store.spend_card(token, Some(&found.token))?;
        }
        token.to_owned()
    };
    let old = std::mem::replace(&mut found.primary, primary);
    if destroys && old != found.primary {
        desk.release_card(&found.token, &old)?;
        desk.store.remove_card(&old, &found.token, desk.now)?;
    }
    Ok(())
}

pub fn delete(desk: &mut Desk, call: &Call) -> Outcome {
    let found = desk.customer(call.part(0))?;
    desk.touch(&found)?;
    desk.end_subscriptions(&found.token)?;
    desk.store.delete_customer(&found.token, desk.now)?;
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

/// Reads the fields of a nested card, adding what is wrong with them to `messages`.
pub fn read_card(sent: &Params, now: i64, messages: &mut Vec<Message>) -> Option<CardFacts> {
    match form::read(sent, "card.", now) {
        Ok(facts) => Some(facts),
        Err(complaints) => {
            messages.extend(complaints);
            None
        }
    }
}

/// Says what is wrong with an email address; one that is missing is no good form of one either (recorded in 2024).
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

/// Refuses parameters that exclude each other.
pub fn too_many(names: &[&str]) -> Vec<Message> {
    names
        .iter()
        .map(|name| Message::new(name, "can't be given together with another card"))
        .collect()
}
