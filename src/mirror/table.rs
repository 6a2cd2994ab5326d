//! A hash table of slots: four bytes a place, the keys stay where they are.
const FREE: u32 = u32::MAX;
const DROPPED: u32 = u32::MAX - 1;
/// The most slots there can be; the two numbers after them have a meaning of their own.
pub const MOST: u32 = DROPPED;

/// Slots by the hash of their key.
#[derive(Debug, Default)]
pub struct Table {
    places: Vec<u32>,
    /// Places that are not free, dropped ones included.
    taken: usize,
    /// Places that hold a slot.
    held: usize,
}

impl Table {
    /// Finds the slot with this hash that `is_it`.
    pub fn find(&self, hash: u64, is_it: impl Fn(u32) -> bool) -> Option<u32> {
        self.place(hash, is_it)
            .and_then(|at| self.places.get(at).copied())
    }

    fn place(&self, hash: u64, is_it: impl Fn(u32) -> bool) -> Option<usize> {
        self.probe(hash)
            .map_while(|at| self.places.get(at).map(|slot| (at, *slot)))
            .take_while(|(_, slot)| *slot != FREE)
            .find(|(_, slot)| *slot != DROPPED && is_it(*slot))
            .map(|(at, _)| at)
    }

    /// Returns the places to look at, from the one the hash names.
    fn probe(&self, hash: u64) -> impl Iterator<Item = usize> + use<> {
        let mask = self.places.len().saturating_sub(1);
        let first = usize::try_from(hash >> 32).unwrap_or(0);
        (0..self.places.len()).map(move |step| (first + step) & mask)
    }

    /// Takes a slot that is not in it; `hash_of` gives the hash of any slot.
    pub fn insert(&mut self, slot: u32, hash_of: impl Fn(u32) -> u64) {
        if (self.taken + 1) * 8 > self.places.len() * 7 {
            self.rebuild((self.held + 1) * 8 / 7 + 1, &hash_of);
        }
        self.put(slot, hash_of(slot));
    }

    fn put(&mut self, slot: u32, hash: u64) {
        let free = self
            .probe(hash)
            .find(|at| self.places.get(*at).is_some_and(|held| *held == FREE));
        if let Some(place) = free.and_then(|at| self.places.get_mut(at)) {
            *place = slot;
            self.taken += 1;
            self.held += 1;
        }
    }

    pub fn remove(&mut self, hash: u64, is_it: impl Fn(u32) -> bool) {
        let place = self.place(hash, is_it);
        if let Some(place) = place.and_then(|at| self.places.get_mut(at)) {
            *place = DROPPED;
            self.held -= 1;
        }
    }

    /// Forgets the dropped ones and takes no more room than it needs.
    pub fn compact(&mut self, hash_of: impl Fn(u32) -> u64) {
        self.rebuild(self.held * 8 / 7 + 1, &hash_of);
    }

    fn rebuild(&mut self, least: usize, hash_of: &impl Fn(u32) -> u64) {
        let places = vec![FREE; least.next_power_of_two().max(16)];
        let old = std::mem::replace(&mut self.places, places);
        (self.taken, self.held) = (0, 0);
        for slot in old.into_iter().filter(|slot| *slot < DROPPED) {
            self.put(slot, hash_of(slot));
        }
    }

    /// Returns the bytes that the table takes.
    pub fn bytes(&self) -> usize {
        self.places.capacity() * size_of::<u32>()
    }
}
