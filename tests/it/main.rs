//! The integration tests: one binary, a module a subject.
mod architecture;
mod cli;
mod client;
mod config;
mod logging;
mod pty;
mod rawserver;
mod sandbox;
mod secret;
mod text;
