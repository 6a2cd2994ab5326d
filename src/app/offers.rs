//! What can be done where the person is, with which keys, and why not now.
use crate::app::screen::Screen;
use crate::config::Mode;
use crate::model::action::Action;
use crate::model::ask::HelpEntry;
use crate::model::keymap::{self, Context};
use crate::model::world::{World, WriteAccess};
use crate::ui::bars::Hint;
use std::borrow::Cow;

/// What is offered, of what is on the screen and what is known.
pub(super) struct Offers<'a> {
    screen: &'a Screen,
    world: &'a World,
}

impl<'a> Offers<'a> {
    pub(super) const fn of(screen: &'a Screen, world: &'a World) -> Self {
        Self { screen, world }
    }

    /// Returns why an action cannot be carried out now.
    pub(super) fn why_not(&self, action: Action) -> Option<Cow<'static, str>> {
        let local = self
            .screen
            .front()
            .why_not(action, &self.screen.sight(self.world));
        local.or_else(|| self.why_not_globally(action))
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
    fn why_not_globally(&self, action: Action) -> Option<Cow<'static, str>> {
        let mode = self.world.profile.mode;
        match action {
            _ if self.is_covered_for(action) && is_for_panes(action) => {
                let why = "Not while this is open; {global.back} closes it";
                Some(self.world.keymap.fill(why).into())
            }
            Action::Filter if self.screen.stack.is_unfinished() => {
                let why = "{global.back} closes this first: what lies under it is unfinished";
                Some(self.world.keymap.fill(why).into())
            }
            Action::Faults if mode != Mode::Sandbox => {
                Some("Only the sandbox can simulate faults".into())
            }
            Action::Unlock if mode != Mode::Live => {
                let word = mode.word();
                Some(format!("Only LIVE is ever locked; {word} is always writable").into())
            }
            _ => None,
        }
    }

    /// Whether something lies over the panes that does not give way to an action.
    fn is_covered_for(&self, action: Action) -> bool {
        !(self.screen.stack.is_empty() || opens_something(action) && self.screen.stack.yields())
    }

    /// Returns the help: all that can be wanted here, once each, and why not now.
    pub(super) fn help(&self) -> Vec<HelpEntry> {
        let mut entries: Vec<HelpEntry> = Vec::new();
        // How to move is known to most: it comes last.
        let contexts = self.screen.contexts().iter();
        let moving = contexts.clone().filter(|it| **it == Context::List);
        for context in contexts.filter(|it| **it != Context::List).chain(moving) {
            for binding in self.world.keymap.of(*context) {
                let action = binding.action;
                if entries.iter().all(|entry| entry.action != action) {
                    entries.push(HelpEntry {
                        context: *context,
                        action,
                        why_not: self.why_not(action).map(Cow::into_owned),
                    });
                }
            }
        }
        entries
    }

    /// Returns what can be wanted here by its name: all but what only moves.
    pub(super) fn commands(&self) -> Vec<HelpEntry> {
        let mut entries = self.help();
        entries.retain(|entry| !only_steps(entry.action));
        entries
    }

    /// Returns the hint line's actions with the keys that do them here; what cannot work now is left out.
    pub(super) fn hints(&self) -> Vec<Hint> {
        let front = self.screen.front();
        let contexts = self.screen.contexts();
        let panes = contexts.contains(&Context::Global) && self.screen.stack.is_empty();
        let always: &[Action] = match (panes, self.world.write_access) {
            (false, _) => &[],
            (true, WriteAccess::Locked) => {
                &[Action::Unlock, Action::Palette, Action::Help, Action::Quit]
            }
            (true, _) => &[Action::Palette, Action::Help, Action::Quit],
        };
        let own = front.hints().into_iter().map(|action| (action, false));
        own.chain(always.iter().map(|action| (*action, true)))
            .filter(|(action, _)| self.why_not(*action).is_none())
            .filter_map(|(action, at_end)| {
                let binding = self.world.keymap.binding_for(contexts, action)?;
                let usual = || binding.context.words(action).hint;
                let text = front.word(action).unwrap_or_else(usual);
                Some(Hint {
                    key: keymap::name(*binding.keys.first()?),
                    text: self.world.keymap.fill(text),
                    at_end,
                })
            })
            .collect()
    }
}

/// Whether an action is a step that nobody would look for by its name.
fn only_steps(action: Action) -> bool {
    matches!(
        action,
        Action::Palette
            | Action::Back
            | Action::Interrupt
            | Action::NextPane
            | Action::PreviousPane
            | Action::PaneLeft
            | Action::PaneRight
            | Action::Down
            | Action::Up
            | Action::First
            | Action::Last
            | Action::HalfDown
            | Action::HalfUp
            | Action::PageDown
            | Action::PageUp
    )
}

/// Whether an action is one for which a text that was only to be read gives way.
pub(super) fn opens_something(action: Action) -> bool {
    matches!(
        action,
        Action::Activity
            | Action::Plans
            | Action::Profiles
            | Action::RefreshAll
            | Action::Unlock
            | Action::Faults
    )
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
    ) || goes_to_pane(action)
}

/// Whether an action goes to a pane by its name or its place.
pub(super) fn goes_to_pane(action: Action) -> bool {
    matches!(
        action,
        Action::PaneLeft
            | Action::PaneRight
            | Action::GoCustomers
            | Action::GoInfo
            | Action::GoCards
            | Action::GoSubscriptions
            | Action::GoCharges
    )
}
