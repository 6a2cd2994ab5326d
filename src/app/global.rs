//! What keys do wherever the person is.
use crate::app::App;
use crate::app::keys::opens_something;
use crate::config::Mode;
use crate::model::action::Action;
use crate::model::ask::{Ask, Question};
use crate::model::cx::{Gate, Outbox};
use crate::model::effect::{ApiCommand, Effect, Leave, TerminalCommand};
use crate::model::keymap::Context;
use crate::model::pane::PaneId;
use crate::model::toast::Toast;
use std::borrow::Cow;
use std::time::Duration;

/// Two Ctrl-C within this time quit.
const TWICE: Duration = Duration::from_secs(2);

impl App {
    /// Does a global action; says no where it is for the overlay or pane.
    pub(super) fn act_globally(&mut self, action: Action, out: &mut Outbox) -> bool {
        match action {
            Action::Quit if self.overlays.is_empty() => self.quit(out),
            Action::Quit => out.close = true,
            Action::Filter => self.search_customers(),
            Action::Interrupt => self.interrupt(out),
            Action::Suspend => {
                self.wipe();
                out.effects.push(Effect::Terminal(TerminalCommand::Suspend));
            }
            Action::Redraw => out.effects.push(Effect::Terminal(TerminalCommand::Redraw)),
            Action::Mouse => self.toggle_mouse(out),
            Action::RefreshAll => self.refresh_all(out),
            Action::Help => out.open.push(Ask::Help(self.wishes())),
            _ if !self.overlays.is_empty() => return false,
            Action::Activity => out.open.push(Ask::Activity),
            Action::Plans => out.open.push(Ask::Plans),
            Action::Profiles => out.open.push(Ask::Pick(self.pick_profile())),
            Action::Faults => out.open.push(Ask::Pick(crate::app::picks::faults())),
            Action::Unlock => self.unlock(out),
            Action::Zoom => self.zoom = !self.zoom,
            Action::PaneRight if self.focus == PaneId::Customers => self.focus_on(self.tab),
            Action::NextPane | Action::PaneRight => self.focus_on(self.focus.next()),
            Action::PreviousPane => self.focus_on(self.focus.previous()),
            Action::PaneLeft | Action::GoCustomers => self.focus_on(PaneId::Customers),
            Action::GoInfo => self.focus_on(PaneId::Info),
            Action::GoCards => self.focus_on(PaneId::Cards),
            Action::GoSubscriptions => self.focus_on(PaneId::Subscriptions),
            Action::GoCharges => self.focus_on(PaneId::Charges),
            Action::Back => return self.step_back(),
            _ => return false,
        }
        true
    }

