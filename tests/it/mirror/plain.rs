//! The plain filter: customers as they are, conditions as data, no index.
use jiff::Timestamp;
use jiff::civil::date;
use pintui::api::cards::Expiry;
use pintui::mirror::{Entry, Subscribed};
use pintui::text::fold::fold;
use proptest::prelude::*;

/// Holds a customer; `digits` are the significant ones of the phone number.
#[derive(Clone, Debug)]
pub struct Sample {
    pub token: String,
    pub name: String,
    pub email: String,
    pub company: String,
    pub notes: String,
    pub digits: String,
    pub phone_form: u8,
    pub last_four: String,
    pub scheme: usize,
    pub created: Option<(i16, i8)>,
    pub expiry: Option<(i8, i16)>,
    pub subscribed: usize,
}

pub const SCHEMES: [(&str, &str); 3] = [("", ""), ("visa", "Visa"), ("master", "Mastercard")];
pub const STATES: [(&str, Subscribed); 3] = [
    ("?", Subscribed::UNKNOWN),
    ("active", Subscribed::ACTIVE),
    ("none", Subscribed::NONE),
];

impl Sample {
    pub fn phone(&self) -> String {
        let digits = &self.digits;
        match self.phone_form {
            _ if digits.is_empty() => String::new(),
            0 => format!("0{digits}"),
            1 => format!("+61 {}", digits.split_at(2).0) + " " + digits.split_at(2).1,
            2 => format!("(0{}) {}", digits.split_at(1).0, digits.split_at(1).1),
            _ => format!("+61 (0) {digits}"),
        }
    }

