//! What stands between a page of customers and the screen: `cargo bench --bench dashboard`.
//!
//! A page is decoded, the mirror is filled, the list is drawn. `PINTUI_BENCH_ROWS` sets another number of customers for
//! the mirror than 100,000.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a benchmark that meets what it does not expect has failed, and says so by that"
)]
mod decode;
mod fill;
mod frame;
#[expect(dead_code, reason = "the tests use more of it")]
#[path = "../it/mirrored.rs"]
mod mirrored;
mod pages;
mod people;

use criterion::Criterion;

fn main() {
    let asked = std::env::var("PINTUI_BENCH_ROWS").ok();
    let rows = asked.and_then(|rows| rows.parse().ok()).unwrap_or(100_000);
    let mut criterion = Criterion::default().configure_from_args();
    decode::page(&mut criterion);
    frame::sizes(&mut criterion);
    fill::mirror(&mut criterion, rows);
    criterion.final_summary();
}
