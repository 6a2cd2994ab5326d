//! Every recorded exchange in `tests/fixtures/recorded`: what was sent is sent again, at the time at which it was sent, and
//! what was answered then is answered now. Where an answer differs, it stands in [`DIFFERENCES`] with the reason.
//!
//! Answers of 2013 show fewer members than today's; those they show must be there, with the same value. Requests are sent
//! as they stand, but for the tokens in them.

mod accounts;
mod charging;
mod compare;
mod money;
mod people;
mod recurring;

use std::collections::BTreeSet;
use std::path::Path;

use compare::Played;

/// Members whose values belong to one account and one moment; only their type is compared.
const OWN: [&str; 6] = [
    "token",
    "charge",
    "charge_token",
    "customer_token",
    "plan_token",
    "card_token",
];

/// Where recorded answers are not today's: files, members, and why. Each must really differ.
const DIFFERENCES: &[(&[&str], &[&str], &str)] = &[
    (
        &[
            "vcr-2013/13-update-customer-422-country-blank",
            "vcr-2013/23-create-charge-422-expired",
            "fixtures-2013-2020/01-token-already-used",
            "fixtures-2013-2020/03-customer-422-blank-email",
            "fixtures-2013-2020/10-refund-422-more-than-charge",
        ],
        &["error_description"],
        "the text lost its final full stop in 2014",
    ),
    (
        &["vcr-2013/23-create-charge-422-expired"],
        &["messages"],
        "the month is complained of too, and first, and the words are others",
    ),
    (
        &["fixtures-2013-2020/03-customer-422-blank-email"],
        &["messages"],
        "by 2018 a missing address had two complaints",
    ),
    (
        &[
            "vcr-2013/04-list-charges-20",
            "vcr-2013/06-search-charges-query",
            "vcr-2013/11-list-customer-charges",
        ],
        &["response[].total_fees", "response[].merchant_entitlement"],
        "fees changed: those seen in 2025 are charged",
    ),
    (
        &[
            "vcr-2013/03-create-charge-customer-token",
            "vcr-2013/07-get-charge-a",
            "vcr-2013/26-get-charge-b",
            "doc-examples-2023/14-create-charge",
        ],
        &["response.total_fees", "response.merchant_entitlement"],
        "fees changed: those seen in 2025 are charged",
    ),
    (
        &[
            "vcr-2013/04-list-charges-20",
            "vcr-2013/06-search-charges-query",
            "vcr-2013/11-list-customer-charges",
        ],
        &["response[].status_message"],
        "some charges of that account say that something unexpected happened, and are a success all the same",
    ),
    (
        &["vcr-2013/07-get-charge-a", "vcr-2013/26-get-charge-b"],
        &["response.status_message"],
        "some charges of that account say that something unexpected happened, and are a success all the same",
    ),
    (
        &[
            "vcr-2013/04-list-charges-20",
            "vcr-2013/06-search-charges-query",
        ],
        &["response[].transfer"],
        "nothing was ever paid out to that account; the sandbox pays out on the fourth day",
    ),
    (
        &["vcr-2013/07-get-charge-a", "vcr-2013/26-get-charge-b"],
        &["response.transfer"],
        "nothing was ever paid out to that account; the sandbox pays out on the fourth day",
    ),
    (
        &[
            "vcr-2013/03-create-charge-customer-token",
            "vcr-2013/09-create-customer-by-card-token",
            "vcr-2013/15-update-customer-card",
        ],
        &["response.email"],
        "people's addresses were replaced in the recorded answer, and not in the request",
    ),
    (
        &[
            "vcr-2013/02-create-card-a",
            "transcript-2025/01-create-payment-source",
            "doc-examples-2023/13-create-card",
        ],
        &["ip_address"],
        "the caller is on this machine",
    ),
    (
        &["fixtures-2013-2020/07-customer-delete-body-old"],
        &[""],
        "a deletion has had no body since",
    ),
    (
        &[
            "doc-examples-2023/01-create-customer",
            "doc-examples-2023/14-create-charge",
            "doc-examples-2023/17-charge-void",
        ],
        &["response.card.issuing_country"],
        "the documentation's card was issued in the US, today's test card in AU",
    ),
    (
        &["doc-examples-2023/02-get-customers"],
        &["response[].card.issuing_country"],
        "the documentation's card was issued in the US, today's test card in AU",
    ),
    (
        &["doc-examples-2023/05-get-customer-cards"],
        &["response[].issuing_country"],
        "the documentation's card was issued in the US, today's test card in AU",
    ),
    (
        &["doc-examples-2023/13-create-card"],
        &["response.issuing_country"],
        "the documentation's card was issued in the US, today's test card in AU",
    ),
    (
        &["doc-examples-2023/07-get-subscriptions"],
        &[
            "response[].next_billing_date",
            "response[].active_interval_finishes_at",
        ],
        "all moments of the example are one",
    ),
    (
        &["doc-examples-2023/08-create-subscription"],
        &[
            "response.next_billing_date",
            "response.active_interval_finishes_at",
        ],
        "all moments of the example are one",
    ),
    (
        &["doc-examples-2023/10-delete-subscription"],
        &["response.active_interval_finishes_at"],
        "all moments of the example are one",
    ),
    (
        &["doc-examples-2023/10-delete-subscription"],
        &["response.state", "response.cancelled_at"],
        "suites that ran against the server saw it cancelling first",
    ),
    (
        &["doc-examples-2023/26-get-balance"],
        &["response.available", "response.pending"],
        "the sandbox's account has other money, in four currencies",
    ),
    (
        &["doc-examples-money/62-balance-2024"],
        &["response.available[].amount", "response.pending[].amount"],
        "the test server's account is a still picture; here money moves",
    ),
    (
        &[
            "doc-examples-money/40-charges-search-2018",
            "doc-examples-money/52-charges-search-doc",
        ],
        &["response[].total_fees", "response[].merchant_entitlement"],
        "fees changed: those seen since 2020 are charged",
    ),
    (
        &["doc-examples-money/52-charges-search-doc"],
        &[
            "response[].settlement_currency",
            "response[].transfer[].paid_at",
        ],
        "the example's account is paid in another currency and a week later; here an amount settles in its own",
    ),
    (
        &["doc-examples-money/38-charges-list-2024"],
        &["response[].transfer"],
        "the test server pays nothing out; the sandbox pays out on the fourth day",
    ),
    (
        &["doc-examples-money/38-charges-list-2024"],
        &["response[].card.display_number"],
        "some cards of that account have a number that the documentation does not name",
    ),
    (
        &[
            "doc-examples-money/38-charges-list-2024",
            "doc-examples-money/83-customers-list-2024",
        ],
        &[
            "response[].card.address_line1",
            "response[].card.address_city",
            "response[].card.address_country",
        ],
        "some cards of that account came without an address, which a card sent by its number must have",
    ),
    (
        &["doc-examples-money/43-charge-create-by-customer-2024"],
        &["response.captured_at"],
        "the server took a second",
    ),
    (
        &["doc-examples-money/55-refunds-list-2024"],
        &["response[].success", "response[].status_message"],
        "the test server completes no refund; the sandbox does after three days",
    ),
    (
        &["doc-examples-money/60-refunds-list-doc"],
        &["response[].status_message"],
        "the documentation prints Success beside a null, which no server was seen to do",
    ),
    (
        &["doc-examples-money/61-charge-after-refund-fixture-2018"],
        &["response.metadata.ordernumber"],
        "metadata are texts; that library keeps the number it sent",
    ),
    (
        &["doc-examples-money/90-customer-card-add-2024"],
        &["ip_address"],
        "the caller is on this machine",
    ),
    (
        &[
            "doc-examples-money/80-subscription-create-trial-asserted",
            "doc-examples-money/81-subscription-cancel-trial-asserted",
        ],
        &[
            "response.current_period_started_at",
            "response.current_period_ends_at",
        ],
        "members of 2019 that are gone from the documentation",
    ),
];

