//! A reading that is under way, and what becomes of all that happens meanwhile.
use super::talk::Talk;
use super::words::{self, Tally, Wait};
use super::{SyncEnd, SyncOptions, reason};
use crate::api::error::Error;
use crate::api::reply::Reply;
use crate::api::subject::Subject;
use crate::config::Profile;
use crate::mirror::disk::{Disk, MOST_BYTES};
use crate::mirror::{Goal, Head, Trouble};
use crate::model::effect::{ApiCommand, MirrorCommand, Ticket};
use crate::model::event::{Event, News, Note};
use crate::model::inflight::Inflight;
use crate::model::store::Store;
use crate::runtime::link::{Link, Surroundings};
use crate::runtime::loan::Lender;
use crate::runtime::mirror::{Ending, Teller};
use jiff::Timestamp;
use std::path::Path;
use std::time::Duration;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::task::JoinHandle;
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};

/// How often the person is told how far it is where nothing else happens.
const TICK: Duration = Duration::from_millis(500);
/// How long calls under way may take to end.
const PATIENCE: Duration = Duration::from_millis(300);

pub(super) struct Reader<'a> {
    profile: &'a Profile,
    surroundings: &'a Surroundings,
    wish: SyncOptions,
    talk: Talk,
    events: UnboundedSender<Event>,
    store: Store,
    inflight: Inflight,
    mirror: Teller,
    worker: Option<Worker>,
    tally: Tally,
    /// The host's wish to be left alone, until it has passed.
    wait: Option<Wait>,
}

/// The profile's worker, on a task of its own.
struct Worker {
    commands: UnboundedSender<ApiCommand>,
    task: JoinHandle<()>,
}

impl Worker {
    fn start(link: Link) -> Self {
        let (commands, told) = mpsc::unbounded_channel();
        let task = tokio::spawn(link.serve(told));
        Self { commands, task }
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        profile: &'a Profile,
        surroundings: &'a Surroundings,
        wish: SyncOptions,
        (events, mirror): (UnboundedSender<Event>, Teller),
    ) -> Self {
        let mut talk = Talk::new(wish.quiet);
        if let Some(notice) = &surroundings.notice {
            talk.say(notice);
        }
        Self {
            profile,
            surroundings,
            wish,
            talk,
            events,
            store: Store::unseen(),
            inflight: Inflight::default(),
            mirror,
            worker: None,
            tally: Tally::start(wish.full),
            wait: None,
        }
    }

