//! What a question says: what would happen, what goes with it, and what is not known.
use super::read;
use crate::api::cards::Card;
use crate::api::customers::Customer;
use crate::api::ids::{CardId, CustomerId, SubscriptionId};
use crate::api::moment::Moment;
use crate::api::subscriptions::{Subscription, SubscriptionState};
use crate::api::write::{Method, Write};
use crate::model::ask::Question;
use crate::model::cx::Sight;
use crate::model::draft::Sent;
use crate::ui::show;
use crate::ui::widgets::dialog::WARNING;
use crate::ui::words::card::{self, Lapse};
use crate::ui::words::subscription::{not_live, plan_name, price, when};
use std::borrow::Cow;

/// How many letters of a text from outside are shown: enough to know whom it is about.
const MOST: usize = 60;

pub fn title(question: &Question, sight: &Sight) -> String {
    let what = match question {
        Question::Leave(_) => "Leave this profile",
        Question::Write(_) | Question::Quit => yes(question),
    };
    format!("{what} — {}", sight.profile.mode.word())
}

/// Returns the words of the button that does it.
pub fn yes(question: &Question) -> &'static str {
    match question {
        Question::Write(write) => write.facts().words.name,
        Question::Quit => "Quit",
        Question::Leave(_) => "Leave",
    }
}

/// Returns the words of the button that changes nothing.
pub fn no(question: &Question) -> &'static str {
    match question {
        Question::Write(write) if write.facts().method == Method::Delete => "Keep it",
        Question::Write(_) => "Leave it as it is",
        Question::Quit | Question::Leave(_) => "Stay",
    }
}

/// Returns why a question has no yes at all, now that things were read again.
pub fn why_not(question: &Question, sight: &Sight) -> Option<Cow<'static, str>> {
    let store = &sight.store;
    let gone = |what| Some(format!("This {what} no longer exists").into());
    match question.write()? {
        Write::DeleteCard(id, token) => match store.lists.card(id, token) {
            None => gone("card"),
            Some(card) if card.is_primary() => {
                Some("It is now the primary card, which can't be deleted".into())
            }
            Some(_) => None,
        },
        Write::MakePrimary(id, token) => match store.lists.card(id, token) {
            None => gone("card"),
            Some(card) => card
                .is_primary()
                .then_some("Already the primary card".into()),
        },
        Write::CancelSubscription(id, token) => match store.lists.subscription(id, token) {
            None => gone("subscription"),
            Some(s) => not_live(&s.state),
        },
        Write::DeleteCustomer(id) => match store.customer(id) {
            None => gone("customer"),
            Some(_) => None,
        },
        // A form asks about these.
        Write::CreateCustomer(_)
        | Write::UpdateCustomer(..)
        | Write::CreateCard(_)
        | Write::AddCard(..) => None,
    }
}

/// Whether the way to the subscriptions is offered before a customer is deleted.
pub fn offers_subscriptions(question: &Question, sight: &Sight) -> bool {
    let Some(Write::DeleteCustomer(id)) = question.write() else {
        return false;
    };
    read::live(id, sight).is_some_and(|live| !live.is_empty())
}

/// Returns the whole text of a question.
pub fn lines(question: &Question, sight: &Sight) -> Vec<String> {
    match question {
        Question::Write(write) => consequences(write, sight),
        Question::Quit => {
            let mut lines = unfinished("Quit pintui?", sight);
            if sight.drafts.iter().next().is_some() {
                lines.push(String::new());
                lines.push("Quitting discards what you typed.".to_owned());
            }
            lines
        }
        Question::Leave(profile) => unfinished(&format!("Open the profile {profile}?"), sight),
    }
}

fn consequences(write: &Write, sight: &Sight) -> Vec<String> {
    match write {
        Write::DeleteCustomer(id) => delete_customer(id, sight),
        Write::DeleteCard(id, card) => delete_card(id, card, sight),
        Write::MakePrimary(id, card) => make_primary(id, card, sight),
        Write::CancelSubscription(id, s) => cancel_subscription(id, s, sight),
        // A form asks about these.
        Write::CreateCustomer(_)
        | Write::UpdateCustomer(..)
        | Write::CreateCard(_)
        | Write::AddCard(..) => Vec::new(),
    }
}

