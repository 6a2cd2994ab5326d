//! What is put is read again as it was, in the list's order, and goes when it is said to.
use super::{all, at, customer, customers, open, place};
use pintui::api::customers::Customer;
use pintui::api::ids::CustomerId;
use pintui::mirror::{Entry, Seen, Told};
use pintui::text::Safe;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::os::unix::fs::PermissionsExt;

/// Texts that cleaning changes, and some that look as if it had.
const NASTY: [&str; 14] = [
    "",
    " ",
    "two\nlines\tand a tab",
    "a picture of one: ␊",
    "\u{1b}[31mred\u{1b}[0m",
    "\u{1b}]52;c;cm0gLXJmIC8=\u{7}",
    "right \u{202e}to left",
    "4200 0000 0000 0000",
    "call 5520-0000-0000-0000 now",
    "Zoe\u{308}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}",
    "👩‍👩‍👧 family",
    "\u{0}nul\u{0}",
    "'; DROP TABLE customer; --",
    "\u{feff}\u{ad}\u{e0041}",
];

pub fn text() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => any::<String>().prop_map(Value::from),
        3 => "[a-z]{1,12}@[a-z]{1,8}\\.example".prop_map(Value::from),
        3 => proptest::sample::select(&NASTY[..]).prop_map(Value::from),
        1 => Just(Value::Null),
        1 => any::<i64>().prop_map(Value::from),
    ]
}

pub fn expiry() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i64>().prop_map(Value::from),
        (1..13i64).prop_map(|month| Value::from(month.to_string())),
        text()
    ]
}

fn anybody() -> impl Strategy<Value = Customer> {
    let created = prop_oneof![
        Just(Value::Null),
        (-60_000_000_000i64..200_000_000_000, 0..1_000_000_000i32).prop_map(|(second, part)| {
            let at = jiff::Timestamp::new(second, part).unwrap();
            Value::from(at.to_string())
        }),
    ];
    let wallet = prop_oneof![Just(json!("applepay")), text()];
    let card = (
        text(),
        text(),
        expiry(),
        expiry(),
        text(),
        wallet,
        any::<bool>(),
    );
    let texts = proptest::array::uniform6(text());
    ("[A-Za-z0-9_-]{1,22}", texts, created, card).prop_map(|(token, texts, created, card)| {
        let [email, first, last, phone, company, notes] = texts;
        let (scheme, number, month, year, holder, wallet, has_card) = card;
        let card = json!({ "token": "card_1", "scheme": scheme, "display_number": number,
            "expiry_month": month, "expiry_year": year, "network_type": wallet, "name": holder, "address_line1": holder });
        let json = json!({ "token": format!("cus_{token}"), "email": email, "first_name": first,
            "last_name": last, "phone_number": phone, "company": company, "notes": notes,
            "created_at": created, "card": if has_card { card } else { Value::Null } });
        serde_json::from_str(&json.to_string()).unwrap()
    })
}

