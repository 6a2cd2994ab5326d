//! What a mirror does with each change that it is told.
use super::Disk;
use crate::mirror::{Change, List, Listed, Report, Rows, Told, Trouble};
use jiff::Timestamp;

impl Disk {
    /// Keeps rows of a list.
    fn put_rows(&mut self, rows: &Rows, at: Timestamp, told: Told) -> Result<Listed, Trouble> {
        match rows {
            Rows::Customers(rows) => self.put(rows, at, told),
            Rows::Subscriptions(rows) => self.put_subscriptions(rows, at, told),
        }
    }

    /// Carries out a change, and returns what the sweep is to hear of it.
    pub fn keep(&mut self, change: &Change) -> Result<Option<Report>, Trouble> {
        match change {
            Change::Begin(list) => self.begin_pass(*list)?,
            Change::Resume(list) => self.resume_pass(*list)?,
            Change::Swept { rows, at, resume } => {
                self.put_rows(rows, *at, Told::Swept(*resume))?;
            }
            Change::Newest { rows, at, request } => {
                let Listed { known, fresh } = self.put_rows(rows, *at, Told::Newest)?;
                let request = *request;
                return Ok(Some(Report::Newest {
                    request,
                    known,
                    fresh,
                }));
            }
            Change::NewestEnd { list, found } => self.end_newest(*list, *found)?,
            Change::Put { rows, at } => {
                self.put(rows, *at, Told::Single)?;
            }
            Change::Details { of, details, at } => self.keep_details(of, details, *at)?,
            Change::Remove(tokens) => self.remove(tokens)?,
            Change::End { round } => {
                let round = *round;
                let end = match round.list {
                    List::Customers => self.end_pass()?,
                    List::Subscriptions => None,
                };
                return Ok(Some(Report::Ended { round, end }));
            }
            Change::Count { round } => {
                let round = *round;
                let rows = match round.list {
                    List::Customers => self.count()?,
                    List::Subscriptions => self.count_subscriptions()?,
                };
                return Ok(Some(Report::Counted { round, rows }));
            }
            Change::Close { list, close } => self.close_pass(*list, *close)?,
        }
        Ok(None)
    }
}
