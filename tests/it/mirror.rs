//! The index of customers and the search over it, held to plain code that is obviously right.
mod catalogue;
mod fields;
mod narrowing;
mod order;
mod plain;
mod query;
mod ranking;
mod same;
mod typos;

use jiff::tz::TimeZone;
use pintui::api::cards::Expiry;
use pintui::mirror::{Entry, HitKind, Hits, Index, Query, Slot, Today, search};
use proptest::test_runner::Config;

/// The month in which all these tests happen.
const MONTH: Expiry = Expiry {
    year: 2026,
    month: 11,
};

fn parse(text: &str) -> Query {
    let today = Today {
        month: MONTH,
        zone: &TimeZone::UTC,
    };
    Query::parse(text, today)
}

fn find(index: &Index, text: &str) -> Hits {
    search(index, parse(text), &|| false)
}

fn tokens(index: &Index, slots: impl IntoIterator<Item = Slot>) -> Vec<String> {
    slots
        .into_iter()
        .filter_map(|slot| index.token(slot))
        .collect()
}

/// Gives the tokens of the exact hits, by token.
fn exact(index: &Index, text: &str) -> Vec<String> {
    let hits = find(index, text);
    let mut found = tokens(index, hits.slots(HitKind::Exact).iter().copied());
    found.sort();
    found
}

/// Gives the tokens of all hits, best first.
fn ranked(index: &Index, text: &str) -> Vec<String> {
    let mut hits = find(index, text);
    hits.rank(index, usize::MAX, &|| false);
    tokens(index, hits.window(0, usize::MAX).map(|(slot, _)| slot))
}

/// Makes an index of customers that have only a token and what is set here.
fn index_of<'a>(entries: impl IntoIterator<Item = Entry<'a>>) -> Index {
    let mut index = Index::new();
    for entry in entries {
        index.put(&entry);
    }
    index
}

fn named<'a>(token: &'a str, name: &'a str, email: &'a str) -> Entry<'a> {
    Entry {
        token,
        name: name.into(),
        email,
        ..Entry::default()
    }
}

fn cases(least: u32) -> Config {
    let asked = Config::default();
    Config {
        cases: least.max(asked.cases),
        failure_persistence: None,
        ..asked
    }
}
