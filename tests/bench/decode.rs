//! A page of customers from its bytes, beside what can be had from them with less care.
use super::pages::{self, ROWS};
use super::people::{People, Person};
use criterion::{Criterion, Throughput};
use serde::Deserialize;
use serde_json::Value;
use std::borrow::Cow;
use std::hint::black_box;

/// Holds of a page what a program must at least take to show a list; escapes are let pass.
#[derive(Deserialize)]
#[expect(dead_code, reason = "what counts is that it is read")]
struct Least<'a> {
    #[serde(borrow)]
    response: Vec<LeastRow<'a>>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "what counts is that it is read")]
struct LeastRow<'a> {
    token: &'a str,
    #[serde(borrow)]
    email: Cow<'a, str>,
    #[serde(borrow)]
    first_name: Cow<'a, str>,
    #[serde(borrow)]
    last_name: Cow<'a, str>,
    created_at: &'a str,
}

pub fn page(criterion: &mut Criterion) {
    let people: Vec<Person> = People::new(42).take(ROWS).collect();
    let body = pages::body(&people, 2);
    assert_eq!(pages::decoded(&body, 2).len(), ROWS, "each row is read");
    let mut group = criterion.benchmark_group("decode a page");
    group.throughput(Throughput::Bytes(body.len() as u64));
    group.bench_function("the client's way", |b| {
        b.iter(|| pages::decoded(black_box(&body), 2));
    });
    group.bench_function("five borrowed fields", |b| {
        b.iter(|| serde_json::from_str::<Least<'_>>(black_box(&body)).unwrap());
    });
    group.bench_function("any JSON", |b| {
        b.iter(|| serde_json::from_str::<Value>(black_box(&body)).unwrap());
    });
    group.finish();
}
