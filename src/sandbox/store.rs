//! What was changed or made since the beginning, in `SQLite`: base data are computed and never written.
//!
//! Every statement is prepared once and touches a handful of rows, so the connection stands behind a plain mutex and is
//! used on the async threads: a hop to another thread would cost more than the statement. In a file, WAL lets a second
//! process read and write beside this one; whoever must wait does so for the length of one small transaction.

mod file;
mod rows;

use std::sync::Arc;
use std::time::Duration;

use rusqlite::{CachedStatement, Connection, Params, Row};

pub use file::reset;
pub(super) use rows::SubscriptionChange;

use super::Store as Place;
use super::roll::Roll;
use super::seed::World;

/// How long a statement waits for the transaction of another process.
const PATIENCE: Duration = Duration::from_secs(5);
const VERSION: i64 = 1;

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS customer (
    number INTEGER PRIMARY KEY, token TEXT NOT NULL UNIQUE, place INTEGER UNIQUE, made_at INTEGER,
    deleted_at INTEGER, person TEXT, primary_card TEXT) STRICT;
CREATE TABLE IF NOT EXISTS card (
    number INTEGER PRIMARY KEY, token TEXT NOT NULL UNIQUE, customer TEXT, facts TEXT, made_at INTEGER NOT NULL,
    spent INTEGER NOT NULL, gone INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS card_of ON card (customer, number);
CREATE TABLE IF NOT EXISTS subscription (
    token TEXT PRIMARY KEY, created INTEGER NOT NULL, started INTEGER NOT NULL, finishes INTEGER NOT NULL,
    cancelled INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS charge (
    number INTEGER PRIMARY KEY, token TEXT NOT NULL UNIQUE, customer TEXT, made_at INTEGER NOT NULL,
    body TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS charge_of ON charge (customer, made_at, number);
CREATE INDEX IF NOT EXISTS charge_by_age ON charge (made_at, number);
";

/// The connection, and the order of the customers as far as it is known.
pub(super) struct Store {
    connection: Connection,
    roll: Option<(i64, Arc<Roll>)>,
}

impl Store {
    /// Opens the store and makes its tables where they are missing.
    pub(super) fn open(place: &Place) -> std::io::Result<Self> {
        let connection = match place {
            Place::Memory => Connection::open_in_memory().map_err(std::io::Error::other)?,
            Place::File(path) => file::open(path).map_err(|error| {
                std::io::Error::new(error.kind(), format!("{}: {error}", path.display()))
            })?,
        };
        prepare(&connection).map_err(std::io::Error::other)?;
        let version = connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0));
        if version.map_err(std::io::Error::other)? != VERSION {
            return Err(std::io::Error::other(
                "the sandbox's data file is of another version; reset it",
            ));
        }
        Ok(Self {
            connection,
            roll: None,
        })
    }

    /// Begins a call: a change holds off other processes until [`Store::end`], a read sees one state throughout.
    pub(super) fn begin(&mut self, change: bool) -> rusqlite::Result<()> {
        if !self.connection.is_autocommit() {
            self.put("ROLLBACK", [])?;
        }
        self.put(if change { "BEGIN IMMEDIATE" } else { "BEGIN" }, [])
    }

    /// Ends a call: keeps what it wrote or takes all of it back.
    pub(super) fn end(&mut self, change: bool, keep: bool) -> rusqlite::Result<()> {
        if change {
            self.roll = None;
        }
        let ended = self.put(if keep { "COMMIT" } else { "ROLLBACK" }, []);
        if ended.is_err() && !self.connection.is_autocommit() {
            self.put("ROLLBACK", [])?;
        }
        ended
    }

    /// Gives the order of all customers, read again after any change by this or another process.
    pub(super) fn roll(&mut self, world: &World) -> rusqlite::Result<Arc<Roll>> {
        let version = self
            .get("PRAGMA data_version", [], |row| row.get(0))?
            .unwrap_or(0);
        if let Some((_, roll)) = self.roll.as_ref().filter(|(seen, _)| *seen == version) {
            return Ok(Arc::clone(roll));
        }
        let roll = Arc::new(Roll::new(world, self.made()?, self.places()?));
        self.roll = Some((version, Arc::clone(&roll)));
        Ok(roll)
    }

    fn statement(&self, sql: &str) -> rusqlite::Result<CachedStatement<'_>> {
        self.connection.prepare_cached(sql)
    }

    fn get<T>(
        &self,
        sql: &str,
        values: impl Params,
        read: fn(&Row) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Option<T>> {
        let mut statement = self.statement(sql)?;
        let mut rows = statement.query(values)?;
        rows.next()?.map(read).transpose()
    }

    fn all<T>(
        &self,
        sql: &str,
        values: impl Params,
        read: fn(&Row) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Vec<T>> {
        self.statement(sql)?.query_map(values, read)?.collect()
    }

    fn put(&self, sql: &str, values: impl Params) -> rusqlite::Result<()> {
        self.statement(sql)?.execute(values).map(|_| ())
    }
}

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch(
        "PRAGMA cache_size = -512; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;",
    )?;
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if version == 0 {
        let script = format!("BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;");
        connection.execute_batch(&script)?;
    }
    Ok(())
}
