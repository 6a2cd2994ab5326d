//! 3-D Secure: the bank's questions to the cardholder, as far as the contract describes them (sections 1 and
//! 7).
//!
//! A charge with `fallback_ok` or with the result of an authentication done elsewhere (`version`, `eci`,
//! `cavv`, `transaction_id`) is an ordinary one.
//!
//! *Choice*, all the rest: a charge with `three_d_secure[enabled]` is answered 202 with a session token and
//! the address to send the holder to, which here is the caller's own `callback_url` with the session; the
//! holder has passed at once, and `GET /charges/verify?session_token=` answers the charge, or its refusal, as
//! `POST /charges` would have.

use http::StatusCode;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

use crate::sandbox::api::call::Call;
use crate::sandbox::api::params::Params;
use crate::sandbox::api::problem::{BLANK, Message, Problem};
use crate::sandbox::api::reply::{Outcome, Reply};
use crate::sandbox::world::records::{Charge, declines};
use crate::sandbox::world::token::{Kind, fresh};
use crate::sandbox::world::transaction::Transaction;

/// Returns where the cardholder is to come back to, if 3-D Secure is requested.
pub fn callback(params: &Params, messages: &mut Vec<Message>) -> Option<String> {
    let sent = params.nested("three_d_secure")?;
    // No test card takes part: where the charge may skip the questions it is an ordinary one (contract
    // section 14).
    let falls_back = sent.flag("fallback_ok").unwrap_or(false);
    if falls_back || !sent.flag("enabled").unwrap_or(false) {
        return None;
    }
    let callback = sent.filled("callback_url");
    if callback.is_none() {
        messages.push(Message::new("three_d_secure.callback_url", BLANK));
    }
    callback
}

/// Answers a charge whose cardholder must answer the bank's questions first.
pub fn begin(tx: &Transaction, charge: &Charge, callback: &str) -> Outcome {
    let session_token = fresh(Kind::Session)?;
    tx.db.sessions().add(&session_token, &charge.token)?;
    let joint = if callback.contains('?') { '&' } else { '?' };
    let session = utf8_percent_encode(&session_token, NON_ALPHANUMERIC);
    let redirect_url = format!("{callback}{joint}session_token={session}");
    let body = json!({ "session_token": session_token, "redirect_url": redirect_url });
    Reply::one(StatusCode::ACCEPTED, &body)
}

/// Answers with the charge of a session.
pub fn verify(tx: &mut Transaction, call: &Call) -> Outcome {
    let Some(session) = call.params.filled("session_token") else {
        return Err(Problem::invalid(vec![Message::new("session_token", BLANK)]));
    };
    let charge = tx.db.sessions().charge(&session)?;
    let charge = charge.ok_or_else(Problem::not_found)?;
    let (_, charge) = tx.charge(&charge)?;
    match charge.error_message.as_deref() {
        None => Reply::one(StatusCode::OK, &charge),
        Some(message) => Err(Problem::declined(
            declines::by_message(message).code,
            &charge.token,
        )),
    }
}
