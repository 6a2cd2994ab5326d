//! All keys of where the person is, made from the keymap: typing searches.
mod hit;
pub mod legend;

use crate::model::action::Action;
use crate::model::ask::HelpEntry;
use crate::model::cx::{Cx, Sight};
use crate::model::keymap::Context;
use crate::text::fold::fold;
use crate::ui::layout::centred;
use crate::ui::overlays::Overlay;
use crate::ui::pen::{Pen, cells};
use crate::ui::theme::{marks, style};
use crate::ui::view::View;
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::text_box::TextBox;
use crate::ui::widgets::wrap::wrap;
use crossterm::event::KeyEvent;
use hit::{draw_hit, keys_of};
use ratatui::layout::{Constraint, Layout, Margin, Rect};

/// How wide the box is at the most.
const WIDTH: u16 = 156;
/// From this width on the lines stand in two columns.
const TWO: u16 = 100;

/// With fewer lines than this no line is left empty.
const ROOMY: usize = 24;

/// What can be wanted, what was typed to search, and the place among the hits.
#[derive(Debug)]
pub struct Help {
    entries: Vec<HelpEntry>,
    search: TextBox,
    /// The selected hit.
    cursor: Cursor,
    /// The first line shown.
    top: usize,
    parts: Parts,
}

#[derive(Clone, Debug, Default)]
struct Parts {
    frame: Rect,
    search: Rect,
    columns: Vec<Rect>,
    foot: Rect,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Line {
    Heading(&'static str),
    /// A piece of a hit, by its place among them and which piece.
    Hit(usize, usize),
    Text(String),
    Blank,
}

impl Parts {
    /// Divides an area; the foot takes some lines of it.
    fn new(area: Rect, foot: u16) -> Self {
        let frame = centred(area, WIDTH, area.height);
        let inner = frame.inner(Margin::new(2, 1));
        let [search, body, _, foot] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Min(1),
            Constraint::Length(1),
            Constraint::Length(foot),
        ])
        .areas(inner);
        let columns = if body.width >= TWO {
            let halves = [Constraint::Fill(1), Constraint::Fill(1)];
            Layout::horizontal(halves).spacing(2).split(body).to_vec()
        } else {
            vec![body]
        };
        Self {
            frame,
            search,
            columns,
            foot,
        }
    }

    fn width(&self) -> u16 {
        self.columns.first().map_or(0, |column| column.width)
    }

    /// How many lines are seen at once.
    fn capacity(&self) -> usize {
        let heights = self.columns.iter().map(|column| usize::from(column.height));
        heights.sum()
    }

    /// Returns the cells of each line that is seen, of `lines` that are left to show: evenly in both columns.
    fn cells(&self, lines: usize) -> Vec<Rect> {
        let share = lines.div_ceil(self.columns.len().max(1));
        let columns = self.columns.iter();
        columns
            .flat_map(|column| column.rows().take(share))
            .collect()
    }
}

/// Returns the lines at the foot: the chosen action's whole sentence, and why it cannot be done now.
fn foot_of(entry: &HelpEntry, sight: &Sight, width: u16) -> (Vec<String>, Vec<String>) {
    let help = wrap(&entry.help(&sight.keymap), width);
    let next = match &entry.why_not {
        Some(why) => wrap(&format!("Not now: {why}"), width),
        None => vec![sight.keymap.fill("{pick.open} runs it.")],
    };
    (help, next)
}

impl Help {
    pub fn new(entries: Vec<HelpEntry>) -> Self {
        Self {
            entries,
            search: TextBox::default(),
            cursor: Cursor::default(),
            top: 0,
            parts: Parts::default(),
        }
    }

    fn hits(&self, sight: &Sight) -> Vec<&HelpEntry> {
        let wanted = fold(self.search.value());
        let is_hit = |entry: &&HelpEntry| {
            let (keys, place) = (keys_of(entry, sight), entry.context.title());
            let (hint, help) = (entry.name(&sight.keymap), entry.help(&sight.keymap));
            let text = fold(&format!("{keys} {hint} {help} {place}"));
            wanted.split_whitespace().all(|word| text.contains(word))
        };
        self.entries.iter().filter(is_hit).collect()
    }

