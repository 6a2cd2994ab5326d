//! How a person or a log is told of a reading without a screen: on a terminal in one line that is drawn anew,
//! elsewhere in plain lines now and then. All of it goes to the error stream.
use super::words::{self, Wait};
use crate::mirror::{Goal, Progress};
use crate::runtime::terminal;
use crate::text::fit::ellipsis;
use crate::text::{Safe, width};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::fmt;
use std::io::{self, Write};
use std::time::Duration;
use tokio::time::Instant;

/// How far apart plain lines about the progress are, at least.
const APART: Duration = Duration::from_secs(10);
/// How often the line is drawn anew, at most; the library itself lets some more pass at first.
const FRAME: Duration = Duration::from_millis(100);
/// How many columns the bar has, and a blank behind it.
const BAR: usize = 21;
const SEPARATOR: &str = " · ";

/// What there is to tell.
pub struct Talk {
    way: Way,
    /// When something was last said or drawn about the progress, and said about the host's pauses.
    told: Instant,
    told_wait: Option<Instant>,
}

enum Way {
    Quiet,
    Lines,
    Line(ProgressBar),
}

impl Talk {
    pub fn new(quiet: bool) -> Self {
        // Which terminal can draw is known to the library: one that is dumb, or none, hides the line.
        let target = ProgressDrawTarget::stderr();
        let way = if quiet {
            Way::Quiet
        } else if target.is_hidden() {
            Way::Lines
        } else {
            let bar = ProgressBar::with_draw_target(None, target);
            // Nothing is known yet.
            if let Ok(style) = ProgressStyle::with_template("") {
                bar.set_style(style);
            }
            Way::Line(bar)
        };
        Self {
            way,
            told: Instant::now(),
            told_wait: None,
        }
    }

    /// Says something once.
    pub fn say(&mut self, what: &str) {
        if !matches!(self.way, Way::Quiet) {
            self.write(what);
        }
    }

    /// Says what went wrong, which is said even to those who want to hear nothing.
    pub fn complain(&mut self, what: &str) {
        self.write(&format!("pintui: {what}"));
    }

    fn write(&self, what: &str) {
        match &self.way {
            Way::Quiet | Way::Lines => write(what),
            Way::Line(bar) => bar.suspend(|| write(what)),
        }
    }

    /// Says that the host asked to wait: the line does so by itself.
    pub fn tell_wait(&mut self, wait: &Wait) {
        let is_due = self.told_wait.is_none_or(|at| at.elapsed() >= APART);
        if matches!(self.way, Way::Lines) && is_due {
            self.told_wait = Some(Instant::now());
            write(&wait.words());
        }
    }

    /// Says how far the reading is.
    pub fn show(&mut self, progress: &Progress, rate: Option<u64>, wait: Option<&Wait>) {
        let apart = match &self.way {
            Way::Quiet => return,
            Way::Lines => APART,
            Way::Line(_) => FRAME,
        };
        if self.told.elapsed() < apart {
            return;
        }
        self.told = Instant::now();
        match &self.way {
            Way::Quiet => {}
            // A pause has a line of its own.
            Way::Lines if wait.is_some() => {}
            Way::Lines => write(&words::progress(progress, rate).join(SEPARATOR)),
            Way::Line(bar) => {
                let parts = match wait {
                    Some(wait) => vec![wait.words()],
                    None => words::progress(progress, rate),
                };
                draw(bar, progress, parts);
            }
        }
    }

    /// Ends the line, so that nothing of it is left.
    pub fn end(&mut self) {
        if let Way::Line(bar) = &self.way {
            bar.finish_and_clear();
        }
    }
}

/// Draws the line with as many parts as there is room for, and with a bar where some is left.
fn draw(bar: &ProgressBar, progress: &Progress, parts: Vec<String>) {
    let columns = terminal::columns();
    let mut text = String::new();
    for part in parts {
        let longer = if text.is_empty() {
            part
        } else {
            [&text, SEPARATOR, &part].concat()
        };
        if !text.is_empty() && width(&longer) > columns {
            break;
        }
        text = longer;
    }
    let text = ellipsis(&text, columns).into_owned();
    let total = progress.total.filter(|_| progress.goal == Some(Goal::All));
    let template = if total.is_some() && width(&text) + BAR <= columns {
        "{bar:20} {words}"
    } else {
        "{words}"
    };
    let Ok(style) = ProgressStyle::with_template(template) else {
        return;
    };
    let words = move |_: &ProgressState, out: &mut dyn fmt::Write| {
        // What takes it is memory.
        let _ = out.write_str(&text);
    };
    bar.set_style(style.with_key("words", words));
    let read = progress.read;
    // The one call here that draws.
    bar.update(|state| {
        state.set_len(total.unwrap_or(read).max(read));
        state.set_pos(read);
    });
}

fn write(what: &str) {
    // Where the error stream is closed there is nobody to tell.
    let _ = writeln!(io::stderr(), "{}", Safe::clean(what));
}
