//! Paths, bodies, encodings and headers (contract section 1).

use super::wire::*;

#[tokio::test]
async fn trailing_and_doubled_slashes_and_empty_queries_mean_nothing() {
    let sandbox = sandbox(30).await;
    let token = text(&sandbox.get("/1/customers").await.response()[0]["token"]);
    for path in [
        "/1/customers/",
        "//1//customers",
        "/1/customers?",
        "/1/customers?page=",
        "/1/customers/?page=1",
    ] {
        assert_eq!(
            sandbox.get(path).await.response()[0]["token"],
            token.as_str(),
            "{path}"
        );
    }
    let made = sandbox
        .post(&format!("/1/customers//{token}/cards"), CARD)
        .await;
    assert_eq!(made.status, 201, "{}", made.body);
    let deleted = sandbox
        .delete(&format!("/1/customers/{token}?page=1"))
        .await;
    assert_eq!(deleted.status, 204);
}

#[tokio::test]
async fn forms_with_raw_and_encoded_brackets_and_json_say_the_same() {
    let sandbox = sandbox(0).await;
    let raw = format!("email=a@example.com&{}", nested(CARD));
    let encoded = raw
        .replace('[', "%5B")
        .replace(']', "%5D")
        .replace('@', "%40");
    let json = r#"{"email":"a@example.com","card":{"number":5520000000000000,"expiry_month":"05","expiry_year":2029,
        "cvc":123,"name":"Roland Robot","address_line1":"42 Sevenoaks St","address_city":"Lathlain",
        "address_postcode":6454,"address_state":"WA","address_country":"Australia"}}"#;
    let mut cards = Vec::new();
    for (kind, body) in [
        (FORM, raw.as_str()),
        (FORM, &encoded),
        ("", &raw),
        (JSON, json),
        (&format!("{JSON}; charset=utf-8"), json),
    ] {
        let made = sandbox
            .send("POST", "/1/customers", kind, body)
            .await
            .unwrap();
        assert_eq!(made.status, 201, "{kind} {}", made.body);
        let mut card = made.response()["card"].clone();
        card["token"].take();
        card["customer_token"].take();
        cards.push(card);
    }
    assert!(cards.windows(2).all(|pair| pair[0] == pair[1]), "{cards:?}");
    assert_eq!(cards[0]["expiry_month"], 5);
    assert_eq!(cards[0]["expiry_year"], 2029);
    assert_eq!(cards[0]["address_line2"], serde_json::Value::Null);
}

#[tokio::test]
async fn a_text_sent_blank_stays_blank_and_unicode_survives() {
    let sandbox = sandbox(0).await;
    let form = format!(
        "{}&address_line2=",
        with(CARD, "name", Some("Zo%C3%AB+%E7%8E%8B"))
    );
    let card = sandbox.post("/1/cards", &form).await.response();
    assert_eq!(card["address_line2"], "");
    assert_eq!(card["name"], "Zoë 王");
}

#[tokio::test]
async fn unknown_parameters_are_ignored() {
    let sandbox = sandbox(3).await;
    assert_eq!(
        sandbox
            .get("/1/customers?colour=red&sort=email")
            .await
            .response()
            .as_array()
            .unwrap()
            .len(),
        3
    );
    let form = format!("email=a@example.com&colour[of][hat]=red&{}", nested(CARD));
    assert_eq!(sandbox.post("/1/customers", &form).await.status, 201);
}

#[tokio::test]
async fn odd_parameters_are_ignored_and_the_last_of_several_counts() {
    let sandbox = sandbox(60).await;
    for query in [
        "&&",
        "a",
        "=",
        "=1",
        "a[=1",
        "a]=1",
        "[]=1",
        "[x]=1",
        "%zz",
        "a=1&a[b]=2",
        "a[b]=2&a=1",
        "a[b]=2&a[]=1",
        "a[b][c][d][e][f][g][h]=1",
        "%5B%5D",
        "a[]=1&a[]=2",
    ] {
        let list = sandbox.get(&format!("/1/customers?page=2&{query}")).await;
        assert_eq!(
            (list.status, &list.json()["pagination"]["current"]),
            (200, &2.into()),
            "{query}"
        );
    }
    for query in [
        "page=1&page=2",
        "page[]=2",
        "page=+2",
        "page=2%20",
        "%70age=2",
    ] {
        let list = sandbox.get(&format!("/1/customers?{query}")).await;
        assert_eq!(list.json()["pagination"]["current"], 2, "{query}");
    }
    let form = format!(
        "email=a@example.com&amount=400&metadata[0]=x&metadata%5B1%5D=y&{}",
        nested(CARD)
    );
    let metadata = sandbox.post("/1/charges", &form).await.response()["metadata"].clone();
    assert_eq!(metadata, serde_json::json!({"0": "x", "1": "y"}));
}

