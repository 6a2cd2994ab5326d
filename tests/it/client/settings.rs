//! What reqwest must not do by itself (findings F1 to F6 of the reliability promises, tried again here).
use super::calls::every_call;
use super::{KEY, PATIENT, card, client, cus, target};
use crate::rawserver::{Act, RawServer, answer, json};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pintui::api::call::Call;
use pintui::api::client::{BuildError, Client, Timeouts};
use pintui::api::error::{ErrorKind, Fate, NoAnswer};
use pintui::api::read::Read;
use pintui::api::write::Write;
use pintui::secret::ApiKey;
use std::time::Duration;

const LIST: &str = r#"{"response":[]}"#;

#[tokio::test]
async fn no_redirect_is_followed_and_nothing_reaches_the_second_port() {
    let second = RawServer::always(Act::Keep(json(200, LIST))).await;
    for status in [301, 302, 303, 307, 308] {
        let elsewhere = format!("{}/1/customers", second.url());
        let location = [("Location", &*elsewhere)];
        let first = RawServer::always(Act::Keep(answer(status, &location, b""))).await;
        let client = client(&first);
        for (_, call) in every_call() {
            let error = client.send(&call).await.result.expect_err("a redirect");
            assert_eq!(error.kind, ErrorKind::Redirected(status));
        }
        assert_eq!(first.count(), every_call().len());
    }
    assert_eq!(second.count(), 0);
}

#[tokio::test]
async fn a_redirect_without_an_address_is_not_called_one_to_another_address() {
    for status in [300, 302, 304] {
        let server = RawServer::always(Act::Keep(answer(status, &[], b""))).await;
        let client = client(&server);
        for (_, call) in every_call() {
            let error = client.send(&call).await.result.expect_err("no answer");
            let said = error.headline("api.example");
            assert!(said.contains("a redirect without an address"), "{said}");
            assert!(!said.contains("another address"), "{said}");
            assert_eq!(error.fate, call.is_write().then_some(Fate::Unknown));
        }
    }
}

#[tokio::test]
async fn a_key_that_was_changed_is_sent_from_then_on_by_all_clones() {
    let server = RawServer::always(Act::Keep(json(200, LIST))).await;
    let client = client(&server);
    let other = client.clone();
    assert!(!client.change_key(&ApiKey::new(KEY.to_owned())), "the same");
    assert!(client.change_key(&ApiKey::new("another".to_owned())));
    let call = Call::Read(Read::ListPlans(1));
    other.send(&call).await.result.expect("a reply");
    let sent = server.requests()[0]
        .header("authorization")
        .map(str::to_owned);
    assert_eq!(sent, Some(format!("Basic {}", STANDARD.encode("another:"))));
}

