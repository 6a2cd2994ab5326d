//! The remote API as data and the client that speaks to it: identifiers, wire types (one file per resource),
//! reads and writes ([`call::Call`]), and what can go wrong.
#![warn(missing_docs)]

pub mod balance;
pub mod body;
pub mod call;
pub mod cards;
pub mod charges;
pub mod client;
pub mod customers;
pub mod decode;
pub mod depth;
pub mod error;
pub mod ids;
pub mod ledger;
pub mod lenient;
pub mod moment;
pub mod money;
pub mod outcome;
pub mod page;
pub mod plans;
pub mod proxy;
pub mod quick;
pub mod raw;
pub mod read;
pub mod reasons;
pub mod received;
pub mod record;
pub mod refunds;
pub mod refusal;
pub mod reply;
pub mod retry;
pub mod subject;
pub mod subscriptions;
pub mod words;
pub mod write;
