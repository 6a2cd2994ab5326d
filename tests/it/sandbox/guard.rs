//! Who is let in.

use super::wire::*;

#[tokio::test]
async fn without_the_right_key_everything_is_401_before_it_is_looked_up() {
    let sandbox = sandbox(1).await;
    let with = |path: &str, header: &str| {
        format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{header}Connection: close\r\n\r\n",
            sandbox.port
        )
    };
    let wrong = [
        String::new(),
        format!("Authorization: {}\r\n", basic("wrong")),
        format!("Authorization: {}\r\n", basic(&format!("{KEY}x"))),
        format!("Authorization: {}\r\n", basic("")),
        format!("Authorization: Bearer {KEY}\r\n"),
        "Authorization: Basic !!!\r\n".to_owned(),
    ];
    for path in ["/1/customers", "/1/customers/foo", "/nowhere"] {
        for header in &wrong {
            let answer = taken_apart(&sandbox.raw(with(path, header).as_bytes()).await);
            assert_eq!(answer.status, 401, "{path} {header}");
            assert_eq!(
                answer.body,
                r#"{"error":"unauthenticated","error_description":"Not authorised. (Check API Key)"}"#
            );
        }
    }
    let right = with(
        "/1/customers",
        &format!("Authorization: {}\r\n", basic(KEY)),
    );
    assert_eq!(
        taken_apart(&sandbox.raw(right.as_bytes()).await).status,
        200
    );
}

#[tokio::test]
async fn only_loopback_names_with_the_right_port_are_answered() {
    let sandbox = sandbox(1).await;
    let port = sandbox.port;
    let hosts = [
        (format!("Host: 127.0.0.1:{port}\r\n"), 200),
        (format!("Host: localhost:{port}\r\n"), 200),
        (format!("Host: LOCALHOST:{port}\r\n"), 200),
        (format!("Host: [::1]:{port}\r\n"), 200),
        (format!("hOST:\t 127.0.0.1:{port} \t\r\n"), 200),
        ("Host: 127.0.0.1\r\n".to_owned(), 403),
        ("Host: localhost\r\n".to_owned(), 403),
        ("Host: [::1]\r\n".to_owned(), 403),
        (format!("Host: ::1:{port}\r\n"), 403),
        (format!("Host: [::]:{port}\r\n"), 403),
        (format!("Host: [0:0:0:0:0:0:0:1]:{port}\r\n"), 403),
        (format!("Host: [::ffff:127.0.0.1]:{port}\r\n"), 403),
        (format!("Host: [::1%25lo]:{port}\r\n"), 403),
        ("Host: 127.0.0.1:\r\n".to_owned(), 403),
        (format!("Host: 127.0.0.1:0{port}\r\n"), 403),
        (format!("Host: 127.0.0.1:+{port}\r\n"), 403),
        (format!("Host: 127.0.0.1.:{port}\r\n"), 403),
        (format!("Host: 127.1:{port}\r\n"), 403),
        (format!("Host: 2130706433:{port}\r\n"), 403),
        (format!("Host: 0x7f.0.0.1:{port}\r\n"), 403),
        (format!("Host: 127.0.0.1:{port}/\r\n"), 403),
        (format!("Host: http://127.0.0.1:{port}\r\n"), 403),
        (format!("Host: 127.0.0.1:{port},evil.example\r\n"), 403),
        (format!("Host: 127.0.0.1:{port} evil.example\r\n"), 403),
        (format!("Host: a.localhost:{port}\r\n"), 403),
        (format!("Host: localhost\u{e9}:{port}\r\n"), 403),
        (format!("Host: 127.0.0.1@evil.example:{port}\r\n"), 403),
        (
            format!("Host: evil.example\r\nHost: 127.0.0.1:{port}\r\n"),
            403,
        ),
        (
            format!("Host: 127.0.0.1:{port}\r\nHost: 127.0.0.1:{port}\r\n"),
            403,
        ),
        (
            format!("X-Forwarded-Host: 127.0.0.1:{port}\r\nHost: evil.example\r\n"),
            403,
        ),
        (format!("Host: localhost.:{port}\r\n"), 403),
        (format!("Host: localhost:{}\r\n", port.wrapping_add(1)), 403),
        (format!("Host: evil.example:{port}\r\n"), 403),
        (format!("Host: 127.0.0.1.evil.example:{port}\r\n"), 403),
        (format!("Host: 127.0.0.2:{port}\r\n"), 403),
        (format!("Host: 0.0.0.0:{port}\r\n"), 403),
        (format!("Host: user@127.0.0.1:{port}\r\n"), 403),
        (
            format!("Host: 127.0.0.1:{port}\r\nHost: evil.example\r\n"),
            403,
        ),
        ("Host: \r\n".to_owned(), 403),
        (String::new(), 403),
    ];
    for (host, expected) in hosts {
        let request = format!(
            "GET /1/customers HTTP/1.1\r\n{host}Authorization: {}\r\nConnection: close\r\n\r\n",
            basic(KEY)
        );
        let answer = taken_apart(&sandbox.raw(request.as_bytes()).await);
        assert_eq!(answer.status, expected, "{host}");
    }
}

