//! The one thread that owns a profile's mirror. It takes work over a channel, and nobody ever waits for it.
//!
//! It starts before everything else, so that the newest customers are on the screen before a key was read or a
//! host called. Trouble stops nothing: the person is told once, and either the mirror is made anew or this run
//! goes on in memory alone.
use crate::mirror::disk::{self, Disk};
use crate::mirror::{Batch, Change, Mirror, Place, Trouble};
use crate::model::event::{Event, News};
use crate::runtime::panics;
use crate::text::Safe;
use std::path::{Path, PathBuf};
use std::thread;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::sync::oneshot;

/// How many rows come unasked at the start: a few screens of any size.
const FIRST: usize = 300;
/// How many rows come at a time after that; what they cost the loop is felt by no key.
const BATCH: usize = 4096;
/// How many rows are written in one transaction where many wait.
const TOGETHER: usize = 2000;

/// Says where a mirror is and how large it may become.
#[derive(Clone, Debug)]
pub struct Site {
    pub file: PathBuf,
    pub most_bytes: u64,
}

impl Site {
    pub fn new(file: PathBuf) -> Self {
        Self {
            file,
            most_bytes: disk::MOST_BYTES,
        }
    }
}

/// Is what the thread is asked to do.
#[derive(Debug)]
enum Work {
    Keep(Change),
    Recall(Place),
}

/// Hands work to the thread; once the last one is dropped it does what it was given and ends.
#[derive(Clone, Debug)]
pub struct Teller(UnboundedSender<Work>);

impl Teller {
    /// A thread that has ended is missed by nobody: it said why.
    pub fn keep(&self, change: Change) {
        let _ = self.0.send(Work::Keep(change));
    }

    pub fn recall(&self, place: Place) {
        let _ = self.0.send(Work::Recall(place));
    }
}

/// Ends when the thread does.
pub type Ending = oneshot::Receiver<()>;

/// Starts the thread, which gives the newest customers unasked.
pub fn start(site: Site, events: UnboundedSender<Event>) -> std::io::Result<(Teller, Ending)> {
    let (told, work) = mpsc::unbounded_channel();
    let (ends, ending) = oneshot::channel();
    thread::Builder::new()
        .name("mirror".to_owned())
        .spawn(move || {
            panics::rehearse("mirror");
            Keeper::new(site, events).run(work);
            drop(ends);
        })?;
    Ok((Teller(told), ending))
}

/// Forgets what a mirror holds, whoever has it open.
pub fn forget(file: &Path) -> Result<(), String> {
    disk::forget(file).map_err(|trouble| format!("The mirror could not be forgotten: {trouble}"))
}

struct Keeper {
    site: Site,
    events: UnboundedSender<Event>,
    mirror: Result<Box<dyn Mirror>, Trouble>,
    /// Whether it was made anew in this run: what is damaged twice stays away.
    mended: bool,
    total: Option<u64>,
}

impl Keeper {
    fn new(site: Site, events: UnboundedSender<Event>) -> Self {
        Self {
            site,
            events,
            // Until it is opened it is as good as lost.
            mirror: Err(Trouble::Lost),
            mended: false,
            total: None,
        }
    }

    fn run(mut self, mut work: UnboundedReceiver<Work>) {
        self.open();
        self.show(|mirror| mirror.newest(FIRST));
        let mut behind = None;
        while let Some(next) = behind.take().or_else(|| work.blocking_recv()) {
            match next {
                Work::Keep(Change::Put { mut rows, at }) => {
                    // All count as seen when the first were: no age is made younger by waiting for its turn.
                    while rows.len() < TOGETHER
                        && let Ok(next) = work.try_recv()
                    {
                        match next {
                            Work::Keep(Change::Put { rows: more, .. }) => rows.extend(more),
                            other => {
                                behind = Some(other);
                                break;
                            }
                        }
                    }
                    self.keep(Change::Put { rows, at });
                }
                Work::Keep(change) => self.keep(change),
                Work::Recall(place) => {
                    if self.total.is_none() {
                        self.total = self.read(|mirror| mirror.count());
                    }
                    self.show(|mirror| mirror.after(place, BATCH));
                }
            }
        }
    }

    fn open(&mut self) {
        self.mirror = match Disk::open(&self.site.file, self.site.most_bytes) {
            Ok((disk, trouble)) => {
                if let Some(trouble) = trouble {
                    self.mended = true;
                    self.say(&format!("The mirror on disk is made anew: {trouble}"));
                }
                Ok(Box::new(disk))
            }
            Err(trouble) => Err(trouble),
        };
        if let Err(trouble) = &self.mirror {
            self.say(&goes_without(trouble));
        }
    }

    /// Sends rows to the screen; none where they cannot be read, which ends the waiting for more.
    fn show(&mut self, read: impl FnOnce(&mut dyn Mirror) -> Result<Batch, Trouble>) {
        let as_of = self.read(|mirror| mirror.as_of()).flatten();
        let batch = self.read(read).unwrap_or_default();
        self.tell(News::Rows {
            batch,
            total: self.total,
            as_of,
        });
    }

    fn read<T>(&mut self, read: impl FnOnce(&mut dyn Mirror) -> Result<T, Trouble>) -> Option<T> {
        let mirror = self.mirror.as_mut().ok()?;
        match read(mirror.as_mut()) {
            Ok(found) => Some(found),
            Err(trouble) => {
                self.mend(trouble);
                None
            }
        }
    }

    fn keep(&mut self, change: Change) {
        let removes = matches!(change, Change::Remove(_));
        if let Ok(mirror) = &mut self.mirror
            && let Err(trouble) = carry_out(mirror.as_mut(), change)
        {
            self.mend(trouble);
        }
        // Who was deleted must not come back at the next start from a file that could not be changed.
        if removes
            && let Err(trouble) = &self.mirror
            && *trouble != Trouble::Newer
            && let Err(trouble) = disk::discard(&self.site.file)
        {
            tracing::warn!(%trouble, "the mirror could not be removed");
        }
    }

    /// Makes the mirror anew where that helps, else goes on without one.
    fn mend(&mut self, trouble: Trouble) {
        if !trouble.is_mendable() || self.mended {
            self.say(&goes_without(&trouble));
            self.mirror = Err(trouble);
            return;
        }
        self.mended = true;
        self.total = None;
        self.say(&format!("The mirror on disk is made anew: {trouble}"));
        // Closed first, for its file is removed now.
        self.mirror = Err(trouble.clone());
        if trouble != Trouble::Lost
            && let Err(trouble) = disk::discard(&self.site.file)
        {
            self.say(&goes_without(&trouble));
            self.mirror = Err(trouble);
            return;
        }
        self.open();
        self.tell(News::Anew);
    }

    /// Says something on the screen and in the log.
    fn say(&self, what: &str) {
        let what = Safe::clean(what).to_string();
        tracing::warn!("{what}");
        self.tell(News::Trouble(what));
    }

    fn tell(&self, news: News) {
        // Where the loop has ended there is nobody to tell.
        let _ = self.events.send(Event::Mirror(news));
    }
}

fn goes_without(trouble: &Trouble) -> String {
    format!("No mirror on disk in this run: {trouble}")
}

fn carry_out(mirror: &mut dyn Mirror, change: Change) -> Result<(), Trouble> {
    match change {
        Change::Begin => mirror.begin_pass(),
        Change::Put { rows, at } => mirror.put(&rows, at),
        Change::Remove(tokens) => mirror.remove(&tokens),
        Change::End => mirror.end_pass(),
    }
}
