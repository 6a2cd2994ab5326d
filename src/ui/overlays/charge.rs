//! Everything that is known of one charge, read again when it is opened.
mod refunds;
mod sections;

use crate::api::charges::Charge;
use crate::api::ids::{ChargeId, CustomerId};
use crate::api::subject::{Record, Subject};
use crate::model::action::Action;
use crate::model::ask::Ask;
use crate::model::cx::{Cx, Sight};
use crate::model::keymap::Context;
use crate::model::listing::Listing;
use crate::ui::copies;
use crate::ui::overlays::Overlay;
use crate::ui::overlays::sheet::{Sheet, SheetContent};
use crate::ui::pen::Pen;
use crate::ui::view::{OF_DETAILS, View};
use crate::ui::widgets::facts::Fact;
use ratatui::layout::Rect;
use std::borrow::Cow;

/// How wide the labels are.
const LABEL: u16 = 20;

/// Which charge it is and how far its fields are scrolled.
#[derive(Debug)]
pub struct Detail {
    /// Whose it is, where that is known.
    customer: Option<CustomerId>,
    id: ChargeId,
    sheet: Sheet,
}

impl Detail {
    pub fn new(customer: Option<CustomerId>, id: ChargeId) -> Self {
        Self {
            customer,
            id,
            sheet: Sheet::new(LABEL),
        }
    }

    fn charge<'a>(&self, sight: &Sight<'a>) -> Option<&'a Charge> {
        sight.world.store.charge(self.customer.as_ref(), &self.id)
    }

    fn facts(&self, sight: &Sight) -> Option<Vec<Fact>> {
        let charge = self.charge(sight)?;
        let mut facts = sections::of_charge(charge, sight);
        facts.push(sections::of_customer(self.customer.as_ref(), charge, sight));
        let listed = self
            .customer
            .as_ref()
            .and_then(|id| sight.store.lists.charges(id));
        let listed = listed.map_or(&[][..], Listing::items);
        facts.extend(sections::of_twins(charge, listed, sight));
        facts.extend(sections::of_money(charge));
        facts.extend(refunds::of_charge(charge, sight));
        facts.extend(sections::of_card(charge));
        facts.extend(sections::of_transfers(charge, sight));
        facts.extend(sections::of_metadata(charge));
        facts.extend(sections::of_authorisation(charge));
        facts.extend(sections::of_answer(charge));
        Some(facts)
    }
}

impl View for Detail {
    fn contexts(&self) -> &'static [Context] {
        Context::Record.chain()
    }

    fn wants(&self, sight: &Sight, wanted: &mut Vec<Subject>) {
        wanted.push(Subject::Charge(self.id.clone()));
        // A charge that failed took no money, so there is none to give back.
        let failed = self.charge(sight).is_some_and(|c| c.success == Some(false));
        if !failed {
            wanted.push(Subject::Refunds(self.id.clone()));
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
    fn act(&mut self, action: Action, cx: &mut Cx) {
        if self.sheet.act(action) {
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
                    cx.open(Ask::Pick(copies::of_charge(charge, &cx.sight)));
                }
            }
            _ => {}
        }
    }

    fn why_not(&self, action: Action, sight: &Sight) -> Option<Cow<'static, str>> {
        let unread = action == Action::Copy && self.charge(sight).is_none();
        unread.then_some("Charge not read yet".into())
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        self.sheet.settle(self.facts(sight), area);
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let shown = SheetContent {
            title: &format!("Charge {}", self.id),
            subject: &Subject::Charge(self.id.clone()),
            facts: self.facts(sight),
        };
        self.sheet.draw(shown, sight, area, pen);
    }

    fn hints(&self) -> Vec<Action> {
        OF_DETAILS.to_vec()
    }
}

impl Overlay for Detail {}
