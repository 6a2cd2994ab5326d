//! Reading customers back out of their rows.
use crate::api::ids::CustomerId;
use crate::mirror::disk::row::{self, COLUMNS, Cell};
use crate::mirror::disk::{Disk, subscribed, time};
use crate::mirror::{Entry, RowCursor, Seen, Trouble};
use rusqlite::{Connection, Row};

impl Disk {
    /// Returns the newest rows, or those behind a place, with the times at which they were told, and where
    /// the next ones begin.
    pub fn seen(
        &self,
        behind: Option<RowCursor>,
        most: usize,
    ) -> Result<(Vec<Seen>, Option<RowCursor>), Trouble> {
        let mut found = Vec::new();
        let next = each(&self.connection, behind, most, |row| {
            found.push(seen(row)?);
            Ok(())
        })?;
        Ok((found, next))
    }

    /// Shows what the index takes of the newest rows, or of those behind a place, and whether they were there
    /// when all subscriptions were read; returns where the next ones begin.
    ///
    /// It makes no customers: at a start there may be a million, and who searches waits for the last of them.
    pub fn entries(
        &self,
        behind: Option<RowCursor>,
        most: usize,
        mut take: impl FnMut(&Entry<'_>, bool),
    ) -> Result<Option<RowCursor>, Trouble> {
        let covered = subscribed::covered(&self.connection)?;
        each(&self.connection, behind, most, |row| {
            let cells = cells(row)?;
            let is_covered = row.get::<_, i64>(0)? <= covered;
            take(&row::entry(&cells).ok_or(Trouble::Damaged)?, is_covered);
            Ok(())
        })
    }

    /// Returns those of some customers that are here, in the order in which they were named.
    pub fn rows(&self, tokens: &[CustomerId]) -> Result<Vec<Seen>, Trouble> {
        let sql = format!("SELECT number, seen, {COLUMNS}, print FROM customer WHERE token = ?1");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut found = Vec::new();
        for token in tokens {
            let mut rows = statement.query([token.as_str()])?;
            if let Some(row) = rows.next()? {
                found.push(seen(row)?);
            }
        }
        Ok(found)
    }
}

/// Where the cells of a row begin, behind its number and when it was seen.
const FIRST: usize = 2;

fn each(
    connection: &Connection,
    behind: Option<RowCursor>,
    most: usize,
    mut take: impl FnMut(&Row) -> Result<(), Trouble>,
) -> Result<Option<RowCursor>, Trouble> {
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    let condition = match behind {
        Some(_) => "WHERE created <= ?2 AND (created < ?2 OR number > ?3)",
        None => "",
    };
    let mut statement = connection.prepare_cached(&format!(
        "SELECT number, seen, {COLUMNS}, print FROM customer {condition}
         ORDER BY created DESC, number LIMIT ?1"
    ))?;
    let mut rows = match behind {
        Some(place) => statement.query([limit, place.created, place.number])?,
        None => statement.query([limit])?,
    };
    let (mut count, mut next) = (0, None);
    while let Some(row) = rows.next()? {
        take(row)?;
        count += 1;
        if count == most {
            next = Some(RowCursor {
                created: row.get(FIRST + 1)?,
                number: row.get(0)?,
            });
        }
    }
    Ok(next)
}

/// Reads the customer of a row, and when it was seen.
fn seen(row: &Row) -> Result<Seen, Trouble> {
    Ok(Seen {
        customer: row::customer(&cells(row)?).ok_or(Trouble::Damaged)?,
        at: time(row.get(1)?)?,
    })
}

/// Reads the cells of a row, and checks them by the fingerprint behind them.
fn cells<'r>(row: &'r Row) -> Result<[Cell<'r>; row::COUNT], Trouble> {
    let mut cells = [Cell::Nothing; row::COUNT];
    for (at, cell) in cells.iter_mut().enumerate() {
        *cell = Cell::read(row.get_ref(FIRST + at)?).ok_or(Trouble::Damaged)?;
    }
    if row::print(&cells) != row.get::<_, i64>(FIRST + row::COUNT)? {
        return Err(Trouble::Damaged);
    }
    Ok(cells)
}
