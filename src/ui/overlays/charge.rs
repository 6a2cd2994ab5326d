//! Everything that is known of one charge, read again when it is opened.
mod refunds;
mod sections;

use crate::api::call::{Call, Record, Subject};
use crate::api::charges::Charge;
use crate::api::ids::{ChargeId, CustomerId};
use crate::model::action::Action;
use crate::model::ask::Ask;
use crate::model::cx::{Cx, Sight};
use crate::model::keymap::Context;
use crate::ui::overlays::{Overlay, centred, copies};
use crate::ui::panes::draw_instead;
use crate::ui::panes::subscriptions::want_list;
use crate::ui::pen::Pen;
use crate::ui::theme::Theme;
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::facts::{self, Fact, wrapped};
use crate::ui::widgets::frame::Frame;
use ratatui::layout::Rect;
use std::borrow::Cow;

/// How wide the box is at the most.
const WIDTH: u16 = 100;
/// How wide the labels are.
const LABEL: u16 = 20;

/// Holds which charge it is and how far its fields are scrolled.
#[derive(Debug)]
pub struct Detail {
    customer: CustomerId,
    id: ChargeId,
    cursor: Cursor,
    lines: usize,
    height: usize,
}

impl Detail {
    pub fn new(customer: CustomerId, id: ChargeId) -> Self {
        Self {
            customer,
            id,
            cursor: Cursor::default(),
            lines: 0,
            height: 0,
        }
    }

    fn charge<'a>(&self, sight: &Sight<'a>) -> Option<&'a Charge> {
        sight.store.charge(&self.customer, &self.id)
    }

    fn place(area: Rect) -> Rect {
        centred(area, WIDTH, area.height)
    }

    fn facts(&self, sight: &Sight, theme: Theme, width: u16) -> Vec<Fact> {
        let Some(charge) = self.charge(sight) else {
            return Vec::new();
        };
        let mut facts = sections::of_charge(charge, sight, theme);
        facts.extend(sections::of_money(charge, theme));
        facts.extend(refunds::of_charge(charge, sight, theme));
        facts.extend(sections::of_card(charge, theme));
        facts.extend(sections::of_transfers(charge, sight, theme));
        facts.extend(sections::of_metadata(charge, theme));
        facts.extend(sections::of_authorisation(charge, theme));
        facts.extend(sections::of_answer(charge, theme));
        wrapped(facts, LABEL, width)
    }
}

impl Overlay for Detail {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Record, Context::List, Context::Global]
    }

    fn wants(&self, sight: &Sight, wanted: &mut Vec<Call>) {
        wanted.push(Call::GetCharge(self.id.clone()));
        // A charge that failed took no money, so there is none to give back.
        let failed = self.charge(sight).is_some_and(|c| c.success == Some(false));
        if !failed {
            let page = |page| Call::ListRefunds {
                charge: self.id.clone(),
                page,
            };
            want_list(&Subject::Refunds(self.id.clone()), page, sight, wanted);
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx) {
        if self.cursor.scroll(action, self.lines, self.height) {
            return;
        }
        match action {
            Action::Back => cx.close(),
            Action::Raw => cx.open(Ask::Raw(Record::Charge(self.id.clone()))),
            Action::Refresh => {
                cx.doubt(Subject::Charge(self.id.clone()));
                cx.doubt(Subject::Refunds(self.id.clone()));
            }
            Action::Copy => {
                if let Some(charge) = self.charge(&cx.sight) {
                    cx.open(Ask::Pick(copies::of_charge(charge)));
                }
            }
            _ => {}
        }
    }

    fn why_not(&self, action: Action, sight: &Sight) -> Option<Cow<'static, str>> {
        let unread = action == Action::Copy && self.charge(sight).is_none();
        unread.then_some("The charge has not been read yet".into())
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        let place = Self::place(area);
        let width = place.width.saturating_sub(4);
        self.lines = self.facts(sight, Theme::plain(), width).len();
        self.height = usize::from(place.height.saturating_sub(2));
        self.cursor.top = self.cursor.top.min(self.lines.saturating_sub(self.height));
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let place = Self::place(area);
        pen.clear(place);
        let subject = Subject::Charge(self.id.clone());
        let bottom = match (
            sight.store.failure(&subject),
            sight.inflight.asked_since(&subject),
        ) {
            (Some(error), _) => format!("r tries again · {}", error.headline(sight.host())),
            (None, Some(_)) => "reading it again…".to_owned(),
            (None, None) => "Esc goes back".to_owned(),
        };
        let frame = Frame {
            title: &format!("Charge {}", self.id),
            bottom: &bottom,
            focused: true,
            scroll: Some((self.lines, self.cursor.top)),
            ..Frame::default()
        };
        let inner = frame.draw(pen, place);
        let room = Rect::new(
            inner.x + 1,
            inner.y,
            inner.width.saturating_sub(2),
            inner.height,
        );
        if self.charge(sight).is_none() {
            draw_instead(&subject, "", sight, inner, pen);
        }
        let lines = self.facts(sight, pen.theme, room.width);
        facts::draw(lines.iter().skip(self.cursor.top), LABEL, room, pen);
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Copy,
            Action::Raw,
            Action::Refresh,
            Action::Down,
            Action::Back,
            Action::Help,
        ]
    }
}
