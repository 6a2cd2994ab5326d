//! The search for the record that a token names: what is being read, or why there is nothing to open.
use crate::api::error::Error;
use crate::api::ids::{CardId, CustomerId, Token};
use crate::api::subject::Subject;
use crate::model::action::Action;
use crate::model::cx::{Cx, Sight};
use crate::model::keymap::Context;
use crate::model::standing::is_gone;
use crate::model::store::finding::{Finding, Place};
use crate::ui::layout::centred;
use crate::ui::overlays::Overlay;
use crate::ui::pen::Pen;
use crate::ui::show;
use crate::ui::theme::style;
use crate::ui::view::View;
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::wrap::wrap;
use ratatui::layout::Rect;
use std::borrow::Cow;

/// How wide the box is at the most.
const WIDTH: u16 = 74;

#[derive(Debug)]
pub struct Finder {
    token: Token,
}

impl Finder {
    pub fn new(token: Token) -> Self {
        Self { token }
    }

    fn lines(&self, sight: &Sight) -> Vec<String> {
        match sight.store.find(&self.token) {
            Finding::Failed(subject) => match sight.store.failure(&subject) {
                Some(error) if is_gone(error) => self.not_there(sight),
                Some(error) => not_read(error, sight),
                None => Vec::new(),
            },
            Finding::Unknown => self.not_known(sight),
            Finding::Asks(_) | Finding::AsksMirror | Finding::Found(_) => {
                let (kind, token) = (self.token.kind(), &self.token);
                vec![format!("Looking for the {kind} {token}…")]
            }
        }
    }

    fn not_there(&self, sight: &Sight) -> Vec<String> {
        let (kind, mode) = (self.token.kind(), sight.profile.mode.word());
        let why = "It was deleted, or the token belongs to another account: {global.profiles} switches the profile.";
        vec![
            format!("There is no {kind} {} in {mode}.", self.token),
            sight.keymap.fill(why),
        ]
    }

    fn not_known(&self, sight: &Sight) -> Vec<String> {
        let customers = &sight.store.customers;
        let (kind, token) = (self.token.kind(), &self.token);
        let read = show::things(customers.count(), "customer");
        let more = if customers.is_loading() {
            " (more are being read)"
        } else {
            ""
        };
        match token {
            Token::Card(_) => vec![
                format!("No card {token} is known here."),
                format!(
                    "The API can't find a card by its token. pintui looked at the primary cards of {read}{more}, and at all cards of the customers you opened."
                ),
                "Search for the card's last four digits instead: last4:1234".to_owned(),
            ],
            Token::Refund(_) => vec![format!(
                "The API doesn't say which charge the refund {token} belongs to."
            )],
            Token::Customer(_) | Token::Charge(_) | Token::Subscription(_) | Token::Plan(_) => {
                vec![
                    format!("The API doesn't say which customer the {kind} {token} belongs to."),
                    "The customer may have been deleted. No customer you opened has it either."
                        .to_owned(),
                ]
            }
        }
    }
}

fn not_read(error: &Error, sight: &Sight) -> Vec<String> {
    let retries = sight.keymap.fill("{list.refresh} retries.");
    vec![
        error.headline(sight.host()),
        format!("{} {retries}", error.advice()),
    ]
}

impl View for Finder {
    fn contexts(&self) -> &'static [Context] {
        Context::List.chain()
    }

    fn wants(&self, sight: &Sight, wanted: &mut Vec<Subject>) {
        if let Finding::Asks(subject) = sight.store.find(&self.token) {
            wanted.push(subject);
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx) {
        match (action, cx.sight.store.find(&self.token)) {
            (Action::Back, _) => cx.close(),
            (Action::Refresh, Finding::Failed(subject)) => cx.doubt(subject),
            _ => {}
        }
    }

    fn why_not(&self, action: Action, sight: &Sight) -> Option<Cow<'static, str>> {
        let can_read = || matches!(sight.store.find(&self.token), Finding::Failed(_));
        let idle = action == Action::Refresh && !can_read();
        idle.then_some("Nothing failed, so there is nothing to retry".into())
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let width = WIDTH.min(area.width.saturating_sub(4));
        let room = width.saturating_sub(4);
        let lines = self.lines(sight);
        let lines: Vec<String> = lines.iter().flat_map(|line| wrap(line, room)).collect();
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let place = centred(area, width, height.saturating_add(4));
        pen.clear(place);
        let frame = Frame {
            title: "Open by token",
            bottom: &sight.keymap.fill("{global.back} closes"),
            focused: true,
            ..Frame::default()
        };
        let inner = frame.draw(pen, place);
        for (y, line) in (inner.y + 1..inner.bottom()).zip(&lines) {
            pen.text(inner.x + 1, y, room, line, style::TEXT);
        }
    }

    fn hints(&self) -> Vec<Action> {
        vec![Action::Refresh, Action::Back, Action::Help]
    }
}

impl Overlay for Finder {
    fn who(&self, _: &Sight) -> Vec<CustomerId> {
        if let Token::Customer(id) = &self.token {
            vec![id.clone()]
        } else {
            Vec::new()
        }
    }

    fn card(&self) -> Option<&CardId> {
        if let Token::Card(card) = &self.token {
            Some(card)
        } else {
            None
        }
    }

    fn found(&self, sight: &Sight) -> Option<Place> {
        if let Finding::Found(place) = sight.store.find(&self.token) {
            Some(place)
        } else {
            None
        }
    }

    fn yields(&self) -> bool {
        true
    }
}
