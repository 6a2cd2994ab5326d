//! The loop on a screen in memory, on a clock that moves only when everything waits.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use pintui::api::call::Call;
use pintui::api::error::{Error, ErrorKind, Fate};
use pintui::api::ids::CustomerId;
use pintui::app::{App, Looks, Setup};
use pintui::config::Profile;
use pintui::model::effect::{Effect, Lane, Ticket};
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
struct Done {
    screen: String,
    frames: usize,
    whole_frames: usize,
    copied: Vec<String>,
    suspended: Vec<bool>,
    refuses_copies: bool,
    polls: usize,
}

#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Done>>);

impl Seen {
    fn get(&self) -> MutexGuard<'_, Done> {
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

    fn resume(&mut self) -> io::Result<bool> {
        Ok(true)
    }
}

/// Is the person, the system and the world behind the line.
struct World {
    keys: mpsc::Sender<Event>,
    asides: mpsc::UnboundedSender<Aside>,
    ends: Ends,
    seen: Seen,
}

impl World {
    async fn key(&self, key: char) {
        let event = KeyEvent::new(KeyCode::Char(key), KeyModifiers::NONE);
        self.keys.send(Event::Key(event)).await.unwrap();
    }

    /// Answers what is asked until nothing is, then lets every line be read and go.
    async fn settle(&mut self) {
        let mut quiet = 0;
        while quiet < 20 {
            sleep(Duration::from_millis(50)).await;
            quiet += 1;
            while let Ok(order) = self.ends.orders.try_recv() {
                if let Effect::Call { ticket, .. } = order {
                    self.ends.events.send(answer(ticket)).unwrap();
                    quiet = 0;
                }
            }
        }
        sleep(Duration::from_secs(600)).await;
    }

    fn frames(&self) -> usize {
        self.seen.get().frames
    }
}

/// Lets a moment pass that is too short for anything that moves by itself.
async fn moment() {
    sleep(Duration::from_millis(1)).await;
}

fn answer(ticket: Ticket) -> Event {
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
        looks: Looks {
            colour: true,
            ascii: false,
        },
        keymap: Keymap::built_in().unwrap(),
    }
}

/// Runs the loop beside a script, which must make it end, and gives why it ended.
fn with_loop<S>(script: impl FnOnce(World) -> S) -> (Ended, Seen)
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
    let clock = Clock::start();
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

#[test]
fn at_rest_it_sleeps() {
    with_loop(async |mut world| {
        world.settle().await;
        let (frames, polls) = (world.frames(), world.seen.get().polls);
        sleep(Duration::from_secs(24 * 3600)).await;
        assert_eq!(world.frames(), frames);
        assert_eq!(world.seen.get().polls, polls);
        world.key('q').await;
        world
    });
}

#[test]
fn the_quit_key_ends_it() {
    let (ended, _) = with_loop(async |mut world| {
        world.settle().await;
        world.key('q').await;
        world
    });
    assert_eq!(ended, Ended::Quit);
}

#[test]
fn answers_alone_draw_sixty_frames_a_second_and_a_key_does_not_wait_for_them() {
    with_loop(async |mut world| {
        world.settle().await;
        let before = world.frames();
        for number in 0..1000 {
            let event = Event::Failed(format!("Mishap {number}"));
            world.ends.events.send(event).unwrap();
            moment().await;
        }
        let drawn = world.frames() - before;
        assert!((50..=65).contains(&drawn), "{drawn} frames in a second");
        // Just after a frame, a key is still seen within the moment.
        world
            .ends
            .events
            .send(Event::Failed("Mishap".to_owned()))
            .unwrap();
        moment().await;
        let before = world.frames();
        world.key('?').await;
        moment().await;
        assert_eq!(world.frames(), before + 1);
        // What was held is seen in the end.
        world
            .ends
            .events
            .send(Event::Failed("The last mishap".to_owned()))
            .unwrap();
        sleep(Duration::from_millis(20)).await;
        assert!(world.seen.get().screen.contains("The last mishap"));
        world.asides.send(Aside::Stop(15)).unwrap();
        world
    });
}

#[test]
fn the_first_answer_after_a_key_is_drawn_at_once() {
    with_loop(async |mut world| {
        world.settle().await;
        let before = world.frames();
        world.key('?').await;
        moment().await;
        world
            .ends
            .events
            .send(Event::Failed("Mishap".to_owned()))
            .unwrap();
        moment().await;
        assert_eq!(world.frames(), before + 2);
        world.asides.send(Aside::Stop(15)).unwrap();
        world
    });
}

