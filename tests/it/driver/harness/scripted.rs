//! A harness without a network: the test answers each call itself, in any order, with any bytes.
use super::{BREATH, Harness, TODAY, setup};
use crate::driver::{Drawn, Driver};
use crate::mirrored::Mirrored;
use pintui::api::call::Call;
use pintui::api::error::{Error, ErrorKind, Fate};
use pintui::api::reply::Reply;
use pintui::api::subject::Subject;
use pintui::api::{body, decode};
use pintui::app::Setup;
use pintui::config::Mode;
use pintui::model::effect::Ticket;
use pintui::model::event::{Event, Note, Trace};
use pintui::model::keymap::Keymap;
use std::time::Duration;
use zeroize::Zeroizing;

impl Harness {
    pub fn scripted(mode: Mode, size: (u16, u16)) -> Self {
        Self::scripted_at(TODAY, setup(mode), size)
    }

    pub fn with_keymap(mode: Mode, size: (u16, u16), keymap: Keymap) -> Self {
        let setup = Setup {
            keymap,
            ..setup(mode)
        };
        Self::scripted_at(TODAY, setup, size)
    }

    /// Opens a profile at a moment.
    pub fn scripted_at(moment: &str, setup: Setup, size: (u16, u16)) -> Self {
        let mut harness = Self::open(moment, setup, size, Mirrored::memory(), None);
        harness.tell(Event::Resize(size.0, size.1));
        harness
    }

    /// Answers a waiting call.
    pub fn reply(&mut self, ticket: Ticket, result: Result<Reply, Error>) {
        let waits = |(other, _): &&(Ticket, Call)| *other == ticket;
        let (_, call) = self.waiting.iter().find(waits).unwrap();
        let trace = Trace {
            method: call.method(),
            path: call.path(),
            status: status(&result),
            tries: 1,
            took: Duration::from_millis(143),
        };
        self.tell(Event::Reply {
            ticket,
            result,
            trace,
        });
    }

    /// Answers the oldest call about a subject.
    pub fn answer(&mut self, subject: &Subject, result: Result<Reply, Error>) {
        let about = |(_, call): &&(Ticket, Call)| call.subject().as_ref() == Some(subject);
        let (ticket, _) = *self.waiting.iter().find(about).unwrap();
        self.reply(ticket, result);
    }

    /// Answers a waiting call with the bytes of a body, as the client would.
    pub fn respond(&mut self, at: usize, body: &[u8]) {
        let (ticket, call) = &self.waiting[at];
        let result = decoded(call, body).map_err(|kind| Error {
            fate: call.is_write().then_some(Fate::Unknown),
            kind,
        });
        self.reply(*ticket, result);
    }

    pub fn fail(&mut self, at: usize, kind: ErrorKind, fate: Fate) {
        let (ticket, call) = &self.waiting[at];
        let fate = call.is_write().then_some(fate);
        self.reply(*ticket, Err(Error { kind, fate }));
    }

    /// Answers every call, and those that the answers lead to, until nothing waits and time has passed.
    pub fn serve(&mut self, body: impl Fn(&Call) -> Vec<u8>) {
        for _ in 0..2 {
            let mut left = 2_000;
            while let Some((_, call)) = self.waiting.first() {
                let body = body(call);
                self.respond(0, &body);
                left -= 1;
                assert!(left > 0, "the app never stops asking");
            }
            self.advance(BREATH);
        }
    }

    /// Answers what it can, and what that leads to, until nothing of it waits. A moment passes before each.
    pub fn reply_all(&mut self, reply: impl Fn(&Call) -> Option<Reply>) {
        for _ in 0..60 {
            self.advance(Duration::from_millis(200));
            let answered = |(ticket, call): &(Ticket, Call)| Some((*ticket, reply(call)?));
            let Some((ticket, reply)) = self.waiting.iter().find_map(answered) else {
                return;
            };
            self.reply(ticket, Ok(reply));
        }
        panic!("the app never stops asking: {:?}", self.waiting);
    }

    /// Returns the calls about a subject that wait for an answer.
    pub fn asked_about(&self, subject: &Subject) -> Vec<Call> {
        let calls = self.waiting.iter().map(|(_, call)| call.clone());
        let about = |call: &Call| call.subject().as_ref() == Some(subject);
        calls.filter(about).collect()
    }

    /// Opens LIVE for writes, as the worker does.
    pub fn unlock(&mut self) {
        let left = Duration::from_secs(300);
        self.tell(Event::Worker(Note::Unlocked { left }));
    }

    /// Returns the bytes that a terminal would get for a whole frame.
    pub fn bytes(&self) -> Vec<u8> {
        Drawn::new(self.size).harness(self)
    }
}

/// Returns the status of the answer that brought a result.
fn status(result: &Result<Reply, Error>) -> Option<u16> {
    match result {
        Ok(Reply::AlreadyGone) => Some(404),
        Ok(_) => Some(200),
        Err(error) => match &error.kind {
            ErrorKind::Refused(refusal) => Some(refusal.status),
            ErrorKind::Throttled { status, .. } => Some(*status),
            _ => None,
        },
    }
}

/// Decodes the body of a success, as the client would.
pub fn decoded(call: &Call, body: &[u8]) -> Result<Reply, ErrorKind> {
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
