//! The requests of the world: numbered and noted as they leave, dropped when nobody wants them any more.
use crate::api::call::Call;
use crate::api::subject::Subject;
use crate::model::activity::Outcome;
use crate::model::effect::{ApiCommand, Effect, Request, Ticket};
use crate::model::world::World;

impl World {
    /// Numbers a call and notes it; the effect sends it. Whatever asked for a write is told the number by
    /// whoever begins it.
    #[must_use]
    pub fn begin(&mut self, request: Request) -> (Ticket, Effect) {
        let call = &request.call;
        let ticket = self.inflight.start(call.clone(), self.now.since_start);
        let profile = (self.profile.name.clone(), self.profile.mode);
        self.activity.start(ticket, call, profile, self.now.wall);
        self.name_in_activity(ticket, call);
        (ticket, Effect::Api(ApiCommand::Call(ticket, request)))
    }

    /// Names whom a request is about beside its tokens.
    pub fn name_in_activity(&mut self, ticket: Ticket, call: &Call) {
        if let Some(customer) = self.store.whose(call) {
            self.activity.name(ticket, customer.name());
        }
    }

    /// Sends what the sweep over all customers wants next.
    pub fn go_on_reading(&mut self) -> Vec<Effect> {
        let requests = self.store.requests(self.profile.mode);
        let send = |(step, request)| {
            let (ticket, effect) = self.begin(request);
            self.store.customers.reading.asked(ticket, step);
            effect
        };
        requests.into_iter().map(send).collect()
    }

    /// Cancels reads whose answers are no longer shown anywhere, and pages of a pass that was given up.
    pub fn drop_unwanted(&mut self, shown: &[Subject]) -> Vec<Effect> {
        let mut unwanted = self.reads();
        unwanted.retain(|(ticket, subject)| {
            let is_shown = || shown.contains(subject);
            !self.store.customers.reading.is_asked(*ticket)
                // A page of all customers is of a sweep that was given up. Plans are few, the same for every
                // customer, and soon wanted again.
                && (*subject == Subject::Customers
                    || *subject != Subject::Plans
                        && !(is_shown() && self.store.standing(subject).accepts(*ticket)))
        });
        for (ticket, subject) in &unwanted {
            self.store.unask(subject, *ticket);
        }
        self.cancel(unwanted)
    }

    /// Cancels every read under way. Nothing is asked again by itself.
    pub fn stop_reads(&mut self) -> Vec<Effect> {
        let reads = self.reads();
        for (ticket, subject) in &reads {
            self.store.stop(subject, *ticket);
        }
        self.cancel(reads)
    }

    fn reads(&self) -> Vec<(Ticket, Subject)> {
        let all = self.inflight.iter();
        all.filter_map(|(ticket, flight)| Some((ticket, flight.call.subject()?)))
            .collect()
    }

    fn cancel(&mut self, reads: Vec<(Ticket, Subject)>) -> Vec<Effect> {
        let cancel = |(ticket, _)| {
            self.inflight.finish(ticket);
            self.activity.finish(ticket, Outcome::Dropped, None);
            Effect::Api(ApiCommand::Cancel(ticket))
        };
        reads.into_iter().map(cancel).collect()
    }
}
