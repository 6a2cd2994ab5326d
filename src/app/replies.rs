//! What an answer means: it is filed under what it is about, said, and doubts what it changed.
use crate::api::call::Call;
use crate::api::error::{Error, ErrorKind, Fate};
use crate::api::page::Page;
use crate::api::reply::Reply;
use crate::api::subject::{Record, Subject};
use crate::api::write::{Evidence, Write};
use crate::app::{App, explanations};
use crate::model::activity::Outcome;
use crate::model::ask::{Ask, Explanation, FormKind};
use crate::model::cure::Cure;
use crate::model::cx::Outbox;
use crate::model::effect::Ticket;
use crate::model::event::{Note, Trace};
use crate::model::standing::{about_list, is_gone};
use crate::model::toast::Toast;
use crate::model::world::WriteAccess;
use crate::ui::bars::Pause;
use crate::ui::pen::cells;
use crate::ui::show;

impl App {
    pub(super) fn reply(
        &mut self,
        ticket: Ticket,
        result: Result<Reply, Error>,
        trace: Trace,
        out: &mut Outbox,
    ) {
        let outcome = match &result {
            Ok(reply) => Outcome::Done {
                rows: counts(reply).0,
            },
            Err(error) if error.kind == ErrorKind::Cancelled && error.fate.is_none() => {
                Outcome::Dropped
            }
            Err(error) => Outcome::Failed(error.clone()),
        };
        self.world.activity.finish(ticket, outcome, Some(trace));
        // An answer to a question that was dropped is only noted.
        let Some(flight) = self.world.inflight.finish(ticket) else {
            return;
        };
        // Pages come by the thousand, and what is new in them is told by the mirror.
        let is_page = self.world.store.customers.reading.is_asked(ticket) && result.is_ok();
        self.screen.has_progressed |= is_page;
        self.screen.mark(!is_page);
        if result.is_ok() {
            let subject = flight.call.subject();
            self.take_back(|cure| cure.is_answer(ticket, subject.as_ref()));
        }
        match &flight.call {
            Call::Read(read) => {
                self.read(ticket, &read.subject(), result, out);
                self.world.name_in_activity(ticket, &flight.call);
            }
            Call::Write(write) => self.written(ticket, write, result, out),
        }
    }

    fn read(
        &mut self,
        ticket: Ticket,
        subject: &Subject,
        result: Result<Reply, Error>,
        out: &mut Outbox,
    ) {
        if let Err(error) = &result {
            self.explain_refused_key(ticket, error, out);
            // Its cards cannot be read because it is gone itself: reading it will tell.
            if let (true, Some(id)) = (is_gone(error), subject.customer())
                && !matches!(subject, Subject::Customer(_))
            {
                self.world.store.doubt(Subject::Customer(id.clone()));
            }
        }
        let result = result.map_err(|error| about_list(subject, error));
        let failed = result.as_ref().err().cloned();
        let is_gone = failed.as_ref().is_some_and(is_gone);
        let unreadable = result.as_ref().map_or(0, |reply| counts(reply).1);
        let taken = self
            .world
            .store
            .settle(ticket, subject, result, self.world.now.wall);
        if failed.as_ref().is_some_and(is_key_refused) && self.awaited.is_with_old_key(ticket) {
            // It was asked before the key was read again, so the answer says nothing of the new one.
            self.world.store.doubt(subject.clone());
            return;
        }
        if taken && (failed.is_none() || is_gone) {
            self.settle_changes(subject, is_gone, out);
        }
        if taken && unreadable > 0 {
            let (what, are) = match unreadable {
                1 => ("record", "is"),
                _ => ("records", "are"),
            };
            let text = format!(
                "{} {what} could not be read and {are} not shown",
                show::count(unreadable.into())
            );
            out.toast = Some(Toast::warning(text));
        }
        // Why a profile could not be opened is told in full, and by whoever tried.
        let failed = failed.filter(|error| error.kind != ErrorKind::NotOpened);
        if let (true, Some(error)) = (taken && *subject == Subject::Customers, failed) {
            let next = self.world.inflight.next_ticket();
            let cure = Some(Cure::answer_after(next, Some(Subject::Customers)));
            let sight = self.sight();
            if error.needs_setting_up() {
                let text = explanations::no_way(&error, &sight);
                out.open.push(Ask::Explain(Explanation { cure, ..text }));
            } else {
                let retries = sight.keymap.fill("{global.refresh_all} retries.");
                let text = format!("{} {retries}", error.headline(sight.host()));
                out.toast = Some(Toast::bad(text).until(cure));
            }
        }
    }

