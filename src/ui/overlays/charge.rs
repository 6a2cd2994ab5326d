//! Everything that is known of one charge, read again when it is opened.
use crate::api::call::{Call, Record, Subject};
use crate::api::charges::{Adjustment, Charge};
use crate::api::ids::{ChargeId, CustomerId};
use crate::api::refunds::Refund;
use crate::model::action::Action;
use crate::model::ask::Ask;
use crate::model::cx::{Cx, Sight};
use crate::model::keymap::Context;
use crate::model::listing::Listing;
use crate::text::Safe;
use crate::ui::overlays::{Overlay, centred, copies};
use crate::ui::panes::charges::{rows, status};
use crate::ui::panes::draw_instead;
use crate::ui::panes::subscriptions::want_list;
use crate::ui::pen::Pen;
use crate::ui::show;
use crate::ui::theme::Theme;
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::facts::{self, Fact, wrapped};
use crate::ui::widgets::frame::Frame;
use ratatui::layout::Rect;
use std::borrow::Cow;

/// How wide the box is at the most.
const WIDTH: u16 = 100;
/// How wide the labels are.
const LABEL: u16 = 20;

/// Holds which charge it is and how far its fields are scrolled.
#[derive(Debug)]
pub struct Detail {
    customer: CustomerId,
    id: ChargeId,
    cursor: Cursor,
    lines: usize,
    height: usize,
}

impl Detail {
    pub fn new(customer: CustomerId, id: ChargeId) -> Self {
        Self {
            customer,
            id,
            cursor: Cursor::default(),
            lines: 0,
            height: 0,
        }
    }

    fn charge<'a>(&self, sight: &Sight<'a>) -> Option<&'a Charge> {
        sight.store.charge(&self.customer, &self.id)
    }

    fn place(area: Rect) -> Rect {
        centred(area, WIDTH, area.height)
    }

    fn facts(&self, sight: &Sight, theme: Theme, width: u16) -> Vec<Fact> {
        let Some(charge) = self.charge(sight) else {
            return Vec::new();
        };
        let mut facts = of_charge(charge, sight, theme);
        facts.extend(of_money(charge, theme));
        facts.extend(self.of_refunds(charge, sight, theme));
        facts.extend(of_card(charge, theme));
        facts.extend(of_transfers(charge, sight, theme));
        facts.extend(of_metadata(charge, theme));
        facts.extend(of_authorisation(charge, theme));
        facts.extend(of_answer(charge, theme));
        wrapped(facts, LABEL, width)
    }

    fn of_refunds(&self, charge: &Charge, sight: &Sight, theme: Theme) -> Vec<Fact> {
        let subject = Subject::Refunds(self.id.clone());
        let list = sight.store.refunds(&self.id);
        let items = list.map_or(&[][..], Listing::items);
        let mut facts = heading("Refunds");
        facts.extend(items.iter().map(|refund| refund_line(refund, sight, theme)));
        let whole = list.is_some_and(Listing::is_complete);
        let note = match sight.store.failure(&subject) {
            Some(error) => Some((error.headline(sight.host()), theme.bad())),
            None if charge.success == Some(false) => {
                Some(("none: the charge failed".to_owned(), theme.dim()))
            }
            None if !whole => Some(("reading them…".to_owned(), theme.dim())),
            None if items.is_empty() => Some(("none".to_owned(), theme.dim())),
            None => None,
        };
        facts.extend(note.map(|(text, style)| Fact::new("", text, style)));
        facts
    }
}

