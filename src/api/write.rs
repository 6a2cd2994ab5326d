//! The writes. Each has a file of its own, which states all that the program must know about it as one value
//! of plain data: [`Facts`] has no defaults, so a write that leaves one out does not compile.
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
    /// Creates a customer with a primary card.
    CreateCustomer(NewCustomer),
    /// Changes fields of a customer.
    UpdateCustomer(CustomerId, CustomerPatch),
    /// Deletes a customer with all cards, which cannot be undone.
    DeleteCustomer(CustomerId),
    /// Creates a card that belongs to no customer; its token works once.
    CreateCard(NewCard),
    /// Adds a card to a customer; the primary card stays the same.
    AddCard(CustomerId, CardSource),
    /// Deletes a card of a customer, other than the primary one.
    DeleteCard(CustomerId, CardId),
    /// Makes a card of a customer the primary one; the old primary card is kept.
    MakePrimary(CustomerId, CardId),
    /// Cancels a subscription of a customer, at the end of the interval if that is paid for.
    CancelSubscription(CustomerId, SubscriptionId),
}

impl Write {
    /// Returns everything that the program must know about the write.
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

    /// Returns the customer that the write changes, if it names one.
    pub fn customer(&self) -> Option<CustomerId> {
        self.facts().record?.customer().cloned()
    }
}

/// Everything that the program must know about one write.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The HTTP method that the write is sent with.
    pub method: Method,
    /// The path below the version. It contains tokens, but never personal data.
    pub path: String,
    /// The JSON that is sent; `None` only if the API takes none.
    pub body: Option<Members<'a>>,
    /// How the answer is read after a success.
    pub answer: Answer,
    /// The subjects that are out of date once the write was, or may have been, carried out.
    pub touches: Vec<Subject>,
    /// The record that the write changes; `None` if it creates one that belongs to nobody yet.
    pub record: Option<Record>,
    /// The subjects that are refreshed before the user confirms, so that the question lists all effects.
    pub affects: Vec<Subject>,
    /// What must be typed in LIVE before the write is sent (promise P7).
    pub proof: Proof,
    /// The words for the write, on screens and in messages.
    pub words: Words,
    /// What shows that the write was carried out, if its answer never comes.
    pub evidence: Evidence<'a>,
}

/// The HTTP method of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::Display, strum::IntoStaticStr)]
#[strum(serialize_all = "UPPERCASE")]
pub enum Method {
    /// `POST`, which creates something: sent twice, it creates two.
    Post,
    /// `PUT`, which changes something that exists.
    Put,
    /// `DELETE`, which removes or cancels something.
    Delete,
}

/// How the answer of a write that succeeded is read.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The status is enough, and this is the reply: a 204 has no body (contract section 5).
    Status(Reply),
    /// The body is a record, from which this makes the reply.
    Record(fn(&Envelope) -> Result<Reply, ErrorKind>),
}

impl Answer {
    /// Returns the reply in the body of a success, or what is wrong with the body.
    pub fn read(self, body: &[u8]) -> Result<Reply, ErrorKind> {
        match (self, Envelope::open(body)) {
            (_, Err(kind @ ErrorKind::Protocol(ERROR_BODY))) => Err(kind),
            (Self::Status(reply), _) => Ok(reply),
            (Self::Record(read), envelope) => read(&envelope?),
        }
    }
}

/// What must be typed in LIVE before a write that deletes, cancels or changes which card is charged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Nothing needs to be typed.
    None,
    /// The customer's email, or the end of the token where the email cannot be typed on every keyboard.
    Email(CustomerId),
    /// The end of this token.
    TokenEnd(String),
}

/// The words for a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// The name on a button and in a title: "Delete card".
    pub name: &'static str,
    /// The action, after "pintui tried to" and "pintui could not": "delete the card".
    pub meant: &'static str,
    /// The result, before the name of the record: "Card deleted".
    pub done: &'static str,
    /// What else is true of the result, to follow that; empty if there is nothing to add.
    pub besides: &'static str,
}

/// What shows in a record that a write was carried out.
#[derive(Clone, Debug, PartialEq)]
pub enum Evidence<'a> {
    /// Nothing does: another record may look the same.
    None,
    /// The record no longer exists.
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

/// Returns the last six characters of a token, which are few enough to type.
pub fn token_end(token: &str) -> String {
    let end = token.get(token.len().saturating_sub(6)..);
    end.unwrap_or(token).to_owned()
}
