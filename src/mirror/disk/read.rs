//! Reading customers back out of their rows.
use crate::api::customers::Customer;
use crate::api::ids::CustomerId;
use crate::mirror::disk::row::{self, COLUMNS, Cell};
use crate::mirror::disk::time;
use crate::mirror::{Batch, Place, Seen, Trouble};
use rusqlite::{Connection, Row};

/// Gives the newest rows, or those behind a place, and where the next ones begin.
pub(super) fn batch(
    connection: &Connection,
    behind: Option<Place>,
    most: usize,
) -> Result<(Vec<Seen>, Option<Place>), Trouble> {
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
    let mut next = None;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        next = Some(Place {
            created: row.get(3)?,
            number: row.get(0)?,
        });
        found.push(Seen {
            customer: customer(row, 2)?,
            at: time(row.get(1)?)?,
        });
    }
    let next = next.filter(|_| found.len() >= most);
    Ok((found, next))
}

/// Gives those of some customers that are here, in the order in which they were named.
pub(super) fn rows(connection: &Connection, tokens: &[CustomerId]) -> Result<Vec<Seen>, Trouble> {
    let sql = format!("SELECT seen, {COLUMNS}, print FROM customer WHERE token = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
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

impl From<(Vec<Seen>, Option<Place>)> for Batch {
    fn from((rows, next): (Vec<Seen>, Option<Place>)) -> Self {
        let rows = rows.into_iter().map(|seen| seen.customer).collect();
        Self { rows, next }
    }
}
