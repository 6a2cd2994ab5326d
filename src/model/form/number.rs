//! What can be told from the digits of a card number and of its code, while they are typed.
//!
//! A number whose check digit fits is not thereby a real one: it "checks", it is never called valid.
use super::Finding;
use crate::secret::facts::{self, Scheme, TEST_CARDS};

const SHORTEST: usize = 12;

/// Judges the digits typed so far; `test_cards` is the key that lists the test cards, outside LIVE.
pub fn judge(digits: &str, test_cards: Option<&str>) -> Finding {
    let Some(scheme) = Scheme::detect(digits) else {
        return unknown(digits);
    };
    let (length, usual) = (digits.len(), scheme.usual_length());
    if !scheme.lengths().contains(&length) {
        return incomplete(scheme, length);
    }
    if !facts::luhn(digits) {
        // A shorter number may be on its way to the usual length.
        let complete = length >= usual;
        let finding = Finding::bad("check the number");
        return if complete { finding.now() } else { finding };
    }
    if let Some(key) = test_cards
        && TEST_CARDS.iter().all(|card| card.number != digits)
    {
        return Finding::warning(format!("not a test card: see {key}")).now();
    }
    if !scheme.taken_by_pin() {
        return Finding::warning(format!("{scheme}; Pin may refuse it")).now();
    }
    Finding::good(format!("{scheme}, number ok"))
}

fn incomplete(scheme: Scheme, length: usize) -> Finding {
    let longest = scheme.lengths().last().copied().unwrap_or(length);
    if length > longest {
        return Finding::bad(format!("{longest} digits at most")).now();
    }
    let usual = scheme.usual_length();
    if length < usual {
        Finding::bad(format!("{scheme}: {} to go", digits_word(usual - length)))
    } else {
        Finding::bad(format!("{scheme}: not {length} digits"))
    }
}

fn unknown(digits: &str) -> Finding {
    match digits.len() {
        0..SHORTEST => Finding::bad("12 to 19 digits"),
        _ if !facts::luhn(digits) => Finding::bad("check the number"),
        _ => Finding::warning("unknown scheme; Pin may refuse it"),
    }
}

/// Returns what to say of an unfinished number while it is typed: the scheme, and how far to go.
pub fn progress(digits: &str) -> Option<String> {
    let scheme = Scheme::detect(digits)?;
    let left = scheme.usual_length().checked_sub(digits.len())?;
    Some(if left == 0 {
        scheme.word().to_owned()
    } else {
        format!("{scheme}: {} to go", digits_word(left))
    })
}

fn digits_word(n: usize) -> String {
    if n == 1 {
        "1 digit".to_owned()
    } else {
        format!("{n} digits")
    }
}

/// Judges a code by its length, which the scheme of the number decides.
pub fn judge_code(code: &str, number: &str) -> Finding {
    let scheme = Scheme::detect(number);
    let wanted = scheme.map(Scheme::cvc_length);
    match (wanted, code.len()) {
        (Some(wanted), length) if length == wanted => Finding::good("never kept or logged"),
        (Some(wanted), length) if length > wanted => {
            Finding::bad(format!("{wanted} digits here")).now()
        }
        (Some(wanted), _) => Finding::bad(format!("{wanted} digits")),
        (None, 3 | 4) => Finding::good("never kept or logged"),
        (None, _) => Finding::bad("3 or 4 digits"),
    }
}

/// Masks a number to its last four digits, in the shape of the API's `display_number`; of an
/// unfinished one no digit is shown.
pub fn masked(digits: &str) -> String {
    let whole = digits.len() >= SHORTEST;
    let last = digits
        .len()
        .checked_sub(4)
        .and_then(|at| digits.get(at..))
        .filter(|_| whole);
    last.map_or_else(
        || "X".repeat(digits.len()),
        |last| format!("XXXX-XXXX-XXXX-{last}"),
    )
}
