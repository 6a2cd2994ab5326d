//! What is said of a reading without a screen, and the exit code that says it to scripts.
use super::SyncEnd;
use crate::api::error::{Error, ErrorKind};
use crate::api::page::ROWS;
use crate::api::subject::Subject;
use crate::config::Profile;
use crate::mirror::{Change, Goal, List, Progress, Report, Resume, SyncState};
use crate::model::directory::Directory;
use crate::model::event::News;
use crate::model::standing::about_list;
use crate::runtime::link::OpenError;
use crate::runtime::signals;
use crate::ui::show::count;
use std::time::Duration;
use tokio::time::Instant;

const FAILED: i32 = 1;
const USAGE: i32 = 2;
const KEY_REFUSED: i32 = 3;
const NOT_FOUND: i32 = 4;
const INVALID: i32 = 5;
const THROTTLED: i32 = 6;
const NO_ANSWER: i32 = 7;

/// A host's wish to be left alone.
#[derive(Clone, Copy, Debug)]
pub struct Wait {
    pub status: u16,
    pub until: Instant,
}

impl Wait {
    pub fn words(self) -> String {
        let left = self.until.saturating_duration_since(Instant::now());
        let left = left.as_millis().div_ceil(1000);
        match self.status {
            429 => format!("Rate limited (429); retrying in {left} s"),
            status => format!("The host is busy ({status}); retrying in {left} s"),
        }
    }
}

/// Counts what a reading brought.
#[derive(Debug)]
pub struct Tally {
    started: Instant,
    /// Whether all are read in any case, which begins anew each time.
    is_full: bool,
    /// How many customers the mirror held before.
    before: Option<u64>,
    newest: u64,
    all: u64,
    reads_all: bool,
    resumed: bool,
    gone: u64,
    pub total: Option<u64>,
}

impl Tally {
    pub fn start(is_full: bool) -> Self {
        Self {
            started: Instant::now(),
            is_full,
            before: None,
            newest: 0,
            all: 0,
            reads_all: false,
            resumed: false,
            gone: 0,
            total: None,
        }
    }

    /// Takes note of how many customers the mirror holds, where that could be read.
    pub fn begin(&mut self, before: Option<u64>) {
        self.before = before;
    }

    /// Takes note of what the mirror is told.
    pub fn keep(&mut self, change: &Change) {
        if let Change::Begin(List::Customers) | Change::Resume(List::Customers) = change {
            // The reading of all begins, or an earlier run's continues.
            (self.all, self.reads_all) = (0, true);
            self.resumed = matches!(change, Change::Resume(_));
        } else if let Change::Remove(tokens) = change {
            self.lose(tokens.len());
        }
    }

    /// Takes note of what the mirror says.
    pub fn hear(&mut self, news: &News) {
        if let News::Kept {
            report: Some(Report::Ended { end: Some(end), .. }),
            ..
        } = news
        {
            self.lose(end.dropped.len());
        } else if matches!(news, News::Anew) {
            (self.before, self.gone) = (Some(0), 0);
        }
    }

    /// Takes note of the rows of a page.
    pub fn read(&mut self, of_all: bool, rows: u64) {
        if of_all {
            self.all += rows;
        } else {
            self.newest += rows;
        }
    }

    fn lose(&mut self, customers: usize) {
        self.gone += u64::try_from(customers).unwrap_or(0);
    }

    /// Returns who goes on where this reading stopped.
    fn heir(&self) -> &'static str {
        if self.is_full {
            "the next run without --full resumes there"
        } else {
            "the next run resumes there"
        }
    }

    /// Returns what was read and what came of it, where the mirror now holds that many customers.
    fn done(&self, (directory, rows): (&Directory, Option<u64>)) -> String {
        let reading = &directory.reading;
        let took = time(self.started.elapsed());
        let read = match (self.total.filter(|_| self.reads_all), self.reads_all) {
            (Some(total), _) => format!("{} of {} customers", count(self.all), count(total)),
            (None, true) => format!("{} customers", count(self.all)),
            (None, false) => format!("the newest {} customers", count(self.newest)),
        };
        let rest = if self.resumed {
            " (an earlier run read the others)"
        } else {
            ""
        };
        let mut news = Vec::new();
        if let (Some(before), Some(now)) = (self.before, rows) {
            let new = (now + self.gone).saturating_sub(before);
            news.push(format!("{} new", count(new)));
        }
        if self.reads_all {
            news.push(format!("{} removed", count(self.gone)));
        }
        if reading.unreadable() > 0 {
            news.push(format!("{} unreadable", count(reading.unreadable())));
        }
        match reading.subscriptions() {
            Some(0) => {}
            Some(1) => news.push("1 subscription".to_owned()),
            Some(read) => news.push(format!("{} subscriptions", count(read))),
            None => news.push("subscriptions could not be read".to_owned()),
        }
        let news = news.join(", ");
        let stop = if news.is_empty() { "" } else { ": " };
        let doubt = doubt(directory);
        format!("Synced {read}{rest} in {took}{stop}{news}{doubt}")
    }
}

/// Says of what is not known whether it is all.
fn doubt(directory: &Directory) -> String {
    let reading = &directory.reading;
    let list = match (reading.is_sure(), reading.is_sure_of_subscriptions()) {
        (Some(false), Some(false)) => "lists of customers and subscriptions",
        (Some(false), _) => "list of customers",
        (_, Some(false)) => "list of subscriptions",
        _ => return String::new(),
    };
    format!(
        ". The {list} does not match the API's count, so some may be missing: run pintui sync --full"
    )
}

