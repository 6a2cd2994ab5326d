//! The wire contract as a table: one row a fact, with its source. Each row has a sandbox of its own.
//!
//! Sources are abbreviated as in the contract: R is a recording of the real server (R18, R20 and R24 of those years, with
//! the number of its file), A what a suite asserts that ran
//! against it, D its documentation, F a library's fixture, I an inference; *choice* marks what the contract leaves open, with
//! the module that decided it and says so too. How a row is written stands in [`table`].

mod added;
mod cards;
mod charges;
mod currencies;
mod customers;
mod errors;
mod judge;
mod money;
mod objects;
mod pagination;
mod plans;
mod renewals;
mod search;
mod seed;
mod stage;
mod subscriptions;
mod table;
mod test_cards;
mod transport;
mod values;

use std::collections::BTreeMap;
use std::fmt::Write;

use table::Row;

/// What the contract says of a server and a sandbox cannot show, with the reason.
const NOT_TESTABLE: &[(&str, &str, &str)] = &[
    (
        "1",
        "the live and test hosts, and the retired ones",
        "a sandbox stands on loopback only",
    ),
    (
        "1",
        "TLS 1.2 and later",
        "loopback is served without TLS; the client's TLS has tests of its own",
    ),
    ("1", "separate keys for each host", "there is one host"),
    (
        "1",
        "bank accounts with the publishable key",
        "the sandbox has no bank accounts: the path is a 404",
    ),
    (
        "1",
        "the limit per charge of a new account",
        "a rule of one account; here there is none, which has a row",
    ),
    (
        "1",
        "a long-running POST /charges",
        "the fault slow=MILLISECONDS stands for it, and has tests in `faults`",
    ),
    (
        "1",
        "JSONP on /cards",
        "it belongs to browsers, which the sandbox does not answer",
    ),
    (
        "1",
        "X-Request-Id of 32 digits",
        "the form of 2013; that of 2025 has a row",
    ),
    (
        "2",
        "403 limit_reached",
        "webhook endpoints only, which the sandbox does not have",
    ),
    (
        "2",
        "a 402 inside a list",
        "a misprint of the documentation",
    ),
    (
        "4",
        "a list of refunds without pagination",
        "the form of 2013; that of 2023 has a row",
    ),
    (
        "12",
        "imports of the Python wrapper",
        "they concern its package and not the wire",
    ),
    (
        "14",
        "a silent connection is closed, and many of them lock nobody out",
        "a row sends requests; `limits` and `crash` have tests",
    ),
    (
        "14",
        "whether a customer can be made with the card token of another",
        "the documents leave it open; that it cannot has rows",
    ),
    (
        "M0",
        "the largest per_page of the real server",
        "not known; up to 500 is honoured, which has rows",
    ),
    (
        "M1",
        "how soon the search of the real server finds a charge",
        "not known; here it is at once, which has a row",
    ),
    (
        "M13",
        "a customer whose card is null",
        "in events only, which the sandbox does not have",
    ),
    (
        "M13",
        "the constant balance of the test server",
        "a still picture of an account; here money moves, which has rows",
    ),
    (
        "M2",
        "refunds that stay pending for years, as on the test host",
        "here each is paid or fails after three days, which has rows",
    ),
    (
        "M2",
        "a refund that is pending and says Success",
        "only the documentation prints it; here the two members agree, which has rows",
    ),
    (
        "M2",
        "a refund as a debit of the next payout",
        "the sandbox lists no payouts; the balance has rows",
    ),
    (
        "M2",
        "what is withheld for a refund in a foreign currency, and its ARN",
        "here an amount settles in its own currency; the ARN is only known to people",
    ),
    (
        "M5",
        "the mails to merchant and customer at each failure",
        "a sandbox sends no mail",
    ),
    (
        "M5",
        "subscription.renewal_failed and the other events of renewals",
        "the sandbox has no events: the path is a 404",
    ),
    (
        "M5",
        "that a client finds retries by events or by a failed charge",
        "a rule for clients; what they find has rows",
    ),
];

/// The topics of the contract, in its order; each has rows.
const TOPICS: &[&str] = &[
    "1 keys",
    "1 requests",
    "1 answers",
    "1 values",
    "1 limits",
    "1 least amounts",
    "2 shapes",
    "2 errors",
    "2 messages",
    "3 card",
    "3 customer",
    "3 charge",
    "3 refund",
    "3 subscription",
    "3 plan",
    "3 ledger entry",
    "4 pages",
    "4 short pages",
    "4 order",
    "5 create",
    "5 read",
    "5 update",
    "5 delete",
    "5 charges and subscriptions",
    "5 cards of a customer",
    "5 card parameters",
    "6 card tokens",
    "6 payment sources",
    "7 create",
    "7 metadata",
    "7 capture and void",
    "7 three-d secure",
    "7 search",
    "8 refunds",
    "9 plans",
    "9 subscribe",
    "9 read and change",
    "9 cancel",
    "9 ledger",
    "10 balance",
    "11 test cards",
    "12 seed and wire",
    "M0 two servers",
    "M1 all charges",
    "M2 refunds",
    "M3 holds",
    "M5 renewal failures",
    "M11 cards and subscriptions",
];
/// What the contract lists last: points that were open and are decided.
const DECIDED: &str = "13 choices";

