//! The five panes. Each declares what it shows; the app reads that.
pub mod cards;
pub mod charges;
pub mod customers;
pub mod info;
pub mod subscriptions;

use crate::api::ids::CustomerId;
use crate::api::subject::Subject;
use crate::model::action::Action;
use crate::model::cx::{Cx, Sight};
use crate::model::keymap::Context;
use crate::model::listing::{Keyed, Listing};
use crate::model::pane::PaneId;
use crate::ui::layout::Heights;
use crate::ui::pen::{Pen, cells};
use crate::ui::show;
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::kept::Kept;
use crate::ui::widgets::record::{Record, Shape};
use crate::ui::widgets::wrap::wrap;
use crossterm::event::KeyEvent;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;
use std::borrow::Cow;

/// A rectangle that can hold the focus.
pub trait Pane {
    /// Gives where its keys are looked up, before the global ones.
    fn contexts(&self) -> &'static [Context];

    /// Adds what it shows; the app reads what is not known.
    fn wants(&self, sight: &Sight, wanted: &mut Vec<Subject>);

    fn act(&mut self, action: Action, cx: &mut Cx);

    /// Says why an action cannot be done now: greys its hint, and is told to whoever presses the key.
    fn why_not(&self, action: Action, sight: &Sight) -> Option<Cow<'static, str>>;

    /// Draws itself; nothing is decided or changed here.
    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen);

    /// Takes in how large it is and what is known now, before it is drawn.
    fn settle(&mut self, sight: &Sight, area: Rect);

    /// Gives how high it must be to show all that it holds, borders and all; nothing while that is not known.
    fn height(&self, _sight: &Sight, _width: u16) -> Option<u16> {
        None
    }

    /// Gives the actions of the hint line, the most wanted first.
    fn hints(&self) -> &'static [Action];

    /// Gives what an action does here and now, where the common word of the hint line would be wrong.
    fn word(&self, _action: Action) -> Option<&'static str> {
        None
    }

    /// Gives the short title of its tab.
    fn tab(&self, sight: &Sight) -> String;

    /// Chooses the row at a line below its top border.
    fn click(&mut self, line: u16, cx: &mut Cx);

    /// Says whether printable keys are text now.
    fn takes_text(&self) -> bool {
        false
    }

    fn key(&mut self, _key: KeyEvent, _cx: &mut Cx) {}

    /// Takes a paste as text; only called while it takes text.
    fn paste(&mut self, _text: &str, _cx: &mut Cx) {}
}

#[derive(Debug, Default)]
pub struct Panes {
    pub customers: customers::Customers,
    pub info: info::Info,
    pub cards: cards::Cards,
    pub subscriptions: subscriptions::Subscriptions,
    pub charges: charges::Charges,
}

impl Panes {
    /// Gives how high the stacked panes are to be; one of which nothing is known yet stays as it was, so that the panes
    /// stand still while the cursor passes over customers.
    pub fn heights(&self, before: Heights, sight: &Sight, width: u16) -> Heights {
        let height = |pane: &dyn Pane, before| pane.height(sight, width).unwrap_or(before);
        Heights {
            info: height(&self.info, before.info),
            cards: height(&self.cards, before.cards),
            subscriptions: height(&self.subscriptions, before.subscriptions),
            charges: height(&self.charges, before.charges),
        }
    }

    pub fn get(&self, id: PaneId) -> &dyn Pane {
        match id {
            PaneId::Customers => &self.customers,
            PaneId::Info => &self.info,
            PaneId::Cards => &self.cards,
            PaneId::Subscriptions => &self.subscriptions,
            PaneId::Charges => &self.charges,
        }
    }

    pub fn get_mut(&mut self, id: PaneId) -> &mut dyn Pane {
        match id {
            PaneId::Customers => &mut self.customers,
            PaneId::Info => &mut self.info,
            PaneId::Cards => &mut self.cards,
            PaneId::Subscriptions => &mut self.subscriptions,
            PaneId::Charges => &mut self.charges,
        }
    }
}

/// Gives how high a pane of records must be; one that has none must show why.
fn height_of_records<T: Keyed>(
    list: Option<&Listing<T>>,
    empty: &str,
    shape: &Shape,
    width: u16,
) -> Option<u16> {
    let list = list.filter(|list| list.is_started())?;
    let lines = match list.items().len() {
        0 => wrap(&show::none(Some(list), empty), width.saturating_sub(4)).len(),
        _ => shape.scroll(0).0,
    };
    u16::try_from(lines)
        .ok()
        .map(|lines| lines.saturating_add(2))
}

