//! The app without a network: a test answers each call itself, in any order, with any bytes.
use crate::driver::keys;
use crate::harness::{screen_text, setup, today};
use crate::mirrored::Mirrored;
use pintui::api::call::Call;
use pintui::api::error::{Error, ErrorKind, Fate};
use pintui::api::reply::Reply;
use pintui::api::{body, decode};
use pintui::app::{App, Setup};
use pintui::config::Mode;
use pintui::model::effect::{ApiCommand, Effect, Request, Ticket};
use pintui::model::event::{Event, Now, Trace};
use pintui::model::keymap::Keymap;
use pintui::runtime::screen::Screen;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::time::Duration;
use zeroize::Zeroizing;

pub struct Puppet {
    pub app: App,
    mirror: Mirrored,
    /// Calls that wait for an answer, oldest first.
    pub waiting: Vec<(Ticket, Call)>,
    /// How many writes were ordered.
    pub writes: Vec<Call>,
    pub effects: Vec<Effect>,
    pub now: Now,
    pub size: (u16, u16),
}

impl Puppet {
    pub fn new(mode: Mode, size: (u16, u16)) -> Self {
        Self::with_keymap(mode, size, setup(mode).keymap)
    }

    pub fn with_keymap(mode: Mode, size: (u16, u16), keymap: Keymap) -> Self {
        let setup = Setup {
            keymap,
            ..setup(mode)
        };
        let now = Now {
            since_start: Duration::from_secs(1),
            wall: today(),
        };
        let mut puppet = Self {
            app: App::new(setup, size, now),
            mirror: Mirrored::memory(),
            waiting: Vec::new(),
            writes: Vec::new(),
            effects: Vec::new(),
            now,
            size,
        };
        puppet.tell(Event::Resize(size.0, size.1));
        puppet
    }

    pub fn tell(&mut self, event: Event) {
        for effect in self.mirror.update(&mut self.app, event, self.now) {
            match effect {
                Effect::Api(ApiCommand::Call(ticket, Request { call, .. })) => {
                    if call.is_write() {
                        self.writes.push(call.clone());
                    }
                    self.waiting.push((ticket, call));
                }
                Effect::Api(ApiCommand::Cancel(ticket)) => {
                    self.waiting.retain(|(other, _)| *other != ticket);
                }
                other => self.effects.push(other),
            }
        }
    }

    pub fn keys(&mut self, keys: &str) {
        for key in keys::parse(keys).into_iter().flatten() {
            self.tell(Event::Key(key));
        }
    }

    /// Says yes to a question or review that hears: the focus on its button, a rest, and Enter.
    pub fn yes(&mut self) {
        self.keys("y");
        self.advance(Duration::from_millis(400));
        self.keys("enter");
    }

    pub fn advance(&mut self, by: Duration) {
        self.now.since_start += by;
        self.now.wall += by;
        self.tell(Event::Tick);
    }

    /// Answers a waiting call with the bytes of a body, as the client would.
    pub fn answer(&mut self, at: usize, body: &[u8]) {
        let (ticket, call) = self.waiting.remove(at);
        let result = reply(&call, body).map_err(|kind| Error {
            fate: call.is_write().then_some(Fate::Unknown),
            kind,
        });
        self.tell(Event::Reply {
            ticket,
            result,
            trace: trace(&call, Some(200)),
        });
    }

    pub fn fail(&mut self, at: usize, kind: ErrorKind, fate: Fate) {
        let (ticket, call) = self.waiting.remove(at);
        let fate = call.is_write().then_some(fate);
        self.tell(Event::Reply {
            ticket,
            result: Err(Error { kind, fate }),
            trace: trace(&call, None),
        });
    }

    /// Answers every call, and those that the answers lead to, until nothing waits and time has passed.
    pub fn serve(&mut self, body: impl Fn(&Call) -> Vec<u8>) {
        for _ in 0..2 {
            let mut left = 2_000;
            while let Some((_, call)) = self.waiting.first() {
                let body = body(call);
                self.answer(0, &body);
                left -= 1;
                assert!(left > 0, "the app never stops asking");
            }
            self.advance(Duration::from_millis(400));
        }
    }

    pub fn screen(&self) -> String {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        terminal
            .draw(|frame| self.app.draw(frame, self.now))
            .unwrap();
        screen_text(&terminal)
    }

    /// Gives the bytes that a terminal would get for a whole frame.
    pub fn bytes(&self) -> Vec<u8> {
        Drawn::new(self.size).puppet(self)
    }
}

/// Is the terminal as the program draws on it, and keeps what it gets.
pub struct Drawn {
    terminal: Terminal<Screen<Kept>>,
    kept: Kept,
}

#[derive(Clone, Default)]
struct Kept(Rc<RefCell<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drawn {
    pub fn new((width, height): (u16, u16)) -> Self {
        let kept = Kept::default();
        let options = TerminalOptions {
            viewport: Viewport::Fixed(Rect::new(0, 0, width, height)),
        };
        Self {
            terminal: Terminal::with_options(Screen::on(kept.clone()), options).unwrap(),
            kept,
        }
    }

    pub fn puppet(&mut self, puppet: &Puppet) -> Vec<u8> {
        self.frame(|frame| puppet.app.draw(frame, puppet.now))
    }

    /// Gives the bytes that make the frame before into this one.
    pub fn frame(&mut self, paint: impl FnOnce(&mut Frame)) -> Vec<u8> {
        self.terminal.draw(paint).unwrap();
        std::mem::take(&mut self.kept.0.borrow_mut())
    }
}

fn trace(call: &Call, status: Option<u16>) -> Trace {
    Trace {
        method: call.method(),
        path: call.path(),
        status,
        tries: 1,
        took: Duration::from_millis(12),
    }
}

/// Decodes the body of a success, as the client would.
pub fn reply(call: &Call, body: &[u8]) -> Result<Reply, ErrorKind> {
    match call {
        Call::Read(read) => decode::reply(read, body),
        Call::Write(write) => write.facts().answer.read(body),
    }
}

/// Returns the JSON that a call sends.
pub fn sent(call: &Call) -> Option<Zeroizing<Vec<u8>>> {
    match call {
        Call::Read(_) => None,
        Call::Write(write) => write.facts().body.as_ref().and_then(body::json),
    }
}