#[tokio::test]
async fn an_unreadable_body_is_refused() {
    let sandbox = sandbox(0).await;
    for (kind, body) in [(JSON, "{\"email\":"), (JSON, "[1]"), (FORM, "email=%ff%fe")] {
        let answer = sandbox
            .send("POST", "/1/customers", kind, body)
            .await
            .unwrap();
        assert_eq!(
            (answer.status, &answer.json()["error"]),
            (400, &"invalid_request".into()),
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_get_with_a_body_of_another_type_is_answered() {
    let sandbox = sandbox(1).await;
    assert_eq!(
        sandbox
            .send("GET", "/1/customers", "application/octet-stream", "x")
            .await
            .unwrap()
            .status,
        200
    );
}

#[tokio::test]
async fn paths_and_methods_that_do_not_exist_are_404() {
    let sandbox = sandbox(1).await;
    let requests = [
        ("GET", "/"),
        ("GET", "/1"),
        ("GET", "/2/customers"),
        ("PATCH", "/1/customers"),
        ("DELETE", "/1/plans"),
        ("POST", "/1/balance"),
        ("PUT", "/1/subscriptions"),
        ("GET", "/1/customers/a/b/c/d"),
        ("GET", "/1/charges/a/b"),
    ];
    for (method, path) in requests {
        let answer = sandbox.send(method, path, "", "").await.unwrap();
        assert_eq!(answer.status, 404, "{method} {path}");
        assert_eq!(
            answer.body,
            r#"{"error":"resource_not_found","error_description":"No resource was found at this URL. See https://pinpayments.com/docs/api for API documentation and a list of valid URLs."}"#
        );
    }
}

#[tokio::test]
async fn answers_carry_the_recorded_headers() {
    let sandbox = sandbox(1).await;
    let list = sandbox.get("/1/customers").await;
    assert_eq!(
        list.header("content-type"),
        Some("application/json; charset=utf-8")
    );
    assert_eq!(
        list.header("cache-control"),
        Some("max-age=0, private, must-revalidate")
    );
    assert_eq!(
        list.header("content-length"),
        Some(list.body.len().to_string().as_str())
    );
    assert_eq!(list.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(list.header("x-requested-from"), None);
    assert!(list.header("strict-transport-security").is_some());
    let id = list.header("x-request-id").unwrap();
    let dashes: Vec<usize> = id.match_indices('-').map(|(at, _)| at).collect();
    assert_eq!((id.len(), dashes), (36, vec![8, 13, 18, 23]));
    let etag = list.header("etag").unwrap();
    assert!(etag.starts_with("W/\"") && etag.len() == 36, "{etag}");
    let runtime = list.header("x-runtime").unwrap();
    assert_eq!(runtime.split_once('.').unwrap().1.len(), 6, "{runtime}");
    assert_eq!(sandbox.get("/1/customers").await.header("etag"), Some(etag));

    let missing = sandbox.get("/1/customers/foo").await;
    assert_eq!(missing.header("cache-control"), Some("no-cache"));
    assert_eq!(missing.header("etag"), None);
}

#[tokio::test]
async fn json_is_compact_and_its_fields_are_in_the_servers_order() {
    let sandbox = sandbox(1).await;
    let body = sandbox.get("/1/customers").await.body;
    let order = [
        "token",
        "email",
        "first_name",
        "last_name",
        "phone_number",
        "company",
        "notes",
        "created_at",
        "card",
        "token",
        "scheme",
        "display_number",
        "issuing_country",
        "expiry_month",
        "expiry_year",
        "name",
        "address_line1",
        "address_line2",
        "address_city",
        "address_postcode",
        "address_state",
        "address_country",
        "customer_token",
        "primary",
        "network_type",
        "network_format",
        "count",
        "pagination",
        "current",
        "previous",
        "next",
        "per_page",
        "pages",
        "count",
    ];
    let mut rest = body.strip_prefix("{\"response\":[{").unwrap();
    for name in order {
        let key = format!("\"{name}\":");
        let (skipped, after) = rest
            .split_once(&key)
            .unwrap_or_else(|| panic!("{name} is not in {rest}"));
        assert!(!skipped.contains("\":"), "{skipped} stands before {name}");
        rest = after;
    }
    assert!(!body.contains("\": ") && !body.contains(", \""));
}

#[tokio::test]
async fn one_connection_serves_many_requests_and_head_has_no_body() {
    let sandbox = sandbox(1).await;
    let one = format!(
        "GET /1/plans HTTP/1.1\r\nHost: localhost:{}\r\nAuthorization: {}\r\n",
        sandbox.port,
        basic(KEY)
    );
    let text = sandbox
        .raw(format!("{one}\r\n{one}Connection: close\r\n\r\n").as_bytes())
        .await;
    assert_eq!(text.matches("HTTP/1.1 200 OK").count(), 2);
    let head = sandbox.send("HEAD", "/1/plans", "", "").await.unwrap();
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}
