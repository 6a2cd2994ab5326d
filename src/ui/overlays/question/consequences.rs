//! What a question says: what would happen, what goes with it, and what cannot be known.
use crate::api::call::Subject;
use crate::api::cards::Card;
use crate::api::ids::{CardId, CustomerId, SubscriptionId};
use crate::api::subscriptions::{Subscription, SubscriptionState};
use crate::model::activity::what;
use crate::model::ask::Question;
use crate::model::cx::Sight;
use crate::model::listing::Listing;
use crate::model::standing::Standing;
use crate::ui::panes::subscriptions::{plan_name, price, when};
use crate::ui::show;
use std::borrow::Cow;

pub fn title(question: &Question, sight: &Sight) -> String {
    let mode = sight.profile.mode.word();
    match question {
        Question::DeleteCustomer(_) => format!("Delete customer — {mode}"),
        Question::DeleteCard(..) => format!("Delete card — {mode}"),
        Question::MakePrimary(..) => format!("Make primary — {mode}"),
        Question::CancelSubscription(..) => format!("Cancel subscription — {mode}"),
        Question::Quit => format!("Quit — {mode}"),
        Question::Leave(_) => format!("Leave this profile — {mode}"),
    }
}

/// Gives the words of the button that does it.
pub fn yes(question: &Question) -> &'static str {
    match question {
        Question::DeleteCustomer(_) => "Delete customer",
        Question::DeleteCard(..) => "Delete card",
        Question::MakePrimary(..) => "Make primary",
        Question::CancelSubscription(..) => "Cancel subscription",
        Question::Quit => "Quit",
        Question::Leave(_) => "Leave",
    }
}

/// Says whether a subject has been read since the question was asked.
pub fn is_known(subject: &Subject, sight: &Sight) -> bool {
    match (sight.store.standing(subject), subject) {
        (Standing::Known, _) => true,
        // Further pages of charges are not needed: the first tells how many there are.
        (_, Subject::Charges(id)) => sight.store.charges(id).is_some_and(|list| list.met() > 0),
        _ => false,
    }
}

/// Says why a question has no yes at all, now that things were read again.
pub fn why_not(question: &Question, sight: &Sight) -> Option<Cow<'static, str>> {
    let store = sight.store;
    match question {
        Question::DeleteCard(id, card) | Question::MakePrimary(id, card) => {
            let Some(card) = store.cards(id).and_then(|list| list.get(card)) else {
                return Some("This card is no longer there".into());
            };
            match (question, card.is_primary()) {
                (Question::DeleteCard(..), true) => Some("It has become the primary card".into()),
                (Question::MakePrimary(..), true) => Some("It is primary already".into()),
                _ => None,
            }
        }
        Question::CancelSubscription(id, subscription) => {
            match store
                .subscriptions(id)
                .and_then(|list| list.get(subscription))
            {
                None => Some("This subscription is no longer there".into()),
                Some(s) if !s.state.is_live() => {
                    Some(format!("It is {} already", s.state.word()).into())
                }
                Some(_) => None,
            }
        }
        Question::DeleteCustomer(id) => store
            .customer(id)
            .is_none()
            .then_some("This customer is no longer there".into()),
        Question::Quit | Question::Leave(_) => None,
    }
}

/// Says whether the way to the subscriptions is offered before a customer is deleted.
pub fn offers_subscriptions(question: &Question, sight: &Sight) -> bool {
    let Question::DeleteCustomer(id) = question else {
        return false;
    };
    live(id, sight).next().is_some()
}

fn live<'a>(id: &CustomerId, sight: &Sight<'a>) -> impl Iterator<Item = &'a Subscription> {
    let items = sight
        .store
        .subscriptions(id)
        .map_or(&[][..], |list| list.items());
    items.iter().filter(|s| s.state.is_live())
}

/// Gives the whole text of a question.
pub fn lines(question: &Question, sight: &Sight) -> Vec<String> {
    match question {
        Question::DeleteCustomer(id) => delete_customer(id, sight),
        Question::DeleteCard(id, card) => delete_card(id, card, sight),
        Question::MakePrimary(id, card) => make_primary(id, card, sight),
        Question::CancelSubscription(id, s) => cancel_subscription(id, s, sight),
        Question::Quit => unfinished("Quit pintui?", sight),
        Question::Leave(profile) => unfinished(&format!("Open the profile {profile}?"), sight),
    }
}

fn delete_customer(id: &CustomerId, sight: &Sight) -> Vec<String> {
    let Some(customer) = sight.store.customer(id) else {
        return vec!["This customer is no longer there.".to_owned()];
    };
    let email = customer.email.as_ref().map_or("no email", |e| e.as_str());
    let mut lines = vec![
        format!("Delete this customer from {}?", place(sight)),
        String::new(),
        format!("  {}  {email}", customer.name()),
        format!("  {id}"),
        String::new(),
        "Goes with it (read again just now):".to_owned(),
    ];
    let cards = sight.store.cards(id).map_or(0, |list| list.items().len());
    lines.push(format!("  {}", show::things(cards, "card")));
    let live: Vec<_> = live(id, sight).collect();
    for s in &live {
        let price = price(s, sight).unwrap_or_else(|| "price unknown".to_owned());
        let (state, plan) = (s.state.word(), plan_name(s, sight));
        lines.push(format!("  {state} subscription: {plan}, {price}"));
    }
    if live.is_empty() {
        lines.push("  no active subscription".to_owned());
    }
    let charges = sight.store.charges(id).map_or(0, Listing::total);
    let charges = show::things(usize::try_from(charges).unwrap_or(usize::MAX), "charge");
    lines.push(format!("  {charges}: no longer listed under a customer"));
    lines.push(String::new());
    if !live.is_empty() {
        lines.push(
            "The API's documents do not say whether its subscriptions stop billing. To be sure, cancel them first."
                .to_owned(),
        );
    }
    lines.push("This cannot be undone.".to_owned());
    lines
}

