//! The words that some places have of their own for an action, where the common ones would be wrong.
use crate::model::action::{Action, ActionWords};
use crate::model::keymap::Context;

impl Context {
    /// Returns what is said of an action in this place.
    pub const fn words(self, action: Action) -> ActionWords {
        let (hint, help) = match (self, action) {
            (Self::Filter, Action::Open) => (
                "to the list",
                "Keep the filter and go to the list; for a whole token, open its record",
            ),
            (Self::Filter, Action::Back) => ("clear", "Clear the filter"),
            (Self::Filter, Action::Down) => ("next hit", "Next hit"),
            (Self::Filter, Action::Up) => ("previous hit", "Previous hit"),
            (Self::Form, Action::Back) => {
                ("close", "Close the form; what you typed is kept as a draft")
            }
            (Self::Pick, Action::Open) => ("choose", "Choose this line"),
            (Self::Pick, Action::Back) => ("close", "Close the list"),
            (Self::Pick, Action::Down) => ("next line", "Next line"),
            (Self::Pick, Action::Up) => ("previous line", "Previous line"),
            (Self::Confirm, Action::Back) => ("no", "Don't do it"),
            (Self::Confirm | Self::Typed, Action::Down) => ("scroll", "Scroll down"),
            (Self::Confirm | Self::Typed, Action::Up) => ("scroll back", "Scroll up"),
            _ => return action.words(),
        };
        ActionWords { hint, help }
    }
}
