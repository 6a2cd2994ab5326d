//! The requests of this run, newest first; on a high screen with the story of the chosen one.
use crate::model::action::Action;
use crate::model::activity::ActivityEntry;
use crate::model::ask::Ask;
use crate::model::cx::{Cx, Sight};
use crate::model::effect::Ticket;
use crate::model::keymap::Context;
use crate::ui::overlays::Overlay;
use crate::ui::overlays::story::LABEL;
use crate::ui::pen::Pen;
use crate::ui::theme::{marks, style};
use crate::ui::view::View;
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::facts::{self, wrapped};
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::narrow::{Narrow, below};
use crate::ui::{requests, show};
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use std::borrow::Cow;

/// From this height on the story of the chosen request stands below the list.
const HIGH: u16 = 27;
/// How high that story's box is.
const STORY: u16 = 14;

/// Which request is chosen, by its number: new ones push the others down.
#[derive(Debug, Default)]
pub struct Log {
    cursor: Cursor,
    chosen: Option<Ticket>,
    narrow: Narrow,
    rows: Rect,
}

fn parts(area: Rect) -> (Rect, Option<Rect>) {
    if area.height < HIGH {
        return (area, None);
    }
    let [list, story] =
        Layout::vertical([Constraint::Min(0), Constraint::Length(STORY)]).areas(area);
    (list, Some(story))
}

impl Log {
    fn selected<'a>(&self, sight: &Sight<'a>) -> Option<&'a ActivityEntry> {
        sight.world.activity.get(self.chosen?)
    }

    fn entries<'a>(&self, sight: &Sight<'a>) -> Vec<&'a ActivityEntry> {
        self.narrow.hits(sight.world.activity.entries(), |entry| {
            let who = entry.who.as_deref().unwrap_or_default();
            format!("{} {} {} {who}", entry.what, entry.method, entry.path)
        })
    }

    fn remember(&mut self, sight: &Sight) {
        let entry = self.entries(sight).get(self.cursor.at).copied();
        self.chosen = entry.map(|entry| entry.ticket);
    }

    fn open(&self, cx: &mut Cx) {
        if let Some(entry) = self.selected(&cx.sight) {
            cx.open(Ask::Story(entry.ticket));
        }
    }

    fn draw_story(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let Some(entry) = self.selected(sight) else {
            return;
        };
        let width = area.width.saturating_sub(4);
        let lines = wrapped(requests::story(entry, sight), LABEL, width);
        let more = lines.len() > usize::from(area.height.saturating_sub(2));
        let all = sight.keymap.fill("{activity.open} shows all");
        let frame = Frame {
            title: &format!("Request {}", entry.ticket.0),
            bottom: if more { &all } else { "" },
            ..Frame::default()
        };
        let inner = frame.draw(pen, area);
        facts::draw(lines.iter(), LABEL, inner.inner(Margin::new(1, 0)), pen);
    }
}

impl View for Log {
    fn contexts(&self) -> &'static [Context] {
        Context::Activity.chain()
    }

    fn narrow(&self) -> Option<&Narrow> {
        Some(&self.narrow)
    }

    fn narrow_mut(&mut self) -> Option<&mut Narrow> {
        Some(&mut self.narrow)
    }

    fn act(&mut self, action: Action, cx: &mut Cx) {
        let entries = self.entries(&cx.sight).len();
        let height = usize::from(self.rows.height);
        if self.cursor.act(action, entries, height) {
            self.remember(&cx.sight);
            return;
        }
        if action == Action::Back {
            cx.close();
        } else if action == Action::Open {
            self.open(cx);
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
    fn why_not(&self, action: Action, sight: &Sight) -> Option<Cow<'static, str>> {
        match action {
            Action::Open if self.selected(sight).is_none() => Some("No request selected".into()),
            Action::Refresh => Some("The activity is always up to date".into()),
            _ => None,
        }
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        let inside = parts(area).0.inner(Margin::new(1, 1));
        // The headings stand above the rows, and the box that narrows them.
        self.rows = below(inside, 1 + self.narrow.height());
        let entries = self.entries(sight);
        let kept = entries
            .iter()
            .position(|entry| Some(entry.ticket) == self.chosen);
        self.cursor.at = kept.unwrap_or(self.cursor.at);
        let height = usize::from(self.rows.height);
        self.cursor.fit(entries.len(), height.max(1));
        self.remember(sight);
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        pen.clear(area);
        let (list, story) = parts(area);
        let entries = self.entries(sight);
        let place = if entries.is_empty() {
            String::new()
        } else {
            let [at, all] = [self.cursor.at + 1, entries.len()].map(show::length);
            format!("{at}/{all}")
        };
        let title = "Activity · last 1,000 requests of this run".to_owned();
        let frame = Frame {
            title: &self.narrow.titled(title, entries.len()),
            bottom: &place,
            focused: true,
            scroll: Some((entries.len() + 1, self.cursor.top)),
            ..Frame::default()
        };
        let inner = frame.draw(pen, list);
        let rows = self.rows;
        self.narrow.draw(
            Rect::new(inner.x + 2, inner.y, inner.width.saturating_sub(2), 1),
            pen,
        );
        let titles = Rect::new(
            inner.x + 2,
            rows.y.saturating_sub(1),
            inner.width.saturating_sub(2),
            1,
        );
        requests::draw_titles(titles, pen);
        let shown = entries.iter().enumerate().skip(self.cursor.top);
        for (row, (at, entry)) in rows.rows().zip(shown) {
            let line = Rect::new(row.x + 2, row.y, row.width.saturating_sub(2), 1);
            requests::draw_line(entry, sight, line, pen);
            if at == self.cursor.at {
                pen.text(row.x, row.y, 1, marks::POINTER, style::ACCENT);
                pen.paint(row, style::SELECTED);
            }
        }
        if entries.is_empty() {
            let text = if self.narrow.is_on() {
                self.narrow.no_match()
            } else {
                "No requests yet."
            };
            let text = sight.keymap.fill(text);
            pen.text(rows.x + 2, rows.y, rows.width, &text, style::DIM);
        }
        if let Some(story) = story {
            self.draw_story(sight, story, pen);
        }
    }

    fn hints(&self) -> Vec<Action> {
        use Action::{Back, Down, Help, Open, Up};
        vec![Open, Down, Up, Back, Help]
    }
}

impl Overlay for Log {
    fn click(&mut self, x: u16, y: u16, cx: &mut Cx) {
        if !self.rows.contains((x, y).into()) {
            return;
        }
        let at = self.cursor.top + usize::from(y - self.rows.y);
        if at == self.cursor.at {
            self.open(cx);
        } else if at < self.entries(&cx.sight).len() {
            self.cursor.at = at;
            self.remember(&cx.sight);
        }
    }
}
