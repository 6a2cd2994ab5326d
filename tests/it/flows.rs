//! What a person does, typed as keys against the whole app, the real worker and the real sandbox.
mod browse;
mod change;
mod delete;
mod staleness;
mod trouble;
