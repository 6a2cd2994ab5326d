//! What matches the text, in the order in which it is listed.
use super::Palette;
use crate::api::customers::Customer;
use crate::api::ids::{CustomerId, Token};
use crate::model::action::Action;
use crate::model::ask::{Choice, HelpEntry};
use crate::model::cx::Sight;
use crate::text::Safe;
use crate::text::fold::fold;
use crate::ui::show;
use crate::ui::theme::marks;
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
    /// One who matches but for a typing error.
    Near(&'a Customer),
    Profile(&'a Choice),
    /// All customers that match.
    Search,
}

/// How well an action's name fits what was typed; the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Whole,
    /// A word of it begins so.
    Name,
    /// The text is found in what is said of it.
    Sentence,
}

impl Palette {
    /// Returns what was typed; whoever knows `:` from elsewhere types a second one.
    pub fn typed(&self) -> &str {
        self.search.value().trim().trim_start_matches(':').trim()
    }

    /// Returns what matches: actions by their names, what was run last first and what cannot be done now
    /// last; profiles, customers, actions by what is said of them; the search for the text; and customers who
    /// match but for a typing error.
    pub fn items<'a>(&'a self, sight: &Sight<'a>) -> Vec<Item<'a>> {
        let typed = self.typed();
        let wanted = fold(typed);
        let mut actions: Vec<(Fit, &HelpEntry)> = self
            .actions
            .iter()
            .filter_map(|entry| Some((fit(entry, &wanted, sight)?, entry)))
            .collect();
        actions.sort_by_key(|(fit, entry)| {
            // What takes something away is not brought to where Enter alone would open it.
            let is_tame = !matches!(
                entry.action,
                Action::Delete | Action::CancelSubscription | Action::MakePrimary
            );
            let last_run = sight.runs.iter().rposition(|run| *run == entry.action);
            let is_said = *fit == Fit::Sentence;
            let recent = Reverse(last_run.filter(|_| is_tame));
            (is_said, entry.why_not.is_some(), *fit, recent)
        });
        let said = actions.partition_point(|(fit, _)| *fit != Fit::Sentence);
        let said = actions.split_off(said);
        let token = Token::whole(
            typed.trim_matches(['(', ')', '[', ']', '<', '>', '"', '\'', ',', '.', ';']),
        );
        let mut items: Vec<Item> = token.map(Item::Token).into_iter().collect();
        items.extend(actions.into_iter().map(|(_, entry)| Item::Action(entry)));
        if typed.is_empty() {
            return items;
        }
        let profiles = self.profiles.iter();
        let profiles = profiles.filter(|choice| {
            let text = fold(&format!("profile {}", choice.label));
            wanted.split_whitespace().all(|word| text.contains(word))
        });
        items.extend(profiles.map(Item::Profile));
        let matches = sight.world.store.customers.matches(&self.query);
        let customers = matches.map_or(&[][..], |matches| &matches.customers);
        let exact = matches
            .map_or(0, |matches| matches.exact)
            .min(customers.len());
        let (exact, near) = customers.split_at(exact);
        items.extend(exact.iter().map(Item::Customer));
        items.extend(said.into_iter().map(|(_, entry)| Item::Action(entry)));
        items.push(Item::Search);
        items.extend(near.iter().map(Item::Near));
        items
    }

    /// Says how many customers match, as far as is known.
    pub fn count(&self, sight: &Sight) -> String {
        let directory = &sight.store.customers;
        let Some(matches) = directory.matches(&self.query) else {
            return String::new();
        };
        let words = if matches.exact == 1 {
            "customer matches"
        } else {
            "customers match"
        };
        let mut count = format!("{} {words}", show::length(matches.exact));
        if matches.near > 0 {
            count = format!("{count}, {} nearly", show::length(matches.near));
        }
        if !matches.is_whole() {
            count.push_str(" so far: not all are read yet");
        }
        count
    }
}

/// Returns how well an action fits what was typed; `None` where it does not.
fn fit(entry: &HelpEntry, wanted: &str, sight: &Sight) -> Option<Fit> {
    let name = fold(&entry.name(&sight.keymap));
    if name == wanted {
        return Some(Fit::Whole);
    }
    let begins = |at: usize| name.get(at..).is_some_and(|rest| rest.starts_with(wanted));
    if begins(0) || name.match_indices(' ').any(|(at, _)| begins(at + 1)) {
        return Some(Fit::Name);
    }
    let text = format!("{name} {}", fold(&entry.help(&sight.keymap)));
    let is_said = wanted.split_whitespace().all(|word| text.contains(word));
    is_said.then_some(Fit::Sentence)
}

impl Item<'_> {
    /// Whether it can be done now.
    pub fn is_possible(&self) -> bool {
        !matches!(self, Self::Action(entry) if entry.why_not.is_some())
    }

    /// Returns what a row says.
    pub fn text(&self, palette: &Palette, sight: &Sight) -> String {
        match self {
            Self::Action(entry) => entry.help_now(&sight.keymap),
            Self::Token(token) => format!("Find {token}"),
            Self::Customer(customer) | Self::Near(customer) => {
                let name = customer.name();
                let email = customer.email.as_ref().map_or("", Safe::as_str);
                let card = customer.card.as_ref();
                let card = card.map_or_else(String::new, |card| card::short(card, CARD));
                show::dotted(&[&name, email, &card])
            }
            Self::Profile(choice) => {
                format!("Open the profile {} · {}", choice.label, choice.detail)
            }
            Self::Search => format!("Search customers for \"{}\"", palette.typed()),
        }
    }

    /// Returns what stands at the end of a row: the key that does the same, else what it is.
    pub fn kind(&self, sight: &Sight) -> String {
        match self {
            Self::Action(entry) => {
                let keys = entry.keys(&sight.keymap).into_iter();
                keys.take(1).collect()
            }
            Self::Token(_) => "token".to_owned(),
            Self::Customer(_) => "customer".to_owned(),
            Self::Near(_) => format!("{} customer", marks::NEAR),
            Self::Profile(_) => "profile".to_owned(),
            Self::Search => "search".to_owned(),
        }
    }

    /// Returns the name that completes a text.
    pub fn name(&self, palette: &Palette, sight: &Sight) -> String {
        match self {
            Self::Action(entry) => entry.name(&sight.keymap),
            Self::Token(token) => token.to_string(),
            Self::Customer(customer) | Self::Near(customer) => customer.name(),
            Self::Profile(choice) => choice.label.clone(),
            Self::Search => palette.typed().to_owned(),
        }
    }

    /// Returns what it is kept by while others come and go around it.
    pub fn key(&self) -> Key {
        match self {
            Self::Action(entry) => Key::Action(entry.action),
            Self::Token(token) => Key::Token(token.clone()),
            Self::Customer(customer) | Self::Near(customer) => {
                Key::Customer(customer.token.clone())
            }
            Self::Profile(choice) => Key::Profile(choice.label.clone()),
            Self::Search => Key::Search,
        }
    }
}

/// Names an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    Action(Action),
    Token(Token),
    Customer(CustomerId),
    Profile(String),
    Search,
}
