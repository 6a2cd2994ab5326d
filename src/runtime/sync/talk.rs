//! How a person or a log is told of a reading without a screen: on a terminal in one line that is drawn anew, elsewhere
//! in plain lines now and then. All of it goes to the error stream.
use super::words::{self, Wait};
use crate::mirror::{Goal, Progress};
use crate::runtime::terminal;
use crate::text::{Safe, width};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, Write};
use std::time::Duration;
use tokio::time::Instant;

/// How often the line is drawn anew in a second, at most.
const HERTZ: u8 = 10;
/// How far apart plain lines about the progress are, at least.
const APART: Duration = Duration::from_secs(10);
/// How many columns the bar has, and a blank behind it.
const BAR: usize = 21;

/// Tells what there is to tell.
pub struct Talk {
    way: Way,
    /// When a plain line was last said about the progress, and one about the host's pauses.
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
        let target = ProgressDrawTarget::stderr_with_hz(HERTZ);
        let way = if quiet {
            Way::Quiet
        } else if target.is_hidden() {
            Way::Lines
        } else {
            Way::Line(ProgressBar::with_draw_target(None, target))
        };
        Self {
            way,
            told: Instant::now(),
            told_wait: None,
        }
    }

    /// Says something once.
    pub fn say(&mut self, what: &str) {
        match &self.way {
            Way::Quiet => {}
            Way::Lines => write(what),
            Way::Line(bar) => bar.suspend(|| write(what)),
        }
    }

    /// Says what went wrong, which is said even to those who want to hear nothing.
    pub fn complain(&mut self, what: &str) {
        let what = format!("pintui: {what}");
        match &self.way {
            Way::Quiet | Way::Lines => write(&what),
            Way::Line(bar) => bar.suspend(|| write(&what)),
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
        match &self.way {
            Way::Quiet => {}
            Way::Lines => {
                if self.told.elapsed() >= APART && wait.is_none() {
                    self.told = Instant::now();
                    write(&words::progress(progress, rate).join(SEPARATOR));
                }
            }
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

const SEPARATOR: &str = " · ";

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
    let total = progress.total.filter(|_| progress.goal == Some(Goal::All));
    let has_bar = total.is_some() && width(&text) + BAR <= columns;
    // The last field is cut where even one part is too wide.
    let template = if has_bar {
        "{bar:20} {wide_msg}"
    } else {
        "{wide_msg}"
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    if let Some(total) = total {
        bar.set_length(total.max(progress.read));
        bar.set_position(progress.read);
    }
    bar.set_message(text);
}

fn write(what: &str) {
    // Where the error stream is closed there is nobody to tell.
    let _ = writeln!(io::stderr(), "{}", Safe::clean(what));
}
