//! Events go in, effects come out; drawing is a pure function of the state.
mod awaited;
mod carry;
mod explanations;
mod global;
mod held;
mod input;
mod keys;
mod letters;
mod mirror;
mod mouse;
mod needs;
mod offers;
mod picks;
mod places;
mod replies;
mod said;
mod screen;
mod stack;

use crate::config::Profile;
use crate::model::cure::Cure;
use crate::model::cx::{Outbox, Sight};
use crate::model::draft::Drafts;
use crate::model::effect::Effect;
use crate::model::event::{Event, Now};
use crate::model::keymap::Keymap;
use crate::model::toast::Toast;
use crate::model::unsettled::Unsettled;
use crate::model::world::{World, WriteAccess};
use crate::text::Safe;
use crate::ui::bars::Bars;
pub use crate::ui::theme::Looks;
use awaited::Awaited;
use held::Held;
use input::Input;
use jiff::tz::TimeZone;
use offers::Offers;
use picks::Profiles;
use ratatui::Frame;
use said::Said;
use screen::Screen;
use std::collections::BTreeMap;
use std::time::Duration;

/// How often a spinner turns while something loads.
const SPIN: Duration = Duration::from_millis(120);

/// What the app is told at the start.
#[derive(Clone, Debug)]
pub struct Setup {
    pub profile: Profile,
    /// All profiles that can be opened, this one and the sandbox among them.
    pub profiles: Vec<Profile>,
    pub time_zone: TimeZone,
    /// Where the config file is or would be, for the text that shows how to make a profile.
    pub config_path: String,
    pub looks: Looks,
    /// Whether the mouse clicks and scrolls from the start.
    pub mouse: bool,
    pub keymap: Keymap,
}

/// The whole state of the dashboard, in parts that keep their fields to themselves.
#[derive(Debug)]
pub struct App {
    world: World,
    screen: Screen,
    said: Said,
    awaited: Awaited,
    /// Input that waits for rows.
    held: Held,
    input: Input,
    unsettled: Unsettled,
    /// What was typed in other profiles and not sent.
    parked: BTreeMap<Safe, Drafts>,
    profiles: Profiles,
}

impl App {
    pub fn new(setup: Setup, size: (u16, u16), now: Now) -> Self {
        let mut awaited = Awaited::default();
        awaited.is_key = setup.profile.key.is_command();
        Self {
            world: World::new(setup.profile, setup.keymap, setup.time_zone, now),
            screen: Screen::new(setup.looks, size, setup.mouse),
            said: Said::default(),
            awaited,
            held: Held::default(),
            input: Input::since(now.since_start),
            unsettled: Unsettled::default(),
            parked: BTreeMap::new(),
            profiles: Profiles::new(setup.profiles, setup.config_path),
        }
    }

    /// Takes up what outlasts a profile: the requests of this run, the drafts, and who has the mouse.
    #[must_use]
    pub fn taking_over_from(mut self, before: Self) -> Self {
        self.world.activity = before.world.activity;
        self.world.activity.drop_under_way();
        self.world.inflight = before.world.inflight.emptied();
        self.world.runs = before.world.runs;
        self.parked = before.parked;
        self.parked
            .insert(before.world.profile.name, before.world.drafts);
        let own = self.parked.remove(&self.world.profile.name);
        self.world.drafts = own.unwrap_or_default();
        self.screen.has_mouse = before.screen.has_mouse;
        self.said.take_over_from(&before.said);
        self
    }

    /// The front door: what happened goes in, what must be done comes out.
    pub fn update(&mut self, event: Event, now: Now) -> Vec<Effect> {
        self.world.now = now;
        let mut effects = Vec::new();
        // Input about "the chosen customer" waits until the rows are there for which it is meant ...
        if let Some(event) = self.held.admit(event, self.screen.is_settled()) {
            effects = self.take_in(event);
        }
        // ... but not for long: then the list stays where it is.
        if self.held.is_over(now.since_start) {
            self.screen.panes.customers.roster.stay();
            self.settle();
        }
        while self.screen.is_settled()
            && let Some(event) = self.held.next()
        {
            effects.extend(self.take_in(event));
        }
        let question = self.screen.panes.customers.roster.asked();
        self.held.wait_for(question, now.since_start);
        effects
    }

