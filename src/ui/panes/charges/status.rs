//! What became of a charge, in plain words beside its mark.
use crate::api::charges::{Charge, ChargeStatus};
use crate::model::cx::Sight;
use crate::model::totals::Kind;
use crate::ui::theme::{Marks, Theme};
use ratatui::style::Style;

/// Holds the words for a charge's status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    pub mark: &'static str,
    pub long: String,
    /// For narrow panes.
    pub short: String,
    pub style: Style,
}

impl Words {
    /// Gives the mark and as many words as there is room for.
    pub fn text(&self, narrow: bool) -> String {
        let words = if narrow { &self.short } else { &self.long };
        format!("{} {words}", self.mark)
    }
}

pub fn words(charge: &Charge, sight: &Sight, theme: Theme) -> Words {
    let status = charge.status();
    let kind = Kind::of(&status);
    let (long, short) = match &status {
        ChargeStatus::Authorised => return authorised(charge, sight, theme),
        ChargeStatus::PartRefunded(back) => {
            (format!("partly refunded {back}"), format!("{back} back"))
        }
        ChargeStatus::RefundPending => match charge.refunded().filter(|back| back.amount > 0) {
            Some(back) => (
                format!("{back} refunded + pending"),
                "refund pending".to_owned(),
            ),
            None => both(name(kind)),
        },
        ChargeStatus::Failed(why) if !why.is_empty() => {
            let why = plain(why.as_str());
            (format!("failed: {why}"), why)
        }
        ChargeStatus::OverRefunded(back) => (
            format!("refunded {back}, more than the charge"),
            format!("{back} back: too much"),
        ),
        ChargeStatus::Refunded => ("refunded in full".to_owned(), "refunded".to_owned()),
        ChargeStatus::Other(word) => both(word.as_str()),
        _ => both(name(kind)),
    };
    Words {
        mark: mark(kind, theme.marks),
        long,
        short,
        style: style(kind, theme),
    }
}

fn both(text: &str) -> (String, String) {
    (text.to_owned(), text.to_owned())
}

/// Writes a code such as `card_declined` as words; a sentence stays as it came.
fn plain(why: &str) -> String {
    if why.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
        why.replace('_', " ")
    } else {
        why.to_owned()
    }
}

fn authorised(charge: &Charge, sight: &Sight, theme: Theme) -> Words {
    let (long, short) = match (charge.lapses_at(), time_left(charge, sight)) {
        (_, Some(left)) => (
            format!("authorised, {left} left"),
            // Narrow panes cut the end; the mark says that it is authorised.
            format!("{left} to capture"),
        ),
        // The time is over, but the API does not say that it lapsed.
        (Some(_), None) => (
            "authorised, about to lapse".to_owned(),
            "about to lapse".to_owned(),
        ),
        (None, None) => both("authorised"),
    };
    Words {
        mark: theme.marks.held,
        long,
        short,
        style: theme.warn(),
    }
}

/// Writes how long an authorisation can still be captured, rounded down: nobody may count on more.
pub fn time_left(charge: &Charge, sight: &Sight) -> Option<String> {
    let left = charge.lapses_at()?.duration_since(sight.now.wall);
    match left.as_hours() {
        _ if !left.is_positive() => None,
        0 => Some("under 1 h".to_owned()),
        hours @ 1..48 => Some(format!("{hours} h")),
        hours => Some(format!("{} d", hours / 24)),
    }
}

/// Gives the word of a kind, where no detail of one charge is at hand.
pub const fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Captured => "captured",
        Kind::PartRefunded => "partly refunded",
        Kind::Refunded => "refunded in full",
        Kind::OverRefunded => "over-refunded",
        Kind::RefundPending => "refund pending",
        Kind::Authorised => "authorised",
        Kind::Disputed => "disputed",
        Kind::Failed => "failed",
        Kind::Voided => "voided",
        Kind::Lapsed => "lapsed",
        Kind::Other => "unknown",
    }
}

pub const fn mark(kind: Kind, marks: &Marks) -> &'static str {
    match kind {
        Kind::Captured => marks.good,
        Kind::PartRefunded | Kind::Refunded | Kind::OverRefunded | Kind::RefundPending => {
            marks.back
        }
        Kind::Authorised => marks.held,
        Kind::Disputed => marks.flag,
        Kind::Failed => marks.bad,
        Kind::Voided | Kind::Lapsed => marks.off,
        Kind::Other => "?",
    }
}

pub fn style(kind: Kind, theme: Theme) -> Style {
    match kind {
        Kind::Failed | Kind::Disputed => theme.bad(),
        Kind::Authorised => theme.warn(),
        Kind::Voided | Kind::Lapsed => theme.dim(),
        _ => theme.text(),
    }
}
