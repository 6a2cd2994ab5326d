//! What is seen: panes and overlays. Each holds its own cursor, reads the store, and draws without
//! changing anything or deciding what is asked.
pub mod bars;
pub mod layout;
pub mod overlays;
pub mod panes;
pub mod pen;
pub mod requests;
pub mod show;
pub mod terms;
pub mod theme;
pub mod widgets;
