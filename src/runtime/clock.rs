//! The clocks of the real world, read in one place; everything below gets the time as a value.
use crate::model::event::Now;
use jiff::Timestamp;
use tokio::time::Instant;

/// Counts the time since the program started, and reads the wall clock.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    started: Instant,
    /// When it started, where the wall clock is not the machine's.
    set_to: Option<Timestamp>,
}

impl Clock {
    pub fn start() -> Self {
        Self {
            started: Instant::now(),
            set_to: None,
        }
    }

    /// Starts at a given time, from which both clocks go on alike: for whoever makes time pass.
    pub fn set_to(time: Timestamp) -> Self {
        Self {
            started: Instant::now(),
            set_to: Some(time),
        }
    }

    pub fn now(&self) -> Now {
        let since_start = self.started.elapsed();
        Now {
            since_start,
            wall: self
                .set_to
                .map_or_else(Timestamp::now, |time| time + since_start),
        }
    }
}