impl Overlay for Detail {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Record, Context::List, Context::Global]
    }

    fn wants(&self, sight: &Sight, wanted: &mut Vec<Call>) {
        wanted.push(Call::GetCharge(self.id.clone()));
        // A charge that failed took no money, so there is none to give back.
        let failed = self.charge(sight).is_some_and(|c| c.success == Some(false));
        if !failed {
            let page = |page| Call::ListRefunds {
                charge: self.id.clone(),
                page,
            };
            want_list(&Subject::Refunds(self.id.clone()), page, sight, wanted);
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx) {
        if self.cursor.scroll(action, self.lines, self.height) {
            return;
        }
        match action {
            Action::Back => cx.close(),
            Action::Raw => cx.open(Ask::Raw(Record::Charge(self.id.clone()))),
            Action::Refresh => {
                cx.doubt(Subject::Charge(self.id.clone()));
                cx.doubt(Subject::Refunds(self.id.clone()));
            }
            Action::Copy => {
                if let Some(charge) = self.charge(&cx.sight) {
                    cx.open(Ask::Pick(copies::of_charge(charge)));
                }
            }
            _ => {}
        }
    }

    fn why_not(&self, action: Action, sight: &Sight) -> Option<Cow<'static, str>> {
        let unread = action == Action::Copy && self.charge(sight).is_none();
        unread.then_some("The charge has not been read yet".into())
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        let place = Self::place(area);
        let width = place.width.saturating_sub(4);
        self.lines = self.facts(sight, Theme::plain(), width).len();
        self.height = usize::from(place.height.saturating_sub(2));
        self.cursor.top = self.cursor.top.min(self.lines.saturating_sub(self.height));
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let place = Self::place(area);
        pen.clear(place);
        let subject = Subject::Charge(self.id.clone());
        let bottom = match (
            sight.store.failure(&subject),
            sight.inflight.asked_since(&subject),
        ) {
            (Some(error), _) => format!("r tries again · {}", error.headline(sight.host())),
            (None, Some(_)) => "reading it again…".to_owned(),
            (None, None) => "Esc goes back".to_owned(),
        };
        let frame = Frame {
            title: &format!("Charge {}", self.id),
            bottom: &bottom,
            focused: true,
            scroll: Some((self.lines, self.cursor.top)),
            ..Frame::default()
        };
        let inner = frame.draw(pen, place);
        let room = Rect::new(
            inner.x + 1,
            inner.y,
            inner.width.saturating_sub(2),
            inner.height,
        );
        if self.charge(sight).is_none() {
            draw_instead(&subject, "", sight, inner, pen);
        }
        let lines = self.facts(sight, pen.theme, room.width);
        facts::draw(lines.iter().skip(self.cursor.top), LABEL, room, pen);
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Copy,
            Action::Raw,
            Action::Refresh,
            Action::Down,
            Action::Back,
            Action::Help,
        ]
    }
}

fn heading(text: &str) -> Vec<Fact> {
    let plain = ratatui::style::Style::new();
    vec![Fact::default(), Fact::new(text, "", plain)]
}

fn said(text: Option<&Safe>) -> String {
    show::or_dash(text).to_owned()
}

fn yes_or_no(flag: Option<bool>) -> &'static str {
    match flag {
        Some(true) => "yes",
        Some(false) => "no",
        None => "—",
    }
}

fn of_charge(charge: &Charge, sight: &Sight, theme: Theme) -> Vec<Fact> {
    let text = theme.text();
    let at = |at: Option<jiff::Timestamp>| {
        at.map_or_else(|| "—".to_owned(), |at| show::exactly(at, sight))
    };
    let words = status::words(charge, sight, theme);
    let amount = charge.money().map(|money| money.to_string());
    vec![
        Fact::new(
            "Amount",
            amount.unwrap_or_else(|| "—".to_owned()),
            theme.bold(),
        ),
        Fact::new("Status", words.text(false), words.style),
        Fact::new("Description", said(charge.description.as_ref()), text),
        Fact::new("Created", at(charge.created_at), text),
        Fact::new("Captured", at(charge.captured_at), text),
        Fact::new("Email", said(charge.email.as_ref()), text),
    ]
}

fn of_answer(charge: &Charge, theme: Theme) -> Vec<Fact> {
    let text = theme.text();
    let mut facts = heading("As the API says it");
    facts.extend([
        Fact::new("Success", yes_or_no(charge.success), text),
        Fact::new("Status message", said(charge.status_message.as_ref()), text),
        Fact::new("Error message", said(charge.error_message.as_ref()), text),
        Fact::new("Disputed", yes_or_no(charge.active_chargebacks), text),
        Fact::new("IP address", said(charge.ip_address.as_ref()), text),
        Fact::new("Token", charge.token.as_str(), text),
    ]);
    if charge.status.is_some() {
        facts.push(Fact::new("Status", said(charge.status.as_ref()), text));
    }
    facts
}

fn of_money(charge: &Charge, theme: Theme) -> Vec<Fact> {
    let text = theme.text();
    let currency = charge.settlement_currency.as_ref();
    let refunded = match charge.amount_refunded {
        Some(_) => charge.refunded().map(|money| money.to_string()),
        None => None,
    };
    let mut facts = heading("Money");
    facts.extend([
        Fact::new("Fees", rows::fees(charge), text),
        Fact::new(
            "Entitlement",
            rows::settled(charge.merchant_entitlement, charge),
            text,
        ),
        Fact::new(
            "Settled in",
            currency.map_or("—", |currency| currency.code()),
            text,
        ),
        Fact::new(
            "Refunded so far",
            refunded.unwrap_or_else(|| "—".to_owned()),
            text,
        ),
        Fact::new("Refund pending", yes_or_no(charge.refund_pending), text),
        Fact::new(
            "Platform fees",
            rows::settled(charge.platform_fees, charge),
            text,
        ),
    ]);
    let adjusted = charge
        .platform_adjustment
        .as_ref()
        .and_then(Adjustment::money);
    let adjusted = adjusted.map_or_else(|| "—".to_owned(), |money| money.to_string());
    facts.push(Fact::new("Platform adjusted", adjusted, text));
    facts
}

