//! What may be wrong with an email. Only the API decides, so nothing here is more than a warning.
//!
//! The rule is that of the browsers (WHATWG HTML, "valid e-mail address"), read by `email_address`
//! without the display names and address literals of RFC 5322. Nothing is looked up: that would tell
//! others who the customers are.
use super::Finding;
use email_address::{EmailAddress, Options};

/// The longest address that mail can be sent to (RFC 5321 section 4.5.3.1.3, less its brackets).
const LONGEST: usize = 254;

/// Domains that are often meant, each before the ways in which it is often mistyped.
const SLIPS: [&str; 6] = [
    "gmail.com gmial.com gamil.com gmai.com gmal.com gmail.co gmail.con gmail.cm gnail.com gmaill.com",
    "hotmail.com hotmial.com hotmal.com hotmai.com hotmail.con",
    "outlook.com outlok.com outloook.com outlook.con",
    "yahoo.com yaho.com yahooo.com yahoo.con",
    "icloud.com iclod.com icoud.com icloud.con",
    "bigpond.com bigpnd.com bigpond.con bigpong.com",
];

/// What stands around an address that was copied.
const AROUND: &str = "\"'“”‘’<>()[],;:.!";

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
        return Finding::warning("not plain ASCII; Pin may refuse it");
    }
    let options = Options::default()
        .without_display_text()
        .without_domain_literal();
    if EmailAddress::parse_with_options(email, options).is_err() {
        return Finding::warning("unusual format; Pin may refuse it");
    }
    if !domain.contains('.') {
        return Finding::warning("no dot after the @");
    }
    Finding::good("format ok")
}

/// Returns the one address in what mail programs and tables copy: `Zoë Nguyen <zoe@example.com>`,
/// `mailto:zoe@example.com?subject=Hi`, `"zoe@example.com",`. None where there is none, or more than one.
pub fn address_in(text: &str) -> Option<&str> {
    let text = text.trim();
    let inside = text.rsplit_once('<').and_then(|(name, rest)| {
        let address = rest.split_once('>')?.0;
        (!name.contains('@')).then_some(address)
    });
    let around = |c: char| c.is_whitespace() || AROUND.contains(c);
    let address = inside.unwrap_or(text).trim_matches(around);
    let scheme = "mailto:";
    let address = match address.split_at_checked(scheme.len()) {
        Some((first, rest)) if first.eq_ignore_ascii_case(scheme) => {
            rest.split_once('?').map_or(rest, |(address, _)| address)
        }
        _ => address,
    };
    let (name, domain) = address.split_once('@')?;
    let is_one = !address.contains(char::is_whitespace) && !domain.contains(['@', ',', ';']);
    (is_one && !name.is_empty() && !domain.is_empty()).then_some(address)
}

/// Returns the domain that was probably meant.
fn meant(domain: &str) -> Option<&'static str> {
    let domain = domain.to_ascii_lowercase();
    SLIPS.into_iter().find_map(|line| {
        let (meant, slips) = line.split_once(' ')?;
        slips.split(' ').any(|slip| slip == domain).then_some(meant)
    })
}
