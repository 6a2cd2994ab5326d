//! The writes. Each has a file of its own, which states all that the program must know of it as one value of
//! plain data: [`Facts`] has no defaults, so a write that leaves one out does not compile.
mod add_card;
mod cancel_subscription;
mod create_card;
mod create_customer;
mod delete_card;
mod delete_customer;
mod make_primary;
mod update_customer;

use crate::api::body::Members;
use crate::api::cards::{CardSource, NewCard};
use crate::api::customers::{CustomerPatch, NewCustomer};
use crate::api::decode::{ERROR_BODY, Envelope};
use crate::api::error::ErrorKind;
use crate::api::ids::{CardId, CustomerId, SubscriptionId};
use crate::api::reply::Reply;
use crate::api::subject::{Record, Subject};

/// One write with all that it needs.
#[derive(Clone, Debug, PartialEq, strum::VariantNames)]
pub enum Write {
    CreateCustomer(NewCustomer),
    UpdateCustomer(CustomerId, CustomerPatch),
    DeleteCustomer(CustomerId),
    CreateCard(NewCard),
    AddCard(CustomerId, CardSource),
    DeleteCard(CustomerId, CardId),
    MakePrimary(CustomerId, CardId),
    CancelSubscription(CustomerId, SubscriptionId),
}

impl Write {
    /// Returns everything that is to be known of it.
    pub fn facts(&self) -> Facts<'_> {
        match self {
            Self::CreateCustomer(new) => create_customer::facts(new),
            Self::UpdateCustomer(id, patch) => update_customer::facts(id, patch),
            Self::DeleteCustomer(id) => delete_customer::facts(id),
            Self::CreateCard(card) => create_card::facts(card),
            Self::AddCard(id, source) => add_card::facts(id, source),
            Self::DeleteCard(id, card) => delete_card::facts(id, card),
            Self::MakePrimary(id, card) => make_primary::facts(id, card),
            Self::CancelSubscription(id, subscription) => {
                cancel_subscription::facts(id, subscription)
            }
        }
    }

    /// Returns the customer whom it changes, where it names one.
    pub fn customer(&self) -> Option<CustomerId> {
        self.facts().record?.customer().cloned()
    }
}

/// Everything about one write.
#[derive(Debug)]
pub struct Facts<'a> {
    pub method: Method,
    /// The path below the version; only tokens stand in it, never personal data.
    pub path: String,
    /// The JSON that is sent; `None` only where the API takes none.
    pub body: Option<Members<'a>>,
    /// How a success is read.
    pub answer: Answer,
    /// What is no longer sure once it was, or may have been, carried out.
    pub touches: Vec<Subject>,
    /// The record that it changes; `None` where it makes a new one that is nobody's yet.
    pub record: Option<Record>,
    /// What is read again before a person is asked about it, so that all it affects can be said.
    pub affects: Vec<Subject>,
    /// What LIVE wants typed before it may leave (promise P7).
    pub proof: Proof,
    pub words: Words,
    /// What shows that it was carried out, should its answer never come.
    pub evidence: Evidence<'a>,
}

/// The HTTP method of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Post,
    Put,
    Delete,
}

impl Method {
    /// Returns the method as HTTP spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// How the answer of a write that succeeded is read.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Its status is all there is to know: a 204 has no body (contract section 5), and no other is needed.
    Status(Reply),
    /// The record in its body says what was done.
    Record(fn(&Envelope) -> Result<Reply, ErrorKind>),
}

impl Answer {
    /// Returns the reply that the body of a success holds.
    pub fn read(self, body: &[u8]) -> Result<Reply, ErrorKind> {
        match (self, Envelope::open(body)) {
            (_, Err(kind @ ErrorKind::Protocol(ERROR_BODY))) => Err(kind),
            (Self::Status(reply), _) => Ok(reply),
            (Self::Record(read), envelope) => read(&envelope?),
        }
    }
}

/// What must be typed in LIVE. Whatever deletes, cancels or changes which card is charged wants one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    None,
    /// The customer's email, or the end of the token where the email cannot be typed on every keyboard.
    Email(CustomerId),
    /// The end of this token.
    TokenEnd(String),
}

/// How a write is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// On a button and in a title: "Delete card".
    pub name: &'static str,
    /// After "pintui tried to" and "pintui could not": "delete the card".
    pub meant: &'static str,
    /// Before what it was done to: "Card deleted".
    pub done: &'static str,
    /// After that, where there is more to say.
    pub besides: &'static str,
}

/// What shows in a record that a write was carried out.
#[derive(Clone, Debug, PartialEq)]
pub enum Evidence<'a> {
    /// Nothing: another one may look the same.
    None,
    /// The record is there no more.
    Gone(Record),
    /// The customer has each of these texts.
    Texts(&'a CustomerId, &'a CustomerPatch),
    /// The customer has the card.
    Card(&'a CustomerId, &'a CardId),
    /// The card is the customer's primary one.
    Primary(&'a CustomerId, &'a CardId),
    /// The subscription is cancelled, or will be when its interval ends.
    Ending(&'a CustomerId, &'a SubscriptionId),
}

/// Returns the end of a token, which is short enough to type.
pub fn token_end(token: &str) -> String {
    let end = token.get(token.len().saturating_sub(6)..);
    end.unwrap_or(token).to_owned()
}
