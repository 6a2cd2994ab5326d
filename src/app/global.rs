//! What keys do wherever the person is.
use crate::app::App;
use crate::app::keys::opens_something;
use crate::config::Mode;
use crate::model::action::Action;
use crate::model::ask::{Ask, Question};
use crate::model::cx::Outbox;
use crate::model::effect::{ApiCommand, Effect, Leave, TerminalCommand};
use crate::model::pane::PaneId;
use crate::model::toast::Toast;
use crate::model::world::WriteAccess;
use std::borrow::Cow;

impl App {
    /// Does a global action; says no where it is for the overlay or pane.
    #[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
    pub(super) fn act_globally(&mut self, action: Action, out: &mut Outbox) -> bool {
        let focus = self.screen.place.focus();
        match action {
            Action::Quit if self.screen.stack.is_empty() => self.quit(out),
            Action::Quit => out.close = true,
            Action::Filter => self.search_customers(),
            Action::Interrupt => self.interrupt(out),
            Action::Suspend => {
                self.screen.stack.wipe();
                out.effects.push(Effect::Terminal(TerminalCommand::Suspend));
            }
            Action::Redraw => out.effects.push(Effect::Terminal(TerminalCommand::Redraw)),
            Action::Mouse => self.toggle_mouse(out),
            Action::RefreshAll => self.refresh_all(out),
            Action::Help => out.open.push(Ask::Help(self.wishes())),
            _ if !self.screen.stack.is_empty() => return false,
            Action::Activity => out.open.push(Ask::Activity),
            Action::Plans => out.open.push(Ask::Plans),
            Action::Profiles => {
                let is_unfinished = self.is_unfinished();
                let pick = self.profiles.pick(&self.world.profile, is_unfinished);
                out.open.push(Ask::Pick(pick));
            }
            Action::Faults => out.open.push(Ask::Pick(crate::app::picks::faults())),
            Action::Unlock => self.unlock(out),
            Action::Zoom => {
                self.screen.place.zoom = !self.screen.place.zoom;
            }
            Action::PaneRight if focus == PaneId::Customers => {
                self.screen.focus_on(self.screen.place.tab());
            }
            Action::NextPane | Action::PaneRight => self.screen.focus_on(focus.next()),
            Action::PreviousPane => self.screen.focus_on(focus.previous()),
            Action::PaneLeft | Action::GoCustomers => self.screen.focus_on(PaneId::Customers),
            Action::GoInfo => self.screen.focus_on(PaneId::Info),
            Action::GoCards => self.screen.focus_on(PaneId::Cards),
            Action::GoSubscriptions => self.screen.focus_on(PaneId::Subscriptions),
            Action::GoCharges => self.screen.focus_on(PaneId::Charges),
            Action::Back => return self.screen.place.step_back(),
            _ => return false,
        }
        true
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
    pub(super) fn why_not_globally(&self, action: Action) -> Option<Cow<'static, str>> {
        match action {
            _ if self.is_covered_for(action) && is_for_panes(action) => {
                let why = "Not while this is open; {global.back} closes it";
                Some(self.world.keymap.fill(why).into())
            }
            Action::Filter if self.screen.stack.is_unfinished() => {
                let why = "{global.back} closes this first: what lies under it is unfinished";
                Some(self.world.keymap.fill(why).into())
            }
            Action::Faults if self.world.profile.mode != Mode::Sandbox => {
                Some("Only the sandbox can simulate faults".into())
            }
            Action::Unlock if self.world.profile.mode != Mode::Live => {
                let word = self.world.profile.mode.word();
                Some(format!("Only LIVE is ever locked; {word} is always writable").into())
            }
            _ => None,
        }
    }

    /// Whether something lies over the panes that does not give way to an action.
    fn is_covered_for(&self, action: Action) -> bool {
        let stack = &self.screen.stack;
        !(stack.is_empty() || opens_something(action) && stack.yields())
    }

    /// Whether leaving now would lose something or leave something open.
    fn is_unfinished(&self) -> bool {
        self.world.inflight.writes().next().is_some()
            || self
                .world
                .activity
                .entries()
                .any(crate::model::activity::ActivityEntry::is_unknown)
            || self.world.drafts.iter().len() > 0
    }

    /// Opens the search from wherever the person is; what lies over the panes was only to be read, and
    /// closes.
    fn search_customers(&mut self) {
        self.screen.stack.close_all(&mut self.world.drafts);
        self.screen.customers().begin_search();
        self.screen.focus_on(PaneId::Customers);
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
        if self.input.interrupt(self.world.now.since_start) {
            return self.close_all_and_quit(out);
        }
        let loading = self.world.store.customers.is_loading();
        let mut resumes = false;
        let said = if self.world.inflight.writes().next().is_some() {
            "The change is being sent and can't be stopped"
        } else if !self.screen.stack.is_empty() {
            out.close = true;
            "Closed"
        } else if loading && !self.awaited.is_halted {
            self.awaited.is_halted = true;
            "Reading stopped; {global.refresh_all} resumes it"
        } else if self.cancel_reads(out) {
            "Stopped waiting"
        } else if loading {
            self.awaited.is_halted = false;
            resumes = true;
            "Reading resumed"
        } else {
            "Nothing is running"
        };
        let again = if self.is_unfinished() {
            "{global.interrupt} again asks to quit."
        } else {
            "{global.interrupt} again quits."
        };
        let [said, again] = [said, again].map(|text| self.world.keymap.fill(text));
        let said = format!("{said}. {again}");
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
        self.screen.stack.close_all(&mut self.world.drafts);
        self.quit(out);
    }

    fn toggle_mouse(&mut self, out: &mut Outbox) {
        self.screen.has_mouse ^= true;
        let has_mouse = self.screen.has_mouse;
        out.effects
            .push(Effect::Terminal(TerminalCommand::CaptureMouse(has_mouse)));
        let said = if has_mouse {
            "Mouse on: it clicks and scrolls"
        } else {
            "Mouse off: select text with it; {global.mouse} turns it back on"
        };
        out.toast = Some(Toast::good(self.world.keymap.fill(said)));
    }

    fn refresh_all(&mut self, out: &mut Outbox) {
        self.awaited.is_halted = false;
        if self.awaited.try_again(|| self.world.inflight.next_ticket()) {
            out.effects.push(Effect::Api(ApiCommand::SignIn));
            self.awaited.is_key = self.world.profile.key.is_command();
        }
        self.world.store.doubt_all();
    }

    fn unlock(&mut self, out: &mut Outbox) {
        if matches!(self.world.write_access, WriteAccess::UnlockedUntil(_)) {
            out.effects.push(Effect::Api(ApiCommand::Lock));
        } else {
            out.open.push(Ask::Unlock);
        }
    }
}

/// Whether a global action is about the panes, and so waits until nothing lies over them.
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
