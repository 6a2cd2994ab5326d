//! The sections of a charge's details, each from the charge alone.
use crate::api::charges::{Adjustment, Charge, ChargeStatus};
use crate::api::customers::Customer;
use crate::api::ids::CustomerId;
use crate::api::reasons;
use crate::model::alike;
use crate::model::cx::Sight;
use crate::text::Safe;
use crate::ui::show;
use crate::ui::theme::style;
use crate::ui::widgets::facts::{Fact, heading};
use crate::ui::words::card;
use crate::ui::words::charge::{self, status};

fn said(text: Option<&Safe>) -> String {
    show::or_dash(text).to_owned()
}

fn yes_or_no(flag: Option<bool>) -> &'static str {
    match flag {
        Some(true) => "yes",
        Some(false) => "no",
        None => "—",
    }
}

pub fn of_charge(charge: &Charge, sight: &Sight) -> Vec<Fact> {
    let at = |moment| show::moment(moment, |at| show::exactly(at, sight));
    let words = status::words(charge, sight);
    let mut facts = vec![
        Fact::new("Amount", show::dash(charge.money()), style::BOLD),
        Fact::new("Status", words.text(), words.style),
    ];
    facts.extend(failure(charge));
    facts.extend([
        Fact::plain("Description", said(charge.description.as_ref())),
        Fact::plain("Created", at(&charge.created_at)),
    ]);
    facts.extend(hold(charge, sight));
    if !charge.status().takes_nothing() && charge.expires_at().is_none() {
        facts.push(Fact::plain("Captured", at(&charge.captured_at)));
    }
    facts.push(Fact::plain("Email", said(charge.email.as_ref())));
    facts
}

/// Returns what a failure means and what can be done about it, beside what the gateway says.
fn failure(charge: &Charge) -> Vec<Fact> {
    let ChargeStatus::Failed(why) = charge.status() else {
        return Vec::new();
    };
    let Some(reason) = reasons::of(why.as_str()) else {
        return Vec::new();
    };
    vec![
        Fact::plain("Meaning", reason.meaning),
        Fact::plain("What to do", reason.advice),
        Fact::new("Gateway says", why.as_str(), style::DIM),
    ]
}

/// Says whose charge it is. A charge itself names no customer: its card does, unless somebody paid as a
/// guest.
pub fn of_customer(id: Option<&CustomerId>, charge: &Charge, sight: &Sight) -> Fact {
    let Some(id) = id else {
        return if charge.card.is_some() {
            let text = "none named by its card: likely a guest";
            Fact::plain("Customer", text)
        } else {
            let text = "unknown: the response holds no card to name one";
            Fact::new("Customer", text, style::WARN)
        };
    };
    let name = sight.store.customer(id).map(Customer::name);
    let who = name.map_or_else(|| id.to_string(), |name| format!("{name}  {id}"));
    Fact::plain("Customer", who)
}

/// Names the charges that look like this one, which may have been made twice.
pub fn of_twins(charge: &Charge, listed: &[Charge], sight: &Sight) -> Vec<Fact> {
    let twin = |twin: &Charge| {
        let at = show::moment(&twin.created_at, |at| show::exactly(at, sight));
        let status = status::words(twin, sight).text();
        let text = format!("{at}, {status}, {}", twin.token);
        Fact::new(format!("{} Looks like", charge::ALIKE), text, style::WARN)
    };
    alike::of(charge, listed).map(twin).collect()
}

/// Returns what becomes, or became, of money that was only authorised.
fn hold(charge: &Charge, sight: &Sight) -> Option<Fact> {
    let ends = charge.expires_at().map(|at| show::exactly(at, sight));
    match (charge.status(), ends) {
        (ChargeStatus::Authorised, Some(at)) => {
            let left = status::time_left(charge, sight);
            let left = left.map_or_else(|| "any moment".to_owned(), |left| format!("{left} left"));
            let text = format!("{at}, {left}, unless you capture it");
            Some(Fact::new("Expires", text, style::WARN))
        }
        // The API does not say when it expired, only that it did.
        (ChargeStatus::Expired, Some(at)) => {
            let text = format!("about {at}: can no longer be captured");
            Some(Fact::plain("Expired", text))
        }
        (ChargeStatus::Voided, _) => {
            let text = "nothing was charged; the hold was released";
            Some(Fact::plain("Voided", text))
        }
        _ => None,
    }
}

pub fn of_answer(charge: &Charge) -> Vec<Fact> {
    let mut facts = heading("API response");
    facts.extend([
        Fact::plain("Success", yes_or_no(charge.success)),
        Fact::plain("Status message", said(charge.status_message.as_ref())),
        Fact::plain("Error message", said(charge.error_message.as_ref())),
        Fact::plain("Disputed", yes_or_no(charge.active_chargebacks)),
        Fact::plain("IP address", said(charge.ip_address.as_ref())),
        Fact::plain("Token", charge.token.as_str()),
    ]);
    if charge.status.is_some() {
        facts.push(Fact::plain("Status", said(charge.status.as_ref())));
    }
    facts
}

