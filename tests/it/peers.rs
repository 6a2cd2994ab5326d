//! TLS servers and proxies of this machine, for the ways on which a request never gets to the API.
#![allow(clippy::unwrap_used, reason = "a test may fail")]
use crate::rawserver::json;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, Stream};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

/// The authority of these tests, which nobody else trusts.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    /// The file that makes it trusted.
    pub pem: String,
}

pub static AUTHORITY: LazyLock<Authority> = LazyLock::new(|| {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params
        .distinguished_name
        .push(DnType::CommonName, "Test Authority");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let pem = params.self_signed(&key).unwrap().pem();
    Authority {
        issuer: Issuer::new(params, key),
        pem,
    }
});

/// Issues a certificate for a host and gives the settings of a server that shows it.
pub fn issued(host: &str, change: impl FnOnce(&mut CertificateParams)) -> Arc<ServerConfig> {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(vec![host.to_owned()]).unwrap();
    change(&mut params);
    let certificate = params.signed_by(&key, &AUTHORITY.issuer).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![CertificateDer::from(certificate)], key)
        .unwrap();
    Arc::new(config)
}

pub fn expired(params: &mut CertificateParams) {
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(2021, 1, 1);
}

pub fn not_yet_valid(params: &mut CertificateParams) {
    params.not_before = date_time_ymd(2999, 1, 1);
    params.not_after = date_time_ymd(3000, 1, 1);
}

/// Serves each connection with a function, and counts the bytes that it says it heard.
pub fn listen(serve: impl Fn(TcpStream) -> usize + Send + 'static) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let heard = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&heard);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            count.fetch_add(serve(stream.unwrap()), Ordering::SeqCst);
        }
    });
    (address, heard)
}

/// Answers one request over TLS with an empty list; gives how much of it came through.
pub fn answer(config: &Arc<ServerConfig>, mut stream: TcpStream) -> usize {
    let mut session = ServerConnection::new(Arc::clone(config)).unwrap();
    let mut bytes = [0; 4096];
    let mut tls = Stream::new(&mut session, &mut stream);
    let heard = tls.read(&mut bytes).unwrap_or(0);
    if heard > 0 {
        let page = r#"{"response":[],"count":0,"pagination":{"current":1,"next":null,"per_page":25,"pages":1,"count":0}}"#;
        let _ = tls.write_all(&json(200, page));
        let _ = tls.flush();
    }
    heard
}

/// Reads what a client says before it waits.
pub fn hear(stream: &mut TcpStream) -> Vec<u8> {
    let mut bytes = [0; 4096];
    let heard = stream.read(&mut bytes).unwrap_or(0);
    bytes[..heard].to_vec()
}
