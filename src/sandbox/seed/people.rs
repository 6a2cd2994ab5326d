//! Who the customers are. Mail domains are reserved ones and phone numbers are those kept for fiction in Australia.

use super::pools::{Culture, First};
use super::{World, purpose};
use crate::sandbox::noise::Noise;
use crate::sandbox::record::Person;

impl World {
    /// Describes a base customer as it was before any change.
    pub(in crate::sandbox) fn person(&self, index: u32) -> Person {
        match self.pools.first(index) {
            Some(first) => by_hand(first),
            None => self.drawn(index),
        }
    }

    fn drawn(&self, index: u32) -> Person {
        let mut noise = self.noise(purpose::PERSON, index, 0);
        let name = self.name(&mut noise);
        let company = noise.chance(38).then(|| self.company(&mut noise)).flatten();
        let email = self.email(&mut noise, &name, company.as_ref());
        let unnamed = company.is_some() && noise.chance(8);
        let half_named = noise.chance(2);
        Person {
            email,
            first_name: (!unnamed).then_some(name.given.shown),
            last_name: (!unnamed && !half_named).then_some(name.family.shown),
            phone_number: noise.chance(78).then(|| phone(&mut noise)),
            company: company.map(|word| word.shown),
            notes: noise
                .chance(24)
                .then(|| noise.pick(&self.pools.places.notes).cloned())
                .flatten(),
        }
    }

    fn name(&self, noise: &mut Noise) -> Name {
        let culture = noise.weighted(&self.pools.names.cultures, |culture: &Culture| {
            culture.weight
        });
        let given = culture
            .and_then(|culture| noise.pick(&culture.given))
            .map_or("", String::as_str);
        let family = culture
            .and_then(|culture| noise.pick(&culture.family))
            .map_or("", String::as_str);
        Name {
            given: Word::new(given),
            family: Word::new(family),
            family_first: culture.is_some_and(|culture| culture.family_first),
        }
    }

    fn company(&self, noise: &mut Noise) -> Option<Word> {
        let places = &self.pools.places;
        let first = Word::new(noise.pick(&places.company_first)?);
        let trade = noise.pick(&places.company_trade)?;
        let form = noise.pick(&places.company_form)?;
        Some(Word {
            shown: format!("{} {trade} {form}", first.shown),
            plain: format!("{}{}", first.plain, plain(trade).replace('.', "")).replace('.', ""),
        })
    }

    fn email(&self, noise: &mut Noise, name: &Name, company: Option<&Word>) -> String {
        let (given, family) = (&name.given.plain, &name.family.plain);
        if let Some(company) = company.filter(|_| noise.chance(45)) {
            let desk = noise
                .pick(&["hello", "accounts", "orders", "office"])
                .copied()
                .unwrap_or("hello");
            let local = if noise.chance(60) {
                given.as_str()
            } else {
                desk
            };
            return format!("{local}@{}.example", company.plain);
        }
        let domain = noise.weighted(&self.pools.names.domains, |(weight, _)| *weight);
        let domain = domain.map_or("example.com", |(_, domain)| domain.as_str());
        let local = match noise.below(10) {
            0..4 => format!("{given}.{family}"),
            4..6 if name.family_first => format!("{family}{given}"),
            4..6 => format!("{given}{family}"),
            6 => format!("{}{family}", given.chars().take(1).collect::<String>()),
            7 => format!("{given}{}", noise.between(1, 99)),
            _ => format!("{given}.{family}{}", noise.between(1, 999)),
        };
        format!("{local}@{domain}")
    }
}

struct Name {
    given: Word,
    family: Word,
    family_first: bool,
}

/// A word as it is written and as it stands in an address.
struct Word {
    shown: String,
    plain: String,
}

impl Word {
    fn new(entry: &str) -> Self {
        let (shown, romanised) = entry.split_once('|').unwrap_or((entry, entry));
        Self {
            shown: shown.to_owned(),
            plain: plain(romanised),
        }
    }
}

/// Keeps what may stand in an address: ASCII letters, digits, and dots for blanks.
fn plain(text: &str) -> String {
    let dotted = text.chars().map(|c| {
        if c == ' ' || c == '-' {
            '.'
        } else {
            c.to_ascii_lowercase()
        }
    });
    dotted
        .filter(|c| c.is_ascii_alphanumeric() || *c == '.')
        .collect()
}

fn phone(noise: &mut Noise) -> String {
    match noise.below(10) {
        0..3 => format!("02 5550 {:04}", noise.below(10_000)),
        3..5 => format!("03 7010 {:04}", noise.below(10_000)),
        5 => format!("(02) 7010 {:04}", noise.below(10_000)),
        6 => format!("+61 491 570 {:03}", noise.below(1_000)),
        _ => format!("0491 570 {:03}", noise.below(1_000)),
    }
}

fn by_hand(first: &First) -> Person {
    Person {
        email: first.email.clone(),
        first_name: first.given.clone(),
        last_name: first.family.clone(),
        phone_number: first.phone.clone(),
        company: first.company.clone(),
        notes: first.notes.clone(),
    }
}
