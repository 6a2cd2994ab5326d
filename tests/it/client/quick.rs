//! The quick way through a page against the one that takes it apart row by row: both must say the same.
use super::cus;
use crate::text::at_least;
use pintui::api::cards::Card;
use pintui::api::customers::Customer;
use pintui::api::depth::is_too_deep;
use pintui::api::read::Read;
use pintui::api::{decode, quick};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(folder)
}

/// Gives the bytes of every file in a folder and those below it.
fn files(folder: &Path) -> Vec<Vec<u8>> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![std::fs::read(&path).expect("a file")]
            }
        })
        .collect()
}

/// Gives what was recorded as bodies, and each record of them as a list of one.
fn recorded() -> Vec<Value> {
    let mut bodies = Vec::new();
    for file in files(&fixtures("recorded")) {
        let Ok(exchange) = serde_json::from_slice::<Value>(&file) else {
            continue;
        };
        let body = exchange["response"]["body"].clone();
        bodies.push(json!({"response": [body["response"]]}));
        bodies.push(body);
    }
    bodies
}

fn page_of_two() -> Value {
    let exchange = files(&fixtures("recorded/doc-examples-2023"))
        .iter()
        .filter_map(|file| serde_json::from_slice::<Value>(file).ok())
        .find(|exchange| {
            quick::page::<Customer>(&bytes(&exchange["response"]["body"]), 1).is_some()
        });
    let mut body = exchange.expect("a page of customers")["response"]["body"].clone();
    let rows = body["response"].as_array_mut().expect("a list");
    rows.truncate(1);
    rows.push(
        json!({"token": "cus_b", "email": null, "notes": "a\tb \u{1b}[2J 4200 0000 0000 0000"}),
    );
    body
}

fn bytes(body: &Value) -> Vec<u8> {
    body.to_string().into_bytes()
}

#[track_caller]
fn same(body: &[u8]) {
    let cards = Read::ListCards(cus(), 1);
    for read in [Read::ListCustomers(1), cards] {
        let (quick, slow) = (decode::reply(&read, body), decode::row_by_row(&read, body));
        assert!(
            quick == slow,
            "{quick:?}\n{slow:?}\n{}",
            String::from_utf8_lossy(body)
        );
    }
}

/// Says where every value below this one stands.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                places(value, &format!("{at}/{index}"), found);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                places(value, &format!("{at}/{name}"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn every_recorded_and_nasty_body_reads_the_same() {
    for body in recorded() {
        same(&bytes(&body));
    }
    for body in files(&fixtures("nasty")) {
        same(&body);
    }
}

#[test]
fn a_list_in_place_of_the_envelope_is_no_page() {
    let page = page_of_two();
    let listed = bytes(&json!([page["response"], page["pagination"]]));
    assert_eq!(quick::page::<Customer>(&listed, 1), None);
    same(&listed);
}

#[test]
fn what_the_api_sends_is_read_quickly() {
    let name = |name: &str| fixtures("recorded").join(name);
    let body = |path: PathBuf| {
        let exchange: Value =
            serde_json::from_slice(&std::fs::read(path).expect("a file")).expect("JSON");
        bytes(&exchange["response"]["body"])
    };
    for file in [
        "doc-examples-2023/02-get-customers.json",
        "vcr-2013/01-list-customers-a.json",
        "vcr-2013/12-list-customers-b.json",
    ] {
        assert!(
            quick::page::<Customer>(&body(name(file)), 1).is_some(),
            "{file}"
        );
    }
    let cards = body(name("doc-examples-2023/05-get-customer-cards.json"));
    assert!(quick::page::<Card>(&cards, 1).is_some());
}

#[test]
fn odd_values_anywhere_read_the_same() {
    let page = page_of_two();
    let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let odd = [
        "null",
        "true",
        "0",
        "-1",
        "1e999",
        "12",
        "4200000000000000",
        "18446744073709551616",
        "\"\"",
        "\"12\"",
        "\"a/b\"",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "[]",
        "{}",
        "[\"cus_x\",\"a@b.c\"]",
        "[\"card_x\"]",
        "{\"token\":\"x\"}",
        "{\"token\":\"x\",\"token\":\"y\"}",
        "{\"\\u0074oken\":\"x\"}",
        "\"2026-11-01T00:00:00Z\"",
        "\"[[[[{{{{\\\"\"",
        &deep(60),
        &deep(61),
        &deep(65),
        &deep(200),
        "nul",
    ];
    let mut found = Vec::new();
    places(&page, "", &mut found);
    for at in found {
        let mut marked = page.clone();
        *marked.pointer_mut(&at).expect("a value") = "@@".into();
        let marked = marked.to_string();
        for value in odd {
            same(marked.replace("\"@@\"", value).as_bytes());
            // The same member once more, before and behind it, by its name and without.
            let name = at.rsplit('/').next().unwrap_or_default();
            let twice = format!("{value},\"{name}\":\"cus_twice\",\"other\":{value}");
            same(marked.replace("\"@@\"", &twice).as_bytes());
            let twice = format!("\"cus_twice\",\"{name}\":{value}");
            same(marked.replace("\"@@\"", &twice).as_bytes());
        }
    }
}

#[test]
fn damaged_bodies_read_the_same() {
    let body = bytes(&page_of_two());
    for at in 0..body.len() {
        same(&body[..at]);
        for byte in [b'"', b'{', b']', b',', b'\\', b'0', b'\n', 0xff] {
            if (at + usize::from(byte)).is_multiple_of(3) {
                let mut damaged = body.clone();
                damaged[at] = byte;
                same(&damaged);
            }
        }
    }
}

/// Counts brackets byte by byte.
fn is_deeper_than_64(text: &str) -> bool {
    let (mut depth, mut deepest, mut in_text, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'[' | b'{' if !in_text => depth += 1,
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest > 64
}

proptest! {
    #![proptest_config(at_least(4_000))]

    #[test]
    fn depth_is_told_as_byte_by_byte(
        text in "([\\[{]{0,40}[\"\\\\\\]}aé]{0,3}){0,8}", levels in 62_usize..68,
    ) {
        for text in [text.clone(), format!("{text}{}", "[".repeat(levels)), format!("{}{text}", "{".repeat(levels))] {
            prop_assert_eq!(is_too_deep(&text), is_deeper_than_64(&text), "{}", text);
        }
    }
}
