//! All rows by a column, without a pause: sorted once, a part at a time, and kept up with changes.
use super::block::{ROWS, index as at};
use super::entry::SearchField;
use super::hits::{bits, has_bit};
use super::index::{Index, Slot, field, slot_at};
use std::borrow::Cow;
use std::cmp::Ordering;

/// Names a column that the rows can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// By what the person is called: name, else company, else email, else token.
    Name,
    /// Those without one last.
    Email,
    /// Newest first; those of unknown age last.
    #[default]
    Created,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    pub column: Column,
    pub reversed: bool,
}

impl Order {
    /// Returns the order by the next column, in its natural direction.
    #[must_use]
    pub fn by_next_column(self) -> Self {
        let column = match self.column {
            Column::Created => Column::Name,
            Column::Name => Column::Email,
            Column::Email => Column::Created,
        };
        Self {
            column,
            reversed: false,
        }
    }
}

/// The rows by each column that was asked for.
#[derive(Debug, Default)]
pub struct Orders {
    name: Sorted,
    email: Sorted,
    created: Sorted,
}

impl Orders {
    /// Brings a column's order up to date with the index; returns whether it came to its end.
    ///
    /// It costs nothing where nothing changed, and little where few rows did. `stop` is asked between
    /// parts of some thousand rows; what was done until then is kept for the next time.
    pub fn prepare(&mut self, index: &Index, column: Column, stop: &dyn Fn() -> bool) -> bool {
        self.of_mut(column).prepare(index, column, stop)
    }

    /// Returns a part of all rows in order; none where that part is not sorted yet.
    pub fn window(&self, order: Order, offset: usize, count: usize) -> Option<Vec<Slot>> {
        let sorted = self.of(order.column);
        let len = sorted.slots.len();
        let from = offset.min(len);
        let to = offset.saturating_add(count).min(len);
        if order.reversed {
            let part = sorted.slots.get(len - to..len - from)?;
            return sorted
                .is_done()
                .then(|| part.iter().rev().copied().collect());
        }
        let part = sorted.slots.get(from..to)?;
        (sorted.is_begun && to <= sorted.done).then(|| part.to_vec())
    }

    /// Returns where a row stands; none where it is not sorted in yet.
    pub fn place(&self, order: Order, slot: Slot) -> Option<usize> {
        let sorted = self.of(order.column);
        let at = sorted.slots.iter().position(|other| *other == slot)?;
        let last = sorted.slots.len().checked_sub(1)?;
        Some(if order.reversed { last - at } else { at })
    }

    /// Returns some rows in order; none where the column is not sorted yet.
    pub fn pick(&self, order: Order, slots: &[Slot]) -> Option<Vec<Slot>> {
        let sorted = self.of(order.column);
        let last = slots.iter().copied().max().unwrap_or(0);
        let wanted = bits(slots.iter().copied(), last);
        let mut picked: Vec<Slot> = sorted
            .slots
            .iter()
            .filter(|slot| has_bit(&wanted, **slot))
            .copied()
            .collect();
        if order.reversed {
            picked.reverse();
        }
        sorted.is_done().then_some(picked)
    }

    /// Forgets a column's order, to give its memory back.
    pub fn forget(&mut self, column: Column) {
        *self.of_mut(column) = Sorted::default();
    }

    /// Returns the bytes that the orders take.
    pub fn bytes(&self) -> usize {
        let all = [&self.name, &self.email, &self.created];
        all.map(Sorted::bytes).iter().sum()
    }

    fn of(&self, column: Column) -> &Sorted {
        match column {
            Column::Name => &self.name,
            Column::Email => &self.email,
            Column::Created => &self.created,
        }
    }

    fn of_mut(&mut self, column: Column) -> &mut Sorted {
        match column {
            Column::Name => &mut self.name,
            Column::Email => &mut self.email,
            Column::Created => &mut self.created,
        }
    }
}

/// How many heads there are: the rows are first parted by the first four letters, of five bits each.
const HEADS: usize = 1 << 20;

