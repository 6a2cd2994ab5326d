//! The gate in front of LIVE: read-only until it is unlocked by name, and never for long (promise P7).
//!
//! It stands in the worker, so that no key, paste or late answer gets past it.
use crate::api::call::Call;
use crate::api::error::ErrorKind;
use crate::api::write::Proof;
use crate::model::effect::Typed;
use std::time::{Duration, SystemTime};
use tokio::time::Instant;

/// How long an unlocking lasts.
pub const GRANT: Duration = Duration::from_secs(5 * 60);

/// Decides which writes may leave.
#[derive(Debug)]
pub enum Gate {
    /// Test and sandbox: nothing real can be harmed.
    Open,
    Live {
        /// The text that unlocks.
        name: String,
        grant: Option<Grant>,
    },
}

/// When an unlocking ends.
#[derive(Clone, Copy, Debug)]
pub struct Grant {
    end: Instant,
    /// The monotonic clock stands still while the computer sleeps; this one does not.
    wall_end: SystemTime,
}

impl Grant {
    fn new() -> Self {
        Self {
            end: Instant::now() + GRANT,
            wall_end: SystemTime::now() + GRANT,
        }
    }

    fn holds(self) -> bool {
        Instant::now() < self.end && SystemTime::now() < self.wall_end
    }
}

impl Gate {
    /// Makes the gate of a LIVE profile, locked.
    pub const fn live(name: String) -> Self {
        Self::Live { name, grant: None }
    }

    /// Opens for five minutes if the text is the name; returns whether it did.
    pub fn unlock(&mut self, typed: &str) -> bool {
        match self {
            Self::Live { name, grant } if !name.is_empty() && name == typed => {
                *grant = Some(Grant::new());
                true
            }
            Self::Live { .. } | Self::Open => false,
        }
    }

    /// Locks; returns whether it was open before.
    pub fn lock(&mut self) -> bool {
        match self {
            Self::Live { grant, .. } => grant.take().is_some(),
            Self::Open => false,
        }
    }

    /// Locks where the time is over; returns whether that is so.
    pub fn expire(&mut self) -> bool {
        match self {
            Self::Live {
                grant: Some(grant), ..
            } if !grant.holds() => self.lock(),
            Self::Live { .. } | Self::Open => false,
        }
    }

    /// Returns when an unlocking ends, so that the worker can wake then.
    pub fn ends(&self) -> Option<Instant> {
        match self {
            Self::Live { grant, .. } => grant.map(|grant| grant.end),
            Self::Open => None,
        }
    }

    /// Returns why a call may not leave now; `None` lets it pass.
    pub fn refuse(&self, call: &Call, typed: Option<&Typed>) -> Option<ErrorKind> {
        let Self::Live { grant, .. } = self else {
            return None;
        };
        let Call::Write(write) = call else {
            return None;
        };
        if !grant.is_some_and(Grant::holds) {
            return Some(ErrorKind::Locked);
        }
        let is_proven = write.facts().proof == Proof::None || typed.is_some();
        (!is_proven).then_some(ErrorKind::Unconfirmed)
    }
}
