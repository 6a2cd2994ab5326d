//! The mirror brought up to date without a screen, for scripts and for the first time with very many customers.
//!
//! What is asked for, kept and retried is what the dashboard does behind its screen: the same plan of pages, the same
//! worker, the same writing thread. Only the person is told differently: see `talk` for how and `words` for what.
mod talk;
mod words;

use crate::api::error::Error;
use crate::api::reply::Reply;
use crate::api::subject::Subject;
use crate::config::Profile;
use crate::mirror::disk::{Disk, MOST_BYTES};
use crate::mirror::{Change, Goal, Head, List, Report, Standing, Trouble};
use crate::model::effect::{ApiCommand, Lane, Request, Ticket};
use crate::model::event::{Event, News, Note};
use crate::model::store::Store;
use crate::runtime::executor;
use crate::runtime::link::{Link, OpenError, Surroundings};
use crate::runtime::loan::Lender;
use crate::runtime::mirror::{self, Kept, Site, Writer};
use crate::runtime::signals::{self, Aside};
use crate::runtime::worker::Limits;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::future::pending;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use talk::Talk;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::sync::oneshot::error::RecvError;
use tokio::task::JoinHandle;
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};
use words::{Tally, Wait};

/// How often the person is told anew how far it is where nothing else happens.
const TICK: Duration = Duration::from_millis(500);
/// How long calls under way may take to end.
const PATIENCE: Duration = Duration::from_millis(300);

/// Says what is wanted beside the profile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// To read all pages, however young the last reading of all is.
    pub full: bool,
    /// To say nothing but errors.
    pub quiet: bool,
}

/// Says how a reading came to its end.
#[derive(Debug)]
enum Ended {
    Done,
    Stopped(i32),
    Failed(Error),
    /// Another instance reads into the same mirror.
    Follows,
    /// The mirror cannot be written.
    Lost(Trouble),
    Unopened(OpenError),
}

/// Brings a profile's mirror up to date and gives the exit code of the program.
pub fn sync(profile: &Profile, surroundings: &Surroundings, wish: Wish) -> io::Result<i32> {
    executor::block_on(open_and_read(profile, surroundings, wish))?
}

async fn open_and_read(
    profile: &Profile,
    surroundings: &Surroundings,
    wish: Wish,
) -> io::Result<i32> {
    let (told, asides) = mpsc::unbounded_channel();
    signals::watch_without_screen(&told)?;
    let (events, heard) = mpsc::unbounded_channel();
    let file = surroundings.paths.mirror(profile);
    let (writer, mut kept) = mirror::keep(Site::new(file.clone()), events.clone())?;
    let mut reader = Reader {
        profile,
        surroundings,
        wish,
        file,
        talk: Talk::new(wish.quiet),
        events,
        store: Store::unseen(),
        writer,
        worker: None,
        asked: BTreeMap::new(),
        tickets: 0,
        tally: Tally::start(wish.full),
        wait: None,
    };
    if let Some(notice) = &surroundings.notice {
        reader.talk.say(notice);
    }
    let ended = tokio::select! {
        biased;
        signal = stopped(asides) => Ended::Stopped(signal),
        trouble = &mut kept => Ended::Lost(reason(trouble)),
        ended = reader.read(heard) => ended,
    };
    Ok(reader.end(ended, kept).await)
}

/// Waits for a signal that asks the program to end.
async fn stopped(mut asides: UnboundedReceiver<Aside>) -> i32 {
    loop {
        match asides.recv().await {
            Some(Aside::Stop(signal)) => return signal,
            Some(_) => {}
            None => pending().await,
        }
    }
}

/// Gives why the thread that writes the mirror has ended before its time.
fn reason(ended: Result<Result<(), Trouble>, RecvError>) -> Trouble {
    let by_itself = || Trouble::Unusable("its thread has stopped".to_owned());
    match ended {
        Ok(Err(trouble)) => trouble,
        Ok(Ok(())) | Err(_) => by_itself(),
    }
}

/// Reads something from the mirror beside the thread that writes it. What that finds wrong is told by the thread.
fn peek<T>(file: &Path, read: impl FnOnce(&Disk) -> Result<T, Trouble>) -> Option<T> {
    let (disk, _) = Disk::open(file, MOST_BYTES).ok()?;
    read(&disk).ok()
}

/// Holds a reading that is under way.
struct Reader<'a> {
    profile: &'a Profile,
    surroundings: &'a Surroundings,
    wish: Wish,
    file: PathBuf,
    talk: Talk,
    events: UnboundedSender<Event>,
    store: Store,
    writer: Writer,
    worker: Option<Worker>,
    asked: BTreeMap<Ticket, Subject>,
    tickets: u64,
    tally: Tally,
    /// The host's wish to be left alone, until it has passed.
    wait: Option<Wait>,
}

/// The profile's worker, on a task of its own.
struct Worker {
    commands: UnboundedSender<ApiCommand>,
    task: JoinHandle<()>,
    limits: Limits,
}

impl Worker {
    fn start(link: Link) -> Self {
        let limits = link.limits();
        let (commands, told) = mpsc::unbounded_channel();
        let task = tokio::spawn(link.serve(told));
        Self {
            commands,
            task,
            limits,
        }
    }
}

