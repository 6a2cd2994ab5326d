//! Asks whatever is shown and unanswered, and drops reads that nobody wants any more.
//!
//! Nothing else anywhere says "the selection moved, so load the cards" or "after a delete, reload
//! the list": a pane declares what it shows, and a change only marks subjects as doubted.
use crate::api::subject::Subject;
use crate::app::App;
use crate::config::Mode;
use crate::mirror::{List, Step};
use crate::model::activity::Outcome;
use crate::model::cx::Outbox;
use crate::model::effect::{ApiCommand, Effect, Lane, MirrorCommand, Request, Ticket};

impl App {
    /// Gives everything that is on the screen or being waited for.
    fn shown(&self) -> Vec<Subject> {
        let sight = self.sight();
        let mut wanted = Vec::new();
        if !self.is_too_small() {
            for (id, _) in self.regions().panes {
                self.panes.get(id).wants(&sight, &mut wanted);
            }
        }
        if self.zoom {
            // The list goes on loading behind a pane that fills the screen.
            self.panes
                .get(crate::model::pane::PaneId::Customers)
                .wants(&sight, &mut wanted);
        }
        for overlay in &self.overlays {
            overlay.wants(&sight, &mut wanted);
        }
        wanted
    }

    pub(super) fn ask_what_is_shown(&mut self) -> Vec<Effect> {
        if !self.store.customers.reading().is_open() {
            // The list comes first, and what to ask for it is known in a moment.
            return Vec::new();
        }
        let shown = self.shown();
        let mut effects = self.drop_unwanted(&shown);
        effects.extend(self.ask_for_customers());
        for subject in shown {
            if let Some(call) = self.store.wanted(&subject)
                && !self.is_still_moving(&subject)
            {
                let (ticket, effect) = self.send(Request::read(call, Lane::Operator));
                self.store.asked(ticket, subject.clone());
                effects.push(effect);
                if let Some(id) = subject.customer()
                    && self.store.wants_recall(id)
                {
                    effects.push(Effect::Mirror(MirrorCommand::Recall(id.clone())));
                }
            }
        }
        effects
    }

    /// Asks for what the sweep over all customers wants next, unless it failed or was stopped.
    fn ask_for_customers(&mut self) -> Vec<Effect> {
        if self.halted || self.store.failure(&Subject::Customers).is_some() {
            return Vec::new();
        }
        // More than one at a time is sooner done; the worker holds them to its limits.
        let together = if self.setup.profile.mode == Mode::Sandbox {
            8
        } else {
            2
        };
        let steps = self.store.customers.wanted(together);
        steps
            .into_iter()
            .map(|step| {
                let call = step.call();
                let lane = match &step {
                    // Somebody waits for the first one.
                    Step::Page(ask) if ask.list() == List::Customers && ask.page() == 1 => {
                        Lane::Operator
                    }
                    Step::Page(_) | Step::Customer(_) => Lane::Loader,
                };
                let (ticket, effect) = self.send(Request::read(call, lane));
                self.store.customers.asked(ticket, step);
                effect
            })
            .collect()
    }

    /// Says whether the cursor only passes over the customer that a subject is about.
    fn is_still_moving(&self, subject: &Subject) -> bool {
        self.overlays.is_empty()
            && subject
                .customer()
                .is_some_and(|id| self.chosen.0.as_ref() == Some(id))
            && !self.has_rested()
    }

    /// Cancels reads whose answers are no longer shown anywhere, and pages of a pass that was given up.
    fn drop_unwanted(&mut self, shown: &[Subject]) -> Vec<Effect> {
        let unwanted: Vec<(Ticket, Subject)> = self
            .inflight
            .iter()
            .filter_map(|(ticket, flight)| Some((ticket, flight.call.subject()?)))
            .filter(|(ticket, _)| !self.store.customers.is_asked(*ticket))
            .filter(|(ticket, subject)| match subject {
                // A page of a sweep that was given up.
                Subject::Customers => true,
                // Plans are few, the same for every customer, and soon wanted again.
                Subject::Plans => false,
                subject => {
                    !shown.contains(subject) || !self.store.standing(subject).accepts(*ticket)
                }
            })
            .collect();
        unwanted
            .into_iter()
            .map(|(ticket, subject)| {
                self.inflight.finish(ticket);
                self.store.unask(&subject, ticket);
                self.activity.finish(ticket, Outcome::Dropped, None);
                Effect::Api(ApiCommand::Cancel(ticket))
            })
            .collect()
    }

    /// Cancels every read under way; says whether there was one. Nothing is asked again by itself.
    pub(super) fn cancel_reads(&mut self, out: &mut Outbox) -> bool {
        let reads: Vec<(Ticket, Subject)> = self
            .inflight
            .iter()
            .filter_map(|(ticket, flight)| Some((ticket, flight.call.subject()?)))
            .collect();
        for (ticket, subject) in &reads {
            self.inflight.finish(*ticket);
            self.activity.finish(*ticket, Outcome::Dropped, None);
            self.store.stop(subject, *ticket);
            out.effects.push(Effect::Api(ApiCommand::Cancel(*ticket)));
        }
        !reads.is_empty()
    }
}
