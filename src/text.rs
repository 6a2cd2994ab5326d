//! Text from outside, made harmless once, and the ways to measure, shorten and compare it.
//!
//! A terminal acts on some characters, hides others and lets others reorder a line. [`Safe`] is made
//! once, where text enters (the JSON boundary), and everything behind it may show, log or copy the
//! text without another thought (promises P1, P2 and P4 of the project).
//!
//! What cleaning does, in `marks` and `pan`:
//! - control characters become their pictures (`ESC` is `␛`, a line feed `␊`, a tab `␉`);
//! - what is invisible or reorders text becomes U+FFFD, so that it is seen that something was there;
//! - at most [`MAX_MARKS`] marks stay on one sign, and at most [`MAX_CHARS`] characters altogether;
//! - what looks like a card number keeps its last four digits (PCI DSS 4.0.1, 3.4.1).
//!
//! Cleaning twice changes nothing more. [`Safe::is_altered`] tells a cleaned text from one that
//! came as it is shown, which is what tells two texts apart that look alike.
mod breaks;
pub mod fit;
pub mod fold;
mod marks;
mod pan;
mod width;

use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;

pub use breaks::restore;
pub use marks::{MAX_CHARS, MAX_MARKS};
pub use pan::{digit, holds_mask, last_fours, redact, redact_codes};
pub use width::{Sign, is_simple, signs, width};

/// Text that no terminal can act on.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Safe {
    text: Box<str>,
    altered: bool,
    lossy: bool,
}

impl Safe {
    /// Makes outside text harmless.
    pub fn clean(raw: &str) -> Self {
        if !is_harmless(raw) {
            return Self::clean_with_care(raw);
        }
        Self {
            text: raw.into(),
            altered: false,
            lossy: false,
        }
    }

    /// Makes outside text harmless without the quick look that spares most texts the whole of it.
    pub fn clean_with_care(raw: &str) -> Self {
        match marks::clean(raw) {
            Cow::Borrowed(text) => Self {
                text: text.into(),
                altered: false,
                lossy: false,
            },
            Cow::Owned(text) => Self {
                altered: text != raw,
                lossy: restore(&text) != raw,
                text: text.into(),
            },
        }
    }

    /// Whether cleaning would change anything.
    pub fn alters(raw: &str) -> bool {
        !is_harmless(raw) && Self::clean_with_care(raw).altered
    }

    /// Takes back a text that was cleaned before it was kept, with what was known of it then.
    ///
    /// It is cleaned once more, since the file may have been written by others: one that this
    /// changes was not ours, and no form may send it back.
    pub fn kept(text: &str, altered: bool, lossy: bool) -> Self {
        let safe = Self::clean(text);
        let foreign = safe.altered;
        Self {
            altered: altered || foreign,
            lossy: lossy || foreign,
            ..safe
        }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether cleaning changed anything.
    pub fn is_altered(&self) -> bool {
        self.altered
    }

    /// Whether [`restore`] would not give back what came: then something other than a line
    /// break or a tab was hidden or masked, and no form may send the text back.
    pub fn is_lossy(&self) -> bool {
        self.lossy
    }

    /// Returns the cells the text takes on the screen.
    pub fn width(&self) -> usize {
        width(&self.text)
    }
}

/// Tells the texts that surely need nothing: short, of letters and signs of ASCII, with few digits.
///
/// Every byte is looked at, whatever those before it were, so that many are looked at at once.
fn is_harmless(raw: &str) -> bool {
    raw.len() <= MAX_CHARS && width::is_printable_ascii(raw) && !pan::has_enough_digits(raw)
}

impl fmt::Display for Safe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Safe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl<'de> Deserialize<'de> for Safe {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Safe;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_str<E: serde::de::Error>(self, raw: &str) -> Result<Safe, E> {
                Ok(Safe::clean(raw))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}
