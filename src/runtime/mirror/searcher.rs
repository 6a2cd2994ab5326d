//! The thread that holds all customers in memory, searches and sorts them, and reads the rows that are shown.
//!
//! It hears of a change once the mirror has it, so a row that it names can always be read there. A newer
//! request stops the search for an older one; what only changed behind a request is shown when its time
//! comes.
use crate::api::customers::Customer;
use crate::api::ids::CustomerId;
use crate::mirror::disk::Disk;
use crate::mirror::{Catalogue, Entry, ReadRows, RowCursor, Seen, Trouble, WindowRow};
use crate::model::event::{Event, News};
use crate::runtime::mirror::post::{MemoryUpdate, Task, Work};
use crate::runtime::panics;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};
use tokio::sync::mpsc::UnboundedSender;

/// How far apart answers are that only changes made necessary.
const BETWEEN: Duration = Duration::from_millis(100);
/// At the most one part in so many of the time goes into searching again what was searched.
const SHARE: u32 = 10;
/// How many rows are read at a time, between which requests are answered.
const SLICE: usize = 1_024;

pub struct Searcher {
    tasks: Receiver<Task>,
    /// How many requests were made, and how many of them were taken.
    asked: Arc<AtomicU64>,
    taken: u64,
    writer: Sender<Work>,
    events: UnboundedSender<Event>,
    reader: Option<Disk>,
    /// Which mirror that is, of those that followed one on another.
    generation: u64,
    catalogue: Catalogue,
    filling: Option<Filling>,
    /// Whether another instance has changed rows, and when all may be read again for that: each reading takes
    /// its share of the time, which grows with the number of customers.
    rereads: bool,
    reread_due: Instant,
    /// When an answer may be given again that only changes made necessary.
    due: Instant,
}

/// The reading of all rows into memory, while it is under way.
struct Filling {
    from: From,
    began: Instant,
}

/// Where the next slice of rows begins.
#[derive(Clone, Debug)]
enum From {
    Newest,
    Behind(RowCursor),
    /// All rows were read: the states of subscriptions follow, behind a customer.
    Subscribed(Option<CustomerId>),
}

impl Searcher {
    pub fn new(
        tasks: Receiver<Task>,
        asked: Arc<AtomicU64>,
        writer: Sender<Work>,
        events: UnboundedSender<Event>,
    ) -> Self {
        Self {
            tasks,
            asked,
            taken: 0,
            writer,
            events,
            reader: None,
            generation: 0,
            catalogue: Catalogue::default(),
            filling: None,
            rereads: false,
            reread_due: Instant::now(),
            due: Instant::now(),
        }
    }

    pub fn run(mut self) {
        panics::rehearse("search");
        while let Some(task) = self.next().filter(|task| !matches!(task, Task::End)) {
            self.take(task);
        }
    }

    /// Waits for something to do and meanwhile does what is due; nothing once nobody can ask any more.
    fn next(&mut self) -> Option<Task> {
        loop {
            if let Ok(task) = self.tasks.try_recv() {
                return Some(task);
            }
            let now = Instant::now();
            let is_stale = self.reader.is_some() && self.catalogue.is_stale();
            let stale = is_stale.then_some(self.due);
            let reread = self.rereads.then_some(self.reread_due);
            if is_stale && (self.catalogue.is_asked() || now >= self.due) {
                self.answer();
            } else if self.filling.is_some() {
                self.fill();
            } else if reread.is_some_and(|due| now >= due) {
                self.rereads = false;
                self.begin_fill();
            } else if let Some(wake) = stale.into_iter().chain(reread).min() {
                match self.tasks.recv_timeout(wake.saturating_duration_since(now)) {
                    Ok(task) => return Some(task),
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return None,
                }
            } else {
                return self.tasks.recv().ok();
            }
        }
    }

    fn take(&mut self, task: Task) {
        match task {
            Task::Open(generation, reader) => {
                self.generation = generation;
                self.open(*reader);
            }
            Task::Told(number, told) => self.hear(number, told),
            Task::Ask(request) => {
                self.taken += 1;
                self.catalogue.ask(*request);
            }
            Task::Look(tokens) => self.look(&tokens),
            Task::Seek(sought) => {
                self.find(|all, rows| all.sharers(sought, rows).map(News::Sharers));
            }
            Task::Match(request) => {
                self.find(|all, rows| all.matches(request, rows).map(News::Matches));
            }
            Task::FindCard(card) => {
                // A mirror that cannot be read says nothing; the next one is asked again.
                if let Some(found) = self.read(|mirror| mirror.whose_card(&card)) {
                    self.tell(News::Card(card, found));
                }
            }
            Task::Recall(of) => {
                let found = self.read(|mirror| mirror.details(&of)).unwrap_or_default();
                self.tell(News::Details(of, found));
            }
            Task::Reread => self.rereads = true,
            Task::Fence(done) => {
                if std::mem::take(&mut self.rereads) {
                    self.begin_fill();
                }
                while self.filling.is_some() {
                    self.fill();
                }
                while self.catalogue.is_stale() && self.answer() {}
                drop(done);
            }
            // Ends the loop before it gets here.
            Task::End => {}
        }
    }

