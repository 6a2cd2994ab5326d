//! The sandbox, spoken to in raw bytes: the program's own client has no part in it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod cards;
mod charges;
mod customers;
mod data;
mod faults;
mod guard;
mod pages;
mod plans;
mod recorded;
mod store;
mod subscriptions;
mod time;
mod transport;
mod updates;
mod wire;
