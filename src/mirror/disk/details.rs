//! The cards, subscriptions and charges of customers, one row a list.
//!
//! - `detailed` has a row for each customer of whom a list is kept, `detail` the lists. Whatever takes a
//!   customer's row away takes these along in the same transaction, by triggers; of one who has no row they
//!   go when he is removed, and at the end of a pass.
//! - Of a list that takes more than [`MOST_OF_ONE`] bytes the first rows are kept, as a list that was read in
//!   part.
//! - Of at most [`MOST_CUSTOMERS`] customers lists are kept, in at most [`MOST_OF_ALL`] bytes: customers need
//!   the room more. Those whose lists were read the longest time ago go first.
use super::form::{self, Form};
use super::row::{self, Cell};
use super::{Disk, for_each, subscribed, time};
use crate::api::ids::{CardId, CustomerId};
use crate::mirror::{Details, Partial, Trouble};
use jiff::Timestamp;
use rusqlite::{Connection, Row};

const MOST_OF_ONE: usize = 1 << 20;
const MOST_CUSTOMERS: i64 = 20_000;
const MOST_OF_ALL: i64 = 1 << 29;

pub(super) const SCHEMA: &str = "
CREATE TABLE detailed (
    customer TEXT PRIMARY KEY, seen INTEGER NOT NULL, bytes INTEGER NOT NULL) STRICT;
CREATE INDEX longest_unseen ON detailed (seen, bytes);
CREATE TABLE detail (
    number INTEGER PRIMARY KEY, customer TEXT NOT NULL, kind INTEGER NOT NULL, seen INTEGER NOT NULL, total INTEGER,
    whole INTEGER NOT NULL, print INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE (customer, kind)) STRICT;
CREATE TRIGGER without_customer AFTER DELETE ON customer
    BEGIN DELETE FROM detailed WHERE customer = OLD.token; END;
CREATE TRIGGER without_details AFTER DELETE ON detailed
    BEGIN DELETE FROM detail WHERE customer = OLD.customer; END;
";

const CARDS: i64 = 1;
const SUBSCRIPTIONS: i64 = 2;
const CHARGES: i64 = 3;

/// A list as it is kept.
struct List<'a> {
    kind: i64,
    seen: i64,
    total: Option<i64>,
    is_whole: bool,
    body: &'a str,
}

impl List<'_> {
    /// Returns the fingerprint of the list of a customer: one that is found under another's name is damage
    /// too.
    fn print(&self, of: &CustomerId) -> i64 {
        row::print(&[
            Cell::Text(of.as_str()),
            Cell::Number(self.kind),
            Cell::Number(self.seen),
            self.total.map_or(Cell::Nothing, Cell::Number),
            Cell::Number(self.is_whole.into()),
            Cell::Text(self.body),
        ])
    }

    fn part<T: Form>(&self) -> Result<Partial<T>, Trouble> {
        Ok(Partial {
            rows: form::read(self.body).ok_or(Trouble::Damaged)?,
            total: self.total.map(i64::cast_unsigned),
            is_whole: self.is_whole,
        })
    }
}

impl Disk {
    /// Returns whose card it is: the primary one of any customer, or one of those that are kept of a
    /// customer. Nobody asks often enough for an index: all rows are looked at.
    pub fn whose_card(&self, card: &CardId) -> Result<Option<CustomerId>, Trouble> {
        let sql = "SELECT token FROM customer WHERE card = ?1 UNION ALL
        SELECT customer FROM detail WHERE kind = ?2 AND instr(body, ?3) > 0 LIMIT 1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query((card.as_str(), CARDS, format!("\"{card}\"")))?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let token: String = row.get(0)?;
        Ok(Some(CustomerId::new(&token).ok_or(Trouble::Damaged)?))
    }

    /// Returns the lists of a customer that are here, at most one of a kind, each with the time at which it
    /// was read.
    pub fn details(&self, of: &CustomerId) -> Result<Vec<(Details, Timestamp)>, Trouble> {
        let sql = "SELECT kind, seen, total, whole, body, print FROM detail WHERE customer = ?1 ORDER BY kind";
        let mut statement = self.connection.prepare_cached(sql)?;
        let lists = statement.query_and_then([of.as_str()], |row| list(row, of))?;
        lists.collect()
    }
}

