//! pintui.

pub mod sandbox;