    pub(super) fn why_not_globally(&self, action: Action) -> Option<Cow<'static, str>> {
        match action {
            _ if self.is_covered_for(action) && is_for_panes(action) => {
                Some("Not while this is open; Esc closes it".into())
            }
            Action::Filter if self.is_over_something_unfinished() => {
                Some("Esc closes this first: what lies under it is unfinished".into())
            }
            Action::Faults if self.setup.profile.mode != Mode::Sandbox => {
                Some("Only the sandbox can simulate faults".into())
            }
            Action::Unlock if self.setup.profile.mode != Mode::Live => {
                let word = self.setup.profile.mode.word();
                Some(format!("Only LIVE is ever locked; {word} is always writable").into())
            }
            _ => None,
        }
    }

    /// Says whether something lies over the panes that does not give way to an action.
    fn is_covered_for(&self, action: Action) -> bool {
        let yields =
            opens_something(action) && self.overlays.iter().all(|overlay| overlay.yields());
        !self.overlays.is_empty() && !yields
    }

    /// Says whether what is seen lies over something that does not close by itself, as a form with a card number in it.
    fn is_over_something_unfinished(&self) -> bool {
        let mut contexts = self.overlays.iter().map(|overlay| overlay.contexts());
        contexts.any(|contexts| !contexts.contains(&Context::Global))
    }

    pub(super) fn focus_on(&mut self, pane: PaneId) {
        self.focus = pane;
        if pane != PaneId::Customers {
            self.tab = pane;
        }
        self.dirty = true;
    }

    /// Steps back: out of zoom, then out of the pane to the list; the list itself clears its filter.
    fn step_back(&mut self) -> bool {
        if self.zoom {
            self.zoom = false;
        } else if self.focus != PaneId::Customers {
            self.focus_on(PaneId::Customers);
        } else {
            return false;
        }
        true
    }

    /// Says whether leaving now would lose something or leave something open.
    pub(super) fn is_unfinished(&self) -> bool {
        self.inflight.writes().next().is_some()
            || self
                .activity
                .entries()
                .any(crate::model::activity::Entry::is_unknown)
            || self.drafts.iter().len() > 0
    }

    /// Opens the search from wherever the person is; what lies over the panes was only to be read, and closes.
    fn search_customers(&mut self) {
        self.close_all();
        self.panes.customers.begin_search();
        self.focus_on(PaneId::Customers);
    }

    fn quit(&mut self, out: &mut Outbox) {
        if self.is_unfinished() {
            out.open.push(Ask::Question(Question::Quit));
        } else {
            out.effects.push(Effect::Leave(Leave::Quit));
        }
    }

    /// Cancels what is running, else closes what lies on top; twice in two seconds quits.
    fn interrupt(&mut self, out: &mut Outbox) {
        let now = self.now.since_start;
        if self.interrupted.is_some_and(|then| now <= then + TWICE) {
            self.interrupted = None;
            self.close_all_and_quit(out);
            return;
        }
        self.interrupted = Some(now);
        let loading = self.store.customers.is_loading();
        let mut resumes = false;
        let said = if self.inflight.writes().next().is_some() {
            "The change is being sent and can't be stopped"
        } else if !self.overlays.is_empty() {
            out.close = true;
            "Closed"
        } else if loading && !self.halted {
            self.halted = true;
            "Reading stopped; R resumes it"
        } else if self.cancel_reads(out) {
            "Stopped waiting"
        } else if loading {
            self.halted = false;
            resumes = true;
            "Reading resumed"
        } else {
            "Nothing is running"
        };
        let again = if self.is_unfinished() {
            "asks to quit"
        } else {
            "quits"
        };
        let said = format!("{said}. Ctrl-C again {again}.");
        // Where reading resumes, how far it is comes next, and not after another key.
        out.toast = Some(if resumes {
            Toast::good(said)
        } else {
            Toast::warning(said)
        });
    }

    /// Closes every overlay, of which forms leave their drafts, and quits.
    pub(super) fn close_all_and_quit(&mut self, out: &mut Outbox) {
        out.close = false;
        self.close_all();
        self.quit(out);
    }

    fn toggle_mouse(&mut self, out: &mut Outbox) {
        self.mouse = !self.mouse;
        out.effects
            .push(Effect::Terminal(TerminalCommand::CaptureMouse(self.mouse)));
        let said = if self.mouse {
            "Mouse on: it clicks and scrolls"
        } else {
            "Mouse off: select text with it; F6 turns it back on"
        };
        out.toast = Some(Toast::good(said));
    }

    fn refresh_all(&mut self, out: &mut Outbox) {
        self.halted = false;
        if let Some(shut_out) = &mut self.shut_out {
            shut_out.tried_again = Some(self.inflight.next_ticket());
            out.effects.push(Effect::Api(ApiCommand::SignIn));
            self.awaits_key = self.setup.profile.key.is_command();
        }
        self.store.doubt_all();
    }

    fn unlock(&mut self, out: &mut Outbox) {
        if matches!(self.gate, Gate::UnlockedUntil(_)) {
            out.effects.push(Effect::Api(ApiCommand::Lock));
        } else {
            out.open.push(Ask::Unlock);
        }
    }
}

/// Says whether a global action is about the panes, and so waits until nothing lies over them.
fn is_for_panes(action: Action) -> bool {
    matches!(
        action,
        Action::Activity
            | Action::Plans
            | Action::Profiles
            | Action::Faults
            | Action::Unlock
            | Action::Zoom
            | Action::NextPane
            | Action::PreviousPane
            | Action::PaneLeft
            | Action::PaneRight
            | Action::GoCustomers
            | Action::GoInfo
            | Action::GoCards
            | Action::GoSubscriptions
            | Action::GoCharges
    )
}
