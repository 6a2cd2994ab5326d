//! The chosen customer's own fields, and the sum of the panes below it.
use crate::api::customers::{Customer, CustomerField};
use crate::api::subject::Subject;
use crate::model::action::Action;
use crate::model::cx::{Cx, Sight};
use crate::model::keymap::Context;
use crate::model::pane::PaneId;
use crate::ui::freshness::age_of_customer;
use crate::ui::panes::Pane;
use crate::ui::panes::customers::{act_on_customer, why_not_customer};
use crate::ui::pen::Pen;
use crate::ui::theme::style;
use crate::ui::view::{OF_PANES, View};
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::scroll::Scroll;
use crate::ui::widgets::wrap::{flow, wrap};
use crate::ui::words::{card, subscription};
use crate::ui::{show, wants};
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::borrow::Cow;

/// How wide the labels are.
const LABEL: u16 = 9;

/// How far the details are scrolled.
#[derive(Debug, Default)]
pub struct Info {
    scroll: Scroll,
}

struct Line {
    label: &'static str,
    text: String,
    style: Style,
}

impl View for Info {
    fn contexts(&self) -> &'static [Context] {
        Context::Info.chain()
    }

    fn wants(&self, sight: &Sight, wanted: &mut Vec<Subject>) {
        let Some(id) = sight.customer else { return };
        wanted.push(Subject::Customer(id.clone()));
        // Its last lines sum up the cards and subscriptions, wherever those are shown.
        wants::cards_and_subscriptions(id, sight, wanted);
    }

    fn act(&mut self, action: Action, cx: &mut Cx) {
        let Some(id) = cx.sight.customer.cloned() else {
            return;
        };
        if self.scroll.act(action) {
            return;
        }
        if action == Action::Refresh {
            cx.doubt(Subject::Customer(id));
        } else {
            act_on_customer(action, id, cx);
        }
    }

    fn why_not(&self, action: Action, sight: &Sight) -> Option<Cow<'static, str>> {
        why_not_customer(action, sight)
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        let width = area.width.saturating_sub(LABEL + 4);
        let lines = lines(sight, width).len();
        self.scroll.settle(lines, area.height.saturating_sub(2));
    }

    fn hints(&self) -> Vec<Action> {
        [
            &[Action::Edit, Action::AddCard, Action::Delete][..],
            &OF_PANES,
        ]
        .concat()
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let customer = sight.customer.and_then(|id| sight.store.customer(id));
        let title = show::dash(customer.map(Customer::name));
        let age = |id| age_of_customer(id, sight, area.width.saturating_sub(6));
        let bottom = sight.customer.map_or_else(String::new, age);
        let frame = Frame {
            title: &title,
            bottom: &bottom,
            focused: sight.focus == PaneId::Info,
            scroll: Some((self.scroll.lines, self.scroll.top)),
            ..Frame::default()
        };
        let inner = frame.draw(pen, area);
        let width = inner.width.saturating_sub(LABEL + 2);
        let shown = lines(sight, width).into_iter().skip(self.scroll.top);
        for (y, line) in (inner.top()..inner.bottom()).zip(shown) {
            pen.text(inner.x + 1, y, LABEL, line.label, style::DIM);
            pen.text(inner.x + 1 + LABEL, y, width, &line.text, line.style);
        }
    }
}

impl Pane for Info {
    fn height(&self, sight: &Sight, width: u16) -> Option<u16> {
        let (id, store) = (sight.customer?, &sight.world.store);
        // Before that, as while the cursor passes over customers, the lines need not be made.
        store.lists.cards(id).and(store.lists.subscriptions(id))?;
        let lines = lines(sight, width.saturating_sub(LABEL + 4)).len();
        u16::try_from(lines)
            .ok()
            .map(|lines| lines.saturating_add(2))
    }

    fn tab(&self, sight: &Sight) -> String {
        sight.keymap.fill("{global.go_info} Info")
    }

    fn click(&mut self, _: u16, _: &mut Cx) {}
}

/// Returns the lines of the details, long notes wrapped.
fn lines(sight: &Sight, width: u16) -> Vec<Line> {
    let Some(customer) = sight.customer.and_then(|id| sight.store.customer(id)) else {
        let text = "No customer selected.".to_owned();
        let style = style::DIM;
        return vec![Line {
            label: "",
            text,
            style,
        }];
    };
    let text = style::TEXT;
    let mut lines = Vec::new();
    let mut add = |label: &'static str, value: &str, style| {
        let value = if value.is_empty() { "—" } else { value };
        for (at, text) in wrap(value, width).into_iter().enumerate() {
            let label = if at == 0 { label } else { "" };
            lines.push(Line { label, text, style });
        }
    };
    if sight.store.customers.gone.is_struck(&customer.token) {
        let gone = "No longer in Pin Payments. Moving off the row removes it.";
        add("", gone, style::BAD);
    }
    add("Token", customer.token.as_str(), text);
    for (label, field) in [
        ("Email", CustomerField::Email),
        ("Phone", CustomerField::PhoneNumber),
        ("Company", CustomerField::Company),
    ] {
        add(label, customer.field(field), text);
    }
    let created = customer.created_at.map(|at| show::exactly(at, sight));
    add("Created", created.as_deref().unwrap_or(""), text);
    let style = card::style(customer.card.as_ref(), sight);
    let cards = flow(&card::summary(customer, sight), width);
    for (at, line) in cards.iter().enumerate() {
        add(if at == 0 { "Card" } else { "" }, line, style);
    }
    let summary = subscription::summary(&customer.token, sight);
    let summary = summary.iter().flat_map(|pieces| flow(pieces, width));
    for (at, line) in summary.enumerate() {
        add(if at == 0 { "Subs" } else { "" }, &line, text);
    }
    add("Notes", customer.field(CustomerField::Notes), text);
    lines
}
