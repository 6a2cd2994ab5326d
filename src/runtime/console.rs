//! The terminal as the loop sees it, so that the whole program runs in a test without one.
use crate::runtime::clipboard::{self, Route};
use crate::runtime::screen::Screen;
use crate::runtime::signals::Aside;
use crate::runtime::terminal;
use ratatui::backend::Backend;
use ratatui::{Frame, Terminal};
use rustix::process::{Signal, getpid, getsid, kill_current_process_group, kill_process};
use std::io;
use tokio::sync::mpsc::UnboundedSender;

/// Does what the loop asks of a terminal besides drawing. Its errors are sentences for the person.
pub trait Console {
    /// Returns columns and rows.
    fn size(&self) -> io::Result<(u16, u16)>;

    /// Draws a frame; a whole one does not rely on what the terminal showed before.
    fn draw(&mut self, whole: bool, paint: impl FnOnce(&mut Frame)) -> io::Result<()>;

    /// Turns the mouse over to the program, or back to the terminal.
    fn capture_mouse(&mut self, on: bool) -> Result<(), String>;

    /// Puts a text on the clipboard.
    fn copy(&mut self, text: String) -> Result<(), String>;

    /// Puts a text on the clipboard by way of the terminal alone.
    fn copy_through_terminal(&mut self, text: &str) -> Result<(), String>;

    /// Returns the terminal back and sleeps; it returns once the program was woken.
    fn suspend(&mut self, whole_job: bool) -> Result<(), String>;

    /// Returns the terminal to a command that asks the person something; `false` where it is not there to be
    /// given.
    fn lend(&mut self) -> bool;

    /// Ends the loan. What was typed for the command and not read by it is dropped.
    fn take_back(&mut self);

    /// Takes the terminal again, whose content is not known then; `false` while it belongs to another
    /// program, or is lent.
    fn resume(&mut self) -> io::Result<bool>;
}

/// The terminal that the person sits at.
#[derive(Debug)]
pub struct TtyConsole {
    terminal: Terminal<Screen>,
    mouse: bool,
    route: Route,
    asides: UnboundedSender<Aside>,
}

impl TtyConsole {
    /// Takes the terminal. It is given back by [`terminal::restore`], which every way out calls.
    pub fn open(mouse: bool, asides: UnboundedSender<Aside>) -> io::Result<Self> {
        let mut console = Self {
            terminal: Terminal::new(Screen::new())?,
            mouse,
            route: Route::find(|name| std::env::var_os(name)),
            asides,
        };
        console.enter()?;
        Ok(console)
    }

    fn enter(&mut self) -> io::Result<()> {
        let modes = terminal::enter(self.mouse)?;
        let screen = self.terminal.backend_mut();
        screen.entered();
        screen.queue(&modes)
    }

    fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        let screen = self.terminal.backend_mut();
        screen.queue(bytes)?;
        Backend::flush(screen)
    }
}

impl Console for TtyConsole {
    fn size(&self) -> io::Result<(u16, u16)> {
        terminal::size()
    }

    fn draw(&mut self, whole: bool, paint: impl FnOnce(&mut Frame)) -> io::Result<()> {
        if whole {
            self.terminal.clear()?;
        }
        self.terminal.draw(paint).map(|_| ())
    }

    fn capture_mouse(&mut self, on: bool) -> Result<(), String> {
        self.mouse = on;
        self.send(terminal::mouse(on))
            .map_err(|error| format!("The mouse could not be switched: {error}"))
    }

    fn copy(&mut self, text: String) -> Result<(), String> {
        if self.route != Route::Tmux {
            return self.copy_through_terminal(&text);
        }
        let asides = self.asides.clone();
        tokio::task::spawn_blocking(move || {
            if clipboard::hand_to_tmux(&text).is_err() {
                // Where the loop has ended nobody waits for the text any more.
                let _ = asides.send(Aside::CopyThroughTerminal(text));
            }
        });
        Ok(())
    }

    fn copy_through_terminal(&mut self, text: &str) -> Result<(), String> {
        let request = clipboard::request(text, self.route)?;
        self.send(&request)
            .map_err(|error| format!("Not copied: {error}"))
    }

    fn suspend(&mut self, whole_job: bool) -> Result<(), String> {
        // The leader of its session was started by no shell: nobody could wake it again.
        if whole_job && getsid(None).is_ok_and(|leader| leader == getpid()) {
            return Err("There is no shell to go back to".to_owned());
        }
        terminal::restore();
        // The whole job, for a program that was started by another (`cargo run`): a shell waits
        // until every member sleeps.
        let slept = if whole_job {
            kill_current_process_group(Signal::STOP)
        } else {
            kill_process(getpid(), Signal::STOP)
        };
        slept.map_err(|error| {
            let retaken = self.enter();
            format!("Could not suspend: {error} ({retaken:?})")
        })
    }

    fn lend(&mut self) -> bool {
        terminal::lend()
    }

    fn take_back(&mut self) {
        terminal::take_back();
    }

    fn resume(&mut self) -> io::Result<bool> {
        if terminal::is_lent() || !terminal::in_foreground() {
            return Ok(false);
        }
        self.enter()?;
        Ok(true)
    }
}
