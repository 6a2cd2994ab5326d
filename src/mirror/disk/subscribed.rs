//! The states of the subscriptions of all customers, as one reading of all subscriptions told them.
//!
//! A reading fills a turn of its own beside the one that is shown, so that half of it is never taken for the whole; at
//! its end the turns change. Only who has subscriptions has a row. Who has none is known by the number of his row in
//! the mirror: those up to `covered` were there when the reading began, so what it did not tell of them is not there.
//! What was read of one customer alone is newer than what pages tell of him.
use super::row::{self, Cell};
use super::time;
use crate::api::ids::CustomerId;
use crate::mirror::change::{Resume, Standing};
use crate::mirror::{Subscribed, Trouble};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};

pub(super) const SCHEMA: &str = "
CREATE TABLE subscribed (
    turn INTEGER NOT NULL, customer TEXT NOT NULL, states INTEGER NOT NULL, alone INTEGER NOT NULL,
    print INTEGER NOT NULL, PRIMARY KEY (turn, customer)) STRICT, WITHOUT ROWID;
CREATE TABLE subscribing (
    one INTEGER PRIMARY KEY CHECK (one = 1), turn INTEGER NOT NULL, covered INTEGER NOT NULL, read_at INTEGER,
    next_page INTEGER, total INTEGER, began_at INTEGER, covers INTEGER NOT NULL) STRICT;
INSERT INTO subscribing (one, turn, covered, covers) VALUES (1, 0, 0, 0);
CREATE TRIGGER without_subscriptions AFTER DELETE ON customer BEGIN
    DELETE FROM subscribed WHERE turn IN (0, 1) AND customer = OLD.token;
    UPDATE subscribing SET covered = min(covered, OLD.number - 1), covers = min(covers, OLD.number - 1)
        WHERE OLD.number > (SELECT coalesce(max(number), 0) FROM customer);
END;
";

/// Begins a reading of all subscriptions.
pub(super) fn begin(connection: &Connection) -> Result<(), Trouble> {
    connection.execute_batch(
        "DELETE FROM subscribed WHERE turn <> (SELECT turn FROM subscribing);
         UPDATE subscribing SET next_page = 1, total = NULL, began_at = NULL,
             covers = (SELECT coalesce(max(number), 0) FROM customer);",
    )?;
    Ok(())
}

/// Takes what some pages of the reading told, and where a later run goes on.
pub(super) fn put(
    connection: &Connection,
    rows: &[(CustomerId, Subscribed)],
    at: Timestamp,
    resume: Resume,
) -> Result<(), Trouble> {
    let total = resume.total.and_then(|total| i64::try_from(total).ok());
    let moved = connection
        .prepare_cached(
            "UPDATE subscribing SET next_page = ?1, total = ?2, began_at = coalesce(began_at, ?3)
             WHERE next_page IS NOT NULL",
        )?
        .execute((resume.next, total, at.as_millisecond()))?;
    if moved == 0 {
        return Ok(());
    }
    let turn = 1 - turn(connection)?;
    let sql = "SELECT 1 FROM customer WHERE token = ?1";
    let mut is_here = connection.prepare_cached(sql)?;
    for (customer, states) in rows {
        if !is_here.exists([customer.as_str()])? {
            // Nobody knows him here, and what is kept of him would outlive him.
            continue;
        }
        let known = find(connection, turn, customer)?;
        let states = match known {
            Some((_, true)) => continue,
            Some((bits, false)) => bits | i64::from(states.bits()),
            None => states.bits().into(),
        };
        set(connection, turn, customer, states, false)?;
    }
    Ok(())
}

/// Takes the states of one customer that was read alone.
pub(super) fn put_alone(
    connection: &Connection,
    customer: &CustomerId,
    states: Subscribed,
) -> Result<(), Trouble> {
    if states == Subscribed::UNKNOWN {
        return Ok(());
    }
    let sql = "SELECT next_page IS NOT NULL FROM subscribing";
    let is_reading: bool = connection
        .prepare_cached(sql)?
        .query_row([], |row| row.get(0))?;
    let turn = turn(connection)?;
    let turns = [Some(turn), is_reading.then_some(1 - turn)];
    for turn in turns.into_iter().flatten() {
        set(connection, turn, customer, states.bits().into(), true)?;
    }
    Ok(())
}

/// Shows what the reading has told from now on.
pub(super) fn end(connection: &Connection) -> Result<(), Trouble> {
    let changed = connection.execute(
        "UPDATE subscribing SET turn = 1 - turn, covered = covers, read_at = began_at, next_page = NULL, total = NULL,
             began_at = NULL WHERE next_page IS NOT NULL",
        [],
    )?;
    if changed > 0 {
        remove_strays(connection)?;
        let sql = "DELETE FROM subscribed WHERE turn <> (SELECT turn FROM subscribing)";
        connection.execute(sql, [])?;
        // A later reading may tell otherwise of those who were read alone.
        connection.execute("UPDATE subscribed SET alone = 0 WHERE alone = 1", [])?;
    }
    Ok(())
}

