//! The bytes that the program's own screen sends to a terminal.
use super::Harness;
use pintui::runtime::screen::Screen;
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

/// A terminal as the program draws on it, which keeps what it gets.
pub struct Drawn {
    terminal: Terminal<Screen<Kept>>,
    kept: Kept,
}

#[derive(Clone, Default)]
struct Kept(Rc<RefCell<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drawn {
    pub fn new((width, height): (u16, u16)) -> Self {
        let kept = Kept::default();
        let options = TerminalOptions {
            viewport: Viewport::Fixed(Rect::new(0, 0, width, height)),
        };
        Self {
            terminal: Terminal::with_options(Screen::on(kept.clone()), options).unwrap(),
            kept,
        }
    }

    pub fn harness(&mut self, harness: &Harness) -> Vec<u8> {
        self.frame(|frame| harness.app.draw(frame, harness.now))
    }

    /// Returns the bytes that make the frame before into this one.
    pub fn frame(&mut self, paint: impl FnOnce(&mut Frame)) -> Vec<u8> {
        self.terminal.draw(paint).unwrap();
        std::mem::take(&mut self.kept.0.borrow_mut())
    }
}
