//! The states of the subscriptions of all customers, as one pass over all subscriptions told them.
//!
//! What a pass tells is kept under its number beside what the finished one told, so that half of it is never
//! taken for the whole. Only who has subscriptions has a row. Who has none is known by the number of his row
//! in the mirror: those up to `covered` were there when the pass began, so what it did not tell of them is
//! not there. What was read of one customer alone is newer than what pages tell of him.
//!
//! Which subscriptions the pass has met is kept as long as it is under way, each as a fingerprint: at its end
//! they are counted, and those of nobody here count too.
use super::pass::{self, HALF_LISTED, LISTED, NOT_LISTED};
use super::row::{self, Cell};
use super::{Disk, for_each};
use crate::api::ids::CustomerId;
use crate::mirror::change::{Close, List, Subscriber, Told};
use crate::mirror::{Listed, Subscribed, Trouble};
use rusqlite::{Connection, OptionalExtension};

pub(super) const SCHEMA: &str = "
CREATE TABLE subscribed (
    pass INTEGER NOT NULL, customer TEXT NOT NULL, states INTEGER NOT NULL, alone INTEGER NOT NULL,
    print INTEGER NOT NULL, PRIMARY KEY (pass, customer)) STRICT, WITHOUT ROWID;
CREATE TABLE met (print INTEGER PRIMARY KEY, listed INTEGER NOT NULL) STRICT;
CREATE TABLE covering (
    one INTEGER PRIMARY KEY CHECK (one = 1), covered INTEGER NOT NULL, covers INTEGER NOT NULL) STRICT;
INSERT INTO covering (one, covered, covers) VALUES (1, 0, 0);
CREATE TRIGGER without_subscriptions AFTER DELETE ON customer BEGIN
    DELETE FROM subscribed WHERE customer = OLD.token
        AND pass IN (SELECT finished FROM state WHERE list = 1 UNION SELECT pass FROM state WHERE list = 1);
    UPDATE covering SET covered = min(covered, OLD.number - 1), covers = min(covers, OLD.number - 1)
        WHERE OLD.number > (SELECT coalesce(max(number), 0) FROM customer);
END;
";

/// Makes room for what a pass will tell.
pub(super) fn begin(connection: &Connection) -> Result<(), Trouble> {
    drop_all_but_finished(connection)?;
    let sql = "UPDATE covering SET covers = (SELECT coalesce(max(number), 0) FROM customer)";
    connection.execute(sql, [])?;
    Ok(())
}

/// Takes what pages told and notes how far the pass has come; returns how many of the newest were listed
/// before.
pub(super) fn put(
    connection: &Connection,
    rows: &[Subscriber],
    at: i64,
    told: Told,
    own: Option<i64>,
) -> Result<Listed, Trouble> {
    let is_ours = match told {
        Told::Swept(resume) => pass::swept(connection, List::Subscriptions, own, at, resume)?,
        Told::Newest | Told::Single => true,
    };
    let under_way = pass::under_way(connection, List::Subscriptions)?;
    let Some(pass) = under_way.filter(|_| is_ours) else {
        return Ok(Listed::default());
    };
    let listed = meet(connection, rows, told)?;
    let sql = "SELECT 1 FROM customer WHERE token = ?1";
    let mut is_here = connection.prepare_cached(sql)?;
    for row in rows {
        let Some(customer) = &row.customer else {
            continue;
        };
        if !is_here.exists([customer.as_str()])? {
            // Nobody knows him here, and what is kept of him would outlive him.
            continue;
        }
        let bits = i64::from(row.state.bits());
        let states = match find(connection, pass, customer)? {
            Some((_, true)) => continue,
            Some((known, false)) => known | bits,
            None => bits,
        };
        set(connection, pass, customer, states, false)?;
    }
    Ok(listed)
}

/// Notes which subscriptions were met.
fn meet(connection: &Connection, rows: &[Subscriber], told: Told) -> Result<Listed, Trouble> {
    let mut find = connection.prepare_cached("SELECT listed FROM met WHERE print = ?1")?;
    let mut meet = connection.prepare_cached(
        "INSERT INTO met (print, listed) VALUES (?1, ?2)
         ON CONFLICT (print) DO UPDATE SET listed = max(listed, excluded.listed)",
    )?;
    let listed = match told {
        Told::Swept(_) => LISTED,
        Told::Newest => HALF_LISTED,
        Told::Single => NOT_LISTED,
    };
    let mut among = Listed::default();
    for row in rows {
        let print = row::print(&[Cell::Text(row.subscription.as_str())]);
        let before = find
            .query_row([print], |row| row.get::<_, i64>(0))
            .optional()?;
        among.known += usize::from(before == Some(LISTED));
        among.fresh += usize::from(before.is_none_or(|before| before == NOT_LISTED));
        meet.execute([print, listed])?;
    }
    Ok(among)
}