    /// Takes back what was said of the failures that are over.
    pub(super) fn take_back(&mut self, is_over: impl Fn(&Cure) -> bool) {
        self.awaited.take_back(&is_over);
        let unsaid = self.said.take_back(&is_over);
        let closed = self.screen.stack.close_cured(&is_over);
        self.screen.mark(unsaid || closed);
    }

    /// Takes note of changes whose outcome was unknown and that show in what was just read.
    fn settle_changes(&mut self, subject: &Subject, is_gone: bool, out: &mut Outbox) {
        let shown = self
            .unsettled
            .take_shown(subject, is_gone, &self.world.store);
        for (ticket, write) in shown {
            self.world.activity.show(ticket);
            if let Some(kind) = FormKind::sending(&write) {
                self.world.drafts.take(&kind);
            }
            self.take_back(|cure| *cure == Cure::Shown(ticket));
            let done = "No response came, but the change went through: the record shows it";
            out.toast = Some(Toast::good(done));
        }
    }

    /// Explains a refused key once, not for each of the calls that it refused.
    fn explain_refused_key(&mut self, ticket: Ticket, error: &Error, out: &mut Outbox) {
        if !is_key_refused(error) || !self.awaited.is_refusal_news(ticket) {
            return;
        }
        let cure = Cure::answer_after(self.world.inflight.next_ticket(), None);
        self.awaited.shut_out_until(&cure);
        let text = explanations::refused_key(&self.sight());
        out.open.push(Ask::Explain(Explanation {
            cure: Some(cure),
            ..text
        }));
    }

    pub(super) fn say_unopened(&mut self, why: String, out: &mut Outbox) {
        self.awaited.is_key = false;
        self.awaited.shut_out_until(&Cure::Opening);
        // Each thing that is asked fails for the same reason.
        self.screen.stack.close_cured(|_| true);
        let why = format!("{why} {}", explanations::ways_in(&self.sight()));
        self.say_failure(why, Some(Cure::Opening), out);
    }

    /// Says what could not be done: in the status line where it fits, else in full.
    pub(super) fn say_failure(&self, what: String, cure: Option<Cure>, out: &mut Outbox) {
        if cells(&what) + 4 <= self.screen.place.area().width {
            out.toast = Some(Toast::bad(what).until(cure));
        } else {
            out.open.push(Ask::Explain(Explanation {
                title: "Something went wrong".to_owned(),
                lines: vec![what],
                cure,
            }));
        }
    }

    fn written(
        &mut self,
        ticket: Ticket,
        write: &Write,
        result: Result<Reply, Error>,
        out: &mut Outbox,
    ) {
        let facts = write.facts();
        let unsure = match &result {
            Ok(Reply::Done) => true,
            Ok(_) => false,
            Err(error) => error.fate == Some(Fate::Unknown),
        };
        for subject in facts.touches {
            // A good answer holds the customer itself; what hangs on it must be read again.
            let told =
                matches!(subject, Subject::Customers | Subject::Customer(_)) && result.is_ok();
            if unsure || result.is_ok() && !told {
                self.world.store.doubt(subject);
            }
        }
        if unsure && matches!(facts.evidence, Evidence::Gone(Record::Customer(_))) {
            self.world.store.customers.reading.shift();
        }
        let is_told = self.screen.reply(ticket, &result, &self.world, out);
        match result {
            Ok(reply) => out.toast = Some(Toast::good(self.done(write, reply))),
            Err(error) => {
                if let Some(kind) = FormKind::sending(write) {
                    self.world
                        .drafts
                        .learn(&kind, error.fate == Some(Fate::Unknown));
                }
                self.say_failed_write((ticket, write), (&error, is_told), out);
            }
        }
    }

    /// Files what a write did, and returns the words for it.
    fn done(&mut self, write: &Write, reply: Reply) -> String {
        let mut said = explanations::done(write, &reply, &self.world.store);
        if let Some(kind) = FormKind::sending(write) {
            // The form may have been closed meanwhile; what it sent must not come back as a draft.
            self.world.drafts.take(&kind);
        }
        let created = if let Reply::Created(customer) = &reply {
            Some(customer.token.clone())
        } else {
            None
        };
        // Any page asked for up to now may hold the row as it was.
        let newest = self.world.inflight.next_ticket();
        let reply = if let Evidence::Gone(record) = write.facts().evidence {
            Reply::Deleted(record)
        } else {
            reply
        };
        self.world.store.file(newest, reply, self.world.now.wall);
        if let Some(id) = created {
            let (list, directory) = (
                &mut self.screen.panes.customers,
                &self.world.store.customers,
            );
            if list.is_filtered() {
                said.push_str("; the filter is cleared to show it");
            }
            list.filter_by_nothing(directory);
            list.roster.go_to(&id, directory);
        }
        said
    }

