//! The values that must never be seen: the API key, a card number, a card verification code.
//!
//! None of them can be cloned or serialised, and their `Debug` says only what they are.
//! What is publicly known of card numbers (schemes, lengths, test cards) is in [`facts`].
pub mod facts;

use secrecy::{ExposeSecret, SecretString};
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::ops::Range;
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The secret key of a profile.
pub struct ApiKey(SecretString);

/// What is wrong with a text that should be a key; it never holds any of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BadKey {
    #[error("it is empty")]
    Empty,
    #[error("it contains a character that no key has: keys are letters, digits, - and _")]
    Character,
    #[error("it is longer than {} characters", ApiKey::MAX)]
    TooLong,
}

impl ApiKey {
    /// The longest key that is believed, in characters; a key is about 22 (contract section 1).
    pub const MAX: usize = 256;

    /// Takes a key that the program made itself, as the sandbox's is; [`ApiKey::parse`] is for all others.
    pub fn new(key: String) -> Self {
        Self(key.into())
    }

    /// Takes a key from outside: trims it and refuses what cannot be a key.
    ///
    /// Its alphabet is that of URL-safe base64 (contract section 1): quotes or a name before it came along
    /// with a key that was copied, and are better told here than by a host that does not accept it.
    pub fn parse(raw: Zeroizing<String>) -> Result<Self, BadKey> {
        // Editors put a byte order mark before a text, which is no blank.
        let key = raw.trim_start_matches('\u{feff}').trim();
        if key.is_empty() {
            return Err(BadKey::Empty);
        }
        if key.len() > Self::MAX {
            return Err(BadKey::TooLong);
        }
        if !key
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        {
            return Err(BadKey::Character);
        }
        Ok(Self(SecretString::from(key)))
    }

    /// Lends the key to the one place that puts it into a header.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(hidden)")
    }
}

/// Knows a key again where it is typed or pasted, without holding it.
#[derive(Clone)]
pub struct KeyMark {
    state: RandomState,
    length: usize,
    hash: u64,
}

impl KeyMark {
    pub fn of(key: &ApiKey) -> Self {
        let state = RandomState::new();
        Self {
            length: key.expose().len(),
            hash: state.hash_one(key.expose()),
            state,
        }
    }

    /// Returns the bytes of a text that are the key.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        self.find_from(text, 0..text.len())
    }

    /// Does the same where the text changed only at a place.
    pub fn find_at(&self, text: &str, place: usize) -> Option<Range<usize>> {
        self.find_from(text, place.saturating_sub(self.length)..place + 1)
    }

    fn find_from(&self, text: &str, starts: Range<usize>) -> Option<Range<usize>> {
        starts
            .map(|at| at..at + self.length)
            .take_while(|range| range.end <= text.len())
            .find(|range| {
                let part = text.get(range.clone());
                part.is_some_and(|part| self.state.hash_one(part) == self.hash)
            })
    }
}

impl fmt::Debug for KeyMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyMark(hidden)")
    }
}

/// A text that was pasted: nobody knows what is in it, and it may be a card number.
pub struct Pasted(Zeroizing<String>);

impl Pasted {
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// Lends the text to the box that it was pasted into.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Pasted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pasted(hidden)")
    }
}

/// Up to `N` ASCII digits in a fixed buffer that is wiped when it is dropped.
#[derive(Zeroize, ZeroizeOnDrop, PartialEq, Eq)]
pub struct Digits<const N: usize> {
    digits: [u8; N],
    len: usize,
}

/// A card number: 12 to 19 digits.
pub type Pan = Digits<19>;
/// A card verification code: 3 or 4 digits.
pub type Cvc = Digits<4>;

impl<const N: usize> Digits<N> {
    pub const fn new() -> Self {
        Self {
            digits: [0; N],
            len: 0,
        }
    }

    pub const fn len(&self) -> usize {
        self.len
    }

    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Puts a digit in at a place; says no to another character, a full buffer or a place past the end.
    pub fn insert(&mut self, at: usize, digit: char) -> bool {
        if !digit.is_ascii_digit() || self.len == N || at > self.len {
            return false;
        }
        self.digits.copy_within(at..self.len, at + 1);
        self.digits[at] = u8::try_from(digit).unwrap_or(b'0');
        self.len += 1;
        true
    }

    /// Takes the digits of a range out and wipes where they stood.
    pub fn remove(&mut self, range: std::ops::Range<usize>) {
        let (start, end) = (range.start.min(self.len), range.end.min(self.len));
        if start >= end {
            return;
        }
        self.digits.copy_within(end..self.len, start);
        let kept = self.len - (end - start);
        self.digits[kept..self.len].zeroize();
        self.len = kept;
    }

    /// Lends the digits to the one place that sends them, and to the checks (Luhn, scheme).
    pub fn expose(&self) -> &str {
        std::str::from_utf8(&self.digits[..self.len]).unwrap_or_default()
    }
}

impl<const N: usize> Default for Digits<N> {
    fn default() -> Self {
        Self::new()
    }
}

impl<const N: usize> fmt::Debug for Digits<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Digits(hidden)")
    }
}
