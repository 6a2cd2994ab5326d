//! Carries out what panes and overlays asked for, and asks what is shown and not known.
use crate::api::call::Call;
use crate::api::ids::CustomerId;
use crate::api::subject::Subject;
use crate::app::App;
use crate::app::keys::sight;
use crate::model::ask::Ask;
use crate::model::cx::{Outbox, Sight};
use crate::model::effect::{ApiCommand, Effect, Request, TerminalCommand, Ticket};
use crate::model::pane::PaneId;
use crate::model::toast::Toast;
use crate::text::fit;
use crate::ui::{overlays, show};

/// How many cells of a text that was copied are named.
const MOST_OF_COPIED: usize = 60;

impl App {
    pub(super) fn carry_out(&mut self, mut out: Outbox) -> Vec<Effect> {
        if let Some(action) = out.run.take() {
            // The help goes first, so that the action meets what lies below it.
            self.close_top();
            self.act(action, &mut out);
        }
        let mut effects = Vec::new();
        self.send_all(&mut out, &mut effects);
        if out.close {
            self.close_top();
        }
        self.close_done();
        if let Some(text) = out.fill.take() {
            self.fill(&text, &mut out);
            self.send_all(&mut out, &mut effects);
        }
        for subject in std::mem::take(&mut out.doubts) {
            // Whoever reads the list anew wants it whole.
            self.halted &= subject != Subject::Customers;
            self.store.doubt(subject);
        }
        for ask in std::mem::take(&mut out.open) {
            self.open(ask);
        }
        if let Some(id) = out.customer.take() {
            self.go_to_customer(&id);
        }
        if let Some(pane) = out.focus {
            self.focus_on(pane);
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
        if !asked.is_empty() && !self.overlays.is_empty() {
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

    /// Gives a call its number and sends it.
    pub(super) fn send(&mut self, request: Request) -> (Ticket, Effect) {
        let call = &request.call;
        let ticket = self.inflight.start(call.clone(), self.now.since_start);
        let profile = (self.setup.profile.name.clone(), self.setup.profile.mode);
        self.activity.start(ticket, call, profile, self.now.wall);
        self.name_in_activity(ticket, call);
        if call.is_write()
            && let Some(top) = self.overlays.last_mut()
        {
            top.sent(ticket);
        }
        (ticket, Effect::Api(ApiCommand::Call(ticket, request)))
    }

    /// Names whom a request is about beside its tokens.
    pub(super) fn name_in_activity(&mut self, ticket: Ticket, call: &Call) {
        if let Some(customer) = self.store.whose(call) {
            self.activity.name(ticket, customer.name());
        }
    }

    fn close_top(&mut self) {
        if let Some(overlay) = self.overlays.pop()
            && let Some(draft) = overlay.draft()
        {
            self.drafts.keep(draft);
        }
        self.dirty = true;
    }

    /// Closes every overlay; forms leave their drafts.
    pub(super) fn close_all(&mut self) {
        while !self.overlays.is_empty() {
            self.close_top();
        }
    }

    /// Closes what came to its end, wherever it lies.
    fn close_done(&mut self) {
        let (done, open): (Vec<_>, Vec<_>) = std::mem::take(&mut self.overlays)
            .into_iter()
            .partition(|overlay| overlay.is_done());
        self.overlays = open;
        for draft in done.iter().filter_map(|overlay| overlay.draft()) {
            self.drafts.keep(draft);
        }
    }

    fn open(&mut self, ask: Ask) {
        for subject in ask.subjects() {
            self.store.doubt(subject);
        }
        self.put_over(ask);
    }

    fn put_over(&mut self, ask: Ask) {
        let draft = match &ask {
            Ask::Form(kind) => self.drafts.take(kind),
            _ => None,
        };
        let overlay = overlays::open(ask, draft, &self.sight());
        self.overlays.push(overlay);
        self.dirty = true;
    }

    /// Puts the record that was found in the place of the search for it.
    fn give_way(&mut self) {
        let top = self.overlays.last();
        let Some(place) = top.and_then(|top| top.found(&self.sight())) else {
            return;
        };
        self.close_top();
        if let Some(id) = &place.customer {
            self.go_to_customer(id);
        }
        if let (Some(id), Some(card)) = (place.customer, place.card) {
            self.panes.cards.go_to(id, card);
            self.focus_on(PaneId::Cards);
        }
        match place.over {
            // These were not read by the search.
            Some(ask @ (Ask::Find(_) | Ask::Plan(_))) => self.open(ask),
            Some(ask) => self.put_over(ask),
            None => {}
        }
    }

    /// Chooses a customer in the list, where all panes follow; a filter that would hide it goes.
    fn go_to_customer(&mut self, id: &CustomerId) {
        self.close_all();
        let (customers, directory) = (&mut self.panes.customers, &self.store.customers);
        if directory.answer().place(id).is_none() {
            customers.filter_by_nothing(directory);
        }
        customers.roster.go_to(id, directory);
        self.zoom = false;
        self.focus_on(PaneId::Customers);
    }

    fn fill(&mut self, text: &str, out: &mut Outbox) {
        self.lend(out, |top, cx| top.fill(text, cx), |_, _| {});
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
                self.store.customers.sweep_gone(None);
                return;
            }
            Effect::Api(_) | Effect::Mirror(_) | Effect::Terminal(_) => return,
        };
        self.say(Toast::good(said));
    }

    /// Brings every place up to date with what is known, once, before anything is drawn.
    pub(super) fn settle(&mut self) {
        let area = self.area();
        let mut regions = self.regions();
        let mut customer = None;
        for id in PaneId::ALL {
            let area = regions.of(id).unwrap_or_default();
            let sight = sight!(self, customer.as_ref());
            self.panes.get_mut(id).settle(&sight, area);
            // The list comes first: all the others are about the customer that it chose.
            customer = self.panes.customers.roster.chosen().cloned();
            if id == PaneId::Customers
                && let (Some(area), None, false) =
                    (regions.of(PaneId::Info), regions.tabs, self.zoom)
            {
                let sight = sight!(self, customer.as_ref());
                self.heights = self.panes.heights(self.heights, &sight, area.width);
                regions = self.regions();
            }
        }
        self.store.customers.sweep_gone(customer.as_ref());
        if self.panes.customers.roster.take_missed() {
            self.say(Toast::warning("That customer is not in the list"));
        }
        if customer != self.chosen.0 {
            let first = self.chosen.0.is_none();
            let since = if first {
                std::time::Duration::ZERO
            } else {
                self.now.since_start
            };
            self.chosen = (customer.clone(), since);
        }
        let area = overlays::area(area);
        let top = self.overlays.len().saturating_sub(1);
        for (at, overlay) in self.overlays.iter_mut().enumerate() {
            let sight = sight!(self, customer.as_ref());
            overlay.cover(at < top);
            overlay.settle(&sight, area);
        }
        let sight = sight!(self, customer.as_ref());
        let named = self.overlays.iter().flat_map(|overlay| overlay.who(&sight));
        let named: Vec<CustomerId> = named.collect();
        let card = self.overlays.iter().find_map(|overlay| overlay.card());
        self.store.customers.look_for(named);
        self.store.customers.seek_card(card);
        let email = self
            .overlays
            .iter()
            .rev()
            .find_map(|overlay| overlay.email());
        self.store.customers.seek_email(email);
    }
}

/// Says what was copied: a text itself, or how many lines it has.
fn copied(text: &str) -> String {
    match text.lines().count() {
        0 | 1 => format!(
            "Copied {}",
            fit::ellipsis(&text.replace('\t', "  "), MOST_OF_COPIED)
        ),
        lines => format!("Copied {}", show::things(lines, "line")),
    }
}