/// Adds all that names a customer's cards, subscriptions and plans.
pub fn want_cards_and_subscriptions(id: &CustomerId, sight: &Sight, wanted: &mut Vec<Subject>) {
    wanted.extend([
        Subject::Cards(id.clone()),
        Subject::Subscriptions(id.clone()),
    ]);
    let subscriptions = sight.store.subscriptions(id);
    if subscriptions.is_some_and(|list| !list.items().is_empty()) {
        wanted.push(Subject::Plans);
    }
}

/// After this long without an answer a pane shows that it waits; sooner it would only flicker.
const PATIENCE: std::time::Duration = std::time::Duration::from_millis(120);

/// Says whether a subject has been waited for long enough to show it.
pub fn is_waiting(subject: &Subject, sight: &Sight) -> bool {
    sight
        .inflight
        .asked_since(subject)
        .is_some_and(|since| sight.now.since_start >= since + PATIENCE)
}

/// Names the key that reads a subject again: with the focus elsewhere `r` reads another pane.
pub fn key_to_read(subject: &Subject, sight: &Sight) -> &'static str {
    let pane = match subject {
        Subject::Customers => PaneId::Customers,
        Subject::Customer(_) => PaneId::Info,
        Subject::Cards(_) => PaneId::Cards,
        Subject::Subscriptions(_) => PaneId::Subscriptions,
        Subject::Charges(_) | Subject::Balance => PaneId::Charges,
        // These are shown by what lies over the panes and has the keys.
        _ => sight.focus,
    };
    if pane == sight.focus { "r" } else { "R" }
}

/// Writes a text in as many lines as it needs; gives the line below it.
fn write_wrapped(text: &str, style: Style, (inner, y): (Rect, u16), pen: &mut Pen) -> u16 {
    let room = inner.width.saturating_sub(2);
    let mut below = y;
    for (y, line) in (y..inner.bottom()).zip(wrap(text, room)) {
        pen.text(inner.x + 1, y, room, &line, style);
        below = y + 1;
    }
    below
}

/// Says whether a subject was read; the list of customers comes in pages, and is known by its end.
fn is_known(subject: &Subject, sight: &Sight) -> bool {
    match subject {
        Subject::Customers => !sight.store.customers.is_loading(),
        _ => *sight.store.standing(subject) == crate::model::standing::Standing::Known,
    }
}

/// Draws what a pane shows instead of rows: a skeleton, why it could not be read, or that there is nothing.
pub fn draw_instead(subject: &Subject, empty: &str, sight: &Sight, inner: Rect, pen: &mut Pen) {
    let theme = pen.theme;
    if let Some(error) = sight.store.failure(subject) {
        let headline = error.headline(sight.host());
        let y = write_wrapped(&headline, theme.bad(), (inner, inner.y), pen);
        let again = match key_to_read(subject, sight) {
            "r" => "Nothing was changed. r retries.",
            _ => "Nothing was changed. R retries.",
        };
        write_wrapped(again, theme.dim(), (inner, y), pen);
    } else if is_waiting(subject, sight) {
        for (line, length) in (0..inner.height).zip([10u16, 7, 9, 6, 8].into_iter().cycle()) {
            let ghost = theme
                .marks
                .ghost
                .repeat(usize::from(length.min(inner.width / 2)));
            pen.text(
                inner.x + 2,
                inner.y + line,
                inner.width,
                &ghost,
                theme.dim(),
            );
        }
    } else if is_known(subject, sight) {
        write_wrapped(empty, theme.dim(), (inner, inner.y), pen);
    }
}

/// Dims what a pane still shows of something that could not be read again: it may be old.
pub fn dim_if_stale(pane: PaneId, sight: &Sight, area: Rect, pen: &mut Pen) {
    let store = sight.store;
    let Some(id) = sight.customer else { return };
    let (subject, is_there) = match pane {
        PaneId::Customers => (Subject::Customers, true),
        PaneId::Info => (Subject::Customer(id.clone()), true),
        PaneId::Cards => (Subject::Cards(id.clone()), store.cards(id).is_some()),
        PaneId::Subscriptions => {
            let there = store.subscriptions(id).is_some();
            (Subject::Subscriptions(id.clone()), there)
        }
        PaneId::Charges => (Subject::Charges(id.clone()), store.charges(id).is_some()),
    };
    if is_there && store.failure(&subject).is_some() {
        let inner = area.inner(Margin::new(1, 1));
        let stale = pen.theme.stale();
        pen.paint(inner, stale);
    }
}