/// Tells whether a member of a recorded answer is known to differ.
fn differs(file: &str, at: &str) -> bool {
    DIFFERENCES
        .iter()
        .any(|(files, members, _)| files.contains(&file) && members.contains(&at))
}

/// Lists the recorded files, without their folder and ending.
fn recorded() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/recorded");
    let mut names = BTreeSet::new();
    for folder in std::fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
    {
        if !folder.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            let name = file.strip_prefix(&root).unwrap().with_extension("");
            names.insert(name.to_string_lossy().into_owned());
        }
    }
    names
}

#[tokio::test]
async fn every_recorded_exchange_is_answered_as_it_was() {
    let mut played = Played::default();
    people::lists_of_customers(&mut played).await;
    people::a_card_and_its_customer(&mut played).await;
    people::refusals(&mut played).await;
    people::documented_customers(&mut played).await;
    people::a_wallet(&mut played).await;
    charging::charges_of_2013(&mut played).await;
    charging::refused_charges(&mut played).await;
    charging::refunds_of_2013(&mut played).await;
    charging::documented_charges(&mut played).await;
    charging::documented_refunds(&mut played).await;
    recurring::plans(&mut played).await;
    recurring::subscriptions(&mut played).await;
    recurring::balance(&mut played).await;
    money::holds(&mut played).await;
    money::all_charges(&mut played).await;
    money::searched_charges(&mut played).await;
    money::payments(&mut played).await;
    money::refunds(&mut played).await;
    accounts::subscriptions(&mut played).await;
    accounts::people(&mut played).await;
    assert!(played.wrong.is_empty(), "{}", played.wrong.join("\n"));
    assert_eq!(
        played.names,
        recorded(),
        "files that were played, and files that there are"
    );
    let pairs = |(files, members, _): &'static (&'static [&str], &'static [&str], &str)| {
        let of = |file: &&'static str| {
            members
                .iter()
                .map(|at| ((*file).to_owned(), (*at).to_owned()))
        };
        files.iter().flat_map(of).collect::<Vec<_>>()
    };
    let listed: BTreeSet<_> = DIFFERENCES.iter().flat_map(pairs).collect();
    assert_eq!(
        played.differed, listed,
        "differences that were met, and those that are listed"
    );
}
