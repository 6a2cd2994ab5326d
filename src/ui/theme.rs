//! Colours and marks, by role. Only the sixteen colours of the terminal's own palette are used, so
//! that light and dark backgrounds both work; every meaning also has a word or a mark.
pub mod marks;

use crate::config::Mode;
use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;
use std::borrow::Cow;

/// The program's own signs, with what is written for them in ASCII.
const SIGNS: [(char, char); 21] = [
    ('…', '~'),
    ('·', '-'),
    ('—', '-'),
    ('•', '*'),
    ('↑', '^'),
    ('↓', 'v'),
    ('▶', '>'),
    ('●', '*'),
    ('○', 'o'),
    ('◐', '%'),
    ('✓', '+'),
    ('✗', 'x'),
    ('↩', '<'),
    ('◔', ':'),
    ('≈', '&'),
    ('⚑', '@'),
    ('█', '#'),
    ('░', '.'),
    ('▾', 'v'),
    ('▲', '^'),
    ('▼', 'v'),
];

/// What the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Looks {
    /// `false` under `NO_COLOR`: bold, underline and reverse stay.
    pub colour: bool,
    /// ASCII borders and marks, for fonts and terminals that draw others two cells wide.
    pub ascii: bool,
}

/// Returns styles and marks by what they mean.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    colour: bool,
    ascii: bool,
}

const ASCII_BORDER: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

const ASCII_HEAVY: border::Set<'static> = border::Set {
    top_left: "#",
    top_right: "#",
    bottom_left: "#",
    bottom_right: "#",
    vertical_left: "#",
    vertical_right: "#",
    horizontal_top: "=",
    horizontal_bottom: "=",
};

impl Theme {
    pub fn new(looks: Looks) -> Self {
        Self {
            colour: looks.colour,
            ascii: looks.ascii,
        }
    }

    /// Returns a theme for measuring, where nothing is drawn.
    pub fn plain() -> Self {
        Self::new(Looks {
            colour: false,
            ascii: false,
        })
    }

    /// Writes the program's own signs in ASCII, where that is wanted. Each stays one cell wide; letters such
    /// as those of names stay as they are.
    pub fn in_its_signs(self, text: Cow<'_, str>) -> Cow<'_, str> {
        let own = |sign: char| SIGNS.iter().find(|(full, _)| *full == sign);
        if !self.ascii || text.is_ascii() || !text.chars().any(|sign| own(sign).is_some()) {
            return text;
        }
        let written = |sign| own(sign).map_or(sign, |(_, ascii)| *ascii);
        Cow::Owned(text.chars().map(written).collect())
    }

    fn tint(self, colour: Color) -> Style {
        if self.colour {
            Style::new().fg(colour)
        } else {
            Style::new()
        }
    }

    pub fn text(self) -> Style {
        Style::new()
    }

    pub fn bold(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Labels and what is not new; underlined nowhere, so that it stays quiet without colour too.
    pub fn dim(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    pub fn accent(self) -> Style {
        self.tint(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    pub fn good(self) -> Style {
        self.tint(Color::Green)
    }

    pub fn warn(self) -> Style {
        self.tint(Color::Yellow).add_modifier(Modifier::BOLD)
    }

    pub fn bad(self) -> Style {
        self.tint(Color::Red).add_modifier(Modifier::BOLD)
    }

    /// Letters that the filter matched.
    pub fn matched(self) -> Style {
        self.tint(Color::Yellow)
            .add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    pub fn selected(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// The chosen row of a pane that does not hold the focus.
    pub fn chosen(self) -> Style {
        self.bold()
    }

    /// What the API no longer has.
    pub fn struck(self) -> Style {
        Style::new().add_modifier(Modifier::CROSSED_OUT | Modifier::DIM)
    }

    /// Data that may be old: dimmed, underlined where there is no colour to tell by.
    pub fn stale(self) -> Style {
        if self.colour {
            self.dim()
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

    pub fn border(self, focused: bool) -> Style {
        if focused { self.accent() } else { self.dim() }
    }

    pub fn button(self, focused: bool) -> Style {
        if focused {
            self.selected().add_modifier(Modifier::BOLD)
        } else {
            self.text()
        }
    }

    /// The text box that is typed into.
    pub fn input(self, focused: bool) -> Style {
        if focused {
            Style::new().add_modifier(Modifier::UNDERLINED)
        } else {
            self.text()
        }
    }

    pub fn badge(self, mode: Mode) -> Style {
        let colour = match mode {
            Mode::Sandbox => Color::Cyan,
            Mode::Test => Color::Yellow,
            Mode::Live => Color::Red,
        };
        self.tint(colour)
            .add_modifier(Modifier::REVERSED | Modifier::BOLD)
    }
}
