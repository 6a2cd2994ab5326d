//! Events go in, effects come out; drawing is a pure function of the state.
mod carry;
mod explanations;
mod global;
mod held;
mod keys;
mod letters;
mod mirror;
mod mouse;
mod needs;
mod picks;
mod replies;

use crate::api::ids::CustomerId;
use crate::config::{Mode, Profile};
use crate::model::activity::Activity;
use crate::model::cure::{Cure, ShutOut};
use crate::model::cx::{Gate, Outbox, Sight};
use crate::model::draft::Drafts;
use crate::model::effect::Effect;
use crate::model::event::{Event, Now};
use crate::model::inflight::Inflight;
use crate::model::keymap::Keymap;
use crate::model::pane::PaneId;
use crate::model::store::Store;
use crate::model::toast::{Toast, Tone};
use crate::model::unsettled::Unsettled;
use crate::secret::KeyMark;
use crate::text::Safe;
use crate::ui::bars::{self, Bars, Hold, Pause};
use crate::ui::layout::{self, Heights, Regions};
use crate::ui::overlays::{self, Overlay};
use crate::ui::panes::{self, Panes};
use crate::ui::pen::Pen;
pub use crate::ui::theme::Looks;
use crate::ui::theme::Theme;
use held::Held;
use jiff::tz::TimeZone;
use keys::sight;
use letters::Letters;
use ratatui::Frame;
use ratatui::layout::Rect;
use std::collections::BTreeMap;
use std::time::Duration;

/// How long the cursor rests on a customer before its details are asked for, so that scrolling asks nothing.
const REST: Duration = Duration::from_millis(150);
/// How often a spinner turns while something loads.
const SPIN: Duration = Duration::from_millis(120);
/// After this long without a key, card number and CVC are wiped from an open form.
const IDLE_WIPE: Duration = Duration::from_secs(5 * 60);

/// Holds what the app is told at the start.
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

/// Holds the whole state of the dashboard.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one fact of its own; none excludes another"
)]
pub struct App {
    setup: Setup,
    theme: Theme,
    store: Store,
    inflight: Inflight,
    activity: Activity,
    unsettled: Unsettled,
    panes: Panes,
    overlays: Vec<Box<dyn Overlay>>,
    drafts: Drafts,
    /// What was typed in other profiles and not sent.
    parked: BTreeMap<Safe, Drafts>,
    focus: PaneId,
    /// The pane beside the list where there is room for one only.
    tab: PaneId,
    zoom: bool,
    heights: Heights,
    size: (u16, u16),
    gate: Gate,
    pause: Option<Pause>,
    toast: Option<(Toast, Duration)>,
    mouse: bool,
    /// When Ctrl-C was last pressed.
    interrupted: Option<Duration>,
    /// Whether loading further pages was stopped by the person.
    halted: bool,
    /// The customer that the cursor is on, and since when.
    chosen: (Option<CustomerId>, Duration),
    shut_out: Option<ShutOut>,
    /// The profile's own key, once it was read.
    own_key: Option<KeyMark>,
    /// Whether the profile's key command is running.
    awaits_key: bool,
    last_key: Duration,
    letters: Letters,
    /// Whether it was said that a key has no meaning: once a run is enough.
    told_unbound: bool,
    held: Held,
    dirty: bool,
    progressed: bool,
    now: Now,
}

impl App {
    pub fn new(setup: Setup, size: (u16, u16), now: Now) -> Self {
        let gate = match setup.profile.mode {
            Mode::Live => Gate::Locked,
            Mode::Sandbox | Mode::Test => Gate::Open,
        };
        let awaits_key = setup.profile.key.is_command();
        Self {
            theme: Theme::new(setup.looks),
            mouse: setup.mouse,
            setup,
            store: Store::default(),
            inflight: Inflight::default(),
            activity: Activity::default(),
            unsettled: Unsettled::default(),
            panes: Panes::default(),
            overlays: Vec::new(),
            drafts: Drafts::default(),
            parked: BTreeMap::new(),
            focus: PaneId::Customers,
            tab: PaneId::Info,
            zoom: false,
            heights: Heights::SURE,
            size,
            gate,
            pause: None,
            toast: None,
            interrupted: None,
            halted: false,
            chosen: (None, Duration::ZERO),
            shut_out: None,
            own_key: None,
            awaits_key,
            last_key: now.since_start,
            letters: Letters::default(),
            told_unbound: false,
            held: Held::default(),
            dirty: true,
            progressed: false,
            now,
        }
    }

    /// Takes up what outlasts a profile: the requests of this run, the drafts, and who has the mouse.
    #[must_use]
    pub fn taking_over_from(mut self, before: Self) -> Self {
        self.activity = before.activity;
        self.activity.drop_under_way();
        self.parked = before.parked;
        self.parked.insert(before.setup.profile.name, before.drafts);
        let own = self.parked.remove(&self.setup.profile.name);
        self.drafts = own.unwrap_or_default();
        self.mouse = before.mouse;
        self.told_unbound = before.told_unbound;
        self.inflight = before.inflight.emptied();
        self
    }

    fn take_in(&mut self, event: Event) -> Vec<Effect> {
        let mut out = Outbox::default();
        match event {
            Event::Key(key) => self.key(key, &mut out),
            Event::Opened(mark) => {
                self.awaits_key = false;
                self.own_key = Some(mark);
                self.take_back(|cure| *cure == Cure::Opening);
            }
            Event::Paste(text) => self.paste(text.expose(), &mut out),
            Event::Mouse(mouse) => self.mouse(mouse, &mut out),
            Event::Resize(width, height) => {
                self.size = (width, height);
                self.dirty = true;
            }
            Event::Tick => self.tick(),
            Event::Reply {
                ticket,
                result,
                trace,
            } => self.reply(ticket, result, trace, &mut out),
            Event::Worker(note) => self.note(note),
            Event::Mirror(news) => self.hear_of_mirror(news, &mut out),
            Event::Suspending => self.wipe(),
            Event::Resumed => self.dirty = true,
            Event::Failed(what) => self.say_failure(what, None, &mut out),
            Event::Unopened(why) => self.say_unopened(why, &mut out),
        }
        self.carry_out(out)
    }

