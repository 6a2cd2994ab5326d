//! What a person does, typed as keys against the whole app, the real worker and the real sandbox.
mod browse;
mod change;
mod counts;
mod delete;
mod fates;
mod looks;
mod mirror;
mod mouse;
mod movement;
mod payers;
mod questions;
mod runs;
mod search;
mod staleness;
mod tokens;
mod trouble;
mod words;
