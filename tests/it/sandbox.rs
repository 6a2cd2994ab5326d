//! The sandbox, spoken to in raw bytes: the program's own client has no part in it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod aging;
mod bodies;
mod cards;
mod cases;
mod charges;
mod child;
mod crash;
mod customers;
mod data;
mod dunning;
mod edges;
mod ending;
mod facts;
mod faults;
mod framing;
mod guard;
mod headers;
mod jumps;
mod lapses;
mod limits;
mod pages;
mod plans;
mod recorded;
mod seed_client;
mod store;
mod subscriptions;
mod targets;
mod time;
mod transport;
mod updates;
mod wire;