    /// Returns all lines: the hits under the headings of their places, then what the marks mean.
    fn lines(&self, sight: &Sight, width: u16) -> Vec<Line> {
        let hits = self.hits(sight);
        let room = width.saturating_sub(self.keys_width(sight) + 3);
        // What matters is seen at once in the smallest of usual windows.
        let has_room = self.parts.capacity() >= ROOMY;
        let mut lines: Vec<Line> = Vec::new();
        let mut place = None;
        for (at, entry) in hits.iter().enumerate() {
            if place != Some(entry.context) {
                if place.is_some() && has_room {
                    lines.push(Line::Blank);
                }
                lines.push(Line::Heading(entry.context.title()));
                place = Some(entry.context);
            }
            let pieces = wrap(&entry.help_now(&sight.keymap), room).len();
            lines.extend((0..pieces).map(|piece| Line::Hit(at, piece)));
        }
        if hits.is_empty() {
            lines.push(Line::Text("No matches.".to_owned()));
        }
        if self.search.value().is_empty() {
            lines.extend([Line::Blank, Line::Heading("Marks")]);
            lines.extend(legend::lines(width).into_iter().map(Line::Text));
        }
        lines
    }

    /// Returns the cells of the column of keys.
    fn keys_width(&self, sight: &Sight) -> u16 {
        let keys = self.entries.iter().map(|one| cells(&keys_of(one, sight)));
        keys.max().unwrap_or(0).min(18)
    }

    /// Keeps the chosen hit in sight; with the first its heading, with the last all that follows.
    fn fit(&mut self, sight: &Sight) {
        let hits = self.hits(sight).len();
        self.cursor.at = self.cursor.at.min(hits.saturating_sub(1));
        let lines = self.lines(sight, self.parts.width());
        let line = match self.cursor.at {
            0 => 0,
            at if at + 1 == hits => lines.len().saturating_sub(1),
            at => lines
                .iter()
                .rposition(|line| matches!(line, Line::Hit(hit, _) if *hit == at))
                .unwrap_or(0),
        };
        let mut cursor = Cursor {
            at: line,
            top: self.top,
        };
        cursor.fit(lines.len(), self.parts.capacity());
        self.top = cursor.top;
    }

    fn run(&self, cx: &mut Cx) {
        if let Some(entry) = self.hits(&cx.sight).get(self.cursor.at) {
            cx.out.run = Some(entry.action);
        }
    }

    fn draw_search(&self, hits: &[&HelpEntry], pen: &mut Pen) {
        let line = self.parts.search;
        let now = hits.iter().filter(|entry| entry.why_not.is_none()).count();
        let work = if hits.len() == 1 { "works" } else { "work" };
        let count = format!("{now} of {} {work} now", hits.len());
        pen.right(line.x, line.y, line.width, &count, style::DIM);
        let used = pen.text(line.x, line.y, 2, "> ", style::ACCENT);
        let room = line.width.saturating_sub(used + cells(&count) + 2);
        let typed = Rect::new(line.x + used, line.y, room, 1);
        self.search.draw(pen, typed, true);
    }

    fn draw_lines(&self, hits: &[&HelpEntry], sight: &Sight, pen: &mut Pen) {
        let lines = self.lines(sight, self.parts.width());
        let keys = self.keys_width(sight);
        let left = lines.len().saturating_sub(self.top);
        let places = self.parts.cells(left);
        if places.len() < left {
            let foot = self.parts.foot;
            let more = format!("{} more below", marks::MORE);
            let y = foot.y.saturating_sub(1);
            pen.text(foot.x, y, foot.width, &more, style::DIM);
        }
        for (cell, line) in places.into_iter().zip(lines.iter().skip(self.top)) {
            match line {
                Line::Heading(text) => {
                    pen.text(cell.x, cell.y, cell.width, text, style::BOLD);
                }
                Line::Text(text) => {
                    let room = cell.width.saturating_sub(2);
                    pen.text(cell.x + 2, cell.y, room, text, style::TEXT);
                }
                Line::Hit(at, piece) => {
                    if let Some(entry) = hits.get(*at) {
                        draw_hit(
                            (entry, *piece),
                            *at == self.cursor.at,
                            keys,
                            sight,
                            cell,
                            pen,
                        );
                    }
                }
                Line::Blank => {}
            }
        }
    }

