//! The dashboard from the first frame to the exit code.
use crate::app::{App, Setup};
use crate::config::Profile;
use crate::runtime::clock::Clock;
use crate::runtime::console::{Console, TtyConsole};
use crate::runtime::line::{self, Rest};
use crate::runtime::link::Surroundings;
use crate::runtime::run::{self, Ended, Heard};
use crate::runtime::{input, link, signals, terminal};
use jiff::tz::TimeZone;
use std::io::{self, Write};
use std::time::Duration;
use tokio::runtime::Builder;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// Opens the dashboard and gives the exit code of the program.
///
/// The executor has two threads: one can be busy with a page while the other sends a key's call.
pub fn dashboard(setup: Setup, surroundings: &Surroundings) -> io::Result<i32> {
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let ended = runtime.block_on(open(setup, surroundings));
    terminal::restore();
    runtime.shutdown_background();
    Ok(match ended? {
        Ended::Stopped(signal) => signals::exit_code(signal),
        Ended::Blind(why) => return Err(io::Error::other(why)),
        Ended::Quit | Ended::Open(_) => 0,
    })
}

async fn open(mut setup: Setup, surroundings: &Surroundings) -> io::Result<Ended> {
    let (told, asides) = mpsc::unbounded_channel();
    signals::watch(&told)?;
    let mut console = TtyConsole::open(setup.mouse, told)?;
    let mut heard = Heard {
        input: input::listen()?,
        asides,
    };
    let clock = Clock::start();
    let mut app = App::new(setup.clone(), console.size()?, clock.now());
    let mut notices: Vec<String> = surroundings.notice.iter().cloned().collect();
    loop {
        let mut behind = None;
        let (profile, mode) = (setup.profile.name.as_str(), setup.profile.mode.word());
        tracing::info!(profile, mode, "opened");
        let (ended, line) = run::run(&mut console, &mut app, &mut heard, &clock, || {
            let (line, task) =
                link::open(&setup.profile, surroundings, std::mem::take(&mut notices));
            behind = Some(task);
            line
        })
        .await;
        if !matches!(ended, Ended::Open(_)) {
            // The person's screen comes back before anything is waited for.
            terminal::restore();
        }
        tracing::info!(?ended, "closed");
        let rest = line.close();
        if let Some(task) = behind {
            // What does not end in time ends with the program.
            let _ = timeout(patience(&ended, &rest), task).await;
        }
        let answers = rest.answers();
        let words = line::words(&answers);
        if let Ended::Open(name) = &ended
            && let Some(profile) = setup.profiles.iter().find(|known| known.name == *name)
        {
            // The person goes on, but must still hear of changes that the last profile was making,
            // and find them among the requests of this run.
            // One text: each would push the one before it from the screen.
            notices = if words.is_empty() {
                words
            } else {
                vec![words.join("; ")]
            };
            for answer in answers {
                app.update(answer, clock.now());
            }
            setup.time_zone = zone(profile);
            setup.profile = profile.clone();
            app = App::new(setup.clone(), console.size()?, clock.now()).taking_over_from(app);
        } else {
            say(&words);
            return Ok(ended);
        }
    }
}

/// Gives the zone in which a profile's times are shown.
pub fn zone(profile: &Profile) -> TimeZone {
    profile.time_zone.clone().unwrap_or_else(TimeZone::system)
}

/// Gives how long the worker and the sandbox may take to end: writes under way are waited for, but
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
