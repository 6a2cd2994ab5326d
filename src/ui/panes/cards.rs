//! The chosen customer's cards.
use crate::api::cards::Card;
use crate::api::ids::{CardId, CustomerId};
use crate::api::subject::{self, Subject};
use crate::api::write::Write;
use crate::model::action::Action;
use crate::model::ask::{Ask, FormKind, Question};
use crate::model::cx::{Cx, Sight};
use crate::model::keymap::Context;
use crate::model::listing::Listing;
use crate::model::pane::PaneId;
use crate::ui::panes::{Pane, RecordPane};
use crate::ui::pen::Pen;
use crate::ui::theme::{marks, style};
use crate::ui::view::{OF_PANES, View};
use crate::ui::widgets::kept::Kept;
use crate::ui::widgets::record::{Part, RecordRow, Shape, shape};
use crate::ui::words::card;
use crate::ui::{copies, show};
use ratatui::layout::Rect;
use std::borrow::Cow;

/// How many parts of a card name it: scheme, number, expiry.
const NAMING: usize = 3;
/// What is said where there is none.
const NONE: &str = "No cards. {cards.add_card} adds one.";

/// Which card is chosen, by token.
#[derive(Debug, Default)]
pub struct Cards {
    kept: Kept<CardId>,
    shape: Shape,
}

impl Cards {
    /// Selects a card as soon as its customer's cards are here.
    pub fn go_to(&mut self, customer: CustomerId, card: CardId) {
        self.kept.go_to(customer, card);
    }

    fn selected<'a>(&self, sight: &Sight<'a>) -> Option<&'a Card> {
        self.kept.selected(items(sight))
    }
}

/// Returns the chosen customer's cards.
fn list<'a>(sight: &Sight<'a>) -> Option<&'a Listing<Card>> {
    sight.world.store.lists.cards(sight.customer?)
}

fn items<'a>(sight: &Sight<'a>) -> &'a [Card] {
    list(sight).map_or(&[], Listing::items)
}

impl View for Cards {
    fn contexts(&self) -> &'static [Context] {
        Context::Cards.chain()
    }

    fn wants(&self, sight: &Sight, wanted: &mut Vec<Subject>) {
        if let Some(id) = sight.customer {
            wanted.push(Subject::Cards(id.clone()));
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
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
            Action::Delete => cx.open(Ask::Question(Question::Write(Write::DeleteCard(
                customer, token,
            )))),
            Action::MakePrimary => cx.open(Ask::Question(Question::Write(Write::MakePrimary(
                customer, token,
            )))),
            Action::Raw => cx.open(Ask::Raw(subject::Record::Card(customer, token))),
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
            return Some("No customer selected".into());
        }
        let card = self.selected(sight);
        if needs_one && card.is_none() {
            return Some("No card selected".into());
        }
        match (action, card.is_some_and(Card::is_primary)) {
            (Action::Delete, true) => {
                let why = "The primary card can't be deleted; make another primary first ({cards.make_primary})";
                Some(sight.keymap.fill(why).into())
            }
            (Action::MakePrimary, true) => Some("Already the primary card".into()),
            _ if writes => sight.why_no_writes(),
            _ => None,
        }
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        let shown = shown(sight, area.width);
        self.shape = shown.settle(&mut self.kept, sight, area);
    }

    fn hints(&self) -> Vec<Action> {
        [
            &[Action::AddCard, Action::MakePrimary, Action::Delete][..],
            &OF_PANES,
        ]
        .concat()
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        shown(sight, area.width).draw(&self.kept, sight, area, pen);
    }
}

impl Pane for Cards {
    fn height(&self, sight: &Sight, width: u16) -> Option<u16> {
        shown(sight, width).height(sight, width)
    }

    fn tab(&self, sight: &Sight) -> String {
        show::tab("{global.go_cards} Cards", list(sight), sight)
    }

    fn click(&mut self, line: u16, cx: &mut Cx) {
        let below = self.shape.at_line(line, self.kept.top());
        self.kept.click(below, items(&cx.sight));
    }
}

/// Returns what the pane shows in a width, borders and all.
fn shown<'a>(sight: &Sight<'a>, width: u16) -> RecordPane<'a, Card> {
    let (records, shape) = records(sight, width.saturating_sub(2));
    RecordPane {
        pane: PaneId::Cards,
        name: "Cards",
        subject: sight.customer.map(|id| Subject::Cards(id.clone())),
        list: list(sight),
        empty: NONE,
        records,
        shape,
        naming: NAMING,
    }
}

/// Returns the cards as they are written, and how they stand in a width inside the borders.
fn records(sight: &Sight, width: u16) -> (Vec<RecordRow>, Shape) {
    let written = |short| -> Vec<RecordRow> {
        let cards = items(sight).iter();
        cards.map(|card| written(card, short, sight)).collect()
    };
    let full = written(false);
    let shape_of_full = shape(&full, NAMING, width);
    if shape_of_full.is_low() {
        return (full, shape_of_full);
    }
    let short = written(true);
    let shape = shape(&short, NAMING, width);
    (short, shape)
}

/// Writes a card: what names it, how it stands, whose it is.
fn written(card: &Card, short: bool, sight: &Sight) -> RecordRow {
    let busy = sight.inflight.writes().any(
        |write| matches!(write.facts().record, Some(subject::Record::Card(_, id)) if id == card.token),
    );
    let mark = match (busy, card.is_primary()) {
        (true, _) => marks::MORE,
        (false, true) => marks::ON,
        (false, false) => marks::OFF,
    };
    let brand = if short {
        card::short_brand(card)
    } else {
        card.brand()
    };
    let style = card::style(Some(card), sight);
    let primary = if card.is_primary() { "primary" } else { "" };
    let (state, state_style) = if busy {
        ("changing…".to_owned(), style::ACCENT)
    } else {
        (card::state(card, sight), style)
    };
    let mut parts = vec![
        Part::plain(brand),
        Part::plain(show::or_dash(card.display_number.as_ref())),
        Part::new(card::expiry(card), style),
        Part::plain(primary),
        Part::new(state, state_style),
        Part::plain(show::or_dash(card.name.as_ref())),
    ];
    if card.wallet().is_some() {
        parts.push(Part::new(card::DEVICE_NUMBER, style::DIM));
    }
    RecordRow { mark, parts }
}
