//! Letters that come one soon after another: as of a name that was meant for the search.
use std::time::Duration;

/// Letters that follow within this time are one run; a slow typist needs 700 ms for each.
const NEXT: Duration = Duration::from_millis(1_500);

/// Follows the letters that were pressed.
#[derive(Debug, Default)]
pub(super) struct Letters {
    /// The last one and when it came, if nothing but letters came since.
    last: Option<(char, Duration)>,
    /// Whether the run holds different letters: `d` twice is somebody who insists, and no text.
    mixed: bool,
    in_run: bool,
}

/// What a key is for a run of letters.
pub(super) enum Heard {
    /// One that only moves: it begins no run, for `j j d` is no text.
    Movement,
    Letter(char),
    /// Enter, Esc, Tab and the like: what follows begins anew.
    Other,
}

impl Letters {
    pub(super) fn hear(&mut self, heard: Heard, now: Duration) {
        let before = self.last.filter(|(_, at)| now <= *at + NEXT);
        self.in_run = false;
        match heard {
            // In a name it is one of its letters: the run goes on.
            Heard::Movement => self.last = before.map(|(letter, _)| (letter, now)),
            Heard::Letter(letter) => {
                let differs = before.is_some_and(|(other, _)| other != letter);
                self.mixed = differs || self.mixed && before.is_some();
                self.in_run = self.mixed;
                self.last = Some((letter, now));
            }
            Heard::Other => self.last = None,
        }
    }

    /// Whether the last key came in a run of different letters.
    pub(super) const fn in_run(&self) -> bool {
        self.in_run
    }
}
