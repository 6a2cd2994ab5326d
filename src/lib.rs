//! pintui.