    /// Says that a change failed, in full: what happened, what was (not) changed, what to do next; a form
    /// that is open was told, and says itself what was refused, beside what was typed.
    fn say_failed_write(
        &mut self,
        (ticket, write): (Ticket, &Write),
        (error, is_told): (&Error, bool),
        out: &mut Outbox,
    ) {
        self.explain_refused_key(ticket, error, out);
        if error.fate == Some(Fate::Unknown) {
            self.unsettled.note(ticket, write);
        }
        let sight = self.sight();
        if error.fate == Some(Fate::Unknown) {
            let who = self
                .world
                .activity
                .get(ticket)
                .and_then(|entry| entry.who.as_deref());
            let text = explanations::unknown((write, who), error, &sight);
            out.open.push(Ask::Explain(Explanation {
                cure: Some(Cure::Shown(ticket)),
                ..text
            }));
        } else if out.open.is_empty() && !is_told {
            let text = explanations::refused(write, error, sight.host());
            out.open.push(Ask::Explain(text));
        }
    }

    pub(super) fn note(&mut self, note: Note) {
        // That a request left changes nothing on the screen; a frame for it would hold up the answer's.
        self.screen.mark(!matches!(note, Note::Sent(_)));
        let now = self.world.now.since_start;
        match note {
            Note::Sent(_) => {}
            Note::Retrying {
                ticket,
                attempt,
                status,
                wait,
            } => {
                let why =
                    status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
                let wait = wait.as_millis();
                let line = format!("Attempt {attempt} failed ({why}); waited {wait} ms");
                self.world.activity.tell(ticket, line);
            }
            Note::Paused { status, wait } => {
                let until = now + wait;
                self.said.pause = Some(Pause { status, until });
            }
            Note::Resumed => self.said.pause = None,
            Note::Unlocked { left } => {
                self.world.write_access = WriteAccess::UnlockedUntil(now + left);
                let minutes = left.as_secs().div_ceil(60);
                let locks = self.world.keymap.fill("{global.unlock} locks it.");
                self.say(Toast::warning(format!(
                    "LIVE is writable for {minutes} minutes. {locks}"
                )));
            }
            Note::Locked => {
                if matches!(self.world.write_access, WriteAccess::UnlockedUntil(_)) {
                    self.say(Toast::good("LIVE is read-only again"));
                }
                self.world.write_access = WriteAccess::Locked;
            }
        }
    }
}

/// Returns how many rows a page holds, where the reply is one, and how many of its records could not be read.
fn counts(reply: &Reply) -> (Option<usize>, u32) {
    fn of<T>(page: &Page<T>) -> (Option<usize>, u32) {
        (Some(page.items.len()), page.unreadable)
    }
    match reply {
        Reply::Customers(page) => of(page),
        Reply::Cards(_, page) => of(page),
        Reply::Subscriptions(_, page)
        | Reply::PlanSubscriptions(_, page)
        | Reply::AllSubscriptions(page) => of(page),
        Reply::Charges(_, page) => of(page),
        Reply::Refunds(_, page) => of(page),
        Reply::Ledger(_, page) => of(page),
        Reply::Plans(page) => of(page),
        Reply::Balance(balance) => {
            let unreadable = balance.available.unreadable + balance.pending.unreadable;
            (None, unreadable)
        }
        Reply::Customer(_)
        | Reply::Charge(_)
        | Reply::Refund(_)
        | Reply::Subscription(_)
        | Reply::Raw(..)
        | Reply::Created(_)
        | Reply::Updated(_)
        | Reply::CardCreated(_)
        | Reply::CardAdded(..)
        | Reply::SubscriptionCancelled(_)
        | Reply::Deleted(_)
        | Reply::Done
        | Reply::AlreadyGone => (None, 0),
    }
}

fn is_key_refused(error: &Error) -> bool {
    matches!(&error.kind, ErrorKind::Refused(refusal) if refusal.status == 401)
}
