//! The best hit is first: where it matched, whether whole, and how new it is.
use super::{find, index_of, named, ranked};
use pintui::mirror::{Entry, HitKind, Index};

fn dated<'a>(entry: Entry<'a>, created: &str) -> Entry<'a> {
    Entry {
        created_at: created.parse().ok(),
        ..entry
    }
}

fn people() -> Index {
    let new = "2026-03-01T00:00:00Z";
    index_of([
        dated(
            Entry {
                notes: "married a smith",
                ..named("notes", "Al", "al@x.example")
            },
            new,
        ),
        dated(named("inside", "Al Blacksmith", "al@x.example"), new),
        dated(
            Entry {
                company: "Smith & Co",
                ..named("company", "Al", "al@x.example")
            },
            new,
        ),
        dated(named("email", "Al", "smithy@x.example"), new),
        dated(named("address", "Al", "smith@x.example"), new),
        dated(named("begins", "Al Smithers", "al@x.example"), new),
        dated(
            named("old", "Al Smith", "al@x.example"),
            "2020-01-01T00:00:00Z",
        ),
        dated(named("whole", "Smith Al", "al@x.example"), new),
        dated(named("near", "Al Smiht", "al@x.example"), new),
        dated(named("other", "Al", "al@x.example"), new),
    ])
}

#[test]
fn better_places_come_first() {
    let wanted = [
        "whole", "old", "begins", "address", "email", "company", "inside", "notes", "near",
    ];
    assert_eq!(ranked(&people(), "smith"), wanted);
    assert_eq!(ranked(&people(), "al smith")[..2], ["whole", "old"]);
}

#[test]
fn hits_say_what_they_are_and_come_by_windows() {
    let people = people();
    let mut hits = find(&people, "smith");
    assert_eq!(
        (hits.exact(), hits.near(), hits.searched(), hits.total()),
        (8, 1, 10, 10)
    );
    assert!(hits.rank(&people, 20, &|| false));
    let kinds: Vec<HitKind> = hits.window(6, 20).map(|(_, kind)| kind).collect();
    assert_eq!(kinds, [HitKind::Exact, HitKind::Exact, HitKind::Near]);
    assert_eq!(hits.window(0, 3).count(), 3);
    assert_eq!(hits.window(9, 3).count(), 0);
}

/// Ranking a few of many gives the beginning of the order of all.
#[test]
fn the_best_few_are_the_first_of_all() {
    let both = super::same::many();
    for text in ["a", "ab", "anna", "b a", "34", "email:a"] {
        let mut few = find(&both.index, text);
        few.rank(&both.index, 10, &|| false);
        let all = ranked(&both.index, text);
        let few = super::tokens(&both.index, few.window(0, 50).map(|(slot, _)| slot));
        assert_eq!(few, all[..few.len().min(50)], "{text}");
        assert!(few.len() == 50, "{text}: {}", all.len());
    }
}
