//! How fresh the data of a view are: their age, and what stands in their place until they are known.
use crate::api::ids::CustomerId;
use crate::api::subject::Subject;
use crate::model::cx::Sight;
use crate::model::listing::{Keyed, Listing};
use crate::model::pane::PaneId;
use crate::model::standing::Standing;
use crate::ui::pen::{Pen, cells};
use crate::ui::show;
use crate::ui::theme::{marks, style};
use crate::ui::widgets::wrap::wrap;
use jiff::Timestamp;
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::time::Duration;

/// After this long without an answer a pane shows that it waits; sooner it would only flicker.
const PATIENCE: Duration = Duration::from_millis(120);

/// Whether a subject has been waited for long enough to show it.
pub fn is_waiting(subject: &Subject, sight: &Sight) -> bool {
    sight
        .inflight
        .asked_since(subject)
        .is_some_and(|since| sight.now.since_start >= since + PATIENCE)
}

/// Returns the key that reads a subject again: with the focus elsewhere that of a list reads another pane.
pub fn key_to_read(subject: &Subject, sight: &Sight) -> String {
    let pane = match subject {
        Subject::Customers => PaneId::Customers,
        Subject::Customer(_) => PaneId::Info,
        Subject::Cards(_) => PaneId::Cards,
        Subject::Subscriptions(_) => PaneId::Subscriptions,
        Subject::Charges(_) | Subject::Balance => PaneId::Charges,
        // These are shown by what lies over the panes and has the keys.
        Subject::Charge(_)
        | Subject::Refund(_)
        | Subject::Refunds(_)
        | Subject::Subscription(_)
        | Subject::Ledger(_)
        | Subject::Plans
        | Subject::PlanSubscriptions(_)
        | Subject::Raw(_) => sight.focus,
    };
    sight.keymap.fill(if pane == sight.focus {
        "{list.refresh}"
    } else {
        "{global.refresh_all}"
    })
}

/// Draws a text in as many lines as it needs, and returns the line below it.
fn write_wrapped(text: &str, style: Style, (inner, y): (Rect, u16), pen: &mut Pen) -> u16 {
    let room = inner.width.saturating_sub(2);
    let mut below = y;
    for (y, line) in (y..inner.bottom()).zip(wrap(text, room)) {
        pen.text(inner.x + 1, y, room, &line, style);
        below = y + 1;
    }
    below
}

/// Whether a subject was read; the list of customers comes in pages, and is known by its end.
fn is_known(subject: &Subject, sight: &Sight) -> bool {
    if *subject == Subject::Customers {
        !sight.store.customers.is_loading()
    } else {
        *sight.store.standing(subject) == Standing::Known
    }
}

/// Draws what a pane shows instead of rows: a skeleton, why it could not be read, or that there is nothing.
pub fn draw_instead(subject: &Subject, empty: &str, sight: &Sight, inner: Rect, pen: &mut Pen) {
    if let Some(error) = sight.store.failure(subject) {
        let headline = error.headline(sight.host());
        let y = write_wrapped(&headline, style::BAD, (inner, inner.y), pen);
        let key = key_to_read(subject, sight);
        let again = format!("Nothing was changed. {key} retries.");
        write_wrapped(&again, style::DIM, (inner, y), pen);
    } else if is_waiting(subject, sight) {
        for (line, length) in (0..inner.height).zip([10u16, 7, 9, 6, 8].into_iter().cycle()) {
            let ghost = marks::GHOST.repeat(usize::from(length.min(inner.width / 2)));
            pen.text(inner.x + 2, inner.y + line, inner.width, &ghost, style::DIM);
        }
    } else if is_known(subject, sight) {
        write_wrapped(empty, style::DIM, (inner, inner.y), pen);
    }
}

/// Returns how old the data of a view are for its bottom border, in the longest words that fit, whether they
/// come from the mirror, and whether they are stale because reading them again failed.
pub fn age(
    subject: &Subject,
    (at, is_kept): (Option<Timestamp>, bool),
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

/// Returns how many cells of a bottom border are left to words.
pub fn room_in(frame: Rect) -> u16 {
    frame.width.saturating_sub(6)
}

/// Returns how old a list is and which of its rows is selected, for a frame of that size.
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

/// Returns how old the list of customers is, in at most that many cells where so few can say it.
pub fn age_of_list(sight: &Sight, room: u16) -> String {
    let reading = &sight.store.customers.reading;
    let at = (reading.as_of(), reading.is_kept());
    age(&Subject::Customers, at, sight, room)
}

/// Returns how old the details of a customer are.
pub fn age_of_customer(id: &CustomerId, sight: &Sight, room: u16) -> String {
    let directory = &sight.store.customers;
    let reading = &directory.reading;
    let is_kept = reading.is_kept() && !directory.loaded.is_current(id);
    let at = if is_kept {
        reading.as_of()
    } else {
        reading.read_at()
    };
    if directory.gone.is_struck(id) {
        // There is nothing to retry.
        return at.map_or_else(String::new, |at| show::as_of(at, sight));
    }
    age(&Subject::Customer(id.clone()), (at, is_kept), sight, room)
}