/// The rows by one column.
#[derive(Debug, Default)]
struct Sorted {
    slots: Vec<Slot>,
    /// Where each part ends that is still to be sorted, the last one first.
    parts: Vec<u32>,
    /// How many rows from the first on are in order.
    done: usize,
    is_begun: bool,
    /// Up to where the index's changes are in it.
    journal: u64,
}

impl Sorted {
    fn is_done(&self) -> bool {
        self.is_begun && self.parts.is_empty()
    }

    fn bytes(&self) -> usize {
        (self.slots.capacity() + self.parts.capacity()) * size_of::<Slot>()
    }

    fn prepare(&mut self, index: &Index, column: Column, stop: &dyn Fn() -> bool) -> bool {
        loop {
            let changes = index.changes(self.journal).filter(|_| self.is_begun);
            let Some(changes) = changes.filter(|some| some.len() <= self.slots.len() / 8 + 1)
            else {
                if !self.begin(index, column, stop) {
                    return false;
                }
                continue;
            };
            while let Some(end) = self.parts.last().copied() {
                if stop() {
                    return false;
                }
                if let Some(part) = self.slots.get_mut(self.done..at(end)) {
                    sort(part, index, column);
                }
                self.done = at(end);
                self.parts.pop();
            }
            if !changes.is_empty() {
                self.merge(index, column, changes);
                self.journal = index.journal_end();
            }
            return true;
        }
    }

    /// Parts the rows by the first letters of their keys, where there are many; what is stopped here begins
    /// anew.
    fn begin(&mut self, index: &Index, column: Column, stop: &dyn Fn() -> bool) -> bool {
        *self = Self::default();
        if index.len() <= ROWS {
            let all = 0..index.slots();
            self.slots = all.filter(|slot| !index.text(*slot).is_empty()).collect();
            self.parts = vec![u32::try_from(self.slots.len()).unwrap_or(u32::MAX)];
            (self.is_begun, self.journal) = (true, index.journal_end());
            return true;
        }
        let mut counts = vec![0_u32; HEADS];
        if !each_head(index, column, stop, |head, _| {
            if let Some(count) = counts.get_mut(head) {
                *count += 1;
            }
        }) {
            return false;
        }
        let mut places = counts;
        let mut total = 0;
        for place in &mut places {
            (*place, total) = (total, total + *place);
        }
        let mut slots = vec![0; at(total)];
        if !each_head(index, column, stop, |head, slot| {
            if let Some(place) = places.get_mut(head) {
                if let Some(to) = slots.get_mut(at(*place)) {
                    *to = slot;
                }
                *place += 1;
            }
        }) {
            return false;
        }
        // Each place has moved to the end of its part. Small parts are sorted together.
        self.parts = places;
        let mut kept = 0;
        self.parts.retain(|end| {
            let is_end = *end == total || *end > kept + 1_024;
            kept = if is_end { *end } else { kept };
            is_end
        });
        self.parts.dedup();
        self.parts.reverse();
        self.parts.shrink_to_fit();
        (self.slots, self.is_begun, self.journal) = (slots, true, index.journal_end());
        true
    }

    /// Takes changed rows out and puts them in where they belong now.
    fn merge(&mut self, index: &Index, column: Column, changes: &[Slot]) {
        let stale = bits(changes.iter().copied(), index.slots());
        self.slots.retain(|slot| !has_bit(&stale, *slot));
        let mut new: Vec<Slot> = changes.to_vec();
        new.sort_unstable();
        new.dedup();
        new.retain(|slot| index.row(*slot).is_some());
        sort(&mut new, index, column);
        let mut end = self.slots.len();
        if self.slots.capacity() - end < new.len() {
            // Doubling for some new rows would keep half of it empty.
            self.slots.reserve_exact(new.len() + end / 64);
        }
        self.slots.resize(end + new.len(), 0);
        // From the last to the first: what comes after a new row moves once, by as much as it must.
        for (before, slot) in new.iter().enumerate().rev() {
            let old = self.slots.get(..end).unwrap_or_default();
            let place = old.partition_point(|other| compare(index, column, *other, *slot).is_lt());
            self.slots.copy_within(place..end, place + before + 1);
            if let Some(to) = self.slots.get_mut(place + before) {
                *to = *slot;
            }
            end = place;
        }
        self.done = self.slots.len();
    }
}

