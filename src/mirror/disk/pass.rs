//! The passes over each list, and what those over all customers make of the rows.
//!
//! A pass is a number that grows in the file, and survives who began it. Each customer holds the newest
//! number at the time it was last told, in the pass or one by one. So no clock is asked, and no pass drops
//! what was told after it began: the end of one may only drop rows of smaller numbers than the finished one
//! before it has.
//!
//! Listed is a row whose neighbours in the list are known, so that the reading of the newest can end at it.
//! Its own rows are half listed until it has come to such a row: where it is interrupted, nothing is known of
//! what is behind them.
use crate::api::customers::Customer;
use crate::api::ids::CustomerId;
use crate::mirror::change::{Close, EndReport, List, Reached, Resume, SyncState, Told};
use crate::mirror::disk::{Disk, row, time};
use crate::mirror::sweep::MOST_ASKED;
use crate::mirror::{Listed, Trouble};
use rusqlite::{Connection, OptionalExtension, Params};

pub(super) const NOT_LISTED: i64 = 0;
pub(super) const HALF_LISTED: i64 = 1;
pub(super) const LISTED: i64 = 2;

/// The customers in the table of the state; [`key`] gives it for any list.
const CUSTOMERS: i64 = 0;

const fn key(list: List) -> i64 {
    match list {
        List::Customers => CUSTOMERS,
        List::Subscriptions => 1,
    }
}

/// Puts customers and notes how far the pass has come; returns how many of the newest were listed before.
pub(super) fn put(
    connection: &Connection,
    rows: &[Customer],
    at: i64,
    told: Told,
    own: Option<i64>,
) -> Result<Listed, Trouble> {
    let sql = "UPDATE state SET since = coalesce(since, ?1) WHERE list = ?2 RETURNING pass";
    let newest: Option<i64> = connection
        .prepare_cached(sql)?
        .query_row([at, CUSTOMERS], |row| row.get(0))
        .optional()?;
    let newest = newest.ok_or(Trouble::Damaged)?;
    let (pass, listed) = match told {
        Told::Swept(resume) => {
            swept(connection, List::Customers, own, at, resume)?;
            (own.unwrap_or(newest), LISTED)
        }
        Told::Newest => (newest, HALF_LISTED),
        Told::Single => (newest, NOT_LISTED),
    };
    let known = match told {
        Told::Newest => listed_among(connection, rows)?,
        Told::Swept(_) | Told::Single => Listed::default(),
    };
    let mut put = connection.prepare_cached(&row::put())?;
    for customer in rows {
        let flags = row::flags(customer);
        let cells = row::cells(customer, flags);
        for (place, cell) in cells.iter().enumerate() {
            put.raw_bind_parameter(place + 1, cell)?;
        }
        let rest = [row::print(&cells), at, pass, listed];
        for (place, number) in rest.iter().enumerate() {
            put.raw_bind_parameter(row::COUNT + place + 1, number)?;
        }
        put.raw_execute()?;
    }
    Ok(known)
}

/// Notes how far a pass has come; returns whether it is the one that is under way.
pub(super) fn swept(
    connection: &Connection,
    list: List,
    own: Option<i64>,
    at: i64,
    resume: Resume,
) -> Result<bool, Trouble> {
    let sql = "UPDATE state SET next_page = ?1, total = ?2, hidden = ?3, began_at = coalesce(began_at, ?4)
        WHERE list = ?5 AND pass = ?6 AND next_page IS NOT NULL";
    let total = resume.total.and_then(|total| i64::try_from(total).ok());
    let own = (resume.next, total, resume.hidden, at, key(list), own);
    Ok(connection.prepare_cached(sql)?.execute(own)? > 0)
}

fn listed_among(connection: &Connection, rows: &[Customer]) -> Result<Listed, Trouble> {
    let mut find = connection.prepare_cached("SELECT listed FROM customer WHERE token = ?1")?;
    let mut among = Listed::default();
    for customer in rows {
        let listed = find
            .query_row([customer.token.as_str()], |row| row.get::<_, i64>(0))
            .optional()?
            .unwrap_or(NOT_LISTED);
        among.known += usize::from(listed == LISTED);
        among.fresh += usize::from(listed == NOT_LISTED);
    }
    Ok(among)
}

impl Disk {
    pub fn sync_state(&self) -> Result<SyncState, Trouble> {
        let sql = "SELECT since FROM state WHERE list = ?1";
        let since: Option<i64> = self
            .connection
            .prepare_cached(sql)?
            .query_row([CUSTOMERS], |row| row.get(0))
            .optional()?
            .ok_or(Trouble::Damaged)?;
        Ok(SyncState {
            since: since.map(time).transpose()?,
            customers: reached(&self.connection, List::Customers)?,
            subscriptions: reached(&self.connection, List::Subscriptions)?,
        })
    }
}

fn reached(connection: &Connection, list: List) -> Result<Reached, Trouble> {
    let sql =
        "SELECT swept_at, sure, began_at, next_page, total, hidden FROM state WHERE list = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([key(list)])?;
    let row = rows.next()?.ok_or(Trouble::Damaged)?;
    let at = |column: usize| row.get::<_, Option<i64>>(column)?.map(time).transpose();
    let next: Option<u32> = row.get(3)?;
    let total: Option<i64> = row.get(4)?;
    let hidden = row.get(5)?;
    Ok(Reached {
        swept_at: at(0)?,
        is_sure: row.get(1)?,
        began_at: at(2)?,
        resume: next.map(|next| Resume {
            next,
            total: total.and_then(|total| u64::try_from(total).ok()),
            hidden,
        }),
    })
}

