//! What the bytes of a terminal become: no terminal and no clock is needed to say so.
mod open;
mod streams;
mod table;

pub use open::ANSWERS;

use crate::driver::keys;
use crossterm::event::Event as Raw;
use pintui::model::event::Event;
use pintui::runtime::input::decoder::Decoder;
use std::time::Duration;

/// Feeds a decoder and keeps in words what it gives.
#[derive(Default)]
struct Typist {
    decoder: Decoder,
    heard: Vec<String>,
}

impl Typist {
    /// Gives the bytes in one read.
    fn read(&mut self, bytes: impl AsRef<[u8]>) {
        let mut events = Vec::new();
        self.decoder.feed(bytes.as_ref(), &mut events);
        self.heard.extend(events.into_iter().map(words));
    }

    /// Lets the terminal be silent for as long as matters, and says how long that was.
    fn silence(&mut self) -> Duration {
        let mut waited = Duration::ZERO;
        while let Some(patience) = self.decoder.patience() {
            waited += patience;
            assert!(waited < Duration::from_secs(2), "it never comes to rest");
            let mut events = Vec::new();
            self.decoder.fall_silent(&mut events);
            self.heard.extend(events.into_iter().map(words));
        }
        waited
    }

    /// Gives what was heard since this was last asked.
    fn heard(&mut self) -> Vec<String> {
        std::mem::take(&mut self.heard)
    }
}

/// Gives an event as the library would name it.
fn words(event: Event) -> String {
    match event {
        Event::Key(key) => format!("{:?}", Raw::Key(key)),
        Event::Mouse(mouse) => format!("{:?}", Raw::Mouse(mouse)),
        Event::Paste(text) => format!("{:?}", Raw::Paste(text.expose().to_owned())),
        Event::Failed(said) => said,
        other => panic!("{other:?} comes from no terminal"),
    }
}

/// Gives the words for a key that is named as `ctrl-left`.
fn key(name: &str) -> String {
    words(Event::Key(keys::key(name)))
}

fn pasted(text: &str) -> String {
    format!("{:?}", Raw::Paste(text.to_owned()))
}
