//! Who is let in, and what a slow or greedy client costs the others.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

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
        ("Host: 127.0.0.1\r\n".to_owned(), 403),
        ("Host: localhost\r\n".to_owned(), 403),
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
    let absolute = format!(
        "GET http://evil.example/1/customers HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: {}\r\n\
         Connection: close\r\n\r\n",
        basic(KEY)
    );
    assert_eq!(
        taken_apart(&sandbox.raw(absolute.as_bytes()).await).status,
        403
    );
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

#[tokio::test]
async fn too_long_heads_and_bodies_are_refused() {
    let sandbox = sandbox(1).await;
    let head = format!(
        "GET /1/customers?{} HTTP/1.1\r\n\r\n",
        "a".repeat(64 * 1024)
    );
    assert!(!sandbox.raw(head.as_bytes()).await.contains("200 OK"));
    let many = format!(
        "GET /1/customers HTTP/1.1\r\n{}\r\n",
        "X-A: b\r\n".repeat(200)
    );
    assert!(
        sandbox
            .raw(many.as_bytes())
            .await
            .starts_with("HTTP/1.1 431")
    );
    let body = sandbox
        .send(
            "POST",
            "/1/customers",
            FORM,
            &format!("notes={}", "a".repeat(300 * 1024)),
        )
        .await;
    assert!(body.is_none_or(|answer| answer.status == 413));
    assert_eq!(sandbox.get("/1/customers").await.status, 200);
}

#[tokio::test]
async fn two_hundred_slow_clients_keep_nobody_waiting() {
    let sandbox = sandbox(100).await;
    let mut slow = Vec::new();
    for number in 0..200 {
        let mut stream = TcpStream::connect(("127.0.0.1", sandbox.port))
            .await
            .unwrap();
        let part = if number % 2 == 0 {
            "GET /1/cust".to_owned()
        } else {
            unfinished_body(sandbox.port)
        };
        stream.write_all(part.as_bytes()).await.unwrap();
        slow.push(stream);
    }
    let answer = tokio::time::timeout(Duration::from_secs(5), sandbox.get("/1/customers"))
        .await
        .unwrap();
    assert_eq!(answer.status, 200);
}

fn unfinished_body(port: u16) -> String {
    format!(
        "POST /1/customers HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: {}\r\nContent-Length: 100\r\n\r\nemail=",
        basic(KEY)
    )
}

#[tokio::test(start_paused = true)]
async fn a_head_or_body_that_never_ends_is_cut_off() {
    let sandbox = sandbox(1).await;
    for part in [
        "GET /1/customers HTTP/1.1\r\n".to_owned(),
        unfinished_body(sandbox.port),
    ] {
        let answer = tokio::time::timeout(Duration::from_secs(60), sandbox.raw(part.as_bytes()))
            .await
            .unwrap();
        assert!(
            !answer.contains(" 200 ") && !answer.contains(" 201 "),
            "{answer}"
        );
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
    for rest in [600, 5, 3_600] {
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

#[tokio::test]
async fn a_shutdown_ends_idle_and_half_sent_requests() {
    let sandbox = sandbox(1).await;
    let port = sandbox.port;
    let mut idle = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let mut half = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    half.write_all(b"GET /1/").await.unwrap();
    assert_eq!(sandbox.get("/1/customers").await.status, 200);
    tokio::time::timeout(Duration::from_secs(10), sandbox.stop())
        .await
        .unwrap();
    assert!(matches!(idle.read(&mut [0; 16]).await, Ok(0) | Err(_)));
    let mut rest = Vec::new();
    let _reset = half.read_to_end(&mut rest).await;
    assert!(!String::from_utf8_lossy(&rest).contains(" 200 "));
}

#[tokio::test]
async fn a_shutdown_lets_a_call_under_way_end() {
    let sandbox = sandbox(1).await;
    sandbox.faults.arm("next:any:slow=300".parse().unwrap());
    let stop = async {
        while sandbox.faults.armed().is_some() {
            tokio::task::yield_now().await;
        }
        sandbox.begin_stop();
    };
    let (answer, ()) = tokio::join!(sandbox.get("/1/customers"), stop);
    assert_eq!(answer.status, 200);
    sandbox.stop().await;
}