    /// Reads until all is read or something is in the way.
    pub(super) async fn read(&mut self, mut heard: UnboundedReceiver<Event>) -> SyncEnd {
        let mut tick = interval(TICK);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                Some(event) = heard.recv() => {
                    if let Some(ended) = self.hear(event).await {
                        return ended;
                    }
                    self.tell_mirror();
                    self.ask();
                },
                // Not at once: a wish that is too long to be granted ends the reading.
                _ = tick.tick() => if let Some(wait) = &self.wait {
                    self.talk.tell_wait(wait);
                }
            }
            self.show();
            if let Some(error) = self.store.failure(&Subject::Customers) {
                return SyncEnd::Failed(error.clone());
            }
            if !self.store.customers.is_loading() {
                return SyncEnd::Done;
            }
        }
    }

    async fn hear(&mut self, event: Event) -> Option<SyncEnd> {
        if let Event::Mirror(news) = event {
            return self.hear_of_mirror(news).await;
        }
        if let Event::Reply { ticket, result, .. } = event {
            self.settle(ticket, result);
        } else if let Event::Worker(Note::Paused { status, wait }) = event {
            let until = Instant::now() + wait;
            self.wait = Some(Wait { status, until });
        } else if let Event::Worker(Note::Resumed) = event {
            self.wait = None;
        } else if let Event::Failed(what) = event {
            self.talk.say(&what);
        }
        None
    }

    async fn hear_of_mirror(&mut self, news: News) -> Option<SyncEnd> {
        let mut is_opened = false;
        if let News::Opened { state, leads, .. } = &news {
            if !leads {
                return Some(SyncEnd::Follows);
            }
            is_opened = true;
            let file = self.surroundings.paths.mirror(self.profile);
            self.tally.begin(peek(&file, Disk::count));
            let resume = state.customers.resume.filter(|_| !self.wish.full);
            self.talk.say(&words::beginning(self.profile, resume));
        }
        self.tally.hear(&news);
        let clock = (self.profile.sweep_every, Timestamp::now());
        if let Some(trouble) = self.store.hear_of_mirror(news, clock) {
            self.talk.say(&trouble);
        }
        if is_opened { self.open().await } else { None }
    }

    /// Opens the profile once it is known that this instance is the one that reads.
    async fn open(&mut self) -> Option<SyncEnd> {
        if self.wish.full {
            self.store.customers.restart();
        }
        let (profile, surroundings) = (self.profile, self.surroundings);
        match Link::open(profile, surroundings, &self.events, &Lender::Nobody).await {
            Ok(link) => self.worker = Some(Worker::start(link)),
            Err(why) => return Some(SyncEnd::Unopened(why)),
        }
        None
    }

    fn settle(&mut self, ticket: Ticket, result: Result<Reply, Error>) {
        let flight = self.inflight.finish(ticket);
        let Some(subject) = flight.and_then(|flight| flight.call.subject()) else {
            return;
        };
        let goal = self.store.customers.reading.progress().goal;
        let rows = match &result {
            Ok(Reply::Customers(page)) => Head::from(page).rows,
            _ => 0,
        };
        let now = Timestamp::now();
        if self.store.settle(ticket, &subject, result, now) {
            self.tally.read(goal == Some(Goal::All), rows);
        }
    }

    fn ask(&mut self) {
        let Some(worker) = &self.worker else {
            return;
        };
        for (step, request) in self.store.requests(self.profile.mode) {
            // Nobody watches how long one takes.
            let ticket = self.inflight.start(request.call.clone(), Duration::ZERO);
            self.store.customers.reading.asked(ticket, step);
            // A worker that is gone has told everything it will ever tell.
            let _ = worker.commands.send(ApiCommand::Call(ticket, request));
        }
    }

    fn tell_mirror(&mut self) {
        for (number, change) in self.store.customers.keeping.take_changes() {
            self.tally.keep(&change);
            self.mirror.tell(MirrorCommand::Keep(number, change));
        }
    }

    /// Tells the person how far it is.
    fn show(&mut self) {
        let reading = &self.store.customers.reading;
        self.tally.total = reading.reported().or(self.tally.total);
        let rate = reading.rate(Timestamp::now());
        self.talk
            .show(&reading.progress(), rate, self.wait.as_ref());
    }

    /// Lets all that was read be written, returns what came of it and returns the exit code.
    pub(super) async fn end(mut self, mut ended: SyncEnd, kept: Ending) -> i32 {
        self.tell_mirror();
        drop(self.mirror);
        if !matches!(ended, SyncEnd::Lost(_)) {
            let rest = kept.await;
            if rest != Ok(Ok(())) {
                ended = SyncEnd::Lost(reason(rest));
            }
        }
        let file = self.surroundings.paths.mirror(self.profile);
        let state = peek(&file, Disk::sync_state).unwrap_or_default();
        let now = (&self.store.customers, peek(&file, Disk::count));
        let last = words::conclude(&ended, self.profile, (&self.tally, now), &state);
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

/// Reads something from the mirror beside the thread that writes it, which tells what is found wrong.
fn peek<T>(file: &Path, read: impl FnOnce(&Disk) -> Result<T, Trouble>) -> Option<T> {
    let (disk, _) = Disk::open(file, MOST_BYTES).ok()?;
    read(&disk).ok()
}
