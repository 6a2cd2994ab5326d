//! The JSON that a write sends, in one buffer that is wiped when the request is over.
//!
//! The card number and its code are lent to the writer by the buffers they were typed into. The text
//! is measured first and then written into a buffer of exactly that size, because a buffer that grows
//! leaves its old, unwiped copies behind (PCI DSS 3.3.1: the code is not kept after authorisation).
use crate::api::call::Call;
use crate::api::cards::{CardSource, NewCard};
use crate::api::customers::{CustomerPatch, NewCustomer};
use crate::api::ids::CardId;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::io;
use zeroize::Zeroizing;

/// Gives the body of a call, or `None` where it has none.
///
/// JSON is taken everywhere that forms are (contract section 1).
pub fn of(call: &Call) -> Option<Zeroizing<Vec<u8>>> {
    match call {
        Call::CreateCustomer(new) => write(&Create(new)),
        Call::UpdateCustomer(_, patch) => write(&Patch(patch)),
        Call::MakePrimary(_, card) => write(&OneMember("primary_card_token", card)),
        Call::CreateCard(card) | Call::AddCard(_, CardSource::Number(card)) => write(&Card(card)),
        Call::AddCard(_, CardSource::Token(token)) => write(&OneMember("card_token", token)),
        _ => None,
    }
}

fn write(value: &impl Serialize) -> Option<Zeroizing<Vec<u8>>> {
    let mut length = Length(0);
    serde_json::to_writer(&mut length, value).ok()?;
    let mut body = Zeroizing::new(Vec::with_capacity(length.0));
    serde_json::to_writer(&mut *body, value).ok()?;
    Some(body)
}

/// Counts what is written to it.
struct Length(usize);

impl io::Write for Length {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct OneMember<'a>(&'static str, &'a CardId);

impl Serialize for OneMember<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.0, self.1.as_str())?;
        map.end()
    }
}

/// Writes changed fields; an empty text clears one.
struct Patch<'a>(&'a CustomerPatch);

impl Serialize for Patch<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = &self.0.0;
        serializer.collect_map(fields.iter().map(|(field, text)| (field.param(), text)))
    }
}

/// Writes the fields that have a value, and the card.
struct Create<'a>(&'a NewCustomer);

impl Serialize for Create<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (field, text) in &self.0.fields.0 {
            if !text.is_empty() {
                map.serialize_entry(field.param(), text)?;
            }
        }
        match &self.0.card {
            CardSource::Number(card) => map.serialize_entry("card", &Card(card))?,
            CardSource::Token(token) => map.serialize_entry("card_token", token.as_str())?,
        }
        map.end()
    }
}

struct Card<'a>(&'a NewCard);

impl Serialize for Card<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let card = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("number", card.number.expose())?;
        map.serialize_entry("expiry_month", &format_args!("{:02}", card.expiry.month))?;
        map.serialize_entry("expiry_year", &format_args!("{:04}", card.expiry.year))?;
        map.serialize_entry("cvc", card.cvc.expose())?;
        map.serialize_entry("name", &card.name)?;
        map.serialize_entry("address_line1", &card.address_line1)?;
        map.serialize_entry("address_city", &card.address_city)?;
        map.serialize_entry("address_country", &card.address_country)?;
        // A blank one would be kept as an empty text, where a missing one is null (contract section 3).
        let optional = [
            ("address_line2", &card.address_line2),
            ("address_postcode", &card.address_postcode),
            ("address_state", &card.address_state),
        ];
        for (param, text) in optional {
            if !text.is_empty() {
                map.serialize_entry(param, text)?;
            }
        }
        map.end()
    }
}
