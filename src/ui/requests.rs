//! How a request of this run is written: as a line, and as its whole story.
//!
//! An entry of the activity holds tokens and the API's own cleaned words, never what was sent.
use crate::api::error::{ErrorKind, Fate};
use crate::config::Mode;
use crate::model::activity::{ActivityEntry, Outcome};
use crate::model::cx::Sight;
use crate::text::fit;
use crate::ui::pen::{Pen, cells};
use crate::ui::show;
use crate::ui::theme::{marks, style};
use crate::ui::widgets::facts::Fact;
use crate::ui::widgets::table::{Cell, Width, columns, row};
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::time::Duration;

/// From this width on there is a column for the time.
const TIMED: u16 = 70;

fn widths(width: u16) -> Vec<u16> {
    let wanted = [
        Width::Cells(if width >= TIMED { 8 } else { 0 }),
        Width::Cells(6),
        Width::Share(3),
        Width::Cells(4),
        Width::Cells(7),
        Width::Cells(5),
        Width::Share(3),
    ];
    columns(width, &wanted)
}

/// Draws the headings over the lines.
pub fn draw_titles(area: Rect, pen: &mut Pen) {
    let dim = style::DIM;
    let titles = ["Time", "Method", "Path", "HTTP", "Took", "Tries", " Result"];
    let cells: Vec<Cell> = titles
        .iter()
        .map(|title| match *title {
            "HTTP" | "Took" | "Tries" => Cell::right(title, dim),
            _ => Cell::new(title, dim),
        })
        .collect();
    row(pen, area, 0, &widths(area.width), &cells);
}

/// Draws one request as a line: time, method, path, status, duration, tries, what became of it.
pub fn draw_line(entry: &ActivityEntry, sight: &Sight, area: Rect, pen: &mut Pen) {
    let widths = widths(area.width);
    let at = entry.at.to_zoned(sight.time_zone.clone());
    let at = at.strftime("%H:%M:%S").to_string();
    let trace = entry.trace.as_ref();
    let status = trace.and_then(|trace| trace.status);
    let status = status.map_or_else(|| marks::NONE.to_owned(), |status| status.to_string());
    let took = trace.map_or_else(String::new, |trace| duration(trace.took));
    let tries = trace.map_or(0, |trace| trace.tries);
    let (mut words, style) = outcome(entry, sight);
    words.insert(0, ' ');
    let path = path_and_name(entry, widths.get(2).copied().unwrap_or(0));
    let tries = tries.to_string();
    let method = if entry.is_write() {
        style::BOLD
    } else {
        style::TEXT
    };
    let cells = [
        Cell::new(&at, style::DIM),
        Cell::new(entry.method, method),
        Cell::new(&path, style::TEXT),
        Cell::right(&status, style::TEXT),
        Cell::right(&took, style::DIM),
        Cell::right(&tries, style::DIM),
        Cell::new(&words, style),
    ];
    row(pen, Rect { height: 1, ..area }, 0, &widths, &cells);
}

/// Shortens a path that is too long: its tokens first, so that what follows them stays, then what
/// comes after the question mark, then all but its end.
fn short_path(path: &str, width: u16) -> String {
    let with_tokens = |path: &str, most: usize| {
        let parts = path.split('/').map(|part| {
            let is_token = part.contains('_') && part.len() > 12;
            fit::ellipsis(part, if is_token { most } else { usize::MAX })
        });
        parts.collect::<Vec<_>>().join("/")
    };
    let bare = path.split('?').next().unwrap_or(path);
    let last = bare.rsplit('/').next().unwrap_or(bare);
    [
        path.to_owned(),
        with_tokens(path, 9),
        with_tokens(bare, 9),
        with_tokens(bare, 1),
        format!("…/{last}"),
    ]
    .into_iter()
    .find(|text| cells(text) <= width)
    .unwrap_or_else(|| {
        format!(
            "…/{}",
            fit::ellipsis(last, usize::from(width).saturating_sub(2))
        )
    })
}

/// Writes a path and whom it is about, who gets up to half of the room.
fn path_and_name(entry: &ActivityEntry, width: u16) -> String {
    let Some(who) = &entry.who else {
        return short_path(&entry.path, width);
    };
    let who = fit::ellipsis(who, usize::from(width / 2));
    let room = width.saturating_sub(cells(&who) + 2);
    format!("{}  {who}", short_path(&entry.path, room))
}

/// Writes a duration: `143 ms`, `1.9 s`.
pub fn duration(took: Duration) -> String {
    let ms = took.as_millis();
    if ms < 1_000 {
        format!("{ms} ms")
    } else {
        format!("{}.{} s", ms / 1_000, ms % 1_000 / 100)
    }
}

/// Returns the name of the host that a request went to; one of another profile has that profile's name.
fn host<'a>(entry: &'a ActivityEntry, sight: &'a Sight) -> &'a str {
    if entry.mode == Mode::Sandbox {
        "the sandbox"
    } else if entry.profile == sight.profile.name {
        sight.host()
    } else {
        entry.profile.as_str()
    }
}

