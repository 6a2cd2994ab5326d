//! On which terms a form is filled in: the mode, the day, and what the profile allows.
use crate::config::Mode;
use crate::model::cx::Sight;
use crate::model::form::field::Source;
use crate::model::world::WriteAccess;
use jiff::civil::Date;

#[derive(Clone, Debug)]
pub struct Terms {
    pub mode: Mode,
    /// Whether a card number may be typed at all.
    pub by_number: bool,
    pub today: Date,
    pub is_writable: bool,
    /// The key that lists the test cards, outside LIVE.
    pub test_cards: Option<String>,
}

impl Terms {
    pub fn of(sight: &Sight) -> Self {
        let mode = sight.profile.mode;
        Self {
            mode,
            by_number: mode != Mode::Live || sight.profile.allow_pan_entry,
            today: sight.today(),
            is_writable: sight.write_access != WriteAccess::Locked,
            test_cards: (mode != Mode::Live).then(|| sight.keymap.fill("{form.test_cards}")),
        }
    }

    pub fn is_live(&self) -> bool {
        self.mode == Mode::Live
    }

    /// Returns how the card is given at first.
    pub const fn source(&self) -> Source {
        match self.mode {
            Mode::Live => Source::Token,
            Mode::Sandbox | Mode::Test => Source::Number,
        }
    }
}
