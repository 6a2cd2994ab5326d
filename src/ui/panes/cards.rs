//! The chosen customer's cards.
use crate::api::call::{Call, Record, Subject};
use crate::api::cards::Card;
use crate::api::ids::CardId;
use crate::model::action::Action;
use crate::model::ask::{Ask, FormKind, Question};
use crate::model::cx::{Cx, Sight};
use crate::model::keymap::Context;
use crate::model::listing::Listing;
use crate::model::pane::PaneId;
use crate::ui::overlays::copies;
use crate::ui::panes::info::card_style;
use crate::ui::panes::subscriptions::want_list;
use crate::ui::panes::{Pane, age, draw_instead};
use crate::ui::pen::Pen;
use crate::ui::show::{self, Lapse};
use crate::ui::theme::Theme;
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::kept::Kept;
use crate::ui::widgets::table::{Cell, Width, columns, row};
use ratatui::layout::Rect;
use std::borrow::Cow;

/// Holds which card is chosen, by token.
#[derive(Debug, Default)]
pub struct Cards {
    kept: Kept<CardId>,
}

impl Cards {
    fn selected<'a>(&self, sight: &Sight<'a>) -> Option<&'a Card> {
        self.kept.selected(items(sight))
    }
}

/// Gives the chosen customer's cards.
fn list<'a>(sight: &Sight<'a>) -> Option<&'a Listing<Card>> {
    sight.store.cards(sight.customer?)
}

fn items<'a>(sight: &Sight<'a>) -> &'a [Card] {
    list(sight).map_or(&[], Listing::items)
}

impl Pane for Cards {
    fn contexts(&self) -> &'static [Context] {
        &[
            Context::Cards,
            Context::Record,
            Context::List,
            Context::Global,
        ]
    }

    fn wants(&self, sight: &Sight, wanted: &mut Vec<Call>) {
        if let Some(id) = sight.customer {
            let list = |page| Call::ListCards {
                customer: id.clone(),
                page,
            };
            want_list(&Subject::Cards(id.clone()), list, sight, wanted);
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx) {
        let Some(customer) = cx.sight.customer.cloned() else {
            return;
        };
        if self.kept.act(action, items(&cx.sight)) {
            return;
        }
        if action == Action::Refresh {
            cx.doubt(Subject::Cards(customer));
            return;
        }
        if action == Action::AddCard {
            cx.open(Ask::Form(FormKind::AddCard(customer)));
            return;
        }
        let Some(card) = self.selected(&cx.sight) else {
            return;
        };
        let token = card.token.clone();
        match action {
            Action::Delete => cx.open(Ask::Question(Question::DeleteCard(customer, token))),
            Action::MakePrimary => cx.open(Ask::Question(Question::MakePrimary(customer, token))),
            Action::Raw => cx.open(Ask::Raw(Record::Card(customer, token))),
            Action::Copy => cx.open(Ask::Pick(copies::of_card(card))),
            _ => {}
        }
    }

    fn why_not(&self, action: Action, sight: &Sight) -> Option<Cow<'static, str>> {
        let needs_one = matches!(
            action,
            Action::Delete | Action::MakePrimary | Action::Raw | Action::Copy
        );
        let writes = matches!(
            action,
            Action::AddCard | Action::Delete | Action::MakePrimary
        );
        if sight.customer.is_none() && (needs_one || writes) {
            return Some("No customer is chosen".into());
        }
        let card = self.selected(sight);
        if needs_one && card.is_none() {
            return Some("No card is chosen".into());
        }
        match (action, card.is_some_and(Card::is_primary)) {
            (Action::Delete, true) => Some(
                "The primary card cannot be deleted; make another one primary first (m)".into(),
            ),
            (Action::MakePrimary, true) => Some("This card is primary already".into()),
            _ if writes => sight.why_no_writes().map(Cow::Borrowed),
            _ => None,
        }
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        let height = usize::from(area.height.saturating_sub(2));
        self.kept.settle(sight.customer, items(sight), height);
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::AddCard,
            Action::MakePrimary,
            Action::Delete,
            Action::Copy,
            Action::Raw,
            Action::NextPane,
            Action::Refresh,
            Action::Zoom,
        ]
    }

    fn tab(&self, sight: &Sight) -> String {
        let count = list(sight).map_or_else(String::new, |list| format!(" {}", list.total()));
        format!("3 Cards{count}")
    }

    fn click(&mut self, line: u16, cx: &mut Cx) {
        self.kept.click(line, items(&cx.sight));
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let focused = sight.focus == PaneId::Cards;
        let cards = list(sight);
        let title = cards.map_or_else(
            || "Cards".to_owned(),
            |list| format!("Cards {}", list.total()),
        );
        let subject = sight.customer.map(|id| Subject::Cards(id.clone()));
        let at = cards.and_then(Listing::as_of);
        let bottom = subject
            .as_ref()
            .map_or_else(String::new, |subject| age(subject, at, sight));
        let items = cards.map_or(&[][..], Listing::items);
        let frame = Frame {
            title: &title,
            bottom: &bottom,
            focused,
            scroll: Some((items.len(), self.kept.top())),
            ..Frame::default()
        };
        let inner = frame.draw(pen, area);
        if items.is_empty()
            && let Some(subject) = &subject
        {
            draw_instead(subject, "No cards. a adds one.", sight, inner, pen);
        }
        let shown = items.iter().enumerate().skip(self.kept.top());
        for (line, (at, card)) in (0..inner.height).zip(shown) {
            draw_card(
                card,
                (at == self.kept.at(), focused),
                sight,
                (inner, line),
                pen,
            );
        }
    }
}

