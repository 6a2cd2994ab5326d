//! The writing side of a mirror: one thread that opens it, keeps what it is told, and sees to trouble.
//!
//! Changes enter here and nowhere else, as [`Work::Keep`]. Today they come from the reading of the API; those
//! of a mirror that a team shares can come in the same way, for the keeper never learns who became aware of a
//! [`Change`], nor how.
use crate::mirror::disk::{self, Disk, Leader};
use crate::mirror::{Change, Seen, SyncState, Told, Trouble, WindowRow};
use crate::model::event::{Event, News};
use crate::runtime::mirror::post::{MemoryUpdate, Site, Task, Work, gather};
use crate::runtime::panics;
use crate::text::Safe;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};
use tokio::sync::mpsc::UnboundedSender;

/// How many rows come unasked at the start: a few screens of any size.
const FIRST: usize = 120;
/// How many rows are written in one transaction where many wait.
const TOGETHER: usize = 8_000;
/// How much memory the pages may take that they touch: tokens are in no order, so nearly every row has a page
/// of its own in their index, and the more go together the fewer pages are written twice.
const ROOM: u32 = 8 << 20;
/// Both where nobody looks at the rows, and nothing else needs the memory.
const TOGETHER_ALONE: usize = 50_000;
const ROOM_ALONE: u32 = 64 << 20;
/// How often an instance that follows looks whether the one that reads has written, or ended.
const LOOK: Duration = Duration::from_secs(1);

pub struct Keeper {
    site: Site,
    events: UnboundedSender<Event>,
    /// None where nobody looks at the mirror: then without a file there is nothing to keep it for.
    searcher: Option<Sender<Task>>,
    mirror: Option<Disk>,
    /// Whether it was made anew in this run: what is damaged twice stays away.
    mended: bool,
    /// Why the file is not used, and a mirror in memory stands in its place.
    lost: Option<Trouble>,
    /// Kept while this instance is the one that reads.
    leader: Option<Leader>,
    /// Whether another instance reads.
    follows: bool,
    /// How many mirrors there were so far in this run, and when it was last looked what others did to this
    /// one.
    generation: u64,
    looked: Instant,
}

impl Keeper {
    pub fn new(site: Site, events: UnboundedSender<Event>, searcher: Option<Sender<Task>>) -> Self {
        Self {
            site,
            events,
            searcher,
            mirror: None,
            mended: false,
            lost: None,
            leader: None,
            follows: false,
            generation: 0,
            looked: Instant::now(),
        }
    }

    /// Works until nobody asks for anything any more. The error is why the mirror was lost, where that ends
    /// the work.
    pub fn run(mut self, work: &Receiver<Work>) -> Result<(), Trouble> {
        panics::rehearse("mirror");
        self.open();
        if !self.is_useless() {
            self.welcome();
        }
        let mut behind = None;
        while !self.is_useless() {
            let next = match behind.take() {
                Some(next) => next,
                None => match self.wait(work) {
                    Some(next) => next,
                    None => continue,
                },
            };
            match next {
                Work::Keep(number, change) => {
                    let (number, change) =
                        gather(self.together(), (number, change), work, &mut behind);
                    self.keep(number, change);
                }
                // What an older one lacked is mended already.
                Work::Mend(generation, _) if generation < self.generation => {}
                Work::Mend(_, trouble) => self.mend(trouble),
                Work::Glance => self.glance(),
                Work::Lead(leads) => self.lead(leads),
                Work::Fence(done) => self.search(Task::Fence(done)),
                Work::End => return Ok(()),
            }
        }
        self.lost.map_or(Ok(()), Err)
    }

    /// Whether the file is lost and nothing can stand in its place.
    fn is_useless(&self) -> bool {
        self.searcher.is_none() && self.lost.is_some()
    }

    fn search(&self, task: Task) {
        if let Some(searcher) = &self.searcher {
            let _ = searcher.send(task);
        }
    }