fn delete_customer(id: &CustomerId, sight: &Sight) -> Vec<String> {
    let Some(customer) = sight.store.customer(id) else {
        return vec!["This customer no longer exists.".to_owned()];
    };
    let email = customer.email.as_ref().map_or("no email", |e| e.as_str());
    let name = show::capped(&customer.name(), MOST);
    let mut lines = vec![
        format!("Delete this customer from {}?", show::place(sight)),
        String::new(),
        format!("  {name}  {}", show::capped(email, MOST)),
        format!("  {id}"),
        String::new(),
    ];
    let (cards, live) = (read::cards(id, sight), read::live(id, sight));
    let charges = read::charges(id, sight);
    let all = cards.is_some() && live.is_some() && charges.is_some();
    let read = if all { " (just read)" } else { "" };
    lines.push(format!("Also deleted or affected{read}:"));
    lines.push(match cards {
        None => "  cards: not read".to_owned(),
        Some(cards) => format!("  {}", show::things(cards.len(), "card")),
    });
    match &live {
        None => lines.push("  subscriptions: not read".to_owned()),
        Some(live) if live.is_empty() => lines.push("  no active subscription".to_owned()),
        Some(live) => lines.extend(live.iter().map(|s| format!("  {}", billed(s, sight)))),
    }
    lines.push(match charges {
        None => "  charges: not read".to_owned(),
        Some(0) => "  no charges".to_owned(),
        Some(count) => {
            let charges = show::things(count, "charge");
            format!("  {charges}, no longer listed under a customer")
        }
    });
    lines.push(String::new());
    if live.is_some_and(|live| !live.is_empty()) {
        let unsure = "Pin's documentation doesn't say whether these subscriptions stop billing. To be sure, cancel them first.";
        lines.push(unsure.to_owned());
    }
    lines.push("This cannot be undone.".to_owned());
    lines
}

/// Says which subscriptions a card pays, in the words of the question.
struct Pays {
    unread: &'static str,
    none: &'static str,
    some: &'static str,
}

impl Pays {
    fn lines(&self, users: Option<&[&Subscription]>, sight: &Sight) -> Vec<String> {
        match users {
            None => vec![self.unread.to_owned()],
            Some([]) => vec![self.none.to_owned()],
            Some(users) => {
                let billed = users.iter().map(|s| format!("  {}", billed(s, sight)));
                [self.some.to_owned()].into_iter().chain(billed).collect()
            }
        }
    }
}

/// Writes a subscription that bills: `active subscription: Studio Pass, A$49.00 / month`.
fn billed(s: &Subscription, sight: &Sight) -> String {
    let price = price(s, sight).unwrap_or_else(|| "price not read".to_owned());
    let plan = show::capped(&plan_name(s, sight), MOST);
    format!("{} subscription: {plan}, {price}", s.state.word())
}

/// Writes a card, and why its digits are not those that the customer reads.
fn card_words(card: &Card) -> impl Iterator<Item = String> {
    let number = show::or_dash(card.display_number.as_ref());
    let card_line = format!("  {} {number}  {}", card.brand(), card::expiry(card));
    let own = card::device_number(card).map(|own| format!("  {own}"));
    [card_line].into_iter().chain(own)
}

fn delete_card(id: &CustomerId, card: &CardId, sight: &Sight) -> Vec<String> {
    let Some(found) = sight.store.lists.card(id, card) else {
        return vec!["This card no longer exists.".to_owned()];
    };
    let (owner, place) = (owner(id, sight), show::place(sight));
    let mut lines = vec![
        format!("Delete {owner}'s card from {place}?"),
        String::new(),
    ];
    lines.extend(card_words(found));
    lines.extend([format!("  {card}"), String::new()]);
    let users = read::paid_by(id, Some(card), sight);
    let pays = Pays {
        unread: "Subscriptions that use this card: not read",
        none: "No active subscription uses this card.",
        some: "This card pays:",
    };
    lines.extend(pays.lines(users.as_deref(), sight));
    if users.is_some_and(|users| !users.is_empty()) {
        lines.push("Pin's documentation doesn't say which card these bill afterwards.".to_owned());
    }
    lines.push("This cannot be undone.".to_owned());
    lines
}

fn owner(id: &CustomerId, sight: &Sight) -> String {
    let customer = sight.store.customer(id);
    let name = customer.map_or_else(|| id.to_string(), Customer::name);
    show::capped(&name, MOST)
}

