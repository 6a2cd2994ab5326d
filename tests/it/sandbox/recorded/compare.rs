//! Sends recorded requests again and compares the answers.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::Timestamp;
use pintui::sandbox::{DEFAULT_SEED, Store};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::{OWN, differs};
use crate::sandbox::wire::*;

/// What was played, and what was found.
#[derive(Default)]
pub struct Played {
    pub names: BTreeSet<String>,
    pub differed: BTreeSet<(String, String)>,
    pub wrong: Vec<String>,
}

/// One recorded exchange.
#[derive(Deserialize)]
pub struct Exchange {
    pub request: Request,
    pub response: Response,
}

#[derive(Deserialize)]
pub struct Request {
    pub method: String,
    pub path: String,
    pub query: Option<String>,
    pub content_type: Option<String>,
    pub body: Option<String>,
}

#[derive(Deserialize)]
pub struct Response {
    pub status: Option<u16>,
    #[serde(default)]
    pub headers: std::collections::BTreeMap<String, String>,
    pub body_bytes: Option<usize>,
    body: Box<RawValue>,
}

impl Response {
    pub fn json(&self) -> Value {
        serde_json::from_str(self.body.get()).unwrap()
    }

    /// Gives the body as it was on the wire: its members in their order, without the blanks of the file.
    pub fn bytes(&self) -> String {
        let mut quoted = false;
        let mut escaped = false;
        let kept = self.body.get().chars().filter(|c| {
            let keeps = quoted || !c.is_ascii_whitespace();
            quoted = if *c == '"' && !escaped {
                !quoted
            } else {
                quoted
            };
            escaped = quoted && *c == '\\' && !escaped;
            keeps
        });
        kept.collect()
    }
}

pub fn exchange(name: &str) -> Exchange {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/recorded");
    let text = std::fs::read_to_string(folder.join(format!("{name}.json"))).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Starts an empty sandbox at a moment.
pub async fn at(moment: &str) -> Sandbox {
    start(0, DEFAULT_SEED, Store::Memory, moment).await
}

/// Moves a sandbox from one moment to another.
pub fn moved(sandbox: &Sandbox, from: &str, to: &str) {
    let [from, to]: [Timestamp; 2] = [from, to].map(|moment| moment.parse().unwrap());
    sandbox.clock.advance(to.duration_since(from));
}

impl Played {
    /// Sends a recorded request with other tokens in it, and compares the answer.
    pub async fn again(&mut self, sandbox: &Sandbox, name: &str, swaps: &[(&str, &str)]) -> Answer {
        let Request {
            method,
            path,
            query,
            content_type,
            body,
        } = exchange(name).request;
        let query = query.map_or_else(String::new, |query| format!("?{query}"));
        let mut sent = [format!("{path}{query}"), body.unwrap_or_default()];
        for (old, new) in swaps {
            assert!(
                sent.iter().any(|text| text.contains(old)),
                "{name} has no {old}"
            );
            sent = sent.map(|text| text.replace(old, new));
        }
        let [target, body] = sent;
        let kind = content_type.unwrap_or_default();
        let answer = sandbox.send(&method, &target, &kind, &body).await.unwrap();
        self.compare(&answer, name);
        answer
    }

    /// Compares an answer with a recorded one: status, headers and every member of the body.
    pub fn compare(&mut self, answer: &Answer, name: &str) {
        self.names.insert(name.to_owned());
        let recorded = exchange(name).response;
        if recorded
            .status
            .is_some_and(|status| status != answer.status)
        {
            self.wrong
                .push(format!("{name}: {} {}", answer.status, answer.body));
        }
        for (header, theirs) in &recorded.headers {
            let ours = answer.header(header);
            if let Err(why) = head(header, ours, theirs) {
                self.wrong.push(format!("{name}: {header} {why}: {ours:?}"));
            }
        }
        self.covers(name, "", &answer.json(), &recorded.json());
    }

    /// Insists that `ours` has every member of `theirs` with the same value, unless that is its own or known to differ.
    fn covers(&mut self, name: &str, path: &str, ours: &Value, theirs: &Value) {
        if differs(name, path) {
            if ours != theirs {
                self.differed.insert((name.to_owned(), path.to_owned()));
            }
            return;
        }
        match (ours, theirs) {
            (Value::Object(ours), Value::Object(theirs)) => {
                for (member, theirs) in theirs {
                    let inner = if path.is_empty() {
                        member.clone()
                    } else {
                        format!("{path}.{member}")
                    };
                    self.covers(name, &inner, ours.get(member).unwrap_or(&MISSING), theirs);
                }
            }
            (Value::Array(ours), Value::Array(theirs)) => {
                if ours.len() != theirs.len() {
                    self.wrong.push(format!(
                        "{name}: {path} has {} rows, not {}",
                        ours.len(),
                        theirs.len()
                    ));
                }
                for (ours, theirs) in ours.iter().zip(theirs) {
                    self.covers(name, &format!("{path}[]"), ours, theirs);
                }
            }
            // Put together from what a suite asserts, not recorded.
            (Value::String(_), Value::String(theirs)) if theirs == "<string>" => {}
            (Value::String(ours), Value::String(theirs)) if is_own(path) => {
                let prefix = |text: &str| text.split('_').next().map(str::to_owned);
                if prefix(ours) != prefix(theirs) || ours.len() != theirs.len() {
                    self.wrong
                        .push(format!("{name}: {path} is {ours}, no token like {theirs}"));
                }
            }
            _ if ours == theirs => {}
            _ => self
                .wrong
                .push(format!("{name}: {path} is {ours}, not {theirs}")),
        }
    }
}

/// Stands for a member that is not there; no recorded value is this one.
static MISSING: Value = Value::String(String::new());

fn is_own(path: &str) -> bool {
    OWN.contains(&path.rsplit('.').next().unwrap_or_default())
}

/// Compares a header: those of 2025 are the same, those of 2013 where the contract still has them.
fn head(name: &str, ours: Option<&str>, theirs: &str) -> Result<(), &'static str> {
    let name = name.to_ascii_lowercase();
    let missing = if ours.is_none() {
        Err("is missing")
    } else {
        Ok(())
    };
    let words = |text: &str| text.split(", ").map(str::to_owned).collect::<BTreeSet<_>>();
    match name.as_str() {
        // The connection's, nginx's and the framework's of 2013; and the lengths of bodies with fewer members.
        "date" | "server" | "status" | "x-rack-cache" | "content-length" | "connection" => Ok(()),
        "vary" if theirs == "User-Agent" => Ok(()),
        "etag" | "x-request-id" | "x-runtime" | "x-requested-from" => missing,
        // It was another in 2013, 2018 and 2020 than it is since.
        "strict-transport-security" if !theirs.starts_with("max-age=252455616") => missing,
        "cache-control" => {
            let ours = words(ours.unwrap_or_default());
            // In 2013 some errors were private as well.
            if ours.is_subset(&words(theirs)) && !ours.is_empty() {
                Ok(())
            } else {
                Err("differs")
            }
        }
        _ if ours == Some(theirs) => Ok(()),
        _ => Err("differs"),
    }
}
