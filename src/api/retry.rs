//! Whether a failed read is tried again, and when. Nothing here waits or sends; randomness is passed in.
//!
//! Writes are never tried again. The figures are those of the reliability promises, section 3.2.
use crate::api::decode::NOT_JSON;
use crate::api::error::{Error, ErrorKind, NoAnswer, ProxyFault, Unreachable};
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

/// The most tries of one read, the first included.
pub const TRIES: u32 = 3;
/// No try begins later than this after the first, unless the host requested the wait.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// The longest `Retry-After` that is waited out; a longer one is reported to the user instead.
pub const LONGEST_WAIT: Duration = Duration::from_secs(60);

const BASE_MS: u64 = 250;
const CAP_MS: u64 = 4_000;
/// The pause for a host that wants us to wait without saying how long: the first one, and the longest.
const PAUSE_MS: u64 = 1_000;
const PAUSE_CAP_MS: u64 = 20_000;

/// Returns how many tries a call that failed with this error may have in all; 1 means no retry.
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

/// Returns the wait after a failed try, counted from 1: a random time up to a doubling bound (full jitter).
pub fn backoff(attempt: u32, dice: &mut Dice) -> Duration {
    let bound = doubled(BASE_MS, attempt.saturating_sub(1), CAP_MS);
    Duration::from_millis(dice.up_to(bound))
}

/// Returns the pause for a host that wants us to wait; `turn` counts such answers in a row, from 0.
///
/// The host's `Retry-After` counts, up to [`LONGEST_WAIT`]. If there is none, the pause doubles from one
/// second to twenty, less up to a tenth at random, so that many copies of this program do not return at the
/// same moment. From the turn [`TRIES`] on, the longer of the two counts.
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

/// The retries still allowed for a host: they must not make an outage worse.
#[derive(Debug)]
pub struct Budget(u32);

impl Budget {
    const FULL: u32 = 50;

    /// Pays for one more try; after a timeout it costs double. Returns whether enough was left.
    pub fn pay_for(&mut self, error: &Error) -> bool {
        let timed_out = matches!(
            error.kind,
            ErrorKind::NoAnswer(NoAnswer::TimedOut)
                | ErrorKind::Unreachable(Unreachable::TimedOut)
                | ErrorKind::Proxy(_, ProxyFault::TimedOut)
        );
        let cost = if timed_out { 10 } else { 5 };
        let left = self.0.checked_sub(cost);
        self.0 = left.unwrap_or(self.0);
        left.is_some()
    }

    /// Returns a fifth of a try to the budget after a success, up to the full ten tries.
    pub fn succeed(&mut self) {
        self.0 = (self.0 + 1).min(Self::FULL);
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self(Self::FULL)
    }
}

/// A generator of random-looking numbers (`SplitMix64`). They spread requests out; no secret depends on them.
#[derive(Debug)]
pub struct Dice(u64);

impl Dice {
    /// Creates a generator whose numbers follow from the seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Creates a generator with a seed that differs in each run.
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
