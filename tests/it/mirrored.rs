//! The mirror of an app under test: its real threads, which have always done what they were told before the test
//! goes on. For a person they take no time.
use pintui::app::App;
use pintui::model::effect::Effect;
use pintui::model::event::{Event, Now};
use pintui::runtime::mirror::{self, Ending, Site, Teller};
use std::fmt::{self, Debug};
use tokio::sync::mpsc::{self, UnboundedReceiver};

pub struct Mirrored {
    pub teller: Teller,
    ending: Ending,
    events: UnboundedReceiver<Event>,
    /// Whether it was told or asked something since it was last heard.
    moves: bool,
}

impl Debug for Mirrored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mirrored")
    }
}

impl Mirrored {
    pub fn start(site: Site) -> Self {
        let (told, events) = mpsc::unbounded_channel();
        let (teller, ending) = mirror::start(site, told).unwrap();
        Self {
            teller,
            ending,
            events,
            moves: true,
        }
    }

    pub fn memory() -> Self {
        Self::start(Site::memory())
    }

    /// Tells an app what happened, with all that the mirror says to it; gives what is left to be done.
    pub fn update(&mut self, app: &mut App, event: Event, now: Now) -> Vec<Effect> {
        let mut left = Vec::new();
        self.carry_out(app.update(event, now), &mut left);
        while std::mem::take(&mut self.moves) {
            for news in self.news() {
                self.carry_out(app.update(news, now), &mut left);
            }
        }
        left
    }

    fn carry_out(&mut self, effects: Vec<Effect>, left: &mut Vec<Effect>) {
        for effect in effects {
            if let Effect::Mirror(what) = effect {
                self.teller.tell(what);
                self.moves = true;
            } else {
                left.push(effect);
            }
        }
    }

    /// Waits until all was done that it was told, and gives what it says.
    pub fn news(&mut self) -> Vec<Event> {
        self.teller.fence().recv().unwrap_err();
        let mut news = Vec::new();
        while let Ok(event) = self.events.try_recv() {
            news.push(event);
        }
        news
    }

    /// Waits for what it says by itself.
    pub async fn hear(&mut self) -> Option<Event> {
        self.events.recv().await
    }

    /// Ends it, once it has done what it was told.
    pub fn end(self) {
        drop(self.teller);
        self.ending.blocking_recv().unwrap().unwrap();
    }
}