/// Gives what is kept of a customer: all but the holder of the card.
fn kept(mut customer: Customer) -> Customer {
    if let Some(card) = &mut customer.card {
        card.name = None;
        card.address_line1 = None;
    }
    customer
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_customers_come_back_as_they_were(people in proptest::collection::vec(anybody(), 1..40), together in 1..9usize) {
        let (_folder, file) = place();
        let (mut disk, trouble) = open(&file);
        prop_assert_eq!(trouble, None);
        disk.put(&people, at(5), Told::Single).unwrap();
        drop(disk);
        let (disk, trouble) = open(&file);
        prop_assert_eq!(trouble, None);
        // One that is put twice is there once, as it was put last.
        let mut expected: Vec<Customer> = Vec::new();
        for person in people {
            match expected.iter_mut().find(|other| other.token == person.token) {
                Some(other) => *other = kept(person),
                None => expected.push(kept(person)),
            }
        }
        let tokens: Vec<CustomerId> = expected.iter().map(|person| person.token.clone()).collect();
        let seen = |customer: &Customer| Seen { customer: customer.clone(), at: at(5) };
        let found: Vec<Seen> = expected.iter().map(seen).collect();
        prop_assert_eq!(disk.rows(&tokens).unwrap(), found);
        prop_assert_eq!(disk.count().unwrap(), expected.len() as u64);
        // Newest first; those of one second as they were put, and those without a time last.
        expected.sort_by_key(|person| std::cmp::Reverse(person.created_at.map(jiff::Timestamp::as_second)));
        prop_assert_eq!(all(&disk, together).unwrap(), &expected[..]);
        // What is searched is the same, whether the row was made a customer first or not.
        let (mut rest, mut behind) = (expected.iter(), None);
        loop {
            let same = |entry: &Entry, _| assert_eq!(Some(entry), rest.next().map(Entry::from).as_ref());
            behind = disk.entries(behind, together, same).unwrap();
            if behind.is_none() {
                break;
            }
        }
        prop_assert_eq!(rest.next(), None);
    }

    #[test]
    fn a_text_that_was_kept_is_the_same_text(raw in any::<String>()) {
        let safe = Safe::clean(&raw);
        let kept = Safe::kept(safe.as_str(), safe.is_altered(), safe.is_lossy());
        prop_assert_eq!((kept.is_altered(), kept.is_lossy()), (safe.is_altered(), safe.is_lossy()));
        prop_assert_eq!(kept.as_str(), safe.as_str());
    }
}

#[test]
fn a_text_that_somebody_else_put_there_is_cleaned_and_cannot_be_edited() {
    let kept = Safe::kept("\u{1b}[31mred", false, false);
    assert_eq!(kept.as_str(), "␛[31mred");
    assert!(kept.is_altered() && kept.is_lossy());
}

#[test]
fn what_is_removed_or_forgotten_leaves_no_trace() {
    let (_folder, file) = place();
    let (mut disk, _) = open(&file);
    disk.put(&customers(0..50), at(1), Told::Single).unwrap();
    disk.remove(&[customer(7).token]).unwrap();
    assert_eq!(disk.rows(&[customer(7).token]).unwrap(), []);
    assert_eq!(disk.count().unwrap(), 49);
    assert!(!holds(&file, b"person-7@") && holds(&file, b"person-8@"));
    disk.forget().unwrap();
    assert_eq!(
        (disk.count().unwrap(), disk.sync_state().unwrap().as_of()),
        (0, None)
    );
    assert!(!holds(&file, b"@mirror.example"));
}

/// Says whether some bytes stand in any file of the mirror.
pub fn holds(file: &std::path::Path, wanted: &[u8]) -> bool {
    let found = crate::pty::files(file.parent().unwrap());
    let holds = |path: &std::path::PathBuf| {
        let bytes = std::fs::read(path).unwrap();
        bytes.windows(wanted.len()).any(|run| run == wanted)
    };
    found.iter().any(holds)
}

#[test]
fn a_batch_goes_on_where_the_last_one_ended_whatever_came_or_went() {
    let (_folder, file) = place();
    let (mut disk, _) = open(&file);
    disk.put(&customers(0..20), at(1), Told::Single).unwrap();
    let told = |rows: Vec<Seen>| -> Vec<_> { rows.into_iter().map(|row| row.customer).collect() };
    let (first, next) = disk.seen(None, 5).unwrap();
    assert_eq!(told(first), customers((15..20).rev()));
    disk.put(&customers(40..45), at(2), Told::Single).unwrap();
    disk.remove(&[customer(14).token]).unwrap();
    let (second, _) = disk.seen(next, 5).unwrap();
    assert_eq!(told(second), customers((9..14).rev()));
}

#[test]
fn its_files_are_the_owners_alone() {
    let (_folder, file) = place();
    let (mut disk, _) = open(&file);
    disk.put(&customers(0..10), at(1), Told::Single).unwrap();
    let mode =
        |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = file.parent().unwrap();
    assert_eq!(mode(folder), 0o700);
    let files = crate::pty::files(folder);
    assert!(files.len() >= 3, "{files:?}");
    for path in files {
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}
