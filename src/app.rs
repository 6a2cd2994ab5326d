//! Events go in, effects come out; drawing is a pure function of the state.
use crate::config::Profile;
use crate::model::effect::Effect;
use crate::model::event::{Event, Now};
use crossterm::event::KeyCode;
use jiff::tz::TimeZone;
use ratatui::Frame;
use std::time::Duration;

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
}

/// Says what the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Looks {
    /// `false` under `NO_COLOR`: bold, underline and reverse stay.
    pub colour: bool,
    /// ASCII borders and marks, for fonts and terminals that draw others two cells wide.
    pub ascii: bool,
}

/// Holds the whole state of the dashboard.
#[derive(Debug)]
pub struct App {
    setup: Setup,
}

impl App {
    pub fn new(setup: Setup, _size: (u16, u16), _now: Now) -> Self {
        Self { setup }
    }

    /// Takes in what happened and says what must be done.
    pub fn update(&mut self, event: Event, _now: Now) -> Vec<Effect> {
        match event {
            Event::Key(key) if key.code == KeyCode::Char('q') => vec![Effect::Quit],
            _ => Vec::new(),
        }
    }

    /// Says whether the screen changed since [`App::draw`] was last called.
    pub fn is_dirty(&self) -> bool {
        true
    }

    /// Gives how long from now until something moves by itself; `None` sleeps until an event.
    pub fn next_tick(&self, _now: Now) -> Option<Duration> {
        None
    }

    pub fn draw(&self, frame: &mut Frame, _now: Now) {
        frame.render_widget(self.setup.profile.mode.word(), frame.area());
    }
}
