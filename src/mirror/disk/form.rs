//! Cards, subscriptions and charges as JSON of this program's own, and back to equal values.
//!
//! It is not the API's JSON: a text that was cleaned has marks ([`Safe::is_altered`], [`Safe::is_lossy`]),
//! and reading it as if it came from the API would lose them. A record is an object of the members that are
//! there; one with a member that this version does not know is another version's.
use crate::api::cards::{Card, ExpiryPart};
use crate::api::charges::{Adjustment, Charge, Transfer};
use crate::api::ids::{CardId, ChargeId, CustomerId, PlanId, SubscriptionId};
use crate::api::moment::Moment;
use crate::api::money::Currency;
use crate::api::subscriptions::{Subscription, SubscriptionState};
use crate::text::Safe;

use serde_json::Value;
use std::collections::BTreeMap;

/// Writes rows as a list of at most that many bytes: the first ones that fit, and how many these are.
pub(super) fn write<T: Form>(rows: &[T], most_bytes: usize) -> (String, usize) {
    let mut body = "[".to_owned();
    let mut written = 0;
    for row in rows {
        let row = row.write().to_string();
        // A comma before it or none, and the bracket behind the last one.
        if body.len() + row.len() + 2 > most_bytes {
            break;
        }
        if written > 0 {
            body.push(',');
        }
        body.push_str(&row);
        written += 1;
    }
    body.push(']');
    (body, written)
}

/// Reads rows back, or gives nothing where no such list was ever written.
pub(super) fn read<T: Form>(body: &str) -> Option<Vec<T>> {
    Form::read(serde_json::from_str(body).ok()?)
}

/// Is what has a form of its own; only what is not there is written as null.
pub(super) trait Form: Sized {
    fn write(&self) -> Value;

    fn read(value: Value) -> Option<Self>;
}

impl<T: Form> Form for Option<T> {
    fn write(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::write)
    }

    /// A value that is not there is no broken one, which is the outer nothing.
    fn read(value: Value) -> Option<Self> {
        if value.is_null() {
            return Some(None);
        }
        T::read(value).map(Some)
    }
}

impl<T: Form> Form for Vec<T> {
    fn write(&self) -> Value {
        self.iter().map(T::write).collect()
    }

    fn read(value: Value) -> Option<Self> {
        let Value::Array(values) = value else {
            return None;
        };
        values.into_iter().map(T::read).collect()
    }
}

impl<K: Form + Ord, V: Form> Form for BTreeMap<K, V> {
    fn write(&self) -> Value {
        let pair = |(key, value): (&K, &V)| Value::Array(vec![key.write(), value.write()]);
        self.iter().map(pair).collect()
    }

    fn read(value: Value) -> Option<Self> {
        let Value::Array(pairs) = value else {
            return None;
        };
        let pair = |pair: Value| {
            let Value::Array(pair) = pair else {
                return None;
            };
            let [key, value] = pair.try_into().ok()?;
            Some((K::read(key)?, V::read(value)?))
        };
        pairs.into_iter().map(pair).collect()
    }
}

impl Form for bool {
    fn write(&self) -> Value {
        Value::from(*self)
    }

    fn read(value: Value) -> Option<Self> {
        value.as_bool()
    }
}

impl Form for i64 {
    fn write(&self) -> Value {
        Value::from(*self)
    }

    fn read(value: Value) -> Option<Self> {
        value.as_i64()
    }
}

impl Form for Moment {
    fn write(&self) -> Value {
        match self {
            Self::At(at) => Value::from(at.to_string()),
            Self::Other(text) => text.write(),
            Self::Missing => Value::Null,
        }
    }

    fn read(value: Value) -> Option<Self> {
        if value == Value::Null {
            return Some(Self::Missing);
        }
        // A text that cleaning made a time of is written as a list, so none is taken for one.
        match value.as_str().and_then(|text| text.parse().ok()) {
            Some(at) => Some(Self::At(at)),
            None => Safe::read(value).map(Self::Other),
        }
    }
}

