//! The clocks of the real world, read in one place; everything below gets the time as a value.
use crate::model::event::Now;
use jiff::Timestamp;
use tokio::time::Instant;

/// Counts the time since the program started, and reads the wall clock.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    started: Instant,
}

impl Clock {
    pub fn start() -> Self {
        Self {
            started: Instant::now(),
        }
    }

    pub fn now(&self) -> Now {
        Now {
            since_start: self.started.elapsed(),
            wall: Timestamp::now(),
        }
    }
}
