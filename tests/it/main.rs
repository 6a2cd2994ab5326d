//! The integration tests: one binary, a module a subject.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::unchecked_time_subtraction,
    reason = "a test that meets what it does not expect has failed, and says so by that"
)]
mod architecture;
mod client;
mod config;
mod forms;
mod logging;
mod rawserver;
mod secret;
mod text;
mod worker;