    fn take_in(&mut self, event: Event) -> Vec<Effect> {
        let mut out = Outbox::default();
        match event {
            Event::Key(key) => self.key(key, &mut out),
            Event::Opened(mark) => {
                self.awaited.is_key = false;
                self.world.own_key = Some(mark);
                self.take_back(|cure| *cure == Cure::Opening);
            }
            Event::Paste(text) => self.paste(text.expose(), &mut out),
            Event::Mouse(mouse) => self.screen.mouse(mouse, &self.world, &mut out),
            Event::Resize(width, height) => {
                self.screen.place.size = (width, height);
                self.screen.mark(true);
            }
            Event::Tick => self.tick(),
            Event::Reply {
                ticket,
                result,
                trace,
            } => self.reply(ticket, result, trace, &mut out),
            Event::Worker(note) => self.note(note),
            Event::Mirror(news) => self.hear_of_mirror(news, &mut out),
            Event::Suspending => self.screen.stack.wipe(),
            Event::Resumed => self.screen.mark(true),
            Event::Failed(what) => self.say_failure(what, None, &mut out),
            Event::Unopened(why) => self.say_unopened(why, &mut out),
        }
        self.carry_out(out)
    }

    /// Lets time pass: lines that have been read go, and a card number does not stay for ever.
    fn tick(&mut self) {
        self.screen.mark(true);
        let now = self.world.now.since_start;
        self.said.tick(now);
        if now >= self.input.wipes_at() {
            self.screen.stack.wipe();
        }
    }

    /// Returns whether the screen changed since it was last drawn, and takes note that it is drawn now.
    pub fn take_dirty(&mut self) -> bool {
        std::mem::take(&mut self.screen.is_dirty)
    }

    /// Returns whether something went on that need not be seen more often than ten times a second.
    pub fn take_progressed(&mut self) -> bool {
        std::mem::take(&mut self.screen.has_progressed)
    }

    /// Whether nothing is due but time.
    pub fn is_idle(&self) -> bool {
        self.world.inflight.is_idle()
    }

    /// Returns how long from now until something moves by itself; `None` sleeps until an event.
    pub fn next_tick(&self, now: Now) -> Option<Duration> {
        let sight = self.sight();
        let at = now.since_start;
        let until = |end: Duration| Some(end.saturating_sub(at));
        let waits = self.world.inflight.iter().map(|(_, flight)| {
            let patience = flight.since + SPIN;
            if at < patience {
                patience.saturating_sub(at)
            } else {
                SPIN
            }
        });
        let counting = |end: Duration| {
            let left = end.saturating_sub(at);
            // Countdowns show whole seconds.
            Some(
                Duration::from_nanos(u64::from(left.subsec_nanos())).max(Duration::from_millis(20)),
            )
        };
        let unlocked = match self.world.write_access {
            WriteAccess::UnlockedUntil(end) => counting(end),
            WriteAccess::Open | WriteAccess::Locked => None,
        };
        let top = self.screen.stack.top();
        let card_typed = top
            .and_then(|_| until(self.input.wipes_at()))
            .filter(|left| !left.is_zero());
        [
            self.said.ends().and_then(until),
            sight.until_tomorrow(now),
            self.held.ends().and_then(until),
            self.screen
                .rests_at(self.world.now.since_start)
                .and_then(until),
            self.said
                .pause
                .as_ref()
                .and_then(|pause| counting(pause.until)),
            unlocked,
            card_typed,
            top.and_then(|top| top.next_tick(&sight)),
        ]
        .into_iter()
        .flatten()
        .chain(waits)
        .min()
    }

    fn sight(&self) -> Sight<'_> {
        self.screen.sight(&self.world)
    }

    /// Draws the whole screen; nothing is decided or changed here.
    pub fn draw(&self, frame: &mut Frame, now: Now) {
        let sight = Sight {
            now,
            ..self.sight()
        };
        let bars = Bars {
            toast: self.said.toast(),
            pause: self.said.pause.as_ref(),
            hold: self.awaited.hold(),
            mouse: self.screen.has_mouse,
            first_use: self.profiles.is_first_use(),
        };
        let hints = Offers::of(&self.screen, &self.world).hints();
        self.screen.draw(&sight, &bars, &hints, frame);
    }

    /// Brings every place up to date with what is known.
    fn settle(&mut self) {
        if self.screen.settle(&mut self.world) {
            self.say(Toast::warning("That customer is not in the list"));
        }
    }

    fn say(&mut self, toast: Toast) {
        self.said.say(toast, self.world.now.since_start);
        self.screen.mark(true);
    }
}
