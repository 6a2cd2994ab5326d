//! What the answer to a form means for it.
use super::sending::{Errand, What};
use super::{Form, specs};
use crate::api::error::{Error, ErrorKind, Fate, Refusal};
use crate::api::reply::Reply;
use crate::api::subject::Subject;
use crate::api::write::Write;
use crate::model::ask::FormKind;
use crate::model::cx::{Cx, Sight};
use crate::model::form::field::{Field, Source};
use crate::model::form::landing::land;
use crate::secret::facts::TestCard;
use crate::text::Safe;
use crate::ui::show;

impl Form {
    /// Makes a token of a test card; the answer fills it in.
    pub(super) fn make_token(&mut self, card: &TestCard, cx: &mut Cx) {
        if self.sending.is_busy() || self.content().terms.is_live() {
            return;
        }
        if let Some(card) = self.editor.test_card(card) {
            cx.write(Write::CreateCard(card), None);
            self.sending.begin(What::Token, &cx.sight);
            self.editor.expect_token();
        }
    }

    pub(super) fn take_reply(
        &mut self,
        awaited: &Errand,
        result: &Result<Reply, Error>,
        cx: &mut Cx,
    ) {
        match (awaited.what, result) {
            (What::Token, Ok(reply)) => {
                if let Reply::CardCreated(card) = reply {
                    self.editor.use_token(&card.token);
                }
            }
            (What::Token, Err(error)) => {
                let why = error.headline(cx.sight.host());
                self.editor.remarks.note(format!("No card token: {why}"));
            }
            (What::Send, Err(error)) if error.fate != Some(Fate::Unknown) => {
                self.take_refusal(error, cx);
            }
            (What::Send, _) => {
                self.editor.content.entries.wipe();
                self.sending.finish(awaited, result.is_err());
            }
        }
    }

    /// Goes back to the fields with everything as it was typed, and says there what was refused.
    fn take_refusal(&mut self, error: &Error, cx: &mut Cx) {
        self.close_review(&cx.sight);
        if let ErrorKind::Refused(refusal) = &error.kind {
            self.land_refusal(refusal, error, &cx.sight);
        } else {
            self.editor.remarks.note(self.in_full(error, &cx.sight));
        }
        if self.content().is_edit() && status(error) == Some(404) {
            self.lose_customer(&cx.sight);
        }
        if let (Some(409), Some(id)) = (status(error), self.content().kind.customer()) {
            cx.doubt(Subject::Customer(id.clone()));
        }
    }

    /// Returns what happened, that nothing was changed, and what to do next.
    fn in_full(&self, error: &Error, sight: &Sight) -> String {
        let said = [
            &error.headline(sight.host()),
            error.consequence().unwrap_or_default(),
            &self.next_step(error, sight),
        ];
        said.join(" ")
    }

    /// Returns what to do next, with the keys that do it here.
    fn next_step(&self, error: &Error, sight: &Sight) -> String {
        let next = match (&error.kind, status(error)) {
            (ErrorKind::Throttled { retry_after, .. }, _) => {
                let wait = retry_after.map_or_else(
                    || "a moment".to_owned(),
                    |wait| format!("{} s", wait.as_secs().max(1)),
                );
                let again = sight
                    .keymap
                    .fill("then press {form.review} and send again.");
                return format!("Wait {wait}, {again}");
            }
            (_, Some(409)) if self.content().is_edit() => {
                "{form.review} reads it again and compares the original, theirs and yours."
            }
            (_, Some(code))
                if code == 409 || code == 404 && self.content().kind.customer().is_some() =>
            {
                "{form.back} closes the form and keeps the draft; then {global.refresh_all} refreshes."
            }
            _ => return error.advice().to_owned(),
        };
        sight.keymap.fill(next)
    }

    fn land_refusal(&mut self, refusal: &Refusal, error: &Error, sight: &Sight) {
        let mut landed = land(&refusal.messages, &self.content().fields());
        let used = refusal.code.as_str() == "token_already_used";
        if used && self.content().entries.source == Source::Token {
            let text = "already used: works once".to_owned();
            landed.fields.insert(Field::TOKEN, text);
        }
        self.editor.remarks.note(match landed.fields.len() {
            0 => self.in_full(error, sight),
            n => format!(
                "Refused, nothing was changed: {} to fix ({} {})",
                show::things(n, "field"),
                refusal.status,
                Safe::as_str(&refusal.code)
            ),
        });
        if used {
            let next = "A card token works once: create a new one, or enter the card number";
            self.editor.remarks.notes.push(next.to_owned());
        }
        self.editor.remarks.notes.extend(landed.rest);
        self.editor.refuse(landed.fields);
    }

    /// Takes note that the customer is gone: what was typed is kept for a new one.
    pub(super) fn lose_customer(&mut self, sight: &Sight) {
        let new = FormKind::NewCustomer;
        let spec = specs::of(&new);
        if self.editor.content.leave_to(new, spec, sight) {
            let gone = "This customer no longer exists in Pin Payments. {form.back} keeps your text as a draft for a new customer; {customers.new} opens it";
            self.editor.remarks.note(sight.keymap.fill(gone));
        }
    }
}

/// Returns the status with which the API refused, where its answer was data.
fn status(error: &Error) -> Option<u16> {
    if let ErrorKind::Refused(refusal) = &error.kind
        && !refusal.web_page
    {
        Some(refusal.status)
    } else {
        None
    }
}