/// Calls for each row with the part its key belongs to; returns false when stopped.
fn each_head(
    index: &Index,
    column: Column,
    stop: &dyn Fn() -> bool,
    mut call: impl FnMut(usize, Slot),
) -> bool {
    for (number, block) in index.blocks().iter().enumerate() {
        if stop() {
            return false;
        }
        for row in block.live().iter() {
            let slot = slot_at(number, row);
            call(head(prefix(index, column, slot), column), slot);
        }
    }
    true
}

/// Returns the part that a key belongs to; a smaller key is never in a later part.
fn head(prefix: u128, column: Column) -> usize {
    if column == Column::Created {
        return usize::try_from(prefix >> 108).unwrap_or(0);
    }
    let mut head = 0;
    let mut goes_on = true;
    for byte in prefix.to_be_bytes().into_iter().take(4) {
        // After anything but a letter the order is left to the sort.
        let code = match byte {
            _ if !goes_on => 0,
            b'a'..=b'z' => usize::from(byte - b'a') + 1,
            _ => usize::from(byte > b'z') * 27,
        };
        goes_on &= byte.is_ascii_lowercase();
        head = (head << 5) | code;
    }
    head
}

/// Sorts some rows by a column: by the first bytes of their keys, which mostly decide.
fn sort(slots: &mut [Slot], index: &Index, column: Column) {
    let mut keys: Vec<(u128, Slot)> = slots
        .iter()
        .map(|slot| (prefix(index, column, *slot), *slot))
        .collect();
    keys.sort_unstable_by(|a, b| {
        a.0.cmp(&b.0).then_with(|| match column {
            Column::Created => a.1.cmp(&b.1),
            Column::Name | Column::Email if a.0.trailing_zeros() >= 8 => a.1.cmp(&b.1),
            Column::Name | Column::Email => {
                compare_texts(index, column, a.1, b.1).then(a.1.cmp(&b.1))
            }
        })
    });
    for (slot, (_, sorted)) in slots.iter_mut().zip(keys) {
        *slot = sorted;
    }
}

/// Returns the first 16 bytes of a row's key; a missing text is after all others.
fn prefix(index: &Index, column: Column, slot: Slot) -> u128 {
    if column == Column::Created {
        return u128::from(u32::MAX - index.created(slot)) << 96;
    }
    let text = text(index, column, slot);
    if text.is_empty() {
        return u128::MAX;
    }
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(text.iter()) {
        *to = *from;
    }
    u128::from_be_bytes(bytes)
}

fn compare(index: &Index, column: Column, a: Slot, b: Slot) -> Ordering {
    let key = |slot| prefix(index, column, slot);
    key(a)
        .cmp(&key(b))
        .then_with(|| match column {
            Column::Created => Ordering::Equal,
            Column::Name | Column::Email => compare_texts(index, column, a, b),
        })
        .then(a.cmp(&b))
}

fn compare_texts(index: &Index, column: Column, a: Slot, b: Slot) -> Ordering {
    text(index, column, a).cmp(&text(index, column, b))
}

/// Returns the folded text that a row is sorted by.
fn text(index: &Index, column: Column, slot: Slot) -> Cow<'_, [u8]> {
    let row = index.text(slot);
    if column == Column::Email {
        return Cow::Borrowed(field(row, SearchField::Email));
    }
    [SearchField::Name, SearchField::Company, SearchField::Email]
        .into_iter()
        .map(|of| field(row, of))
        .find(|text| !text.is_empty())
        .map_or_else(|| Cow::Owned(token(index, slot)), Cow::Borrowed)
}

/// Returns a row's token in lower case, for those who have nothing else to be called by.
fn token(index: &Index, slot: Slot) -> Vec<u8> {
    let row = index.row(slot);
    row.map_or_else(Vec::new, |row| row.token.folded().into_bytes())
}
