//! Pages of customers as the API sends them, in the recorded shape, and the same as records.
use super::people::{People, Person};
use jiff::Timestamp;
use pintui::api::customers::Customer;
use pintui::api::decode;
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use serde_json::{Value, json};

/// How many customers a page holds.
pub const ROWS: usize = 25;

/// Gives a text, or null where there is none.
fn text(text: &str) -> Value {
    if text.is_empty() {
        Value::Null
    } else {
        text.into()
    }
}

fn row(person: &Person) -> Value {
    let (first, last) = person.name.split_once(' ').unwrap_or((&person.name, ""));
    let created = Timestamp::from_second(person.created).unwrap_or_default();
    json!({
        "token": person.token,
        "email": person.email,
        "first_name": first,
        "last_name": last,
        "phone_number": text(&person.phone),
        "company": text(&person.company),
        "notes": text(&person.notes),
        "created_at": created.to_string(),
        "card": {
            "token": person.token.replace("cus_", "card_"),
            "scheme": person.scheme,
            "display_number": format!("XXXX-XXXX-XXXX-{}", person.last_four),
            "issuing_country": "AU",
            "expiry_month": person.expiry.month,
            "expiry_year": person.expiry.year,
            "name": person.name,
            "address_line1": "42 Sevenoaks St",
            "address_line2": "",
            "address_city": "Lathlain",
            "address_postcode": "6454",
            "address_state": "WA",
            "address_country": "Australia",
            "network_type": null,
            "network_format": null,
            "customer_token": person.token,
            "primary": true,
        },
    })
}

/// Gives the body of a page that has others before and behind it.
pub fn body(people: &[Person], page: u32) -> String {
    let all = 1_000_000;
    let body = json!({
        "response": people.iter().map(row).collect::<Vec<_>>(),
        "count": all,
        "pagination": {
            "current": page,
            "previous": page - 1,
            "next": page + 1,
            "per_page": ROWS,
            "pages": all / ROWS,
            "count": all,
        },
    });
    body.to_string()
}

/// Decodes a page by the way that the client's answers go.
pub fn decoded(body: &str, page: u32) -> Vec<Customer> {
    match decode::reply(&Read::ListCustomers(page), body.as_bytes()) {
        Ok(Reply::Customers(page)) => page.items,
        other => panic!("no page of customers but {other:?}"),
    }
}

/// Gives the same customers in every run, newest first.
pub fn customers(count: usize) -> Vec<Customer> {
    let people: Vec<Person> = People::new(42).take(count).collect();
    let pages = people.chunks(ROWS);
    pages
        .flat_map(|people| decoded(&body(people, 2), 2))
        .collect()
}
