//! What matches the text, in the order in which it is listed.
use super::Palette;
use crate::api::customers::Customer;
use crate::api::ids::Token;
use crate::model::action::Action;
use crate::model::ask::{Choice, HelpEntry};
use crate::model::cx::Sight;
use crate::model::keymap::{self, Context};
use crate::text::Safe;
use crate::text::fold::fold;
use crate::ui::show;
use crate::ui::words::card;
use std::cmp::Reverse;

/// How many cells a customer's card has.
const CARD: u16 = 12;

/// One thing that can be chosen.
pub enum Item<'a> {
    Action(&'a HelpEntry),
    /// The record that a token names.
    Token(Token),
    Customer(&'a Customer),
    Profile(&'a Choice),
    /// All customers that match.
    Search,
}

impl Palette {
    /// Returns what matches: what can be done, what was run last first; customers and profiles; what cannot
    /// be done now; and the search for the text.
    pub fn items<'a>(&'a self, sight: &Sight<'a>) -> Vec<Item<'a>> {
        let typed = self.search.value().trim();
        let wanted = fold(typed);
        let is_hit = |text: &str| {
            let text = fold(text);
            wanted.split_whitespace().all(|word| text.contains(word))
        };
        let actions = self.actions.iter();
        let mut actions: Vec<&HelpEntry> = actions
            .filter(|entry| is_hit(&[help_of(entry, sight), hint_of(entry, sight)].join(" ")))
            .collect();
        actions.sort_by_key(|entry| {
            let begins = fold(&hint_of(entry, sight)).starts_with(&wanted);
            let last_run = sight.runs.iter().rposition(|run| *run == entry.action);
            (entry.why_not.is_some(), !begins, Reverse(last_run))
        });
        let possible = actions.partition_point(|entry| entry.why_not.is_none());
        let refused = actions.split_off(possible);
        let matches = sight.world.store.customers.matches(&self.query);
        let customers = matches.map_or(&[][..], |matches| &matches.customers);
        let profiles = self.profiles.iter();
        let profiles = profiles.filter(|choice| is_hit(&format!("profile {}", choice.label)));
        let mut items: Vec<Item> = Token::whole(typed).map(Item::Token).into_iter().collect();
        items.extend(actions.into_iter().map(Item::Action));
        if !typed.is_empty() {
            items.extend(customers.iter().map(Item::Customer));
            items.extend(profiles.map(Item::Profile));
        }
        items.extend(refused.into_iter().map(Item::Action));
        if !typed.is_empty() {
            items.push(Item::Search);
        }
        items
    }

    /// Says how many customers match, as far as is known.
    pub fn count(&self, sight: &Sight) -> String {
        let directory = &sight.store.customers;
        let Some(matches) = directory.matches(&self.query) else {
            return String::new();
        };
        let count = show::length(matches.count);
        let words = if matches.count == 1 {
            "customer matches"
        } else {
            "customers match"
        };
        if matches.is_whole() {
            format!("{count} {words}")
        } else {
            format!("{count} {words} so far: not all are read yet")
        }
    }
}

fn help_of(entry: &HelpEntry, sight: &Sight) -> String {
    sight.keymap.fill(entry.context.words(entry.action).help)
}

fn hint_of(entry: &HelpEntry, sight: &Sight) -> String {
    sight.keymap.fill(entry.context.words(entry.action).hint)
}

impl Item<'_> {
    /// Whether it can be done now.
    pub fn is_possible(&self) -> bool {
        !matches!(self, Self::Action(entry) if entry.why_not.is_some())
    }

    /// Returns what a row says.
    pub fn text(&self, palette: &Palette, sight: &Sight) -> String {
        match self {
            Self::Action(entry) => help_of(entry, sight),
            Self::Token(token) => format!("Find {token}"),
            Self::Customer(customer) => {
                let name = customer.name();
                let email = customer.email.as_ref().map_or("", Safe::as_str);
                let card = customer.card.as_ref();
                let card = card.map_or_else(String::new, |card| card::short(card, CARD));
                show::dotted(&[&name, email, &card])
            }
            Self::Profile(choice) => {
                format!("Open the profile {} · {}", choice.label, choice.detail)
            }
            Self::Search => format!("Search customers for \"{}\"", palette.search.value().trim()),
        }
    }

    /// Returns what stands at the end of a row: the key that does the same, else what it is.
    pub fn kind(&self, sight: &Sight, actions: &[HelpEntry]) -> String {
        let key_of = |context: Context, action: Action| {
            let binding = sight.keymap.binding_for(&[context], action);
            let key = binding.and_then(|binding| binding.keys.first());
            key.map_or_else(String::new, |key| keymap::name(*key))
        };
        match self {
            Self::Action(entry) => key_of(entry.context, entry.action),
            Self::Token(_) => "token".to_owned(),
            Self::Customer(_) => "customer".to_owned(),
            Self::Profile(_) => "profile".to_owned(),
            Self::Search => {
                let line = actions.iter().find(|entry| entry.action == Action::Filter);
                line.map_or_else(String::new, |entry| key_of(entry.context, entry.action))
            }
        }
    }

    /// Returns the name that completes a text.
    pub fn name(&self, sight: &Sight) -> String {
        match self {
            Self::Action(entry) => hint_of(entry, sight),
            Self::Token(token) => token.to_string(),
            Self::Customer(customer) => customer.name(),
            Self::Profile(choice) => choice.label.clone(),
            Self::Search => String::new(),
        }
    }
}