fn make_primary(id: &CustomerId, card: &CardId, sight: &Sight) -> Vec<String> {
    let list = sight.store.lists.cards(id);
    let Some(found) = list.and_then(|list| list.get(card)) else {
        return vec!["This card no longer exists.".to_owned()];
    };
    let mut lines = Vec::new();
    if let Some(warning) = lapses(found, sight) {
        lines.extend([format!("{WARNING}{warning}"), String::new()]);
    }
    let (owner, place) = (owner(id, sight), show::place(sight));
    lines.push(format!("Make this {owner}'s primary card in {place}?"));
    lines.push(String::new());
    lines.extend(card_words(found));
    lines.extend([format!("  {card}"), String::new()]);
    match read::cards(id, sight).map(|cards| cards.iter().find(|card| card.is_primary())) {
        None => lines.push("Current primary card: not read".to_owned()),
        Some(None) => lines.push("There is no primary card.".to_owned()),
        Some(Some(old)) => {
            lines.push("Current primary card, which stays on file:".to_owned());
            lines.extend(card_words(old));
        }
    }
    lines.push(String::new());
    let pays = Pays {
        unread: "Subscriptions it will pay: not read",
        none: "No active subscription bills the primary card.",
        some: "From now on it will pay:",
    };
    lines.extend(pays.lines(read::paid_by(id, None, sight).as_deref(), sight));
    lines
}

/// Warns of a card that will not pay for long.
fn lapses(card: &Card, sight: &Sight) -> Option<String> {
    match card::lapse(card, sight) {
        Lapse::Expired => Some("This card has expired: charges to it will fail.".to_owned()),
        Lapse::Soon { days } => Some(format!(
            "This card expires {}: charges to it will fail after that.",
            show::away(days)
        )),
        Lapse::Unclear => Some("This card's expiry is unknown.".to_owned()),
        Lapse::Good => None,
    }
}

fn cancel_subscription(
    id: &CustomerId,
    subscription: &SubscriptionId,
    sight: &Sight,
) -> Vec<String> {
    let Some(s) = sight.store.lists.subscription(id, subscription) else {
        return vec!["This subscription no longer exists.".to_owned()];
    };
    let price = price(s, sight).unwrap_or_else(|| "price not read".to_owned());
    let end = s.active_interval_finishes_at.or(&s.next_billing_date);
    let day = show::moment(end, |at| show::day(at, sight));
    let stays = match (&s.state, end) {
        (_, Moment::Missing) => "Pin doesn't say how long it is paid for.".to_owned(),
        (SubscriptionState::Trial, _) => format!("The trial runs until {day}, then it ends."),
        _ => format!("Paid until {day}, then it ends."),
    };
    let (owner, place) = (owner(id, sight), show::place(sight));
    vec![
        format!("Cancel {owner}'s subscription in {place}?"),
        String::new(),
        format!("  {}  {price}", show::capped(&plan_name(s, sight), MOST)),
        format!("  {}, {}", s.state.word(), when(s, sight)),
        format!("  {subscription}"),
        String::new(),
        stays,
        "Nothing is refunded.".to_owned(),
    ]
}

fn unfinished(question: &str, sight: &Sight) -> Vec<String> {
    let mut lines = vec![question.to_owned(), String::new()];
    let under_way: Vec<_> = sight.inflight.writes().collect();
    for facts in under_way.iter().map(|write| write.facts()) {
        lines.push(format!(
            "  in progress: {} ({} {})",
            facts.words.meant, facts.method, facts.path
        ));
    }
    for entry in sight.activity.entries().filter(|entry| entry.is_unknown()) {
        let at = show::read_at(entry.at, sight);
        let who = entry.who.as_ref().map(|who| format!("{who}, "));
        lines.push(format!(
            "  outcome unknown: {} at {at} ({}{} {})",
            entry.what,
            who.unwrap_or_default(),
            entry.method,
            entry.path
        ));
    }
    for draft in sight.drafts.iter() {
        let title = show::capped(&draft.title, MOST);
        let what = match draft.sent {
            Some(Sent { at, .. }) => {
                format!("sent at {}, kept as a draft", show::read_at(at, sight))
            }
            None => "typed, not sent".to_owned(),
        };
        lines.push(format!("  {what}: {title}"));
    }
    if !under_way.is_empty() {
        lines.push(String::new());
        lines.push("A change in progress may still go through.".to_owned());
    }
    lines
}