impl Reader<'_> {
    /// Reads until all is read or something is in the way.
    async fn read(&mut self, mut heard: UnboundedReceiver<Event>) -> Ended {
        let mut tick = interval(TICK);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                Some(event) = heard.recv() => {
                    if let Some(ended) = self.hear(event).await {
                        return ended;
                    }
                    self.tell_writer();
                    self.ask();
                },
                // Not at once: a wish that is too long to be granted ends the reading.
                _ = tick.tick() => if let Some(wait) = &self.wait {
                    self.talk.tell_wait(wait);
                }
            }
            self.show();
            if let Some(error) = self.store.failure(&Subject::Customers) {
                return Ended::Failed(error.clone());
            }
            if !self.store.customers.is_loading() {
                return Ended::Done;
            }
        }
    }

    async fn hear(&mut self, event: Event) -> Option<Ended> {
        match event {
            Event::Reply { ticket, result, .. } => self.file(ticket, result),
            Event::Mirror(news) => return self.hear_of_mirror(news).await,
            Event::Worker(Note::Paused { status, wait }) => {
                self.wait = Some(Wait {
                    status,
                    until: Instant::now() + wait,
                });
            }
            Event::Worker(Note::Resumed) => self.wait = None,
            Event::Failed(what) => self.talk.say(&what),
            _ => {}
        }
        None
    }

    async fn hear_of_mirror(&mut self, news: News) -> Option<Ended> {
        match news {
            News::Opened {
                standing, leads, ..
            } => {
                if !leads {
                    return Some(Ended::Follows);
                }
                return self.open(standing).await;
            }
            News::Kept { number, report } => {
                if let Some(Report::Ended { end: Some(end), .. }) = &report {
                    self.tally.lose(end.dropped.len());
                }
                self.store.customers.hear(number, report);
            }
            News::Anew => {
                self.tally.lose_all();
                self.store.customers.lose_all();
            }
            News::Trouble(what) => self.talk.say(&what),
            // The rest is for who looks at the mirror.
            _ => {}
        }
        None
    }

    /// Opens the profile once it is known that this instance is the one that reads.
    async fn open(&mut self, standing: Standing) -> Option<Ended> {
        let now = Timestamp::now();
        self.tally.begin(peek(&self.file, Disk::count));
        let resume = standing.customers.resume.filter(|_| !self.wish.full);
        self.talk.say(&words::beginning(self.profile, resume));
        let clock = (self.profile.sweep_every, now);
        let customers = &mut self.store.customers;
        customers.open(Vec::new(), (standing, true), clock);
        if self.wish.full {
            customers.restart();
        }
        match Link::open(
            self.profile,
            self.surroundings,
            &self.events,
            &Lender::Nobody,
        )
        .await
        {
            Ok(link) => self.worker = Some(Worker::start(link)),
            Err(why) => return Some(Ended::Unopened(why)),
        }
        None
    }

    fn file(&mut self, ticket: Ticket, result: Result<Reply, Error>) {
        let Some(subject) = self.asked.remove(&ticket) else {
            return;
        };
        let goal = self.store.customers.reading().progress().goal;
        let rows = match &result {
            Ok(Reply::Customers(page)) => Head::from(page).rows,
            _ => 0,
        };
        let taken = self
            .store
            .settle(ticket, &subject, result, Timestamp::now());
        if taken {
            self.tally.read(goal == Some(Goal::All), rows);
        }
    }

    /// Asks for all that may be under way now, and as much again, so that the worker never waits for this.
    fn ask(&mut self) {
        let Some(worker) = &self.worker else {
            return;
        };
        let together = u32::try_from(worker.limits.loader * 2).unwrap_or(1);
        for step in self.store.customers.wanted(together) {
            let call = step.call();
            self.tickets += 1;
            let ticket = Ticket(self.tickets);
            self.asked
                .extend(call.subject().map(|subject| (ticket, subject)));
            self.store.customers.asked(ticket, step);
            let request = Request::read(call, Lane::Loader);
            // A worker that is gone has told everything it will ever tell.
            let _ = worker.commands.send(ApiCommand::Call(ticket, request));
        }
    }

    fn tell_writer(&mut self) {
        for (number, change) in self.store.customers.take_changes() {
            match &change {
                Change::Begin(List::Customers) => self.tally.begin_all(false),
                Change::Resume(List::Customers) => self.tally.begin_all(true),
                Change::Remove(tokens) => self.tally.lose(tokens.len()),
                _ => {}
            }
            self.writer.keep(number, change);
        }
    }

    /// Tells the person how far it is.
    fn show(&mut self) {
        let reading = self.store.customers.reading();
        self.tally.total = reading.reported().or(self.tally.total);
        self.tally.unreadable = reading.unreadable();
        self.tally.is_sure = reading.is_sure();
        self.tally.is_sure_of_subscriptions = reading.is_sure_of_subscriptions();
        self.tally.subscriptions = reading.subscriptions();
        let rate = reading.rate(Timestamp::now());
        self.talk
            .show(&reading.progress(), rate, self.wait.as_ref());
    }
    /// Lets all that was read be written, says what came of it and gives the exit code.
    async fn end(mut self, mut ended: Ended, kept: Kept) -> i32 {
        self.tell_writer();
        drop(self.writer);
        if !matches!(ended, Ended::Lost(_)) {
            let rest = kept.await;
            if rest != Ok(Ok(())) {
                ended = Ended::Lost(reason(rest));
            }
        }
        let standing = peek(&self.file, Disk::standing).unwrap_or_default();
        let rows = peek(&self.file, Disk::count);
        let last = words::conclude(&ended, self.profile, (&self.tally, rows), &standing);
        self.talk.end();
        if last.is_trouble {
            self.talk.complain(&last.words);
        } else {
            self.talk.say(&last.words);
        }
        if let Some(worker) = self.worker {
            drop(worker.commands);
            let _ = timeout(PATIENCE, worker.task).await;
        }
        last.code
    }
}
