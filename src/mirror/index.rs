//! All customers as they are searched: blocks of rows, found by token.
use super::block::{Block, END, ROWS, RowFacts, index, write_text};
use super::entry::{Entry, SearchField, Subscribed};
use super::table::{MOST, Table};
use super::token::Usual;
use crate::api::cards::brand;
use crate::text::fold::fold;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Names a customer's place in the index; it is never given to another one.
pub type Slot = u32;

/// How many changes are remembered for those who keep an order of the rows.
const REMEMBERED: usize = 1 << 18;

/// What taking a customer did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    Added(Slot),
    Updated(Slot),
    /// Everything was as it is.
    Same(Slot),
    /// There are no slots left.
    Full,
}

/// What can be searched and sorted of every customer.
#[derive(Debug, Default)]
pub struct Index {
    blocks: Vec<Block>,
    /// Tokens of another form than the usual one.
    odd: BTreeMap<Slot, Box<str>>,
    table: Table,
    /// The number of each is its place plus one.
    schemes: Vec<Brand>,
    count: usize,
    version: u64,
    journal: Journal,
    scratch: Vec<u8>,
}

/// A scheme with what holds the card, both as the API writes them.
#[derive(Debug)]
struct Brand {
    scheme: Box<str>,
    network: Box<str>,
    /// Folded: both, and what people call them together.
    names: [Box<str>; 3],
}

/// Which slots changed, newest last; the oldest are forgotten.
#[derive(Debug, Default)]
struct Journal {
    slots: Vec<Slot>,
    /// How many were forgotten.
    before: u64,
}

impl Journal {
    fn note(&mut self, slot: Slot) {
        if self.slots.len() >= REMEMBERED {
            self.slots.drain(..REMEMBERED / 2);
            self.before += u64::try_from(REMEMBERED / 2).unwrap_or(0);
        }
        self.slots.push(slot);
    }
}

/// Shows one row of the index.
#[derive(Clone, Copy, Debug)]
pub struct Row<'i> {
    /// The kept fields, each ended by [`END`]; empty for a removed row.
    pub text: &'i [u8],
    pub facts: RowFacts,
    pub token: KeptToken<'i>,
}

/// Shows a token as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptToken<'i> {
    Usual(Usual),
    Odd(&'i str),
}

impl KeptToken<'_> {
    pub fn folded(self) -> String {
        match self {
            Self::Usual(usual) => usual.folded(),
            Self::Odd(text) => fold(text),
        }
    }
}

impl<'i> Row<'i> {
    /// Returns the folded text of a kept field.
    pub fn field(&self, of: SearchField) -> &'i [u8] {
        field(self.text, of)
    }
}

