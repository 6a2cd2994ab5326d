//! Bodies of every odd kind: refused where they cannot be read, and never more than that.

use super::wire::*;

fn deep(levels: usize) -> String {
    format!(r#"{{"a":{}{}}}"#, "[".repeat(levels), "]".repeat(levels))
}

#[tokio::test]
async fn odd_bodies_are_refused_and_the_connection_lives_on() {
    let sandbox = sandbox(1).await;
    let port = sandbox.port;
    let json = "application/json";
    let [depth, some_depth] = [200, 100].map(deep);
    let great_depth = "[".repeat(200_000);
    let brackets = format!("a{}=1", "[b]".repeat(5_000));
    let names: String = (0..10_000)
        .flat_map(|number| ["a".to_owned(), number.to_string(), "=1&".to_owned()])
        .collect();
    let values = "a[]=1&".repeat(40_000);
    let bodies: &[(&str, &str, &[u8], u16)] = &[
        ("a mark of byte order", json, b"\xef\xbb\xbf{}", 400),
        ("a name twice", json, br#"{"email":"a","email":"b"}"#, 422),
        ("depth", json, depth.as_bytes(), 400),
        ("great depth", json, great_depth.as_bytes(), 400),
        ("some depth", json, some_depth.as_bytes(), 422),
        ("beyond a double", json, br#"{"amount":1e999}"#, 400),
        (
            "beyond 64 bits",
            json,
            br#"{"amount":123456789012345678901234567890}"#,
            422,
        ),
        ("half a pair", json, br#"{"email":"\ud800"}"#, 400),
        ("NUL", json, br#"{"email":"a\u0000@b.example"}"#, 422),
        ("no UTF-8", json, b"{\"email\":\"\xff\"}", 400),
        ("UTF-16", "application/json; charset=utf-16", b"{\0}\0", 400),
        ("null", json, b"null", 400),
        ("a text", json, br#""x""#, 400),
        ("blanks", json, b"   ", 400),
        ("a tail", json, b"{} {}", 400),
        ("not a number", json, br#"{"amount":NaN}"#, 400),
        (
            "other types",
            json,
            br#"{"email":{"a":1},"card":[1,{}]}"#,
            422,
        ),
        ("capitals", "APPLICATION/JSON", b"{}", 422),
        (
            "json in a parameter",
            "application/x-www-form-urlencoded; x=json",
            b"email=a",
            422,
        ),
        ("no UTF-8 in a form", FORM, b"email=\xe9", 400),
        ("no UTF-8, encoded", FORM, b"email=%e9", 400),
        (
            "Latin-1, it says",
            "application/x-www-form-urlencoded; charset=iso-8859-1",
            b"email=\xe9",
            400,
        ),
        ("many brackets", FORM, brackets.as_bytes(), 422),
        ("many names", FORM, names.as_bytes(), 422),
        ("many values", FORM, values.as_bytes(), 422),
        ("XML", "text/xml", b"<a/>", 422),
        ("parts", "multipart/form-data; boundary=x", b"--x--", 422),
        ("no type", ";;;", b"a=b", 422),
        (
            "gzip",
            "application/json\r\nContent-Encoding: gzip",
            b"\x1f\x8b",
            415,
        ),
        (
            "as it is",
            "application/json\r\nContent-Encoding: identity",
            b"{}",
            422,
        ),
    ];
    for (name, kind, body, expected) in bodies {
        for target in ["/1/customers", "/1/charges", "/1/cards"] {
            let lines = format!("Content-Type: {kind}\r\nContent-Length: {}\r\n", body.len());
            let mut bytes = request(port, "POST", target, &lines);
            bytes.extend_from_slice(body);
            bytes.extend(request(port, "GET", "/1/plans", ""));
            assert_eq!(
                statuses(&sandbox, &bytes).await,
                [*expected, 200],
                "{name} {target}"
            );
        }
    }
}