fn refund_line(refund: &Refund, sight: &Sight, theme: Theme) -> Fact {
    let (word, style) = match refund.success {
        Some(true) => (format!("{} done", theme.marks.back), theme.text()),
        Some(false) => (format!("{} failed", theme.marks.bad), theme.bad()),
        None => (format!("{} pending", theme.marks.held), theme.warn()),
    };
    let day = refund.created_at.map(|at| show::day_and_time(at, sight));
    let amount = refund.money().map(|money| money.to_string());
    let said = [&refund.error_message, &refund.status_message]
        .into_iter()
        .flatten()
        .find(|text| !text.is_empty());
    let pieces = [
        amount.unwrap_or_else(|| "—".to_owned()),
        word,
        said.map_or_else(String::new, ToString::to_string),
        refund.token.to_string(),
    ];
    let pieces: Vec<String> = pieces.into_iter().filter(|p| !p.is_empty()).collect();
    Fact::new(
        day.unwrap_or_else(|| "—".to_owned()),
        pieces.join("  "),
        style,
    )
}

fn of_card(charge: &Charge, theme: Theme) -> Vec<Fact> {
    let text = theme.text();
    let mut facts = heading("Card");
    let Some(card) = &charge.card else {
        facts.push(Fact::new("", "none in the answer", theme.dim()));
        return facts;
    };
    let number = show::or_dash(card.display_number.as_ref());
    let address: Vec<&str> = [
        &card.address_line1,
        &card.address_line2,
        &card.address_city,
        &card.address_state,
        &card.address_postcode,
        &card.address_country,
    ]
    .into_iter()
    .flatten()
    .map(Safe::as_str)
    .filter(|part| !part.is_empty())
    .collect();
    let address = if address.is_empty() {
        "—".to_owned()
    } else {
        address.join(", ")
    };
    facts.extend([
        Fact::new("Number", format!("{} {number}", card.scheme_name()), text),
        Fact::new("Expiry", show::expiry(card), text),
        Fact::new("Name", said(card.name.as_ref()), text),
        Fact::new("Issued in", said(card.issuing_country.as_ref()), text),
        Fact::new("Address", address, text),
        Fact::new("Card token", card.token.as_str(), text),
    ]);
    facts
}

fn of_authorisation(charge: &Charge, theme: Theme) -> Vec<Fact> {
    let text = theme.text();
    let mut facts = heading("Authorisation");
    facts.extend([
        Fact::new("Captured", yes_or_no(charge.captured), text),
        Fact::new("Voided", yes_or_no(charge.authorisation_voided), text),
        Fact::new("Lapsed", yes_or_no(charge.authorisation_expired), text),
        Fact::new("Token", said(charge.authorisation_token.as_ref()), text),
    ]);
    facts
}

fn of_transfers(charge: &Charge, sight: &Sight, theme: Theme) -> Vec<Fact> {
    let mut facts = heading("Transfers to your bank");
    if charge.transfer.is_empty() {
        facts.push(Fact::new("", "none yet", theme.dim()));
    }
    facts.extend(charge.transfer.iter().map(|transfer| {
        let paid = transfer.paid_at.map(|at| show::exactly(at, sight));
        let paid = paid.map_or_else(String::new, |at| format!("paid {at}  "));
        let token = show::or_dash(transfer.token.as_ref());
        Fact::new(
            said(transfer.state.as_ref()),
            format!("{paid}{token}"),
            theme.text(),
        )
    }));
    facts
}

fn of_metadata(charge: &Charge, theme: Theme) -> Vec<Fact> {
    let mut facts = heading("Metadata");
    if charge.metadata.is_empty() {
        facts.push(Fact::new("", "none", theme.dim()));
    }
    facts.extend(charge.metadata.iter().map(|(name, value)| {
        let text = format!("{name}: {}", show::or_dash(Some(value)));
        Fact::new("", text, theme.text())
    }));
    facts
}
