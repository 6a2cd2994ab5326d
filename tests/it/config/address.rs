//! Which addresses a profile may name, and the tricks that name another host.
use super::Home;
use pintui::config::ConfigError;

/// Mode, address as written, address as taken.
const GOOD: &[(&str, &str, &str)] = &[
    (
        "live",
        "https://api.pinpayments.com",
        "https://api.pinpayments.com",
    ),
    (
        "live",
        "https://API.pinpayments.com/",
        "https://api.pinpayments.com",
    ),
    (
        "test",
        "https://test-api.pinpayments.com",
        "https://test-api.pinpayments.com",
    ),
    ("test", "http://127.0.0.1:8080", "http://127.0.0.1:8080"),
    ("test", "http://127.9.8.7", "http://127.9.8.7"),
    ("test", "https://[::1]:9/", "https://[::1]:9"),
];

/// Mode, address, and what is said about it.
const BAD: &[(&str, &str, &str)] = &[
    ("live", "http://api.pinpayments.com", "plain http"),
    ("live", "https://test-api.pinpayments.com", "mode LIVE"),
    ("test", "https://api.pinpayments.com", "mode TEST"),
    ("live", "https://sk_live:x@api.pinpayments.com", "user name"),
    (
        "live",
        "https://api.pinpayments.com@evil.example",
        "user name",
    ),
    (
        "live",
        "https://api.pinpayments.com.evil.example",
        "only looks like one",
    ),
    (
        "live",
        "https://evil-api.pinpayments.com",
        "only looks like one",
    ),
    (
        "live",
        "https://api.pinpayments.com.",
        "only looks like one",
    ),
    ("live", "https://\u{430}pi.pinpayments.com", "U+0430"),
    (
        "live",
        "https://xn--pi-7kc.pinpayments.com",
        "only looks like one",
    ),
    ("live", "https://api.pinpayments.com:8443", "has a port"),
    ("live", "https://api.pinpayments.com:443", "has a port"),
    ("live", "https://api.pinpayments.com/1", "has a path"),
    ("live", "https://api.pinpayments.com?x", "has a query"),
    ("live", "https://api.pinpayments.com#x", "has a fragment"),
    (
        "live",
        "https://evil.example\\\\@api.pinpayments.com",
        "user name",
    ),
    (
        "live",
        "https://evil.example\\\\.api.pinpayments.com",
        "backslash",
    ),
    ("live", "https://api%2epinpayments.com", "escaped"),
    ("live", "https://api.pinpayments.com ", "U+0020"),
    ("live", "https:api.pinpayments.com", "https://"),
    ("live", "HTTPS://api.pinpayments.com", "https://"),
    ("live", "https:///api.pinpayments.com", "has a path"),
    ("live", "//api.pinpayments.com", "https://"),
    ("live", "ftp://api.pinpayments.com", "https://"),
    ("live", "http://127.0.0.1:80", "never LIVE"),
    ("test", "http://localhost:80", "plain http"),
    ("test", "https://localhost", "only looks like one"),
    ("test", "http://127.0.0.1.evil.example", "plain http"),
    ("test", "http://127.1", "plain http"),
    ("test", "http://0x7f.0.0.1", "plain http"),
    ("test", "http://2130706433", "plain http"),
    ("test", "http://0.0.0.0:1", "plain http"),
    ("test", "http://[::ffff:127.0.0.1]:1", "plain http"),
    ("test", "http://127.0.0.1:0", "1 to 65535"),
    ("test", "http://127.0.0.1:65536", "1 to 65535"),
    ("test", "http://127.0.0.1:", "1 to 65535"),
    ("test", "http://127.0.0.1:+8", "1 to 65535"),
    (
        "test",
        "http://127.0.0.1:80/1",
        "as in http://127.0.0.1:4010",
    ),
    ("test", "http://[::1]evil.example", "plain http"),
    ("test", "", "a text in quotes"),
];

fn load(mode: &str, address: &str) -> Result<String, ConfigError> {
    let text = format!("[profile.default]\nmode = '{mode}'\nbase_url = '{address}'");
    Home::with(&text)
        .load()
        .map(|config| config.profile.base_url)
}

#[test]
fn the_right_address_is_taken() {
    for (mode, address, taken) in GOOD {
        assert_eq!(load(mode, address).unwrap(), *taken);
    }
}

#[test]
fn every_trick_is_refused_and_none_is_repeated() {
    for (mode, address, reason) in BAD {
        let said = load(mode, address).expect_err(address).to_string();
        assert!(said.contains(reason), "{address}: {said}");
        assert!(said.contains(":3: ") && said.contains("fix: "), "{said}");
        assert!(!said.contains("sk_live"), "{said}");
    }
}
