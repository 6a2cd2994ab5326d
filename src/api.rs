//! The remote API as data, and the client that speaks to it: identifiers, wire types (one file a
//! resource), one [`call::Call`] an operation, and what can go wrong.
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
pub mod money;
pub mod outcome;
pub mod page;
pub mod plans;
pub mod proxy;
pub mod quick;
pub mod raw;
pub mod received;
pub mod refunds;
pub mod refusal;
pub mod retry;
pub mod subscriptions;
pub mod words;
