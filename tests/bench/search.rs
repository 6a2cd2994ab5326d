//! The search over a million customers beside its floors, and their order: `cargo bench --bench search`.
//!
//! `memmem` over the same texts is what no search can beat, `nucleo` on every row is what pickers do.
//! `PINTUI_BENCH_ROWS` sets other numbers of customers, such as `10000 100000 1000000`.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark that meets what it does not expect has failed, and says so by that"
)]
mod people;
mod sort;

use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion};
use jiff::tz::TimeZone;
use memchr::memmem::Finder;
use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use people::{People, Person};
use pintui::api::cards::Expiry;
use pintui::mirror::{Index, Query, Search, Today, search};
use std::hint::black_box;
use std::time::Duration;

/// The queries that are reported everywhere.
const QUERIES: [&str; 8] = [
    "smith",
    "jsmth",
    "gmail",
    "featherstone",
    "zoe w",
    "a",
    "sm",
    "4242",
];
/// How many rows a first screen shows.
const SCREEN: usize = 50;

fn parse(text: &str) -> Query {
    let month = Expiry {
        year: 2026,
        month: 11,
    };
    Query::parse(
        text,
        Today {
            month,
            zone: &TimeZone::UTC,
        },
    )
}

fn whole(index: &Index, text: &str) -> usize {
    search(index, parse(text), &|| false).exact()
}

/// Finds each row that holds the text, and does no more.
fn floor(arena: &[u8], text: &str) -> usize {
    let finder = Finder::new(text.as_bytes());
    let (mut rows, mut from) = (0, 0);
    while let Some(at) = finder.find(&arena[from..]) {
        rows += 1;
        let rest = &arena[from + at..];
        from += at + memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
    }
    rows
}

/// Scores every row, as a picker does.
fn picker(arena: &str, text: &str) -> usize {
    let mut matcher = Matcher::new(Config::DEFAULT);
    let atom = Atom::new(
        text,
        CaseMatching::Ignore,
        Normalization::Never,
        AtomKind::Fuzzy,
        false,
    );
    let mut buffer = Vec::new();
    let score = |row: &&str| {
        atom.score(Utf32Str::new(row, &mut buffer), &mut matcher)
            .is_some()
    };
    arena.lines().filter(score).count()
}

fn queries(group: &mut BenchmarkGroup<'_, WallTime>, index: &Index, arena: &str) {
    for text in QUERIES {
        let hits = search(index, parse(text), &|| false);
        println!(
            "{text}: {} exact, {} near of {}",
            hits.exact(),
            hits.near(),
            hits.total()
        );
        group.bench_function(format!("{text}/memmem"), |b| {
            b.iter(|| floor(arena.as_bytes(), black_box(text)));
        });
        group.bench_function(format!("{text}/search"), |b| {
            b.iter(|| whole(index, black_box(text)));
        });
        group.bench_function(format!("{text}/rank"), |b| {
            let ready = search(index, parse(text), &|| false);
            b.iter_batched(
                || ready.clone(),
                |mut hits| hits.rank(index, SCREEN, &|| false),
                BatchSize::LargeInput,
            );
        });
        group.bench_function(format!("{text}/first screen"), |b| {
            b.iter(|| {
                let mut search = Search::new(parse(black_box(text)), index);
                search.run_until(index, &mut |hits| hits.exact() >= SCREEN);
                search.hits_mut().rank(index, SCREEN, &|| false)
            });
        });
    }
    for text in ["smith", "jsmth"] {
        group.bench_function(format!("{text}/nucleo"), |b| {
            b.iter(|| picker(arena, black_box(text)));
        });
    }
    group.bench_function("smi to smit, whole", |b| b.iter(|| whole(index, "smit")));
    for (old, new) in [
        ("feat", "feath"),
        ("smith", "smith g"),
        ("card:expiring", "card:expiring s"),
    ] {
        let before = search(index, parse(old), &|| false);
        group.bench_function(format!("{old} to {new}, narrowing"), |b| {
            b.iter(|| {
                let mut search = Search::after(&before, parse(new), index);
                search.run(index, &|| false)
            });
        });
        group.bench_function(format!("{old} to {new}, whole"), |b| {
            b.iter(|| whole(index, new));
        });
    }
}

/// Gives the searched text as one line, for those who search it in another way.
fn searched(person: &Person) -> String {
    let parts = [
        &person.name,
        &person.email,
        &person.company,
        &person.phone,
        &person.notes,
        &person.last_four,
    ];
    parts.map(|part| pintui::text::fold::fold(part)).join("\t") + "\n"
}

/// Says how many customers there are: each number in `PINTUI_BENCH_ROWS`, else a million.
fn sizes() -> Vec<usize> {
    let asked = std::env::var("PINTUI_BENCH_ROWS").unwrap_or_default();
    let sizes: Vec<usize> = asked
        .split([' ', ','])
        .filter_map(|size| size.parse().ok())
        .collect();
    if sizes.is_empty() {
        vec![1_000_000]
    } else {
        sizes
    }
}

fn measure(criterion: &mut Criterion, rows: usize) {
    let mut index = Index::new();
    let mut arena = String::new();
    for person in People::new(42).take(rows) {
        index.put(&(&person).into());
        arena.push_str(&searched(&person));
    }
    println!(
        "{rows} customers: {} bytes of text, {} bytes of index",
        arena.len(),
        index.bytes()
    );
    let mut group = criterion.benchmark_group(format!("{rows} customers"));
    group
        .sample_size(15)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_secs(1));
    queries(&mut group, &index, &arena);
    sort::columns(&mut group, &mut index, SCREEN);
    let page: Vec<Person> = People::new(7).take(rows.min(100_000)).collect();
    group.bench_function(format!("insert {}", page.len()), |b| {
        b.iter_batched(
            Index::new,
            |mut index| {
                for person in &page {
                    index.put(&person.into());
                }
                index
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    for rows in sizes() {
        measure(&mut criterion, rows);
    }
    criterion.final_summary();
}
