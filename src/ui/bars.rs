//! The lines around the panes: header, tabs, status, hints.
mod account;
mod reading;

use crate::api::subject::Subject;
use crate::config::Mode;
use crate::model::cx::Sight;
use crate::model::pane::PaneId;
use crate::model::toast::{Toast, Tone};
use crate::model::world::WriteAccess;
use crate::ui::freshness::is_waiting;
use crate::ui::layout::{SMALLEST, centred};
use crate::ui::panes::Panes;
use crate::ui::pen::{Pen, cells};
use crate::ui::show;
use crate::ui::theme::{marks, style};
use crate::ui::widgets::wrap::wrap;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::time::Duration;
use strum::IntoEnumIterator;

/// That the host accepts no requests for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    pub status: u16,
    /// Since the program started.
    pub until: Duration,
}

impl Pause {
    fn text(self, sight: &Sight) -> String {
        let left = self.until.saturating_sub(sight.now.since_start);
        let left = left.as_secs() + u64::from(left.subsec_nanos() > 0);
        let why = match self.status {
            429 => "Rate limited",
            _ => "Service busy",
        };
        // What changes with time comes first: a narrow line shows no more than that.
        format!(
            "! {why}; reads retry in {left} s ({}, {}), changes do not",
            sight.host(),
            self.status
        )
    }
}

/// One entry of the hint line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    pub key: String,
    pub text: String,
    /// Stands at the right end, where it is always found.
    pub at_end: bool,
}

/// Why no customers are being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// Somebody stopped it.
    Halted,
    /// The profile's key command is running.
    Key,
}

/// Lends what the lines show beside what is known.
#[derive(Clone, Copy, Debug)]
pub struct Bars<'a> {
    pub toast: Option<&'a Toast>,
    pub pause: Option<&'a Pause>,
    pub hold: Option<Hold>,
    pub mouse: bool,
    /// Whether there is no profile yet but the sandbox.
    pub first_use: bool,
}

impl Bars<'_> {
    /// Draws the badge, the profile and what is loaded; it is never covered.
    pub fn draw_header(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let mode = sight.profile.mode;
        let badge = badge(sight);
        let pieces = [
            (" pintui ", style::BOLD),
            (badge.as_str(), style::badge(mode)),
            (" ", style::TEXT),
            (sight.profile.name.as_str(), style::TEXT),
        ];
        // The sandbox's profile has no other name than the badge's.
        let pieces = if mode == Mode::Sandbox {
            &pieces[..2]
        } else {
            &pieces[..]
        };
        let used = pen.pieces(area.x, area.y, area.width, pieces);
        let off = sight.keymap.fill("mouse off ({global.mouse})");
        let mouse = if self.mouse { "" } else { &off };
        let room = area.width.saturating_sub(used + 2);
        let counts = counts(sight).into_iter();
        let right = show::fitting(counts.map(|count| show::dotted(&[mouse, &count])), room);
        // All that the account has would hide everything else.
        let most = (area.width / 2).min(room.saturating_sub(cells(&right) + 3));
        let mut accounts = account::texts(sight).into_iter();
        let account = accounts.find(|text| cells(text) <= most);
        let right = show::dotted(&[&account.unwrap_or_default(), &right]);
        pen.right(area.right() - room - 1, area.y, room, &right, style::DIM);
    }

    /// Draws the status line and the hints. What was just said takes the line of the hints too where
    /// it does not fit: a sentence that is cut short may say the opposite.
    pub fn draw_foot(
        &self,
        sight: &Sight,
        hints: &[Hint],
        (status, below): (Rect, Rect),
        pen: &mut Pen,
    ) {
        let (text, style) = self.status(sight, pen);
        let room = status.width.saturating_sub(2);
        let lines = match self.toast {
            Some(_) if cells(&text) > room => wrap(&text, room),
            _ => vec![text],
        };
        if lines.len() < 2 {
            draw_hints(hints, below, pen);
        }
        let more = lines.get(1..).unwrap_or_default().join(" ");
        for (y, line) in (status.y..).zip([lines.first(), Some(&more)].into_iter().flatten()) {
            pen.text(status.x + 1, y, room, line, style);
        }
    }

    /// Returns the one thing that is worth saying now.
    fn status(&self, sight: &Sight, pen: &Pen) -> (String, Style) {
        match (self.toast, self.pause) {
            // That something was done well is no news while everything waits.
            (Some(toast), pause) if pause.is_none() || toast.tone != Tone::Good => {
                return said(toast);
            }
            (_, Some(pause)) => return (pause.text(sight), style::WARN),
            _ => {}
        }
        let directory = &sight.store.customers;
        if self.hold == Some(Hold::Halted) && directory.is_loading() {
            let read = reading::so_far(directory);
            let resumes = sight.keymap.fill("{global.refresh_all} resumes it");
            return (format!("Reading stopped{read}; {resumes}"), style::WARN);
        }
        if self.hold == Some(Hold::Key) && is_waiting(&Subject::Customers, sight) {
            let text = format!("{} Running the key_command…", spinner(sight, pen));
            return (text, style::TEXT);
        }
        if directory.is_loading() && sight.store.failure(&Subject::Customers).is_none() {
            let text = match reading::progress(sight) {
                Some(text) => format!("{} {text}", spinner(sight, pen)),
                None if is_waiting(&Subject::Customers, sight) => {
                    format!("{} Loading customers…", spinner(sight, pen))
                }
                None => String::new(),
            };
            return (text, style::TEXT);
        }
        if directory.reading.is_following() {
            let text = "Another pintui is reading the customers; they appear here too";
            return (text.to_owned(), style::DIM);
        }
        if let Some(write) = sight.inflight.writes().next() {
            let (spinner, meant) = (spinner(sight, pen), write.facts().words.meant);
            return (format!("{spinner} In progress: {meant}"), style::ACCENT);
        }
        let unknown = sight
            .activity
            .entries()
            .filter(|entry| entry.is_unknown())
            .count();
        if unknown > 0 {
            let changes = show::things(unknown, "change");
            let next = "outcome unknown: check before you repeat it; {global.activity} shows which";
            let text = format!("? {changes}, {}", sight.keymap.fill(next));
            return (text, style::WARN);
        }
        if sight.profile.mode == Mode::Sandbox && self.first_use {
            let text =
                "Sandbox: nothing is charged. {global.profiles} shows how to connect your account.";
            return (sight.keymap.fill(text), style::DIM);
        }
        (String::new(), style::TEXT)
    }
}