impl Index {
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the number of customers.
    pub fn len(&self) -> usize {
        self.count
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Grows with every change.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Takes a customer, in place of the one with the same token.
    pub fn put(&mut self, entry: &Entry<'_>) -> Put {
        let scheme = self.scheme(entry);
        let mut facts = RowFacts::new(entry, scheme);
        let mut text = std::mem::take(&mut self.scratch);
        write_text(entry, &mut text);
        let put = if let Some(slot) = self.slot(entry.token) {
            let old = self.facts(slot);
            if facts.subscribed == Subscribed::UNKNOWN {
                facts.subscribed = old.subscribed;
            }
            self.replace(slot, &text, facts)
        } else {
            self.add(entry.token, &text, facts)
        };
        self.scratch = text;
        if let Put::Added(slot) | Put::Updated(slot) = put {
            self.changed(slot);
        }
        put
    }

    fn replace(&mut self, slot: Slot, text: &[u8], facts: RowFacts) -> Put {
        let (block, at) = place(slot);
        let Some(block) = self.blocks.get_mut(block) else {
            return Put::Full;
        };
        if block.row(at) == text && block.facts().get(at) == Some(&facts) {
            return Put::Same(slot);
        }
        block.replace(at, text, facts);
        Put::Updated(slot)
    }

    fn add(&mut self, token: &str, text: &[u8], facts: RowFacts) -> Put {
        if self.blocks.last().is_none_or(Block::is_full) {
            self.blocks.push(Block::new());
        }
        let slot = self.slots();
        let Some(block) = self.blocks.last_mut().filter(|_| slot < MOST) else {
            return Put::Full;
        };
        let usual = Usual::new(token);
        if usual.is_none() {
            self.odd.insert(slot, token.into());
        }
        block.push(text, usual, facts);
        self.count += 1;
        let mut table = std::mem::take(&mut self.table);
        table.insert(slot, |slot| self.hash_at(slot));
        self.table = table;
        Put::Added(slot)
    }

    /// Returns what is known of a customer's subscriptions.
    pub fn set_subscribed(&mut self, token: &str, subscribed: Subscribed) -> Option<Slot> {
        self.set_subscribed_at(self.slot(token)?, subscribed)
    }

    pub(super) fn set_subscribed_at(&mut self, slot: Slot, subscribed: Subscribed) -> Option<Slot> {
        let (block, at) = place(slot);
        let block = self.blocks.get_mut(block)?;
        let facts = *block.facts().get(at).filter(|_| block.live().has(at))?;
        if facts.subscribed != subscribed {
            block.set_facts(
                at,
                RowFacts {
                    subscribed,
                    ..facts
                },
            );
            self.changed(slot);
        }
        Some(slot)
    }

    /// Drops a customer; returns the slot where there was one.
    pub fn remove(&mut self, token: &str) -> Option<Slot> {
        let slot = self.slot(token)?;
        let mut table = std::mem::take(&mut self.table);
        table.remove(hash(token), |other| other == slot);
        self.table = table;
        let (block, at) = place(slot);
        if let Some(block) = self.blocks.get_mut(block) {
            block.remove(at);
        }
        self.odd.remove(&slot);
        self.count -= 1;
        self.changed(slot);
        Some(slot)
    }

    fn changed(&mut self, slot: Slot) {
        self.version += 1;
        self.journal.note(slot);
    }

    /// Finds a customer by token.
    pub fn slot(&self, token: &str) -> Option<Slot> {
        let usual = Usual::new(token);
        self.table.find(hash(token), |slot| match usual {
            Some(usual) => self.token_at(slot) == Some(KeptToken::Usual(usual)),
            None => self.odd.get(&slot).is_some_and(|odd| **odd == *token),
        })
    }

    /// Returns the token at a slot, as it came; none where the customer was removed.
    pub fn token(&self, slot: Slot) -> Option<String> {
        Some(match self.token_at(slot)? {
            KeptToken::Usual(usual) => usual.text(),
            KeptToken::Odd(text) => text.to_owned(),
        })
    }

    fn token_at(&self, slot: Slot) -> Option<KeptToken<'_>> {
        let (block, at) = place(slot);
        let block = self.blocks.get(block)?;
        if !block.live().has(at) {
            return None;
        }
        match self.odd.get(&slot) {
            Some(odd) => Some(KeptToken::Odd(odd)),
            None => block.token(at).map(KeptToken::Usual),
        }
    }

    fn hash_at(&self, slot: Slot) -> u64 {
        match self.token_at(slot) {
            Some(KeptToken::Usual(usual)) => hash(&usual.text()),
            Some(KeptToken::Odd(text)) => hash(text),
            None => 0,
        }
    }

