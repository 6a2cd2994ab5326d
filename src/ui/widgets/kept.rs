//! A chosen row of one customer's records: kept by key through every refresh, begun anew with
//! another customer.
use crate::api::ids::CustomerId;
use crate::model::action::Action;
use crate::model::listing::Keyed;
use crate::ui::widgets::cursor::{Cursor, fitting};

/// Which record is chosen, by its key, and which is at the top.
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

    /// How many records fit on the screen, from the first shown one on.
    pub fn height(&self) -> usize {
        self.height
    }

    pub fn selected<'a, T>(&self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.cursor.at)
    }

    /// Selects a record as soon as its customer's records show it.
    pub fn go_to(&mut self, owner: CustomerId, key: K) {
        self.goal = Some((owner, key));
    }

    /// Moves as an action says; returns whether the action was a movement.
    pub fn act<T: Keyed<Key = K>>(&mut self, action: Action, items: &[T]) -> bool {
        let top = self.cursor.top;
        let moved = self.cursor.act(action, items.len(), self.height);
        if moved {
            // Only `settle` knows how many lines each record takes.
            self.cursor.top = top;
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

    /// Takes in whose records are there now, how many lines there are and how many each takes.
    pub fn settle<T>(
        &mut self,
        owner: Option<&CustomerId>,
        items: &[T],
        height: u16,
        lines: impl Fn(usize) -> usize,
    ) where
        T: Keyed<Key = K>,
    {
        if self.owner.as_ref() != owner {
            *self = Self {
                owner: owner.cloned(),
                goal: self.goal.take(),
                ..Self::default()
            };
        }
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
        let height = usize::from(height);
        self.cursor.fit_lines(items.len(), height, &lines);
        self.height = fitting(self.cursor.top.., height, lines);
        self.remember(items);
    }

    fn remember<T: Keyed<Key = K>>(&mut self, items: &[T]) {
        self.chosen = self.selected(items).map(|item| item.key().clone());
    }
}