/// Begins a pass and returns its number.
pub(super) fn begin(connection: &Connection, list: List) -> Result<i64, Trouble> {
    let sql =
        "UPDATE state SET pass = pass + 1, next_page = 1, began_at = NULL, total = NULL, hidden = 0
        WHERE list = ?1 RETURNING pass";
    Ok(connection.query_row(sql, [key(list)], |row| row.get(0))?)
}

/// Returns the number of the pass that was begun and not finished.
pub(super) fn under_way(connection: &Connection, list: List) -> Result<Option<i64>, Trouble> {
    let sql = "SELECT pass FROM state WHERE list = ?1 AND next_page IS NOT NULL";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement
        .query_row([key(list)], |row| row.get(0))
        .optional()?)
}

/// Returns the number of the last pass that was finished.
pub(super) fn finished(connection: &Connection, list: List) -> Result<i64, Trouble> {
    let sql = "SELECT finished FROM state WHERE list = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row([key(list)], |row| row.get(0))?)
}

/// Returns what a pass over all customers has shown, unless another was begun meanwhile, and whom it dropped.
pub(super) fn end(connection: &Connection, number: i64) -> Result<Option<EndReport>, Trouble> {
    if under_way(connection, List::Customers)? != Some(number) {
        return Ok(None);
    }
    let before = finished(connection, List::Customers)?;
    let total = reached(connection, List::Customers)?.resume;
    let total = total.and_then(|resume| resume.total);
    let (met, mut unmet) = count(connection, number)?;
    let mut dropped = Vec::new();
    // A list that ended early, as one without pagination does, says nothing of those it did not hold.
    let is_whole = total.is_some_and(|total| total <= met.saturating_add(MOST_ASKED));
    // What is little is asked for one by one, which is surer: two passes can miss the same row.
    if unmet > MOST_ASKED && is_whole {
        let sql = "DELETE FROM customer WHERE pass < ?1 RETURNING token";
        dropped = tokens(connection, sql, [before])?;
        (_, unmet) = count(connection, number)?;
    }
    let sql = "SELECT token FROM customer WHERE pass < ?1 LIMIT ?2";
    let most = i64::try_from(MOST_ASKED).unwrap_or(i64::MAX);
    let missing = tokens(connection, sql, [number, most])?;
    let end = EndReport {
        met,
        unmet,
        missing,
        dropped,
    };
    Ok(Some(end))
}

/// Ends a pass; returns whether it did, which it does not where another was begun meanwhile.
pub(super) fn close(
    connection: &Connection,
    list: List,
    number: i64,
    close: Close,
) -> Result<bool, Trouble> {
    let counts = matches!(close, Close::Unsure | Close::Sure);
    let sql = "UPDATE state SET finished = iif(?3, pass, finished), swept_at = iif(?4, began_at, swept_at),
        sure = iif(?4, ?5, sure), next_page = NULL, began_at = NULL, total = NULL, hidden = 0
        WHERE list = ?1 AND pass = ?2 AND next_page IS NOT NULL";
    let finishes = counts || list.keeps_unmet();
    let is_sure = close == Close::Sure;
    let closed = connection.execute(sql, (key(list), number, finishes, counts, is_sure))?;
    Ok(closed > 0)
}

/// Counts the rows that a pass has met, and those that it has not.
fn count(connection: &Connection, number: i64) -> Result<(u64, u64), Trouble> {
    let sql = "SELECT count(*) FILTER (WHERE pass >= ?1), count(*) FILTER (WHERE pass < ?1) FROM customer";
    let (met, unmet) = connection.query_row(sql, [number], |row| row.try_into())?;
    let plain = |count: i64| u64::try_from(count).unwrap_or(0);
    Ok((plain(met), plain(unmet)))
}

/// Returns the tokens that a statement gives.
pub(super) fn tokens(
    connection: &Connection,
    sql: &str,
    parameters: impl Params,
) -> Result<Vec<CustomerId>, Trouble> {
    let mut statement = connection.prepare(sql)?;
    let tokens = statement.query_and_then(parameters, |row| {
        let token: String = row.get(0)?;
        CustomerId::new(&token).ok_or(Trouble::Damaged)
    })?;
    tokens.collect()
}

/// Lists the rows of a reading of the newest. A pass that is under way did not meet them: they came
/// meanwhile.
pub(super) fn end_newest(connection: &Connection, list: List, found: u64) -> Result<(), Trouble> {
    // The literal is that of the index.
    let sql = match list {
        List::Customers => "UPDATE customer SET listed = ?1 WHERE listed = 1",
        List::Subscriptions => "UPDATE met SET listed = ?1 WHERE listed = 1",
    };
    connection.execute(sql, [LISTED])?;
    let sql = "UPDATE state SET hidden = iif(next_page IS NULL, 0, hidden + ?1) WHERE list = ?2";
    connection.execute(sql, (i64::try_from(found).unwrap_or(0), key(list)))?;
    Ok(())
}

/// Forgets how far a mirror had come; a pass that is under way anywhere ends nothing any more.
pub(super) fn forget(connection: &Connection) -> Result<(), Trouble> {
    Ok(connection.execute_batch(
        "UPDATE state SET pass = pass + 1, since = NULL, swept_at = NULL, sure = NULL,
         next_page = NULL, began_at = NULL, total = NULL, hidden = 0",
    )?)
}
