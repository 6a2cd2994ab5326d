//! A chosen row of one customer's records: kept by key through every refresh, begun anew with
//! another customer.
use crate::api::ids::CustomerId;
use crate::model::action::Action;
use crate::model::listing::Keyed;
use crate::ui::widgets::cursor::Cursor;

/// Holds which record is chosen, by its key, and which is at the top.
#[derive(Debug)]
pub struct Kept<K> {
    owner: Option<CustomerId>,
    chosen: Option<K>,
    /// The record to select once it is there.
    goal: Option<(CustomerId, K)>,
    cursor: Cursor,
    height: usize,
}

impl<K> Default for Kept<K> {
    fn default() -> Self {
        Self {
            owner: None,
            chosen: None,
            goal: None,
            cursor: Cursor::default(),
            height: 0,
        }
    }
}

impl<K: Clone + PartialEq> Kept<K> {
    /// The place of the chosen row among the records, from 0.
    pub fn at(&self) -> usize {
        self.cursor.at
    }

    /// The first record that is shown.
    pub fn top(&self) -> usize {
        self.cursor.top
    }

    pub fn selected<'a, T>(&self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.cursor.at)
    }

    /// Selects a record as soon as its customer's records show it.
    pub fn go_to(&mut self, owner: CustomerId, key: K) {
        self.goal = Some((owner, key));
    }

    /// Moves as an action says; says whether the action was a movement.
    pub fn act<T: Keyed<Key = K>>(&mut self, action: Action, items: &[T]) -> bool {
        let moved = self.cursor.act(action, items.len(), self.height);
        if moved {
            self.remember(items);
        }
        moved
    }

    /// Chooses the record at a line of those that are shown.
    pub fn click<T: Keyed<Key = K>>(&mut self, line: u16, items: &[T]) {
        let at = self.cursor.top + usize::from(line);
        if at < items.len() {
            self.cursor.at = at;
            self.remember(items);
        }
    }

    /// Takes in whose records are there now and how many lines they have.
    pub fn settle<T>(&mut self, owner: Option<&CustomerId>, items: &[T], height: usize)
    where
        T: Keyed<Key = K>,
    {
        if self.owner.as_ref() != owner {
            *self = Self {
                owner: owner.cloned(),
                goal: self.goal.take(),
                ..Self::default()
            };
        }
        self.height = height;
        let arrived = self
            .goal
            .take_if(|(of, key)| owner == Some(of) && items.iter().any(|item| item.key() == key));
        if let Some((_, key)) = arrived {
            self.chosen = Some(key);
        }
        let kept = items
            .iter()
            .position(|item| Some(item.key()) == self.chosen.as_ref());
        // A record that is gone leaves the choice on the row where it was.
        self.cursor.at = kept.unwrap_or(self.cursor.at);
        self.cursor.fit(items.len(), height);
        self.remember(items);
    }

    fn remember<T: Keyed<Key = K>>(&mut self, items: &[T]) {
        self.chosen = self.selected(items).map(|item| item.key().clone());
    }
}
