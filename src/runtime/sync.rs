//! The mirror brought up to date without a screen, for scripts and for the first time with very many
//! customers.
//!
//! What is asked for, kept and retried is what the dashboard does behind its screen: the same store drives
//! the reading, with the same worker and the same writing thread. Only the person is told differently: see
//! `talk` for how and `words` for what.
mod reader;
mod talk;
mod words;

use crate::api::error::Error;
use crate::config::Profile;
use crate::mirror::Trouble;
use crate::runtime::executor;
use crate::runtime::link::{OpenError, Surroundings};
use crate::runtime::mirror::{self, Site};
use crate::runtime::signals::{self, Aside};
use reader::Reader;
use std::future::pending;
use std::io;
use tokio::sync::mpsc::{self, UnboundedReceiver};
use tokio::sync::oneshot::error::RecvError;

/// What is wanted beside the profile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SyncOptions {
    /// To read all pages, however young the last reading of all is.
    pub full: bool,
    /// To say nothing but errors.
    pub quiet: bool,
}

/// How a reading came to its end.
#[derive(Debug)]
enum SyncEnd {
    Done,
    Stopped(i32),
    Failed(Error),
    /// Another instance reads into the same mirror.
    Follows,
    /// The mirror cannot be written.
    Lost(Trouble),
    Unopened(OpenError),
}

/// Brings a profile's mirror up to date and returns the exit code of the program.
pub fn sync(profile: &Profile, surroundings: &Surroundings, wish: SyncOptions) -> io::Result<i32> {
    executor::block_on(open_and_read(profile, surroundings, wish))?
}

async fn open_and_read(
    profile: &Profile,
    surroundings: &Surroundings,
    wish: SyncOptions,
) -> io::Result<i32> {
    let (told, asides) = mpsc::unbounded_channel();
    signals::watch_without_screen(&told)?;
    let (events, heard) = mpsc::unbounded_channel();
    let site = Site::new(surroundings.paths.mirror(profile));
    let (mirror, mut kept) = mirror::start_unseen(site, events.clone())?;
    let mut reader = Reader::new(profile, surroundings, wish, (events, mirror));
    let ended = tokio::select! {
        biased;
        signal = stopped(asides) => SyncEnd::Stopped(signal),
        trouble = &mut kept => SyncEnd::Lost(reason(trouble)),
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

/// Returns why the thread that writes the mirror has ended before its time.
fn reason(ended: Result<Result<(), Trouble>, RecvError>) -> Trouble {
    let by_itself = || Trouble::Unusable("its thread has stopped".to_owned());
    match ended {
        Ok(Err(trouble)) => trouble,
        Ok(Ok(())) | Err(_) => by_itself(),
    }
}
