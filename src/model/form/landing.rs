//! Where the messages of a refusal land: on the fields that they name, the rest in the bottom line.
use super::field::Field;
use crate::api::error::FieldMessage;
use std::collections::BTreeMap;

/// The messages of a refusal, sorted to where they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Landed {
    /// One text a field; several messages for one field are joined.
    pub fields: BTreeMap<Field, String>,
    /// What no field on the screen is about, with the parameter's raw name.
    pub rest: Vec<String>,
}

/// Sorts messages onto the fields that are on the screen.
pub fn land(messages: &[FieldMessage], fields: &[Field]) -> Landed {
    let mut landed = Landed::default();
    for message in messages {
        let (param, text) = (message.param.as_str(), message.message.as_str());
        match fields.iter().find(|field| field.is_named(param)) {
            Some(field) => {
                let own = landed.fields.entry(*field).or_default();
                join(own, text);
            }
            None => landed.rest.push(message.to_string()),
        }
    }
    landed
}

/// Adds a message to those of its field, unless it says the same.
fn join(own: &mut String, text: &str) {
    if own.split("; ").any(|said| said == text) {
        return;
    }
    if !own.is_empty() {
        own.push_str("; ");
    }
    own.push_str(text);
}
