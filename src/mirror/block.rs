//! A run of customers side by side: their texts in one piece, everything else in columns.
//!
//! All rows are cut into blocks so that nothing has to move when the index grows, a changed text moves
//! only its block, and no garbage is left behind. A block's text fits into a processor's cache, which is
//! what makes a second pass over it nearly free.
use super::entry::{Entry, SearchField, Subscribed, phone_digits};
use super::token::{CHARS, Capitals, Usual};
use crate::api::cards::Expiry;
use crate::text::fold::fold;

/// How many customers a block holds.
pub const ROWS: usize = 4_096;
/// The most bytes kept of one field; a block's offsets fit into 32 bits by it.
const LONGEST: usize = 65_536;
/// Ends each field; no folded text and no word of a query holds it.
pub const END: u8 = b'\n';

/// Everything of a row but its text and token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowFacts {
    /// Seconds since 1970; 0 where unknown.
    pub created: u32,
    /// Months since January 1970 plus one; 0 where unknown.
    pub expiry: u16,
    /// The scheme's number in the index; 0 for none.
    pub scheme: u8,
    pub subscribed: Subscribed,
}

impl RowFacts {
    pub fn new(entry: &Entry<'_>, scheme: u8) -> Self {
        let seconds = entry.created_at.map_or(0, |at| at.as_second().max(1));
        Self {
            created: u32::try_from(seconds).unwrap_or(u32::MAX),
            expiry: entry.expiry.map_or(0, months),
            scheme,
            subscribed: entry.subscribed,
        }
    }
}

/// Counts months, with January 1970 as 1; what is past 7430 counts as that.
pub fn months(expiry: Expiry) -> u16 {
    let months = (i32::from(expiry.year) - 1970) * 12 + i32::from(expiry.month);
    u16::try_from(months.max(0)).unwrap_or(u16::MAX)
}

/// Writes the text of a row: each kept field, folded and ended.
pub fn write_text(entry: &Entry<'_>, out: &mut Vec<u8>) {
    out.clear();
    for field in SearchField::KEPT {
        let text = match field {
            SearchField::Name => entry.name.as_ref(),
            SearchField::Email => entry.email,
            SearchField::Company => entry.company,
            SearchField::Phone => &phone_digits(&fold(entry.phone)),
            SearchField::Notes => entry.notes,
            SearchField::LastFour | SearchField::Token => entry.last_four,
        };
        let start = out.len();
        out.extend_from_slice(fold(text).as_bytes());
        if let Some(field) = out.get_mut(start..) {
            // A zero would make a short text equal to its own beginning where rows are sorted.
            let is_reserved = |byte: &&mut u8| **byte == END || **byte == 0;
            field
                .iter_mut()
                .filter(is_reserved)
                .for_each(|byte| *byte = b' ');
        }
        out.truncate(start + whole(out.get(start..).unwrap_or_default()));
        out.push(END);
    }
}

/// Returns how many bytes of a text are kept: at most the longest, and no half character.
fn whole(text: &[u8]) -> usize {
    if text.len() <= LONGEST {
        return text.len();
    }
    let is_start = |at: &usize| text.get(*at).is_some_and(|b| b & 0xC0 != 0x80);
    (0..=LONGEST).rev().find(is_start).unwrap_or(0)
}

/// Up to [`ROWS`] customers.
#[derive(Debug, Default)]
pub struct Block {
    text: Vec<u8>,
    /// Where each row's text starts, and where the last one ends.
    starts: Vec<u32>,
    /// The tokens without their prefix, in lower case, side by side.
    tokens: Vec<u8>,
    capitals: Vec<Capitals>,
    facts: Vec<RowFacts>,
    /// A bit for each row that was not removed.
    live: Bits,
}

impl Block {
    pub fn new() -> Self {
        Self {
            starts: vec![0],
            ..Self::default()
        }
    }

    pub fn len(&self) -> usize {
        self.facts.len()
    }

    pub fn is_full(&self) -> bool {
        self.len() >= ROWS
    }

    pub fn live(&self) -> &Bits {
        &self.live
    }

