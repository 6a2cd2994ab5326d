//! What a person does, typed as keys against the whole app, the real worker and the real sandbox.
mod browse;
mod change;
mod delete;
mod fates;
mod mouse;
mod movement;
mod staleness;
mod trouble;
