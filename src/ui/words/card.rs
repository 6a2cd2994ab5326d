//! A card in words: its brand and digits, its expiry, how it stands today.
use crate::api::cards::{Card, Expiry, ExpiryPart};
use crate::api::customers::Customer;
use crate::model::cx::Sight;
use crate::model::listing::Listing;
use crate::text::Safe;
use crate::ui::show;
use crate::ui::theme::{marks, style};
use jiff::Span;
use ratatui::style::Style;
use std::borrow::Cow;

/// A card that lapses within this many days is marked.
const SOON_DAYS: i32 = 60;

/// How a card stands today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lapse {
    Good,
    /// Its last good day is that many days away; on that day itself it is 0.
    Soon {
        days: i32,
    },
    Expired,
    /// The expiry is missing or no month at all.
    Unclear,
}

/// Returns how a card stands in the profile's zone: it is good to the last day of its month.
pub fn lapse(card: &Card, sight: &Sight) -> Lapse {
    let Some(lapses) = card.expiry().and_then(Expiry::lapses_on) else {
        return Lapse::Unclear;
    };
    let days = sight
        .today()
        .until((jiff::Unit::Day, lapses))
        .map_or(0, |span: Span| span.get_days());
    match days {
        ..=0 => Lapse::Expired,
        1..=SOON_DAYS => Lapse::Soon { days: days - 1 },
        _ => Lapse::Good,
    }
}

/// Returns the expiry: `11/26`; what cannot be one as it came, with a question mark.
pub fn expiry(card: &Card) -> String {
    if let Some(expiry) = card.expiry() {
        return format!("{:02}/{:02}", expiry.month, expiry.year.rem_euclid(100));
    }
    let part = |part: &Option<ExpiryPart>| match part {
        Some(ExpiryPart::Number(n)) => n.to_string(),
        Some(ExpiryPart::Other(text)) => text.to_string(),
        None => "—".to_owned(),
    };
    match (&card.expiry_month, &card.expiry_year) {
        (None, None) => "—".to_owned(),
        (month, year) => format!("{}/{} ?", part(month), part(year)),
    }
}

/// Returns a card in at most that many cells: its brand and last digits, or as much as tells it apart.
pub fn short(card: &Card, room: u16) -> String {
    let number = || card.display_number.as_ref().map(Safe::as_str);
    let digits = card.last_four().or_else(number).unwrap_or("—");
    // The word for another network may be of any length.
    let shortest = card
        .wallet()
        .map_or_else(|| short_scheme(card), |it| it.short());
    let brands = [&*card.brand(), &*short_brand(card), shortest];
    let branded = brands.map(|brand| format!("{brand} {digits}"));
    show::fitting(branded.into_iter().chain([digits.to_owned()]), room)
}

/// Returns a card's brand where there is little room: `MC`, `AP Visa`.
pub fn short_brand(card: &Card) -> Cow<'_, str> {
    let scheme = short_scheme(card);
    match card
        .wallet()
        .map_or_else(|| card.network(), |it| it.short())
    {
        "" => scheme.into(),
        network => format!("{network} {scheme}").into(),
    }
}

fn short_scheme(card: &Card) -> &str {
    match card.scheme_name() {
        "Mastercard" => "MC",
        name => name,
    }
}

/// The number of a card in a wallet, of which the API gives the last digits.
pub const DEVICE_NUMBER: &str = "device number";

/// Returns why a customer reads other digits than these on their card.
pub fn device_number(card: &Card) -> Option<String> {
    let wallet = card.wallet()?.name();
    Some(format!(
        "{wallet} {DEVICE_NUMBER}: the plastic card shows other digits"
    ))
}

/// Returns the style of a card: one that expires soon or has expired stands out.
pub fn style(card: Option<&Card>, sight: &Sight) -> Style {
    match card.map(|card| lapse(card, sight)) {
        Some(Lapse::Expired) => style::BAD,
        Some(Lapse::Soon { .. }) => style::WARN,
        _ => style::TEXT,
    }
}

/// Returns the mark and words for how a card stands, where it is not simply good.
pub fn state(card: &Card, sight: &Sight) -> String {
    match lapse(card, sight) {
        Lapse::Expired => format!("{} expired", marks::BAD),
        Lapse::Soon { days: days @ 0..=1 } => format!("! expires {}", show::away(days)),
        Lapse::Soon { .. } => "! expires soon".to_owned(),
        Lapse::Good | Lapse::Unclear => String::new(),
    }
}

/// Returns a customer's cards in a few pieces: the primary one, how it stands, how many others there are.
pub fn summary(customer: &Customer, sight: &Sight) -> Vec<String> {
    let Some(card) = &customer.card else {
        return vec!["—".to_owned()];
    };
    let number = card.display_number.as_ref().map_or("—", |n| n.as_str());
    let state = match lapse(card, sight) {
        Lapse::Expired => "expired".to_owned(),
        Lapse::Soon { days } => format!("expires {}", show::away(days)),
        Lapse::Good | Lapse::Unclear => String::new(),
    };
    let cards = sight.store.lists.cards(&customer.token);
    let others = cards.map_or(0, Listing::total);
    let more = if others > 1 {
        format!("{} more", show::count(others - 1))
    } else {
        String::new()
    };
    let name = format!("{} {number}", card.brand());
    let own = device_number(card).unwrap_or_default();
    let pieces = [name, expiry(card), state, more, own];
    let pieces = pieces.into_iter().filter(|piece| !piece.is_empty());
    pieces.collect()
}
