//! The mirror in an `SQLite` file, which any number of instances share.
//!
//! - A pass is a number that grows in the file. Each row holds the newest number at the time it was put, by
//!   whichever instance; the end of a pass drops the rows with smaller ones. So no clock is asked, and no
//!   instance drops what another has just met.
//! - Each row holds a fingerprint of itself: damage that `SQLite` does not see is found when the row is read.
//! - What was deleted is overwritten, also in the write-ahead log: people ask for that.
//! - The log is never removed by name (see [`file`]); it is emptied instead.
mod file;
mod row;

use crate::api::customers::Customer;
use crate::api::ids::CustomerId;
use crate::config::private::Unsafe;
use crate::mirror::{Batch, Mirror, Place, Seen, Trouble};
use jiff::Timestamp;
use row::{COLUMNS, Cell};
use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, ffi};
use std::path::{Path, PathBuf};

pub use file::discard;

/// The most bytes of a mirror; a million customers take about a third of it.
pub const MOST_BYTES: u64 = 1 << 31;

/// Grows with every change to the tables or to what a row means.
const VERSION: i64 = 1;
/// Tells our files from other databases: `pinM`.
const APPLICATION: i64 = 0x7069_6e4d;
const PAGE: u64 = 4096;

const SCHEMA: &str = "
CREATE TABLE customer (
    number INTEGER PRIMARY KEY, seen INTEGER NOT NULL, pass INTEGER NOT NULL, print INTEGER NOT NULL,
    token TEXT NOT NULL UNIQUE, created INTEGER NOT NULL, fraction INTEGER NOT NULL,
    email TEXT, first_name TEXT, last_name TEXT, phone_number TEXT, company TEXT, notes TEXT,
    card TEXT, scheme TEXT, display_number TEXT, expiry_month ANY, expiry_year ANY, flags INTEGER NOT NULL) STRICT;
CREATE INDEX newest ON customer (created DESC, number);
CREATE TABLE state (
    one INTEGER PRIMARY KEY CHECK (one = 1), pass INTEGER NOT NULL, since INTEGER, as_of INTEGER) STRICT;
INSERT INTO state (one, pass) VALUES (1, 0);
";

/// Is a mirror in a file.
#[derive(Debug)]
pub struct Disk {
    connection: Connection,
    file: PathBuf,
    /// What the file is, whatever its name leads to later.
    identity: file::Identity,
    pass: Option<Pass>,
}

/// Holds the pass that this instance is in.
#[derive(Clone, Copy, Debug)]
struct Pass {
    number: i64,
    /// When its first rows were told.
    began: Option<i64>,
}

impl Disk {
    /// Opens a mirror of at most that many bytes, and makes it where there is none.
    ///
    /// One that cannot be used is thrown away if that helps; then the trouble is given too.
    pub fn open(path: &Path, most_bytes: u64) -> Result<(Self, Option<Trouble>), Trouble> {
        let _lock = file::lock(path)?;
        match Self::open_locked(path, most_bytes) {
            Ok(disk) => Ok((disk, None)),
            Err(trouble) if trouble.is_mendable() => {
                file::remove(path)?;
                Ok((Self::open_locked(path, most_bytes)?, Some(trouble)))
            }
            Err(trouble) => Err(trouble),
        }
    }

    fn open_locked(path: &Path, most_bytes: u64) -> Result<Self, Trouble> {
        file::make_or_check(path)?;
        let connection = file::connect(path)?;
        let pages = most_bytes / PAGE;
        connection.execute_batch(&format!(
            "PRAGMA page_size = {PAGE}; PRAGMA max_page_count = {pages}; PRAGMA secure_delete = ON;
             PRAGMA cache_size = -2048;"
        ))?;
        let pragma = |name: &str| -> Result<i64, Trouble> {
            let sql = format!("PRAGMA {name}");
            Ok(connection.query_row(&sql, [], |row| row.get(0))?)
        };
        let tables = "SELECT count(*) FROM sqlite_schema";
        let tables: i64 = connection.query_row(tables, [], |row| row.get(0))?;
        // Whoever was killed while making one leaves it with a first page and nothing in it: that is no damage.
        if tables == 0 && pragma("application_id")? == 0 {
            file::switch_to_wal(&connection)?;
            connection.execute_batch(&format!(
                "BEGIN IMMEDIATE; {SCHEMA} PRAGMA application_id = {APPLICATION};
                 PRAGMA user_version = {VERSION}; COMMIT;"
            ))?;
        }
        match (pragma("application_id")?, pragma("user_version")?) {
            (APPLICATION, VERSION) => {}
            (APPLICATION, newer) if newer > VERSION => return Err(Trouble::Newer),
            (APPLICATION, _) => return Err(Trouble::Older),
            _ => return Err(Trouble::Damaged),
        }
        file::switch_to_wal(&connection)?;
        connection
            .execute_batch("PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 4194304;")?;
        Ok(Self {
            connection,
            identity: file::identity(path)?,
            file: path.to_owned(),
            pass: None,
        })
    }

