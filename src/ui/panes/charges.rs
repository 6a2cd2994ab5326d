//! The chosen customer's charges.
use crate::api::call::{Call, Subject};
use crate::model::action::Action;
use crate::model::cx::{Cx, Sight};
use crate::model::keymap::Context;
use crate::ui::panes::Pane;
use crate::ui::pen::Pen;
use crate::ui::widgets::frame::Frame;
use ratatui::layout::Rect;
use std::borrow::Cow;

#[derive(Debug, Default)]
pub struct Charges;

impl Pane for Charges {
    fn contexts(&self) -> &'static [Context] {
        &[
            Context::Charges,
            Context::Record,
            Context::List,
            Context::Global,
        ]
    }
    fn wants(&self, sight: &Sight, wanted: &mut Vec<Call>) {
        if let Some(id) = sight.customer
            && sight.store.next_page(&Subject::Charges(id.clone())) == Some(1)
        {
            wanted.push(Call::ListCharges {
                customer: id.clone(),
                page: 1,
            });
        }
    }
    fn act(&mut self, _: Action, _: &mut Cx) {}
    fn why_not(&self, _: Action, _: &Sight) -> Option<Cow<'static, str>> {
        None
    }
    fn settle(&mut self, _: &Sight, _: Rect) {}
    fn hints(&self) -> &'static [Action] {
        &[]
    }
    fn tab(&self, _: &Sight) -> String {
        "5 Charges".to_owned()
    }
    fn click(&mut self, _: u16, _: &mut Cx) {}
    fn draw(&self, _: &Sight, area: Rect, pen: &mut Pen) {
        Frame {
            title: "Charges",
            ..Frame::default()
        }
        .draw(pen, area);
    }
}
