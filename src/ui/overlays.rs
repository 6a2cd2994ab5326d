//! What lies over the panes. Only the topmost hears keys.
pub mod activity;
pub mod charge;
pub mod explain;
pub mod find;
pub mod form;
pub mod help;
pub mod pick;
pub mod plan;
pub mod plans;
pub mod question;
pub mod raw;
pub mod sheet;
pub mod story;
pub mod subscription;
pub mod unlock;

use crate::api::error::Error;
use crate::api::ids::{CardId, CustomerId};
use crate::api::reply::Reply;
use crate::api::subject::Subject;
use crate::model::action::Action;
use crate::model::ask::Ask;
use crate::model::cure::Cure;
use crate::model::cx::{Cx, Sight};
use crate::model::draft::Draft;
use crate::model::effect::Ticket;
use crate::model::keymap::Context;
use crate::model::store::finding::Place;
use crate::ui::pen::Pen;
use crate::ui::widgets::narrow::Narrow;
use crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use std::borrow::Cow;
use std::fmt::Debug;

/// Something that lies over the panes and hears all keys while it is on top.
pub trait Overlay: Debug + Send {
    fn contexts(&self) -> &'static [Context];

    fn act(&mut self, action: Action, cx: &mut Cx);

    /// Draws itself somewhere on the screen between header and hint line.
    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen);

    /// Gives the actions of the hint line, the most wanted first.
    fn hints(&self) -> &'static [Action];

    /// Gives the word of the hint line for an action that has one of its own here.
    fn word(&self, _action: Action) -> Option<&'static str> {
        None
    }

    /// Adds what it shows; the app reads what is not known.
    fn wants(&self, _sight: &Sight, _wanted: &mut Vec<Subject>) {}

    /// Gives the customers that it names; those that are not known are looked for.
    fn who(&self, _sight: &Sight) -> Vec<CustomerId> {
        Vec::new()
    }

    /// Gives the card of which it wants to know whose it is.
    fn card(&self) -> Option<&CardId> {
        None
    }

    /// Gives the email that is typed in it, where it matters who else has it.
    fn email(&self) -> Option<&str> {
        None
    }

    /// Says why an action cannot be done now.
    fn why_not(&self, _action: Action, _sight: &Sight) -> Option<Cow<'static, str>> {
        None
    }

    /// Takes in what is known now and how large the screen is, before it is drawn.
    fn settle(&mut self, _sight: &Sight, _area: Rect) {}

    /// Says whether printable keys are text now.
    fn takes_text(&self) -> bool {
        self.narrow().is_some_and(Narrow::takes_text)
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Cx) {
        if let Some(narrow) = self.narrow_mut() {
            narrow.key(key, cx);
        }
    }

    /// Gives the box that narrows its list, where it has a list of its own; what is done in the box does not reach it.
    fn narrow(&self) -> Option<&Narrow> {
        None
    }

    fn narrow_mut(&mut self) -> Option<&mut Narrow> {
        None
    }

    /// Takes something, by name, that is no answer: a key without a meaning here, or a paste. Says whether it
    /// mattered.
    fn stray(&mut self, _what: &str, _cx: &mut Cx) -> bool {
        false
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        if let Some(narrow) = self.narrow_mut() {
            narrow.paste(text, cx);
        }
    }

    /// Learns the number of a call that it asked for.
    fn sent(&mut self, _ticket: Ticket) {}

    /// Learns how a call ended; says whether it was its own, which no other overlay hears of then.
    fn reply(&mut self, _ticket: Ticket, _result: &Result<Reply, Error>, _cx: &mut Cx) -> bool {
        false
    }

    /// Takes a text picked from a list that it opened.
    fn fill(&mut self, _text: &str, _cx: &mut Cx) {}

    /// Takes a click at a cell of the screen.
    fn click(&mut self, _x: u16, _y: u16, _cx: &mut Cx) {}

    /// Says whether it gives way to what a global key opens: what was only to be read may close.
    fn yields(&self) -> bool {
        false
    }

    /// Gives what shows that what it says is no longer true; then it closes by itself.
    fn cure(&self) -> Option<&Cure> {
        None
    }

    /// Gives what was typed and not sent, to be kept when it closes; never a card number or CVC.
    fn draft(&self) -> Option<Draft> {
        None
    }

    /// Returns the place of what it looked for, once that is known; then it gives way.
    fn found(&self, _sight: &Sight) -> Option<Place> {
        None
    }

    /// Learns whether another overlay lies on top of it and has the focus.
    fn cover(&mut self, _is_covered: bool) {}

    /// Says whether it came to its end while something else may lie on top of it.
    fn is_done(&self) -> bool {
        false
    }

    /// Wipes card number and CVC: on suspend, and after five idle minutes.
    fn wipe(&mut self) {}

    /// Gives how long from now until something in it moves by itself.
    fn next_tick(&self, _sight: &Sight) -> Option<std::time::Duration> {
        None
    }
}

/// Makes the overlay of a question; a form takes up the draft that was left of it.
pub fn open(ask: Ask, draft: Option<Draft>, sight: &Sight) -> Box<dyn Overlay> {
    match ask {
        Ask::Form(kind) => Box::new(form::Form::new(kind, draft, sight)),
        Ask::Question(question) => Box::new(question::Asked::new(question, sight)),
        Ask::Pick(pick) => Box::new(pick::Picker::new(pick)),
        Ask::Explain(explanation) => Box::new(explain::Reader::new(explanation)),
        Ask::Help(wishes) => Box::new(help::Help::new(wishes)),
        Ask::Unlock => Box::new(unlock::Unlock::new(sight)),
        Ask::Charge(customer, charge) => Box::new(charge::Detail::new(customer, charge)),
        Ask::Subscription(customer, id) => Box::new(subscription::Detail::new(customer, id)),
        Ask::Find(token) => Box::new(find::Finder::new(token)),
        Ask::Plans => Box::new(plans::Plans::default()),
        Ask::Plan(id) => Box::new(plan::Detail::new(id)),
        Ask::Raw(record) => Box::new(raw::Json::new(record)),
        Ask::Activity => Box::new(activity::Log::default()),
        Ask::Story(ticket) => Box::new(story::Story::new(ticket)),
    }
}

/// Overlays leave the header, the status line and the hint line free: the badge is always seen.
pub fn area(area: Rect) -> Rect {
    Rect::new(
        area.x,
        area.y + 1,
        area.width,
        area.height.saturating_sub(3),
    )
}
