//! What became of a charge, in plain words beside its mark.
use crate::api::charges::{Charge, ChargeStatus};
use crate::api::reasons;
use crate::model::cx::Sight;
use crate::model::totals::ChargeKind;
use crate::ui::pen::cells;
use crate::ui::theme::{marks, style};
use ratatui::style::Style;

/// What became of a charge: its mark, words and style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    pub mark: &'static str,
    /// What the status is called, everywhere.
    pub name: String,
    /// What is known beyond that.
    detail: String,
    /// Why it failed, in somebody's words.
    pub reason: Option<String>,
    pub style: Style,
}

/// The fewest cells of a reason that say something.
const LEAST_REASON: u16 = 6;

impl Status {
    /// Returns the mark with all words.
    pub fn text(&self) -> String {
        let (mark, name, detail) = (self.mark, &self.name, &self.detail);
        match &self.reason {
            Some(reason) => format!("{mark} {name}: {reason}"),
            None => format!("{mark} {name}{detail}"),
        }
    }

    /// Returns the mark with the name alone.
    pub fn short(&self) -> String {
        format!("{} {}", self.mark, self.name)
    }

    /// Returns the mark and as many words as there is room for.
    pub fn within(&self, room: u16) -> String {
        let (text, short) = (self.text(), self.short());
        // The mark of a failure says that it is one; a whole reason says more than its beginning.
        let reason = self.reason.iter().map(|why| format!("{} {why}", self.mark));
        let is_cut = self.reason.is_some() && room >= cells(&short) + LEAST_REASON;
        let mut fitting = [text.clone()].into_iter().chain(reason);
        match fitting.find(|text| cells(text) <= room) {
            Some(text) => text,
            None if is_cut => text,
            None => short,
        }
    }
}

pub fn words(charge: &Charge, sight: &Sight) -> Status {
    let status = charge.status();
    let kind = ChargeKind::of(&status);
    let name = if let ChargeStatus::Other(word) = &status {
        word.as_str()
    } else if status == ChargeStatus::Refunded {
        "refunded"
    } else {
        name(kind)
    };
    let detail = match &status {
        ChargeStatus::Authorised => time_to_capture(charge, sight),
        ChargeStatus::PartRefunded(back) | ChargeStatus::OverRefunded(back) => format!(" {back}"),
        ChargeStatus::Refunded => " in full".to_owned(),
        // Refunds that are pending and done are counted together.
        ChargeStatus::RefundPending => match charge.refunded().filter(|back| back.amount > 0) {
            Some(back) => format!(", {back} in all"),
            None => String::new(),
        },
        ChargeStatus::Disputed => match charge.refunded().filter(|back| back.amount > 0) {
            Some(back) if charge.refund_pending == Some(true) => {
                format!(", {back} refunded or pending")
            }
            Some(back) => format!(", {back} refunded"),
            None => String::new(),
        },
        ChargeStatus::Captured
        | ChargeStatus::Voided
        | ChargeStatus::Expired
        | ChargeStatus::Failed(_)
        | ChargeStatus::Other(_)
        | ChargeStatus::Unknown => String::new(),
    };
    let reason = if let ChargeStatus::Failed(why) = &status
        && !why.is_empty()
    {
        Some(plain(why.as_str()))
    } else {
        None
    };
    Status {
        mark: mark(kind),
        name: name.to_owned(),
        detail,
        reason,
        style: style(kind),
    }
}

/// Returns a reason in plain words, and an unknown code such as `do_not_honour` as words; a sentence stays as
/// it came.
fn plain(why: &str) -> String {
    if let Some(reason) = reasons::of(why) {
        reason.short.to_owned()
    } else if why.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
        why.replace('_', " ")
    } else {
        why.to_owned()
    }
}

fn time_to_capture(charge: &Charge, sight: &Sight) -> String {
    match (charge.expires_at(), time_left(charge, sight)) {
        (_, Some(left)) => format!(", {left} left"),
        // The time is over, but the API does not say that it expired.
        (Some(_), None) => ", about to expire".to_owned(),
        (None, None) => String::new(),
    }
}

/// Returns how long an authorisation can still be captured, rounded down: nobody may count on more.
pub fn time_left(charge: &Charge, sight: &Sight) -> Option<String> {
    let left = charge.expires_at()?.duration_since(sight.now.wall);
    match left.as_hours() {
        _ if !left.is_positive() => None,
        0 => Some("under 1 h".to_owned()),
        hours @ 1..48 => Some(format!("{hours} h")),
        hours => Some(format!("{} d", hours / 24)),
    }
}

/// Returns the word of a kind, where no detail of one charge is at hand.
pub const fn name(kind: ChargeKind) -> &'static str {
    match kind {
        ChargeKind::Captured => "captured",
        ChargeKind::PartRefunded => "partly refunded",
        ChargeKind::Refunded => "refunded in full",
        ChargeKind::OverRefunded => "over-refunded",
        ChargeKind::RefundPending => "refund pending",
        ChargeKind::Authorised => "authorised",
        ChargeKind::Disputed => "disputed",
        ChargeKind::Failed => "failed",
        ChargeKind::Voided => "voided",
        ChargeKind::Expired => "expired",
        ChargeKind::Other => "unknown",
    }
}

pub const fn mark(kind: ChargeKind) -> &'static str {
    match kind {
        ChargeKind::Captured => marks::GOOD,
        ChargeKind::PartRefunded
        | ChargeKind::Refunded
        | ChargeKind::OverRefunded
        | ChargeKind::RefundPending => marks::BACK,
        ChargeKind::Authorised => marks::HELD,
        ChargeKind::Disputed => marks::FLAG,
        ChargeKind::Failed => marks::BAD,
        ChargeKind::Voided | ChargeKind::Expired => marks::OFF,
        ChargeKind::Other => "?",
    }
}

pub fn style(kind: ChargeKind) -> Style {
    match kind {
        ChargeKind::Failed | ChargeKind::Disputed => style::BAD,
        ChargeKind::Authorised => style::WARN,
        ChargeKind::Voided | ChargeKind::Expired => style::DIM,
        ChargeKind::Captured
        | ChargeKind::PartRefunded
        | ChargeKind::Refunded
        | ChargeKind::OverRefunded
        | ChargeKind::RefundPending
        | ChargeKind::Other => style::TEXT,
    }
}
