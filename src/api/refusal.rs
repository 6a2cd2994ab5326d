//! Error answers of the API, in every shape that was seen (contract section 2).
use crate::api::error::{FieldMessage, Refusal};
use crate::api::ids::ChargeId;
use crate::api::lenient;
use crate::api::received::Received;
use crate::text::Safe;
use serde::Deserialize;
use serde_json::Value;

/// The most messages kept: there are fewer parameters than that.
const MOST: usize = 500;

#[derive(Default, Deserialize)]
struct Body {
    #[serde(default, deserialize_with = "lenient::opt")]
    error: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    error_description: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    messages: Option<Value>,
    #[serde(default, deserialize_with = "lenient::opt")]
    charge_token: Option<ChargeId>,
}

/// Reads an error answer. Of a body that is not the API's, nothing is kept.
pub fn read(received: &Received) -> Refusal {
    let bytes = match &received.body {
        Ok(bytes) if !received.web_page => bytes.as_slice(),
        _ => &[],
    };
    // One page of the API's documents prints the object inside a list. That is tried first, because serde
    // also reads a struct from a list, member by member.
    let body = match serde_json::from_slice::<[Body; 1]>(bytes) {
        Ok([body]) => body,
        Err(_) => serde_json::from_slice(bytes).unwrap_or_default(),
    };
    Refusal {
        status: received.status,
        code: body.error.unwrap_or_default(),
        description: body.error_description.unwrap_or_default(),
        messages: messages(body.messages.unwrap_or_default()),
        charge_token: body.charge_token,
        web_page: received.web_page,
    }
}

/// Reads `messages`: a list of objects, of texts, or an object of texts or of lists of them.
#[expect(clippy::wildcard_enum_match_arm, reason = "a foreign type")]
fn messages(value: Value) -> Vec<FieldMessage> {
    let mut found = Vec::new();
    match value {
        Value::Array(list) => list.iter().for_each(|entry| match entry {
            Value::Object(entry) => {
                let text = |name| entry.get(name).and_then(Value::as_str).unwrap_or_default();
                push(&mut found, text("param"), text("message"));
            }
            other => push_all(&mut found, "", other),
        }),
        Value::Object(map) => map
            .iter()
            .for_each(|(param, texts)| push_all(&mut found, param, texts)),
        other => push_all(&mut found, "", &other),
    }
    found.truncate(MOST);
    found
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a foreign type")]
fn push_all(found: &mut Vec<FieldMessage>, param: &str, texts: &Value) {
    match texts {
        Value::String(text) => push(found, param, text),
        Value::Array(list) => list
            .iter()
            .filter_map(Value::as_str)
            .for_each(|text| push(found, param, text)),
        _ => {}
    }
}

/// Keeps a message; `card[number]` is written `card.number`, as the recordings have it.
fn push(found: &mut Vec<FieldMessage>, param: &str, message: &str) {
    if message.trim().is_empty() {
        return;
    }
    found.push(FieldMessage {
        param: Safe::clean(&param.replace('[', ".").replace(']', "")),
        message: Safe::clean(message),
    });
}