    /// Lets time pass: lines that have been read go, and a card number does not stay for ever.
    fn tick(&mut self) {
        self.dirty = true;
        let now = self.now.since_start;
        if let Some((toast, since)) = &self.toast
            && toast.ends(*since).is_some_and(|end| now >= end)
        {
            self.toast = None;
        }
        if now >= self.last_key + IDLE_WIPE {
            self.wipe();
        }
    }

    fn wipe(&mut self) {
        for overlay in &mut self.overlays {
            overlay.wipe();
        }
    }

    /// Says whether the screen changed since it was last drawn, and takes note that it is drawn now.
    pub fn take_dirty(&mut self) -> bool {
        std::mem::take(&mut self.dirty)
    }

    /// Says whether something went on that need not be seen more often than ten times a second.
    pub fn take_progressed(&mut self) -> bool {
        std::mem::take(&mut self.progressed)
    }

    /// Says whether nothing is due but time.
    pub fn is_idle(&self) -> bool {
        self.inflight.is_idle()
    }

    /// Gives how long from now until something moves by itself; `None` sleeps until an event.
    pub fn next_tick(&self, now: Now) -> Option<Duration> {
        let sight = self.sight();
        let at = now.since_start;
        let until = |end: Duration| Some(end.saturating_sub(at));
        let waits = self.inflight.iter().map(|(_, flight)| {
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
        let toast = self
            .toast
            .as_ref()
            .and_then(|(toast, since)| toast.ends(*since));
        let resting = self.chosen.0.is_some() && !self.has_rested();
        let unlocked = match self.gate {
            Gate::UnlockedUntil(end) => counting(end),
            _ => None,
        };
        let card_typed = (!self.overlays.is_empty())
            .then(|| until(self.last_key + IDLE_WIPE))
            .flatten()
            .filter(|left| !left.is_zero());
        [
            toast.and_then(until),
            sight.until_tomorrow(now),
            self.held.ends().and_then(until),
            resting.then_some(self.chosen.1 + REST).and_then(until),
            self.pause.as_ref().and_then(|pause| counting(pause.until)),
            unlocked,
            card_typed,
            self.overlays.last().and_then(|top| top.next_tick(&sight)),
        ]
        .into_iter()
        .flatten()
        .chain(waits)
        .min()
    }

    fn has_rested(&self) -> bool {
        self.now.since_start >= self.chosen.1 + REST
    }

    fn area(&self) -> Rect {
        Rect::new(0, 0, self.size.0, self.size.1)
    }

    fn regions(&self) -> Regions {
        self.regions_in(self.area())
    }

    fn regions_in(&self, area: Rect) -> Regions {
        layout::regions(area, (self.focus, self.tab), self.zoom, self.heights)
    }

    fn sight(&self) -> Sight<'_> {
        sight!(self, self.panes.customers.roster.chosen())
    }

    /// Draws the whole screen; nothing is decided or changed here.
    pub fn draw(&self, frame: &mut Frame, now: Now) {
        let area = frame.area();
        let mut pen = Pen::new(frame.buffer_mut(), self.theme);
        let sight = Sight {
            now,
            ..self.sight()
        };
        let bars = self.bars();
        if layout::is_too_small(area) {
            bars::draw_too_small(&sight, area, &mut pen);
            return;
        }
        let regions = self.regions_in(area);
        bars.draw_header(&sight, regions.header, &mut pen);
        if let Some(tabs) = regions.tabs {
            bars::draw_tabs(&self.panes, self.tab, &sight, tabs, &mut pen);
        }
        for (id, area) in &regions.panes {
            self.panes.get(*id).draw(&sight, *area, &mut pen);
            panes::dim_if_stale(*id, &sight, *area, &mut pen);
        }
        if !self.overlays.is_empty() {
            // A text box of a pane keeps its text but not the cursor.
            pen.cursor = None;
        }
        for overlay in &self.overlays {
            overlay.draw(&sight, overlays::area(area), &mut pen);
        }
        let foot = (regions.status, regions.hints);
        bars.draw_foot(&sight, &self.hints(), foot, &mut pen);
        pen.finish();
        if let Some(cursor) = pen.cursor {
            frame.set_cursor_position(cursor);
        }
    }

    fn bars(&self) -> Bars<'_> {
        Bars {
            toast: self.toast.as_ref().map(|(toast, _)| toast),
            pause: self.pause.as_ref(),
            hold: match (self.awaits_key, self.halted) {
                (true, _) => Some(Hold::Key),
                (false, true) => Some(Hold::Halted),
                (false, false) => None,
            },
            mouse: self.mouse,
            first_use: self.setup.profiles.len() < 2,
        }
    }

    fn say(&mut self, toast: Toast) {
        self.toast = Some((toast, self.now.since_start));
        self.dirty = true;
    }

    /// Clears what a key clears: everything but what waits for Esc.
    fn clear_toast(&mut self, by_esc: bool) {
        let goes = |toast: &Toast| toast.tone == Tone::Warning || by_esc;
        if self.toast.as_ref().is_some_and(|(toast, _)| goes(toast)) {
            self.toast = None;
        }
    }
}
