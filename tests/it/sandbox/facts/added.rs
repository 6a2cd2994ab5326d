//! The second part of the contract, M0 to M13, as far as it adds to the first: where it corrects a fact of that one, the
//! fact's row says so. Refunds (M2) and bills that are refused (M5) have files of their own.

pub const TABLE: &str = r#"
== M0 two servers
R24 PINXS24 | What concerns customers, cards, charges, refunds and the balance has the head of the older server.
  GET /1/charges
  Content-Length: is filled
  Transfer-Encoding: is absent
  X-Frame-Options: DENY
  Strict-Transport-Security: max-age=252455616; includeSubdomains; preload
  Referrer-Policy: is absent
choice api/stack | What concerns plans and subscriptions has the head recorded of the newer server.
  GET /1/plans
  Content-Length: is absent
  Transfer-Encoding: chunked
  X-Frame-Options: SAMEORIGIN
  Strict-Transport-Security: max-age=63072000; includeSubDomains
  Referrer-Policy: strict-origin-when-cross-origin
  X-Content-Type-Options: nosniff
  ETag: is etag
  GET /1/customers/{cus}/subscriptions
  X-Frame-Options: SAMEORIGIN
  GET /1/subscriptions/{sub}/ledger
  X-Frame-Options: SAMEORIGIN
  GET /1/plans/foo
  404
  X-Frame-Options: SAMEORIGIN
  DELETE /1/plans/{plan}
  204
  X-Frame-Options: SAMEORIGIN
  Transfer-Encoding: is absent
  Cache-Control: no-cache
R24 PINXS24 | A list of the older server has a count and six members of pagination.
  GET /1/charges/{ch}
  GET /1/charges
  fields / response count pagination
  fields /pagination current previous next per_page pages count
R24 PINXS24 | A list of the newer server has three members of pagination and no count.
  GET /1/plans/{plan}
  GET /1/plans
  fields / response pagination
  /pagination {"count":9,"per_page":25,"current":1}
D DOC | A list of subscriptions has a count beside its three members, as the documentation prints it.
  GET /1/subscriptions/{sub}
  GET /1/subscriptions
  fields / response count pagination
R24 PINXS24 | No answer has a header about a rate.
  GET /1/plans
  X-RateLimit-Limit: is absent
  RateLimit: is absent
  Retry-After: is absent
R24 PINXS24 | Behind the end of one page: nothing, and the page before it.
  GET /1/charges/{ch}
  GET /1/charges?page=2
  200 {"response":[],"count":0,"pagination":{"current":2,"previous":1,"next":null,"per_page":25,"pages":1,"count":1}}
R18 PINXS18 | Null counts as not sent: a charge with a null for every member it does not need is an ordinary one.
  POST /1/charges {"transfer":null,"total_fees":null,"token":null,"settlement_currency":null,"refund_pending":null,"metadata":null,"merchant_entitlement":null,"ip_address":"127.0.0.1","email":"a@example.com","description":"Dragon eggs","customer_token":null,"currency":null,"card_token":null,"card":{json},"captured":null,"capture":null,"authorisation_expired":null,"amount_refunded":null,"amount":50000}
  201
  /response/captured true
  /response/currency "AUD"
  /response/metadata {}
R24 PINXS24 | An ampersand is not escaped in an answer.
  POST /1/charges email=a@example.com&amount=400&description=Police%20%26%20Nurses&{nested}
  keep ch /response/token
  GET /1/charges/{ch}
  /response/description "Police & Nurses"
  GET /1/charges/search?query=%26
  /count 1
R18 PINXS18 | An empty object is a body that asks for all of it.
  POST /1/charges/{ch}/refunds {}
  201
  /response/amount 1000
R24 PINXS24 | Only the calls that browsers make say that they vary by origin.
  POST /1/payment_sources {"type":"card","source":{json}}
  Vary: Origin
  POST /1/cards {flat number=}
  422
  Vary: Origin
  POST /1/customers/{cus}/cards {flat}
  Vary: is absent
  POST /1/charges email=a@example.com&amount=400&{nested}
  Vary: is absent
  GET /1/customers
  Vary: is absent

