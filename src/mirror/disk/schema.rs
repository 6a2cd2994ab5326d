//! The tables of a mirror, and whether a file holds them.
use crate::mirror::Trouble;
use crate::mirror::disk::{details, subscribed};
use rusqlite::Connection;

/// Grows with every change to the tables or to what a row means.
const VERSION: i64 = 7;
/// Tells our files from other databases: `pinM`.
const APPLICATION: i64 = 0x7069_6e4d;
const PAGE: u64 = 4096;

/// What `pass`, `listed` and the state are is told in the module of the passes.
const SCHEMA: &str = "
CREATE TABLE customer (
    number INTEGER PRIMARY KEY, seen INTEGER NOT NULL, pass INTEGER NOT NULL, listed INTEGER NOT NULL,
    print INTEGER NOT NULL, token TEXT NOT NULL UNIQUE, created INTEGER NOT NULL, fraction INTEGER NOT NULL,
    email TEXT, first_name TEXT, last_name TEXT, phone_number TEXT, company TEXT, notes TEXT,
    card TEXT, scheme TEXT, display_number TEXT, expiry_month ANY, expiry_year ANY,
    network_type TEXT, flags INTEGER NOT NULL) STRICT;
CREATE INDEX newest ON customer (created DESC, number);
CREATE INDEX half_listed ON customer (number) WHERE listed = 1;
CREATE TABLE state (
    list INTEGER PRIMARY KEY, pass INTEGER NOT NULL, finished INTEGER NOT NULL, since INTEGER,
    swept_at INTEGER, sure INTEGER, next_page INTEGER, began_at INTEGER, total INTEGER, hidden INTEGER NOT NULL) STRICT;
INSERT INTO state (list, pass, finished, hidden) VALUES (0, 0, 0, 0), (1, 0, 0, 0);
";

/// Makes the tables where there are none yet, and checks that they are this version's.
pub(super) fn prepare(
    connection: &Connection,
    most_bytes: u64,
    keep_log: impl Fn(&Connection) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    let pages = most_bytes / PAGE;
    connection.execute_batch(&format!(
        "PRAGMA page_size = {PAGE}; PRAGMA max_page_count = {pages}; PRAGMA secure_delete = ON;
         PRAGMA cache_size = -2048;"
    ))?;
    let tables = "SELECT count(*) FROM sqlite_schema";
    let tables: i64 = connection.query_row(tables, [], |row| row.get(0))?;
    // Whoever was killed while making one leaves it with a first page and nothing in it: that is no damage.
    if tables == 0 && pragma(connection, "application_id")? == 0 {
        keep_log(connection)?;
        connection.execute_batch(&format!(
            "BEGIN IMMEDIATE; {SCHEMA} {} {} PRAGMA application_id = {APPLICATION};
             PRAGMA user_version = {VERSION}; COMMIT;",
            details::SCHEMA,
            subscribed::SCHEMA
        ))?;
    }
    check(connection)?;
    keep_log(connection)
}

/// Checks that the tables are this version's.
pub(super) fn check(connection: &Connection) -> Result<(), Trouble> {
    match (
        pragma(connection, "application_id")?,
        pragma(connection, "user_version")?,
    ) {
        (APPLICATION, VERSION) => Ok(()),
        (APPLICATION, newer) if newer > VERSION => Err(Trouble::Newer),
        (APPLICATION, _) => Err(Trouble::Older),
        _ => Err(Trouble::Damaged),
    }
}

fn pragma(connection: &Connection, name: &str) -> Result<i64, Trouble> {
    let sql = format!("PRAGMA {name}");
    Ok(connection.query_row(&sql, [], |row| row.get(0))?)
}
