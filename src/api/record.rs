//! The two ways to read a record of the long lists, from one list of its members.
//!
//! [`Deserialize`] takes a member of the wrong type as missing. [`Strict`] refuses the whole record then, and
//! is much faster; the two agree on every record that both accept.
use crate::api::ids::CustomerId;
use crate::text::Safe;
use jiff::Timestamp;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// A value that can be read in a single pass, if it and all of its members have their proper types.
pub trait Strict: Sized {
    /// Reads the value; the error is the first member that is not of its proper type.
    fn strict<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// Defines a record by its members; all but the token may be missing or null.
macro_rules! record {
    (
        $(#[$about:meta])*
        $record:ident {
            $(#[$token_about:meta])*
            token: $id:ty,
            $($(#[$member_about:meta])* $member:ident: $type:ty,)+
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, serde::Deserialize)]
        pub struct $record {
            $(#[$token_about])*
            pub token: $id,
            $(
                $(#[$member_about])*
                #[serde(default, deserialize_with = "crate::api::lenient::opt")]
                pub $member: Option<$type>,
            )+
        }

        impl crate::api::record::Strict for $record {
            fn strict<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #[derive(serde::Deserialize)]
                struct Members {
                    token: $id,
                    $(
                        #[serde(default, deserialize_with = "crate::api::record::opt")]
                        $member: Option<$type>,
                    )+
                }
                let Members { token, $($member),+ } = crate::api::record::object(deserializer)?;
                Ok(Self { token, $($member),+ })
            }
        }
    };
}
pub(crate) use record;

/// Reads a member that may be missing or null.
pub fn opt<'de, D: Deserializer<'de>, T: Strict>(deserializer: D) -> Result<Option<T>, D::Error> {
    let value = Option::deserialize(deserializer)?;
    Ok(value.map(|Proper(value)| value))
}

/// Reads the members of a record that must come as an object; serde would also accept a list of its values.
pub fn object<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }
}

/// A value that was read in its proper type.
pub struct Proper<T>(pub T);

impl<'de, T: Strict> Deserialize<'de> for Proper<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::strict(deserializer).map(Self)
    }
}

macro_rules! scalars {
    ($($name:ident),*) => {$(
        impl Strict for $name {
            fn strict<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize(deserializer)
            }
        }
    )*};
}

scalars!(bool, CustomerId, Safe, Timestamp);
