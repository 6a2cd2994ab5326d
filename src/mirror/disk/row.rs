//! A customer as a row of plain cells, and back.
//!
//! Kept is what the list shows and the search finds: of the card its token, scheme, masked number, expiry and
//! wallet, never the holder's name or address. Of each text its two marks are kept ([`Safe::is_altered`],
//! [`Safe::is_lossy`]): a text that came back without them could be sent to the API as if it were the
//! original.
use crate::api::cards::{Card, Expiry, ExpiryPart, last_four};
use crate::api::customers::Customer;
use crate::api::ids::{CardId, CustomerId};
use crate::config::Fingerprint;
use crate::mirror::entry::{Entry, Subscribed, name};
use crate::text::Safe;
use jiff::Timestamp;
use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};

/// The columns of a row, in the order of its cells.
pub(super) const COLUMNS: &str = "token, created, fraction, email, first_name, last_name, \
    phone_number, company, notes, card, scheme, display_number, expiry_month, expiry_year, network_type, flags";
pub(super) const COUNT: usize = 16;
/// Stands for no time: such customers come last.
const NEVER: i64 = i64::MIN;

/// Returns the statement that puts a row: its cells, its fingerprint, when it was seen, the pass, and how far
/// it is listed. Neither of the last two is ever lowered.
pub(super) fn put() -> String {
    let cells: Vec<String> = (1..=COUNT).map(|at| format!("?{at}")).collect();
    let (print, seen, pass, listed) = (COUNT + 1, COUNT + 2, COUNT + 3, COUNT + 4);
    let set = COLUMNS.split(", ");
    let set: Vec<String> = set
        .map(|name| format!("{name} = excluded.{name}"))
        .collect();
    format!(
        "INSERT INTO customer ({COLUMNS}, print, seen, pass, listed)
         VALUES ({}, ?{print}, ?{seen}, ?{pass}, ?{listed})
         ON CONFLICT (token) DO UPDATE SET {}, print = excluded.print, seen = excluded.seen,
         pass = max(pass, excluded.pass), listed = max(listed, excluded.listed)",
        cells.join(", "),
        set.join(", ")
    )
}

/// Is one value of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell<'a> {
    Nothing,
    Number(i64),
    Text(&'a str),
}

impl<'a> Cell<'a> {
    pub(super) fn read(value: ValueRef<'a>) -> Option<Self> {
        match value {
            ValueRef::Null => Some(Self::Nothing),
            ValueRef::Integer(number) => Some(Self::Number(number)),
            ValueRef::Text(bytes) => Some(Self::Text(std::str::from_utf8(bytes).ok()?)),
            ValueRef::Real(_) | ValueRef::Blob(_) => None,
        }
    }

    fn of(text: Option<&'a Safe>) -> Self {
        text.map_or(Self::Nothing, |text| Self::Text(text.as_str()))
    }

    fn of_part(part: Option<&'a ExpiryPart>) -> Self {
        match part {
            None => Self::Nothing,
            Some(ExpiryPart::Number(number)) => Self::Number(*number),
            Some(ExpiryPart::Other(text)) => Self::Text(text.as_str()),
        }
    }

    const fn number(self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Nothing | Self::Text(_) => None,
        }
    }

    const fn text(self) -> Option<&'a str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Nothing | Self::Number(_) => None,
        }
    }
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Nothing => ToSqlOutput::Owned(Value::Null),
            Self::Number(number) => ToSqlOutput::Owned(Value::Integer(*number)),
            Self::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
        })
    }
}

/// Returns the fingerprint of a row, as the database holds numbers.
pub(super) fn print(cells: &[Cell]) -> i64 {
    let mut print = Fingerprint::default();
    for cell in cells {
        match cell {
            Cell::Nothing => print.bytes(b"0"),
            Cell::Number(number) => {
                print.bytes(b"1");
                print.bytes(&number.to_le_bytes());
            }
            Cell::Text(text) => {
                print.bytes(b"2");
                print.text(text);
            }
        }
    }
    print.value().cast_signed()
}

/// Returns the texts whose marks are kept, two bits each in this order.
fn texts(customer: &Customer) -> [Option<&Safe>; 11] {
    fn other(part: Option<&ExpiryPart>) -> Option<&Safe> {
        match part {
            Some(ExpiryPart::Other(text)) => Some(text),
            _ => None,
        }
    }
    let card = customer.card.as_ref();
    [
        customer.email.as_ref(),
        customer.first_name.as_ref(),
        customer.last_name.as_ref(),
        customer.phone_number.as_ref(),
        customer.company.as_ref(),
        customer.notes.as_ref(),
        card.and_then(|card| card.scheme.as_ref()),
        card.and_then(|card| card.display_number.as_ref()),
        other(card.and_then(|card| card.expiry_month.as_ref())),
        other(card.and_then(|card| card.expiry_year.as_ref())),
        card.and_then(|card| card.network_type.as_ref()),
    ]
}

