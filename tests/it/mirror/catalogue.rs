//! The one question that a list asks: whatever happens between, what is answered at last is what a plain filter gives.
use super::{cases, parse};
use jiff::Timestamp;
use pintui::api::customers::Customer;
use pintui::api::ids::CustomerId;
use pintui::mirror::{Catalogue, Column, Order, Seen, Subscribed, Window, WindowRequest};
use proptest::prelude::*;
use std::cell::Cell;
use std::collections::BTreeMap;

/// Is the disk: customers by token.
type Rows = BTreeMap<String, Customer>;

fn customer(token: &str, name: &str, second: i64) -> Customer {
    let created = Timestamp::from_second(1_700_000_000 + second).unwrap();
    let json = serde_json::json!({
        "token": token, "first_name": name, "email": format!("{name}@example.com"), "created_at": created.to_string(),
    });
    serde_json::from_str(&json.to_string()).unwrap()
}

/// Holds a catalogue and what is on its disk.
#[derive(Default)]
struct Desk {
    catalogue: Catalogue,
    rows: Rows,
    number: u64,
}

impl Desk {
    fn put(&mut self, row: Customer) {
        self.catalogue.put(&(&row).into());
        self.rows.insert(row.token.to_string(), row);
    }

    fn ask(&mut self, question: WindowRequest) {
        self.number += 1;
        self.catalogue.ask(WindowRequest {
            number: self.number,
            ..question
        });
    }

    fn work(&mut self, stop: &dyn Fn() -> bool) -> Option<Window> {
        let rows = &self.rows;
        let mut read = |tokens: &[CustomerId]| {
            let seen = |customer: &Customer| Seen {
                customer: customer.clone(),
                at: Timestamp::UNIX_EPOCH,
            };
            let found = tokens.iter().filter_map(|id| rows.get(id.as_str()));
            Ok(found.map(seen).collect())
        };
        self.catalogue.work(stop, &mut read).unwrap()
    }

    /// Works until nothing is left to be said, and gives the last word.
    fn answer(&mut self) -> Window {
        let mut last = None;
        while self.catalogue.is_stale() {
            last = self.work(&|| false).or(last);
        }
        last.unwrap()
    }
}

fn names(answer: &Window) -> Vec<String> {
    answer.rows.iter().map(|row| row.customer.name()).collect()
}

#[derive(Clone, Debug)]
enum Deed {
    Put(u8, u8),
    Remove(u8),
    /// Removed by another instance: from the disk alone.
    Lose(u8),
    Ask(u8, u8, bool),
    /// Works until it is stopped at the n-th asking.
    Work(u8),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => (any::<u8>(), 0..6u8).prop_map(|(token, name)| Deed::Put(token, name)),
        1 => any::<u8>().prop_map(Deed::Remove),
        1 => any::<u8>().prop_map(Deed::Lose),
        2 => (0..5u8, 0..3u8, any::<bool>()).prop_map(|(query, column, reversed)| Deed::Ask(query, column, reversed)),
        2 => (0..4u8).prop_map(Deed::Work),
    ]
}

const NAMES: [&str; 6] = ["ada", "adam", "ben", "cho", "dana", "adele"];
const QUERIES: [&str; 5] = ["", "ada", "an", "b", "example"];
const COLUMNS: [Column; 3] = [Column::Created, Column::Name, Column::Email];

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn the_last_word_is_what_a_plain_filter_gives(deeds in proptest::collection::vec(deed(), 1..120)) {
        let mut desk = Desk::default();
        desk.ask(WindowRequest { margin: 1_000, ..WindowRequest::default() });
        let mut asked = ("", Order::default());
        for deed in deeds {
            match deed {
                Deed::Put(token, name) => {
                    let name = NAMES[usize::from(name)];
                    desk.put(customer(&format!("cus_{token}"), name, token.into()));
                }
                Deed::Remove(token) => {
                    desk.rows.remove(&format!("cus_{token}"));
                    desk.catalogue.remove(&format!("cus_{token}"));
                }
                Deed::Lose(token) => {
                    desk.rows.remove(&format!("cus_{token}"));
                }
                Deed::Ask(query, column, reversed) => {
                    let order = Order { column: COLUMNS[usize::from(column)], reversed };
                    asked = (QUERIES[usize::from(query)], order);
                    desk.ask(WindowRequest { query: parse(asked.0), order, margin: 1_000, ..WindowRequest::default() });
                }
                Deed::Work(steps) => {
                    let left = Cell::new(steps);
                    let stop = || left.replace(left.get().saturating_sub(1)) == 0;
                    let number = desk.number;
                    if let Some(answer) = desk.work(&stop) {
                        prop_assert_eq!(answer.number, number, "no answer to an older question");
                    }
                }
            }
        }
        // Whatever was answered may have been lost since: a new question finds that out.
        let (query, order) = asked;
        desk.ask(WindowRequest { query: parse(query), order, margin: 1_000, ..WindowRequest::default() });
        let answer = desk.answer();
        let mut expected: Vec<&Customer> = desk.rows.values()
            .filter(|row| row.name().contains(query) || format!("{}@example.com", row.name()).contains(query))
            .collect();
        let key = |row: &Customer| match order.column {
            Column::Created => String::new(),
            Column::Name | Column::Email => row.name(),
        };
        expected.sort_by_key(|row| (key(row), std::cmp::Reverse(row.created_at)));
        let mut found = names(&answer);
        found.truncate(answer.exact);
        let mut wanted: Vec<String> = expected.iter().map(|row| row.name()).collect();
        prop_assert_eq!(answer.exact, wanted.len());
        if order.column == Column::Created {
            // Those of one name are alike: compared is who is there.
            found.sort();
            wanted.sort();
        } else if order.reversed {
            wanted.reverse();
        }
        prop_assert_eq!(found, wanted);
    }
}