fn rows() -> Vec<Row> {
    let tables = [
        transport::TABLE,
        values::TABLE,
        &currencies::table(),
        errors::TABLE,
        objects::TABLE,
        pagination::TABLE,
        customers::TABLE,
        cards::TABLE,
        charges::TABLE,
        &search::table(),
        money::TABLE,
        plans::TABLE,
        subscriptions::TABLE,
        renewals::TABLE,
        &test_cards::table(),
        seed::TABLE,
        added::TABLE,
    ];
    tables.iter().flat_map(|table| table::read(table)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fact_of_the_contract_holds() {
    let mut broken = String::new();
    let rows = rows();
    for row in &rows {
        if let Err(why) = judge::hold(row).await {
            let Row {
                topic,
                source,
                says,
                ..
            } = row;
            writeln!(broken, "§{topic} [{source}] {says}\n    {why}").unwrap();
        }
    }
    assert!(
        broken.is_empty(),
        "of {} rows these do not hold:\n{broken}",
        rows.len()
    );
}

/// Tells whether the module of a choice says in its documentation that it made one.
fn owns_to_a_choice(source: &str) -> bool {
    let module = match source.strip_prefix("choice ") {
        Some("sandbox") => "src/sandbox.rs".to_owned(),
        Some(module) => format!("src/sandbox/{module}.rs"),
        None => return false,
    };
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(module);
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let mut documented = text
        .lines()
        .filter(|line| line.trim_start().starts_with("//"));
    documented.any(|line| line.contains("*choice*") || line.contains("*Choice"))
}

#[test]
fn the_table_covers_every_topic_and_names_every_source() {
    let rows = rows();
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    let mut said: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for row in &rows {
        *counted.entry(&row.topic).or_default() += 1;
        *said.entry((&row.topic, &row.says)).or_default() += 1;
        let mark = row.source.split(' ').next().unwrap_or_default();
        assert!(
            [
                "R", "R18", "R20", "R24", "A", "D", "F", "I", "MCP", "choice"
            ]
            .contains(&mark),
            "{row:?}"
        );
        assert!(row.says.ends_with('.') && !row.lines.is_empty(), "{row:?}");
    }
    for row in rows.iter().filter(|row| row.source.starts_with("choice")) {
        assert!(owns_to_a_choice(&row.source), "{row:?}");
    }
    said.retain(|_, times| *times > 1);
    assert!(said.is_empty(), "said twice: {said:?}");
    let topics = || TOPICS.iter().copied().chain([DECIDED]);
    let without: Vec<&str> = topics()
        .filter(|topic| !counted.contains_key(topic))
        .collect();
    assert!(without.is_empty(), "topics without a row: {without:?}");
    let unlisted: Vec<_> = counted
        .keys()
        .filter(|topic| !topics().any(|listed| listed == **topic))
        .collect();
    assert!(
        unlisted.is_empty(),
        "topics that are not listed: {unlisted:?}"
    );
    let sections = (1..=13).map(|section| section.to_string());
    for section in sections.chain(["M0", "M1", "M2", "M3", "M5", "M11"].map(str::to_owned)) {
        let own = |topic: &&str| topic.split(' ').next() == Some(section.as_str());
        assert!(topics().any(|topic| own(&topic)), "section {section}");
    }
    let mut report = format!("{} rows\n", rows.len());
    for row in &rows {
        writeln!(report, "{}\t{}\t{}", row.topic, row.source, row.says).unwrap();
    }
    for (section, what, why) in NOT_TESTABLE {
        writeln!(report, "{section}\tnot testable\t{what}: {why}").unwrap();
    }
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(folder.join("facts.tsv"), report).unwrap();
}

/// Rows that are wrong, so that each kind of line is seen to fail.
const PLANTED: &str = r#"
== 0 planted
choice table | A wrong status.
  GET /1/customers
  201
choice table | A wrong body.
  GET /1/customers/foo
  404 {"error":"not_found"}
choice table | A token of another kind in a body.
  POST /1/charges/{ch}/refunds
  201 {"response":{"token":"<ch_>"}}
choice table | A wrong piece.
  GET /1/customers/{cus}
  /response/email "nobody@example.com"
choice table | A piece that is missing.
  GET /1/customers/{cus}
  /response/status "active"
choice table | A piece that is not absent.
  GET /1/customers/{cus}
  /response/email is absent
choice table | A piece of another kind.
  GET /1/customers/{cus}
  /response/email is timestamp
choice table | A wrong header.
  GET /1/customers
  Cache-Control: no-cache
choice table | A header that is missing.
  GET /1/customers
  Retry-After: is filled
choice table | Another order of members.
  GET /1/customers/{cus}
  fields /response email token first_name last_name phone_number company notes created_at card
choice table | Another order of a list.
  GET /1/customers/{cus}/cards
  all /response primary [false]
choice table | A wrong length.
  GET /1/customers
  size /response 1
choice table | Other complaints.
  POST /1/cards {flat cvc=}
  refused number: Number can't be blank
choice table | A row that looks at nothing.
  GET /1/customers
choice table | A row that is not understood.
  GET /1/customers
  perhaps
"#;

#[tokio::test]
async fn a_row_that_does_not_hold_is_seen() {
    for row in table::read(PLANTED) {
        let held = judge::hold(&row).await;
        assert!(held.is_err(), "{row:?}");
    }
}