#[tokio::test]
async fn the_host_in_an_absolute_target_is_checked_too() {
    let sandbox = sandbox(1).await;
    let port = sandbox.port;
    for (place, expected) in [
        (format!("127.0.0.1:{port}"), 200),
        (format!("LOCALHOST:{port}"), 200),
        (format!("[::1]:{port}"), 200),
        ("evil.example".to_owned(), 403),
        (format!("evil.example:{port}"), 403),
        (format!("user@127.0.0.1:{port}"), 403),
        (format!("127.0.0.1:{port}@evil.example"), 403),
        ("127.0.0.1".to_owned(), 403),
    ] {
        for scheme in ["http", "https"] {
            let request = request(port, "GET", &format!("{scheme}://{place}/1/customers"), "");
            assert_eq!(statuses(&sandbox, &request).await, [expected], "{place}");
        }
    }
}

#[tokio::test]
async fn keys_that_cannot_be_read_are_wrong_ones() {
    let sandbox = sandbox(1).await;
    let port = sandbox.port;
    let good = basic(KEY);
    let code = good.strip_prefix("Basic ").unwrap();
    let ask = |lines: String| {
        format!("GET /1/customers HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{lines}\r\n")
    };
    for (lines, expected) in [
        (format!("Authorization: bAsIc   {code}\r\n"), 200),
        (
            format!("Authorization: {}\r\n", basic(&format!("{KEY}:pass"))),
            200,
        ),
        (format!("Authorization: Basic{code}\r\n"), 401),
        (format!("Authorization: Basic {code}=\r\n"), 401),
        (format!("Authorization: Basic {code} x\r\n"), 401),
        (
            format!("Authorization: Basic {}\r\n", code.trim_end_matches('=')),
            401,
        ),
        ("Authorization: Basic\r\n".to_owned(), 401),
        ("Authorization: Basic /////w==\r\n".to_owned(), 401),
        ("Authorization: Basic AAAA\r\n".to_owned(), 401),
        ("Authorization: Basic \u{e9}\r\n".to_owned(), 401),
        (
            format!("Authorization: Basic {}\r\n", "A".repeat(12_000)),
            401,
        ),
        (
            format!("Authorization: {good}\r\nAuthorization: {good}\r\n"),
            401,
        ),
        (format!("Proxy-Authorization: {good}\r\n"), 401),
    ] {
        assert_eq!(
            statuses(&sandbox, ask(lines.clone()).as_bytes()).await,
            [expected],
            "{lines}"
        );
    }
}

#[tokio::test]
async fn a_web_page_is_refused_whatever_its_origin() {
    let sandbox = sandbox(1).await;
    for origin in [
        "http://evil.example",
        "null",
        &format!("http://127.0.0.1:{}", sandbox.port),
    ] {
        for method in ["GET", "OPTIONS"] {
            let request = format!(
                "{method} /1/customers HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nOrigin: {origin}\r\nAuthorization: {}\r\n\
                 Connection: close\r\n\r\n",
                sandbox.port,
                basic(KEY)
            );
            let answer = taken_apart(&sandbox.raw(request.as_bytes()).await);
            assert_eq!(answer.status, 403, "{origin}");
            assert_eq!(answer.header("access-control-allow-origin"), None);
        }
    }
}