    /// Waits for work; nothing where it only looked at what another instance did.
    fn wait(&mut self, work: &Receiver<Work>) -> Option<Work> {
        if !self.follows {
            return Some(work.recv().unwrap_or(Work::End));
        }
        match work.recv_timeout(LOOK) {
            Ok(next) => Some(next),
            Err(RecvTimeoutError::Disconnected) => Some(Work::End),
            Err(RecvTimeoutError::Timeout) => {
                self.look_around();
                None
            }
        }
    }

    fn open(&mut self) {
        let opened = Disk::open_at(&self.site.home, self.site.most_bytes).and_then(|opened| {
            if self.searcher.is_none() {
                // Nobody reads all of it as the search does, and what was not looked at is not called up to
                // date.
                opened.0.check()?;
            }
            Ok(opened)
        });
        match opened {
            Ok((disk, trouble)) => {
                if let Some(trouble) = trouble {
                    self.mended = true;
                    self.say(&format!("Rebuilding the mirror on disk: {trouble}"));
                }
                let room = if self.searcher.is_some() {
                    ROOM
                } else {
                    ROOM_ALONE
                };
                if let Err(trouble) = disk.make_room(room) {
                    tracing::warn!(%trouble, "the mirror is filled with less memory");
                }
                self.mirror = Some(disk);
            }
            Err(trouble) if trouble.is_mendable() && !self.mended => self.make_anew(&trouble),
            Err(trouble) => match self.open_to_read() {
                Some(disk) => {
                    tracing::warn!(%trouble, "the mirror can only be read");
                    self.mirror = Some(disk);
                }
                None => self.go_without(trouble),
            },
        }
    }

    /// Opens a mirror that can be read and not written, for who looks at it; the first change finds it lost.
    fn open_to_read(&self) -> Option<Disk> {
        self.searcher.as_ref()?;
        Disk::open_to_read(self.site.file()?).ok()
    }

    /// How many rows go into one transaction at the most.
    const fn together(&self) -> usize {
        if self.searcher.is_some() {
            TOGETHER
        } else {
            TOGETHER_ALONE
        }
    }

    /// Shows what is there and begins to hand it over to the search.
    fn welcome(&mut self) {
        self.take_lead();
        let rows = self.read(|mirror| Ok(mirror.seen(None, FIRST)?.0));
        let rows = rows.unwrap_or_default();
        let state = self.read(|mirror| mirror.sync_state()).unwrap_or_default();
        // What changed up to now is read anyway.
        self.read(Disk::was_changed_elsewhere);
        let shown = |Seen { customer, at }| WindowRow {
            customer,
            seen: at,
            is_current: false,
        };
        self.tell(News::Opened {
            rows: rows.into_iter().map(shown).collect(),
            state,
            leads: !self.follows,
        });
        self.hand_over();
    }

    /// Gives the searching thread a way of its own to the mirror.
    fn hand_over(&mut self) {
        if self.searcher.is_some()
            && let Some(reader) = self.read(|mirror| mirror.again())
        {
            self.generation += 1;
            self.search(Task::Open(self.generation, Box::new(reader)));
        }
    }

    fn take_lead(&mut self) {
        if self.lost.is_some() {
            // Nobody else sees the one in memory.
            self.follows = false;
            return;
        }
        match Leader::take(&self.site.home) {
            Ok(leader) => {
                self.follows = leader.is_none();
                self.leader = leader;
            }
            // Who cannot lock anything reads all the same: at the worst two do.
            Err(trouble) => {
                tracing::warn!(%trouble, "the lead could not be taken");
                self.follows = false;
            }
        }
    }

    fn lead(&mut self, leads: bool) {
        if !leads {
            self.leader = None;
            return;
        }
        let followed = self.follows;
        if self.leader.is_none() {
            self.take_lead();
        }
        if !self.follows {
            self.look_for_changes();
            let state = self.read(|mirror| mirror.sync_state()).unwrap_or_default();
            self.tell(News::Leads(Some(state)));
        } else if !followed {
            self.tell(News::Leads(None));
        }
    }

    /// Looks whether the instance that reads wrote something, or ended.
    fn look_around(&mut self) {
        self.look_for_changes();
        self.lead(true);
    }

    /// Looks whether another instance changed rows since it was last asked.
    fn look_for_changes(&mut self) {
        self.looked = Instant::now();
        if self.read(Disk::was_changed_elsewhere) == Some(true) {
            self.search(Task::Reread);
        }
    }