    fn open(&mut self, reader: Disk) {
        // One that was made anew holds nothing of the one before.
        self.catalogue.clear();
        self.reader = Some(reader);
        self.begin_fill();
    }

    fn begin_fill(&mut self) {
        if let Some(stored) = self.read(Disk::count) {
            self.catalogue
                .begin_fill(usize::try_from(stored).unwrap_or(usize::MAX));
            self.filling = Some(Filling {
                from: From::Newest,
                began: Instant::now(),
            });
        }
    }

    fn fill(&mut self) {
        let Some(Filling { from, began }) = self.filling.take() else {
            return;
        };
        let behind = match from {
            From::Newest => None,
            From::Behind(place) => Some(place),
            From::Subscribed(after) => return self.fill_subscribed(after.as_ref(), began),
        };
        let Some(reader) = &self.reader else {
            return;
        };
        let catalogue = &mut self.catalogue;
        let take = |entry: &Entry<'_>, is_covered| catalogue.fill(entry, is_covered);
        let from = match reader.entries(behind, SLICE, take) {
            Ok(Some(next)) => From::Behind(next),
            Ok(None) => From::Subscribed(None),
            Err(trouble) => return self.complain(trouble),
        };
        self.filling = Some(Filling { from, began });
    }

    fn fill_subscribed(&mut self, after: Option<&CustomerId>, began: Instant) {
        let Some(known) = self.read(|mirror| mirror.subscribed(after, SLICE)) else {
            return;
        };
        for (of, states) in &known {
            self.catalogue.set_subscribed(of.as_str(), *states);
        }
        if let Some((last, _)) = known.into_iter().next_back() {
            let from = From::Subscribed(Some(last));
            self.filling = Some(Filling { from, began });
            return;
        }
        self.catalogue.end_fill();
        self.reread_due = Instant::now() + began.elapsed() * SHARE;
    }

    fn hear(&mut self, number: u64, taken: MemoryUpdate) {
        match taken {
            MemoryUpdate::Page(rows) => {
                if self.catalogue.is_short() {
                    // The first ones are waited for.
                    self.due = Instant::now();
                }
                self.put(&rows);
            }
            MemoryUpdate::Alone(rows) => {
                self.put(&rows);
                self.show_at_once();
            }
            MemoryUpdate::Remove(tokens) => {
                for token in &tokens {
                    self.catalogue.remove(token.as_str());
                }
                self.show_at_once();
            }
            MemoryUpdate::Subscribed(of, states) => {
                self.catalogue.set_subscribed(of.as_str(), states);
            }
            MemoryUpdate::All => self.rereads = true,
            MemoryUpdate::Nothing => {}
        }
        self.catalogue.hear(number);
    }

    /// Lets what the person did be seen at once.
    fn show_at_once(&mut self) {
        self.catalogue.answer_again();
        self.due = Instant::now();
    }

    fn put(&mut self, rows: &[Customer]) {
        for row in rows {
            self.catalogue.put(&row.into());
        }
    }

    /// Works on the request; returns whether it got anywhere.
    fn answer(&mut self) -> bool {
        let began = Instant::now();
        let (asked, taken) = (Arc::clone(&self.asked), self.taken);
        let stop = move || asked.load(Ordering::Acquire) != taken;
        let Some(reader) = &self.reader else {
            self.due = began + BETWEEN;
            return false;
        };
        let worked = self
            .catalogue
            .work(&stop, &mut |tokens| reader.rows(tokens));
        self.due = began + BETWEEN.max(began.elapsed() * SHARE);
        match worked {
            Ok(Some(window)) => {
                self.tell(News::Window(window));
                true
            }
            Ok(None) => false,
            Err(trouble) => {
                self.complain(trouble);
                false
            }
        }
    }

    fn look(&mut self, tokens: &[CustomerId]) {
        let rows = self.read(|mirror| mirror.rows(tokens)).unwrap_or_default();
        let shown = |Seen { customer, at }| WindowRow {
            is_current: self.catalogue.is_current(customer.token.as_str()),
            customer,
            seen: at,
        };
        let rows = rows.into_iter().map(shown).collect();
        self.tell(News::Found(rows));
    }

    /// Finds something in memory and reads the rows of it, and tells what it is.
    fn find(&mut self, find: impl FnOnce(&Catalogue, ReadRows<'_>) -> Result<News, Trouble>) {
        let Some(reader) = &self.reader else {
            return;
        };
        let rows = &mut |tokens: &[CustomerId]| reader.rows(tokens);
        match find(&self.catalogue, rows) {
            Ok(news) => self.tell(news),
            Err(trouble) => self.complain(trouble),
        }
    }

    fn read<T>(&mut self, read: impl FnOnce(&Disk) -> Result<T, Trouble>) -> Option<T> {
        match read(self.reader.as_ref()?) {
            Ok(found) => Some(found),
            Err(trouble) => {
                self.complain(trouble);
                None
            }
        }
    }

    /// Lets the mirror's owner see to it; until it has, nothing is read.
    fn complain(&mut self, trouble: Trouble) {
        self.reader = None;
        self.filling = None;
        let _ = self.writer.send(Work::Mend(self.generation, trouble));
    }

    fn tell(&self, news: News) {
        // Where the loop has ended there is nobody to tell.
        let _ = self.events.send(Event::Mirror(news));
    }
}
