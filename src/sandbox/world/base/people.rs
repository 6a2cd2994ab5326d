//! The people behind base customers. Mail domains are reserved ones and phone numbers are those kept for
//! fiction in Australia.

use super::pools::{Culture, Names, Places, Pools, Word};
use crate::sandbox::world::records::Person;
use crate::sandbox::world::rng::Rng;

impl Pools {
    /// Draws a person.
    pub(super) fn person(&self, rng: &mut Rng) -> Person {
        let name = self.names.name(rng);
        let company = rng.chance(38).then(|| self.places.company(rng)).flatten();
        let email = self.names.email(rng, &name, company.as_ref());
        let unnamed = company.is_some() && rng.chance(8);
        let half_named = rng.chance(2);
        Person {
            email,
            first_name: (!unnamed).then(|| name.given.shown.clone()),
            last_name: (!unnamed && !half_named).then(|| name.family.shown.clone()),
            phone_number: rng.chance(78).then(|| phone(rng)),
            company: company.map(|company| company.shown()),
            notes: rng
                .chance(24)
                .then(|| rng.pick(&self.places.notes).cloned())
                .flatten(),
        }
    }
}

impl Names {
    fn name(&self, rng: &mut Rng) -> Name<'_> {
        let culture = rng.weighted(&self.cultures, |culture: &Culture| culture.weight);
        let given = culture.and_then(|culture| rng.pick(&culture.given));
        let family = culture.and_then(|culture| rng.pick(&culture.family));
        Name {
            given: given.unwrap_or(&NOTHING),
            family: family.unwrap_or(&NOTHING),
            family_first: culture.is_some_and(|culture| culture.family_first),
        }
    }

    fn email(&self, rng: &mut Rng, name: &Name, company: Option<&Company>) -> String {
        let (given, family) = (name.given.plain.as_str(), name.family.plain.as_str());
        if let Some(company) = company.filter(|_| rng.chance(45)) {
            let office = rng
                .pick(&["hello", "accounts", "orders", "office"])
                .copied()
                .unwrap_or("hello");
            let local = if rng.chance(60) { given } else { office };
            return [local, "@", &company.plain(), ".example"].concat();
        }
        let domain = rng.weighted(&self.domains, |(weight, _)| *weight);
        let domain = domain.map_or("example.com", |(_, domain)| domain.as_str());
        match rng.below(10) {
            0..4 => [given, ".", family, "@", domain].concat(),
            4..6 if name.family_first => [family, given, "@", domain].concat(),
            4..6 => [given, family, "@", domain].concat(),
            6 => {
                let initial = given.get(..1).unwrap_or_default();
                [initial, family, "@", domain].concat()
            }
            7 => format!("{given}{}@{domain}", rng.between(1, 99)),
            _ => format!("{given}.{family}{}@{domain}", rng.between(1, 999)),
        }
    }
}

impl Places {
    fn company(&self, rng: &mut Rng) -> Option<Company<'_>> {
        Some(Company {
            first: rng.pick(&self.company_first)?,
            trade: rng.pick(&self.company_trade)?,
            form: rng.pick(&self.company_form)?,
        })
    }
}

struct Name<'a> {
    given: &'a Word,
    family: &'a Word,
    family_first: bool,
}

/// The name where the pools hold none.
static NOTHING: Word = Word {
    shown: String::new(),
    plain: String::new(),
};

struct Company<'a> {
    first: &'a Word,
    trade: &'a Word,
    form: &'a str,
}

impl Company<'_> {
    fn shown(&self) -> String {
        [&self.first.shown, " ", &self.trade.shown, " ", self.form].concat()
    }

    /// The company as its mail domain spells it, in one piece.
    fn plain(&self) -> String {
        let words = [&self.first.plain, &self.trade.plain];
        let letters = words.into_iter().flat_map(|word| word.chars());
        letters.filter(|c| *c != '.').collect()
    }
}

fn phone(rng: &mut Rng) -> String {
    match rng.below(10) {
        0..3 => format!("02 5550 {:04}", rng.below(10_000)),
        3..5 => format!("03 7010 {:04}", rng.below(10_000)),
        5 => format!("(02) 7010 {:04}", rng.below(10_000)),
        6 => format!("+61 491 570 {:03}", rng.below(1_000)),
        _ => format!("0491 570 {:03}", rng.below(1_000)),
    }
}
