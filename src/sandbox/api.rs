//! The calls of the API: one file for each resource, and what all requests and answers share.

mod amount;
mod balance;
pub mod call;
mod cards;
mod charges;
mod customers;
mod page;
pub mod params;
mod payment_sources;
mod plans;
pub mod problem;
mod refunds;
pub mod reply;
pub mod routes;
pub mod stack;
mod subscriptions;
