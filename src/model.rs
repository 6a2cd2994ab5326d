//! What the program knows, and the words it uses for what happens.
pub mod effect;
pub mod event;
