//! The mirror on disk: what goes in comes out, and whatever happens to the file stops nothing.
mod damage;
mod details;
mod full;
mod keeper;
mod kill;
mod many;
mod pass;
mod round;

use jiff::Timestamp;
use pintui::api::customers::Customer;
use pintui::mirror::Trouble;
use pintui::mirror::disk::{Disk, MOST_BYTES};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Gives a folder of its own, and the path of a mirror in it.
pub fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pintui/mirror.sqlite3");
    (folder, file)
}

pub fn open(file: &Path) -> (Disk, Option<Trouble>) {
    Disk::open(file, MOST_BYTES).unwrap()
}

pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).unwrap()
}

/// Makes the customer of a number; higher ones are newer.
pub fn customer(number: u32) -> Customer {
    let created = at(i64::from(number));
    let json = serde_json::json!({
        "token": format!("cus_{number:06}"), "email": format!("person-{number}@mirror.example"),
        "first_name": format!("Given{number}"), "last_name": "Mirrored", "created_at": created.to_string(),
        "card": { "token": format!("card_{number:06}"), "scheme": "visa", "expiry_month": 5, "expiry_year": 2031,
                  "display_number": format!("XXXX-XXXX-XXXX-{:04}", number % 10_000) },
    });
    serde_json::from_str(&json.to_string()).unwrap()
}

pub fn customers(numbers: impl Iterator<Item = u32>) -> Vec<Customer> {
    numbers.map(customer).collect()
}

/// Reads all rows in batches, or says why not.
pub fn all(disk: &Disk, together: usize) -> Result<Vec<Customer>, Trouble> {
    let (mut rows, mut next) = disk.seen(None, together)?;
    while let Some(place) = next {
        let (more, behind) = disk.seen(Some(place), together)?;
        rows.extend(more);
        next = behind;
    }
    Ok(rows.into_iter().map(|row| row.customer).collect())
}

/// Asks `SQLite` itself whether a file is whole.
pub fn is_whole(file: &Path) -> bool {
    let connection = rusqlite::Connection::open(file).unwrap();
    let said: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    said == "ok"
}

/// Runs a statement on the file from outside.
pub fn sql(file: &Path, statement: &str) {
    let connection = rusqlite::Connection::open(file).unwrap();
    connection.execute_batch(statement).unwrap();
}

/// Is a row of numbers that is the same in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(most).unwrap()).unwrap()
    }
}
