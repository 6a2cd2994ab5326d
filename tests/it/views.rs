//! The views beside the list, by keys and screens: charges, one charge, JSON, help, activity, unlock.
//!
//! No network here: every call that the app asks for is answered by the test, or left hanging.
mod account;
mod activity;
mod cards;
mod charge;
mod charges;
mod dialog;
mod edges;
mod help;
mod partial;
mod payers;
mod pictures;
mod plans;
mod raw;
mod room;
mod sample;
mod subscription;
mod totals;
mod unlock;
mod words;
