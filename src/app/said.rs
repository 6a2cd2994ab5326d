//! What is said: the line about what just happened, and the host's wish to be left alone.
use crate::model::cure::Cure;
use crate::model::toast::{Toast, Tone};
use crate::ui::bars::Pause;
use std::time::Duration;

#[derive(Debug, Default)]
pub(super) struct Said {
    toast: Option<(Toast, Duration)>,
    pub(super) pause: Option<Pause>,
    /// Whether it was said that a key has no meaning: once a run is enough.
    told_unbound: bool,
}

impl Said {
    pub(super) fn say(&mut self, toast: Toast, now: Duration) {
        self.toast = Some((toast, now));
    }

    pub(super) fn toast(&self) -> Option<&Toast> {
        self.toast.as_ref().map(|(toast, _)| toast)
    }

    /// Clears what a key clears: everything but what waits for the way back.
    pub(super) fn clear(&mut self, is_back: bool) {
        self.toast
            .take_if(|(toast, _)| toast.tone == Tone::Warning || is_back);
    }

    /// Returns when the line goes by itself.
    pub(super) fn ends(&self) -> Option<Duration> {
        let (toast, since) = self.toast.as_ref()?;
        toast.ends(*since)
    }

    /// Lets a line go that has been read.
    pub(super) fn tick(&mut self, now: Duration) {
        if self.ends().is_some_and(|end| now >= end) {
            self.toast = None;
        }
    }

    /// Takes back a line about a failure that is over; returns whether there was one.
    pub(super) fn take_back(&mut self, is_over: impl Fn(&Cure) -> bool) -> bool {
        self.toast
            .take_if(|(toast, _)| toast.cure.as_ref().is_some_and(is_over))
            .is_some()
    }

    /// Whether it is news that a key has no meaning; from now on it is not.
    pub(super) const fn is_unbound_news(&mut self) -> bool {
        !std::mem::replace(&mut self.told_unbound, true)
    }

    /// Takes over what outlasts a profile.
    pub(super) const fn take_over_from(&mut self, before: &Self) {
        self.told_unbound = before.told_unbound;
    }
}
