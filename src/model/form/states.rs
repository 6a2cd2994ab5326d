//! The states of the countries where each has a fixed code in an address, the postcodes of Australia's, and
//! what is wrong with those that are typed.
use super::Finding;
use super::address::HOME;
use crate::text::fold::fold;

/// The states of a country, code and name.
struct Known {
    country: &'static str,
    /// What a state is called there, and of which country it is.
    called: &'static str,
    states: &'static [(&'static str, &'static str)],
}

/// The states and territories of Australia.
pub const AUSTRALIA: &[(&str, &str)] = &[
    ("NSW", "New South Wales"),
    ("VIC", "Victoria"),
    ("QLD", "Queensland"),
    ("SA", "South Australia"),
    ("WA", "Western Australia"),
    ("TAS", "Tasmania"),
    ("ACT", "Australian Capital Territory"),
    ("NT", "Northern Territory"),
];

/// Every other country has none, or none that its post wants in one form only: New Zealand has no states.
const KNOWN: [Known; 3] = [
    Known {
        country: HOME,
        called: "state of Australia",
        states: AUSTRALIA,
    },
    Known {
        country: "US",
        called: "state of the United States",
        states: UNITED_STATES,
    },
    Known {
        country: "CA",
        called: "province of Canada",
        states: CANADA,
    },
];

/// Also the district, the territories, and the three codes of the forces' post, which are their own names
/// (USPS, Publication 28).
#[rustfmt::skip]
const UNITED_STATES: &[(&str, &str)] = &[
    ("AL", "Alabama"), ("AK", "Alaska"), ("AZ", "Arizona"), ("AR", "Arkansas"), ("CA", "California"),
    ("CO", "Colorado"), ("CT", "Connecticut"), ("DE", "Delaware"), ("DC", "District of Columbia"), ("FL", "Florida"),
    ("GA", "Georgia"), ("HI", "Hawaii"), ("ID", "Idaho"), ("IL", "Illinois"), ("IN", "Indiana"),
    ("IA", "Iowa"), ("KS", "Kansas"), ("KY", "Kentucky"), ("LA", "Louisiana"), ("ME", "Maine"),
    ("MD", "Maryland"), ("MA", "Massachusetts"), ("MI", "Michigan"), ("MN", "Minnesota"), ("MS", "Mississippi"),
    ("MO", "Missouri"), ("MT", "Montana"), ("NE", "Nebraska"), ("NV", "Nevada"), ("NH", "New Hampshire"),
    ("NJ", "New Jersey"), ("NM", "New Mexico"), ("NY", "New York"), ("NC", "North Carolina"), ("ND", "North Dakota"),
    ("OH", "Ohio"), ("OK", "Oklahoma"), ("OR", "Oregon"), ("PA", "Pennsylvania"), ("RI", "Rhode Island"),
    ("SC", "South Carolina"), ("SD", "South Dakota"), ("TN", "Tennessee"), ("TX", "Texas"), ("UT", "Utah"),
    ("VT", "Vermont"), ("VA", "Virginia"), ("WA", "Washington"), ("WV", "West Virginia"), ("WI", "Wisconsin"),
    ("WY", "Wyoming"), ("AS", "American Samoa"), ("GU", "Guam"), ("MP", "Northern Mariana Islands"),
    ("PR", "Puerto Rico"), ("VI", "Virgin Islands"), ("FM", "Micronesia"), ("MH", "Marshall Islands"), ("PW", "Palau"),
    ("AA", "AA"), ("AE", "AE"), ("AP", "AP"),
];

#[rustfmt::skip]
const CANADA: &[(&str, &str)] = &[
    ("AB", "Alberta"), ("BC", "British Columbia"), ("MB", "Manitoba"), ("NB", "New Brunswick"),
    ("NL", "Newfoundland and Labrador"), ("NT", "Northwest Territories"), ("NS", "Nova Scotia"), ("NU", "Nunavut"),
    ("ON", "Ontario"), ("PE", "Prince Edward Island"), ("QC", "Quebec"), ("SK", "Saskatchewan"), ("YT", "Yukon"),
];

/// The codes of Australia's states that are those of regions in other countries too (ISO 3166-2).
const ELSEWHERE: [(&str, &str); 4] = [
    (
        "SA",
        "AZ BQ BS CD ES ID IT LT MU MW RU SO SR SV TD UY UZ WS YE",
    ),
    ("WA", "IQ LY QA SR"),
    ("NT", "ID PA RO"),
    ("TAS", "NZ"),
];

/// The postcodes of the states, boxes and large-volume receivers among them.
const POSTCODES: &[(u16, u16, &str)] = &[
    (200, 299, "ACT"),
    (800, 999, "NT"),
    (1000, 2599, "NSW"),
    (2600, 2618, "ACT"),
    (2619, 2899, "NSW"),
    (2900, 2920, "ACT"),
    (2921, 2999, "NSW"),
    (3000, 3999, "VIC"),
    (4000, 4999, "QLD"),
    (5000, 5999, "SA"),
    (6000, 6999, "WA"),
    (7000, 7999, "TAS"),
    (8000, 8999, "VIC"),
    (9000, 9999, "QLD"),
];

/// Returns the code of an Australian state from its code or name.
pub fn state(text: &str) -> Option<&'static str> {
    code_in(AUSTRALIA, text)
}

fn code_in(states: &'static [(&str, &str)], text: &str) -> Option<&'static str> {
    let wanted = fold(text.trim());
    let found = |(code, name): &&(&str, &str)| fold(code) == wanted || fold(name) == wanted;
    states.iter().find(found).map(|(code, _)| *code)
}

/// Judges a state that is not empty. In a country whose states are not listed only one that is clearly
/// Australia's is warned of.
pub fn judge(text: &str, country: &str) -> Option<Finding> {
    let known = KNOWN.iter().find(|known| known.country == country);
    if known.is_some_and(|known| code_in(known.states, text).is_some()) {
        return None;
    }
    let is_theirs = |code: &str| {
        let same = ELSEWHERE.iter().find(|(own, _)| *own == code);
        code.eq_ignore_ascii_case(text.trim())
            && same.is_some_and(|(_, all)| all.split(' ').any(|other| other == country))
    };
    match (state(text), known) {
        (Some(code), _) if !is_theirs(code) => {
            Some(Finding::warning(format!("{code} is in Australia")))
        }
        (_, Some(known)) => Some(Finding::warning(format!("not a {}", known.called))),
        _ => None,
    }
}

/// Judges a postcode against state and country. Borders have exceptions, so it is never more than a warning.
pub fn judge_postcode(postcode: &str, state_text: &str, country: &str) -> Option<Finding> {
    if !matches!(country, HOME | "NZ") {
        return None;
    }
    let digits = postcode.len() == 4 && postcode.bytes().all(|b| b.is_ascii_digit());
    let Some(number) = postcode.parse::<u16>().ok().filter(|_| digits) else {
        return Some(Finding::warning("usually four digits"));
    };
    if country != HOME {
        return None;
    }
    let there = POSTCODES
        .iter()
        .find(|(from, to, _)| (*from..=*to).contains(&number))
        .map(|(_, _, state)| *state);
    Some(match (there, state(state_text)) {
        (Some(there), Some(chosen)) if there == chosen => {
            Finding::good(format!("matches {chosen}"))
        }
        (Some(there), Some(_)) => Finding::warning(format!("usually in {there}")),
        (Some(there), None) => Finding::note(format!("in {there}")),
        (None, _) => Finding::warning("in no state's range"),
    })
}
