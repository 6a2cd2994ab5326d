//! Runs a row against a sandbox of its own and says what does not hold.

use std::fmt::Write;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::stage::Stage;
use super::table::{Row, Step};
use crate::sandbox::wire::*;

/// Holds a row to its lines; the first that does not hold is the answer.
pub async fn hold(row: &Row) -> Result<(), String> {
    let customers = row
        .lines
        .iter()
        .find_map(|line| line.strip_prefix("customers "));
    let customers = customers
        .map_or(Ok(0), str::parse)
        .map_err(|_| "customers".to_owned())?;
    let mut stage = Stage::new(customers).await;
    let mut headers: Vec<(String, String)> = Vec::new();
    let mut answer = None;
    let mut looked = false;
    for line in row
        .lines
        .iter()
        .filter(|line| !line.starts_with("customers "))
    {
        let filled = stage.fill(line).await?;
        match Step::read(&filled)? {
            Step::Header(name, value) => headers.push((name.to_owned(), value.to_owned())),
            Step::Hours(hours) => stage.sandbox.hours(hours),
            Step::With => {}
            Step::Fault(spec) => stage.sandbox.faults.arm(spec.parse().unwrap()),
            Step::Call(method, target, body) => {
                let sent = written(stage.sandbox.port, method, target, body, &headers);
                headers.clear();
                let bytes = stage.sandbox.raw(&sent).await;
                answer = (!bytes.is_empty()).then(|| taken_apart(&bytes));
            }
            Step::Keep(name, at) => {
                let answer = answer.as_ref().ok_or("nothing was answered")?;
                let kept = match at.strip_suffix(':') {
                    Some(header) => json!(answer.header(header)),
                    None => piece(answer, at)?,
                };
                stage.keep(name, &kept);
            }
            step => {
                looked = true;
                let answer = answer.as_ref().ok_or("nothing was answered")?;
                judge(&step, answer).map_err(|why| format!("{line}: {why}\n{}", shown(answer)))?;
            }
        }
    }
    if looked {
        Ok(())
    } else {
        Err("the row looks at nothing".to_owned())
    }
}

fn shown(answer: &Answer) -> String {
    let body: String = answer.body.chars().take(900).collect();
    format!("      {} {body}", answer.status)
}

/// Writes a request, with the key and a form's type unless the row says otherwise.
fn written(
    port: u16,
    method: &str,
    target: &str,
    body: &str,
    more: &[(String, String)],
) -> Vec<u8> {
    let mut lines = vec![
        ("Host".to_owned(), format!("127.0.0.1:{port}")),
        ("Authorization".to_owned(), basic(KEY)),
        ("Connection".to_owned(), "close".to_owned()),
    ];
    if !body.is_empty() {
        let kind = if body.starts_with("{\"") { JSON } else { FORM };
        lines.push(("Content-Type".to_owned(), kind.to_owned()));
        lines.push(("Content-Length".to_owned(), body.len().to_string()));
    }
    for (name, value) in more {
        let value = value
            .strip_prefix("key ")
            .map_or_else(|| value.clone(), basic);
        lines.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        lines.push((name.clone(), value));
    }
    lines.retain(|(_, value)| value != "none");
    let mut request = format!("{method} {target} HTTP/1.1\r\n");
    for (name, value) in lines {
        write!(request, "{name}: {value}\r\n").unwrap();
    }
    format!("{request}\r\n{body}").into_bytes()
}

fn judge(step: &Step, answer: &Answer) -> Result<(), String> {
    match step {
        Step::Status(status, body) => {
            same(&answer.status, status)?;
            if body.is_empty() {
                Ok(())
            } else {
                like(&answer.body, body)
            }
        }
        Step::Refused(complaints) => {
            same(&answer.status, &422)?;
            same(&answer.body, &refusal(complaints)?)
        }
        Step::Answers(name, value) => header(answer.header(name), value),
        Step::Piece(at, "is absent") => match answer.json().pointer(at) {
            None => Ok(()),
            Some(found) => Err(format!("found {found}")),
        },
        Step::Piece(at, value) => fits(&piece(answer, at)?, value),
        Step::Size(at, size) => {
            let list = piece(answer, at)?;
            same(&list.as_array().map(Vec::len), &Some(*size))
        }
        Step::All(at, name, value) => {
            let list = piece(answer, at)?;
            let members = list.as_array().ok_or("it is no list")?.iter();
            fits(&members.map(|member| member[name].clone()).collect(), value)
        }
        Step::Fields(at, names) => same(&members(&answer.body, at)?, names),
        _ => Err("it asks for nothing".to_owned()),
    }
}

fn same<T: PartialEq<U> + std::fmt::Debug + ?Sized, U: std::fmt::Debug + ?Sized>(
    ours: &T,
    theirs: &U,
) -> Result<(), String> {
    if ours == theirs {
        Ok(())
    } else {
        Err(format!("found {ours:?}"))
    }
}

fn piece(answer: &Answer, at: &str) -> Result<Value, String> {
    let found = answer.json().pointer(at).cloned();
    found.ok_or_else(|| format!("{at} is missing\n{}", shown(answer)))
}