    /// Runs a change as one transaction, in the file that has the mirror's name now.
    fn change<T>(
        &mut self,
        change: impl FnOnce(&Connection) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        if file::identity(&self.file)? != self.identity {
            return Err(Trouble::Lost);
        }
        let transaction = self
            .connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let changed = change(&transaction)?;
        transaction.commit()?;
        Ok(changed)
    }

    /// Moves the log into the file and empties it. Another instance that reads at this moment can be in the
    /// way; then the next time does it.
    fn empty_log(&self) -> Result<(), Trouble> {
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        match self.connection.query_row(sql, [], |_| Ok(())) {
            Err(error) if file::is_busy(&error) => Ok(()),
            other => Ok(other?),
        }
    }

    fn batch(&self, from: Option<Place>, most: usize) -> Result<Batch, Trouble> {
        let limit = i64::try_from(most).unwrap_or(i64::MAX);
        let behind = match from {
            Some(_) => "WHERE created <= ?2 AND (created < ?2 OR number > ?3)",
            None => "",
        };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT number, {COLUMNS}, print FROM customer {behind} ORDER BY created DESC, number LIMIT ?1"
        ))?;
        let mut rows = match from {
            Some(place) => statement.query([limit, place.created, place.number])?,
            None => statement.query([limit])?,
        };
        let mut batch = Batch::default();
        while let Some(row) = rows.next()? {
            batch.next = Some(Place {
                created: row.get(2)?,
                number: row.get(0)?,
            });
            batch.rows.push(customer(row, 1)?);
        }
        if batch.rows.len() < most {
            batch.next = None;
        }
        Ok(batch)
    }
}

/// Reads the columns of a row from one on, and the fingerprint behind them.
fn customer(row: &Row, first: usize) -> Result<Customer, Trouble> {
    let mut cells = [Cell::Nothing; row::COUNT];
    for (at, cell) in cells.iter_mut().enumerate() {
        *cell = Cell::read(row.get_ref(first + at)?).ok_or(Trouble::Damaged)?;
    }
    if row::print(&cells) != row.get::<_, i64>(first + row::COUNT)? {
        return Err(Trouble::Damaged);
    }
    row::customer(&cells).ok_or(Trouble::Damaged)
}

impl Mirror for Disk {
    fn put(&mut self, rows: &[Customer], at: Timestamp) -> Result<(), Trouble> {
        let at = at.as_millisecond();
        if let Some(pass) = &mut self.pass {
            pass.began.get_or_insert(at);
        }
        self.change(|connection| {
            connection
                .prepare_cached("UPDATE state SET since = ?1 WHERE since IS NULL")?
                .execute([at])?;
            let mut put = connection.prepare_cached(&row::put())?;
            for customer in rows {
                let flags = row::flags(customer);
                let cells = row::cells(customer, flags);
                for (place, cell) in cells.iter().enumerate() {
                    put.raw_bind_parameter(place + 1, cell)?;
                }
                put.raw_bind_parameter(row::COUNT + 1, row::print(&cells))?;
                put.raw_bind_parameter(row::COUNT + 2, at)?;
                put.raw_execute()?;
            }
            Ok(())
        })
    }