    /// Looks for changes while the person looks at the list, so that nobody is woken while the person does
    /// not.
    fn glance(&mut self) {
        if self.looked.elapsed() >= LOOK {
            self.look_for_changes();
        }
    }

    fn read<T>(&mut self, read: impl FnOnce(&mut Disk) -> Result<T, Trouble>) -> Option<T> {
        match read(self.mirror.as_mut()?) {
            Ok(found) => Some(found),
            Err(trouble) => {
                self.mend(trouble);
                None
            }
        }
    }

    fn keep(&mut self, number: u64, change: Change) {
        let kept = match &mut self.mirror {
            Some(mirror) => mirror.keep(&change),
            None => Ok(None),
        };
        let report = kept.unwrap_or_else(|trouble| {
            self.mend(trouble);
            // Into the one that stands in its place.
            let again = self.mirror.as_mut().map(|mirror| mirror.keep(&change));
            again.and_then(Result::ok).flatten()
        });
        if matches!(change, Change::Remove(_)) {
            self.make_sure_of_removal();
        }
        let taken = MemoryUpdate::of(change, report.as_ref());
        self.search(Task::Told(number, taken));
        self.tell(News::Kept { number, report });
    }

    /// Makes the mirror anew where that helps, else goes on with one in memory.
    fn mend(&mut self, trouble: Trouble) {
        if self.lost.is_some() {
            self.say(&format!("Rebuilding the mirror in memory: {trouble}"));
            self.mirror = Disk::memory().ok();
        } else if trouble.is_mendable() && !self.mended {
            self.make_anew(&trouble);
        } else {
            self.go_without(trouble);
        }
        self.hand_over();
        self.tell(News::Anew);
    }

    fn make_anew(&mut self, trouble: &Trouble) {
        self.mended = true;
        self.say(&format!("Rebuilding the mirror on disk: {trouble}"));
        // Closed first, for its file is removed now.
        self.mirror = None;
        let file = self.site.file();
        if *trouble != Trouble::Lost
            && let Some(Err(trouble)) = file.map(disk::discard)
        {
            return self.go_without(trouble);
        }
        self.open();
    }

    /// Goes on in memory, with all that can still be read.
    fn go_without(&mut self, trouble: Trouble) {
        if self.searcher.is_none() {
            tracing::warn!(%trouble, "the mirror cannot be kept");
            self.lost = Some(trouble);
            return;
        }
        self.say(&format!("No mirror on disk in this run: {trouble}"));
        self.lost = Some(trouble);
        // Others may read into the file, if they can; here nobody is followed any more.
        self.leader = None;
        let followed = std::mem::take(&mut self.follows);
        let before = self.mirror.take();
        self.mirror = Disk::memory().ok();
        if let (Some(mut before), Some(memory)) = (before, &mut self.mirror)
            && let Err(trouble) = copy(&mut before, memory)
        {
            tracing::warn!(%trouble, "the rest of the mirror could not be read");
        }
        if followed {
            self.tell(News::Leads(Some(SyncState::default())));
        }
    }

    /// Removes a file that could not be changed: who was deleted must not come back from it at the next
    /// start.
    fn make_sure_of_removal(&self) {
        if let Some(trouble) = &self.lost
            && *trouble != Trouble::Newer
            && let Some(file) = self.site.file()
            && let Err(trouble) = disk::discard(file)
        {
            tracing::warn!(%trouble, "the mirror could not be removed");
        }
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

/// Copies rows with the times at which they were told.
fn copy(from: &mut Disk, to: &mut Disk) -> Result<(), Trouble> {
    let mut place = None;
    loop {
        let (rows, next) = from.seen(place, TOGETHER)?;
        for told in rows.chunk_by(|one, other| one.at == other.at) {
            let customers: Vec<_> = told.iter().map(|row| row.customer.clone()).collect();
            if let Some(first) = told.first() {
                to.put(&customers, first.at, Told::Single)?;
            }
        }
        place = match next {
            Some(next) => Some(next),
            None => return Ok(()),
        };
    }
}
