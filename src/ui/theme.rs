//! Colours and marks, by role. Only the sixteen colours of the terminal's own palette are used, so
//! that light and dark backgrounds both work; every meaning also has a word or a mark.
pub mod marks;
pub mod style;

use ratatui::style::{Modifier, Style};
use ratatui::symbols::border;
use std::borrow::Cow;

/// The program's own signs and, letter by letter, what is written for them in ASCII.
const SIGNS: [&str; 2] = ["…·—•↑↓▶●○◐✓✗↩◔≈⚑█░▾▲▼", "~--*^v>*o%+x<:&@#.v^v"];

/// What the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Looks {
    /// `false` under `NO_COLOR`: bold, underline and reverse stay.
    pub colour: bool,
    /// ASCII borders and marks, for fonts and terminals that draw others two cells wide.
    pub ascii: bool,
}

const ASCII_BORDER: border::Set<'static> = in_ascii("+", "|", "-");
const ASCII_HEAVY: border::Set<'static> = in_ascii("#", "#", "=");

const fn in_ascii<'a>(corner: &'a str, vertical: &'a str, horizontal: &'a str) -> border::Set<'a> {
    border::Set {
        top_left: corner,
        top_right: corner,
        bottom_left: corner,
        bottom_right: corner,
        vertical_left: vertical,
        vertical_right: vertical,
        horizontal_top: horizontal,
        horizontal_bottom: horizontal,
    }
}

impl Looks {
    /// Writes the program's own signs in ASCII, where that is wanted. Each stays one cell wide; letters such
    /// as those of names stay as they are.
    pub fn in_its_signs(self, text: Cow<'_, str>) -> Cow<'_, str> {
        let [own, ascii] = SIGNS;
        if !self.ascii || text.is_ascii() || !text.contains(|sign| own.contains(sign)) {
            return text;
        }
        let written = |sign: char| {
            let mut pairs = own.chars().zip(ascii.chars());
            pairs
                .find(|(own, _)| *own == sign)
                .map_or(sign, |(_, ascii)| ascii)
        };
        Cow::Owned(text.chars().map(written).collect())
    }

    /// Returns a style as it is shown, without its colour where none is wanted.
    pub const fn shown(self, mut style: Style) -> Style {
        if !self.colour {
            style.fg = None;
        }
        style
    }

    /// Data that may be old: dimmed, underlined where there is no colour to tell by.
    pub fn stale(self) -> Style {
        if self.colour {
            style::DIM
        } else {
            Style::new().add_modifier(Modifier::UNDERLINED)
        }
    }

    /// Returns the signs of a border.
    pub fn border_signs(self, focused: bool) -> border::Set<'static> {
        match (self.ascii, focused) {
            (false, false) => border::PLAIN,
            (false, true) => border::THICK,
            (true, false) => ASCII_BORDER,
            (true, true) => ASCII_HEAVY,
        }
    }

    /// Returns the turns of a spinner.
    pub fn spinner(self) -> &'static [&'static str] {
        if self.ascii {
            &["|", "/", "-", "\\"]
        } else {
            &["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧"]
        }
    }
}
