//! A record as the API gives it, read again each time it is opened.
use crate::api::subject::{Record, Subject};
use crate::model::action::Action;
use crate::model::cx::{Cx, Sight};
use crate::model::effect::{Effect, TerminalCommand};
use crate::model::keymap::Context;
use crate::model::standing::Standing;
use crate::text::Safe;
use crate::ui::freshness::draw_instead;
use crate::ui::layout::centred;
use crate::ui::overlays::Overlay;
use crate::ui::pen::Pen;
use crate::ui::show;
use crate::ui::theme::style;
use crate::ui::view::View;
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::scroll::Scroll;
use crate::ui::widgets::wrap::wrap_under;
use ratatui::layout::Rect;
use std::borrow::Cow;

/// How wide the box is at the most.
const WIDTH: u16 = 110;
/// How far the rest of a long line stands in from its beginning.
const HANG: usize = 4;

/// Which record it is and how far its text is scrolled.
///
/// Long lines are broken and not scrolled sideways, so that all of a value is read at once.
#[derive(Debug)]
pub struct Json {
    record: Record,
    lines: Vec<String>,
    /// When the text came, once it came after this was opened.
    read_at: Option<jiff::Timestamp>,
    scroll: Scroll,
}

impl Json {
    pub fn new(record: Record) -> Self {
        Self {
            record,
            lines: Vec::new(),
            read_at: None,
            scroll: Scroll::default(),
        }
    }

    fn subject(&self) -> Subject {
        Subject::Raw(self.record.clone())
    }

    fn place(area: Rect) -> Rect {
        centred(area, WIDTH, area.height)
    }

    fn title(&self) -> String {
        let (kind, token) = match &self.record {
            Record::Customer(id) => ("Customer", id.as_str()),
            Record::Card(_, id) => ("Card", id.as_str()),
            Record::Subscription(_, id) => ("Subscription", id.as_str()),
            Record::Charge(id) => ("Charge", id.as_str()),
            Record::Plan(id) => ("Plan", id.as_str()),
        };
        format!("{kind} {token} · JSON")
    }

    /// Returns how old the text is.
    fn bottom(&self, sight: &Sight) -> String {
        let known = sight.store.raw(&self.record).is_some();
        match (self.read_at, sight.store.failure(&self.subject())) {
            (Some(at), _) => format!(
                "read at {} · card numbers and CVCs left out",
                show::read_at(at, sight)
            ),
            (None, Some(_)) if known => sight
                .keymap
                .fill("refresh failed, this is older; {list.refresh} retries"),
            (None, None) if known => "reading it again…".to_owned(),
            (None, _) => String::new(),
        }
    }
}

impl View for Json {
    fn contexts(&self) -> &'static [Context] {
        Context::Record.chain()
    }

    fn wants(&self, _: &Sight, wanted: &mut Vec<Subject>) {
        wanted.push(self.subject());
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
    fn act(&mut self, action: Action, cx: &mut Cx) {
        if self.scroll.act(action) {
            return;
        }
        match action {
            Action::Back => cx.close(),
            Action::Raw | Action::Refresh => cx.doubt(self.subject()),
            Action::Copy => {
                if let Some(lines) = cx.sight.store.raw(&self.record) {
                    let lines: Vec<&str> = lines.iter().map(Safe::as_str).collect();
                    cx.effect(Effect::Terminal(TerminalCommand::Copy(lines.join("\n"))));
                }
            }
            _ => {}
        }
    }

    fn why_not(&self, action: Action, sight: &Sight) -> Option<Cow<'static, str>> {
        let unread = action == Action::Copy && sight.store.raw(&self.record).is_none();
        unread.then_some("Nothing to copy yet".into())
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        let is_known = *sight.store.standing(&self.subject()) == Standing::Known;
        self.read_at = match self.read_at {
            _ if !is_known => None,
            None => Some(sight.now.wall),
            at => at,
        };
        let place = Self::place(area);
        let lines = sight.store.raw(&self.record).unwrap_or_default();
        let width = place.width.saturating_sub(4);
        self.lines = lines
            .iter()
            .flat_map(|line| wrap_under(line.as_str(), width, HANG))
            .collect();
        let height = place.height.saturating_sub(2);
        self.scroll.settle(self.lines.len(), height);
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let place = Self::place(area);
        pen.clear(place);
        let frame = Frame {
            title: &self.title(),
            bottom: &self.bottom(sight),
            focused: true,
            scroll: Some((self.lines.len(), self.scroll.top)),
            ..Frame::default()
        };
        let inner = frame.draw(pen, place);
        if self.lines.is_empty() {
            draw_instead(&self.subject(), "", sight, inner, pen);
        }
        let room = inner.width.saturating_sub(2);
        let shown = self.lines.iter().skip(self.scroll.top);
        for (y, line) in (inner.top()..inner.bottom()).zip(shown) {
            pen.text(inner.x + 1, y, room, line, style::TEXT);
        }
    }

    fn hints(&self) -> Vec<Action> {
        use Action::{Back, Copy, Down, Help, Refresh};
        vec![Copy, Refresh, Down, Back, Help]
    }
}

impl Overlay for Json {}
