//! Tokens in 25 bytes, and finding a part of one among a million.
//!
//! A real token is `cus_` and 22 URL-safe base64 characters. Its letters are kept in lower case, side by
//! side for a whole block, so that a part of one is found as fast as any other text; which of them are
//! capitals is kept beside it. (In 16 bytes they would take 9 MB less of a million, and every search
//! would take longer: the groups of six bits have to be taken apart one by one.)
use memchr::memmem;

const PREFIX: &str = "cus_";
/// How many characters a token has after its prefix.
pub const CHARS: usize = 22;

/// A token of the usual form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usual {
    pub lower: [u8; CHARS],
    pub capitals: Capitals,
}

/// A bit for each character that is a capital.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capitals([u8; 3]);

impl Capitals {
    fn set(&mut self, at: usize) {
        if let Some(byte) = self.0.get_mut(at / 8) {
            *byte |= 1 << (at % 8);
        }
    }

    fn has(self, at: usize) -> bool {
        self.0
            .get(at / 8)
            .is_some_and(|byte| byte >> (at % 8) & 1 == 1)
    }
}

impl Usual {
    /// Takes a token of the usual form.
    pub fn new(token: &str) -> Option<Self> {
        let body: [u8; CHARS] = token.strip_prefix(PREFIX)?.as_bytes().try_into().ok()?;
        let is_known = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if !body.iter().all(is_known) {
            return None;
        }
        let mut capitals = Capitals::default();
        let upper = body
            .iter()
            .enumerate()
            .filter(|(_, byte)| byte.is_ascii_uppercase());
        upper.for_each(|(at, _)| capitals.set(at));
        Some(Self {
            lower: body.map(|byte| byte.to_ascii_lowercase()),
            capitals,
        })
    }

    /// Returns the token as it came.
    pub fn text(&self) -> String {
        let body = self.lower.iter().enumerate().map(|(at, byte)| {
            if self.capitals.has(at) {
                byte.to_ascii_uppercase()
            } else {
                *byte
            }
        });
        PREFIX.bytes().chain(body).map(char::from).collect()
    }

    /// Returns the token in lower case.
    pub fn folded(&self) -> String {
        PREFIX.bytes().chain(self.lower).map(char::from).collect()
    }
}

/// A part of a token to look for.
#[derive(Clone, Debug)]
pub struct Needle<'n> {
    finder: memmem::Finder<'n>,
    /// What must follow the prefix, where the part begins in it.
    after_prefix: Option<&'n [u8]>,
    /// Whether it could stand among the characters.
    fits: bool,
}

impl<'n> Needle<'n> {
    /// Takes a folded text.
    pub fn new(folded: &'n str) -> Self {
        let bytes = folded.as_bytes();
        let is_inside = !bytes.is_empty() && PREFIX.contains(folded);
        let overlap = (1..=PREFIX.len()).rev().find_map(|len| {
            let end = PREFIX.as_bytes().get(PREFIX.len() - len..)?;
            bytes.strip_prefix(end)
        });
        Self {
            finder: memmem::Finder::new(bytes),
            after_prefix: if is_inside { Some(&[]) } else { overlap },
            fits: bytes.len() <= CHARS,
        }
    }

    /// Calls for each of the tokens, side by side in lower case, that hold it; for some twice.
    pub fn each(&self, tokens: &[u8], mut found: impl FnMut(usize)) {
        if let Some(rest) = self.after_prefix {
            let (rows, _) = tokens.as_chunks::<CHARS>();
            let starts = rows
                .iter()
                .enumerate()
                .filter(|(_, row)| row.starts_with(rest));
            starts.for_each(|(at, _)| found(at));
        }
        let len = self.finder.needle().len();
        let mut from = 0;
        while let Some(at) = tokens
            .get(from..)
            .filter(|_| self.fits)
            .and_then(|rest| self.finder.find(rest))
        {
            let at = from + at;
            if at % CHARS + len <= CHARS {
                found(at / CHARS);
                from = (at / CHARS + 1) * CHARS;
            } else {
                from = at + 1;
            }
        }
    }

    /// Whether a token in lower case, as a whole, holds it.
    pub fn is_in(&self, folded: &str) -> bool {
        self.finder.find(folded.as_bytes()).is_some()
    }

    /// Whether a token of the usual form holds it.
    pub fn is_in_usual(&self, token: &Usual) -> bool {
        self.after_prefix
            .is_some_and(|rest| token.lower.starts_with(rest))
            || (self.fits && self.finder.find(&token.lower).is_some())
    }
}