#[test]
fn a_flood_of_keys_is_drawn_in_few_frames() {
    with_loop(async |mut world| {
        world.settle().await;
        let before = world.frames();
        for _ in 0..50_000 {
            world.key('?').await;
            world.key('\u{1b}').await;
        }
        moment().await;
        let drawn = world.frames() - before;
        assert!(drawn < 50_000 / 20, "{drawn} frames for 100,000 keys");
        world.asides.send(Aside::Stop(15)).unwrap();
        world
    });
}

#[test]
fn only_the_last_size_of_a_dragged_window_is_drawn() {
    with_loop(async |mut world| {
        world.settle().await;
        let before = world.frames();
        for width in 80..200 {
            world.keys.try_send(Event::Resize(width, 40)).unwrap();
        }
        moment().await;
        assert_eq!(world.frames(), before + 1);
        world.asides.send(Aside::Stop(15)).unwrap();
        world
    });
}

#[test]
fn sleeping_and_waking_draws_the_whole_screen_again() {
    let (_, seen) = with_loop(async |mut world| {
        world.settle().await;
        world.asides.send(Aside::Suspend).unwrap();
        moment().await;
        let whole = world.seen.get().whole_frames;
        world.asides.send(Aside::Continue).unwrap();
        moment().await;
        assert_eq!(world.seen.get().whole_frames, whole + 1);
        world.asides.send(Aside::Stop(15)).unwrap();
        world
    });
    assert_eq!(
        seen.get().suspended,
        [false],
        "the shell stops the others itself"
    );
}

#[test]
fn what_the_console_cannot_do_is_said_on_the_screen() {
    with_loop(async |mut world| {
        world.settle().await;
        world.seen.get().refuses_copies = true;
        let text = "a text".to_owned();
        world.asides.send(Aside::CopyThroughTerminal(text)).unwrap();
        moment().await;
        assert!(world.seen.get().screen.contains("No clipboard here"));
        world.seen.get().refuses_copies = false;
        let text = "another".to_owned();
        world.asides.send(Aside::CopyThroughTerminal(text)).unwrap();
        moment().await;
        assert_eq!(world.seen.get().copied, ["another"]);
        world.asides.send(Aside::Stop(15)).unwrap();
        world
    });
}

#[test]
fn a_reader_that_gave_up_counts_as_a_closed_window() {
    let (ended, _) = with_loop(async |mut world| {
        world.settle().await;
        world.keys = mpsc::channel(1).0;
        world
    });
    assert_eq!(ended, Ended::Stopped(1));
}

#[test]
fn what_became_of_writes_at_the_end_is_said() {
    let (mut line, ends) = Line::new();
    for number in 1..=4 {
        let id = CustomerId::new(&format!("cus_{number}")).unwrap();
        assert!(line.order(Effect::Call {
            ticket: Ticket(number),
            call: Call::DeleteCustomer(id),
            lane: Lane::Operator,
            typed: None,
        }));
    }
    let with_fate = |number, fate: Option<Fate>| {
        let Event::Reply { ticket, trace, .. } = answer(Ticket(number)) else {
            unreachable!("an answer is a reply");
        };
        let result = fate.map_or(Ok(pintui::api::call::Reply::Done), |fate| {
            Err(Error {
                kind: ErrorKind::Cancelled,
                fate: Some(fate),
            })
        });
        Event::Reply {
            ticket,
            result,
            trace,
        }
    };
    ends.events.send(with_fate(1, None)).unwrap();
    ends.events.send(with_fate(2, Some(Fate::NotSent))).unwrap();
    assert!(
        line.hear_now().is_some(),
        "the app heard of the first itself"
    );
    ends.events
        .send(with_fate(3, Some(Fate::Rejected)))
        .unwrap();
    let words = line.close().words();
    assert_eq!(words.len(), 3, "{words:?}");
    assert!(words[0].contains("/customers/cus_2: not sent"), "{words:?}");
    assert!(words[1].contains("/customers/cus_3: refused"), "{words:?}");
    assert!(words[2].contains("/customers/cus_4: UNKNOWN"), "{words:?}");
}
