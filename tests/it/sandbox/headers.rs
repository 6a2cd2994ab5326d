//! The heads of answers, held to the recorded ones.

use serde_json::Value;

use super::wire::*;

/// Reads the headers of a recorded answer.
fn recorded(name: &str) -> Vec<(String, String)> {
    let path = format!(
        "{}/tests/fixtures/recorded/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let exchange: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let headers = exchange["response"]["headers"].as_object().unwrap();
    headers
        .iter()
        .map(|(name, value)| (name.clone(), text(value)))
        .collect()
}

/// Puts a sign for every letter and digit, so that two values of one form become equal.
fn form(value: &str) -> String {
    let sign = |c: char| match c {
        'a'..='f' | '0'..='9' => '#',
        c => c,
    };
    value.chars().map(sign).collect()
}

#[tokio::test]
async fn a_made_card_has_the_head_that_was_recorded_in_2025() {
    let sandbox = sandbox(0).await;
    let made = sandbox.post("/1/cards", CARD).await;
    assert_eq!(made.status, 201);
    let recorded = recorded("transcript-2025/01-create-payment-source");
    for (name, theirs) in &recorded {
        let ours = made.header(name).unwrap_or("missing");
        match name.as_str() {
            // The one is the proxy's in front, the other differs with each day and body.
            "Server" => assert_eq!(ours, "missing"),
            "Date" => assert!(ours.ends_with(" GMT"), "{ours}"),
            "Content-Length" => assert_eq!(ours, made.body.len().to_string()),
            "X-Requested-From" => assert_eq!(ours, "127.0.0.1"),
            "ETag" | "X-Request-Id" | "X-Runtime" => {
                assert_eq!(form(ours), form(theirs), "{name}");
            }
            _ => assert_eq!(ours, theirs, "{name}"),
        }
    }
    let names: Vec<&str> = made.headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names.len(), recorded.len() - 1, "it sends more: {names:?}");
}

#[tokio::test]
async fn a_request_id_is_a_random_uuid_of_its_own() {
    let sandbox = sandbox(0).await;
    let mut seen = std::collections::HashSet::new();
    for _ in 0..50 {
        let answer = sandbox.get("/1/plans/x").await;
        let id = uuid::Uuid::parse_str(answer.header("x-request-id").unwrap()).unwrap();
        assert_eq!(id.get_version_num(), 4);
        assert!(seen.insert(id));
    }
}

#[tokio::test]
async fn an_etag_belongs_to_a_body() {
    let sandbox = sandbox(200).await;
    let mut seen = std::collections::HashMap::new();
    for path in ["/1/plans", "/1/subscriptions", "/1/charges", "/1/customers"] {
        for page in [1, 2, 3, 900] {
            let answer = sandbox.get(&format!("{path}?page={page}")).await;
            let etag = answer.header("etag").unwrap().to_owned();
            assert_eq!(form(&etag), format!("W/\"{}\"", "#".repeat(32)));
            let other = seen.insert(etag, answer.body.clone());
            assert!(other.is_none_or(|other| other == answer.body));
        }
    }
    assert_eq!(seen.len(), 16);
    let tag = sandbox
        .get("/1/customers")
        .await
        .header("etag")
        .unwrap()
        .to_owned();
    let token = text(&sandbox.get("/1/customers").await.response()[0]["token"]);
    sandbox
        .put(&format!("/1/customers/{token}"), "company=Pins")
        .await;
    assert_ne!(
        sandbox.get("/1/customers").await.header("etag").unwrap(),
        tag
    );
}

#[tokio::test]
async fn a_refusal_is_not_kept_by_caches_and_is_named_by_no_etag() {
    let sandbox = sandbox(1).await;
    let token = text(&sandbox.get("/1/customers").await.response()[0]["token"]);
    let declined = with(CARD, "number", Some("4100000000000001"));
    let charge = format!("email=a@example.com&amount=400&{}", nested(&declined));
    let primary = text(&sandbox.get("/1/customers").await.response()[0]["card"]["token"]);
    let refused = [
        (404, sandbox.get("/1/customers/x").await),
        (404, sandbox.get("/1/x").await),
        (400, sandbox.post("/1/charges", &charge).await),
        (422, sandbox.post("/1/customers", "").await),
        (
            400,
            sandbox
                .delete(&format!("/1/customers/{token}/cards/{primary}"))
                .await,
        ),
        (400, sandbox.get("/1/customers?%ff").await),
        (
            401,
            taken_apart(&sandbox.raw(stranger(sandbox.port).as_bytes()).await),
        ),
    ];
    for (status, answer) in refused {
        assert_eq!(answer.status, status, "{}", answer.body);
        assert_eq!(answer.header("cache-control"), Some("no-cache"));
        assert_eq!(
            answer.header("content-type"),
            Some("application/json; charset=utf-8")
        );
        assert_eq!(answer.header("etag"), None);
        assert_eq!(answer.header("x-requested-from"), None);
        for name in [
            "x-request-id",
            "x-runtime",
            "strict-transport-security",
            "x-frame-options",
        ] {
            assert!(answer.header(name).is_some(), "{name}");
        }
    }
}

fn stranger(port: u16) -> String {
    format!("GET /1/customers HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")
}

#[tokio::test]
async fn a_204_says_nothing_of_a_body_and_a_head_is_that_of_its_get() {
    let sandbox = sandbox(3).await;
    let token = text(&sandbox.get("/1/customers").await.response()[0]["token"]);
    let path = format!("/1/customers/{token}");
    let get = sandbox.get(&path).await;
    let head = sandbox.send("HEAD", &path, "", "").await.unwrap();
    for name in ["content-length", "content-type", "etag", "cache-control"] {
        assert_eq!(head.header(name), get.header(name), "{name}");
    }
    assert_eq!(head.body, "");
    let gone = sandbox.delete(&path).await;
    assert_eq!((gone.status, gone.body.as_str()), (204, ""));
    for name in [
        "content-length",
        "content-type",
        "transfer-encoding",
        "etag",
    ] {
        assert_eq!(gone.header(name), None, "{name}");
    }
    assert_eq!(gone.header("cache-control"), Some("no-cache"));
    // A connection that goes on shows where an answer ends.
    let mut row = request(sandbox.port, "HEAD", "/1/plans", "");
    let token = text(&sandbox.get("/1/customers").await.response()[0]["token"]);
    row.extend(request(
        sandbox.port,
        "DELETE",
        &format!("/1/customers/{token}"),
        "",
    ));
    row.extend(request(sandbox.port, "GET", "/1/plans/x", ""));
    assert_eq!(statuses(&sandbox, &row).await, [200, 204, 404]);
}
