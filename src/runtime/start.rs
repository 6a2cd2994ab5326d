//! The dashboard from the first frame to the exit code.
use crate::app::{App, Setup};
use crate::config::{Profile, zone};
use crate::runtime::clock::Clock;
use crate::runtime::console::{Console, TtyConsole};
use crate::runtime::line::{self, Ends, Line, Rest};
use crate::runtime::link::Surroundings;
use crate::runtime::loan::Lender;
use crate::runtime::mirror::{self, Ending, Site};
use crate::runtime::run::{self, Ended, Heard};
use crate::runtime::{executor, input, link, signals, terminal};
use jiff::tz::TimeZone;
use std::io::{self, Write};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// Opens the dashboard and returns the exit code of the program.
pub fn dashboard(setup: Setup, surroundings: &Surroundings) -> io::Result<i32> {
    let ended = executor::block_on(async {
        let ended = open(setup, surroundings).await;
        terminal::restore();
        ended
    })?;
    Ok(match ended? {
        Ended::Stopped(signal) => signals::exit_code(signal),
        Ended::Blind(why) => return Err(io::Error::other(why)),
        Ended::Quit | Ended::Open(_) => 0,
    })
}

/// The way to one profile, of which only the mirror is open.
struct Way {
    line: Line,
    ends: Ends,
    mirror: Option<Ending>,
}

impl Way {
    /// Lets the profile's mirror be read, if it has one.
    fn new(profile: &Profile, surroundings: &Surroundings) -> Self {
        let (line, ends) = Line::new();
        let site = if profile.mirror {
            Site::new(surroundings.paths.mirror(profile))
        } else {
            Site::memory()
        };
        let (teller, mirror) = match mirror::start(site, ends.events.clone()) {
            Ok((teller, ending)) => (Some(teller), Some(ending)),
            Err(error) => {
                tracing::warn!(%error, "no thread for the mirror");
                (None, None)
            }
        };
        let line = line.with_mirror(teller);
        Self { line, ends, mirror }
    }
}

async fn open(mut setup: Setup, surroundings: &Surroundings) -> io::Result<Ended> {
    let (told, asides) = mpsc::unbounded_channel();
    signals::watch(&told)?;
    let mut console = TtyConsole::open(setup.mouse, told.clone())?;
    // It reads while the first frame is drawn. The terminal is taken first, or a mistake in the mirror's
    // thread could end the program between the two.
    let mut way = Way::new(&setup.profile, surroundings);
    let mut heard = Heard {
        input: input::listen()?,
        asides,
    };
    let clock = Clock::start();
    let mut app = App::new(setup.clone(), console.size()?, clock.now());
    let mut words: Vec<String> = surroundings.notice.iter().cloned().collect();
    loop {
        words.extend(misnamed_zone(&setup.profile));
        let mut notice = as_one(&words);
        let mut behind = None;
        let (profile, mode) = (setup.profile.name.as_str(), setup.profile.mode.word());
        tracing::info!(profile, mode, "opened");
        let Way { line, ends, mirror } = way;
        let (ended, line) = run::run(&mut console, &mut app, &mut heard, &clock, || {
            behind = Some(link::open(
                ends,
                &setup.profile,
                surroundings,
                notice.take(),
                Lender::Loop(told.clone()),
            ));
            line
        })
        .await;
        if !matches!(ended, Ended::Open(_)) {
            // The person's screen comes back before anything is waited for.
            terminal::restore();
        }
        tracing::info!(?ended, "closed");
        let rest = line.close();
        let patience = patience(&ended, &rest);
        end(behind, mirror, patience).await;
        let answers = rest.answers();
        words = line::words(&answers);
        if let Ended::Open(name) = &ended
            && let Some(profile) = setup.profiles.iter().find(|known| known.name == *name)
        {
            // The person goes on, but must still hear of changes that the last profile was making,
            // and find them among the requests of this run.
            for answer in answers {
                app.update(answer, clock.now());
            }
            setup.time_zone = zone(profile);
            setup.profile = profile.clone();
            way = Way::new(profile, surroundings);
            app = App::new(setup.clone(), console.size()?, clock.now()).taking_over_from(app);
        } else {
            say(&words);
            return Ok(ended);
        }
    }
}

/// Joins what a profile has to say when it opens: each text would push the one before it from the screen.
fn as_one(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| words.join("; "))
}

/// Waits for what runs behind the screen. What does not end in time ends with the program; the mirror's file
/// bears that.
async fn end(behind: Option<impl Future>, mirror: Option<impl Future>, patience: Duration) {
    let _ = timeout(patience, async {
        if let Some(task) = behind {
            task.await;
        }
        if let Some(mirror) = mirror {
            mirror.await;
        }
    })
    .await;
}

/// Returns the zone in which a profile's times are shown.
pub fn zone(profile: &Profile) -> TimeZone {
    profile.time_zone.clone().unwrap_or_else(zone::system)
}

/// Says that the zone is not the one that was asked for.
fn misnamed_zone(profile: &Profile) -> Option<String> {
    let is_misnamed = profile.time_zone.is_none() && zone::is_misnamed();
    is_misnamed.then(|| {
        "TZ is not a valid time zone, so times are in UTC: fix TZ or set time_zone".to_owned()
    })
}

/// Returns how long the worker and the sandbox may take to end: writes under way are waited for, but
/// a signal leaves less than half a second in all.
fn patience(ended: &Ended, rest: &Rest) -> Duration {
    if rest.has_writes() && !matches!(ended, Ended::Stopped(_)) {
        Duration::from_millis(2500)
    } else {
        Duration::from_millis(300)
    }
}

/// Says on the person's own screen what became of the changes that were under way.
fn say(words: &[String]) {
    let mut out = io::stderr().lock();
    for line in words {
        // Where the error stream is closed there is nobody to tell.
        let _ = writeln!(out, "pintui: {line}");
    }
}
