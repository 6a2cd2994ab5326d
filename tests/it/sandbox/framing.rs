//! Bytes that no client of ours sends: lengths, pieces, rows of requests and other protocols.
//!
//! Whatever comes in is answered by a refusal, never by a fault of the server's own, and never by silence.

use super::wire::*;

/// A row of a table: its name, what is sent, and the status of each answer.
type Row<'a> = (&'a str, Vec<u8>, &'a [u16]);

async fn check(sandbox: &Sandbox, rows: &[Row<'_>]) {
    for (name, bytes, expected) in rows {
        assert_eq!(statuses(sandbox, bytes).await, *expected, "{name}");
    }
    assert_eq!(sandbox.get("/1/customers").await.status, 200);
}

/// Writes a POST with a body of which nothing is announced but by `lines`.
fn post(port: u16, lines: &str, body: &str) -> Vec<u8> {
    let mut bytes = request(port, "POST", "/1/customers", lines);
    bytes.extend_from_slice(body.as_bytes());
    bytes
}

#[tokio::test]
async fn lengths_are_plain_numbers_that_agree() {
    let sandbox = sandbox(1).await;
    let length = |value: &str| {
        post(
            sandbox.port,
            &format!("Content-Length: {value}\r\n"),
            "a=bcd",
        )
    };
    let twice = |one, two| length(&format!("{one}\r\nContent-Length: {two}"));
    check(
        &sandbox,
        &[
            ("right", length("5"), &[422]),
            ("the same twice", twice("5", "5"), &[422]),
            ("two that differ", twice("5", "4"), &[400]),
            ("a list", length("5, 5"), &[400]),
            ("a plus", length("+5"), &[400]),
            ("a minus", length("-5"), &[400]),
            ("hexadecimal", length("0x5"), &[400]),
            ("a word", length("five"), &[400]),
            ("nothing", length(""), &[400]),
            ("more than 64 bits", length("99999999999999999999"), &[400]),
            ("64 bits", length("18446744073709551615"), &[431]),
            ("terabytes", length("1000000000000"), &[413]),
            ("too little", length("6"), &[400]),
            ("leading noughts", length("0005"), &[422]),
            (
                "a get with a body",
                {
                    let mut get =
                        request(sandbox.port, "GET", "/1/plans/x", "Content-Length: 5\r\n");
                    get.extend_from_slice(b"a=bcd");
                    get
                },
                &[404],
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn pieces_are_read_and_broken_ones_refused() {
    let sandbox = sandbox(1).await;
    let port = sandbox.port;
    let coded =
        |coding: &str, body: &str| post(port, &format!("Transfer-Encoding: {coding}\r\n"), body);
    let pieces = |body: &str| coded("chunked", body);
    let whole = "5\r\na=bcd\r\n0\r\n\r\n";
    check(
        &sandbox,
        &[
            ("one", pieces(whole), &[422]),
            (
                "five",
                pieces("1\r\na\r\n1\r\n=\r\n1\r\nb\r\n1\r\nc\r\n1\r\nd\r\n0\r\n\r\n"),
                &[422],
            ),
            (
                "extensions and trailers",
                pieces("5;x=\"y\"\r\na=bcd\r\n0\r\nX-T: 1\r\n\r\n"),
                &[422],
            ),
            ("capitals", coded("CHUNKED", whole), &[422]),
            ("an odd size", pieces("zz\r\na=bcd\r\n0\r\n\r\n"), &[400]),
            (
                "a size below nought",
                pieces("-5\r\na=bcd\r\n0\r\n\r\n"),
                &[400],
            ),
            (
                "a size of 64 bits",
                pieces("FFFFFFFFFFFFFFFF\r\na=bcd\r\n0\r\n\r\n"),
                &[400],
            ),
            (
                "a size of more",
                pieces("1FFFFFFFFFFFFFFFFF\r\na=bcd\r\n0\r\n\r\n"),
                &[400],
            ),
            ("a size without end", pieces(&"0".repeat(30_000)), &[400]),
            (
                "an extension without end",
                pieces(&format!("5;{}", "x".repeat(30_000))),
                &[400],
            ),
            (
                "a trailer without end",
                pieces(&format!("0\r\nX: {}", "x".repeat(30_000))),
                &[400],
            ),
            ("no end of a piece", pieces("5\r\na=bcdX0\r\n\r\n"), &[400]),
            ("cut short", pieces("50\r\na=bcd"), &[400]),
            ("gzip inside", coded("gzip, chunked", whole), &[400]),
            ("chunked twice", coded("chunked, chunked", whole), &[400]),
            (
                "chunked in two headers",
                coded("chunked\r\nTransfer-Encoding: chunked", whole),
                &[400],
            ),
            ("identity", coded("identity", "a=bcd"), &[400]),
            ("another coding", coded("xchunked", whole), &[400]),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_request_cannot_hide_in_another() {
    let sandbox = sandbox(1).await;
    let port = sandbox.port;
    let hidden = String::from_utf8(request(port, "DELETE", "/1/customers/x", "")).unwrap();
    let body = format!("0\r\n\r\n{hidden}");
    let length = body.len();
    let both = [
        format!("Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n"),
        format!("Transfer-Encoding: chunked\r\nContent-Length: {length}\r\n"),
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n".to_owned(),
    ];
    for lines in both {
        // What follows is not read as a request: the connection ends with the answer.
        assert_eq!(
            statuses(&sandbox, &post(port, &lines, &body)).await,
            [422],
            "{lines}"
        );
    }
    let old = format!(
        "POST /1/customers HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\nAuthorization: {}\r\n\
         Transfer-Encoding: chunked\r\n\r\n{body}",
        basic(KEY)
    );
    assert_eq!(statuses(&sandbox, old.as_bytes()).await, [400]);
    for lines in [
        " X: y\r\n",
        "X : y\r\n",
        "X: a\r\n b\r\n",
        "X: a\rb\r\n",
        "X: a\0b\r\n",
        ": y\r\n",
        "y\r\n",
        "\u{e9}: y\r\n",
    ] {
        let bytes = request(port, "GET", "/1/customers", lines);
        assert_eq!(statuses(&sandbox, &bytes).await, [400], "{lines:?}");
    }
}

#[tokio::test]
async fn requests_in_a_row_are_answered_in_a_row() {
    let sandbox = sandbox(1).await;
    let port = sandbox.port;
    let get = |target: &str| request(port, "GET", target, "");
    let form = |target: &str| sending(port, "POST", target, FORM, "a=bcd");
    let row = [
        get("/1/customers"),
        form("/1/customers"),
        get("/1/customers/x"),
        request(port, "HEAD", "/1/plans", ""),
        form("/1/nowhere"),
        get("/1/plans"),
    ];
    assert_eq!(
        statuses(&sandbox, &row[..4].concat()).await,
        [200, 422, 404, 200]
    );
    assert_eq!(
        statuses(&sandbox, &row.concat()).await,
        [200, 422, 404, 200, 404]
    );
    let hundred = get("/1/customers/x").repeat(100);
    assert_eq!(statuses(&sandbox, &hundred).await, [404; 100]);
    let expecting = post(
        port,
        "Expect: 100-continue\r\nContent-Length: 5\r\n",
        "a=bcd",
    );
    assert_eq!(statuses(&sandbox, &expecting).await, [100, 422]);
    let more = post(port, "Expect: a-miracle\r\nContent-Length: 5\r\n", "a=bcd");
    assert_eq!(statuses(&sandbox, &more).await, [422]);
}

#[tokio::test]
async fn other_protocols_and_versions_are_told_so() {
    let sandbox = sandbox(1).await;
    let port = sandbox.port;
    let version = |version: &str, lines: &str| {
        format!(
            "GET /1/plans HTTP/{version}\r\nHost: 127.0.0.1:{port}\r\nAuthorization: {}\r\n{lines}\r\n",
            basic(KEY)
        )
        .into_bytes()
    };
    let mut hello = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec();
    hello.extend(0..=255);
    let upgrade = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n";
    check(
        &sandbox,
        &[
            ("1.0", version("1.0", ""), &[200]),
            (
                "1.0 kept open",
                version("1.0", "Connection: keep-alive\r\n").repeat(2),
                &[200, 200],
            ),
            ("1.0 closes", version("1.0", "").repeat(2), &[200]),
            ("1.2", version("1.2", ""), &[400]),
            ("2.0", version("2.0", ""), &[400]),
            ("0.9", b"GET /1/plans\r\n\r\n".to_vec(), &[400]),
            ("HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(), &[]),
            ("an upgrade to HTTP/2", version("1.1", upgrade), &[200]),
            (
                "a websocket",
                version("1.1", "Connection: Upgrade\r\nUpgrade: websocket\r\n"),
                &[200],
            ),
            ("TLS", hello, &[400]),
            ("SSH", b"SSH-2.0-OpenSSH_9.6\r\n".to_vec(), &[400]),
            ("noise", b"\x00\xff\xfe\x80".repeat(100), &[400]),
            ("nothing", Vec::new(), &[]),
            ("blank lines", b"\r\n\r\n\r\n".to_vec(), &[]),
            (
                "blank lines first",
                [b"\r\n\r\n".to_vec(), version("1.1", "")].concat(),
                &[200],
            ),
            (
                "bare line feeds",
                String::from_utf8(version("1.1", ""))
                    .unwrap()
                    .replace('\r', "")
                    .into_bytes(),
                &[200],
            ),
        ],
    )
    .await;
}
