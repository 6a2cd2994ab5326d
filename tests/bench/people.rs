//! Invented customers in the mix that the figures are about: the same seed gives the same rows.
use jiff::Timestamp;
use pintui::api::cards::Expiry;
use pintui::mirror::{Entry, Subscribed};
use std::borrow::Cow;
use std::sync::Arc;

const FIRST: &str = "James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan \
    Joseph Jessica Thomas Sarah Karen Charles Lisa Daniel Nancy Matthew Betty Anthony Sandra Mark Margaret Ashley \
    Steven Kimberly Andrew Emily Paul Donna Joshua Michelle Kenneth Carol Kevin Amanda Brian Melissa George Deborah \
    Timothy Stephanie Ronald Rebecca Jason Sharon Edward Laura Ryan Dorothy Jacob Amy Nicholas Angela Eric Shirley \
    Emma Stephen Brenda Pamela Nicole Scott Anna Samantha Benjamin Katherine Samuel Christine Gregory Rachel Patrick \
    Zoë Siobhán Björn François Chloé Aarav Priya Mei Hiroshi Yuki Oluwaseun Fatima Mohammed Wei Jürgen Renée";
const LAST: &str = "Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez \
    Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis \
    Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera \
    Campbell Mitchell Carter Roberts Phillips Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart Morris \
    Murphy Cook Rogers Morgan Cooper Peterson Bailey Reed Kelly Howard Ramos Kim Cox Ward Richardson Watson Brooks \
    Wood James Bennett Gray Hughes Price Sanders Patel Myers Long Ross Foster Powell Jenkins Perry Russell Sullivan \
    Müller Søndergaard O'Connor D'Angelo Nakamura Kowalczyk Papadopoulos Krishnamurthy Featherstone";
const DOMAINS: &str = "gmail.example outlook.example bigpond.example icloud.example hotmail.example yahoo.example \
    optus.example iinet.example fastmail.example westnet.example studio.example unimelb.example health.example";
const TRADES: &str =
    "Coffee Plumbing Logistics Brewing Wholefoods Dental Electrical Landscaping Consulting Bakery";
const SCHEMES: [&str; 3] = ["visa", "master", "american_express"];
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// When the oldest customer came, in seconds since 1970.
const FIRST_DAY: i64 = 1_340_000_000;
/// When the newest one came.
const LAST_DAY: i64 = 1_790_000_000;

/// Holds one invented customer.
pub struct Person {
    pub token: String,
    pub name: String,
    pub email: String,
    pub company: String,
    pub phone: String,
    pub notes: String,
    pub last_four: String,
    pub scheme: &'static str,
    /// In seconds since 1970.
    pub created: i64,
    pub expiry: Expiry,
}

impl<'a> From<&'a Person> for Entry<'a> {
    fn from(person: &'a Person) -> Self {
        Self {
            token: &person.token,
            name: Cow::Borrowed(&person.name),
            email: &person.email,
            company: &person.company,
            phone: &person.phone,
            notes: &person.notes,
            last_four: &person.last_four,
            scheme: person.scheme,
            network: "",
            created_at: Timestamp::from_second(person.created).ok(),
            expiry: Some(person.expiry),
            subscribed: Subscribed::UNKNOWN,
        }
    }
}

/// Gives invented customers, newest first, without an end.
pub struct People {
    state: u64,
    created: i64,
    first: Arc<[&'static str]>,
    last: Arc<[&'static str]>,
    domains: Arc<[&'static str]>,
    trades: Arc<[&'static str]>,
}

impl People {
    pub fn new(seed: u64) -> Self {
        Self {
            state: seed,
            created: LAST_DAY,
            first: FIRST.split_whitespace().collect(),
            last: LAST.split_whitespace().collect(),
            domains: DOMAINS.split_whitespace().collect(),
            trades: TRADES.split_whitespace().collect(),
        }
    }

    /// Gives the next 64 bits of `SplitMix64`.
    fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.bits() % end
    }

    /// Picks one; the first ones more often, as it is with names.
    fn pick(&mut self, of: &[&'static str]) -> &'static str {
        let end = of.len() as u64;
        let (a, b) = (self.below(end), self.below(end));
        let at = if self.below(2) == 0 { a.min(b) } else { a };
        of[usize::try_from(at).unwrap_or(0)]
    }

    fn token(&mut self) -> String {
        let mut token = String::from("cus_");
        let mut bits = (u128::from(self.bits()) << 64) | u128::from(self.bits());
        for _ in 0..21 {
            token.push(char::from(
                ALPHABET[usize::try_from(bits >> 122).unwrap_or(0)],
            ));
            bits <<= 6;
        }
        token.push(char::from(
            ALPHABET[usize::try_from(bits >> 122).unwrap_or(0)],
        ));
        token
    }

    fn email(&mut self, first: &str, last: &str) -> String {
        let plain = |text: &str| {
            let folded = pintui::text::fold::fold(text);
            folded
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .collect::<String>()
        };
        let (first, last, number) = (plain(first), plain(last), self.below(1_000));
        let initial = first.chars().next().unwrap_or('x');
        let domains = Arc::clone(&self.domains);
        let domain = self.pick(&domains);
        let local = match self.below(6) {
            0 => format!("{first}.{last}"),
            1 => format!("{initial}{last}{number}"),
            2 => format!("{first}{number}"),
            3 => format!("{first}_{last}{}", number % 100),
            4 => format!("{last}.{first}{}", number % 100),
            _ => format!("{first}.{last}{number}"),
        };
        format!("{local}@{domain}")
    }
}

impl Iterator for People {
    type Item = Person;

    fn next(&mut self) -> Option<Person> {
        let token = self.token();
        let (first, last, trades) = (
            Arc::clone(&self.first),
            Arc::clone(&self.last),
            Arc::clone(&self.trades),
        );
        let (given, family) = (self.pick(&first), self.pick(&last));
        let email = self.email(given, family);
        let trade = self.pick(&trades);
        let has = |chance: u64, rolled: u64| rolled % 100 < chance;
        let rolled = [self.bits(), self.bits(), self.bits()];
        let number = self.below(100_000_000);
        self.created -= i64::try_from(self.below(900)).unwrap_or(0);
        Some(Person {
            token,
            name: format!("{given} {family}"),
            email,
            company: if has(30, rolled[0]) {
                format!("{family} {trade} Pty Ltd")
            } else {
                String::new()
            },
            phone: if has(30, rolled[1]) {
                format!(
                    "04{:02} {:03} {:03}",
                    number / 1_000_000,
                    number / 1_000 % 1_000,
                    number % 1_000
                )
            } else {
                String::new()
            },
            notes: if has(10, rolled[2]) {
                format!("Asked for the invoice of order {number:08}")
            } else {
                String::new()
            },
            last_four: format!("{:04}", self.below(10_000)),
            scheme: SCHEMES[usize::try_from(self.below(3)).unwrap_or(0)],
            created: self.created.max(FIRST_DAY),
            expiry: Expiry {
                year: 2025 + i16::try_from(self.below(5)).unwrap_or(0),
                month: 1 + i8::try_from(self.below(12)).unwrap_or(0),
            },
        })
    }
}
