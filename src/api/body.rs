//! The JSON that a write sends, in one buffer that is wiped when the request is over.
//!
//! The card number and the CVC are borrowed from the buffers they were typed into. The JSON is measured first
//! and then written into a buffer of exactly that size, because a buffer that grows leaves its old, unwiped
//! copies behind (PCI DSS 3.3.1: the code is not kept after authorisation).
use crate::api::cards::NewCard;
use crate::api::customers::CustomerPatch;
use crate::secret::{Cvc, Pan};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::borrow::Cow;
use std::io;
use zeroize::Zeroizing;

/// The members of a JSON object, in the order in which they are sent.
pub type Members<'a> = Vec<(&'static str, Value<'a>)>;

/// The value of a member. The API accepts JSON wherever it accepts forms (contract section 1).
#[derive(Debug)]
pub enum Value<'a> {
    /// A string. Numbers are also sent as strings, which the API accepts (contract section 1).
    Text(Cow<'a, str>),
    /// A card number, exposed only while it is written into the body.
    Pan(&'a Pan),
    /// A card's security code, exposed only while it is written into the body.
    Cvc(&'a Cvc),
    /// An object inside the body, such as a card's details.
    Object(Members<'a>),
}

impl Value<'_> {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Pan(pan) => pan.is_empty(),
            Self::Cvc(cvc) => cvc.is_empty(),
            Self::Object(members) => members.is_empty(),
        }
    }
}

/// Returns the JSON of an object; `None` if it cannot be written, which only a lack of memory could cause.
pub fn json(members: &Members) -> Option<Zeroizing<Vec<u8>>> {
    let mut length = Length(0);
    serde_json::to_writer(&mut length, &Object(members)).ok()?;
    let mut body = Zeroizing::new(Vec::with_capacity(length.0));
    serde_json::to_writer(&mut *body, &Object(members)).ok()?;
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

struct Object<'a>(&'a [(&'static str, Value<'a>)]);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in self.0 {
            match value {
                Value::Text(text) => map.serialize_entry(name, text)?,
                Value::Pan(pan) => map.serialize_entry(name, pan.expose())?,
                Value::Cvc(cvc) => map.serialize_entry(name, cvc.expose())?,
                Value::Object(members) => map.serialize_entry(name, &Object(members))?,
            }
        }
        map.end()
    }
}

impl CustomerPatch {
    /// Returns the changed fields; an empty text clears one.
    pub fn members(&self) -> Members<'_> {
        let fields = self.0.iter();
        fields
            .map(|(field, text)| (field.param(), Value::Text(text.into())))
            .collect()
    }
}

impl NewCard {
    /// Returns the members of the card, without the optional ones that are empty: the API would keep an empty
    /// one as a text, where a missing one becomes null (contract section 3).
    pub fn members(&self) -> Members<'_> {
        let mut members = vec![
            ("number", Value::Pan(&self.number)),
            (
                "expiry_month",
                Value::Text(format!("{:02}", self.expiry.month).into()),
            ),
            (
                "expiry_year",
                Value::Text(format!("{:04}", self.expiry.year).into()),
            ),
            ("cvc", Value::Cvc(&self.cvc)),
        ];
        let texts = [
            ("name", &self.name),
            ("address_line1", &self.address_line1),
            ("address_city", &self.address_city),
            ("address_country", &self.address_country),
            ("address_line2", &self.address_line2),
            ("address_postcode", &self.address_postcode),
            ("address_state", &self.address_state),
        ];
        members.extend(texts.map(|(name, text)| (name, Value::Text(text.into()))));
        members.retain(|(_, value)| !value.is_empty());
        members
    }
}
