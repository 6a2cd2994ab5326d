//! What the bytes of a terminal become: no terminal and no clock is needed to say so.
mod open;
mod streams;
mod table;

pub use open::ANSWERS;

use crossterm::event::{Event as Raw, KeyCode, KeyEvent, KeyModifiers};
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
    let mut modifiers = KeyModifiers::NONE;
    let mut name = name;
    for (prefix, modifier) in [
        ("ctrl-", KeyModifiers::CONTROL),
        ("alt-", KeyModifiers::ALT),
        ("shift-", KeyModifiers::SHIFT),
    ] {
        if let Some(rest) = name.strip_prefix(prefix) {
            (name, modifiers) = (rest, modifiers | modifier);
        }
    }
    let code = match name {
        "enter" => KeyCode::Enter,
        "tab" => KeyCode::Tab,
        "backtab" => KeyCode::BackTab,
        "backspace" => KeyCode::Backspace,
        "esc" => KeyCode::Esc,
        "up" => KeyCode::Up,
        "left" => KeyCode::Left,
        "f1" => KeyCode::F(1),
        "f6" => KeyCode::F(6),
        sign => KeyCode::Char(sign.parse().unwrap()),
    };
    words(Event::Key(KeyEvent::new(code, modifiers)))
}

fn pasted(text: &str) -> String {
    format!("{:?}", Raw::Paste(text.to_owned()))
}
