//! Type-ahead: what is typed on a field with a list chooses the first entry that begins with it.
use crate::text::fold::fold;

/// Is one entry of a list: its code, and the texts by which it is found, the best first.
pub type ListEntry = (&'static str, Vec<&'static str>);

/// What was typed so far, and what the field held before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ahead {
    typed: String,
    from: String,
}

impl Ahead {
    pub fn typed(&self) -> &str {
        &self.typed
    }

    pub fn is_empty(&self) -> bool {
        self.typed.is_empty()
    }

    /// Returns what the field held before.
    pub fn from(&self) -> &str {
        &self.from
    }

    /// Takes a letter typed on a field that holds `now`, and returns the entry that it leads to. One that
    /// leads nowhere is kept: the rest of its word would lead to something else.
    pub fn push(&mut self, letter: char, now: &str, entries: &[ListEntry]) -> Option<&'static str> {
        if self.is_empty() {
            now.clone_into(&mut self.from);
        }
        self.typed.push(letter);
        self.find(&self.typed, entries)
    }

    /// Takes the last letter back, and returns what the field holds then.
    pub fn pop(&mut self, entries: &[ListEntry]) -> String {
        self.typed.pop();
        let found = self.find(&self.typed, entries);
        found.map_or_else(|| self.from.clone(), str::to_owned)
    }

    /// Finds an entry. What stood there stays while it fits, so that a letter of its own name does
    /// not change it.
    fn find(&self, typed: &str, entries: &[ListEntry]) -> Option<&'static str> {
        if typed.trim().is_empty() {
            return None;
        }
        let by = |text: &dyn Fn(&ListEntry) -> bool| entries.iter().find(|entry| text(entry));
        let stays = by(&|(code, texts)| *code == self.from && begins(texts.first(), typed));
        let named = || by(&|(_, texts)| begins(texts.first(), typed));
        let other = || by(&|(_, texts)| texts.iter().any(|text| begins(Some(text), typed)));
        let found = stays.or_else(named).or_else(other);
        found.map(|(code, _)| *code)
    }
}

/// Whether a text begins with what was typed, with its spaces or without them.
fn begins(text: Option<&&str>, typed: &str) -> bool {
    let Some(text) = text else { return false };
    let (text, typed) = (plain(text), plain(typed));
    text.starts_with(&typed)
        || !typed.ends_with(' ') && squeezed(&text).starts_with(&squeezed(&typed))
}

/// Drops case, accents and all signs but letters, digits and spaces.
fn plain(text: &str) -> String {
    let folded = fold(text);
    folded
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == ' ')
        .collect()
}

fn squeezed(text: &str) -> String {
    text.replace(' ', "")
}
