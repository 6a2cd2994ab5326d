//! All customers by each column: until the first rows can be shown, and after a page came.
use super::people::{People, Person};
use criterion::BenchmarkGroup;
use criterion::measurement::WallTime;
use pintui::mirror::{Column, Index, Order, Orders};

pub fn columns(group: &mut BenchmarkGroup<'_, WallTime>, index: &mut Index, screen: usize) {
    let page: Vec<Person> = People::new(7).take(25).collect();
    for column in [Column::Name, Column::Email, Column::Created] {
        let order = Order {
            column,
            reversed: false,
        };
        group.bench_function(format!("sort by {column:?}, first window"), |b| {
            b.iter(|| {
                let mut orders = Orders::default();
                orders.prepare(index, column, &|| false);
                orders.window(order, 0, screen)
            });
        });
        let mut orders = Orders::default();
        orders.prepare(index, column, &|| false);
        group.bench_function(format!("sort by {column:?}, another window"), |b| {
            b.iter(|| {
                orders.prepare(index, column, &|| false);
                orders.window(order, index.len() / 2, screen)
            });
        });
        group.bench_function(format!("sort by {column:?}, merge of a page"), |b| {
            b.iter(|| {
                for person in &page {
                    index.remove(&person.token);
                    index.put(&person.into());
                }
                orders.prepare(index, column, &|| false)
            });
        });
        for person in &page {
            index.remove(&person.token);
        }
    }
}