    /// Shows a row; none where the customer was removed.
    pub(super) fn row(&self, slot: Slot) -> Option<Row<'_>> {
        let (block, at) = place(slot);
        let shown = self.blocks.get(block)?;
        Some(Row {
            text: shown.row(at),
            facts: *shown.facts().get(at)?,
            token: self.token_at(slot)?,
        })
    }

    /// Shows the text of a row alone, which is quicker; empty where the customer was removed.
    pub(super) fn text(&self, slot: Slot) -> &[u8] {
        let (block, at) = place(slot);
        self.blocks.get(block).map_or(&[], |block| block.row(at))
    }

    pub(super) fn created(&self, slot: Slot) -> u32 {
        self.facts(slot).created
    }

    fn facts(&self, slot: Slot) -> RowFacts {
        let (block, at) = place(slot);
        let facts = self
            .blocks
            .get(block)
            .and_then(|block| block.facts().get(at));
        facts.copied().unwrap_or_default()
    }

    pub(super) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Returns the tokens of another form, of a run of slots.
    pub(super) fn odd(&self, from: Slot, to: Slot) -> impl Iterator<Item = (Slot, &str)> {
        self.odd
            .range(from..to)
            .map(|(slot, text)| (*slot, &**text))
    }

    /// Returns the names of each scheme: its own, that of what holds the card, and what people call them
    /// together.
    pub(super) fn schemes(&self) -> impl Iterator<Item = &[Box<str>; 3]> {
        self.schemes.iter().map(|brand| &brand.names)
    }

    /// Returns the number of slots given out, those of removed customers included.
    pub fn slots(&self) -> u32 {
        let last = self.blocks.last().map_or(0, Block::len);
        let full = self.blocks.len().saturating_sub(1) * ROWS;
        u32::try_from(full + last).unwrap_or(u32::MAX)
    }

    /// Returns the end of the journal, for [`Index::changes`].
    pub(super) fn journal_end(&self) -> u64 {
        self.journal.before + u64::try_from(self.journal.slots.len()).unwrap_or(0)
    }

    /// Returns the slots that changed since a place in the journal; none where that was forgotten.
    pub(super) fn changes(&self, since: u64) -> Option<&[Slot]> {
        let from = since.checked_sub(self.journal.before)?;
        self.journal.slots.get(usize::try_from(from).ok()?..)
    }

    fn scheme(&mut self, entry: &Entry<'_>) -> u8 {
        let (scheme, network) = (entry.scheme, entry.network);
        if scheme.is_empty() && network.is_empty() {
            return 0;
        }
        let known = self
            .schemes
            .iter()
            .position(|known| *known.scheme == *scheme && *known.network == *network);
        let at = known.unwrap_or(self.schemes.len());
        // Six schemes, alone or in one of two wallets, are known; after 255 of any kind another one is kept
        // as none.
        let number = u8::try_from(at + 1).unwrap_or(0);
        if known.is_none() && number > 0 {
            let names = [scheme, network, &brand(scheme, network)];
            self.schemes.push(Brand {
                scheme: scheme.into(),
                network: network.into(),
                names: names.map(|name| fold(name).into()),
            });
        }
        number
    }

    /// Gives back memory that is reserved and not used; nothing that is seen changes.
    pub fn compact(&mut self) {
        for block in &mut self.blocks {
            block.shrink();
        }
        self.blocks.shrink_to_fit();
        self.journal.slots.shrink_to_fit();
        self.scratch = Vec::new();
        let mut table = std::mem::take(&mut self.table);
        table.compact(|slot| self.hash_at(slot));
        self.table = table;
    }

    /// Returns the bytes that the index takes.
    pub fn bytes(&self) -> usize {
        let blocks: usize = self.blocks.iter().map(Block::bytes).sum();
        let spare = self.blocks.capacity() - self.blocks.len();
        let odd = self.odd.values().map(|token| token.len() + 32);
        size_of::<Self>()
            + blocks
            + spare * size_of::<Block>()
            + odd.sum::<usize>()
            + self.table.bytes()
            + self.journal.slots.capacity() * size_of::<Slot>()
            + self.scratch.capacity()
    }
}

fn hash(token: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    token.hash(&mut hasher);
    hasher.finish()
}

/// Returns the folded text of a kept field out of a row's text.
pub fn field(row: &[u8], of: SearchField) -> &[u8] {
    let mut rest = row;
    for _ in 0..of.place() {
        let end = memchr::memchr(END, rest).map_or(rest.len(), |end| end + 1);
        rest = rest.get(end..).unwrap_or_default();
    }
    let end = memchr::memchr(END, rest).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}

/// Returns the block of a slot and the place in it.
pub fn place(slot: Slot) -> (usize, usize) {
    (index(slot) / ROWS, index(slot) % ROWS)
}

/// Returns the slot of a place in a block.
pub fn slot_at(block: usize, at: usize) -> Slot {
    u32::try_from(block * ROWS + at).unwrap_or(u32::MAX)
}
