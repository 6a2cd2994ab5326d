//! The one line that says what just happened. Never the only place where something important stands.
use crate::model::cure::Cure;
use std::time::Duration;

/// How long a success stays.
const GOOD_STAYS: Duration = Duration::from_secs(4);

/// How long a line stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Stays four seconds.
    Good,
    /// Stays until the next key.
    Warning,
    /// Stays until the person goes back.
    Bad,
}

/// A line for the status bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    pub tone: Tone,
    pub text: String,
    /// What takes it away before the person does.
    pub cure: Option<Cure>,
}

impl Toast {
    pub fn good(text: impl Into<String>) -> Self {
        Self::new(Tone::Good, text)
    }

    pub fn warning(text: impl Into<String>) -> Self {
        Self::new(Tone::Warning, text)
    }

    pub fn bad(text: impl Into<String>) -> Self {
        Self::new(Tone::Bad, text)
    }

    fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self {
            tone,
            text: text.into(),
            cure: None,
        }
    }

    /// Returns what shows that it is no longer true.
    #[must_use]
    pub fn until(self, cure: Option<Cure>) -> Self {
        Self { cure, ..self }
    }

    /// Returns when a line said at `since` goes by itself.
    pub fn ends(&self, since: Duration) -> Option<Duration> {
        (self.tone == Tone::Good).then(|| since + GOOD_STAYS)
    }
}
