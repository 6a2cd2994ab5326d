//! Carries out what panes and overlays asked for, and asks what is shown and not known.
use crate::api::subject::Subject;
use crate::app::App;
use crate::model::cx::Outbox;
use crate::model::effect::{ApiCommand, Effect, TerminalCommand};
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
            // The list of actions goes first, so that the action meets what lies below it.
            self.screen.close_top(&mut self.world.drafts);
            self.world.runs.retain(|run| *run != action);
            self.world.runs.push(action);
            self.act(action, &mut out);
        }
        let mut effects = Vec::new();
        // While the overlay that asked is still there: it learns its request's number.
        self.send_all(&mut out, &mut effects);
        if out.close {
            self.screen.close_top(&mut self.world.drafts);
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
            self.screen.open(ask, &mut self.world);
        }
        if let Some(id) = out.customer.take() {
            self.screen.go_to_customer(&id, &mut self.world);
        }
        if let Some(text) = out.search.take() {
            self.screen.search_for(&text, &mut self.world, &mut out);
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
        self.screen.show_found(&mut self.world);
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
            let is_write = request.call.is_write();
            let (ticket, effect) = self.world.begin(request);
            if let (true, Some(top)) = (is_write, self.screen.stack.top_mut()) {
                top.sent(ticket);
            }
            effects.push(effect);
        }
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
