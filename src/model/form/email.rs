//! What may be wrong with an email. Only the API decides, so nothing here is more than a warning.
//!
//! The rule is that of the browsers (WHATWG HTML, "valid e-mail address"), read by `email_address`
//! without the display names and address literals of RFC 5322. Nothing is looked up: that would tell
//! others who the customers are.
use super::Finding;
use email_address::{EmailAddress, Options};

/// The longest address that mail can be sent to (RFC 5321 section 4.5.3.1.3, less its brackets).
const LONGEST: usize = 254;

/// Domains that are often meant, with the ways in which they are often mistyped.
const SLIPS: &[(&str, &[&str])] = &[
    (
        "gmail.com",
        &[
            "gmial.com",
            "gamil.com",
            "gmai.com",
            "gmal.com",
            "gmail.co",
            "gmail.con",
            "gmail.cm",
            "gnail.com",
            "gmaill.com",
        ],
    ),
    (
        "hotmail.com",
        &["hotmial.com", "hotmal.com", "hotmai.com", "hotmail.con"],
    ),
    (
        "outlook.com",
        &["outlok.com", "outloook.com", "outlook.con"],
    ),
    ("yahoo.com", &["yaho.com", "yahooo.com", "yahoo.con"]),
    ("icloud.com", &["iclod.com", "icoud.com", "icloud.con"]),
    ("bigpond.com", &["bigpnd.com", "bigpond.con", "bigpong.com"]),
];

/// Judges an address that is not empty.
pub fn judge(email: &str) -> Finding {
    let Some((_, domain)) = email.rsplit_once('@') else {
        return Finding::warning("no @ in it");
    };
    if let Some(meant) = meant(domain) {
        return Finding::warning(format!("did you mean {meant}?"));
    }
    if email.chars().count() > LONGEST {
        return Finding::warning(format!("longer than {LONGEST} characters"));
    }
    if !email.is_ascii() {
        return Finding::warning("not ASCII: Pin decides");
    }
    let options = Options::default()
        .without_display_text()
        .without_domain_literal();
    if EmailAddress::parse_with_options(email, options).is_err() {
        return Finding::warning("unusual format: Pin decides");
    }
    if !domain.contains('.') {
        return Finding::warning("no dot after the @");
    }
    Finding::good("format ok")
}

/// Gives the domain that was probably meant.
fn meant(domain: &str) -> Option<&'static str> {
    let domain = domain.to_ascii_lowercase();
    SLIPS
        .iter()
        .find(|(_, slips)| slips.contains(&domain.as_str()))
        .map(|(meant, _)| *meant)
}
