//! Carries out what panes and overlays asked for, and asks what is shown and not known.
use crate::api::call::Call;
use crate::api::ids::CustomerId;
use crate::api::subject::Subject;
use crate::app::App;
use crate::model::ask::Ask;
use crate::model::cx::Outbox;
use crate::model::effect::{ApiCommand, Effect, Request, TerminalCommand, Ticket};
use crate::model::toast::Toast;
use crate::text::fit;
use crate::ui::show;

/// How many cells of a text that was copied are named.
const MOST_OF_COPIED: usize = 60;

impl App {
    /// Carries out what was asked for. What closes comes before what opens, and what is shown is settled once
    /// all of it has happened, so that what is asked for is what will be seen.
    pub(super) fn carry_out(&mut self, mut out: Outbox) -> Vec<Effect> {
        if let Some(action) = out.run.take() {
            // The help goes first, so that the action meets what lies below it.
            self.close_top();
            self.act(action, &mut out);
        }
        let mut effects = Vec::new();
        // While the overlay that asked is still there: it learns its request's number.
        self.send_all(&mut out, &mut effects);
        if out.close {
            self.close_top();
        }
        self.screen.stack.close_done(&mut self.world.drafts);
        if let Some(text) = out.picked.take() {
            // The list that was picked from is closed, so the form below it is on top.
            self.screen
                .lend_top(&self.world, &mut out, |top, cx| top.take_pick(&text, cx));
            self.send_all(&mut out, &mut effects);
        }
        for subject in std::mem::take(&mut out.doubts) {
            // Whoever reads the list anew wants it whole.
            if subject == Subject::Customers {
                self.awaited.is_halted = false;
            }
            self.world.store.doubt(subject);
        }
        for ask in std::mem::take(&mut out.open) {
            self.open(ask);
        }
        if let Some(id) = out.customer.take() {
            self.go_to_customer(&id);
        }
        if let Some(pane) = out.focus {
            self.screen.focus_on(pane);
        }
        if let Some(toast) = out.toast.take() {
            self.say(toast);
        }
        for effect in out.effects {
            self.before(&effect);
            effects.push(effect);
        }
        self.give_way();
        self.settle();
        let asked = self.ask_what_is_shown();
        if !asked.is_empty() && !self.screen.stack.is_empty() {
            // Each request is a line of the activity, whose chosen one must not seem to be another.
            self.settle();
        }
        effects.extend(asked);
        effects.extend(self.for_mirror().into_iter().map(Effect::Mirror));
        effects
    }

    fn send_all(&mut self, out: &mut Outbox, effects: &mut Vec<Effect>) {
        for request in std::mem::take(&mut out.requests) {
            effects.push(self.send(request).1);
        }
    }

    /// Numbers a call and sends it.
    pub(super) fn send(&mut self, request: Request) -> (Ticket, Effect) {
        let call = &request.call;
        let ticket = self
            .world
            .inflight
            .start(call.clone(), self.world.now.since_start);
        let profile = (self.world.profile.name.clone(), self.world.profile.mode);
        self.world
            .activity
            .start(ticket, call, profile, self.world.now.wall);
        self.name_in_activity(ticket, call);
        if call.is_write()
            && let Some(top) = self.screen.stack.top_mut()
        {
            top.sent(ticket);
        }
        (ticket, Effect::Api(ApiCommand::Call(ticket, request)))
    }

    /// Names whom a request is about beside its tokens.
    pub(super) fn name_in_activity(&mut self, ticket: Ticket, call: &Call) {
        if let Some(customer) = self.world.store.whose(call) {
            self.world.activity.name(ticket, customer.name());
        }
    }

    fn close_top(&mut self) {
        self.screen.stack.close_top(&mut self.world.drafts);
        self.screen.mark(true);
    }

    fn open(&mut self, ask: Ask) {
        for subject in ask.subjects() {
            self.world.store.doubt(subject);
        }
        self.put_over(ask);
    }

    fn put_over(&mut self, ask: Ask) {
        let draft = if let Ask::Form(kind) = &ask {
            self.world.drafts.take(kind)
        } else {
            None
        };
        self.screen.open(ask, draft, &self.world);
    }

    /// Puts the record that was found in the place of the search for it.
    fn give_way(&mut self) {
        let top = self.screen.stack.top();
        let Some(place) = top.and_then(|top| top.found(&self.sight())) else {
            return;
        };
        self.close_top();
        if let Some(id) = &place.customer {
            self.go_to_customer(id);
        }
        if let (Some(id), Some(card)) = (place.customer, place.card) {
            self.screen.go_to_card(id, card);
        }
        match place.over {
            // These were not read by the search.
            Some(ask @ (Ask::Find(_) | Ask::Plan(_))) => self.open(ask),
            Some(ask) => self.put_over(ask),
            None => {}
        }
    }

    fn go_to_customer(&mut self, id: &CustomerId) {
        self.screen.stack.close_all(&mut self.world.drafts);
        self.screen.go_to_customer(id, &self.world.store.customers);
    }

    /// Says what an effect means for the person, where the runtime says nothing back.
    fn before(&mut self, effect: &Effect) {
        let said = match effect {
            Effect::Terminal(TerminalCommand::Copy(text)) => copied(text),
            Effect::Api(ApiCommand::Fault(spec)) if spec.is_empty() => {
                "The sandbox responds normally again".to_owned()
            }
            Effect::Api(ApiCommand::Fault(spec)) => format!("Sandbox fault set: {spec}"),
            Effect::Leave(_) => {
                // Who is struck goes from the mirror too: nobody moves on from them any more.
                self.world.store.customers.sweep_gone(None);
                return;
            }
            Effect::Api(_) | Effect::Mirror(_) | Effect::Terminal(_) => return,
        };
        self.say(Toast::good(said));
    }
}

/// Returns what was copied: a text itself, or how many lines it has.
fn copied(text: &str) -> String {
    match text.lines().count() {
        0 | 1 => format!(
            "Copied {}",
            fit::ellipsis(&text.replace('\t', "  "), MOST_OF_COPIED)
        ),
        lines => format!("Copied {}", show::things(lines, "line")),
    }
}
