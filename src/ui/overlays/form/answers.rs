//! What the answer to a form means for it.
use super::{End, Form, What};
use crate::api::call::Reply;
use crate::api::error::{Error, ErrorKind, Fate, Refusal};
use crate::model::cx::Cx;
use crate::model::effect::Ticket;
use crate::model::form::Finding;
use crate::model::form::field::{Field, Source};
use crate::model::form::landing::land;
use crate::text::Safe;

/// The most lines of messages that are shown below the fields.
const MOST_LINES: usize = 8;

impl Form {
    pub(super) fn take_reply(
        &mut self,
        ticket: Ticket,
        result: &Result<Reply, Error>,
        cx: &mut Cx,
    ) {
        let awaited = self.errand.take_if(|e| e.ticket == Some(ticket));
        match (awaited.map(|errand| errand.what), result) {
            (Some(What::Token), Ok(Reply::CardCreated(card))) => {
                self.entries.set(Field::Token, card.token.as_str());
                self.give_card_by(Source::Token);
                self.changed(Field::Token);
                self.said = Some((Field::Token, Finding::good("made, works once")));
            }
            (None, _) | (Some(What::Token), Ok(_)) => {}
            (Some(What::Token), Err(error)) => {
                self.notes = vec![format!(
                    "No card token: {}",
                    error.headline(cx.sight.host())
                )];
            }
            (Some(What::Send), Ok(_)) => {
                self.entries.wipe();
                self.end = Some(End::Sent);
            }
            (Some(What::Send), Err(error)) if error.fate == Some(Fate::Unknown) => {
                self.entries.wipe();
                self.end = Some(End::Unsure);
            }
            (Some(What::Send), Err(error)) => self.take_refusal(error, cx),
        }
    }

    /// Goes back to the fields with everything as it was typed, and says there what was refused.
    fn take_refusal(&mut self, error: &Error, cx: &mut Cx) {
        self.close_review(&cx.sight);
        let host = cx.sight.host();
        if let ErrorKind::Refused(refusal) = &error.kind {
            self.land_refusal(refusal, error, host);
        } else {
            self.notes = vec![format!("{} {}", error.headline(host), error.advice())];
        }
    }

    fn land_refusal(&mut self, refusal: &Refusal, error: &Error, host: &str) {
        let landed = land(&refusal.messages, &self.fields());
        self.refused = landed.fields;
        let first = self
            .fields()
            .into_iter()
            .find(|field| self.refused.contains_key(field));
        let used = refusal.code.as_str() == "token_already_used";
        if used && self.entries.source == Source::Token {
            let text = "used already: it works once".to_owned();
            self.refused.insert(Field::Token, text);
        }
        let first = first.or(used.then_some(Field::Token));
        self.notes = match self.refused.len() {
            0 => vec![format!("{} {}", error.headline(host), error.advice())],
            n => vec![format!(
                "{} {}: {} to mend",
                refusal.status,
                Safe::as_str(&refusal.code),
                crate::ui::show::things(n, "field")
            )],
        };
        if used {
            self.notes.push(
                "A card token works once: make a new one, or give the card by number".to_owned(),
            );
        }
        let left = landed.rest.len().saturating_sub(MOST_LINES - 2);
        self.notes
            .extend(landed.rest.into_iter().take(MOST_LINES - 2));
        if left > 0 {
            self.notes
                .push(format!("and {left} more: @ shows the whole answer"));
        }
        if let Some(field) = first {
            self.go_to_field(field);
        }
    }
}