== M1 all charges
R24 PINXS24 38 | All charges are listed, newest first: captured, held, voided, lapsed and failed, of customers and of loose cards.
  POST /1/charges email=a@example.com&amount=400&capture=false&{nested}
  keep lapsed /response/token
  hours 168
  POST /1/charges email=a@example.com&amount=400&capture=false&{nested}
  keep voided /response/token
  PUT /1/charges/{voided}/void
  hours 1
  POST /1/charges email=a@example.com&amount=400&capture=false&{nested}
  keep held /response/token
  hours 1
  POST /1/charges email=a@example.com&amount=400&{nested number=4100000000000001}
  keep failed /charge_token
  hours 1
  POST /1/charges amount=400&customer_token={cus}
  keep paid /response/token
  GET /1/charges
  all /response token ["{paid}","{failed}","{held}","{voided}","{lapsed}"]
  all /response captured [true,false,false,false,false]
  all /response success [true,false,true,true,true]
  all /response authorisation_voided [false,false,false,true,false]
  all /response authorisation_expired [false,false,false,false,true]
D | The list of all charges has no filter and no sort.
  POST /1/charges email=a@example.com&amount=400&{nested}
  keep small /response/token
  hours 1
  POST /1/charges email=b@example.com&amount=900&{nested}
  keep large /response/token
  GET /1/charges?query=a@example.com&sort=amount&direction=1&start_date=2027-01-01
  all /response token ["{large}","{small}"]
R24 PINXS24 38 | A charge without a customer has a card that belongs to nobody.
  GET /1/charges/{ch}
  /response/card/customer_token null
  /response/card/primary null
  /response/customer_token is absent
R24 PINXS24 43 | A charge of a customer names it in its card only.
  POST /1/charges amount=400&customer_token={cus}
  201
  /response/card/customer_token "{cus}"
  /response/card/primary true
  /response/customer_token is absent
choice api/charges | The charges of a deleted customer keep its token.
  POST /1/charges amount=400&customer_token={cus}
  keep paid /response/token
  DELETE /1/customers/{cus}
  GET /1/charges/{paid}
  /response/card/customer_token "{cus}"
  /response/card/primary true
choice api/charges | So do those of the base data, and those of a card that is gone.
  customers 1
  GET /1/charges
  keep paid /response/0/token
  keep whole /response/0
  keep cus /response/0/card/customer_token
  DELETE /1/customers/{cus}
  204
  GET /1/charges/{paid}
  /response {whole}
R18 PINXS18 40 | A refused charge was made all the same: its token stands in the list.
  POST /1/charges email=a@example.com&amount=400&{nested number=4700000000000005}
  400
  keep failed /charge_token
  GET /1/charges
  all /response token ["{failed}"]
  /response/0/success false
  /response/0/captured false
  /response/0/total_fees null
  /response/0/merchant_entitlement null
  /response/0/status_message "Processing error"

== M3 holds
R24 PINXS24 32 | An authorisation is answered 201: a success that is not captured and has no fees yet.
  POST /1/charges email=a@example.com&amount=50000&capture=false&{nested}
  201
  /response/success true
  /response/captured false
  /response/status_message "Successful Authorisation"
  /response/total_fees null
  /response/merchant_entitlement null
  /response/captured_at null
  /response/authorisation_token null
  /response/platform_fees 0
R24 PINXS24 33 | Its capture is dated when it is captured.
  with {held}
  hours 5
  PUT /1/charges/{held}/capture {}
  201
  /response/created_at "2026-03-14T09:26:53Z"
  /response/captured_at "2026-03-14T14:26:53Z"
  /response/status_message "Success"

== M11 cards and subscriptions
R24 PINXS24 91 | Adding a card by its token to a customer does not tell the caller's address.
  POST /1/customers/{cus}/cards card_token={token}
  201
  fields / response
  X-Requested-From: is absent
choice api/cards/token | An unknown card token adds no card: 404, as for a charge.
  POST /1/customers/{cus}/cards card_token=card_AAAAAAAAAAAAAAAAAAAAAA
  404
  /error "not_found"
R20 PINXS24 51 | A card token that is too old is unknown.
  with {token}
  hours 744
  POST /1/charges email=a@example.com&amount=400&card_token={token}
  404
  /error "not_found"
A LIVE | A subscription without a card of its own follows the customer's primary card.
  with {sub}
  PUT /1/customers/{cus} primary_card_token={second}
  hours 744
  GET /1/customers/{cus}/charges
  /response/0/card/token "{second}"
  /response/1/card/token "{card}"
A JSAPI | The members of an older form of a subscription are gone.
  GET /1/subscriptions/{sub}
  /response/current_period_started_at is absent
  /response/current_period_ends_at is absent
"#;
