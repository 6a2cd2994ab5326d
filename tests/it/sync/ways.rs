//! What is said where a certificate or a proxy stands in the way, and that nothing was sent then.
use crate::cli::{pintui, text};
use crate::peers::{AUTHORITY, answer, expired, hear, issued, listen, not_yet_valid};
use crate::pty::profiles::home;
use std::io::Write;
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::sync::atomic::Ordering;

const API: &str = "test-api.pinpayments.com";

/// Reads from an address with some variables set; gives the exit code and what was said.
fn sync(base_url: &str, variables: &[(&str, &str)], trusts: bool) -> (Option<i32>, String) {
    let config =
        format!("[profile.shop]\nmode = \"test\"\nbase_url = \"{base_url}\"\nkey_file = \"key\"\n");
    let home = home(&config, "a-key\n");
    let mut command = pintui(home.path());
    command.args(["sync", "-q", "-p", "shop"]);
    if trusts {
        let file = home.path().join("authority.pem");
        std::fs::write(&file, &AUTHORITY.pem).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
        command.env("SSL_CERT_FILE", file);
    }
    let out = command.envs(variables.iter().copied()).output().unwrap();
    (out.status.code(), text(&out.stderr))
}

#[test]
fn a_certificate_is_refused_for_its_reason_and_nothing_is_sent() {
    let rows = [
        (issued("127.0.0.1", expired), true, "has expired"),
        (issued("127.0.0.1", not_yet_valid), true, "is not valid yet"),
        (
            issued("pin.example.com", |_| {}),
            true,
            "is for pin.example.com instead",
        ),
        (
            issued("127.0.0.1", |_| {}),
            false,
            "was issued by someone this computer does not trust",
        ),
    ];
    for (config, trusts, reason) in rows {
        let (address, heard) = listen(move |stream| answer(&config, stream));
        let (code, said) = sync(&format!("https://{address}"), &[], trusts);
        if said.contains("no certificates to verify the server with") {
            // Where the system has none there is no client at all.
            continue;
        }
        assert_eq!(code, Some(7), "{said}");
        let sentence = format!("The certificate of {address} {reason}. Nothing was sent.");
        assert!(said.contains(&sentence), "{said}");
        assert_eq!(heard.load(Ordering::SeqCst), 0, "{reason}");
    }
}

#[test]
fn the_certificate_of_an_authority_in_ssl_cert_file_is_taken() {
    let config = issued("127.0.0.1", |_| {});
    let (address, _) = listen(move |stream| answer(&config, stream));
    let said = sync(&format!("https://{address}"), &[], true);
    assert_eq!(said, (Some(0), String::new()));
}

#[test]
fn outdated_tls_and_no_tls_are_told_apart() {
    // A fatal alert that the version is not supported, as servers send it that know nothing later than TLS 1.1.
    let old: &[u8] = &[21, 3, 2, 0, 2, 2, 70];
    let plain: &[u8] = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
    for (bytes, reason) in [
        (
            old,
            "offers only outdated TLS, older than 1.2. Nothing was sent.",
        ),
        (plain, "does not answer over TLS. Nothing was sent."),
    ] {
        let (address, _) = listen(move |mut stream| {
            hear(&mut stream);
            let _ = stream.write_all(bytes);
            0
        });
        let (code, said) = sync(&format!("https://{address}"), &[], true);
        assert_eq!(code, Some(7), "{said}");
        assert!(said.contains(reason), "{said}");
    }
}

/// Lets a proxy stand before the API and gives what is said of it, where the variable names it so.
fn through(scheme: &str, variable: &str, proxy: fn(TcpStream)) -> (String, Option<i32>, String) {
    let (address, _) = listen(move |stream| {
        proxy(stream);
        0
    });
    let value = format!("{scheme}://somebody:hush-hush@{address}");
    let (code, said) = sync(&format!("https://{API}"), &[(variable, &value)], true);
    assert!(!said.contains("hush-hush"), "{said}");
    (address, code, said)
}