/// Writes the body of a 422, whose codes follow from the parameters.
fn refusal(complaints: &str) -> Result<String, String> {
    let mut messages = Vec::new();
    for complaint in complaints.split("; ") {
        let (param, text) = complaint.split_once(": ").ok_or(complaint)?;
        let code = format!("{}_invalid", param.replace('.', "_"));
        messages.push(format!(
            r#"{{"param":"{param}","code":"{code}","message":"{text}"}}"#
        ));
    }
    let description = "One or more parameters were missing or invalid";
    let messages = messages.join(",");
    Ok(format!(
        r#"{{"error":"invalid_resource","error_description":"{description}","messages":[{messages}]}}"#
    ))
}

/// Compares a body with a pattern in which `<cus_>` stands for a token of that prefix.
fn like(body: &str, pattern: &str) -> Result<(), String> {
    let (mut body, mut pattern) = (body, pattern);
    while let Some((text, rest)) = pattern.split_once('<') {
        let Some((prefix, rest)) = rest.split_once('>') else {
            break;
        };
        let after = body
            .strip_prefix(text)
            .and_then(|after| after.strip_prefix(prefix));
        let after = after.filter(|after| is_opaque(after.get(..22).unwrap_or_default()));
        body = after
            .and_then(|after| after.get(22..))
            .ok_or_else(|| format!("it differs from {text}<{prefix}> on: {body}"))?;
        pattern = rest;
    }
    if body == pattern {
        Ok(())
    } else {
        Err(format!("it differs from {pattern} on: {body}"))
    }
}

fn is_opaque(text: &str) -> bool {
    text.len() == 22
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

fn header(found: Option<&str>, wanted: &str) -> Result<(), String> {
    let Some(found) = found else {
        return if wanted == "is absent" {
            Ok(())
        } else {
            Err("it is not sent".to_owned())
        };
    };
    match wanted.strip_prefix("is ") {
        Some(kind) => is(&json!(found), kind),
        None => same(found, wanted),
    }
}

fn fits(found: &Value, wanted: &str) -> Result<(), String> {
    if let Some(kind) = wanted.strip_prefix("is ") {
        return is(found, kind);
    }
    let wanted: Value = serde_json::from_str(wanted)
        .map_err(|error| format!("the table's value {wanted}: {error}"))?;
    if *found == wanted {
        Ok(())
    } else {
        Err(format!("found {found}"))
    }
}

/// Tells whether a value is of a kind.
fn is(found: &Value, kind: &str) -> Result<(), String> {
    let text = found.as_str().unwrap_or_default();
    let hex = |text: &str, length| {
        text.len() == length
            && text
                .chars()
                .all(|c| c.is_ascii_hexdigit() && !c.is_ascii_uppercase())
    };
    let (kind, of) = kind.split_once(' ').unwrap_or((kind, ""));
    let good = match kind {
        "text" => found.is_string(),
        "filled" => !text.is_empty(),
        "integer" => found.is_i64(),
        "bool" => found.is_boolean(),
        "object" => found.is_object(),
        "list" => found.is_array(),
        "starting" => text.starts_with(of),
        "token" => text.strip_prefix(of).is_some_and(is_opaque),
        "timestamp" => {
            text.len() == 20 && text.ends_with('Z') && text.parse::<jiff::Timestamp>().is_ok()
        }
        "runtime" => {
            text.split_once('.')
                .is_some_and(|(_, digits)| digits.len() == 6)
                && text.parse::<f64>().is_ok()
        }
        "uuid" => {
            text.split('-').map(str::len).eq([8, 4, 4, 4, 12]) && hex(&text.replace('-', ""), 32)
        }
        "etag" => text
            .strip_prefix("W/\"")
            .and_then(|rest| rest.strip_suffix('"'))
            .is_some_and(|digits| hex(digits, 32)),
        "least" => found.as_i64() >= of.parse().ok(),
        "falling" => found.as_array().is_some_and(|list| {
            list.windows(2)
                .all(|pair| pair[0].as_str() >= pair[1].as_str())
        }),
        "one" => of
            .split('|')
            .any(|word| word == text || (word == "null" && found.is_null())),
        _ => return Err(format!("the table's kind {kind} is not known")),
    };
    if good {
        Ok(())
    } else {
        Err(format!("found {found}"))
    }
}

/// Lists the members of an object in a body, in their order on the wire.
fn members(body: &str, at: &str) -> Result<Vec<String>, String> {
    let mut raw: Box<RawValue> = read(body)?;
    for name in at.split('/').filter(|name| !name.is_empty()) {
        let inner = if let Ok(nth) = name.parse::<usize>() {
            let list: Vec<Box<RawValue>> = read(raw.get())?;
            list.into_iter().nth(nth)
        } else {
            let object: Members = read(raw.get())?;
            let mut members = object.0.into_iter();
            members.find_map(|(found, value)| (found == name).then_some(value))
        };
        raw = inner.ok_or_else(|| format!("{name} is missing"))?;
    }
    let object: Members = read(raw.get())?;
    Ok(object.0.into_iter().map(|(name, _)| name).collect())
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

/// The members of an object as they stand on the wire.
struct Members(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Members;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        from.deserialize_map(InOrder)
    }
}
