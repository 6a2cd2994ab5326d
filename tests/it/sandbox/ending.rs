//! What becomes of connections when the sandbox stops.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::Instant;

use super::wire::*;

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

/// Stops a sandbox and tells how long that took on the test's own clock.
async fn time_to_stop(sandbox: Sandbox) -> Duration {
    let began = Instant::now();
    sandbox.stop().await;
    began.elapsed()
}

#[tokio::test(start_paused = true)]
async fn a_call_that_takes_longer_than_the_grace_is_cut_off_without_an_answer() {
    let sandbox = sandbox(1).await;
    sandbox.faults.arm("next:any:slow=60000".parse().unwrap());
    let mut stream = TcpStream::connect(("127.0.0.1", sandbox.port))
        .await
        .unwrap();
    let request = request(sandbox.port, "GET", "/1/customers", "");
    stream.write_all(&request).await.unwrap();
    while sandbox.faults.armed().is_some() {
        tokio::task::yield_now().await;
    }
    let took = time_to_stop(sandbox).await;
    assert!(took < Duration::from_secs(3), "{took:?}");
    let mut rest = Vec::new();
    let _reset = stream.read_to_end(&mut rest).await;
    assert!(rest.is_empty());
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_for_half_sent_requests_and_nothing_of_them_is_applied() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sandbox.db");
    let sandbox = sandbox_in(&path, 3).await;
    let port = sandbox.port;
    let form = format!("email=a@example.com&{}", nested(CARD));
    let whole = sending(port, "POST", "/1/customers", FORM, &form);
    let mut clients = Vec::new();
    for sent in [0, 5, 60, whole.len() - form.len(), whole.len() - 1] {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        stream.write_all(&whole[..sent]).await.unwrap();
        clients.push(stream);
    }
    assert_eq!(sandbox.get("/1/customers").await.status, 200);
    let took = time_to_stop(sandbox).await;
    assert!(took < Duration::from_secs(1), "{took:?}");
    for mut client in clients {
        let mut rest = Vec::new();
        let _reset = client.read_to_end(&mut rest).await;
        assert!(rest.is_empty(), "{}", String::from_utf8_lossy(&rest));
    }
    let again = sandbox_in(&path, 3).await;
    let count = again.get("/1/customers").await.json()["pagination"]["count"].clone();
    assert_eq!(count, 3);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_never_reads_keeps_nobody_waiting() {
    let sandbox = sandbox(100).await;
    let stuck = unread(&sandbox).await;
    assert_eq!(sandbox.get("/1/customers").await.status, 200);
    let took = time_to_stop(sandbox).await;
    assert!(took < Duration::from_secs(1), "{took:?}");
    drop(stuck);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_nobody_reads_is_given_up() {
    let sandbox = sandbox(100).await;
    let mut stuck = unread(&sandbox).await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    let mut answers = Vec::new();
    let _reset = stuck.read_to_end(&mut answers).await;
    let whole = String::from_utf8_lossy(&answers)
        .matches("HTTP/1.1 200")
        .count();
    assert!(whole < PIPELINED, "all were sent");
}

const PIPELINED: usize = 2_000;

/// Opens a connection that asks for many pages and reads none, until the sandbox takes no more requests from it.
async fn unread(sandbox: &Sandbox) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    let place = std::net::SocketAddr::from(([127, 0, 0, 1], sandbox.port));
    let mut stream = socket.connect(place).await.unwrap();
    // Long enough that the requests, too, are more than the buffers between the two sides hold.
    let target = format!("/1/customers?{}", "a".repeat(12_000));
    let all = request(sandbox.port, "GET", &target, "").repeat(PIPELINED);
    let sent = tokio::time::timeout(Duration::from_secs(1), stream.write_all(&all)).await;
    assert!(sent.is_err(), "the sandbox reads on");
    stream
}
