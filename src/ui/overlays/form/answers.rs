//! What the answer to a form means for it.
use super::{End, Errand, Form, What};
use crate::api::error::{Error, ErrorKind, Fate, Refusal};
use crate::api::reply::Reply;
use crate::api::subject::Subject;
use crate::model::cx::Cx;
use crate::model::form::Finding;
use crate::model::form::field::{Field, Source};
use crate::model::form::landing::land;
use crate::text::Safe;

impl Form {
    pub(super) fn take_reply(
        &mut self,
        awaited: &Errand,
        result: &Result<Reply, Error>,
        cx: &mut Cx,
    ) {
        match (awaited.what, result) {
            (What::Token, Ok(Reply::CardCreated(card))) => {
                self.entries.set(Field::Token, card.token.as_str());
                self.give_card_by(Source::Token);
                self.changed(Field::Token);
                self.said = Some((Field::Token, Finding::good("created, works once")));
            }
            (What::Token, Ok(_)) => {}
            (What::Token, Err(error)) => {
                self.notes = vec![format!(
                    "No card token: {}",
                    error.headline(cx.sight.host())
                )];
            }
            (What::Send, Ok(_)) => {
                self.entries.wipe();
                self.end = Some(End::Sent);
            }
            (What::Send, Err(error)) if error.fate == Some(Fate::Unknown) => {
                self.entries.wipe();
                self.sent_unknown = Some(awaited.sent.at);
                self.end = Some(End::Unsure);
            }
            (What::Send, Err(error)) => self.take_refusal(error, cx),
        }
    }

    /// Goes back to the fields with everything as it was typed, and says there what was refused.
    fn take_refusal(&mut self, error: &Error, cx: &mut Cx) {
        self.close_review(&cx.sight);
        let host = cx.sight.host();
        if let ErrorKind::Refused(refusal) = &error.kind {
            self.land_refusal(refusal, error, host);
        } else {
            self.notes = vec![self.in_full(error, host)];
        }
        if self.is_editing() && status(error) == Some(404) {
            self.lose_customer(&cx.sight);
        }
        if let (Some(409), Some(id)) = (status(error), self.customer()) {
            cx.doubt(Subject::Customer(id.clone()));
        }
    }

    /// Says what happened, that nothing was changed, and what to do next.
    fn in_full(&self, error: &Error, host: &str) -> String {
        let said = [
            &error.headline(host),
            error.consequence().unwrap_or_default(),
            &self.next_step(error),
        ];
        said.join(" ")
    }

    /// Says what to do next, with the keys that do it here.
    fn next_step(&self, error: &Error) -> String {
        match (&error.kind, status(error)) {
            (ErrorKind::Throttled { retry_after, .. }, _) => {
                let wait = retry_after.map_or_else(
                    || "a moment".to_owned(),
                    |wait| format!("{} s", wait.as_secs().max(1)),
                );
                format!("Wait {wait}, then press Ctrl-S and send again.")
            }
            (_, Some(404)) if self.customer().is_some() => {
                "Esc closes the form and keeps the draft; then R refreshes.".to_owned()
            }
            (_, Some(409)) if self.is_editing() => {
                "Ctrl-S reads it again and compares the original, theirs and yours.".to_owned()
            }
            (_, Some(409)) => {
                "Esc closes the form and keeps the draft; then R refreshes.".to_owned()
            }
            _ => error.advice().to_owned(),
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
            let text = "already used: works once".to_owned();
            self.refused.insert(Field::Token, text);
        }
        let first = first.or(used.then_some(Field::Token));
        self.notes = match self.refused.len() {
            0 => vec![self.in_full(error, host)],
            n => vec![format!(
                "Refused, nothing was changed: {} to fix ({} {})",
                crate::ui::show::things(n, "field"),
                refusal.status,
                Safe::as_str(&refusal.code)
            )],
        };
        if used {
            self.notes.push(
                "A card token works once: create a new one, or enter the card number".to_owned(),
            );
        }
        self.notes.extend(landed.rest);
        if let Some(field) = first {
            self.go_to_field(field);
        }
    }
}

/// Gives the status with which the API refused, where its answer was data.
fn status(error: &Error) -> Option<u16> {
    match &error.kind {
        ErrorKind::Refused(refusal) if !refusal.web_page => Some(refusal.status),
        _ => None,
    }
}
