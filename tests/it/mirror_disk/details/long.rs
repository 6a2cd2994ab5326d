//! A long history costs the mirror what its length does, and what is kept of it meanwhile says that it is a part.
use super::{at, charge, of, open, place};
use pintui::api::charges::Charge;
use pintui::api::page::{Page, ROWS};
use pintui::api::reply::Reply;
use pintui::mirror::{Change, Details, Partial};
use pintui::model::effect::Ticket;
use pintui::model::store::Store;

const CHARGES: u32 = 10_000;

/// Makes a page of a history of that many charges.
fn page(number: u32, of: u32) -> Page<Charge> {
    let rows = u32::try_from(ROWS).unwrap();
    Page {
        items: ((number - 1) * rows..number * rows).map(charge).collect(),
        number,
        next: (number * rows < of).then_some(number + 1),
        total: Some(of.into()),
        unreadable: 0,
    }
}

/// Files pages as they come, and gives what the mirror is told to keep after each.
fn kept(pages: u32, total: u32) -> Vec<Change> {
    let mut store = Store::default();
    let file = |number| {
        let reply = Reply::Charges(of(1), page(number, total));
        store.file(Ticket(number.into()), reply, at(number.into()));
        store.customers.keeping.take_changes()
    };
    let changes = (1..=pages).flat_map(file);
    changes.map(|(_, change)| change).collect()
}

fn part(change: &Change) -> &Partial<Charge> {
    let Change::Details { details, .. } = change else {
        panic!("{change:?}");
    };
    let Details::Charges(part) = &**details else {
        panic!("{details:?}");
    };
    part
}

#[test]
fn ten_thousand_charges_are_not_written_again_at_each_page() {
    let changes = kept(CHARGES / u32::try_from(ROWS).unwrap(), CHARGES);
    let rows: usize = changes.iter().map(|change| part(change).rows.len()).sum();
    assert!(rows <= 3 * usize::try_from(CHARGES).unwrap(), "{rows}");
    let last = part(changes.last().unwrap());
    assert!(last.is_whole);
    assert_eq!(last.rows.len(), usize::try_from(CHARGES).unwrap());
}

#[test]
fn a_history_that_is_left_in_its_midst_comes_back_as_a_part() {
    let (_folder, file) = place();
    let (mut disk, _) = open(&file);
    for change in kept(7, CHARGES) {
        disk.keep(&change).unwrap();
    }
    drop(disk);
    let found = open(&file).0.details(&of(1)).unwrap();
    let [(Details::Charges(part), seen)] = &*found else {
        panic!("{found:?}");
    };
    assert!(!part.is_whole);
    assert_eq!(part.total, Some(CHARGES.into()));
    assert!(
        part.rows
            .iter()
            .eq(&(0..100).map(charge).collect::<Vec<_>>())
    );
    assert_eq!(*seen, at(4));
}
