//! Whether a failed read is tried again, and when. Nothing here waits or sends; chance comes from outside.
//!
//! Writes are never tried again. The figures are those of the reliability promises, section 3.2.
use crate::api::decode::NOT_JSON;
use crate::api::error::{Error, ErrorKind, NoAnswer, ProxyFault, Unreachable};
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

/// How often a read is tried at most.
pub const TRIES: u32 = 3;
/// No try begins later than this after the first, unless the host asked for the wait.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// The longest `Retry-After` that is waited out; beyond it the person is told instead.
pub const LONGEST_WAIT: Duration = Duration::from_secs(60);

const BASE_MS: u64 = 250;
const CAP_MS: u64 = 4_000;
/// How long a host is left alone that asked to wait and did not say how long: the first time, and at most.
const PAUSE_MS: u64 = 1_000;
const PAUSE_CAP_MS: u64 = 20_000;

/// Returns how often a read that failed so may be tried in all; 1 means never again.
pub fn tries(error: &Error) -> u32 {
    if error.fate.is_some() {
        return 1;
    }
    match &error.kind {
        ErrorKind::Unreachable(
            Unreachable::Certificate(_) | Unreachable::OldTls | Unreachable::Tls,
        )
        | ErrorKind::Proxy(_, ProxyFault::WantsPassword | ProxyFault::Refused) => 1,
        ErrorKind::Unreachable(_) | ErrorKind::Proxy(..) | ErrorKind::NoAnswer(_) => TRIES,
        ErrorKind::Throttled { retry_after, .. } => match retry_after {
            Some(wait) if *wait > LONGEST_WAIT => 1,
            _ => TRIES,
        },
        ErrorKind::Refused(refusal) => match refusal.status {
            408 | 425 | 500.. => TRIES,
            _ => 1,
        },
        ErrorKind::Protocol(NOT_JSON) => 2,
        ErrorKind::Protocol(_)
        | ErrorKind::Redirected(_)
        | ErrorKind::TooBig
        | ErrorKind::NotOpened
        | ErrorKind::Locked
        | ErrorKind::Unconfirmed
        | ErrorKind::Cancelled => 1,
    }
}

/// Returns the wait after the n-th try failed, from 1: anything up to a bound that doubles (full jitter).
pub fn backoff(attempt: u32, dice: &mut Dice) -> Duration {
    let bound = doubled(BASE_MS, attempt.saturating_sub(1), CAP_MS);
    Duration::from_millis(dice.up_to(bound))
}

/// Returns how long to leave a host alone that asked for it; `turn` counts the times in a row, from 0.
///
/// Its own word counts up to [`LONGEST_WAIT`]. Without one, or where it keeps saying the same, the pause
/// doubles from a second to twenty, less up to a tenth, so that many such programs do not come back at
/// the same moment.
pub fn pause(retry_after: Option<Duration>, turn: u32, dice: &mut Dice) -> Duration {
    let bound = doubled(PAUSE_MS, turn, PAUSE_CAP_MS);
    let own = Duration::from_millis(bound - dice.up_to(bound / 10));
    match retry_after {
        Some(wait) if turn < TRIES => wait.min(LONGEST_WAIT),
        Some(wait) => wait.min(LONGEST_WAIT).max(own),
        None => own,
    }
}

fn doubled(base: u64, times: u32, cap: u64) -> u64 {
    base.saturating_mul(1_u64.checked_shl(times).unwrap_or(u64::MAX))
        .min(cap)
}

/// What a host still has to give for retries: an outage must not be made worse by asking more.
#[derive(Debug)]
pub struct Budget(u32);

impl Budget {
    const FULL: u32 = 50;

    /// Pays for one more try; a timeout costs double. Says no where there is not enough left.
    pub fn pay_for(&mut self, error: &Error) -> bool {
        let cost = match error.kind {
            ErrorKind::NoAnswer(NoAnswer::TimedOut)
            | ErrorKind::Unreachable(Unreachable::TimedOut)
            | ErrorKind::Proxy(_, ProxyFault::TimedOut) => 10,
            _ => 5,
        };
        let left = self.0.checked_sub(cost);
        self.0 = left.unwrap_or(self.0);
        left.is_some()
    }

    pub fn succeed(&mut self) {
        self.0 = (self.0 + 1).min(Self::FULL);
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self(Self::FULL)
    }
}

/// Returns numbers that look random (`SplitMix64`). They spread requests out; nothing secret rests on them.
#[derive(Debug)]
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Starts somewhere else in each run.
    pub fn shaken() -> Self {
        Self(RandomState::new().hash_one(0))
    }

    /// Returns a number from 0 to `bound`, both included.
    pub fn up_to(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^= bits >> 31;
        bound.checked_add(1).map_or(bits, |count| bits % count)
    }
}
