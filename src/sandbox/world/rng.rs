//! Numbers that look random but are a function of a seed and a place.
//!
//! Base data are computed on demand from (seed, kind, index, ordinal), so nothing has to be written when a
//! sandbox starts and a million customers cost no memory. `SplitMix64` is enough: nothing here keeps a
//! secret.

/// A stream of numbers that is the same for the same seed and place.
pub struct Rng(u64);

impl Rng {
    /// Opens the stream of one place, for instance (a number for the purpose, customer, ordinal).
    pub fn new(seed: u64, purpose: u64, index: u32, ordinal: u32) -> Self {
        let place = (u64::from(ordinal) << 32) | u64::from(index);
        Self(mix(mix(seed ^ mix(purpose)) ^ place))
    }

    /// Draws the next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mix(self.0)
    }

    /// Draws a number from 0 up to, not including, `bound`; a bound below 1 gives 0.
    pub fn below(&mut self, bound: i64) -> i64 {
        (self.next() >> 1)
            .cast_signed()
            .checked_rem(bound.max(1))
            .unwrap_or(0)
    }

    /// Draws a number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below(high - low + 1)
    }

    /// Returns `true` in `percent` of the cases.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.below(100) < percent
    }

    /// Picks one of `items`.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        let bound = i64::try_from(items.len()).unwrap_or(i64::MAX);
        items.get(usize::try_from(self.below(bound)).unwrap_or(0))
    }

    /// Picks one of `items`, each as often as its weight says.
    pub fn weighted<'a, T>(&mut self, items: &'a [T], weight: impl Fn(&T) -> i64) -> Option<&'a T> {
        let total: i64 = items.iter().map(&weight).sum();
        let mut left = self.below(total);
        items.iter().find(|item| {
            left -= weight(item);
            left < 0
        })
    }
}

/// An odd number whose bits are evenly scattered: the golden ratio as a fraction of 64 bits.
pub const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// Scatters 64 bits (the finaliser of `SplitMix64`).
pub const fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
