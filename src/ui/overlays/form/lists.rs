//! The lists that a form opens: countries, states, test cards.
use super::request::shared;
use super::{Errand, Form, What};
use crate::api::cards::NewCard;
use crate::api::write::Write;
use crate::config::Mode;
use crate::model::ask::{Ask, Choice, FormKind, Pick, Then};
use crate::model::cx::Cx;
use crate::model::form::ahead::Ahead;
use crate::model::form::field::{Field, Source};
use crate::model::form::{address, expiry, states};
use crate::secret::facts::{TEST_CARDS, TestCard};
use crate::ui::widgets::digits_box::column;

/// What a picked line begins with, so that the form knows what it is about.
const COUNTRY: &str = "country ";
const STATE: &str = "state ";
const CARD: &str = "card ";
const TOKEN: &str = "token ";

/// How many letters the longest number has in its groups.
const LONGEST: usize = 19;

/// What a test card's holder is called, where nobody has said.
const SAMPLE: [(Field, &str); 6] = [
    (Field::CardName, "Test Cardholder"),
    (Field::Line1, "1 Example Street"),
    (Field::City, "Sydney"),
    (Field::State, "NSW"),
    (Field::Postcode, "2000"),
    (Field::Country, address::HOME),
];

impl Form {
    pub(super) fn open_list(&self, cx: &mut Cx) {
        let Some(field) = self.field() else { return };
        let held = self.entries.text(field);
        match field {
            Field::Country => cx.open(Ask::Pick(countries(held))),
            Field::State => cx.open(Ask::Pick(states(held))),
            _ => {}
        }
    }

    pub(super) fn why_no_test_cards(&self) -> Option<&'static str> {
        match (&self.kind, self.mode) {
            (FormKind::EditCustomer(_), _) => {
                Some("This form has no card; press a in Cards to add one")
            }
            (_, Mode::Live) => Some("Test cards are for the sandbox and TEST; this is LIVE"),
            _ => self.why_no_review(),
        }
    }

    pub(super) fn open_test_cards(&self, cx: &mut Cx) {
        let by_token = self.entries.source == Source::Token;
        let numbers = choices(CARD, "fill in the number");
        let tokens = choices(TOKEN, "create a card token");
        let choices = if by_token {
            tokens.chain(numbers).collect()
        } else {
            numbers.chain(tokens).collect()
        };
        cx.open(Ask::Pick(Pick {
            title: "Test cards".to_owned(),
            enter: "fill in",
            about: vec![
                "Type to narrow: visa declined, mastercard success, token amex.".to_owned(),
                "Every card can be added; the result shows when it is charged.".to_owned(),
                String::new(),
            ],
            choices,
            here: 0,
        }));
    }

    /// Takes what was picked from one of these lists.
    pub(super) fn take_pick(&mut self, text: &str, cx: &mut Cx) {
        self.ahead = Ahead::default();
        let test_card = |at: &str| TEST_CARDS.get(at.parse::<usize>().ok()?);
        if let Some(code) = text.strip_prefix(COUNTRY) {
            self.choose(Field::Country, code);
        } else if let Some(code) = text.strip_prefix(STATE) {
            self.choose(Field::State, code);
        } else if let Some(card) = text.strip_prefix(CARD).and_then(test_card) {
            self.use_test_card(card);
        } else if let Some(card) = text.strip_prefix(TOKEN).and_then(test_card) {
            self.make_token(card, cx);
        }
    }

    /// Fills in a test card, and a holder and an address where nobody has said.
    fn use_test_card(&mut self, card: &TestCard) {
        self.give_card_by(Source::Number);
        self.entries.number.set(card.number);
        self.entries.cvc.set(code_of(card));
        self.entries.set(Field::Expiry, &expiry::future(self.today));
        for (field, text) in SAMPLE {
            if self.entries.is_empty(field) {
                self.entries.set(field, text);
            }
        }
        for field in self.fields() {
            if field.customer().is_none() {
                self.refused.remove(&field);
            }
        }
        self.notes.clear();
        self.go_to_field(Field::Number);
    }

    /// Makes a token of a test card; the answer fills it in.
    fn make_token(&mut self, card: &TestCard, cx: &mut Cx) {
        if self.errand.is_some() || self.mode == Mode::Live {
            return;
        }
        let Some(expiry) = expiry::read(&expiry::future(self.today)) else {
            return;
        };
        let text = |field: Field| {
            let typed = self.entries.text(field);
            let sample = SAMPLE.iter().find(|(other, _)| *other == field);
            let sample = sample.map_or("", |(_, text)| *text);
            if typed.is_empty() { sample } else { typed }.to_owned()
        };
        let card = NewCard {
            number: shared(card.number),
            cvc: shared(code_of(card)),
            expiry,
            name: text(Field::CardName),
            address_line1: text(Field::Line1),
            address_line2: String::new(),
            address_city: text(Field::City),
            address_postcode: text(Field::Postcode),
            address_state: text(Field::State),
            address_country: text(Field::Country),
        };
        cx.write(Write::CreateCard(card), None);
        self.errand = Some(Errand::begun(What::Token, &cx.sight));
        self.give_card_by(Source::Token);
        self.go_to_field(Field::Token);
        self.notes = vec!["Creating a card token…".to_owned()];
    }
}

/// Gives a code of the length that the scheme wants.
fn code_of(card: &TestCard) -> &'static str {
    if card.scheme.cvc_length() == 4 {
        "1234"
    } else {
        "123"
    }
}

fn choices(prefix: &'static str, what: &'static str) -> impl Iterator<Item = Choice> {
    TEST_CARDS.iter().enumerate().map(move |(at, card)| Choice {
        label: format!("{} {}", card.scheme, card.result.word()),
        detail: format!("{:LONGEST$}  {what}", grouped(card.number)),
        then: Then::Fill(format!("{prefix}{at}")),
    })
}

/// Writes a documented test number, which is nobody's, in groups.
fn grouped(number: &str) -> String {
    let groups = crate::secret::facts::groups(number);
    let mut out = String::new();
    for (at, digit) in number.chars().enumerate() {
        while out.len() < column(at, groups) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

/// Lists the countries, beginning at the one that is held.
fn countries(held: &str) -> Pick {
    let all = address::countries();
    let here = all.iter().position(|country| country.alpha2 == held);
    Pick {
        title: "Country".to_owned(),
        enter: "choose",
        about: Vec::new(),
        choices: all
            .into_iter()
            .map(|country| Choice {
                label: country.name.to_owned(),
                detail: country.alpha2.to_owned(),
                then: Then::Fill(format!("{COUNTRY}{}", country.alpha2)),
            })
            .collect(),
        here: here.unwrap_or(0),
    }
}

/// Lists the states, beginning at the one that is held.
fn states(held: &str) -> Pick {
    let none = Choice {
        label: "none".to_owned(),
        detail: "leave it empty".to_owned(),
        then: Then::Fill(STATE.to_owned()),
    };
    let all = states::AUSTRALIA.iter();
    let here = all.clone().position(|(code, _)| *code == held);
    Pick {
        title: "State".to_owned(),
        enter: "choose",
        about: Vec::new(),
        choices: all
            .map(|(code, name)| Choice {
                label: (*code).to_owned(),
                detail: (*name).to_owned(),
                then: Then::Fill(format!("{STATE}{code}")),
            })
            .chain([none])
            .collect(),
        here: here.unwrap_or(0),
    }
}
