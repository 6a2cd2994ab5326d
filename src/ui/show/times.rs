//! The times of a list, in as few cells as tell them apart.
use crate::api::moment::Moment;
use crate::model::cx::Sight;
use crate::ui::pen::cells;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use std::collections::HashMap;

/// How many cells a day of this year and its time take: `22 Nov 09:14`.
const BARE: u16 = 12;
/// How many more a year or the seconds take.
const MORE: u16 = 3;

/// Writes the times of a list: the year where it is not this one, seconds where two of them fall into one
/// minute, and the zone where the clocks showed the same time twice that night.
#[derive(Clone, Debug)]
pub struct Times<'a> {
    zone: &'a TimeZone,
    /// The first moment of this year, and of the next.
    year: Option<(Timestamp, Timestamp)>,
    /// The seconds of each minute: one of them, and whether there are others.
    minutes: HashMap<i64, (i64, bool)>,
}

impl<'a> Times<'a> {
    pub fn new(times: impl Iterator<Item = Timestamp>, sight: &Sight<'a>) -> Self {
        let mut minutes = HashMap::new();
        for at in times {
            let second = at.as_second();
            let (first, differs) = minutes.entry(minute(at)).or_insert((second, false));
            *differs |= *first != second;
        }
        let zone = &sight.world.time_zone;
        let first = |year| Date::new(year, 1, 1).ok()?.to_zoned(zone.clone()).ok();
        let year = sight.today().year();
        Self {
            zone,
            year: first(year)
                .zip(first(year.saturating_add(1)))
                .map(|(from, to): (Zoned, Zoned)| (from.timestamp(), to.timestamp())),
            minutes,
        }
    }

    /// Writes a time: `22 Nov 09:14`, or as much of `22 Nov 25 09:14:05 AEDT` as is needed.
    pub fn text(&self, at: Timestamp) -> String {
        let zoned = at.to_zoned(self.zone.clone());
        let format = match (self.is_of_this_year(at), self.is_shared(at)) {
            (true, false) => "%d %b %H:%M",
            (true, true) => "%d %b %H:%M:%S",
            (false, false) => "%d %b %y %H:%M",
            (false, true) => "%d %b %y %H:%M:%S",
        };
        let zone = if self.is_twice(&zoned) {
            zoned.strftime(" %Z").to_string()
        } else {
            String::new()
        };
        format!("{}{zone}", zoned.strftime(format))
    }

    /// Returns how many cells the text of a time takes; of one that cannot be read, no more than one with a
    /// year.
    pub fn width(&self, moment: &Moment) -> u16 {
        let Moment::At(at) = *moment else {
            let text = super::moment(moment, |_| String::new());
            return cells(&text).min(BARE + MORE);
        };
        let zoned = at.to_zoned(self.zone.clone());
        if self.is_twice(&zoned) {
            return cells(&self.text(at));
        }
        let more = [!self.is_of_this_year(at), self.is_shared(at)];
        BARE + more.into_iter().map(|is| u16::from(is) * MORE).sum::<u16>()
    }

    fn is_of_this_year(&self, at: Timestamp) -> bool {
        self.year.is_some_and(|(from, to)| from <= at && at < to)
    }

    fn is_shared(&self, at: Timestamp) -> bool {
        self.minutes
            .get(&minute(at))
            .is_some_and(|(_, differs)| *differs)
    }

    /// Whether another moment has the same time of day on the same day.
    fn is_twice(&self, at: &Zoned) -> bool {
        self.zone
            .to_ambiguous_timestamp(at.datetime())
            .is_ambiguous()
    }
}

fn minute(at: Timestamp) -> i64 {
    at.as_second().div_euclid(60)
}
