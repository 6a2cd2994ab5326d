//! Styles by what they mean. The pen leaves their colours out where none are wanted.
use crate::config::Mode;
use ratatui::style::{Color, Modifier, Style};

const BOLD_REVERSED: Modifier = Modifier::BOLD.union(Modifier::REVERSED);
const STRONG: Modifier = Modifier::BOLD.union(Modifier::UNDERLINED);

pub const TEXT: Style = Style::new();
pub const BOLD: Style = TEXT.add_modifier(Modifier::BOLD);
/// Labels and what is not new; underlined nowhere, so that it stays quiet without colour too.
pub const DIM: Style = TEXT.add_modifier(Modifier::DIM);
pub const ACCENT: Style = BOLD.fg(Color::Cyan);
pub const GOOD: Style = TEXT.fg(Color::Green);
pub const WARN: Style = BOLD.fg(Color::Yellow);
pub const BAD: Style = BOLD.fg(Color::Red);
/// Letters that the filter matched.
pub const MATCHED: Style = TEXT.fg(Color::Yellow).add_modifier(STRONG);
pub const SELECTED: Style = TEXT.add_modifier(Modifier::REVERSED);
/// The chosen row of a pane that does not hold the focus.
pub const CHOSEN: Style = BOLD;
/// What the API no longer has.
pub const STRUCK: Style = DIM.add_modifier(Modifier::CROSSED_OUT);

pub const fn border(focused: bool) -> Style {
    if focused { ACCENT } else { DIM }
}

pub const fn button(focused: bool) -> Style {
    if focused {
        TEXT.add_modifier(BOLD_REVERSED)
    } else {
        TEXT
    }
}

/// Returns the style of a text box that may be typed into.
pub const fn input(focused: bool) -> Style {
    if focused {
        TEXT.add_modifier(Modifier::UNDERLINED)
    } else {
        TEXT
    }
}

pub const fn badge(mode: Mode) -> Style {
    let colour = match mode {
        Mode::Sandbox => Color::Cyan,
        Mode::Test => Color::Yellow,
        Mode::Live => Color::Red,
    };
    TEXT.fg(colour).add_modifier(BOLD_REVERSED)
}