/// Says that the reading begins, and where.
pub fn beginning(profile: &Profile, resume: Option<Resume>) -> String {
    let whose = format!("{} ({})", profile.name, profile.mode.word());
    match resume.and_then(place) {
        Some(place) => format!("Syncing the customers of {whose}, from {place}"),
        None => format!("Syncing the customers of {whose}"),
    }
}

/// Returns how far the reading is, as parts of which the later ones matter less.
pub fn progress(progress: &Progress, rate: Option<u64>) -> Vec<String> {
    let (read, total) = (progress.read, progress.total);
    match (progress.goal, total) {
        (Some(Goal::All), Some(total)) => {
            let total = total.max(read);
            let mut parts = vec![format!("{} of {}", count(read), count(total))];
            if let Some(rate) = rate.filter(|rate| *rate > 0) {
                parts.push(format!("{}/s", count(rate)));
                let left = Duration::from_secs((total - read).div_ceil(rate));
                parts.push(format!("{} left", span(left.as_secs())));
            }
            parts
        }
        (Some(Goal::All), None) => vec![format!("{} read", count(read))],
        (Some(Goal::Missing), Some(total)) => {
            vec![
                format!("Looking up {} of {}", count(read), count(total)),
                "not on any page".to_owned(),
            ]
        }
        (Some(Goal::Subscriptions), Some(total)) => {
            let total = total.max(read);
            vec![format!("Subscriptions {} of {}", count(read), count(total))]
        }
        (Some(Goal::Subscriptions), None) => vec!["Reading subscriptions".to_owned()],
        (Some(Goal::Check), _) => vec!["Checking that none is missing".to_owned()],
        _ => vec!["Reading new customers".to_owned()],
    }
}

/// What is said last, and the exit code.
#[derive(Debug)]
pub struct Last {
    pub words: String,
    /// Whether it is said even to those who want to hear nothing.
    pub is_trouble: bool,
    pub code: i32,
}

/// Returns how a reading ended.
pub fn conclude(
    ended: &SyncEnd,
    profile: &Profile,
    (tally, now): (&Tally, (&Directory, Option<u64>)),
    state: &SyncState,
) -> Last {
    let place = state.customers.resume.and_then(place);
    let (words, code) = match ended {
        SyncEnd::Done => (tally.done(now), 0),
        SyncEnd::Stopped(signal) => {
            let words = match place {
                Some(place) => format!("Stopped at {place}; {}", tally.heir()),
                None => "Stopped; the next run starts at the first page".to_owned(),
            };
            (words, signals::exit_code(*signal))
        }
        SyncEnd::Failed(error) => (failed(error, profile, place, tally), code(error)),
        SyncEnd::Follows => {
            let words = "Another pintui is syncing these customers into the same mirror; nothing was read. \
                Run this again when it is done.";
            (words.to_owned(), FAILED)
        }
        SyncEnd::Lost(trouble) => {
            let words = format!(
                "The mirror could not be updated: {trouble}. Fix that, then run pintui sync again."
            );
            (words, FAILED)
        }
        SyncEnd::Unopened(why) => {
            let words = format!("The profile {} could not be opened: {why}", profile.name);
            let code = match why {
                OpenError::Key(_) | OpenError::Settings(_) => USAGE,
                OpenError::Other(_) => FAILED,
            };
            (words, code)
        }
    };
    Last {
        words,
        is_trouble: !matches!(ended, SyncEnd::Done | SyncEnd::Stopped(_)),
        code,
    }
}

/// Returns what failed, what was kept, and what to do next.
fn failed(error: &Error, profile: &Profile, place: Option<String>, tally: &Tally) -> String {
    let kept = match place {
        Some(place) => {
            format!("What was read so far is kept ({place}); {}.", tally.heir())
        }
        None if tally.newest + tally.all > 0 => {
            "What was read so far is kept; run pintui sync again.".to_owned()
        }
        None => "Nothing was read; the mirror is unchanged.".to_owned(),
    };
    let said = about_list(&Subject::Customers, error.clone());
    format!("{} {kept} {}", said.headline(profile.host()), said.advice())
}

/// Returns the exit code that tells a script why a reading failed.
fn code(error: &Error) -> i32 {
    match &error.kind {
        ErrorKind::Refused(refusal) => match refusal.status {
            401 | 403 => KEY_REFUSED,
            404 => NOT_FOUND,
            400 | 422 => INVALID,
            _ => FAILED,
        },
        ErrorKind::Throttled { .. } => THROTTLED,
        ErrorKind::Unreachable(_) | ErrorKind::Proxy(..) | ErrorKind::NoAnswer(_) => NO_ANSWER,
        ErrorKind::Redirected(_)
        | ErrorKind::TooBig
        | ErrorKind::Protocol(_)
        | ErrorKind::NotOpened
        | ErrorKind::Locked
        | ErrorKind::Unconfirmed
        | ErrorKind::Cancelled => FAILED,
    }
}

/// Returns where a reading goes on; nothing where it begins at the first page all the same.
fn place(resume: Resume) -> Option<String> {
    let read = u64::from(resume.next.checked_sub(1).filter(|pages| *pages > 1)?) * ROWS;
    Some(match resume.total {
        Some(total) => format!("{} of {}", count(read.min(total)), count(total)),
        None => count(read),
    })
}

/// Writes a time that was measured.
fn time(took: Duration) -> String {
    match took.as_secs() {
        seconds @ 0..60 => format!("{seconds}.{} s", took.subsec_millis() / 100),
        seconds => span(seconds),
    }
}

/// Writes a time in whole seconds.
fn span(seconds: u64) -> String {
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3600, seconds / 60 % 60),
    }
}