/// Returns what becomes of the money in the settlement currency; of a charge that took none, nothing does.
fn settles(charge: &Charge) -> Option<&'static str> {
    let label = if charge.status() == ChargeStatus::Authorised {
        "Would settle in"
    } else if charge.transfer.is_empty() {
        "Settles in"
    } else {
        "Settled in"
    };
    (!charge.status().takes_nothing()).then_some(label)
}

pub fn of_money(charge: &Charge) -> Vec<Fact> {
    let mut facts = heading("Money");
    let is_held = charge.status() == ChargeStatus::Authorised;
    let once_captured = |amount: Option<i64>| match amount {
        None if is_held => "known once captured".to_owned(),
        amount => charge::settled(amount, charge),
    };
    let mut entitled = once_captured(charge.merchant_entitlement);
    // A refund changes neither: the fees are not given back.
    if charge.amount_refunded > Some(0) && charge.merchant_entitlement.is_some() {
        entitled.push_str(", before refunds");
    }
    facts.extend([
        Fact::plain("Fees", once_captured(charge.total_fees)),
        Fact::plain("Entitlement", entitled),
    ]);
    let currency = charge.settlement_currency.as_ref();
    let currency = currency.map_or("—", |currency| currency.code());
    let settles = settles(charge);
    facts.extend(settles.map(|label| Fact::plain(label, currency)));
    facts.push(Fact::plain(
        "Platform fees",
        charge::settled(charge.platform_fees, charge),
    ));
    let adjusted = charge.platform_adjustment.as_ref();
    let adjusted = show::dash(adjusted.and_then(Adjustment::money));
    facts.push(Fact::plain("Platform adjusted", adjusted));
    facts
}

pub fn of_card(charge: &Charge) -> Vec<Fact> {
    let mut facts = heading("Card");
    let Some(card) = &charge.card else {
        facts.push(Fact::new("", "none in the response", style::DIM));
        return facts;
    };
    let number = show::or_dash(card.display_number.as_ref());
    let address: Vec<&str> = [
        &card.address_line1,
        &card.address_line2,
        &card.address_city,
        &card.address_state,
        &card.address_postcode,
        &card.address_country,
    ]
    .into_iter()
    .flatten()
    .map(Safe::as_str)
    .filter(|part| !part.is_empty())
    .collect();
    let address = if address.is_empty() {
        "—".to_owned()
    } else {
        address.join(", ")
    };
    let number = format!("{} {number}", card.brand());
    facts.push(Fact::plain("Number", number));
    facts.extend(card::device_number(card).map(|own| Fact::plain("", own)));
    facts.extend([
        Fact::plain("Expiry", card::expiry(card)),
        Fact::plain("Name", said(card.name.as_ref())),
        Fact::plain("Issued in", said(card.issuing_country.as_ref())),
        Fact::plain("Address", address),
        Fact::plain("Card token", card.token.as_str()),
    ]);
    facts
}

pub fn of_authorisation(charge: &Charge) -> Vec<Fact> {
    let mut facts = heading("Authorisation");
    facts.extend([
        Fact::plain("Captured", yes_or_no(charge.captured)),
        Fact::plain("Voided", yes_or_no(charge.authorisation_voided)),
        Fact::plain("Expired", yes_or_no(charge.authorisation_expired)),
        Fact::plain("Token", said(charge.authorisation_token.as_ref())),
    ]);
    facts
}

pub fn of_transfers(charge: &Charge, sight: &Sight) -> Vec<Fact> {
    let mut facts = heading("Transfers to your bank");
    if charge.transfer.is_empty() {
        let none = if charge.status().takes_nothing() {
            "none: nothing was charged"
        } else {
            "none yet"
        };
        facts.push(Fact::new("", none, style::DIM));
    }
    facts.extend(charge.transfer.iter().map(|transfer| {
        let paid = show::moment(&transfer.paid_at, |at| show::exactly(at, sight));
        let token = show::or_dash(transfer.token.as_ref());
        Fact::plain(said(transfer.state.as_ref()), format!("{paid}  {token}"))
    }));
    facts
}

pub fn of_metadata(charge: &Charge) -> Vec<Fact> {
    let mut facts = heading("Metadata");
    if charge.metadata.is_empty() {
        facts.push(Fact::new("", "none", style::DIM));
    }
    facts.extend(charge.metadata.iter().map(|(name, value)| {
        let text = format!("{name}: {}", show::or_dash(Some(value)));
        Fact::plain("", text)
    }));
    facts
}