    pub fn text(&self) -> &[u8] {
        &self.text
    }

    pub fn starts(&self) -> &[u32] {
        &self.starts
    }

    pub fn tokens(&self) -> &[u8] {
        &self.tokens
    }

    pub fn token(&self, at: usize) -> Option<Usual> {
        let (tokens, _) = self.tokens.as_chunks::<CHARS>();
        Some(Usual {
            lower: *tokens.get(at)?,
            capitals: *self.capitals.get(at)?,
        })
    }

    pub fn facts(&self) -> &[RowFacts] {
        &self.facts
    }

    /// Returns the text of a row; empty where there is none.
    pub fn row(&self, at: usize) -> &[u8] {
        let start = self.starts.get(at).copied().unwrap_or(0);
        let end = self.starts.get(at + 1).copied().unwrap_or(start);
        self.text.get(index(start)..index(end)).unwrap_or_default()
    }

    pub fn push(&mut self, text: &[u8], token: Option<Usual>, facts: RowFacts) {
        let at = self.len();
        self.text.extend_from_slice(text);
        self.starts.push(offset(self.text.len()));
        // No needle holds a line's end: a place without a token of this form is never found.
        let token = token.unwrap_or(Usual {
            lower: [END; CHARS],
            capitals: Capitals::default(),
        });
        self.tokens.extend_from_slice(&token.lower);
        self.capitals.push(token.capitals);
        self.facts.push(facts);
        self.live.set(at);
        if self.is_full() {
            self.shrink();
        }
    }

    /// Puts other values in a row's place.
    pub fn replace(&mut self, at: usize, text: &[u8], facts: RowFacts) {
        self.set_facts(at, facts);
        let start = self.starts.get(at).map_or(0, |start| index(*start));
        let before = self.row(at).len();
        if self.row(at) == text || start + before > self.text.len() {
            return;
        }
        if text.len() > before && self.is_full() {
            // Doubling for a few bytes would keep half a block empty for good.
            self.text.reserve_exact(text.len() - before);
        }
        self.text
            .splice(start..start + before, text.iter().copied());
        for later in self.starts.iter_mut().skip(at + 1) {
            *later = offset(index(*later) + text.len() - before);
        }
    }

    pub fn set_facts(&mut self, at: usize, facts: RowFacts) {
        if let Some(old) = self.facts.get_mut(at) {
            *old = facts;
        }
    }

    /// Drops a row's values; its place stays empty.
    pub fn remove(&mut self, at: usize) {
        self.replace(at, &[], RowFacts::default());
        self.live.unset(at);
    }

    /// Gives back what was reserved and is not used.
    pub fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.starts.shrink_to_fit();
        self.tokens.shrink_to_fit();
        self.capitals.shrink_to_fit();
        self.facts.shrink_to_fit();
    }

    /// Returns the bytes that the block takes.
    pub fn bytes(&self) -> usize {
        size_of::<Self>()
            + self.text.capacity()
            + self.starts.capacity() * size_of::<u32>()
            + self.tokens.capacity()
            + self.capitals.capacity() * size_of::<Capitals>()
            + self.facts.capacity() * size_of::<RowFacts>()
    }
}

const WORDS: usize = ROWS / 64;

/// A set of rows of one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bits([u64; WORDS]);

impl Default for Bits {
    fn default() -> Self {
        Self([0; WORDS])
    }
}

impl Bits {
    pub fn set(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    pub fn unset(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word &= !(1 << (at % 64));
        }
    }

    pub fn has(&self, at: usize) -> bool {
        self.0
            .get(at / 64)
            .is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    pub fn keep(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= other;
        }
    }

    pub fn drop(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word &= !other;
        }
    }

    pub fn add(&mut self, other: &Self) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }

    pub fn count(&self) -> usize {
        self.0.iter().map(|word| index(word.count_ones())).sum()
    }

    /// Returns the rows from first to last.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(at * 64 + index(bit))
            })
        })
    }
}

/// Returns a 32-bit number as a place.
pub fn index(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

/// Returns a place in a block's text as it is kept; [`LONGEST`] sees to it that it fits.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
