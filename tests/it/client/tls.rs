//! TLS is always verified: a server that nobody vouches for hears not one byte of a request.
use super::calls::every_call;
use super::target;
use pintui::api::client::{BuildError, Client};
use pintui::api::error::{ErrorKind, Fate, Flaw, Unreachable};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, Stream};
use std::io::Read;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Starts a TLS server with a certificate for 127.0.0.1 that it signed itself; counts what it hears.
fn self_signed() -> (u16, Arc<AtomicUsize>) {
    let cert = include_bytes!("../../fixtures/tls/self-signed.cert.der");
    let key = include_bytes!("../../fixtures/tls/self-signed.key.der");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(
            vec![CertificateDer::from_slice(cert)],
            PrivateKeyDer::try_from(key.as_slice()).expect("a key"),
        )
        .expect("a pair");
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let heard = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&heard);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            let mut session = ServerConnection::new(Arc::clone(&config)).expect("a session");
            let mut bytes = [0; 1024];
            let read = Stream::new(&mut session, &mut stream).read(&mut bytes);
            count.fetch_add(read.unwrap_or(0), Ordering::SeqCst);
        }
    });
    (port, heard)
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_ends_every_call_unsent() {
    let (port, heard) = self_signed();
    let client = match Client::new(&target(&format!("https://127.0.0.1:{port}"))) {
        // Nothing to verify with: then there is no client at all.
        Err(BuildError::NoCertificates) => return,
        client => client.expect("a client"),
    };
    for (_, call) in every_call() {
        let error = client.send(&call).await.result.expect_err("a refusal");
        assert_eq!(
            error.kind,
            ErrorKind::Unreachable(Unreachable::Certificate(Flaw::UnknownIssuer))
        );
        assert_eq!(error.fate, call.is_write().then_some(Fate::NotSent));
        assert!(error.headline("api.example").contains("certificate"));
    }
    assert_eq!(heard.load(Ordering::SeqCst), 0);
}
