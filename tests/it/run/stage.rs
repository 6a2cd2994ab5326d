//! The loop's surroundings in memory: a screen, a person, a system and the other end of the line.
use crate::driver::{keys, today};
use pintui::api::error::{Error, ErrorKind};
use pintui::app::{App, Looks, Setup};
use pintui::config::Profile;
use pintui::model::effect::{ApiCommand, Ticket};
use pintui::model::event::{Event, Trace};
use pintui::model::keymap::Keymap;
use pintui::runtime::clock::Clock;
use pintui::runtime::console::Console;
use pintui::runtime::line::{Ends, Line};
use pintui::runtime::run::{Ended, Heard, run};
use pintui::runtime::signals::Aside;
use ratatui::backend::TestBackend;
use ratatui::{Frame, Terminal};
use std::future::poll_fn;
use std::io;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::{LocalSet, spawn_local};
use tokio::time::sleep;

/// What the loop did to its console.
#[derive(Default)]
pub struct Done {
    pub screen: String,
    pub frames: usize,
    pub whole_frames: usize,
    pub copied: Vec<String>,
    pub suspended: Vec<bool>,
    pub refuses_copies: bool,
    pub lent: bool,
    pub refuses_loans: bool,
    pub polls: usize,
}

#[derive(Clone, Default)]
pub struct Seen(Arc<Mutex<Done>>);

impl Seen {
    pub fn get(&self) -> MutexGuard<'_, Done> {
        self.0.lock().unwrap()
    }
}

struct Memory {
    terminal: Terminal<TestBackend>,
    seen: Seen,
}

impl Console for Memory {
    fn size(&self) -> io::Result<(u16, u16)> {
        Ok((120, 36))
    }

    fn draw(&mut self, whole: bool, paint: impl FnOnce(&mut Frame)) -> io::Result<()> {
        self.terminal.draw(paint).unwrap();
        let mut done = self.seen.get();
        done.screen = self.terminal.backend().to_string();
        done.frames += 1;
        done.whole_frames += usize::from(whole);
        Ok(())
    }

    fn capture_mouse(&mut self, _on: bool) -> Result<(), String> {
        Ok(())
    }

    fn copy(&mut self, text: String) -> Result<(), String> {
        self.copy_through_terminal(&text)
    }

    fn copy_through_terminal(&mut self, text: &str) -> Result<(), String> {
        let mut done = self.seen.get();
        if done.refuses_copies {
            return Err("No clipboard here".to_owned());
        }
        done.copied.push(text.to_owned());
        Ok(())
    }

    fn suspend(&mut self, whole_job: bool) -> Result<(), String> {
        self.seen.get().suspended.push(whole_job);
        Ok(())
    }

    fn lend(&mut self) -> bool {
        let mut done = self.seen.get();
        done.lent = !done.refuses_loans;
        done.lent
    }

    fn take_back(&mut self) {
        self.seen.get().lent = false;
    }

    fn resume(&mut self) -> io::Result<bool> {
        Ok(!self.seen.get().lent)
    }
}

/// Is the person, the system and the world behind the line.
pub struct World {
    pub keys: mpsc::Sender<Event>,
    pub asides: mpsc::UnboundedSender<Aside>,
    pub ends: Ends,
    pub seen: Seen,
}

impl World {
    /// Types [`keys`].
    pub async fn keys(&self, keys: &str) {
        for key in keys::parse(keys).into_iter().flatten() {
            self.keys.send(Event::Key(key)).await.unwrap();
        }
    }

    /// Answers what is asked until nothing is, then lets every line be read and go.
    pub async fn settle(&mut self) {
        let mut quiet = 0;
        while quiet < 20 {
            sleep(Duration::from_millis(50)).await;
            quiet += 1;
            while let Ok(command) = self.ends.commands.try_recv() {
                if let ApiCommand::Call(ticket, _) = command {
                    self.ends.events.send(answer(ticket)).unwrap();
                    quiet = 0;
                }
            }
        }
        sleep(Duration::from_secs(600)).await;
    }

    pub fn frames(&self) -> usize {
        self.seen.get().frames
    }
}

/// Lets a moment pass that is too short for anything that moves by itself.
pub async fn moment() {
    sleep(Duration::from_millis(1)).await;
}

pub fn answer(ticket: Ticket) -> Event {
    Event::Reply {
        ticket,
        result: Err(Error {
            kind: ErrorKind::Protocol("it was made up"),
            fate: None,
        }),
        trace: Trace {
            method: "GET",
            path: String::new(),
            status: Some(200),
            tries: 1,
            took: Duration::ZERO,
        },
    }
}

fn setup() -> Setup {
    Setup {
        profile: Profile::sandbox(),
        profiles: vec![Profile::sandbox()],
        time_zone: jiff::tz::TimeZone::UTC,
        config_path: "~/.config/pintui/config.toml".to_owned(),
        mouse: true,
        looks: Looks {
            colour: true,
            ascii: false,
        },
        keymap: Keymap::built_in().unwrap(),
    }
}

/// Runs the loop beside a script, which must make it end, and gives why it ended.
pub fn with_loop<S>(script: impl FnOnce(World) -> S) -> (Ended, Seen)
where
    S: Future<Output = World>,
{
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    let seen = Seen::default();
    let (keys, input) = mpsc::channel(256);
    let (told, asides) = mpsc::unbounded_channel();
    let (line, ends) = Line::new();
    let world = World {
        keys,
        asides: told,
        ends,
        seen: seen.clone(),
    };
    let heard = Heard { input, asides };
    let ended = LocalSet::new().block_on(&runtime, async {
        // A task of its own, or it would be polled whenever the script is.
        let looped = spawn_local(run_counted(seen.clone(), heard, line));
        let _world = script(world).await;
        looped.await.unwrap()
    });
    (ended, seen)
}

async fn run_counted(seen: Seen, mut heard: Heard, line: Line) -> Ended {
    let mut console = Memory {
        terminal: Terminal::new(TestBackend::new(120, 36)).unwrap(),
        seen: seen.clone(),
    };
    // At a fixed time of day, so that the day ends when a test expects it.
    let clock = Clock::set_to(today());
    let mut app = App::new(setup(), (120, 36), clock.now());
    let mut looped = pin!(run(&mut console, &mut app, &mut heard, &clock, || {
        assert_eq!(seen.get().frames, 1, "the first frame comes first");
        line
    }));
    let (ended, _line) = poll_fn(|context| {
        seen.get().polls += 1;
        looped.as_mut().poll(context)
    })
    .await;
    ended
}
