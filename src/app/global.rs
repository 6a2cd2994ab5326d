//! What keys do wherever the person is.
use crate::app::offers::Offers;
use crate::app::{App, picks};
use crate::model::action::Action;
use crate::model::ask::{Ask, Question};
use crate::model::cx::Outbox;
use crate::model::effect::{ApiCommand, Effect, Leave, TerminalCommand};
use crate::model::pane::PaneId;
use crate::model::toast::Toast;
use crate::model::world::WriteAccess;

impl App {
    /// Does a global action; says no where it is for the overlay or pane.
    #[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
    pub(super) fn act_globally(&mut self, action: Action, out: &mut Outbox) -> bool {
        let focus = self.screen.place.focus();
        match action {
            Action::Quit if self.screen.stack.is_empty() => self.quit(out),
            Action::Quit => out.close = true,
            Action::Filter => self.screen.begin_search(&mut self.world.drafts),
            Action::Interrupt => self.interrupt(out),
            Action::Suspend => {
                self.screen.stack.wipe();
                out.effects.push(Effect::Terminal(TerminalCommand::Suspend));
            }
            Action::Redraw => out.effects.push(Effect::Terminal(TerminalCommand::Redraw)),
            Action::Mouse => self.screen.toggle_mouse(&self.world.keymap, out),
            Action::RefreshAll => self.refresh_all(out),
            Action::Palette => {
                let offers = Offers::of(&self.screen, &self.world);
                let may_leave = offers.why_not(Action::Profiles).is_none();
                let profiles = may_leave.then(|| self.profiles.pick(&self.world).choices);
                let profiles = profiles.unwrap_or_default();
                out.open.push(Ask::Palette(offers.commands(), profiles));
            }
            Action::Help => out
                .open
                .push(Ask::Help(Offers::of(&self.screen, &self.world).help())),
            _ if !self.screen.stack.is_empty() => return false,
            Action::Activity => out.open.push(Ask::Activity),
            Action::Plans => out.open.push(Ask::Plans),
            Action::Profiles => out.open.push(Ask::Pick(self.profiles.pick(&self.world))),
            Action::Faults => out.open.push(Ask::Pick(picks::faults())),
            Action::Unlock => match self.world.write_access {
                WriteAccess::UnlockedUntil(_) => out.effects.push(Effect::Api(ApiCommand::Lock)),
                WriteAccess::Open | WriteAccess::Locked => out.open.push(Ask::Unlock),
            },
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

    fn quit(&mut self, out: &mut Outbox) {
        if self.world.is_unfinished() {
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
        } else if !self.world.inflight.is_idle() {
            out.effects.extend(self.world.stop_reads());
            "Stopped waiting"
        } else if loading {
            self.awaited.is_halted = false;
            resumes = true;
            "Reading resumed"
        } else {
            "Nothing is running"
        };
        let again = if self.world.is_unfinished() {
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

    fn refresh_all(&mut self, out: &mut Outbox) {
        self.awaited.is_halted = false;
        if self.awaited.try_again(|| self.world.inflight.next_ticket()) {
            out.effects.push(Effect::Api(ApiCommand::SignIn));
            self.awaited.is_key = self.world.profile.key.is_command();
        }
        self.world.store.doubt_all();
    }
}