/// Holds a kind of proxy, the variable that names it, what it does, and what is said of it.
type Way = (&'static str, &'static str, fn(TcpStream), &'static str);

#[test]
fn a_proxy_that_does_not_let_us_through_is_named_with_its_variable() {
    let wants_password = |mut stream: TcpStream| {
        hear(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    };
    let forbids = |mut stream: TcpStream| {
        hear(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 403 Forbidden\r\n\r\n");
    };
    let socks_refuses = |mut stream: TcpStream| {
        hear(&mut stream);
        // Password wanted; ours is not taken.
        let _ = stream.write_all(&[5, 2]);
        hear(&mut stream);
        let _ = stream.write_all(&[1, 1]);
    };
    let socks_fails = |mut stream: TcpStream| {
        hear(&mut stream);
        let _ = stream.write_all(&[5, 2]);
        hear(&mut stream);
        let _ = stream.write_all(&[1, 0]);
        hear(&mut stream);
        // Not allowed by its rules.
        let _ = stream.write_all(&[5, 2, 0, 1, 0, 0, 0, 0, 0, 0]);
    };
    let rows: [Way; 5] = [
        (
            "http",
            "HTTPS_PROXY",
            wants_password,
            "requires a user name and password, or rejected the ones sent. Nothing was sent.",
        ),
        (
            "http",
            "https_proxy",
            forbids,
            "refused to connect us to test-api.pinpayments.com. Nothing was sent.",
        ),
        (
            "socks5h",
            "ALL_PROXY",
            socks_refuses,
            "requires a user name and password, or rejected the ones sent. Nothing was sent.",
        ),
        (
            "socks5h",
            "all_proxy",
            socks_fails,
            "refused to connect us to test-api.pinpayments.com. Nothing was sent.",
        ),
        (
            "http",
            "ALL_PROXY",
            drop,
            "refused to connect us to test-api.pinpayments.com. Nothing was sent.",
        ),
    ];
    for (scheme, variable, proxy, fault) in rows {
        let (address, code, said) = through(scheme, variable, proxy);
        assert_eq!(code, Some(7), "{said}");
        let named = format!("The proxy {address} (from {variable}) {fault}");
        assert!(said.contains(&named), "{scheme} {variable}: {said}");
    }
}

#[test]
fn a_dead_proxy_is_named_and_what_is_no_proxy_is_told() {
    let api = format!("https://{API}");
    for scheme in ["http", "socks5h"] {
        let proxy = format!("{scheme}://somebody:hush-hush@127.0.0.1:1");
        let (code, said) = sync(&api, &[("HTTPS_PROXY", &proxy)], true);
        assert_eq!(code, Some(7), "{said}");
        let named = "Can't reach the proxy 127.0.0.1:1 (from HTTPS_PROXY). Nothing was sent.";
        assert!(said.contains(named), "{scheme}: {said}");
        assert!(said.contains("fix that variable"), "{said}");
        assert!(!said.contains("hush-hush"), "{said}");
    }
    for (variable, value) in [("HTTPS_PROXY", "ftp://hush-hush"), ("all_proxy", "http://")] {
        let (code, said) = sync(&api, &[(variable, value)], true);
        assert_eq!(code, Some(2), "{said}");
        assert!(
            said.contains(&format!("{variable} is not a proxy address")),
            "{said}"
        );
        assert!(!said.contains("hush-hush"), "{said}");
    }
}

#[test]
fn certificates_that_are_not_there_are_a_fault_of_the_settings() {
    let nothing = [("SSL_CERT_FILE", "/nowhere/at/all.pem")];
    let (code, said) = sync("https://127.0.0.1:1", &nothing, false);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("SSL_CERT_FILE leads to no"), "{said}");
}

#[test]
fn this_machine_and_what_no_proxy_lists_need_none() {
    let config = issued("127.0.0.1", |_| {});
    let (address, _) = listen(move |stream| answer(&config, stream));
    let dead = [("HTTPS_PROXY", "http://127.0.0.1:1")];
    let said = sync(&format!("https://{address}"), &dead, true);
    assert_eq!(said, (Some(0), String::new()));
}

#[test]
fn through_a_proxy_of_either_kind_customers_are_read() {
    fn tunnel(mut stream: TcpStream, replies: &[&[u8]]) {
        for reply in replies {
            hear(&mut stream);
            stream.write_all(reply).unwrap();
        }
        answer(&issued(API, |_| {}), stream);
    }
    let http = |stream: TcpStream| tunnel(stream, &[b"HTTP/1.1 200 OK\r\n\r\n"]);
    let socks = |stream: TcpStream| {
        tunnel(stream, &[&[5, 2], &[1, 0], &[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]]);
    };
    let (_, code, said) = through("http", "HTTPS_PROXY", http);
    assert_eq!((code, said), (Some(0), String::new()));
    let (_, code, said) = through("socks5h", "ALL_PROXY", socks);
    assert_eq!((code, said), (Some(0), String::new()));
}
