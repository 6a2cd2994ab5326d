//! Contract section 5, calls 1 to 6, 10 and 11: customers.

pub const TABLE: &str = r#"
== 5 create
D RSFX | A customer is made with a card, and answered 201, whole.
  POST /1/customers email=ada@example.com&first_name=Ada&last_name=Love&phone_number=555%200100&company=Engines&notes=Poet&{nested}
  201 {"response":{"token":"<cus_>","email":"ada@example.com","first_name":"Ada","last_name":"Love","phone_number":"555 0100","company":"Engines","notes":"Poet","created_at":"2026-03-14T09:26:53Z","card":{"token":"<card_>","scheme":"master","display_number":"XXXX-XXXX-XXXX-0000","issuing_country":"AU","expiry_month":5,"expiry_year":2029,"name":"Roland Robot","address_line1":"42 Sevenoaks St","address_line2":null,"address_city":"Lathlain","address_postcode":"6454","address_state":"WA","address_country":"Australia","customer_token":"<cus_>","primary":true,"network_type":null,"network_format":null}}}
R VCR 009 | A customer is made with a card token, whose card becomes the primary one.
  POST /1/customers email=a@example.com&card_token={token}
  201
  /response/card/token "{token}"
  /response/card/primary true
D | The email is needed and the rest of the person is not.
  POST /1/customers email=a@example.com&{nested}
  201
  POST /1/customers first_name=Ada&{nested}
  refused email: Email can't be blank; email: Email is not formatted properly
D | A card token that was used is not taken for a customer.
  POST /1/customers email=a@example.com&card_token={token}
  201
  POST /1/customers email=b@example.com&card_token={token}
  400
  /error "token_already_used"
D | The token of another customer's card is not taken for a customer.
  POST /1/customers email=a@example.com&card_token={card}
  400
  /error "token_already_used"
D | Making a customer charges nothing.
  POST /1/customers email=a@example.com&{nested}
  keep made /response/token
  GET /1/customers/{made}/charges
  /count 0
  GET /1/charges
  /count 0
I | A card that will be declined can be stored, and fails only when it is charged.
  POST /1/customers email=a@example.com&{nested number=4100000000000001}
  201
  keep made /response/token
  POST /1/charges email=a@example.com&amount=400&customer_token={made}
  400
  /error "card_declined"
choice api/customers | No text is too long but for the length of a body.
  POST /1/customers email=a@example.com&notes={long 20000}&{nested}
  201
choice api/customers | A customer without a card is refused as one with an empty card.
  POST /1/customers email=a@example.com
  422
  /messages/0/param "card.number"
choice api/customers | A card and a card token at once are refused.
  POST /1/customers email=a@example.com&card_token={token}&{nested}
  refused card: Card can't be given together with another card; card_token: Card token can't be given together with another card
choice api/cards/token | A card token that nobody has is a 404, as for a charge.
  POST /1/customers email=a@example.com&card_token=card_AAAAAAAAAAAAAAAAAAAAAA
  404 {"error":"not_found","error_description":"The requested resource could not be found."}

== 5 read
D | The list of customers is answered 200.
  GET /1/customers/{cus}
  GET /1/customers
  200
  /response/0/token "{cus}"
R VCR 001 | A customer in the list is the same as alone.
  GET /1/customers/{cus}
  keep whole /response
  GET /1/customers
  /response/0 {whole}
D | A customer is answered 200.
  GET /1/customers/{cus}
  200
  /response/email "roland@example.com"
R VCR 019 | An unknown customer is 404 not_found.
  GET /1/customers/cus_AAAAAAAAAAAAAAAAAAAAAA
  404
  /error "not_found"

== 5 update
D | An update changes what it names and leaves the rest.
  PUT /1/customers/{cus} first_name=Ada&last_name=Love&phone_number=1&company=C&notes=N
  200
  PUT /1/customers/{cus} email=ada@example.com
  200
  /response/email "ada@example.com"
  /response/first_name "Ada"
  /response/last_name "Love"
  /response/phone_number "1"
  /response/company "C"
  /response/notes "N"
  /response/card/token "{card}"
R18 PINXS18 | A text sent empty is kept empty (a choice), and null counts as not sent.
  PUT /1/customers/{cus} first_name=
  /response/first_name ""
  PUT /1/customers/{cus} {"first_name":"Ada","notes":"Poet"}
  PUT /1/customers/{cus} {"first_name":null,"notes":"Engineer"}
  /response/first_name "Ada"
  /response/notes "Engineer"
F Go, tigris | A blank card beside other fields counts as absent, and so does it alone.
  PUT /1/customers/{cus} first_name=Ada&card=
  200
  /response/first_name "Ada"
  /response/card/token "{card}"
  PUT /1/customers/{cus} {"last_name":"Love","card":{}}
  200
  /response/card/token "{card}"
  PUT /1/customers/{cus} {"card":""}
  200
  PUT /1/customers/{cus} card&primary_card_token={second}
  200
  /response/card/token "{second}"
  POST /1/customers {"email":"a@example.com","card":{},"card_token":"{token}"}
  201
  /response/card/token "{token}"
D ONIX | A new card replaces the primary one and destroys it.
  PUT /1/customers/{cus} {nested number=4200000000000000}
  200
  /response/card/scheme "visa"
  /response/card/primary true
  keep new /response/card/token
  GET /1/customers/{cus}/cards
  all /response token ["{new}"]
D ONIX | A new card needs all its fields again.
  PUT /1/customers/{cus} card[expiry_year]=2030
  422
  /messages/0/param "card.number"
  GET /1/customers/{cus}
  /response/card/token "{card}"
