//! How the person types: when a key came last, letters that come one soon after another, Ctrl-C twice.
use crate::app::letters::{Heard, Letters};
use std::time::Duration;

/// Two Ctrl-C within this time quit.
const TWICE: Duration = Duration::from_secs(2);
/// After this long without a key, card number and CVC are wiped from an open form.
const IDLE_WIPE: Duration = Duration::from_secs(5 * 60);

#[derive(Debug)]
pub(super) struct Input {
    last_key: Duration,
    letters: Letters,
    /// When Ctrl-C was last pressed.
    interrupted: Option<Duration>,
}

impl Input {
    pub(super) fn since(now: Duration) -> Self {
        Self {
            last_key: now,
            letters: Letters::default(),
            interrupted: None,
        }
    }

    pub(super) const fn pressed(&mut self, now: Duration) {
        self.last_key = now;
    }

    /// Takes note of what a key is for a run of letters; returns whether it came in one.
    pub(super) fn hear(&mut self, heard: Heard, now: Duration) -> bool {
        self.letters.hear(heard, now);
        self.letters.in_run()
    }

    /// Returns when what was typed of a card is wiped, since nobody is there.
    pub(super) fn wipes_at(&self) -> Duration {
        self.last_key + IDLE_WIPE
    }

    /// Takes note of a Ctrl-C; returns whether it was the second one in a short time.
    pub(super) fn interrupt(&mut self, now: Duration) -> bool {
        let is_second = self.interrupted.is_some_and(|then| now <= then + TWICE);
        self.interrupted = (!is_second).then_some(now);
        is_second
    }

    pub(super) const fn forget_interrupt(&mut self) {
        self.interrupted = None;
    }
}
