//! What lies over the panes. Only the topmost hears keys.
pub mod activity;
pub mod charge;
pub mod explain;
pub mod find;
pub mod form;
pub mod help;
pub mod palette;
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
use crate::mirror::Query;
use crate::model::ask::Ask;
use crate::model::cure::Cure;
use crate::model::cx::{Cx, Sight};
use crate::model::draft::Draft;
use crate::model::effect::Ticket;
use crate::model::store::finding::Place;
use crate::ui::view::View;
use ratatui::layout::Rect;
use std::fmt::Debug;

/// Something that lies over the panes and hears all keys while it is on top.
pub trait Overlay: View + Debug + Send {
    /// Returns the customers that it names; those that are not known are looked for.
    fn who(&self, _sight: &Sight) -> Vec<CustomerId> {
        Vec::new()
    }

    /// Returns the card of which it wants to know whose it is.
    fn card(&self) -> Option<&CardId> {
        None
    }

    /// Returns the query that is typed in it, where it shows who matches best.
    fn query(&self) -> Option<&Query> {
        None
    }

    /// Returns the email that is typed in it, where it matters who else has it.
    fn email(&self) -> Option<&str> {
        None
    }

    /// Takes something, by name, that is no answer: a key without a meaning here, or a paste. Returns whether
    /// it mattered.
    fn stray(&mut self, _what: &str, _cx: &mut Cx) -> bool {
        false
    }

    /// Learns the number of a call that it asked for.
    fn sent(&mut self, _ticket: Ticket) {}

    /// Learns how a call ended; returns whether it was its own, which no other overlay hears of then.
    fn reply(&mut self, _ticket: Ticket, _result: &Result<Reply, Error>, _cx: &mut Cx) -> bool {
        false
    }

    /// Takes a text picked from a list that it opened.
    fn take_pick(&mut self, _text: &str, _cx: &mut Cx) {}

    /// Takes a click at a cell of the screen.
    fn click(&mut self, _x: u16, _y: u16, _cx: &mut Cx) {}

    /// Whether it gives way to what a global key opens: what was only to be read may close.
    fn yields(&self) -> bool {
        false
    }

    /// Returns what shows that what it says is no longer true; then it closes by itself.
    fn cure(&self) -> Option<&Cure> {
        None
    }

    /// Returns what was typed and not sent, to be kept when it closes; never a card number or CVC.
    fn draft(&self) -> Option<Draft> {
        None
    }

    /// Returns the place of what it looked for, once that is known; then it gives way.
    fn found(&self, _sight: &Sight) -> Option<Place> {
        None
    }

    /// Learns whether another overlay lies on top of it and has the focus.
    fn cover(&mut self, _is_covered: bool) {}

    /// Whether it came to its end while something else may lie on top of it.
    fn is_done(&self) -> bool {
        false
    }

    /// Wipes card number and CVC: on suspend, and after five idle minutes.
    fn wipe(&mut self) {}

    /// Returns how long from now until something in it moves by itself.
    fn next_tick(&self, _sight: &Sight) -> Option<std::time::Duration> {
        None
    }
}

/// Makes the overlay that an ask names; a form takes up the draft that was left of it.
pub fn open(ask: Ask, draft: Option<Draft>, sight: &Sight) -> Box<dyn Overlay> {
    match ask {
        Ask::Form(kind) => Box::new(form::Form::new(kind, draft, sight)),
        Ask::Question(question) => Box::new(question::Asked::new(question, sight)),
        Ask::Pick(pick) => Box::new(pick::Picker::new(pick)),
        Ask::Explain(explanation) => Box::new(explain::ExplanationView::new(explanation)),
        Ask::Help(entries) => Box::new(help::Help::new(entries)),
        Ask::Palette(entries, profiles) => Box::new(palette::Palette::new(entries, profiles)),
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
