//! Tokens: a prefix and 22 URL-safe base64 characters (contract section 1).
//!
//! The token of a base record is its place, (kind, ordinal, customer index), run through a keyed Feistel
//! network of 128 bits: it looks random, and reading it backwards gives the place again, so a record is found
//! by token without a table. Half of the block is a constant before it is scrambled; a token made at random
//! passes for a base one with a chance of 2^-64. *Choice*: which records exist under which token depends on
//! the seed.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::rng::mix;

/// The kind of record behind a token, with its number in base tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Customer = 1,
    Card = 2,
    Charge = 3,
    Refund = 4,
    Subscription = 5,
    Plan = 6,
    Transfer = 7,
    PaymentSource = 8,
    Session = 9,
}

impl Kind {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Customer => "cus_",
            Self::Card => "card_",
            Self::Charge => "ch_",
            Self::Refund => "rf_",
            Self::Subscription => "sub_",
            Self::Plan => "plan_",
            Self::Transfer => "tfer_",
            Self::PaymentSource => "ps_",
            Self::Session => "se_",
        }
    }

    /// Whether a text has the form of such a token: the prefix and 22 URL-safe characters.
    pub fn is_of(self, text: &str) -> bool {
        let url_safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        text.strip_prefix(self.prefix())
            .is_some_and(|rest| rest.len() == LETTERS && rest.chars().all(url_safe))
    }
}

const ROUNDS: usize = 8;
/// The number of characters for 128 bits.
const LETTERS: usize = 22;
const ORDINAL_BITS: u32 = 24;
const MARK: u64 = 0x0070_696e_7475_6921;

/// Turns places into tokens and back, under one seed.
#[derive(Clone, Debug)]
pub struct Codec([u64; ROUNDS]);

impl Codec {
    pub fn new(seed: u64) -> Self {
        let mut key = mix(seed ^ MARK);
        Self(std::array::from_fn(|_| {
            key = mix(key.wrapping_add(MARK));
            key
        }))
    }

    /// Returns the token of a base record; an ordinal has 24 bits.
    pub fn token(&self, kind: Kind, index: u32, ordinal: u32) -> String {
        let ordinal = u64::from(ordinal & ((1 << ORDINAL_BITS) - 1));
        let mut left = ((kind as u64) << 56) | (ordinal << 32) | u64::from(index);
        let mut right = MARK;
        for key in self.0 {
            (left, right) = (right, left ^ mix(right ^ key));
        }
        written(kind, (u128::from(left) << 64) | u128::from(right))
    }

    /// Returns the index and the ordinal that a token was made from; `None` for every other text.
    pub fn place(&self, kind: Kind, token: &str) -> Option<(u32, u32)> {
        let bytes = URL_SAFE_NO_PAD
            .decode(token.strip_prefix(kind.prefix())?)
            .ok()?;
        let block = u128::from_be_bytes(bytes.try_into().ok()?);
        let mut left = u64::try_from(block >> 64).ok()?;
        let mut right = u64::try_from(block & u128::from(u64::MAX)).ok()?;
        for key in self.0.iter().rev() {
            (left, right) = (right ^ mix(left ^ key), left);
        }
        if right != MARK || left >> 56 != kind as u64 {
            return None;
        }
        let index = u32::try_from(left & u64::from(u32::MAX)).ok()?;
        let ordinal = u32::try_from((left >> 32) & ((1 << ORDINAL_BITS) - 1)).ok()?;
        Some((index, ordinal))
    }
}

/// Draws the token of a new record from the system's random source.
pub fn fresh(kind: Kind) -> std::io::Result<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
    Ok(written(kind, u128::from_be_bytes(bytes)))
}

/// Writes 128 bits behind the prefix of their kind.
fn written(kind: Kind, block: u128) -> String {
    let mut token = String::with_capacity(kind.prefix().len() + LETTERS);
    token.push_str(kind.prefix());
    URL_SAFE_NO_PAD.encode_string(block.to_be_bytes(), &mut token);
    token
}
