//! What a slow or greedy client gets, and what it costs the others.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::Instant;

use super::wire::*;

/// Sends everything and gives the status of the answer, which must be the last one of its connection.
async fn last(sandbox: &Sandbox, bytes: &[u8]) -> u16 {
    let text = sandbox.raw(bytes).await;
    let answer = taken_apart(&text);
    assert_eq!(answer.header("connection"), Some("close"), "{text}");
    answer.status
}

#[tokio::test]
async fn too_long_heads_are_refused() {
    let sandbox = sandbox(1).await;
    let port = sandbox.port;
    let with = |target: &str, lines: String| request(port, "GET", target, &lines);
    let long = "a".repeat(20_000);
    for (name, bytes) in [
        ("too many", with("/1/customers", "X: y\r\n".repeat(100))),
        (
            "one too long",
            with("/1/customers", format!("X: {long}\r\n")),
        ),
        (
            "a long name",
            with("/1/customers", format!("{long}: x\r\n")),
        ),
        (
            "a long query",
            with(&format!("/1/customers?{long}"), String::new()),
        ),
        ("a long path", with(&format!("/1/{long}"), String::new())),
        (
            "one that goes on",
            with("/1/customers", "X: y\r\n".repeat(200_000)),
        ),
        (
            "a long key",
            with("/1/customers", format!("Authorization: Basic {long}\r\n")),
        ),
    ] {
        assert_eq!(last(&sandbox, &bytes).await, 431, "{name}");
    }
    let most = with("/1/customers", "X: y\r\n".repeat(60));
    assert_eq!(statuses(&sandbox, &most).await, [200]);
    let longest = with("/1/customers", format!("X: {}\r\n", "a".repeat(15_000)));
    assert_eq!(statuses(&sandbox, &longest).await, [200]);
}

#[tokio::test]
async fn too_long_bodies_are_refused_and_the_refusal_arrives() {
    let sandbox = sandbox(1).await;
    let port = sandbox.port;
    let send = |lines: &str, body: &str| {
        let mut bytes = request(port, "POST", "/1/customers", lines);
        bytes.extend_from_slice(body.as_bytes());
        bytes
    };
    let mebibytes = "a".repeat(8 * 1024 * 1024);
    let chunk = format!("10000\r\n{}\r\n", "a".repeat(0x10000));
    for (name, bytes) in [
        (
            "announced and sent",
            sending(port, "POST", "/1/customers", FORM, &mebibytes),
        ),
        ("announced", send("Content-Length: 262145\r\n", "")),
        (
            "asked for",
            send("Content-Length: 262145\r\nExpect: 100-continue\r\n", ""),
        ),
        (
            "in pieces",
            send("Transfer-Encoding: chunked\r\n", &chunk.repeat(100)),
        ),
    ] {
        assert_eq!(last(&sandbox, &bytes).await, 413, "{name}");
    }
    let form = format!("email=a@example.com&{}&notes=", nested(CARD));
    let longest = format!("{form}{}", "a".repeat(256 * 1024 - form.len()));
    assert_eq!(sandbox.post("/1/customers", &longest).await.status, 201);
}