/// Writes how old a pane's data are for its bottom border, in the longest words that fit; says so where they come from
/// the mirror, and that they are stale where reading them again failed.
pub fn age(
    subject: &Subject,
    (at, is_kept): (Option<jiff::Timestamp>, bool),
    sight: &Sight,
    room: u16,
) -> String {
    let Some(at) = at else {
        return String::new();
    };
    let (as_of, time) = (show::as_of(at, sight), show::read_at(at, sight));
    let from = if is_kept { "from the mirror, " } else { "" };
    let words = match (sight.store.failure(subject), is_kept) {
        (Some(_), _) => {
            let key = key_to_read(subject, sight);
            vec![
                format!("stale, {from}{as_of}, {key} retries"),
                format!("stale, {from}{as_of}"),
                format!("stale, {as_of}"),
                format!("stale, {time}"),
                "stale".to_owned(),
            ]
        }
        (None, true) => vec![
            format!("{from}{as_of}"),
            format!("mirror, {as_of}"),
            as_of,
            time,
        ],
        (None, false) => vec![show::age(at, sight), as_of, time],
    };
    show::fitting(words, room)
}

/// Says how many cells of a bottom border are left to words.
fn room_in(frame: Rect) -> u16 {
    frame.width.saturating_sub(6)
}

/// Writes how old a list is and which of its rows is chosen, for a frame of that size.
pub fn bottom<T: Keyed>(
    subject: &Subject,
    (list, rows): (&Listing<T>, usize),
    at: usize,
    sight: &Sight,
    frame: Rect,
) -> String {
    let place = match rows {
        0 => String::new(),
        rows => format!("{}/{}", show::length(at + 1), show::length(rows)),
    };
    let room = room_in(frame).saturating_sub(cells(&place) + 3);
    show::dotted(&[&age(subject, (list.as_of(), false), sight, room), &place])
}

/// Writes how old the list is, in at most that many cells where it can be said in so few.
pub fn age_of_list(sight: &Sight, room: u16) -> String {
    let reading = sight.store.customers.reading();
    let at = (reading.as_of(), reading.is_kept());
    age(&Subject::Customers, at, sight, room)
}

/// Writes how old the details of a customer are.
pub fn age_of_customer(id: &CustomerId, sight: &Sight, room: u16) -> String {
    let directory = &sight.store.customers;
    let reading = directory.reading();
    let is_kept = reading.is_kept() && !directory.is_current(id);
    let at = if is_kept {
        reading.as_of()
    } else {
        reading.read_at()
    };
    if directory.is_gone(id) {
        // There is nothing to retry.
        return at.map_or_else(String::new, |at| show::as_of(at, sight));
    }
    age(&Subject::Customer(id.clone()), (at, is_kept), sight, room)
}

/// Holds what a pane of cards or subscriptions shows: the records as they are written, and how they stand.
pub struct RecordPane<'a, T> {
    pub pane: PaneId,
    pub name: &'a str,
    pub subject: Option<Subject>,
    pub list: Option<&'a Listing<T>>,
    /// What stands there where the customer has none.
    pub empty: &'a str,
    pub records: Vec<Record>,
    pub shape: Shape,
    /// How many columns name a record.
    pub naming: usize,
}

impl<T: Keyed> RecordPane<'_, T> {
    /// Draws border, age and records; the chosen one is marked where the pane has the focus.
    pub fn draw(&self, kept: &Kept<T::Key>, sight: &Sight, area: Rect, pen: &mut Pen) {
        let focused = sight.focus == self.pane;
        let total = self
            .list
            .map_or_else(String::new, |list| format!(" {}", show::rows(list)));
        let at = self.list.and_then(Listing::as_of);
        let subject = self.subject.as_ref();
        let bottom = subject.map_or_else(String::new, |subject| {
            age(subject, (at, false), sight, room_in(area))
        });
        let frame = Frame {
            title: &format!("{}{total}", self.name),
            bottom: &bottom,
            focused,
            scroll: Some(self.shape.scroll(kept.top())),
            ..Frame::default()
        };
        let inner = frame.draw(pen, area);
        if let (true, Some(subject)) = (self.records.is_empty(), subject) {
            let empty = show::none(self.list, self.empty);
            draw_instead(subject, &empty, sight, inner, pen);
        }
        let chosen = focused.then_some(kept.at());
        let from = (self.naming, kept.top());
        self.shape.draw(&self.records, from, chosen, inner, pen);
    }
}