fn place(sight: &Sight) -> String {
    match sight.profile.mode {
        crate::config::Mode::Sandbox => "the sandbox".to_owned(),
        mode => format!("{} profile \"{}\"", mode.word(), sight.profile.name),
    }
}

fn card_words(card: &Card) -> String {
    let number = card.display_number.as_ref().map_or("—", |n| n.as_str());
    format!("  {} {number}  {}", card.scheme_name(), show::expiry(card))
}

fn delete_card(id: &CustomerId, card: &CardId, sight: &Sight) -> Vec<String> {
    let Some(found) = sight.store.cards(id).and_then(|list| list.get(card)) else {
        return vec!["This card is no longer there.".to_owned()];
    };
    let mut lines = vec![
        format!(
            "Delete this card of {} from {}?",
            owner(id, sight),
            place(sight)
        ),
        String::new(),
        card_words(found),
        format!("  {card}"),
        String::new(),
    ];
    let users: Vec<_> = live(id, sight)
        .filter(|s| s.card_token.as_ref() == Some(card))
        .collect();
    for s in &users {
        let price = price(s, sight).unwrap_or_default();
        lines.push(format!(
            "Used by the {} subscription {} {price}.",
            s.state.word(),
            plan_name(s, sight)
        ));
    }
    if users.is_empty() {
        lines.push("No active subscription names this card.".to_owned());
    } else {
        lines.push(
            "The API's documents do not say what such a subscription bills afterwards.".to_owned(),
        );
    }
    lines.push("This cannot be undone.".to_owned());
    lines
}

fn owner(id: &CustomerId, sight: &Sight) -> String {
    sight
        .store
        .customer(id)
        .map_or_else(|| id.to_string(), crate::api::customers::Customer::name)
}

fn make_primary(id: &CustomerId, card: &CardId, sight: &Sight) -> Vec<String> {
    let list = sight.store.cards(id);
    let Some(found) = list.and_then(|list| list.get(card)) else {
        return vec!["This card is no longer there.".to_owned()];
    };
    let mut lines = vec![
        format!(
            "Make this the primary card of {} in {}?",
            owner(id, sight),
            place(sight)
        ),
        String::new(),
        card_words(found),
        String::new(),
    ];
    if let Some(old) = list.and_then(|list| list.items().iter().find(|card| card.is_primary())) {
        lines.push("The present primary card stays as another card:".to_owned());
        lines.push(card_words(old));
    }
    let users = live(id, sight).filter(|s| s.card_token.is_none()).count();
    if users > 0 {
        lines.push(String::new());
        lines.push(format!(
            "{} on the primary card will bill this one.",
            show::things(users, "subscription")
        ));
    }
    lines
}

fn cancel_subscription(
    id: &CustomerId,
    subscription: &SubscriptionId,
    sight: &Sight,
) -> Vec<String> {
    let Some(s) = sight
        .store
        .subscriptions(id)
        .and_then(|list| list.get(subscription))
    else {
        return vec!["This subscription is no longer there.".to_owned()];
    };
    let price = price(s, sight).unwrap_or_default();
    let end = s.active_interval_finishes_at.or(s.next_billing_date);
    let stays = match (&s.state, end) {
        (SubscriptionState::Trial, Some(end)) => {
            format!("The trial runs on until {}.", show::day(end, sight))
        }
        (_, Some(end)) => format!(
            "It stays paid until {}, then it ends.",
            show::day(end, sight)
        ),
        (_, None) => "The API does not say until when it is paid.".to_owned(),
    };
    vec![
        format!(
            "Cancel this subscription of {} in {}?",
            owner(id, sight),
            place(sight)
        ),
        String::new(),
        format!("  {}  {price}", plan_name(s, sight)),
        format!("  {}, {}", s.state.word(), when(s, sight)),
        format!("  {subscription}"),
        String::new(),
        stays,
        "Nothing is refunded by this.".to_owned(),
    ]
}

fn unfinished(question: &str, sight: &Sight) -> Vec<String> {
    let mut lines = vec![question.to_owned(), String::new()];
    let under_way: Vec<_> = sight.inflight.writes().collect();
    for call in &under_way {
        lines.push(format!(
            "  under way: {} ({} {})",
            what(call),
            call.method(),
            call.path()
        ));
    }
    for entry in sight.activity.entries().filter(|entry| entry.is_unknown()) {
        let at = show::clock(entry.at, sight);
        lines.push(format!(
            "  outcome unknown: {} at {at} ({} {})",
            entry.what, entry.method, entry.path
        ));
    }
    for draft in sight.drafts.iter() {
        lines.push(format!("  typed and not sent: {}", draft.kind.title()));
    }
    if !under_way.is_empty() {
        lines.push(String::new());
        lines.push("A change under way may still be carried out after this.".to_owned());
    }
    lines
}
