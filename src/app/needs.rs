//! Asks whatever is shown and unanswered, and drops reads that nobody wants any more.
//!
//! Nothing else anywhere says "the selection moved, so load the cards" or "after a delete, reload
//! the list": a pane declares what it shows, and a change only marks subjects as doubted.
use crate::app::App;
use crate::model::effect::{Effect, Lane, MirrorCommand, Request};

impl App {
    pub(super) fn ask_what_is_shown(&mut self) -> Vec<Effect> {
        let world = &mut self.world;
        if !world.store.customers.reading.is_open() {
            // The list comes first, and what to ask for it is known in a moment.
            return Vec::new();
        }
        let shown = self.screen.wants(world);
        let mut effects = world.drop_unwanted(&shown);
        if !self.awaited.is_halted {
            effects.extend(world.go_on_reading());
        }
        for subject in shown {
            let Some(call) = world.store.wanted(&subject) else {
                continue;
            };
            let now = world.now.since_start;
            let customer = subject.customer();
            if customer.is_some_and(|id| self.screen.passes_over(id, now)) {
                continue;
            }
            let (ticket, effect) = world.begin(Request::read(call, Lane::Operator));
            world.store.asked(ticket, subject.clone());
            effects.push(effect);
            if let Some(id) = customer
                && world.store.lists.begin_recall(id)
            {
                effects.push(Effect::Mirror(MirrorCommand::Recall(id.clone())));
            }
        }
        effects
    }
}
