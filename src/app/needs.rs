//! Asks whatever is shown and unanswered, and drops reads that nobody wants any more.
//!
//! Nothing else anywhere says "the selection moved, so load the cards" or "after a delete, reload
//! the list": a pane declares what it shows, and a change only marks subjects as doubted.
use crate::api::subject::Subject;
use crate::app::App;
use crate::model::activity::Outcome;
use crate::model::cx::Outbox;
use crate::model::effect::{ApiCommand, Effect, Lane, MirrorCommand, Request, Ticket};

impl App {
    pub(super) fn ask_what_is_shown(&mut self) -> Vec<Effect> {
        if !self.world.store.customers.reading.is_open() {
            // The list comes first, and what to ask for it is known in a moment.
            return Vec::new();
        }
        let shown = self.screen.wants(&self.world);
        let mut effects = self.drop_unwanted(&shown);
        effects.extend(self.ask_for_customers());
        for subject in shown {
            if let Some(call) = self.world.store.wanted(&subject)
                && !self.is_still_moving(&subject)
            {
                let (ticket, effect) = self.send(Request::read(call, Lane::Operator));
                self.world.store.asked(ticket, subject.clone());
                effects.push(effect);
                if let Some(id) = subject.customer()
                    && self.world.store.lists.wants_recall(id)
                {
                    effects.push(Effect::Mirror(MirrorCommand::Recall(id.clone())));
                }
            }
        }
        effects
    }

    /// Asks for what the sweep over all customers wants next, unless it failed or was stopped.
    fn ask_for_customers(&mut self) -> Vec<Effect> {
        if self.awaited.is_halted {
            return Vec::new();
        }
        let requests = self.world.store.requests(self.world.profile.mode);
        let send = |(step, request)| {
            let (ticket, effect) = self.send(request);
            self.world.store.customers.reading.asked(ticket, step);
            effect
        };
        requests.into_iter().map(send).collect()
    }

    /// Whether the cursor only passes over the customer that a subject is about.
    fn is_still_moving(&self, subject: &Subject) -> bool {
        let now = self.world.now.since_start;
        let customer = subject.customer();
        customer.is_some_and(|id| self.screen.passes_over(id, now))
    }

    /// Cancels reads whose answers are no longer shown anywhere, and pages of a pass that was given up.
    fn drop_unwanted(&mut self, shown: &[Subject]) -> Vec<Effect> {
        let unwanted: Vec<(Ticket, Subject)> = self
            .world
            .inflight
            .iter()
            .filter_map(|(ticket, flight)| Some((ticket, flight.call.subject()?)))
            .filter(|(ticket, _)| !self.world.store.customers.reading.is_asked(*ticket))
            .filter(|(ticket, subject)| {
                let is_shown = || shown.contains(subject);
                // A page of all customers is of a sweep that was given up. Plans are few, the same for every
                // customer, and soon wanted again.
                *subject == Subject::Customers
                    || *subject != Subject::Plans
                        && !(is_shown() && self.world.store.standing(subject).accepts(*ticket))
            })
            .collect();
        unwanted
            .into_iter()
            .map(|(ticket, subject)| {
                self.world.inflight.finish(ticket);
                self.world.store.unask(&subject, ticket);
                self.world.activity.finish(ticket, Outcome::Dropped, None);
                Effect::Api(ApiCommand::Cancel(ticket))
            })
            .collect()
    }

    /// Cancels every read under way; returns whether there was one. Nothing is asked again by itself.
    pub(super) fn cancel_reads(&mut self, out: &mut Outbox) -> bool {
        let reads: Vec<(Ticket, Subject)> = self
            .world
            .inflight
            .iter()
            .filter_map(|(ticket, flight)| Some((ticket, flight.call.subject()?)))
            .collect();
        for (ticket, subject) in &reads {
            self.world.inflight.finish(*ticket);
            self.world.activity.finish(*ticket, Outcome::Dropped, None);
            self.world.store.stop(subject, *ticket);
            out.effects.push(Effect::Api(ApiCommand::Cancel(*ticket)));
        }
        !reads.is_empty()
    }
}