fn draw_card(
    card: &Card,
    (chosen, focused): (bool, bool),
    sight: &Sight,
    (inner, line): (Rect, u16),
    pen: &mut Pen,
) {
    let theme = pen.theme;
    let busy = sight.inflight.any(|call| {
        matches!(call, Call::DeleteCard(_, id) | Call::MakePrimary(_, id) if *id == card.token)
    });
    let pointer = if chosen && focused {
        theme.marks.pointer
    } else {
        " "
    };
    let primary = if card.is_primary() {
        theme.marks.on
    } else {
        theme.marks.off
    };
    let mark = format!("{pointer}{}", if busy { theme.marks.more } else { primary });
    let style = card_style(Some(card), sight, theme);
    let (expiry, state) = (show::expiry(card), state(card, busy, sight, theme));
    let narrow = inner.width < 56;
    // In a narrow pane the last four digits say which card it is; the rest of the number is the same for all.
    let short = format!("…-{}", card.last_four().unwrap_or("—"));
    let (scheme, number) = if narrow {
        (show::short_scheme(card.scheme_name()), short.as_str())
    } else {
        (
            card.scheme_name(),
            show::or_dash(card.display_number.as_ref()),
        )
    };
    let cells = [
        Cell::new(&mark, theme.accent()),
        Cell::new(if card.is_primary() { "primary" } else { "" }, theme.text()),
        Cell::new(scheme, theme.text()),
        Cell::new(number, theme.text()),
        Cell::new(&expiry, style),
        Cell::new(&state, if busy { theme.accent() } else { style }),
    ];
    row(pen, inner, line, &widths(inner.width, narrow), &cells);
    if chosen && focused {
        pen.paint(
            Rect::new(inner.x, inner.y + line, inner.width, 1),
            theme.selected(),
        );
    }
}

/// Says how a card stands, or whose it is where that is fine.
fn state(card: &Card, busy: bool, sight: &Sight, theme: Theme) -> String {
    match show::lapse(card.expiry(), sight) {
        _ if busy => "changing…".to_owned(),
        Lapse::Expired => format!("{} expired", theme.marks.bad),
        Lapse::Soon { days } => format!("! {days} d left"),
        Lapse::Good | Lapse::Unclear => show::or_dash(card.name.as_ref()).to_owned(),
    }
}

fn widths(width: u16, narrow: bool) -> Vec<u16> {
    let [primary, scheme, number] = if narrow { [7, 4, 6] } else { [7, 10, 19] };
    columns(
        width.saturating_sub(1),
        &[
            Width::Cells(2),
            Width::Cells(primary),
            Width::Cells(scheme),
            Width::Cells(number),
            Width::Cells(5),
            Width::Share(1),
        ],
    )
}
