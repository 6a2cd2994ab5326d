//! A request as it is shown: where it goes, and its body with the secrets masked.
use crate::api::body::{Members, Value};
use crate::api::write::Facts;
use crate::model::form::number;
use crate::text::{Safe, restore};

/// Returns the lines of a request to a server, one for each member of its body.
pub fn lines(facts: &Facts, base_url: &str) -> Vec<String> {
    let method = facts.method;
    let mut lines = vec![format!("{method} {base_url}/1{}", facts.path)];
    if let Some(body) = &facts.body {
        lines.push("{".to_owned());
        add(body, "  ", &mut lines);
        lines.push("}".to_owned());
    }
    lines
}

fn add(members: &Members, indent: &str, lines: &mut Vec<String>) {
    for (at, (name, value)) in members.iter().enumerate() {
        let comma = if at + 1 < members.len() { "," } else { "" };
        let shown = match value {
            Value::Text(text) => Safe::clean(text).as_str().to_owned(),
            Value::Pan(pan) => number::masked(pan.expose()),
            Value::Cvc(cvc) => "•".repeat(cvc.len()),
            Value::Object(inner) => {
                lines.push(format!("{indent}\"{name}\": {{"));
                add(inner, &format!("{indent}  "), lines);
                lines.push(format!("{indent}}}{comma}"));
                continue;
            }
        };
        // Line breaks and tabs are sent as what they are; JSON has signs of its own for them.
        let quoted = serde_json::to_string(&restore(&shown)).unwrap_or_default();
        lines.push(format!("{indent}\"{name}\": {quoted}{comma}"));
    }
}
