//! What the program knows, and the words it uses for what happens.
pub mod action;
pub mod activity;
pub mod ask;
pub mod cx;
pub mod directory;
pub mod draft;
pub mod effect;
pub mod event;
pub mod form;
pub mod inflight;
pub mod keymap;
pub mod listing;
pub mod pane;
pub mod roster;
pub mod standing;
pub mod store;
pub mod toast;
