//! The words that some places have of their own for an action.
use crate::model::action::{About, Action, about};
use crate::model::keymap::Context;

/// What some places call an action, where the common word would be wrong there.
const OWN: &[(Context, About)] = &[
    (
        Context::Filter,
        about(
            Action::Open,
            "open",
            "to the list",
            "Keep the filter and go to the list; open the record of a whole token",
        ),
    ),
    (
        Context::Filter,
        about(Action::Back, "back", "clear", "Clear the filter"),
    ),
    (
        Context::Filter,
        about(Action::Down, "down", "next hit", "Next hit"),
    ),
    (
        Context::Filter,
        about(Action::Up, "up", "previous hit", "Previous hit"),
    ),
    (
        Context::Form,
        about(
            Action::Back,
            "back",
            "close",
            "Close the form; what you typed is kept as a draft",
        ),
    ),
    (
        Context::Pick,
        about(Action::Open, "open", "choose", "Choose this line"),
    ),
    (
        Context::Pick,
        about(Action::Back, "back", "close", "Close the list"),
    ),
    (
        Context::Pick,
        about(Action::Down, "down", "next line", "Next line"),
    ),
    (
        Context::Pick,
        about(Action::Up, "up", "previous line", "Previous line"),
    ),
    (
        Context::Confirm,
        about(Action::Down, "down", "scroll", "Scroll down"),
    ),
    (
        Context::Confirm,
        about(Action::Up, "up", "scroll back", "Scroll up"),
    ),
    (
        Context::Typed,
        about(Action::Down, "down", "scroll", "Scroll down"),
    ),
    (
        Context::Typed,
        about(Action::Up, "up", "scroll back", "Scroll up"),
    ),
];

impl Context {
    /// Gives what is said of an action in this place.
    pub fn about(self, action: Action) -> &'static About {
        let own = OWN
            .iter()
            .find(|(context, about)| *context == self && about.action == action);
        own.map_or_else(|| action.about(), |(_, about)| about)
    }
}