impl Disk {
    /// Returns how many subscriptions the pass over them has met.
    pub fn count_subscriptions(&self) -> Result<u64, Trouble> {
        let count: i64 = self
            .connection
            .query_row("SELECT count(*) FROM met", [], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Returns the states of the subscriptions of some customers that have any or were read alone, in an
    /// order behind one.
    pub fn subscribed(
        &self,
        after: Option<&CustomerId>,
        most: usize,
    ) -> Result<Vec<(CustomerId, Subscribed)>, Trouble> {
        let finished = pass::finished(&self.connection, List::Subscriptions)?;
        read_pass(&self.connection, finished, after, most)
    }
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
    for pass in passes(connection)? {
        set(connection, pass, customer, states.bits().into(), true)?;
    }
    Ok(())
}

/// Returns the numbers of the finished pass and of one that is under way.
fn passes(connection: &Connection) -> Result<impl Iterator<Item = i64>, Trouble> {
    let finished = pass::finished(connection, List::Subscriptions)?;
    let under_way = pass::under_way(connection, List::Subscriptions)?;
    Ok(std::iter::once(finished).chain(under_way))
}

/// Ends a pass, and shows what it told from now on unless it came to nothing.
pub(super) fn close(connection: &Connection, number: i64, close: Close) -> Result<(), Trouble> {
    if !pass::close(connection, List::Subscriptions, number, close)? {
        return Ok(());
    }
    if matches!(close, Close::Unsure | Close::Sure) {
        connection.execute("UPDATE covering SET covered = covers", [])?;
        remove_strays(connection)?;
        // A later pass may tell otherwise of those who were read alone.
        connection.execute("UPDATE subscribed SET alone = 0 WHERE alone = 1", [])?;
    }
    drop_all_but_finished(connection)
}

fn drop_all_but_finished(connection: &Connection) -> Result<(), Trouble> {
    let finished = pass::finished(connection, List::Subscriptions)?;
    connection.execute("DELETE FROM subscribed WHERE pass <> ?1", [finished])?;
    connection.execute("DELETE FROM met", [])?;
    Ok(())
}

/// Returns the number of the last row that the shown pass covers.
pub(super) fn covered(connection: &Connection) -> Result<i64, Trouble> {
    let mut statement = connection.prepare_cached("SELECT covered FROM covering")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// Reads all states, those of a pass that is under way too, and so finds what is damaged.
pub(super) fn check(connection: &Connection, together: usize) -> Result<(), Trouble> {
    for pass in passes(connection)? {
        let mut after = None;
        loop {
            let found = read_pass(connection, pass, after.as_ref(), together)?;
            let Some((last, _)) = found.into_iter().next_back() else {
                break;
            };
            after = Some(last);
        }
    }
    Ok(())
}

fn read_pass(
    connection: &Connection,
    pass: i64,
    after: Option<&CustomerId>,
    most: usize,
) -> Result<Vec<(CustomerId, Subscribed)>, Trouble> {
    let mut statement = connection.prepare_cached(
        "SELECT customer, states, print FROM subscribed WHERE pass = ?1 AND customer > ?2 ORDER BY customer LIMIT ?3",
    )?;
    let after = after.map_or("", CustomerId::as_str);
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let found = statement.query_and_then((pass, after, most), |row| {
        let Some(Cell::Text(token)) = Cell::read(row.get_ref(0)?) else {
            return Err(Trouble::Damaged);
        };
        let bits: i64 = row.get(1)?;
        if row.get::<_, i64>(2)? != print(token, bits) {
            return Err(Trouble::Damaged);
        }
        let states = u8::try_from(bits).ok().and_then(Subscribed::of_bits);
        let customer = CustomerId::new(token);
        customer.zip(states).ok_or(Trouble::Damaged)
    })?;
    found.collect()
}

/// Drops what is known of some customers, whether these have a row or not.
pub(super) fn remove(connection: &Connection, tokens: &[CustomerId]) -> Result<(), Trouble> {
    let sql = "DELETE FROM subscribed WHERE customer = ?1
        AND pass IN (SELECT finished FROM state WHERE list = 1 UNION SELECT pass FROM state WHERE list = 1)";
    for_each(connection, sql, tokens)
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
        "DELETE FROM subscribed; DELETE FROM met; UPDATE covering SET covered = 0, covers = 0;",
    )?)
}

fn find(
    connection: &Connection,
    pass: i64,
    customer: &CustomerId,
) -> Result<Option<(i64, bool)>, Trouble> {
    let sql = "SELECT states, alone FROM subscribed WHERE pass = ?1 AND customer = ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row((pass, customer.as_str()), |row| row.try_into());
    Ok(found.optional()?)
}

fn set(
    connection: &Connection,
    pass: i64,
    customer: &CustomerId,
    states: i64,
    is_alone: bool,
) -> Result<(), Trouble> {
    let print = print(customer.as_str(), states);
    connection
        .prepare_cached("REPLACE INTO subscribed (pass, customer, states, alone, print) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute((pass, customer.as_str(), states, is_alone, print))?;
    Ok(())
}

fn print(token: &str, bits: i64) -> i64 {
    row::print(&[Cell::Text(token), Cell::Number(bits)])
}
