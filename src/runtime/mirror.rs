//! The one thread that writes a profile's mirror, and the ways to it and to the one that searches it.
//!
//! It starts before everything else, so that the newest customers are on the screen before a key was read or
//! a host called. Trouble stops nothing: the person is told once, and either the mirror is made anew or this
//! run goes on with one in memory.
mod keeper;
mod post;
mod searcher;

use crate::mirror::{Trouble, disk};
use crate::model::effect::MirrorCommand;
use crate::model::event::Event;
use keeper::Keeper;
pub use post::Site;
use post::{Task, Work};
use searcher::Searcher;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::{io, thread};
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::oneshot;

/// Hands work to the threads; once it is dropped they do what they were given and end.
#[derive(Debug)]
pub struct Teller {
    writer: Sender<Work>,
    /// None where nobody looks at the mirror.
    searcher: Option<Sender<Task>>,
    asked: Arc<AtomicU64>,
}

impl Teller {
    /// A thread that has ended is missed by nobody: it said why.
    fn write(&self, work: Work) {
        let _ = self.writer.send(work);
    }

    fn search(&self, task: Task) {
        let _ = self.searcher.as_ref().map(|searcher| searcher.send(task));
    }

    pub fn tell(&self, what: MirrorCommand) {
        match what {
            MirrorCommand::Keep(number, change) => self.write(Work::Keep(number, change)),
            MirrorCommand::Show(request) => {
                // Counted first: a request that is taken before it is counted would seem to be followed by
                // another.
                self.asked.fetch_add(1, Ordering::Release);
                self.search(Task::Ask(Box::new(request)));
                self.write(Work::Glance);
            }
            MirrorCommand::Look(tokens) => self.search(Task::Look(tokens)),
            MirrorCommand::Seek(sought) => self.search(Task::Seek(sought)),
            MirrorCommand::Match(request) => self.search(Task::Match(request)),
            MirrorCommand::FindCard(card) => self.search(Task::FindCard(card)),
            MirrorCommand::Recall(of) => self.search(Task::Recall(of)),
            MirrorCommand::Lead(leads) => self.write(Work::Lead(leads)),
        }
    }

    /// Ends when all that was told before was done and answered.
    pub fn fence(&self) -> Receiver<()> {
        let (done, ending) = mpsc::channel();
        self.write(Work::Fence(done));
        ending
    }
}

impl Drop for Teller {
    fn drop(&mut self) {
        self.write(Work::End);
        self.search(Task::End);
    }
}

/// Comes when the writing thread ends, with the reason where that is the loss of the mirror.
pub type Ending = oneshot::Receiver<Result<(), Trouble>>;

/// Starts the threads, which give the newest customers unasked.
pub fn start(site: Site, events: UnboundedSender<Event>) -> io::Result<(Teller, Ending)> {
    let (searcher, tasks) = mpsc::channel();
    let (teller, ending) = start_with(site, events.clone(), Some(searcher))?;
    let (asked, writer) = (Arc::clone(&teller.asked), teller.writer.clone());
    let search = Searcher::new(tasks, asked, writer, events);
    thread::Builder::new()
        .name("search".to_owned())
        .spawn(move || search.run())?;
    Ok((teller, ending))
}

/// Starts the writing thread alone, for a mirror that nobody looks at.
pub fn start_unseen(site: Site, events: UnboundedSender<Event>) -> io::Result<(Teller, Ending)> {
    start_with(site, events, None)
}

fn start_with(
    site: Site,
    events: UnboundedSender<Event>,
    searcher: Option<Sender<Task>>,
) -> io::Result<(Teller, Ending)> {
    let (writer, work) = mpsc::channel();
    let (ends, ending) = oneshot::channel();
    let keeper = Keeper::new(site, events, searcher.clone());
    thread::Builder::new()
        .name("mirror".to_owned())
        .spawn(move || {
            // Where nobody waits for it the program is at its end.
            let _ = ends.send(keeper.run(&work));
        })?;
    let teller = Teller {
        writer,
        searcher,
        asked: Arc::default(),
    };
    Ok((teller, ending))
}

/// Forgets what a mirror holds, whoever has it open.
pub fn forget(file: &Path) -> Result<(), String> {
    disk::forget(file).map_err(|trouble| format!("The mirror could not be deleted: {trouble}"))
}
