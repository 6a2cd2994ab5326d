//! What only a process on a real terminal has: its bytes, its files, signals, and the end.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    clippy::float_arithmetic,
    reason = "a test may fail"
)]
mod asking;
mod canary;
mod clipboard;
mod floods;
pub mod judge;
mod keyboard;
mod keys;
mod life;
mod mirror;
mod modes;
mod panics;
pub mod profiles;
mod records;
mod signals;
mod sleep;

use crate::driver::{Driver, Term, contains, pintui, wait_until, with_args};

/// Gives every file below a folder.
pub fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}