    fn draw_foot(&self, entry: Option<&HelpEntry>, sight: &Sight, pen: &mut Pen) {
        let foot = self.parts.foot;
        let Some(entry) = entry else { return };
        let (help, next) = foot_of(entry, sight, foot.width);
        let style = if entry.why_not.is_some() {
            style::WARN
        } else {
            style::DIM
        };
        let help = help.iter().map(|line| (line, style::BOLD));
        let lines = help.chain(next.iter().map(|line| (line, style)));
        for (y, (line, style)) in (foot.top()..foot.bottom()).zip(lines) {
            pen.text(foot.x, y, foot.width, line, style);
        }
    }

    /// Returns the height of the foot: the same for every hit, so that nothing jumps.
    fn foot_height(&self, sight: &Sight, area: Rect) -> u16 {
        let width = Parts::new(area, 2).foot.width;
        let height = |entry: &HelpEntry| {
            let (help, next) = foot_of(entry, sight, width);
            help.len() + next.len()
        };
        let most = self.entries.iter().map(height).max().unwrap_or(2);
        u16::try_from(most).unwrap_or(2).min(area.height / 3)
    }
}

impl View for Help {
    fn contexts(&self) -> &'static [Context] {
        Context::Pick.chain()
    }

    fn act(&mut self, action: Action, cx: &mut Cx) {
        if action == Action::Back {
            cx.close();
        } else if action == Action::Open {
            self.run(cx);
        } else {
            let hits = self.hits(&cx.sight).len();
            self.cursor.act(action, hits, self.parts.capacity());
        }
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Cx) {
        if let Some(entered) = self.search.key(key, cx.sight.own_key.as_ref()) {
            entered.tell(cx);
            (self.cursor, self.top) = (Cursor::default(), 0);
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        self.search.paste(text, cx.sight.own_key.as_ref()).tell(cx);
        (self.cursor, self.top) = (Cursor::default(), 0);
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        self.parts = Parts::new(area, self.foot_height(sight, area));
        self.fit(sight);
    }

    fn draw(&self, sight: &Sight, _: Rect, pen: &mut Pen) {
        pen.clear(self.parts.frame);
        let place = self.entries.first().map_or("", |one| one.context.title());
        let bottom = "type to search · {pick.open} runs it · {pick.back} closes";
        let frame = Frame {
            title: &format!("Keys · {place}"),
            bottom: &sight.keymap.fill(bottom),
            focused: true,
            ..Frame::default()
        };
        frame.draw(pen, self.parts.frame);
        let hits = self.hits(sight);
        self.draw_search(&hits, pen);
        self.draw_lines(&hits, sight, pen);
        self.draw_foot(hits.get(self.cursor.at).copied(), sight, pen);
    }

    fn hints(&self) -> Vec<Action> {
        vec![Action::Open, Action::Back]
    }

    fn word(&self, action: Action) -> Option<&'static str> {
        (action == Action::Open).then_some("run")
    }
}

impl Overlay for Help {
    fn click(&mut self, x: u16, y: u16, cx: &mut Cx) {
        let lines = self.lines(&cx.sight, self.parts.width());
        let shown = lines.len().saturating_sub(self.top);
        let cells = self.parts.cells(shown);
        let hit = cells.iter().position(|cell| cell.contains((x, y).into()));
        let Some(Line::Hit(at, _)) = hit.and_then(|line| lines.get(self.top + line)) else {
            return;
        };
        if *at == self.cursor.at {
            self.run(cx);
        } else {
            self.cursor.at = *at;
        }
    }
}
