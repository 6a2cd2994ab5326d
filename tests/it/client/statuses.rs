//! Which status a success has says nothing: 200 and 201 are the same answer, whatever the documents print.
use super::calls::every_call;
use pintui::api::call::Call;
use pintui::api::outcome;
use pintui::api::read::Read;
use pintui::api::received::Received;
use pintui::api::reply::Reply;
use serde_json::{Value, json};

fn settled(call: &Call, status: u16, body: &Value) -> Reply {
    let received = Received {
        status,
        web_page: false,
        elsewhere: false,
        retry_after: None,
        body: Ok(body.to_string().into_bytes()),
    };
    outcome::settle(call, Ok(received)).unwrap_or_else(|error| panic!("{call:?}: {error:?}"))
}

/// Gives a body that a call can be answered with.
fn body(call: &Call) -> Value {
    let one = json!({"token": "any_1", "available": [], "pending": []});
    let is_list = call.path().contains("page=");
    json!({"response": if is_list { json!([one]) } else { one }})
}

#[test]
fn a_200_and_a_201_are_the_same_answer_to_every_call() {
    let calls = every_call().into_iter().map(|(_, call)| call);
    // A raw record is kept as text and has no reply of another kind.
    for call in calls.filter(|call| !matches!(call, Call::Read(Read::ReadRaw(_)))) {
        let body = body(&call);
        let usual = settled(&call, 200, &body);
        assert_ne!(usual, Reply::Done, "{call:?}");
        for status in [201, 202] {
            assert_eq!(settled(&call, status, &body), usual, "{call:?}");
        }
    }
}

/// Lists of one kind of server have six members of paging and a count beside them, those of the other three alone; the rows
/// of a page are as many as the answer says.
#[test]
fn the_next_page_is_found_in_both_shapes_of_paging_by_what_the_answer_says() {
    let next = |paging: Value, count: Option<u64>| {
        let mut body = json!({"response": [{"token": "plan_1"}], "pagination": paging});
        if let Some(count) = count {
            body["count"] = json!(count);
        }
        let Reply::Plans(page) = settled(&Call::Read(Read::ListPlans(1)), 200, &body) else {
            panic!("no plans")
        };
        (page.next, page.total)
    };
    let six = |per_page: u64, pages: u64, next: Option<u64>| json!({"current": 1, "previous": null, "next": next, "per_page": per_page, "pages": pages, "count": 40});
    assert_eq!(next(six(25, 2, Some(2)), Some(1)), (Some(2), Some(40)));
    assert_eq!(next(six(500, 1, None), Some(1)), (None, Some(40)));
    let three = |per_page: u64| json!({"count": 40, "per_page": per_page, "current": 1});
    for (per_page, expected) in [
        (25, Some(2)),
        (10, Some(2)),
        (39, Some(2)),
        (40, None),
        (500, None),
    ] {
        assert_eq!(
            next(three(per_page), None),
            (expected, Some(40)),
            "{per_page}"
        );
    }
}

#[test]
fn a_customer_may_have_no_card() {
    let body = json!({"response": {"token": "cus_1", "email": "ada@example.com", "card": null}});
    let call = Call::Read(Read::GetCustomer(super::cus()));
    let Reply::Customer(customer) = settled(&call, 200, &body) else {
        panic!("no customer")
    };
    assert_eq!(customer.card, None);
}