    /// Calls with the customer as the index takes it.
    pub fn with<T>(&self, call: impl FnOnce(&Entry<'_>) -> T) -> T {
        let phone = self.phone();
        let seconds = self.created.map(|(year, month)| at(year, month));
        call(&Entry {
            token: &self.token,
            name: (&self.name).into(),
            email: &self.email,
            company: &self.company,
            phone: &phone,
            notes: &self.notes,
            last_four: &self.last_four,
            scheme: SCHEMES[self.scheme].0,
            network: "",
            created_at: seconds,
            expiry: self.expiry.map(|(month, year)| Expiry { year, month }),
            subscribed: STATES[self.subscribed].1,
        })
    }

    pub fn created_at(&self) -> Option<Timestamp> {
        self.created.map(|(year, month)| at(year, month))
    }
}

/// Gives a moment inside a month.
fn at(year: i16, month: i8) -> Timestamp {
    let day = date(year, month, 14).at(9, 30, 0, 0);
    day.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp()
}

/// Holds a condition as data.
#[derive(Clone, Debug)]
pub enum Condition {
    Word(String),
    /// Part of a phone number; 0: as it is, 1: with a leading zero, 2: with +61.
    Digits(String, u8),
    Name(String),
    Email(String),
    Company(String),
    Notes(String),
    Phone(String),
    LastFour(String),
    Token(String),
    Scheme(&'static str),
    Expired,
    Expiring,
    Created(&'static str, i16, i8),
    Subscribed(usize),
}

impl Condition {
    pub fn typed(&self) -> String {
        let quoted = |text: &str| format!("\"{text}\"");
        match self {
            Self::Word(text) => quoted(text),
            Self::Digits(text, 0) => text.clone(),
            Self::Digits(text, 1) => format!("0{text}"),
            Self::Digits(text, _) => format!("+61{text}"),
            Self::Name(text) => format!("name:{}", quoted(text)),
            Self::Email(text) => format!("Email:{}", quoted(text)),
            Self::Company(text) => format!("company:{}", quoted(text)),
            Self::Notes(text) => format!("notes:{}", quoted(text)),
            Self::Phone(text) => format!("phone:0{text}"),
            Self::LastFour(text) => format!("last4:{text}"),
            Self::Token(text) => format!("token:{}", quoted(text)),
            Self::Scheme(text) => format!("scheme:{text}"),
            Self::Expired => "card:expired".to_owned(),
            Self::Expiring => "CARD:Expiring".to_owned(),
            Self::Created(sign, year, month) => format!("created:{sign}{year}-{month:02}"),
            Self::Subscribed(state) => format!("sub:{}", STATES[*state].0),
        }
    }

    pub fn holds(&self, row: &Sample) -> bool {
        let has = |text: &str, part: &str| fold(text).contains(&fold(part));
        let has_anywhere = |part: &str| {
            let texts = [
                &row.name,
                &row.email,
                &row.company,
                &row.notes,
                &row.digits,
                &row.last_four,
            ];
            let in_token = fold(part).len() >= 4 && has(&row.token, part);
            in_token || texts.iter().any(|text| has(text, part))
        };
        match self {
            Self::Word(text) => has_anywhere(text),
            Self::Digits(text, form) => {
                let in_phone = text.len() >= 3 && row.digits.contains(text.as_str());
                has_anywhere(&self.typed()) || (*form > 0 && in_phone)
            }
            Self::Name(text) => has(&row.name, text),
            Self::Email(text) => has(&row.email, text),
            Self::Company(text) => has(&row.company, text),
            Self::Notes(text) => has(&row.notes, text),
            Self::Phone(text) => row.digits.contains(text.as_str()),
            Self::LastFour(text) => row.last_four.contains(text.as_str()),
            Self::Token(text) => has(&row.token, text),
            Self::Scheme(text) => {
                let (wire, name) = SCHEMES[row.scheme];
                has(wire, text) || has(name, text)
            }
            Self::Expired => row
                .expiry
                .is_some_and(|(month, year)| (year, month) < (2026, 11)),
            Self::Expiring => row
                .expiry
                .is_some_and(|expiry| [(11, 2026), (12, 2026)].contains(&expiry)),
            Self::Created(sign, year, month) => row.created.is_some_and(|created| match *sign {
                "<" => created < (*year, *month),
                "<=" => created <= (*year, *month),
                ">" => created > (*year, *month),
                ">=" => created >= (*year, *month),
                _ => created == (*year, *month),
            }),
            Self::Subscribed(state) => row.subscribed == *state,
        }
    }
}

pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[abAB é\u{301}Ａ]{0,9}",
        1 => "(anna|bob|ab) (abba|baba)",
    ]
}

pub fn sample() -> impl Strategy<Value = Sample> {
    let token = prop_oneof![
        3 => "cus_[abAB]{21}[AQgw]",
        1 => "cus_[ab]{1,5}",
        1 => "x[abAB]{3,24}",
    ];
    let digits = prop_oneof![Just(String::new()), "[2-4][0-4]{8}"];
    let cards = (
        "[0-4]{4}",
        0..3_usize,
        proptest::option::of((1..13_i8, 2025..2028_i16)),
    );
    let times = (proptest::option::of((2024..2027_i16, 1..13_i8)), 0..3_usize);
    let texts = (text(), text(), text(), text());
    (token, texts, (digits, 0..4_u8), cards, times).prop_map(
        |(token, (name, email, company, notes), (digits, phone_form), card, time)| Sample {
            token,
            name,
            email,
            company,
            notes,
            digits,
            phone_form,
            last_four: card.0,
            scheme: card.1,
            created: time.0,
            expiry: card.2,
            subscribed: time.1,
        },
    )
}

/// Gives a condition and whether it excludes.
pub fn condition() -> impl Strategy<Value = (Condition, bool)> {
    let part = || "[abéA]( ?[ab]){0,4}";
    let any = prop_oneof![
        6 => part().prop_map(Condition::Word),
        1 => "c?us_[ab]{0,3}".prop_map(Condition::Word),
        1 => part().prop_map(Condition::Name),
        1 => part().prop_map(Condition::Email),
        1 => part().prop_map(Condition::Company),
        1 => part().prop_map(Condition::Notes),
        1 => "[2-4][0-4]{1,4}".prop_map(Condition::Phone),
        1 => "[0-4]{1,4}".prop_map(Condition::LastFour),
        1 => "(cus_)?[abA]{1,6}".prop_map(Condition::Token),
        1 => proptest::sample::select(vec!["vis", "visa", "master", "mastercard", "x"]).prop_map(Condition::Scheme),
        1 => Just(Condition::Expired),
        1 => Just(Condition::Expiring),
        2 => (proptest::sample::select(vec!["", "=", "<", "<=", ">", ">="]), 2024..2027_i16, 1..13_i8)
            .prop_map(|(sign, year, month)| Condition::Created(sign, year, month)),
        1 => (1..3_usize).prop_map(Condition::Subscribed),
    ];
    (any, proptest::bool::weighted(0.2))
}

/// Gives conditions as they are typed, and as data; neighbouring digits would be one number.
pub fn conditions() -> impl Strategy<Value = (String, Vec<(Condition, bool)>)> {
    let digits =
        ("[2-4][0-4]{1,5}", 0..3_u8).prop_map(|(text, form)| Condition::Digits(text, form));
    let few = proptest::collection::vec(condition(), 0..4);
    (
        few,
        proptest::option::weighted(0.2, (digits, any::<bool>())),
    )
        .prop_map(|(mut all, digits)| {
            all.extend(digits);
            let typed = |(condition, excludes): &(Condition, bool)| {
                let mark = if *excludes { "!" } else { "" };
                format!("{mark}{}", condition.typed())
            };
            let text: Vec<String> = all.iter().map(typed).collect();
            (text.join(" "), all)
        })
}

pub fn all_hold(conditions: &[(Condition, bool)], row: &Sample) -> bool {
    conditions.iter().all(|(condition, excludes)| {
        let is_unread = matches!(condition, Condition::Subscribed(_)) && row.subscribed == 0;
        !is_unread && condition.holds(row) != *excludes
    })
}
