//! The one way in which tests drive the dashboard: [`Driver`] holds the words, and two back ends hear them.
//!
//! [`Harness`] is the app in this process, on a clock that only the test moves. It reads from a real sandbox through
//! the real worker ([`Harness::new`]), or from the test itself ([`Harness::scripted`]). [`Term`] is the real program on
//! a pseudo terminal, and is for what only a process has: signals, bytes, files, the end.
//!
//! To write a test, take the first that will do: `let mut app = Harness::new();`
//! Press keys, written as in [`keys`]: `app.keys("n 'nora@example.com' ctrl-s");`
//! Say what must be on the screen: `app.sees("First name").sees_not("Sent");`
//! Where answers come by themselves, wait for what they bring and for no time: `app.until("Customer saved");`
//! Run it alone: `cargo test --test it NAME`.
mod drawn;
mod harness;
pub mod keys;
mod term;

pub use drawn::Drawn;
pub use harness::scripted::{decoded, sent};
pub use harness::{BREATH, Harness, Start, profile, setup, today};
pub use term::{Term, contains, pintui, wait_until, with_args};

use pintui::model::event::Event;
use pintui::secret::Pasted;

pub trait Driver {
    /// Hands over what a keyboard, a clipboard or a window sends.
    fn tell(&mut self, event: Event);

    /// Returns what is on the screen, a line a row, without the spaces at the ends.
    fn screen(&self) -> String;

    /// Waits until nothing is due but time, where a test can know that and does not answer itself.
    fn settle(&mut self) -> &mut Self;

    /// Takes in what happens until the screen is as wanted.
    fn wait_for(&mut self, what: &str, is: impl Fn(&str) -> bool) -> &mut Self;

    /// Says yes to the question or review that is open, as a person does: once it hears, the focus on its button,
    /// and once that hears, Enter.
    fn yes(&mut self) -> &mut Self;

    /// Types [`keys`] and settles after each.
    fn keys(&mut self, keys: &str) -> &mut Self {
        for group in keys::parse(keys) {
            for key in group {
                self.tell(Event::Key(key));
            }
            self.settle();
        }
        self
    }

    /// Types [`keys`] without waiting for anything.
    fn press(&mut self, keys: &str) -> &mut Self {
        let keys = keys::parse(keys).into_iter().flatten();
        keys.for_each(|key| self.tell(Event::Key(key)));
        self
    }

    /// Types a text without a pause.
    fn types(&mut self, text: &str) -> &mut Self {
        let keys = keys::text(text).into_iter();
        keys.for_each(|key| self.tell(Event::Key(key)));
        self.settle()
    }

    fn pastes(&mut self, text: &str) -> &mut Self {
        self.tell(Event::Paste(Pasted::new(text.to_owned())));
        self.settle()
    }

    fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.tell(Event::Resize(width, height));
        self.settle()
    }

    /// Takes in what happens until a text is on the screen.
    fn until(&mut self, text: &str) -> &mut Self {
        self.wait_for(text, |screen| screen.contains(text))
    }

    /// Takes in what happens until a text has left the screen.
    fn until_gone(&mut self, text: &str) -> &mut Self {
        let what = format!("the end of {text}");
        self.wait_for(&what, |screen| !screen.contains(text))
    }

    #[track_caller]
    fn sees(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(text), "no {text:?} on\n{screen}");
        self
    }

    #[track_caller]
    fn sees_not(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(text), "{text:?} on\n{screen}");
        self
    }

    /// Returns the line of the screen that holds a text.
    #[track_caller]
    fn line(&self, text: &str) -> String {
        let screen = self.screen();
        let line = screen.lines().find(|line| line.contains(text));
        let line = line.unwrap_or_else(|| panic!("no {text:?} on\n{screen}"));
        line.to_owned()
    }
}