/// Draws the keys that work here; those that never leave stand at the right end.
fn draw_hints(hints: &[Hint], area: Rect, pen: &mut Pen) {
    let ends: Vec<&Hint> = hints.iter().filter(|hint| hint.at_end).collect();
    let width = |hint: &Hint| cells(&hint.key) + 1 + cells(&hint.text) + 2;
    let reserved: u16 = ends.iter().map(|hint| width(hint)).sum();
    let mut x = area.x + 1;
    let limit = area.right().saturating_sub(reserved);
    for hint in hints.iter().filter(|hint| !hint.at_end) {
        if x + width(hint) > limit {
            // A cell stays free before the ones at the end.
            let x = x.min(limit.saturating_sub(2));
            pen.text(x, area.y, 1, marks::MORE, style::DIM);
            break;
        }
        x += draw_hint(hint, x, area.y, pen) + 2;
    }
    let mut x = limit;
    for hint in ends {
        x += draw_hint(hint, x, area.y, pen) + 2;
    }
}

fn draw_hint(hint: &Hint, x: u16, y: u16, pen: &mut Pen) -> u16 {
    let (key, text) = (style::ACCENT, style::TEXT);
    pen.pieces(
        x,
        y,
        u16::MAX,
        &[(&hint.key, key), (" ", text), (&hint.text, text)],
    )
}

fn said(toast: &Toast) -> (String, Style) {
    match toast.tone {
        Tone::Good => (format!("{} {}", marks::GOOD, toast.text), style::GOOD),
        Tone::Warning => (format!("! {}", toast.text), style::WARN),
        Tone::Bad => (format!("{} {}", marks::BAD, toast.text), style::BAD),
    }
}

fn spinner(sight: &Sight, pen: &Pen) -> &'static str {
    let turns = sight.now.since_start.as_millis() / 120;
    let frames = pen.looks.spinner();
    let at = usize::try_from(turns).unwrap_or(0) % frames.len();
    frames.get(at).copied().unwrap_or("")
}

/// Returns the badge: the mode, and in LIVE whether it can be written to.
fn badge(sight: &Sight) -> String {
    match sight.write_access {
        WriteAccess::Open => format!(" {} ", sight.profile.mode.word()),
        WriteAccess::Locked => " LIVE · READ-ONLY ".to_owned(),
        WriteAccess::UnlockedUntil(end) => {
            let left = end.saturating_sub(sight.now.since_start).as_secs();
            format!(" LIVE · WRITE {}:{:02} ", left / 60, left % 60)
        }
    }
}

/// Returns how many customers there are and how old they are, from the most to the least.
fn counts(sight: &Sight) -> Vec<String> {
    let directory = &sight.store.customers;
    let as_of = directory.reading.as_of();
    let Some(at) = as_of.filter(|_| directory.is_started()) else {
        return vec![String::new()];
    };
    let (loaded, all) = (directory.count(), directory.total());
    // While known customers are read again all of them are still here.
    let count = if !directory.is_loading() || loaded == all {
        show::things(loaded, "customer")
    } else {
        let (loaded, all) = (show::count(loaded), show::things(all, "customer"));
        format!("{loaded} of {all}")
    };
    let as_of = show::as_of(at, sight);
    if directory.reading.is_kept() {
        let mirrored = [
            format!("{count} · from the mirror, {as_of}"),
            format!("{count} · mirror, {as_of}"),
        ];
        [&mirrored[..], &[count]].concat()
    } else {
        vec![format!("{count} · {}", show::age(at, sight)), count]
    }
}

/// Draws the tabs of the panes that share one rectangle.
pub fn draw_tabs(panes: &Panes, tab: PaneId, sight: &Sight, area: Rect, pen: &mut Pen) {
    let mut x = area.x;
    for id in PaneId::iter().filter(|id| *id != PaneId::Customers) {
        let text = format!(" {} ", panes.get(id).tab(sight));
        let style = if id == tab {
            style::SELECTED
        } else {
            style::DIM
        };
        x += pen.text(x, area.y, area.right().saturating_sub(x), &text, style);
    }
}

/// Draws what stands on a terminal that is too small.
pub fn draw_too_small(sight: &Sight, area: Rect, pen: &mut Pen) {
    let quits = sight.keymap.fill("{global.quit} quits");
    let lines = [
        format!("pintui needs at least {}x{}", SMALLEST.0, SMALLEST.1),
        format!("this terminal is {}x{}", area.width, area.height),
        String::new(),
        format!("[{}] {}", badge(sight).trim(), sight.profile.name),
        match sight.inflight.writes().count() {
            0 => String::new(),
            n => format!("{} in progress", show::things(n, "change")),
        },
        format!("{quits} · resize to continue"),
    ];
    let height = u16::try_from(lines.len()).unwrap_or(0);
    for (row, line) in centred(area, area.width, height).rows().zip(&lines) {
        let row = centred(row, cells(line), 1);
        pen.text(row.x, row.y, row.width, line, style::TEXT);
    }
}
