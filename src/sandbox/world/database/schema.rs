//! The tables, and how a file of an earlier version is brought up to date.

use rusqlite::{Connection, Result, Transaction, TransactionBehavior};

use super::BUSY_TIMEOUT;

/// The version of the tables, kept in the file.
pub(super) const VERSION: i64 = 3;

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS epoch (midnight INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS customer (
    number INTEGER PRIMARY KEY, token TEXT NOT NULL UNIQUE, place INTEGER UNIQUE, at INTEGER NOT NULL,
    deleted_at INTEGER, person TEXT, primary_card TEXT) STRICT;
CREATE TABLE IF NOT EXISTS card (
    number INTEGER PRIMARY KEY, token TEXT NOT NULL UNIQUE, source TEXT UNIQUE, customer TEXT, facts TEXT,
    made_at INTEGER NOT NULL, spent INTEGER NOT NULL, gone INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS card_of ON card (customer, number);
CREATE TABLE IF NOT EXISTS plan (
    number INTEGER PRIMARY KEY, token TEXT NOT NULL UNIQUE, place INTEGER UNIQUE, made_at INTEGER NOT NULL,
    facts TEXT NOT NULL, deleted_at INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS subscription (
    number INTEGER PRIMARY KEY, token TEXT NOT NULL UNIQUE, plan TEXT NOT NULL, customer TEXT NOT NULL, card TEXT,
    state TEXT NOT NULL, created INTEGER NOT NULL, anchor INTEGER NOT NULL, started INTEGER NOT NULL,
    finishes INTEGER NOT NULL, billed INTEGER NOT NULL, cancelled INTEGER, failures INTEGER NOT NULL DEFAULT 0,
    due INTEGER, with_setup INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX IF NOT EXISTS subscription_of ON subscription (customer, created, number);
CREATE INDEX IF NOT EXISTS subscription_to ON subscription (plan, state);
CREATE INDEX IF NOT EXISTS subscription_due ON subscription (due) WHERE due IS NOT NULL;
CREATE TABLE IF NOT EXISTS charge (
    number INTEGER PRIMARY KEY, token TEXT NOT NULL UNIQUE, customer TEXT, subscription TEXT,
    made_at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS charge_of ON charge (customer, made_at, number);
CREATE INDEX IF NOT EXISTS charge_for ON charge (subscription, made_at, number);
CREATE INDEX IF NOT EXISTS charge_by_age ON charge (made_at, number);
CREATE TABLE IF NOT EXISTS hold (
    charge TEXT PRIMARY KEY, captured INTEGER NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS refund (
    number INTEGER PRIMARY KEY, token TEXT NOT NULL UNIQUE, charge TEXT NOT NULL, amount INTEGER NOT NULL,
    currency TEXT NOT NULL, made_at INTEGER NOT NULL, fails INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX IF NOT EXISTS refund_of ON refund (charge, made_at, number);
CREATE INDEX IF NOT EXISTS refund_by_age ON refund (made_at, number);
CREATE TABLE IF NOT EXISTS session (token TEXT PRIMARY KEY, charge TEXT NOT NULL) STRICT, WITHOUT ROWID;
";

/// What a file of version 2 lacks. Its trials have paid the set-up fee.
const SINCE_2: &str = "
ALTER TABLE refund ADD COLUMN fails INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subscription ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subscription ADD COLUMN with_setup INTEGER NOT NULL DEFAULT 0;
";

/// All tables, in order to empty them.
pub(super) const TABLES: [&str; 9] = [
    "epoch",
    "customer",
    "card",
    "plan",
    "subscription",
    "charge",
    "hold",
    "refund",
    "session",
];

/// Sets a connection up, and creates or updates the tables.
pub(super) fn prepare(connection: &Connection) -> Result<()> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch(
        "PRAGMA cache_size = -512; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;",
    )?;
    if needed(connection)?.is_some() {
        // Another process may bring the file up to date at the same moment: only one of them does.
        let change = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
        if let Some(script) = needed(&change)? {
            change.execute_batch(script)?;
            change.pragma_update(None, "user_version", VERSION)?;
        }
        change.commit()?;
    }
    Ok(())
}

/// Returns the version of a file's tables; 0 is that of a new file.
pub(super) fn version(connection: &Connection) -> Result<i64> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// The script that brings the file up to date, unless it is or cannot be.
fn needed(connection: &Connection) -> Result<Option<&'static str>> {
    Ok(match version(connection)? {
        0 => Some(SCHEMA),
        2 => Some(SINCE_2),
        _ => None,
    })
}
