//! The lists that a form opens: countries, states, test cards.
use super::Editor;
use super::choosing::entries;
use crate::api::cards::NewCard;
use crate::api::ids::CardId;
use crate::model::ask::{Ask, Choice, Pick, Then};
use crate::model::cx::Cx;
use crate::model::form::ahead::Ahead;
use crate::model::form::field::{Field, PickList, Source};
use crate::model::form::{Finding, address, expiry};
use crate::secret::facts;
use crate::secret::facts::{TEST_CARDS, TestCard};
use crate::ui::overlays::form::content::new_card;
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
    (Field::CARD_NAME, "Test Cardholder"),
    (Field::LINE1, "1 Example Street"),
    (Field::CITY, "Sydney"),
    (Field::STATE, "NSW"),
    (Field::POSTCODE, "2000"),
    (Field::COUNTRY, address::HOME),
];

impl Editor {
    /// Opens the list from which the field that has the focus is picked.
    pub fn open_list(&self, cx: &mut Cx) {
        let Some((field, list)) = self.field().zip(self.list()) else {
            return;
        };
        let held = self.content.entries.text(field);
        cx.open(Ask::Pick(pick(list, held)));
    }

    pub fn open_test_cards(&self, cx: &mut Cx) {
        let by_token = self.content.entries.source == Source::Token;
        let mut choices = [
            choices(CARD, "fill in the number"),
            choices(TOKEN, "create a card token"),
        ];
        if by_token {
            choices.reverse();
        }
        cx.open(Ask::Pick(Pick {
            title: "Test cards".to_owned(),
            enter: "fill in",
            about: vec![
                "Type to narrow: visa declined, mastercard success, token amex.".to_owned(),
                "Every card can be added; the result shows when it is charged.".to_owned(),
                String::new(),
            ],
            choices: choices.into_iter().flatten().collect(),
            here: 0,
        }));
    }

    /// Takes what was picked from one of these lists. Returns the test card of which a token is wanted.
    pub fn take_pick(&mut self, text: &str) -> Option<&'static TestCard> {
        self.ahead = Ahead::default();
        let test_card = |at: &str| TEST_CARDS.get(at.parse::<usize>().ok()?);
        if let Some(code) = text.strip_prefix(COUNTRY) {
            self.choose(Field::COUNTRY, code);
        } else if let Some(code) = text.strip_prefix(STATE) {
            self.choose(Field::STATE, code);
        } else if let Some(card) = text.strip_prefix(CARD).and_then(test_card) {
            self.use_test_card(card);
        }
        text.strip_prefix(TOKEN).and_then(test_card)
    }

    /// Fills in a test card, and a holder and an address where nobody has said.
    fn use_test_card(&mut self, card: &TestCard) {
        self.give_card_by(Source::Number);
        let expiry = expiry::future(self.content.terms.today);
        let entries = &mut self.content.entries;
        entries.number.set(card.number);
        entries.cvc.set(code_of(card));
        entries.set(Field::EXPIRY, &expiry);
        for (field, text) in SAMPLE {
            if entries.is_empty(field) {
                entries.set(field, text);
            }
        }
        for field in Field::of_card(Source::Number) {
            self.remarks.refused.remove(&field);
        }
        self.remarks.notes.clear();
        self.go_to_field(Field::NUMBER);
    }

    /// Returns a test card with what was typed of its holder, to make a token of it.
    pub fn test_card(&self, card: &TestCard) -> Option<NewCard> {
        let text = |field: Field| {
            let Some((_, sample)) = SAMPLE.iter().find(|(other, _)| *other == field) else {
                return String::new();
            };
            let typed = self.content.entries.text(field);
            if typed.is_empty() { *sample } else { typed }.to_owned()
        };
        let expiry = expiry::read(&expiry::future(self.content.terms.today))?;
        Some(new_card(card.number, code_of(card), expiry, text))
    }

    /// Waits for the token of a test card.
    pub fn expect_token(&mut self) {
        self.give_card_by(Source::Token);
        self.go_to_field(Field::TOKEN);
        self.remarks.note("Creating a card token…");
    }

    /// Fills in a card token that was made.
    pub fn use_token(&mut self, token: &CardId) {
        let entries = &mut self.content.entries;
        entries.set(Field::TOKEN, token.as_str());
        self.give_card_by(Source::Token);
        self.changed(Field::TOKEN);
        self.remarks
            .say(Field::TOKEN, Finding::good("created, works once"));
    }
}

/// Returns a code of the length that the scheme wants.
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
        then: Then::Give(format!("{prefix}{at}")),
    })
}

/// Writes a documented test number, which is nobody's, in groups.
fn grouped(number: &str) -> String {
    let groups = facts::groups(number);
    let mut out = String::new();
    for (at, digit) in number.chars().enumerate() {
        while out.len() < column(at, groups) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

/// Returns the list of countries or states, beginning at the one that is held.
fn pick(list: PickList, held: &str) -> Pick {
    let (title, prefix) = match list {
        PickList::Country => ("Country", COUNTRY),
        PickList::State => ("State", STATE),
    };
    let choice = |label: &str, detail: &str, code: &str| Choice {
        label: label.to_owned(),
        detail: detail.to_owned(),
        then: Then::Give(format!("{prefix}{code}")),
    };
    let all = entries(list);
    let here = all.iter().position(|(code, _)| *code == held);
    let mut choices = Vec::new();
    for (code, names) in &all {
        let name = names.first().unwrap_or(code);
        choices.push(match list {
            PickList::Country => choice(name, code, code),
            PickList::State => choice(code, name, code),
        });
    }
    if list == PickList::State {
        choices.push(choice("none", "leave it empty", ""));
    }
    Pick {
        title: title.to_owned(),
        enter: "choose",
        about: Vec::new(),
        choices,
        here: here.unwrap_or(0),
    }
}
