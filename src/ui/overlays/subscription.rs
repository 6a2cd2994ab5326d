//! Everything that is known of one subscription: its plan, who pays with which card, and its ledger.
mod ledger;
mod sections;

use crate::api::ids::{CustomerId, SubscriptionId};
use crate::api::subject::{Record, Subject};
use crate::api::subscriptions::Subscription;
use crate::api::write::Write;
use crate::model::action::Action;
use crate::model::ask::{Ask, Question};
use crate::model::cx::{Cx, Sight};
use crate::model::keymap::Context;
use crate::ui::copies;
use crate::ui::overlays::Overlay;
use crate::ui::overlays::sheet::{Sheet, SheetContent};
use crate::ui::pen::Pen;
use crate::ui::view::{OF_DETAILS, View};
use crate::ui::widgets::facts::Fact;
use crate::ui::words::subscription::{plan_name, why_not_cancel};
use ratatui::layout::Rect;
use std::borrow::Cow;

/// How wide the labels are.
const LABEL: u16 = 17;

/// Which subscription it is and how far its fields are scrolled.
#[derive(Debug)]
pub struct Detail {
    customer: CustomerId,
    id: SubscriptionId,
    sheet: Sheet,
}

impl Detail {
    pub fn new(customer: CustomerId, id: SubscriptionId) -> Self {
        Self {
            customer,
            id,
            sheet: Sheet::new(LABEL),
        }
    }

    fn subscription<'a>(&self, sight: &Sight<'a>) -> Option<&'a Subscription> {
        sight.world.store.subscription(&self.customer, &self.id)
    }

    fn facts(&self, sight: &Sight) -> Option<Vec<Fact>> {
        let subscription = self.subscription(sight)?;
        let mut facts = sections::of_plan(subscription, sight);
        facts.extend(sections::of_state(subscription, sight));
        facts.extend(sections::of_payer(subscription, &self.customer, sight));
        facts.extend(ledger::of(&self.id, sight));
        facts.extend(sections::of_tokens(subscription));
        Some(facts)
    }

    fn subjects(&self) -> [Subject; 4] {
        [
            Subject::Subscription(self.id.clone()),
            Subject::Ledger(self.id.clone()),
            Subject::Cards(self.customer.clone()),
            Subject::Plans,
        ]
    }
}

impl View for Detail {
    fn contexts(&self) -> &'static [Context] {
        Context::Subscription.chain()
    }

    fn wants(&self, _: &Sight, wanted: &mut Vec<Subject>) {
        wanted.extend(self.subjects());
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
    fn act(&mut self, action: Action, cx: &mut Cx) {
        if self.sheet.act(action) {
            return;
        }
        match action {
            Action::Back => cx.close(),
            Action::Refresh => self.subjects().into_iter().for_each(|s| cx.doubt(s)),
            Action::Raw => {
                let record = Record::Subscription(self.customer.clone(), self.id.clone());
                cx.open(Ask::Raw(record));
            }
            Action::CancelSubscription => {
                let question = Question::Write(Write::CancelSubscription(
                    self.customer.clone(),
                    self.id.clone(),
                ));
                cx.open(Ask::Question(question));
            }
            Action::OpenPlan | Action::Copy => {
                let Some(subscription) = self.subscription(&cx.sight) else {
                    return;
                };
                match (action, &subscription.plan_token) {
                    (Action::OpenPlan, Some(plan)) => cx.open(Ask::Plan(plan.clone())),
                    (Action::Copy, _) => {
                        let plan = plan_name(subscription, &cx.sight);
                        cx.open(Ask::Pick(copies::of_subscription(subscription, &plan)));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
    fn why_not(&self, action: Action, sight: &Sight) -> Option<Cow<'static, str>> {
        let about_it = matches!(
            action,
            Action::Copy | Action::OpenPlan | Action::CancelSubscription
        );
        if !about_it {
            return None;
        }
        let Some(subscription) = self.subscription(sight) else {
            return Some("Subscription not read yet".into());
        };
        match action {
            Action::OpenPlan if subscription.plan_token.is_none() => {
                Some("The API sent no plan for it".into())
            }
            Action::CancelSubscription => why_not_cancel(subscription, sight),
            _ => None,
        }
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        self.sheet.settle(self.facts(sight), area);
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let shown = SheetContent {
            title: &format!("Subscription {}", self.id),
            subject: &Subject::Subscription(self.id.clone()),
            facts: self.facts(sight),
        };
        self.sheet.draw(shown, sight, area, pen);
    }

    fn hints(&self) -> Vec<Action> {
        [
            &[Action::OpenPlan, Action::CancelSubscription][..],
            &OF_DETAILS,
        ]
        .concat()
    }
}

impl Overlay for Detail {}
