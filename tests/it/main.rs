//! The integration tests: one binary, a module a subject.
mod client;
mod pty;
mod rawserver;