/// Puts a list in the place of the one of its kind.
pub(super) fn keep(
    connection: &Connection,
    of: &CustomerId,
    details: &Details,
    at: Timestamp,
) -> Result<(), Trouble> {
    match details {
        Details::Cards(part) => put(connection, of, CARDS, part, at)?,
        Details::Subscriptions(part) => {
            put(connection, of, SUBSCRIPTIONS, part, at)?;
            subscribed::put_alone(connection, of, part.subscribed())?;
        }
        Details::Charges(part) => put(connection, of, CHARGES, part, at)?,
    }
    make_room(connection)
}

fn put<T: Form>(
    connection: &Connection,
    of: &CustomerId,
    kind: i64,
    part: &Partial<T>,
    at: Timestamp,
) -> Result<(), Trouble> {
    let (body, written) = form::write(&part.rows, MOST_OF_ONE);
    let is_whole = part.is_whole && written == part.rows.len();
    // What was left out of a whole list is still known to be there.
    let counted = || u64::try_from(part.rows.len()).ok();
    let unsaid = part.is_whole && !is_whole;
    let total = part.total.or_else(|| counted().filter(|_| unsaid));
    let list = List {
        kind,
        seen: at.as_millisecond(),
        total: total.map(u64::cast_signed),
        is_whole,
        body: &body,
    };
    connection
        .prepare_cached(
            "INSERT INTO detail (customer, kind, seen, total, whole, body, print)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (customer, kind) DO UPDATE SET seen = excluded.seen, total = excluded.total,
                 whole = excluded.whole, body = excluded.body, print = excluded.print",
        )?
        .execute((
            of.as_str(),
            kind,
            list.seen,
            list.total,
            is_whole,
            list.body,
            list.print(of),
        ))?;
    connection
        .prepare_cached(
            "INSERT INTO detailed (customer, seen, bytes)
             VALUES (?1, ?2, (SELECT sum(octet_length(body)) FROM detail WHERE customer = ?1))
             ON CONFLICT (customer) DO UPDATE SET seen = excluded.seen, bytes = excluded.bytes",
        )?
        .execute((of.as_str(), list.seen))?;
    Ok(())
}

/// Drops the lists of those who were unseen the longest until there are few enough.
fn make_room(connection: &Connection) -> Result<(), Trouble> {
    let mut held =
        connection.prepare_cached("SELECT count(*), coalesce(sum(bytes), 0) FROM detailed")?;
    let mut drop_one = connection.prepare_cached(
        "DELETE FROM detailed WHERE rowid = (SELECT rowid FROM detailed ORDER BY seen LIMIT 1)",
    )?;
    loop {
        let (customers, bytes): (i64, i64) = held.query_row([], |row| row.try_into())?;
        let fits = customers <= MOST_CUSTOMERS && bytes <= MOST_OF_ALL;
        if fits || drop_one.execute([])? == 0 {
            return Ok(());
        }
    }
}

fn list(row: &Row, of: &CustomerId) -> Result<(Details, Timestamp), Trouble> {
    let Some(Cell::Text(body)) = Cell::read(row.get_ref(4)?) else {
        return Err(Trouble::Damaged);
    };
    let list = List {
        kind: row.get(0)?,
        seen: row.get(1)?,
        total: row.get(2)?,
        is_whole: row.get(3)?,
        body,
    };
    if list.print(of) != row.get::<_, i64>(5)? {
        return Err(Trouble::Damaged);
    }
    let details = match list.kind {
        CARDS => Details::Cards(list.part()?),
        SUBSCRIPTIONS => Details::Subscriptions(list.part()?),
        CHARGES => Details::Charges(list.part()?),
        _ => return Err(Trouble::Damaged),
    };
    Ok((details, time(list.seen)?))
}

/// Drops the lists of some customers, whether these have a row or not.
pub(super) fn remove(connection: &Connection, tokens: &[CustomerId]) -> Result<(), Trouble> {
    for_each(
        connection,
        "DELETE FROM detailed WHERE customer = ?1",
        tokens,
    )
}

/// Drops the lists of customers who have no row; returns how many these were.
pub(super) fn remove_strays(connection: &Connection) -> Result<usize, Trouble> {
    let sql = "DELETE FROM detailed WHERE customer NOT IN (SELECT token FROM customer)";
    Ok(connection.execute(sql, [])?)
}

/// Drops all lists; returns of how many customers.
pub(super) fn forget(connection: &Connection) -> Result<usize, Trouble> {
    Ok(connection.execute("DELETE FROM detailed", [])?)
}
