//! The integration tests: one binary, a module a subject.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::unchecked_time_subtraction,
    reason = "a test that meets what it does not expect has failed, and says so by that"
)]
mod client;
mod contract;
mod money;
mod rawserver;
mod worker;
