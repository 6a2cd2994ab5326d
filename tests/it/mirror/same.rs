//! The search finds what a plain filter finds, whatever came, changed and went before.
use super::plain::{Sample, all_hold, conditions, sample};
use super::{cases, exact, find, parse};
use pintui::mirror::{Entry, FEW, HitKind, Index, Put, search};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::OnceLock;

#[derive(Clone, Debug)]
enum Step {
    Put(Sample),
    /// Gives a customer that there is the values of another.
    Change(usize, Sample),
    Remove(usize),
    Compact,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => sample().prop_map(Step::Put),
        2 => (any::<usize>(), sample()).prop_map(|(at, sample)| Step::Change(at, sample)),
        1 => any::<usize>().prop_map(Step::Remove),
        1 => Just(Step::Compact),
    ]
}

/// Holds the index and the same customers as they are.
#[derive(Default)]
pub struct Both {
    pub index: Index,
    pub rows: BTreeMap<String, Sample>,
}

impl Both {
    fn token(&self, at: usize) -> Option<String> {
        self.rows.keys().nth(at % self.rows.len().max(1)).cloned()
    }

    fn put(&mut self, mut sample: Sample) {
        sample.with(|entry| self.index.put(entry));
        if let Some(old) = self
            .rows
            .get(&sample.token)
            .filter(|_| sample.subscribed == 0)
        {
            sample.subscribed = old.subscribed;
        }
        self.rows.insert(sample.token.clone(), sample);
    }

    fn go(&mut self, step: Step) {
        match step {
            Step::Put(sample) => self.put(sample),
            Step::Change(at, sample) => {
                if let Some(token) = self.token(at) {
                    self.put(Sample { token, ..sample });
                }
            }
            Step::Remove(at) => {
                if let Some(token) = self.token(at) {
                    assert!(self.index.remove(&token).is_some());
                    self.rows.remove(&token);
                }
            }
            Step::Compact => self.index.compact(),
        }
    }

    fn wanted(&self, conditions: &[(super::plain::Condition, bool)]) -> Vec<String> {
        let rows = self.rows.values().filter(|row| all_hold(conditions, row));
        rows.map(|row| row.token.clone()).collect()
    }
}

pub fn both() -> impl Strategy<Value = Both> {
    proptest::collection::vec(step(), 0..24).prop_map(|steps| {
        let mut both = Both::default();
        for step in steps {
            both.go(step);
        }
        both
    })
}

impl std::fmt::Debug for Both {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.rows.values()).finish()
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn the_search_is_a_filter(both in both(), (text, conditions) in conditions()) {
        prop_assert!(parse(&text).problems().is_empty(), "{}", text);
        prop_assert_eq!(exact(&both.index, &text), both.wanted(&conditions), "{}", text);
        prop_assert_eq!(both.index.len(), both.rows.len());
        for token in both.rows.keys() {
            let slot = both.index.slot(token).unwrap();
            prop_assert_eq!(both.index.token(slot), Some(token.clone()));
        }
    }

    #[test]
    fn nothing_typed_breaks_it(both in both(), text in any::<String>()) {
        let mut hits = find(&both.index, &text);
        prop_assert!(hits.rank(&both.index, 10, &|| false));
        prop_assert!(hits.is_complete() && hits.searched() == both.rows.len());
    }
}

/// Makes values that are the same in every run.
fn drawn<T>(strategy: impl Strategy<Value = T>, count: usize) -> Vec<T> {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    (0..count)
        .map(|_| strategy.new_tree(&mut runner).unwrap().current())
        .collect()
}

/// Makes more customers than a block holds, so that blocks are searched as wholes.
pub fn many() -> Both {
    static DRAWN: OnceLock<Vec<Sample>> = OnceLock::new();
    let mut both = Both::default();
    for sample in DRAWN.get_or_init(|| drawn(sample(), 6_000)) {
        both.put(sample.clone());
    }
    for at in (0..both.rows.len()).step_by(7) {
        both.go(Step::Remove(at));
    }
    both
}

