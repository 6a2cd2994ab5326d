//! What the seed's Python client (python-pin-payments 0.1.1 over requests) puts on the wire, call by call, as raw bytes:
//! a slash behind `customers`, a doubled one before a customer's cards, forms with encoded brackets and plus signs, and a
//! `Content-Length` on deletions. The answers are what its own checks look for.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::wire::*;

/// The client, and the tokens it has learnt.
struct Client<'a> {
    sandbox: &'a Sandbox,
    tokens: BTreeMap<&'static str, String>,
}

impl Client<'_> {
    /// Writes a request as the library does.
    fn written(&self, method: &str, path: &str, body: &str) -> String {
        let mut path = path.to_owned();
        for (name, token) in &self.tokens {
            path = path.replace(&format!("{{{name}}}"), token);
        }
        let length = match (method, body.len()) {
            ("GET", _) => String::new(),
            (_, 0) => "Content-Length: 0\r\n".to_owned(),
            (_, length) => {
                format!("Content-Length: {length}\r\nContent-Type: {FORM}\r\n")
            }
        };
        format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nUser-Agent: python-requests/2.34.2\r\n\
             Accept-Encoding: gzip, deflate\r\nAccept: */*\r\nConnection: keep-alive\r\n{length}\
             Authorization: {}\r\n\r\n{body}",
            self.sandbox.port,
            basic(KEY)
        )
    }

    /// Sends a request and closes the connection behind it, as the library's session does.
    async fn call(&self, method: &str, path: &str, body: &str, expected: u16) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.sandbox.port))
            .await
            .unwrap();
        let request = self.written(method, path, body);
        stream.write_all(request.as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut bytes = Vec::new();
        let read = stream.read_to_end(&mut bytes);
        tokio::time::timeout(PATIENCE, read).await.unwrap().unwrap();
        let answer = taken_apart(&String::from_utf8(bytes).unwrap());
        assert_eq!(answer.status, expected, "{method} {path}: {}", answer.body);
        answer
    }

    /// Calls and gives what stands in the envelope.
    async fn got(&self, method: &str, path: &str, body: &str, expected: u16) -> Value {
        self.call(method, path, body, expected).await.response()
    }
}

const CARD_IN_FORM: &str = "card%5Bnumber%5D=5520000000000000&card%5Bexpiry_month%5D=05&card%5Bexpiry_year%5D=2031\
    &card%5Bcvc%5D=123&card%5Bname%5D=Roland+Robot&card%5Baddress_line1%5D=42+Sevenoaks+St\
    &card%5Baddress_city%5D=Lathlain&card%5Baddress_postcode%5D=6454&card%5Baddress_state%5D=WA\
    &card%5Baddress_country%5D=Australia";
const BARE_CARD: &str = "email=customer%40example.com&card%5Bnumber%5D=5520000000000000&card%5Bexpiry_month%5D=05\
    &card%5Bexpiry_year%5D=2031&card%5Bcvc%5D=123";
const FLAT_CARD: &str = "number=4200000000000000&expiry_month=12&expiry_year=2031&cvc=123&name=John+Doe\
    &address_line1=123+Test+St&address_city=Test+City&address_country=Australia";

#[tokio::test]
async fn the_seeds_client_passes() {
    let sandbox = sandbox(60).await;
    let mut client = Client {
        sandbox: &sandbox,
        tokens: BTreeMap::new(),
    };
    let form = format!("email=customer%40example.com&first_name=John&last_name=Doe&{CARD_IN_FORM}");
    let made = client.got("POST", "/1/customers/", &form, 201).await;
    assert_eq!(
        (&made["first_name"], &made["card"]["name"]),
        (&json!("John"), &json!("Roland Robot"))
    );
    assert_eq!(made["card"]["primary"], true);
    client.tokens.insert("cus", text(&made["token"]));
    client.tokens.insert("first", text(&made["card"]["token"]));

    let refused = client
        .call("POST", "/1/customers/", BARE_CARD, 422)
        .await
        .json();
    assert_eq!(refused["messages"][0]["param"], "card.name");
    let list = client.call("GET", "/1/customers/", "", 200).await.json();
    assert_eq!(
        (
            &list["response"][0]["token"],
            &list["pagination"]["per_page"]
        ),
        (&made["token"], &json!(25))
    );
    let read = client.got("GET", "/1/customers/{cus}", "", 200).await;
    assert_eq!(read, made);
    let updated = client
        .got("PUT", "/1/customers/{cus}", "first_name=Jane", 200)
        .await;
    assert_eq!(
        (&updated["first_name"], &updated["last_name"]),
        (&json!("Jane"), &json!("Doe"))
    );
    assert_eq!(
        client
            .got("GET", "/1/customers/{cus}/charges", "", 200)
            .await,
        json!([])
    );

    let second = client
        .got("POST", "/1/customers//{cus}/cards", FLAT_CARD, 201)
        .await;
    assert_eq!(
        (&second["scheme"], &second["primary"]),
        (&json!("visa"), &json!(false))
    );
    assert_eq!(
        (&second["name"], &second["expiry_month"]),
        (&json!("John Doe"), &json!(12))
    );
    client.tokens.insert("second", text(&second["token"]));
    let cards = client.got("GET", "/1/customers/{cus}/cards", "", 200).await;
    let primary = [&cards[0], &cards[1]].map(|card| card["primary"].clone());
    assert_eq!(primary, [json!(true), json!(false)]);
    let refused = client
        .call("DELETE", "/1/customers/{cus}/cards/{first}", "", 400)
        .await
        .json();
    assert_eq!(refused["error"], "cannot_delete_primary_card");
    assert_eq!(
        client
            .call("DELETE", "/1/customers/{cus}/cards/{second}", "", 204)
            .await
            .body,
        ""
    );

    assert_eq!(
        client
            .got("GET", "/1/customers/{cus}/subscriptions", "", 200)
            .await,
        json!([])
    );
    client
        .call(
            "DELETE",
            "/1/customers/{cus}/subscriptions/sub_xxxxxxxxxxxxxxxxxxxxxx",
            "",
            404,
        )
        .await;
    cancels_a_subscription(&mut client, &list["response"]).await;
    assert_eq!(
        client
            .call("DELETE", "/1/customers/{cus}", "", 204)
            .await
            .body,
        ""
    );
    client.call("GET", "/1/customers/{cus}", "", 404).await;
}

/// Cancels the first subscription that bills among the customers of the first page.
async fn cancels_a_subscription(client: &mut Client<'_>, customers: &Value) {
    for customer in customers.as_array().unwrap() {
        client.tokens.insert("theirs", text(&customer["token"]));
        let list = client
            .got("GET", "/1/customers/{theirs}/subscriptions", "", 200)
            .await;
        let bills = |one: &&Value| one["state"] == "active" || one["state"] == "trial";
        let Some(one) = list.as_array().unwrap().iter().find(bills) else {
            continue;
        };
        client.tokens.insert("sub", text(&one["token"]));
        let path = "/1/customers/{theirs}/subscriptions/{sub}";
        let cancelled = client.got("DELETE", path, "", 200).await;
        assert_eq!(cancelled["state"], "cancelling");
        client.call("DELETE", path, "", 422).await;
        return;
    }
    panic!("no customer of the first page has a subscription that bills");
}