#[tokio::test]
async fn a_write_gets_a_fresh_connection_and_a_read_an_old_one() {
    let server = RawServer::always(Act::Keep(json(200, r#"{"response":{"token":"cus_a"}}"#))).await;
    let client = client(&server);
    let read = Call::Read(Read::GetCustomer(cus()));
    let write = Call::Write(Write::MakePrimary(cus(), card()));
    for call in [&read, &read, &write, &write, &read] {
        client.send(call).await.result.expect("a reply");
    }
    let connections: Vec<usize> = server.requests().iter().map(|r| r.connection).collect();
    assert_eq!(connections, [0, 0, 1, 2, 0]);
}

#[tokio::test]
async fn a_connection_that_breaks_is_not_tried_again_behind_our_back() {
    // The first answer leaves the connection open for reuse; the second request finds it reset.
    let server = RawServer::start(|request| match request.path.as_str() {
        "/1/plans?page=1" => Act::Keep(json(200, LIST)),
        _ => Act::Reset(Vec::new()),
    })
    .await;
    let client = client(&server);
    for (kind, call) in every_call() {
        client
            .send(&Call::Read(Read::ListPlans(1)))
            .await
            .result
            .expect("a reply");
        let before = server.count();
        let result = client.send(&call).await.result;
        assert_eq!(server.count(), before + 1, "{kind:?} {result:?}");
    }
}

#[tokio::test]
async fn cookies_are_not_kept() {
    let cookie = [
        ("Set-Cookie", "s=1; Path=/"),
        ("Content-Type", "application/json"),
    ];
    let server = RawServer::always(Act::Keep(answer(200, &cookie, LIST.as_bytes()))).await;
    let client = client(&server);
    for _ in 0..3 {
        client
            .send(&Call::Read(Read::ListPlans(1)))
            .await
            .result
            .expect("a reply");
    }
    assert!(
        server
            .requests()
            .iter()
            .all(|request| request.header("cookie").is_none())
    );
}

#[tokio::test]
async fn neither_key_nor_address_stand_in_what_is_printed() {
    let server = RawServer::always(Act::Say(Vec::new())).await;
    let target = target(&server.url());
    let client = Client::new(&target).expect("a client");
    let error = client
        .send(&Call::Read(Read::GetCustomer(cus())))
        .await
        .result
        .expect_err("closed");
    let printed = format!("{target:?} {client:?} {error:?}");
    let encoded = STANDARD.encode(format!("{KEY}:"));
    for secret in [KEY, &*encoded, encoded.trim_end_matches('=')] {
        assert!(!printed.contains(secret), "{printed}");
    }
    assert!(!format!("{error:?}").contains("127.0.0.1"), "{error:?}");
}

#[tokio::test]
async fn the_cap_counts_unpacked_bytes_and_lets_eight_mebibytes_through() {
    let fill = |size: usize| {
        let mut body = LIST.as_bytes().to_vec();
        body.resize(size, b' ');
        body
    };
    let largest = pintui::api::received::LARGEST;
    for (size, fits) in [(largest, true), (largest + 1, false)] {
        // Without a length, so that the bytes themselves are counted.
        let mut bytes = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n".to_vec();
        bytes.extend(fill(size));
        let server = RawServer::always(Act::Say(bytes)).await;
        let answer = client(&server).send(&Call::Read(Read::ListPlans(1))).await;
        assert_eq!(answer.result.is_ok(), fits, "{size}: {:?}", answer.result);
    }
}

#[tokio::test]
async fn gzip_is_asked_for_and_unpacked() {
    use std::io::Write;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(LIST.as_bytes()).expect("memory");
    let headers = [
        ("Content-Type", "application/json"),
        ("Content-Encoding", "gzip"),
    ];
    let packed = answer(200, &headers, &gzip.finish().expect("memory"));
    let server = RawServer::always(Act::Keep(packed)).await;
    client(&server)
        .send(&Call::Read(Read::ListPlans(1)))
        .await
        .result
        .expect("a page");
    assert_eq!(server.requests()[0].header("accept-encoding"), Some("gzip"));
}

#[test]
fn keys_go_over_https_or_to_loopback_addresses_alone() {
    use BuildError::{MoreThanAHost, NotAnAddress, NotSecure};
    let refused = [
        ("", NotAnAddress),
        ("api.pinpayments.com", NotAnAddress),
        ("https://", NotAnAddress),
        ("ftp://api.pinpayments.com", NotSecure),
        ("file:///etc/passwd", NotAnAddress),
        ("http://api.pinpayments.com", NotSecure),
        ("http://localhost:3000", NotSecure),
        ("http://127.0.0.1.example.com", NotSecure),
        ("http://127.0.0.1@evil.example", NotSecure),
        ("http://[::ffff:127.0.0.1]:80", NotSecure),
        ("http://0.0.0.0:80", NotSecure),
        ("http://192.168.0.1", NotSecure),
        ("https://api.pinpayments.com@evil.example", MoreThanAHost),
        ("https://user:word@api.pinpayments.com", MoreThanAHost),
        ("https://api.pinpayments.com/1", MoreThanAHost),
        ("https://api.pinpayments.com/?a=b", MoreThanAHost),
        ("https://api.pinpayments.com/#1", MoreThanAHost),
        ("http://127.0.0.1:80/1", MoreThanAHost),
    ];
    for (url, why) in refused {
        assert_eq!(Client::new(&target(url)).err(), Some(why), "{url}");
    }
    for url in [
        "http://127.0.0.1:1",
        "http://127.9.9.9/",
        "http://[::1]:8080",
    ] {
        Client::new(&target(url)).expect(url);
    }
    for url in [
        "https://test-api.pinpayments.com",
        "https://api.pinpayments.com/",
    ] {
        match Client::new(&target(url)) {
            Ok(_) => {}
            Err(error) => assert!(error.to_string().contains("ca-certificates"), "{error}"),
        }
    }
}

#[tokio::test]
async fn an_answer_tells_its_status_and_how_long_it_took() {
    let server = RawServer::always(Act::Keep(json(422, "{}"))).await;
    let answer = client(&server)
        .send(&Call::Write(Write::DeleteCard(cus(), card())))
        .await;
    assert_eq!(answer.status, Some(422));
    assert!(answer.took > Duration::ZERO && answer.took < PATIENT.total);
    assert_eq!(
        answer.result.expect_err("refused").fate,
        Some(Fate::Rejected)
    );
}

#[tokio::test]
async fn each_of_the_three_timeouts_ends_a_call_by_itself() {
    let long = Duration::from_secs(20);
    let short = Duration::from_millis(200);
    let never = Timeouts {
        connect: long,
        read: long,
        total: long,
    };
    let silent = RawServer::always(Act::Stall(Vec::new())).await;
    let half = RawServer::always(Act::Stall(
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".to_vec(),
    ))
    .await;
    let drip = Act::Drip(json(200, LIST), short / 8);
    let slow = RawServer::always(drip).await;
    for (server, timeouts) in [
        (
            &silent,
            Timeouts {
                read: short,
                ..never
            },
        ),
        (
            &half,
            Timeouts {
                read: short,
                ..never
            },
        ),
        (
            &silent,
            Timeouts {
                total: short,
                ..never
            },
        ),
        (
            &slow,
            Timeouts {
                total: short,
                ..never
            },
        ),
    ] {
        let client = Client::with_timeouts(&target(&server.url()), timeouts).expect("a client");
        let answer = client.send(&Call::Read(Read::ListPlans(1))).await;
        let error = answer.result.expect_err("a timeout");
        assert_eq!(
            error.kind,
            ErrorKind::NoAnswer(NoAnswer::TimedOut),
            "{timeouts:?}"
        );
        assert!(answer.took >= short && answer.took < long / 2);
    }
}
