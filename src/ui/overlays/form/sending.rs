//! The sending of a form: at most one request is under way, and its answer is known by its number.
use crate::model::cx::Sight;
use crate::model::draft::Sent;
use crate::model::effect::Ticket;
use crate::ui::show;
use jiff::Timestamp;

/// What is said to whoever presses keys while the answer is awaited.
pub const SENDING: &str = "Sending… wait for the response; it won't be sent twice";

#[derive(Debug, Default)]
pub struct Sending {
    errand: Option<Errand>,
    /// When the form was sent, where nobody knows what became of it.
    unknown_since: Option<Timestamp>,
    /// Whether it was carried out, or its outcome is unknown.
    pub is_over: bool,
}

/// What an answer is awaited for.
#[derive(Debug)]
pub struct Errand {
    pub what: What,
    sent: Sent,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The form itself.
    Send,
    /// A card token made from a test card.
    Token,
}

impl Sending {
    pub fn begin(&mut self, what: What, sight: &Sight) {
        let at = sight.now.wall;
        let sent = Sent { at, ticket: None };
        self.errand = Some(Errand { what, sent });
    }

    /// Takes up how the form was sent before. Returns whether its answer is still to come.
    pub fn resume(&mut self, sent: Sent, sight: &Sight) -> bool {
        let is_under_way = |ticket| sight.inflight.is_under_way(ticket);
        let comes = sent.ticket.is_some_and(is_under_way);
        if comes {
            let what = What::Send;
            self.errand = Some(Errand { what, sent });
        } else {
            self.unknown_since = Some(sent.at);
        }
        comes
    }

    /// Learns the number of what was sent last.
    pub fn number(&mut self, ticket: Ticket) {
        if let Some(errand) = &mut self.errand {
            errand.sent.ticket.get_or_insert(ticket);
        }
    }

    /// Takes what a reply was awaited for; `None` where the reply is not for this form.
    pub fn answered(&mut self, ticket: Ticket) -> Option<Errand> {
        self.errand.take_if(|e| e.sent.ticket == Some(ticket))
    }

    /// Ends the form: it was carried out, or its outcome is unknown and what was typed is kept as a draft.
    pub fn finish(&mut self, errand: &Errand, is_unknown: bool) {
        self.unknown_since = is_unknown.then_some(errand.sent.at);
        self.is_over = true;
    }

    pub const fn is_done(&self) -> bool {
        self.is_over && self.unknown_since.is_none()
    }

    /// Whether an answer is awaited.
    pub const fn is_busy(&self) -> bool {
        self.errand.is_some()
    }

    /// Whether the answer to the form itself is awaited.
    pub fn is_sending(&self) -> bool {
        self.errand.as_ref().is_some_and(|e| e.what == What::Send)
    }

    /// Returns why the form cannot go to its review now.
    pub fn why_no_review(&self) -> Option<&'static str> {
        match self.errand.as_ref()?.what {
            What::Send => Some(SENDING),
            What::Token => Some("The card token is still being created"),
        }
    }

    /// Returns how the form was sent, where its outcome is not known or not known yet.
    pub fn sent(&self) -> Option<Sent> {
        let under_way = self.errand.as_ref().filter(|e| e.what == What::Send);
        let under_way = under_way.map(|errand| errand.sent);
        let before = self.unknown_since.map(|at| Sent { at, ticket: None });
        under_way.or(before)
    }

    /// Says that the form was sent before and may have been done.
    pub fn twice(&self, sight: &Sight) -> Option<String> {
        let at = show::read_at(self.unknown_since?, sight);
        Some(format!(
            "Sent at {at}, outcome unknown: check whether it went through before you send it again"
        ))
    }
}
