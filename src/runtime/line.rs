//! The line between the loop and whatever carries out calls for one profile.
//!
//! Each profile gets a line of its own: what an earlier one still answers is heard by nobody, so it
//! cannot land among another profile's customers (promise P8).
use crate::api::error::{Error, ErrorKind, Fate};
use crate::model::effect::{ApiCommand, MirrorCommand, Request, Ticket};
use crate::model::event::{Event, Trace};
use crate::runtime::mirror::Teller;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

/// The loop's end of the line.
#[derive(Debug)]
pub struct Line {
    commands: UnboundedSender<ApiCommand>,
    events: UnboundedReceiver<Event>,
    /// The writes that were handed over and not answered yet.
    writes: BTreeMap<Ticket, Write>,
    /// The way to the profile's mirror, which is open long before the other end is.
    mirror: Option<Teller>,
}

/// The method and the path of a write.
type Write = (&'static str, String);

/// The other end.
#[derive(Debug)]
pub struct Ends {
    pub commands: UnboundedReceiver<ApiCommand>,
    pub events: UnboundedSender<Event>,
}

impl Line {
    /// Makes a line and returns both ends of it.
    pub fn new() -> (Self, Ends) {
        let (commands, told) = mpsc::unbounded_channel();
        let (teller, events) = mpsc::unbounded_channel();
        let line = Self {
            commands,
            events,
            writes: BTreeMap::new(),
            mirror: None,
        };
        (
            line,
            Ends {
                commands: told,
                events: teller,
            },
        )
    }

    #[must_use]
    pub fn with_mirror(self, mirror: Option<Teller>) -> Self {
        Self { mirror, ..self }
    }

    /// Hands a command over; `false` where nobody is there to take it.
    pub fn tell(&mut self, command: ApiCommand) -> bool {
        let write = if let ApiCommand::Call(ticket, Request { call, .. }) = &command
            && call.is_write()
        {
            Some((*ticket, (call.method(), call.path())))
        } else {
            None
        };
        let taken = self.commands.send(command).is_ok();
        // What nobody took was surely not sent.
        self.writes.extend(write.filter(|_| taken));
        taken
    }

    /// Tells the mirror something. A profile without one has nobody to tell, and misses nothing.
    pub fn tell_mirror(&self, command: MirrorCommand) {
        if let Some(mirror) = &self.mirror {
            mirror.tell(command);
        }
    }

    /// Waits for the next event; `None` where no other will come.
    pub async fn hear(&mut self) -> Option<Event> {
        let event = self.events.recv().await;
        self.settle(event)
    }

    /// Returns the next event if it is there already.
    pub fn hear_now(&mut self) -> Option<Event> {
        let event = self.events.try_recv().ok();
        self.settle(event)
    }

    fn settle(&mut self, event: Option<Event>) -> Option<Event> {
        if let Some(Event::Reply { ticket, .. }) = &event {
            self.writes.remove(ticket);
        }
        event
    }

    /// Closes the line, so that the other end stops, and returns what is still to be heard from it.
    pub fn close(self) -> Rest {
        Rest {
            events: self.events,
            writes: self.writes,
        }
    }
}

/// What a closed line may still answer.
#[derive(Debug)]
pub struct Rest {
    events: UnboundedReceiver<Event>,
    writes: BTreeMap<Ticket, Write>,
}

impl Rest {
    /// Whether a write was under way when the line was closed.
    pub fn has_writes(&self) -> bool {
        !self.writes.is_empty()
    }

    /// Returns an answer to each write that was under way when the line was closed: the one that
    /// came, else one that says that nobody knows.
    ///
    /// It is asked after the other end has stopped: what was not answered by then never will be.
    pub fn answers(mut self) -> Vec<Event> {
        let mut answers = Vec::new();
        while let Ok(event) = self.events.try_recv() {
            if let Event::Reply { ticket, .. } = &event
                && self.writes.remove(ticket).is_some()
            {
                answers.push(event);
            }
        }
        answers.extend(self.writes.into_iter().map(unanswered));
        answers
    }
}

fn unanswered((ticket, (method, path)): (Ticket, Write)) -> Event {
    let error = Error {
        kind: ErrorKind::Cancelled,
        fate: Some(Fate::Unknown),
    };
    let trace = Trace {
        method,
        path,
        status: None,
        tries: 1,
        took: Duration::ZERO,
    };
    log(Some(&error), &trace, true);
    Event::Reply {
        ticket,
        result: Err(error),
        trace,
    }
}

/// Returns what became of writes, a line each.
pub fn words(answers: &[Event]) -> Vec<String> {
    let line = |event: &Event| {
        let Event::Reply { result, trace, .. } = event else {
            return None;
        };
        let fate = fate(result.as_ref().err());
        Some(format!("{} {}: {fate}", trace.method, trace.path))
    };
    answers.iter().filter_map(line).collect()
}

/// Logs what came of a request; reads that went well are of interest only to who looks closely.
pub fn log(error: Option<&Error>, trace: &Trace, is_write: bool) {
    let Trace {
        method,
        path,
        status,
        tries,
        took,
    } = trace;
    if is_write {
        let fate = fate(error);
        tracing::info!(method, path, status, tries, ?took, fate, "write");
    } else if error.is_some_and(|error| error.kind != ErrorKind::Cancelled) {
        tracing::warn!(method, path, status, tries, ?took, "read failed");
    } else {
        tracing::debug!(method, path, status, tries, ?took, "read or given up");
    }
}

fn fate(error: Option<&Error>) -> &'static str {
    match error.map_or(Fate::Done, |error| error.fate.unwrap_or(Fate::Unknown)) {
        Fate::NotSent => "not sent",
        Fate::Rejected => "refused, nothing was changed",
        Fate::Done => "done",
        Fate::Unknown => "UNKNOWN - it may have gone through; check before you repeat it",
    }
}