/// Adds how far the subscriptions are known.
pub(super) fn standing(connection: &Connection, standing: &mut Standing) -> Result<(), Trouble> {
    let sql = "SELECT read_at, next_page, total, began_at FROM subscribing";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let row = rows.next()?.ok_or(Trouble::Damaged)?;
    let at = |column: usize| row.get::<_, Option<i64>>(column)?.map(time).transpose();
    let next: Option<u32> = row.get(1)?;
    let total: Option<i64> = row.get(2)?;
    standing.subscribed_at = at(0)?;
    standing.subscriptions = next.map(|next| Resume {
        next,
        total: total.and_then(|total| u64::try_from(total).ok()),
        hidden: 0,
    });
    standing.subscriptions_since = at(3)?;
    Ok(())
}

/// Gives the number of the last row that the shown reading covers.
pub(super) fn covered(connection: &Connection) -> Result<i64, Trouble> {
    let mut statement = connection.prepare_cached("SELECT covered FROM subscribing")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// Gives some of the states that are shown, by customer.
pub(super) fn read(
    connection: &Connection,
    after: Option<&CustomerId>,
    most: usize,
) -> Result<Vec<(CustomerId, Subscribed)>, Trouble> {
    read_turn(connection, turn(connection)?, after, most)
}

/// Reads all states, those of a reading that goes on too, and so finds what is damaged.
pub(super) fn check(connection: &Connection, together: usize) -> Result<(), Trouble> {
    for turn in [0, 1] {
        let mut after = None;
        loop {
            let found = read_turn(connection, turn, after.as_ref(), together)?;
            let Some((last, _)) = found.into_iter().next_back() else {
                break;
            };
            after = Some(last);
        }
    }
    Ok(())
}

fn read_turn(
    connection: &Connection,
    turn: i64,
    after: Option<&CustomerId>,
    most: usize,
) -> Result<Vec<(CustomerId, Subscribed)>, Trouble> {
    let mut statement = connection.prepare_cached(
        "SELECT customer, states, print FROM subscribed WHERE turn = ?1 AND customer > ?2 ORDER BY customer LIMIT ?3",
    )?;
    let after = after.map_or("", CustomerId::as_str);
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut rows = statement.query((turn, after, most))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(Cell::Text(token)) = Cell::read(row.get_ref(0)?) else {
            return Err(Trouble::Damaged);
        };
        let bits: i64 = row.get(1)?;
        if row.get::<_, i64>(2)? != print(token, bits) {
            return Err(Trouble::Damaged);
        }
        let states = u8::try_from(bits).ok().and_then(Subscribed::of_bits);
        let customer = CustomerId::new(token);
        found.push(customer.zip(states).ok_or(Trouble::Damaged)?);
    }
    Ok(found)
}

/// Drops what is known of some customers, whether these have a row or not.
pub(super) fn remove(connection: &Connection, tokens: &[CustomerId]) -> Result<(), Trouble> {
    let sql = "DELETE FROM subscribed WHERE turn IN (0, 1) AND customer = ?1";
    let mut remove = connection.prepare_cached(sql)?;
    for token in tokens {
        remove.execute([token.as_str()])?;
    }
    Ok(())
}

/// Drops what was read alone of customers who have no row.
pub(super) fn remove_strays(connection: &Connection) -> Result<(), Trouble> {
    let sql =
        "DELETE FROM subscribed WHERE alone = 1 AND customer NOT IN (SELECT token FROM customer)";
    connection.execute(sql, [])?;
    Ok(())
}

pub(super) fn forget(connection: &Connection) -> Result<(), Trouble> {
    Ok(connection.execute_batch(
        "DELETE FROM subscribed; UPDATE subscribing SET covered = 0, covers = 0, read_at = NULL, next_page = NULL,
             total = NULL, began_at = NULL;",
    )?)
}

fn turn(connection: &Connection) -> Result<i64, Trouble> {
    let mut statement = connection.prepare_cached("SELECT turn FROM subscribing")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

fn find(
    connection: &Connection,
    turn: i64,
    customer: &CustomerId,
) -> Result<Option<(i64, bool)>, Trouble> {
    let sql = "SELECT states, alone FROM subscribed WHERE turn = ?1 AND customer = ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row((turn, customer.as_str()), |row| {
        Ok((row.get(0)?, row.get(1)?))
    });
    Ok(found.optional()?)
}

fn set(
    connection: &Connection,
    turn: i64,
    customer: &CustomerId,
    states: i64,
    is_alone: bool,
) -> Result<(), Trouble> {
    let print = print(customer.as_str(), states);
    connection
        .prepare_cached("REPLACE INTO subscribed (turn, customer, states, alone, print) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute((turn, customer.as_str(), states, is_alone, print))?;
    Ok(())
}

fn print(token: &str, bits: i64) -> i64 {
    row::print(&[Cell::Text(token), Cell::Number(bits)])
}
