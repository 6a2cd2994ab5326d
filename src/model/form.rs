//! What the forms know without a screen: their fields, and what is right or wrong with a text.
//!
//! Everything here is a pure function, so that a rule about cards, addresses or emails is read and
//! tried in one place. The boxes that are typed into, and how they look, are in `ui/overlays/form`.
pub mod address;
pub mod ahead;
pub mod email;
pub mod expiry;
pub mod field;
pub mod landing;
pub mod number;
pub mod states;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    Good,
    /// Worth knowing; nothing is wrong.
    Note,
    /// Perhaps wrong: it is said, and can be sent all the same.
    Warning,
    /// Must be mended before it is sent.
    Bad,
}

/// What a check found in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub weight: Weight,
    pub text: String,
    /// Whether it is true however the person goes on typing, so that it may be said at once.
    pub at_once: bool,
}

impl Finding {
    pub fn good(text: impl Into<String>) -> Self {
        Self::new(Weight::Good, text, true)
    }

    pub fn note(text: impl Into<String>) -> Self {
        Self::new(Weight::Note, text, true)
    }

    /// Returns what may be wrong, once the field is left.
    pub fn warning(text: impl Into<String>) -> Self {
        Self::new(Weight::Warning, text, false)
    }

    /// Returns what must be mended, once the field is left.
    pub fn bad(text: impl Into<String>) -> Self {
        Self::new(Weight::Bad, text, false)
    }

    /// Says it while it is being typed.
    #[must_use]
    pub fn now(self) -> Self {
        Self {
            at_once: true,
            ..self
        }
    }

    fn new(weight: Weight, text: impl Into<String>, at_once: bool) -> Self {
        Self {
            weight,
            text: text.into(),
            at_once,
        }
    }

    pub fn is_bad(&self) -> bool {
        self.weight == Weight::Bad
    }
}

/// Tells a text that holds what may be an API key: 22 signs of the token alphabet with no prefix
/// (contract section 1), or with one that other services' keys have. A word of plain letters is none:
/// a real key has a digit or capitals inside.
pub fn looks_like_key(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
        let mixed = |b: u8| b.is_ascii_digit() || b.is_ascii_uppercase();
        let named = ["sk_", "pk_"].iter().any(|prefix| word.starts_with(prefix));
        let bare = word.len() == 22 && word.bytes().skip(1).any(mixed);
        word.bytes().all(fits) && (bare || named && word.len() >= 22)
    })
}
