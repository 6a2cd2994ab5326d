//! A number that stands for some texts, the same on every computer and in every version.
//!
//! It names files and finds damage; it protects nothing (FNV-1a, 64 bits).

const START: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// The fingerprint of what was added so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint(u64);

impl Default for Fingerprint {
    fn default() -> Self {
        Self(START)
    }
}

impl Fingerprint {
    pub fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(PRIME);
        }
    }

    /// Adds a text and where it ends, so that no two rows of texts run into one.
    pub fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
        // No text holds this byte.
        self.bytes(&[0xff]);
    }

    pub const fn value(self) -> u64 {
        self.0
    }
}