/// Returns the marks of all texts of a customer.
pub(super) fn flags(customer: &Customer) -> i64 {
    let marks = |text: &Safe| i64::from(text.is_altered()) | i64::from(text.is_lossy()) << 1;
    let all = texts(customer).into_iter().enumerate();
    all.filter_map(|(at, text)| Some(marks(text?) << (2 * at)))
        .sum()
}

pub(super) fn cells(customer: &Customer, flags: i64) -> [Cell<'_>; COUNT] {
    let card = customer.card.as_ref();
    let created = customer.created_at;
    [
        Cell::Text(customer.token.as_str()),
        Cell::Number(created.map_or(NEVER, Timestamp::as_second)),
        Cell::Number(created.map_or(0, |at| at.subsec_nanosecond().into())),
        Cell::of(customer.email.as_ref()),
        Cell::of(customer.first_name.as_ref()),
        Cell::of(customer.last_name.as_ref()),
        Cell::of(customer.phone_number.as_ref()),
        Cell::of(customer.company.as_ref()),
        Cell::of(customer.notes.as_ref()),
        card.map_or(Cell::Nothing, |card| Cell::Text(card.token.as_str())),
        Cell::of(card.and_then(|card| card.scheme.as_ref())),
        Cell::of(card.and_then(|card| card.display_number.as_ref())),
        Cell::of_part(card.and_then(|card| card.expiry_month.as_ref())),
        Cell::of_part(card.and_then(|card| card.expiry_year.as_ref())),
        Cell::of(card.and_then(|card| card.network_type.as_ref())),
        Cell::Number(flags),
    ]
}

/// Returns the customer of a row, or nothing where no customer ever made such a row.
pub(super) fn customer(cells: &[Cell; COUNT]) -> Option<Customer> {
    let [
        token,
        created,
        fraction,
        email,
        first_name,
        last_name,
        phone_number,
        company,
        notes,
        card,
        scheme,
        display_number,
        expiry_month,
        expiry_year,
        network_type,
        flags,
    ] = *cells;
    let flags = flags.number()?;
    let has = |bit: u32| flags >> bit & 1 == 1;
    let safe = |cell: Cell, at: u32| Some(Safe::kept(cell.text()?, has(2 * at), has(2 * at + 1)));
    let part = |cell: Cell, at: u32| match cell {
        Cell::Number(number) => Some(ExpiryPart::Number(number)),
        Cell::Nothing | Cell::Text(_) => safe(cell, at).map(ExpiryPart::Other),
    };
    let created_at = moment(created, fraction)?;
    let card = match card {
        Cell::Nothing => None,
        Cell::Number(_) | Cell::Text(_) => Some(Card {
            token: CardId::new(card.text()?)?,
            scheme: safe(scheme, 6),
            display_number: safe(display_number, 7),
            issuing_country: None,
            expiry_month: part(expiry_month, 8),
            expiry_year: part(expiry_year, 9),
            name: None,
            address_line1: None,
            address_line2: None,
            address_city: None,
            address_postcode: None,
            address_state: None,
            address_country: None,
            customer_token: None,
            primary: None,
            network_type: safe(network_type, 10),
        }),
    };
    Some(Customer {
        token: CustomerId::new(token.text()?)?,
        email: safe(email, 0),
        first_name: safe(first_name, 1),
        last_name: safe(last_name, 2),
        phone_number: safe(phone_number, 3),
        company: safe(company, 4),
        notes: safe(notes, 5),
        created_at,
        card,
    })
}

/// Returns what the index takes of a row, without making a customer of it.
pub(super) fn entry<'a>(cells: &[Cell<'a>; COUNT]) -> Option<Entry<'a>> {
    let [
        token,
        created,
        fraction,
        email,
        first_name,
        last_name,
        phone_number,
        company,
        notes,
        card,
        scheme,
        display_number,
        expiry_month,
        expiry_year,
        network_type,
        _,
    ] = *cells;
    let text = |cell: Cell<'a>| cell.text().unwrap_or("");
    let has_card = card.text().is_some();
    let of_card = |cell: Cell<'a>| if has_card { text(cell) } else { "" };
    let expiry = match (expiry_month, expiry_year) {
        (Cell::Number(month), Cell::Number(year)) if has_card => Expiry::new(month, year),
        _ => None,
    };
    Some(Entry {
        token: token.text()?,
        name: name(text(first_name), text(last_name)),
        email: text(email),
        company: text(company),
        phone: text(phone_number),
        notes: text(notes),
        last_four: last_four(of_card(display_number)).unwrap_or(""),
        scheme: of_card(scheme),
        network: of_card(network_type),
        created_at: moment(created, fraction)?,
        expiry,
        subscribed: Subscribed::UNKNOWN,
    })
}

/// Returns when a customer was made; the outer nothing is a row that nobody made.
#[expect(
    clippy::option_option,
    reason = "a time that is not there is no broken row"
)]
fn moment(created: Cell, fraction: Cell) -> Option<Option<Timestamp>> {
    match created.number()? {
        NEVER => Some(None),
        second => Timestamp::new(second, fraction.number()?.try_into().ok()?)
            .ok()
            .map(Some),
    }
}
