//! The integration tests: one binary, a module a subject.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::unchecked_time_subtraction,
    clippy::wildcard_enum_match_arm,
    reason = "a test that meets what it does not expect has failed, and says so by that"
)]
mod architecture;
mod bindings;
mod cli;
mod client;
mod config;
mod contract;
mod driver;
mod flows;
mod forms;
mod fuzz;
mod input;
mod keymap;
mod logging;
mod mirror;
mod mirror_disk;
mod mirrored;
mod money;
mod nasty;
mod peers;
mod pty;
mod rawserver;
mod readme;
mod run;
mod sandbox;
mod screens;
mod scripts;
mod secret;
mod store;
mod strays;
mod sweep;
mod sync;
mod text;
mod views;
mod worker;