    fn remove(&mut self, tokens: &[CustomerId]) -> Result<(), Trouble> {
        self.change(|connection| {
            let mut remove = connection.prepare_cached("DELETE FROM customer WHERE token = ?1")?;
            for token in tokens {
                remove.execute([token.as_str()])?;
            }
            Ok(())
        })?;
        self.empty_log()
    }

    fn newest(&mut self, most: usize) -> Result<Batch, Trouble> {
        self.batch(None, most)
    }

    fn after(&mut self, place: Place, most: usize) -> Result<Batch, Trouble> {
        self.batch(Some(place), most)
    }

    fn rows(&mut self, tokens: &[CustomerId]) -> Result<Vec<Seen>, Trouble> {
        let sql = format!("SELECT seen, {COLUMNS}, print FROM customer WHERE token = ?1");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut found = Vec::new();
        for token in tokens {
            let mut rows = statement.query([token.as_str()])?;
            if let Some(row) = rows.next()? {
                found.push(Seen {
                    customer: customer(row, 1)?,
                    at: time(row.get(0)?)?,
                });
            }
        }
        Ok(found)
    }

    fn count(&mut self) -> Result<u64, Trouble> {
        let sql = "SELECT count(*) FROM customer";
        let count: i64 = self.connection.query_row(sql, [], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    fn as_of(&mut self) -> Result<Option<Timestamp>, Trouble> {
        let sql = "SELECT coalesce(as_of, since) FROM state";
        let at: Option<Option<i64>> = self
            .connection
            .query_row(sql, [], |row| row.get(0))
            .optional()?;
        at.ok_or(Trouble::Damaged)?.map(time).transpose()
    }

    fn begin_pass(&mut self) -> Result<(), Trouble> {
        let number = self.change(|connection| {
            let sql = "UPDATE state SET pass = pass + 1 RETURNING pass";
            Ok(connection.query_row(sql, [], |row| row.get(0))?)
        })?;
        self.pass = Some(Pass {
            number,
            began: None,
        });
        Ok(())
    }

    fn end_pass(&mut self) -> Result<(), Trouble> {
        let Some(pass) = self.pass.take() else {
            return Ok(());
        };
        let gone = self.change(|connection| {
            let sql = "UPDATE state SET as_of = ?1";
            connection.execute(sql, [pass.began])?;
            Ok(connection.execute("DELETE FROM customer WHERE pass < ?1", [pass.number])?)
        })?;
        if gone > 0 {
            self.empty_log()?;
        }
        Ok(())
    }

    fn forget(&mut self) -> Result<(), Trouble> {
        self.pass = None;
        self.change(|connection| {
            connection.execute("UPDATE state SET since = NULL, as_of = NULL", [])?;
            Ok(connection.execute("DELETE FROM customer", [])?)
        })?;
        self.empty_log()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Closing does not do it (see `file::connect`). What stays in the log is read from there next time.
        let _ = self.empty_log();
    }
}

fn time(milliseconds: i64) -> Result<Timestamp, Trouble> {
    Timestamp::from_millisecond(milliseconds).map_err(|_| Trouble::Damaged)
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        let extended = error.sqlite_error().map(|error| error.extended_code);
        match error.sqlite_error_code() {
            _ if extended == Some(ffi::SQLITE_IOERR_SHORT_READ) => Self::Damaged,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(
                ErrorCode::SystemIoFailure
                | ErrorCode::CannotOpen
                | ErrorCode::ReadOnly
                | ErrorCode::PermissionDenied
                | ErrorCode::OutOfMemory
                | ErrorCode::NoLargeFileSupport,
            ) => Self::Unusable(error.to_string()),
            // All else means that the file does not hold what this version wrote into it.
            _ => Self::Damaged,
        }
    }
}

impl From<Unsafe> for Trouble {
    fn from(error: Unsafe) -> Self {
        Self::Unusable(error.to_string())
    }
}

/// Drops all that a mirror holds, also for the instances that have it open; a file that is no mirror goes.
pub fn forget(path: &Path) -> Result<(), Trouble> {
    if !file::is_there(path) {
        return Ok(());
    }
    match Disk::open(path, MOST_BYTES).and_then(|(mut disk, _)| disk.forget()) {
        Ok(()) => Ok(()),
        Err(_) => discard(path),
    }
}