impl Form for Currency {
    fn write(&self) -> Value {
        Value::from(self.code())
    }

    fn read(value: Value) -> Option<Self> {
        Self::new(value.as_str()?)
    }
}

/// Is a text where cleaning changed nothing, else a list of the text and its marks.
impl Form for Safe {
    fn write(&self) -> Value {
        match u8::from(self.is_altered()) | u8::from(self.is_lossy()) << 1 {
            0 => Value::from(self.as_str()),
            marks => Value::Array(vec![Value::from(self.as_str()), Value::from(marks)]),
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "a foreign type")]
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(Self::kept(&text, false, false)),
            Value::Array(parts) => {
                let [text, marks] = parts.try_into().ok()?;
                let marks = marks.as_u64().filter(|marks| (1..4).contains(marks))?;
                Some(Self::kept(text.as_str()?, marks & 1 == 1, marks & 2 == 2))
            }
            _ => None,
        }
    }
}

impl Form for ExpiryPart {
    fn write(&self) -> Value {
        match self {
            Self::Number(number) => number.write(),
            Self::Other(text) => text.write(),
        }
    }

    fn read(value: Value) -> Option<Self> {
        if let Value::Number(number) = value {
            return number.as_i64().map(Self::Number);
        }
        Safe::read(value).map(Self::Other)
    }
}

impl Form for SubscriptionState {
    fn write(&self) -> Value {
        match self {
            Self::Missing => Value::Null,
            Self::Other(word) => word.write(),
            Self::Trial | Self::Active | Self::Cancelling | Self::Cancelled => {
                Value::from(self.word())
            }
        }
    }

    fn read(value: Value) -> Option<Self> {
        let known = [Self::Trial, Self::Active, Self::Cancelling, Self::Cancelled];
        if value.is_null() {
            return Some(Self::Missing);
        }
        // No other state has one of these words, however it came.
        match known.into_iter().find(|known| value == known.word()) {
            Some(known) => Some(known),
            None => Safe::read(value).map(Self::Other),
        }
    }
}

macro_rules! ids {
    ($($name:ident),*) => {$(
        impl Form for $name {
            fn write(&self) -> Value {
                Value::from(self.as_str())
            }

            fn read(value: Value) -> Option<Self> {
                Self::new(value.as_str()?)
            }
        }
    )*};
}

ids!(CardId, ChargeId, CustomerId, PlanId, SubscriptionId);

/// Names every member of a record, which does not compile where one is missing.
macro_rules! records {
    ($($name:ident { $($member:ident)* })*) => {$(
        impl Form for $name {
            fn write(&self) -> Value {
                let Self { $($member),* } = self;
                let members = [$((stringify!($member), $member.write())),*];
                let there = members.into_iter().filter(|(_, value)| !value.is_null());
                Value::Object(there.map(|(name, value)| (name.to_owned(), value)).collect())
            }

            fn read(value: Value) -> Option<Self> {
                let Value::Object(mut members) = value else {
                    return None;
                };
                let record = Self {
                    $($member: Form::read(members.remove(stringify!($member)).unwrap_or_default())?),*
                };
                members.is_empty().then_some(record)
            }
        }
    )*};
}

records! {
    Card {
        token scheme display_number issuing_country expiry_month expiry_year name address_line1 address_line2
        address_city address_postcode address_state address_country customer_token primary network_type
    }
    Subscription {
        token state plan_token customer_token card_token next_billing_date active_interval_started_at
        active_interval_finishes_at cancelled_at created_at
    }
    Charge {
        token success amount currency description email ip_address created_at status_message error_message card
        transfer amount_refunded total_fees merchant_entitlement refund_pending authorisation_token
        authorisation_expired authorisation_voided captured captured_at settlement_currency active_chargebacks
        metadata platform_fees platform_adjustment status
    }
    Adjustment { amount currency }
    Transfer { state paid_at token }
}