#[tokio::test]
async fn whoever_is_refused_before_the_body_is_told_and_cut_off() {
    let sandbox = sandbox(1).await;
    let port = sandbox.port;
    let body = "a".repeat(4 * 1024 * 1024);
    let stranger = format!(
        "POST /1/customers HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    assert_eq!(last(&sandbox, stranger.as_bytes()).await, 401);
    let lost = sending(port, "POST", "/1/nowhere", FORM, &body);
    assert_eq!(last(&sandbox, &lost).await, 404);
}

/// Two hundred clients, half of them in the middle of a head, half in the middle of a body.
async fn slow_clients(sandbox: &Sandbox) -> Vec<TcpStream> {
    let mut slow = Vec::new();
    for number in 0..200 {
        let mut stream = TcpStream::connect(("127.0.0.1", sandbox.port))
            .await
            .unwrap();
        let part = if number % 2 == 0 {
            b"GET /1/cust".to_vec()
        } else {
            unfinished_body(sandbox.port)
        };
        stream.write_all(&part).await.unwrap();
        slow.push(stream);
    }
    slow
}

fn unfinished_body(port: u16) -> Vec<u8> {
    let mut bytes = request(port, "POST", "/1/customers", "Content-Length: 1000\r\n");
    bytes.extend_from_slice(b"email=");
    bytes
}

#[tokio::test]
async fn two_hundred_slow_clients_keep_nobody_waiting() {
    let sandbox = sandbox(100).await;
    let _slow = slow_clients(&sandbox).await;
    let answer = tokio::time::timeout(Duration::from_secs(5), sandbox.get("/1/customers"))
        .await
        .unwrap();
    assert_eq!(answer.status, 200);
}

#[tokio::test(start_paused = true)]
async fn a_byte_a_second_keeps_no_connection_open() {
    let sandbox = sandbox(100).await;
    let began = Instant::now();
    let mut drips = tokio::task::JoinSet::new();
    for stream in slow_clients(&sandbox).await {
        drips.spawn(drip(stream));
    }
    for _ in 0..20 {
        let asked = Instant::now();
        assert_eq!(sandbox.get("/1/customers").await.status, 200);
        assert!(asked.elapsed() < Duration::from_secs(1));
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let answers = drips.join_all().await;
    let took = began.elapsed();
    assert!(
        took > Duration::from_secs(14) && took < Duration::from_secs(20),
        "{took:?}"
    );
    assert_eq!(answers.len(), 200);
    for answer in answers {
        assert_eq!(taken_apart(&answer).status, 408, "{answer}");
    }
}

/// Sends a byte a second until the other side has had enough, and gives what it said.
async fn drip(stream: TcpStream) -> String {
    let (mut answer, mut way) = stream.into_split();
    let drops = async {
        while way.write_all(b"a").await.is_ok() {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        std::future::pending::<()>().await;
    };
    let mut said = Vec::new();
    tokio::select! {
        _closed = answer.read_to_end(&mut said) => {}
        () = drops => {}
    }
    String::from_utf8_lossy(&said).into_owned()
}

#[tokio::test(start_paused = true)]
async fn a_head_or_body_that_never_ends_is_cut_off_with_a_408() {
    let sandbox = sandbox(1).await;
    let port = sandbox.port;
    let mut chunk = request(
        port,
        "POST",
        "/1/customers",
        "Transfer-Encoding: chunked\r\n",
    );
    chunk.extend_from_slice(b"50\r\nemail=");
    for part in [
        b"GET /1/customers HTTP/1.1\r\n".to_vec(),
        b"G".to_vec(),
        unfinished_body(port),
        chunk,
        request(port, "POST", "/1/customers", "Content-Length: 5\r\n"),
    ] {
        let answer = tokio::time::timeout(Duration::from_secs(60), last(&sandbox, &part));
        assert_eq!(
            answer.await.unwrap(),
            408,
            "{}",
            String::from_utf8_lossy(&part)
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_that_never_sends_a_byte_is_closed_without_a_word() {
    let sandbox = sandbox(1).await;
    let began = Instant::now();
    let mut stream = TcpStream::connect(("127.0.0.1", sandbox.port))
        .await
        .unwrap();
    let mut said = Vec::new();
    let closed = tokio::time::timeout(Duration::from_secs(60), stream.read_to_end(&mut said));
    assert_eq!(closed.await.unwrap().unwrap(), 0, "{said:?}");
    let took = began.elapsed();
    assert!(took < Duration::from_secs(15), "{took:?}");
    assert!(took >= Duration::from_secs(14), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn a_head_has_its_whole_time_from_its_first_byte_on() {
    let sandbox = sandbox(1).await;
    let request = request(sandbox.port, "GET", "/1/customers", "Connection: close\r\n");
    let (begin, end) = request.split_at(request.len() / 2);
    let place = ("127.0.0.1", sandbox.port);
    for (silence, pause) in [(0, 14), (14, 0), (14, 14)] {
        let mut stream = TcpStream::connect(place).await.unwrap();
        tokio::time::sleep(Duration::from_secs(silence)).await;
        stream.write_all(begin).await.unwrap();
        tokio::time::sleep(Duration::from_secs(pause)).await;
        stream.write_all(end).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let name = format!("{silence} s, then {pause} s: {answer}");
        assert_eq!(taken_apart(&answer).status, 200, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_may_rest_between_two_requests_and_wait_for_a_slow_answer() {
    let sandbox = sandbox(1).await;
    let mut stream = TcpStream::connect(("127.0.0.1", sandbox.port))
        .await
        .unwrap();
    let request = format!(
        "GET /1/plans/foo HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAuthorization: {}\r\n\r\n",
        sandbox.port,
        basic(KEY)
    );
    for rest in [5, 600, 3_600] {
        tokio::time::sleep(Duration::from_secs(rest)).await;
        sandbox.faults.arm("next:any:slow=60000".parse().unwrap());
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = [0; 2048];
        let length = stream.read(&mut answer).await.unwrap();
        assert!(
            answer[..length].starts_with(b"HTTP/1.1 404"),
            "after {rest} s"
        );
    }
}
