//! Text from outside, made harmless once.
use serde::{Deserialize, Deserializer};
use std::fmt;

/// Holds text that no terminal can act on.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Safe {
    text: Box<str>,
    altered: bool,
}

impl Safe {
    pub fn clean(raw: &str) -> Self {
        Self {
            text: raw.into(),
            altered: false,
        }
    }
    pub fn as_str(&self) -> &str {
        &self.text
    }
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
    /// Tells whether cleaning changed anything, so that a form can warn before it sends it back.
    pub fn is_altered(&self) -> bool {
        self.altered
    }
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
        Ok(Self::clean(&std::borrow::Cow::<str>::deserialize(
            deserializer,
        )?))
    }
}