D ONIX | An unused card token replaces the primary card and destroys it.
  PUT /1/customers/{cus} card_token={token}
  200
  /response/card/token "{token}"
  GET /1/customers/{cus}/cards
  all /response token ["{token}"]
D ONIX | card_token with another card of the customer makes that primary and destroys the old one.
  PUT /1/customers/{cus} card_token={second}
  200
  /response/card/token "{second}"
  GET /1/customers/{cus}/cards
  all /response token ["{second}"]
D ONIX | primary_card_token switches the primary card and keeps the old one.
  PUT /1/customers/{cus} primary_card_token={second}
  200
  /response/card/token "{second}"
  GET /1/customers/{cus}/cards
  all /response token ["{second}","{card}"]
  all /response primary [true,false]
A PHP | primary_card_token takes an unused token, which becomes one more card.
  PUT /1/customers/{cus} primary_card_token={token}
  200
  /response/card/token "{token}"
  GET /1/customers/{cus}/cards
  all /response token ["{token}","{card}"]
choice api/customers | Two ways of naming a card at once are refused.
  PUT /1/customers/{cus} primary_card_token={second}&card_token={token}
  refused card_token: Card token can't be given together with another card; primary_card_token: Primary card token can't be given together with another card
  PUT /1/customers/{cus} card_token={token}&{nested}
  422
choice api/customers | card_token with the primary card itself changes nothing.
  PUT /1/customers/{cus} card_token={card}
  200
  /response/card/token "{card}"
  GET /1/customers/{cus}/cards
  size /response 1
D ONIX | Another customer's card cannot become this customer's.
  POST /1/customers email=other@example.com&{nested}
  keep theirs /response/card/token
  PUT /1/customers/{cus} card_token={theirs}
  400
  /error "token_already_used"
  PUT /1/customers/{cus} primary_card_token={theirs}
  400
D | A blank email is refused, and nothing changes.
  PUT /1/customers/{cus} email=&first_name=Ada
  refused email: Email can't be blank; email: Email is not formatted properly
  GET /1/customers/{cus}
  /response/first_name null
R VCR 012 | A card that lacks a field is refused, and nothing changes.
  PUT /1/customers/{cus} first_name=Ada&{nested -address_country}
  422
  GET /1/customers/{cus}
  /response/first_name null
  /response/card/token "{card}"
D | An update of an unknown customer is a 404.
  PUT /1/customers/foo first_name=Ada
  404
  /error "not_found"

== 5 delete
A PHP | Deleting a customer is a 204 without a body.
  DELETE /1/customers/{cus}
  204
  GET /1/customers/{cus}
  404
D | A deleted customer's cards are deleted with it.
  with {card}
  DELETE /1/customers/{cus}
  GET /1/customers/{cus}/cards
  404
  POST /1/charges email=a@example.com&amount=400&card_token={card}
  400
  /error "token_already_used"
I | A second deletion is a 404.
  DELETE /1/customers/{cus}
  204
  DELETE /1/customers/{cus}
  404 {"error":"not_found","error_description":"The requested resource could not be found."}
D | A deleted customer is in no list.
  customers 3
  GET /1/customers
  keep gone /response/1/token
  DELETE /1/customers/{gone}
  204
  GET /1/customers
  /pagination/count 2
choice world/transaction/subscriptions | Deleting a customer cancels its subscriptions.
  GET /1/subscriptions/{sub}
  DELETE /1/customers/{cus}
  204
  GET /1/subscriptions/{sub}
  /response/state "cancelled"
  /response/cancelled_at "2026-03-14T09:26:53Z"
choice api/charges | The charges of a deleted customer remain, one by one and in the list of all.
  POST /1/charges amount=400&customer_token={cus}
  keep paid /response/token
  DELETE /1/customers/{cus}
  GET /1/charges/{paid}
  200
  GET /1/charges
  all /response token ["{paid}"]
  GET /1/customers/{cus}/charges
  404

== 5 charges and subscriptions
R VCR 011 | A customer's charges are answered 200.
  POST /1/charges amount=400&customer_token={cus}
  keep paid /response/token
  GET /1/customers/{cus}/charges
  200
  all /response token ["{paid}"]
R VCR 020 | The charges of an unknown customer are a 404.
  GET /1/customers/foo/charges
  404 {"error":"not_found","error_description":"The requested resource could not be found."}
A PHP | A customer's subscriptions are answered 200.
  GET /1/subscriptions/{sub}
  GET /1/customers/{cus}/subscriptions
  200
  all /response token ["{sub}"]
A PHP | A customer without subscriptions has an empty list of them.
  GET /1/customers/{cus}/subscriptions
  200 {"response":[],"count":0,"pagination":{"count":0,"per_page":25,"current":1}}
D AE | Cancelling a customer's subscription answers 200 with the subscription, not 204.
  DELETE /1/customers/{cus}/subscriptions/{sub}
  200
  /response/token "{sub}"
  /response/state "cancelling"
  /response/plan_token "{plan}"
D ONIX | Only a subscription in its trial or active can be cancelled.
  DELETE /1/customers/{cus}/subscriptions/{sub}
  DELETE /1/customers/{cus}/subscriptions/{sub}
  422
  /error "invalid_request"
D | Another customer's subscription is a 404 here.
  POST /1/customers email=other@example.com&{nested}
  keep other /response/token
  DELETE /1/customers/{other}/subscriptions/{sub}
  404
  GET /1/subscriptions/{sub}
  /response/state "active"
"#;