#[test]
fn whole_blocks_are_searched_like_single_rows() {
    let both = many();
    assert!(both.index.slots() > 4_096);
    for (text, conditions) in drawn(conditions(), 120) {
        assert_eq!(
            exact(&both.index, &text),
            both.wanted(&conditions),
            "{text}"
        );
    }
}

#[test]
fn a_stopped_search_stops_and_can_go_on() {
    let both = many();
    let asked = Cell::new(0);
    let stop = || {
        asked.set(asked.get() + 1);
        asked.get() > 1
    };
    let hits = search(&both.index, parse("ab"), &stop);
    assert!(!hits.is_complete());
    assert_eq!(asked.get(), 2);
    assert!(hits.searched() > 0 && hits.searched() <= 4_096);
    let mut search = pintui::mirror::Search::new(parse("ab"), &both.index);
    while !search.run(&both.index, &stop) {
        asked.set(0);
    }
    let whole = find(&both.index, "ab");
    assert_eq!(
        search.hits().slots(HitKind::Exact),
        whole.slots(HitKind::Exact)
    );
    assert!(whole.exact() >= FEW);
    let mut hits = whole;
    assert!(!hits.rank(&both.index, 10, &|| true));
    assert_eq!(hits.window(0, 10).count(), 0);
}

#[test]
fn compaction_changes_nothing_visible() {
    let mut both = many();
    let texts = ["ab", "!ab", "cus_ab", "card:expired name:a", "34"];
    let before: Vec<_> = texts.iter().map(|text| exact(&both.index, text)).collect();
    let (bytes, version) = (both.index.bytes(), both.index.version());
    both.index.compact();
    let after: Vec<_> = texts.iter().map(|text| exact(&both.index, text)).collect();
    assert_eq!(before, after);
    assert!(both.index.bytes() <= bytes);
    assert_eq!(both.index.version(), version);
}

#[test]
fn putting_says_what_it_did() {
    let mut index = Index::new();
    let mut entry = super::named(
        "cus_XZg1ULpWaROQCOT5PdwLkQ",
        "Zoë Featherstone",
        "zoe@gmail.example",
    );
    assert_eq!(index.put(&entry), Put::Added(0));
    let version = index.version();
    assert_eq!(index.put(&entry), Put::Same(0));
    assert_eq!(index.version(), version);
    entry.email = "zoe@outlook.example";
    assert_eq!(index.put(&entry), Put::Updated(0));
    assert_eq!(
        index.put(&Entry {
            token: "cus_xzg1ULpWaROQCOT5PdwLkQ",
            ..entry.clone()
        }),
        Put::Added(1)
    );
    assert_eq!(index.remove("cus_XZg1ULpWaROQCOT5PdwLkQ"), Some(0));
    assert_eq!(index.remove("cus_XZg1ULpWaROQCOT5PdwLkQ"), None);
    assert_eq!(index.token(0), None);
    assert_eq!(index.put(&entry), Put::Added(2));
    assert_eq!(index.len(), 2);
}

#[test]
fn a_text_of_any_length_is_taken() {
    let long = "é".repeat(200_000) + "end";
    let index = super::index_of([super::named("a", &long, ""), super::named("b", "end", "")]);
    assert_eq!(exact(&index, "end"), ["b"]);
    assert_eq!(exact(&index, "eeee"), ["a"]);
}

/// Counts the bytes that a million would take from what some thousand do.
#[test]
fn the_bytes_are_those_of_the_texts_and_some_more() {
    let both = many();
    let mut index = both.index;
    index.compact();
    let texts: usize = both
        .rows
        .values()
        .map(|row| {
            row.name.len()
                + row.email.len()
                + row.company.len()
                + row.notes.len()
                + row.digits.len()
                + 4
        })
        .sum();
    let odd = both.rows.keys().filter(|token| token.len() != 26).count();
    // Ends of fields, offset, token, facts, and the table at its emptiest.
    let most = texts + 6_000 * (6 + 4 + 25 + 8) + 8_192 * 4 + odd * 64 + 6_000 * 4 * 2 + 8_192;
    let least = texts / 2 + both.rows.len() * (6 + 4 + 25 + 8);
    let bytes = index.bytes();
    assert!((least..most).contains(&bytes), "{least} {bytes} {most}");
}