/// Gives a desk of that many customers, newest first.
fn many(count: u32) -> Desk {
    let mut desk = Desk::default();
    for number in 0..count {
        let name = format!("name{number}");
        desk.put(customer(
            &format!("cus_{number:06}"),
            &name,
            i64::from(count - number),
        ));
    }
    desk
}

#[test]
fn a_newer_question_stops_the_search_for_an_older_one() {
    let mut desk = many(20_000);
    desk.ask(WindowRequest {
        query: parse("name1"),
        by_relevance: true,
        margin: 10,
        ..WindowRequest::default()
    });
    let asked = Cell::new(0);
    let stop = || asked.replace(asked.get() + 1) > 1;
    assert_eq!(desk.work(&stop), None);
    assert!(asked.get() <= 4, "it ends where it is told to");
    desk.ask(WindowRequest {
        query: parse("name19999"),
        by_relevance: true,
        margin: 10,
        ..WindowRequest::default()
    });
    let answer = desk.answer();
    assert_eq!((answer.number, answer.exact), (2, 1));
}

#[test]
fn with_plenty_of_hits_the_first_rows_come_before_all_were_found() {
    let mut desk = many(20_000);
    desk.ask(WindowRequest {
        query: parse("name"),
        by_relevance: true,
        margin: 10,
        ..WindowRequest::default()
    });
    let first = desk.work(&|| false).unwrap();
    assert!(
        !first.is_complete() && first.rows.len() == 11,
        "{}",
        first.searched
    );
    let last = desk.answer();
    assert_eq!((last.exact, last.is_complete()), (20_000, true));
}

#[test]
fn rows_come_around_the_row_that_was_asked_for_wherever_it_is() {
    let mut desk = many(1_000);
    let around = |token: &str, place| WindowRequest {
        token: CustomerId::new(token),
        place,
        margin: 3,
        ..WindowRequest::default()
    };
    desk.ask(around("cus_000500", 0));
    let answer = desk.answer();
    assert_eq!(
        (answer.at, answer.from, answer.rows.len()),
        (Some(500), 497, 7)
    );
    // Rows above it push it down; it is still the one in the middle.
    for number in 0..40 {
        desk.put(customer(&format!("cus_n{number}"), "new", 5_000 + number));
    }
    let answer = desk.answer();
    assert_eq!((answer.at, answer.from), (Some(540), 537));
    // One that is not there: the place counts.
    desk.ask(around("cus_nobody", 999_999));
    let answer = desk.answer();
    assert_eq!(
        (answer.at, answer.rows.last().unwrap().customer.name()),
        (None, "name999".to_owned())
    );
}

#[test]
fn nothing_is_answered_before_it_has_heard_what_it_must() {
    let mut desk = many(3);
    desk.ask(WindowRequest {
        after: 7,
        ..WindowRequest::default()
    });
    assert!(!desk.catalogue.is_asked() && !desk.catalogue.is_stale());
    desk.catalogue.hear(7);
    assert!(desk.catalogue.is_asked());
    assert_eq!(desk.answer().heard, 7);
}

#[test]
fn who_is_on_the_disk_no_more_goes_when_all_of_it_was_read_again() {
    let mut desk = many(100);
    desk.ask(WindowRequest::default());
    desk.catalogue.begin_fill(90);
    for row in desk.rows.values().skip(10) {
        desk.catalogue.fill(&row.into(), false);
    }
    desk.catalogue.end_fill();
    assert_eq!(desk.catalogue.index().len(), 90);
}

#[test]
fn who_would_match_but_for_what_was_not_read_is_counted() {
    let mut desk = many(100);
    let tokens: Vec<String> = desk.rows.keys().map(ToString::to_string).collect();
    let found = |desk: &mut Desk, text: &str| {
        desk.ask(WindowRequest {
            query: parse(text),
            ..WindowRequest::default()
        });
        let answer = desk.answer();
        (answer.exact, answer.unread)
    };
    assert_eq!(found(&mut desk, "sub:active"), (0, 100));
    // Three were there when all were read, of whom one has a subscription; the others came later.
    desk.catalogue.begin_fill(100);
    for (place, row) in desk.rows.values().enumerate() {
        desk.catalogue.fill(&row.into(), place < 3);
    }
    desk.catalogue
        .set_subscribed(&tokens[1], Subscribed::ACTIVE);
    desk.catalogue.end_fill();
    assert_eq!(found(&mut desk, "sub:active"), (1, 97));
    assert_eq!(found(&mut desk, "!sub:active"), (2, 97));
    assert_eq!(found(&mut desk, "sub:none"), (2, 97));
    assert_eq!(
        found(&mut desk, &format!("sub:active {}", tokens[9])),
        (0, 1)
    );
    assert_eq!(found(&mut desk, "name9"), (11, 0));
    // Half a reading is none: what was told in the one before is what counts until the next has ended.
    desk.catalogue.begin_fill(100);
    assert_eq!(found(&mut desk, "sub:active"), (1, 97));
}
