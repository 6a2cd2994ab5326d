//! Methods, paths and pages that name nothing, or what they spell.

use super::wire::*;

#[tokio::test]
async fn methods_that_the_api_has_not_are_404_wherever_they_go() {
    let sandbox = sandbox(1).await;
    let port = sandbox.port;
    for method in [
        "OPTIONS", "TRACE", "PATCH", "PROPFIND", "PURGE", "FOO", "get", "Get", "M-SEARCH",
    ] {
        for target in ["/1/customers", "/1/plans", "/", "*"] {
            let bytes = request(port, method, target, "");
            assert_eq!(statuses(&sandbox, &bytes).await, [404], "{method} {target}");
        }
    }
    let connect = format!("127.0.0.1:{port}");
    let rows: &[(&str, Vec<u8>, &[u16])] = &[
        ("a tunnel", request(port, "CONNECT", &connect, ""), &[404]),
        (
            "a tunnel elsewhere",
            request(port, "CONNECT", "evil.example:443", ""),
            &[403],
        ),
        (
            "a tunnel to a path",
            request(port, "CONNECT", "/1/customers", ""),
            &[404],
        ),
        ("no token", request(port, "G@T", "/1/plans", ""), &[400]),
        ("quotes", request(port, "\"GET\"", "/1/plans", ""), &[400]),
        ("nothing", request(port, "", "/1/plans", ""), &[400]),
        (
            "a long one",
            request(port, &"A".repeat(5_000), "/1/plans", ""),
            &[404],
        ),
        ("the asterisk", request(port, "GET", "*", ""), &[404]),
    ];
    for (name, bytes, expected) in rows {
        assert_eq!(statuses(&sandbox, bytes).await, *expected, "{name}");
    }
    let allow = sandbox.send("PATCH", "/1/customers", "", "").await.unwrap();
    assert_eq!(allow.json()["error"], "resource_not_found");
    assert_eq!(allow.header("allow"), None);
}

#[tokio::test]
async fn odd_targets_name_nothing_or_what_they_spell() {
    let sandbox = sandbox(1).await;
    let port = sandbox.port;
    for (target, expected) in [
        ("/1/%63ustomers", 200),
        ("/1/customers#x", 200),
        ("/1//customers///", 200),
        ("/1/customers/?", 200),
        ("/1/customers%2f", 404),
        ("/1%2fcustomers", 404),
        ("/1/customers/%00", 404),
        ("/1/customers/..", 404),
        ("/1/customers/%2e%2e/plans", 404),
        ("/1/../1/customers", 404),
        ("/1/./customers", 404),
        ("/1/%2e/customers", 404),
        ("/1/customers/a%2fb", 404),
        ("/1/customers/%ff%fe", 404),
        ("/1/customers/%", 404),
        ("/1/customers/%zz", 404),
        ("/1/customers/%u0041", 404),
        ("/1/customers;a=b", 404),
        ("/1/customers/\\", 404),
        ("/1/Customers", 404),
        ("/1/customers.json", 404),
        ("//evil.example/1/customers", 404),
        ("/%31/customers", 404),
        ("/?", 404),
        ("/1/customers/<>", 400),
        ("/1/customers/\u{e9}", 404),
        ("/1/custom ers", 400),
        ("1/customers", 400),
        ("?page=1", 400),
        ("http://", 400),
        ("http:///1/customers", 400),
    ] {
        let bytes = request(port, "GET", target, "");
        assert_eq!(statuses(&sandbox, &bytes).await, [expected], "{target}");
    }
}

#[tokio::test]
async fn a_page_is_a_number_from_one_up_or_the_first() {
    let sandbox = sandbox(60).await;
    for (query, current) in [
        ("?", 1_u64),
        ("?page", 1),
        ("?page=", 1),
        ("?page=0", 1),
        ("?page=00", 1),
        ("?page=-1", 1),
        ("?page=1.5", 1),
        ("?page=1e3", 1),
        ("?page=0x2", 1),
        ("?page=two", 1),
        ("?page=%00", 1),
        ("?page=%EF%BC%92", 1),
        ("?page[a]=2", 1),
        ("?page=2&page=", 1),
        ("?page=99999999999999999999", 1),
        ("?page=002", 2),
        ("?page=%0a2", 2),
        ("?page=3&a=%F0%9F%92%B3", 3),
        ("?page=900", 900),
        ("?page=9223372036854775807", 9_223_372_036_854_775_807),
        ("?page=18446744073709551615", u64::MAX),
    ] {
        for list in ["customers", "charges", "plans", "subscriptions"] {
            let answer = sandbox.get(&format!("/1/{list}{query}")).await;
            let pagination = &answer.json()["pagination"];
            assert_eq!(
                (answer.status, &pagination["current"]),
                (200, &current.into()),
                "{list}{query}"
            );
        }
    }
    for query in ["?page=%ff", "?%ff=1", "?a=%c3"] {
        assert_eq!(
            sandbox.get(&format!("/1/customers{query}")).await.status,
            400,
            "{query}"
        );
    }
    let long = format!("/1/customers?{}", "a[]=b&".repeat(2_000));
    assert_eq!(sandbox.get(&long).await.status, 200);
}
