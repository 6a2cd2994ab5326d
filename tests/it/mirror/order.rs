//! The order of all rows by a column is that of a plain sort, after any changes.
use super::plain::{Sample, sample};
use super::same::{both, many};
use super::{cases, tokens};
use pintui::mirror::{Column, Index, Order, Orders, Slot};
use pintui::text::fold::fold;
use proptest::prelude::*;
use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::BTreeMap;

const COLUMNS: [Column; 3] = [Column::Name, Column::Email, Column::Created];

/// Sorts plainly; what is equal stands by slot.
fn sorted(index: &Index, rows: &BTreeMap<String, Sample>, column: Column) -> Vec<String> {
    let called = |row: &Sample| {
        let texts = [&row.name, &row.company, &row.email, &row.token];
        texts
            .into_iter()
            .map(|text| fold(text))
            .find(|text| !text.is_empty())
    };
    let key = |row: &Sample| match column {
        Column::Name => (false, called(row).unwrap_or_default(), Reverse(None)),
        Column::Email => (fold(&row.email).is_empty(), fold(&row.email), Reverse(None)),
        Column::Created => (false, String::new(), Reverse(row.created_at())),
    };
    let mut all: Vec<_> = rows
        .values()
        .map(|row| (key(row), index.slot(&row.token).unwrap(), row.token.clone()))
        .collect();
    all.sort();
    all.into_iter().map(|(_, _, token)| token).collect()
}

fn all(orders: &Orders, column: Column, reversed: bool) -> Vec<Slot> {
    orders
        .window(Order { column, reversed }, 0, usize::MAX)
        .unwrap()
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn an_order_is_kept_through_changes(both in both(), later in proptest::collection::vec(sample(), 0..6)) {
        let mut both = both;
        let mut orders = Orders::default();
        for round in 0..3 {
            for column in COLUMNS {
                prop_assert!(orders.prepare(&both.index, column, &|| false));
                let wanted = sorted(&both.index, &both.rows, column);
                prop_assert_eq!(tokens(&both.index, all(&orders, column, false)), wanted.clone());
                let mut back = tokens(&both.index, all(&orders, column, true));
                back.reverse();
                prop_assert_eq!(back, wanted);
            }
            for sample in later.iter().skip(round) {
                if round == 1 {
                    both.index.remove(&sample.token);
                    both.rows.remove(&sample.token);
                } else {
                    both.index.remove(&sample.token);
                    sample.with(|entry| both.index.put(entry));
                    both.rows.insert(sample.token.clone(), sample.clone());
                }
            }
        }
    }
}

#[test]
fn a_large_order_is_made_in_parts_and_read_by_windows() {
    let both = many();
    for column in COLUMNS {
        let wanted = sorted(&both.index, &both.rows, column);
        let mut orders = Orders::default();
        let order = Order {
            column,
            reversed: false,
        };
        let asked = Cell::new(0);
        let mut first = None;
        while !orders.prepare(&both.index, column, &|| {
            asked.set(asked.get() + 1);
            asked.get() % 12 == 0
        }) {
            first = first.or_else(|| orders.window(order, 0, 5));
        }
        assert_eq!(tokens(&both.index, all(&orders, column, false)), wanted);
        if let Some(first) = first {
            assert_eq!(tokens(&both.index, first), wanted[..5]);
        }
        let window = orders.window(order, 2_000, 25).unwrap();
        assert_eq!(tokens(&both.index, window), wanted[2_000..2_025]);
        let some = [7, 3, 3_000, 11].map(|at| both.index.slot(&wanted[at]).unwrap());
        let picked = orders.pick(order, &some).unwrap();
        assert_eq!(
            tokens(&both.index, picked),
            [3, 7, 11, 3_000].map(|at| wanted[at].clone())
        );
        assert!(orders.bytes() >= both.rows.len() * 4);
        orders.forget(column);
        assert!(orders.window(order, 0, 1).is_none());
    }
}