fn was_gone(entry: &ActivityEntry) -> bool {
    entry.is_write() && entry.trace.as_ref().and_then(|trace| trace.status) == Some(404)
}

/// Returns what became of a request, with its mark.
pub fn outcome(entry: &ActivityEntry, sight: &Sight) -> (String, Style) {
    match &entry.outcome {
        Outcome::UnderWay => (format!("{} in progress", marks::MORE), style::ACCENT),
        Outcome::Done { rows: Some(rows) } => (show::things(*rows, "row"), style::TEXT),
        Outcome::Done { rows: None } if was_gone(entry) => {
            (format!("{} already removed", marks::GOOD), style::GOOD)
        }
        Outcome::Done { rows: None } if entry.is_write() => {
            (format!("{} done", marks::GOOD), style::GOOD)
        }
        Outcome::Done { rows: None } => ("read".to_owned(), style::TEXT),
        Outcome::Shown => (
            format!("{} done: the record shows it", marks::GOOD),
            style::GOOD,
        ),
        Outcome::Dropped => ("no longer needed".to_owned(), style::DIM),
        Outcome::Failed(error) => {
            let headline = error.headline(host(entry, sight));
            let text = if entry.is_unknown() {
                format!("? OUTCOME UNKNOWN: {headline}")
            } else {
                format!("{} {headline}", marks::BAD)
            };
            (text, style::BAD)
        }
    }
}

/// Says in full what became of a request.
fn fate(entry: &ActivityEntry) -> &'static str {
    match &entry.outcome {
        Outcome::UnderWay => "In progress: no response yet.",
        Outcome::Done { .. } if was_gone(entry) => "DONE: it was already removed.",
        Outcome::Done { .. } if entry.is_write() => "DONE",
        Outcome::Done { .. } => "Read.",
        Outcome::Shown => "DONE: no response came, but the record shows the change.",
        Outcome::Dropped => "No longer needed: pintui stopped waiting.",
        Outcome::Failed(error) => match error.fate {
            Some(Fate::NotSent) => "NOT SENT",
            Some(Fate::Rejected) => "REFUSED",
            Some(Fate::Done) => "DONE",
            Some(Fate::Unknown) => "OUTCOME UNKNOWN",
            None => "Not read; reads change nothing.",
        },
    }
}

/// Tells the whole story of a request: what it was for, what happened on the way, what became of it.
pub fn story(entry: &ActivityEntry, sight: &Sight) -> Vec<Fact> {
    let (_, style) = outcome(entry, sight);
    let profile = format!("{} ({})", entry.profile, entry.mode.word());
    // One that has not left pintui, or never did, was not sent.
    let is_sent = entry.trace.as_ref().is_some_and(|trace| trace.tries > 0);
    let at = if is_sent { "Sent" } else { "Queued" };
    let mut facts = vec![
        Fact::new("Action", entry.what, style::BOLD),
        Fact::plain("Request", format!("{} {}", entry.method, entry.path)),
        Fact::plain("Profile", profile),
        Fact::plain(at, show::exactly(entry.at, sight)),
    ];
    if let Some(who) = &entry.who {
        facts.insert(2, Fact::plain("Customer", who.as_str()));
    }
    let on_the_way = entry.story.iter().enumerate();
    facts.extend(on_the_way.map(|(at, line)| {
        let label = if at == 0 { "Events" } else { "" };
        Fact::new(label, line.as_str(), style::WARN)
    }));
    if let Some(trace) = &entry.trace {
        let tries = match trace.tries {
            0 => "nothing sent".to_owned(),
            1 => "1 try".to_owned(),
            n => format!("{n} tries"),
        };
        let took = format!("{}, {tries}", duration(trace.took));
        facts.push(Fact::plain("Duration", took));
    }
    facts.push(Fact::new("Outcome", fate(entry), style));
    facts.extend(failure(entry, sight));
    // What to do comes before any status code.
    if let Some(trace) = &entry.trace {
        let status = trace.status.map(|status| status.to_string());
        let status = status.unwrap_or_else(|| "none".to_owned());
        facts.push(Fact::plain("HTTP status", status));
    }
    facts
}

/// Explains a failure: what happened, what that did, what to do; then the API's messages.
fn failure(entry: &ActivityEntry, sight: &Sight) -> Vec<Fact> {
    let Outcome::Failed(error) = &entry.outcome else {
        return Vec::new();
    };
    let mut facts = vec![Fact::plain("", error.headline(host(entry, sight)))];
    facts.extend(error.consequence().map(|line| Fact::plain("", line)));
    facts.push(Fact::plain("Advice", error.advice()));
    if let ErrorKind::Refused(refusal) = &error.kind {
        if !refusal.code.is_empty() {
            facts.push(Fact::plain("Code", refusal.code.as_str()));
        }
        let messages = refusal.messages.iter().enumerate();
        facts.extend(messages.map(|(at, message)| {
            let label = if at == 0 { "Messages" } else { "" };
            Fact::plain(label, message.to_string())
        }));
        if let Some(charge) = &refusal.charge_token {
            facts.push(Fact::plain("Charge", charge.as_str()));
        }
    }
    facts
}
