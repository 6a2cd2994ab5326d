//! Contract section 2: the table of errors, the shapes of a 422, and the messages with their order and codes.

pub const TABLE: &str = r#"
== 2 shapes
R VCR 013 | A 422 lists its messages as param, code and message, in that order.
  POST /1/customers email=&{nested}
  422
  fields / error error_description messages
  fields /messages/0 param code message
R VCR 020 | There are no messages in a 404, a 401 or a refused charge.
  GET /1/customers/foo
  /messages is absent
  +Authorization: none
  GET /1/customers
  /messages is absent
  POST /1/charges email=a@example.com&amount=400&{nested number=4100000000000001}
  400
  /messages is absent
F TIG refund.duplicate | The messages of a refund that is too large are an object of lists.
  POST /1/charges/{ch}/refunds amount=1001
  422 {"error":"invalid_resource","error_description":"One or more parameters were missing or invalid","messages":{"charge":["You have tried to refund more than the original charge"]}}
A LIVE errors_spec:261 | The messages about a subscription name what is missing, and have no code.
  POST /1/subscriptions customer_token={cus}
  400
  /messages [{"param":"plan_token","message":"Plan token must be present"}]
choice fault | Each of the three shapes of a 422 can be had from any call.
  fault next:any:422
  GET /1/customers
  422
  /messages/0/code "page_invalid"
  fault next:any:422-object
  GET /1/customers
  422
  /messages {"page":["Page is not valid"]}
  fault next:any:422-no-code
  GET /1/customers
  422
  /messages [{"param":"page","message":"is not valid"}]
choice fault | A page of a proxy, which is no JSON, can be had from any call.
  fault next:any:502-html
  GET /1/customers
  502
  Content-Type: text/html
R OFN | The description of a 422 has no full stop.
  POST /1/cards number=
  /error_description "One or more parameters were missing or invalid"
  /error "invalid_resource"

== 2 errors
A LIVE errors_spec:122 | 401 unauthenticated: a bad or missing key.
  +Authorization: key wrong
  POST /1/customers email=a@example.com
  401 {"error":"unauthenticated","error_description":"Not authorised. (Check API Key)"}
A LIVE errors_spec:104 | 400 cannot_delete_primary_card: the primary card cannot be deleted.
  DELETE /1/customers/{cus}/cards/{card}
  400 {"error":"cannot_delete_primary_card","error_description":"You cannot delete a customer's primary card token"}
R18 PINXS18 50 | 400 token_already_used: a card token is used once; there is no full stop behind it.
  POST /1/charges email=a@example.com&amount=400&card_token={token}
  201
  POST /1/charges email=a@example.com&amount=400&card_token={token}
  400 {"error":"token_already_used","error_description":"Token already used. Card tokens can only be used once, to create a charge or assign a card to a customer"}
R VCR 021 | 400 card_declined, with the token of the charge.
  POST /1/charges email=a@example.com&amount=400&{nested number=5560000000000001}
  400 {"error":"card_declined","error_description":"The card was declined","charge_token":"<ch_>"}
R18 PINXS18 46 | 400 insufficient_funds, with the token of the charge.
  POST /1/charges email=a@example.com&amount=400&{nested number=5510000000000002}
  400 {"error":"insufficient_funds","error_description":"There are not enough funds available to process the requested amount","charge_token":"<ch_>"}
R18 PINXS18 44 | 400 invalid_cvv, with the token of the charge.
  POST /1/charges email=a@example.com&amount=400&{nested number=5550000000000003}
  400 {"error":"invalid_cvv","error_description":"The card verification code (cvc) was incorrect","charge_token":"<ch_>"}
R18 PINXS18 | 400 invalid_card, with the token of the charge.
  POST /1/charges email=a@example.com&amount=400&{nested number=5500000000000004}
  400 {"error":"invalid_card","error_description":"The card was invalid","charge_token":"<ch_>"}
R18 PINXS18 48 | 400 processing_error, with the token of the charge.
  POST /1/charges email=a@example.com&amount=400&{nested number=5590000000000005}
  400 {"error":"processing_error","error_description":"An error occurred while processing the card","charge_token":"<ch_>"}
R18 PINXS18 | 400 suspected_fraud, with the token of the charge.
  POST /1/charges email=a@example.com&amount=400&{nested number=5540000000000006}
  400 {"error":"suspected_fraud","error_description":"The transaction was flagged as possibly fraudulent and subsequently declined","charge_token":"<ch_>"}
D test-cards | 400 unknown, with the token of the charge.
  POST /1/charges email=a@example.com&amount=400&{nested number=5530000000000099}
  400 {"error":"unknown","error_description":"Sorry, an unknown error has occurred. This is being investigated","charge_token":"<ch_>"}
D test-cards | 502 gateway_error, with the token of the charge.
  POST /1/charges email=a@example.com&amount=400&{nested number=5570000000000009}
  502 {"error":"gateway_error","error_description":"An upstream error occurred while processing the transaction. Please try again.","charge_token":"<ch_>"}
R18 PINXS18 | The token of a refused charge leads to a charge that failed, in the gateway's words.
  POST /1/charges email=a@example.com&amount=400&{nested number=5560000000000001}
  keep failed /charge_token
  GET /1/charges/{failed}
  200
  /response/success false
  /response/captured false
  /response/error_message "Card Declined"
  /response/status_message "Card Declined"
choice api/problem | 400 invalid_request: a subscription without what it needs; the page's heading and the SDK win over its example.
  POST /1/subscriptions
  400 {"error":"invalid_request","error_description":"One or more parameters were missing or invalid","messages":[{"param":"plan_token","message":"Plan token must be present"},{"param":"customer_token","message":"Customer token must be present"}]}
A LIVE errors_spec:294 | 400: a subscription cannot bill a card that nobody has.
  PUT /1/subscriptions/{sub} card_token=card_AAAAAAAAAAAAAAAAAAAAAA
  400
  /error_description "Invalid card token"
choice api/subscriptions | The code of an invalid card token is invalid_request.
  PUT /1/subscriptions/{sub} card_token=card_AAAAAAAAAAAAAAAAAAAAAA
  400 {"error":"invalid_request","error_description":"Invalid card token"}
R24 PINXS24 34 | 400 invalid_capture_amount: an authorisation is captured in full or not at all.
  PUT /1/charges/{held}/capture amount=400
  400 {"error":"invalid_capture_amount","error_description":"You must capture the full amount that was authorised","charge_token":"{held}"}
D | 402 insufficient_pin_balance: a refund needs the money.
  POST /1/charges email=a@example.com&amount=3000000&{nested}
  keep ch /response/token
  POST /1/charges/{ch}/refunds amount=1500000
  402 {"error":"insufficient_pin_balance","error_description":"Refund amount is more than your available Pin Payments balance."}
R VCR 019 | 404 not_found: nobody has the token of a customer.
  GET /1/customers/cus_AAAAAAAAAAAAAAAAAAAAAA
  404 {"error":"not_found","error_description":"The requested resource could not be found."}
A LIVE | 404 not_found: nobody has the token of a charge, refund, plan or subscription.
  GET /1/charges/foo
  404 {"error":"not_found","error_description":"The requested resource could not be found."}
  GET /1/refunds/foo
  404 {"error":"not_found","error_description":"The requested resource could not be found."}
  GET /1/plans/foo
  404 {"error":"not_found","error_description":"The requested resource could not be found."}
  GET /1/subscriptions/foo
  404 {"error":"not_found","error_description":"The requested resource could not be found."}
choice api/problem | 404 not_found for writes to unknown tokens too.
  DELETE /1/customers/foo
  404
  /error "not_found"
  PUT /1/charges/foo/capture
  404
  /error "not_found"
  POST /1/charges/foo/refunds
  404
  /error "not_found"
R18 PINXS18 68 | 404 resource_not_found: there is nothing at this path.
  GET /1/nothing
  404 {"error":"resource_not_found","error_description":"No resource was found at this URL. See https://pinpayments.com/docs/api for API documentation and a list of valid URLs."}
  GET /1/customers/{cus}/shoes
  404
  /error "resource_not_found"
A LIVE errors_spec:318 | 422 invalid_request: a subscription is not cancelled twice, and no messages say so.
  DELETE /1/subscriptions/{sub}
  200
  DELETE /1/subscriptions/{sub}
  422 {"error":"invalid_request","error_description":"Cannot cancel subscription when state is cancelling"}
choice api/problem | A fault of the server itself is a 500 in the envelope of errors.
  fault next:any:500
  GET /1/customers
  500
  /error "internal_server_error"

== 2 messages
R24 PINXS24 86 | A blank email of a customer has two complaints.
  POST /1/customers email=&{nested}
  refused email: Email can't be blank; email: Email is not formatted properly
R24 PINXS24 86 | A missing email of a customer is a blank one.
  POST /1/customers {nested}
  refused email: Email can't be blank; email: Email is not formatted properly
R24 PINXS24 86 | The words for an email of a bad form.
  POST /1/customers email=nobody&{nested}
  refused email: Email is not formatted properly
A LIVE | A blank number of a nested card.
  POST /1/customers email=a@example.com&{nested number=}
  refused card.number: Card number can't be blank
R OFN | A number that does not pass Luhn's check is not valid, and no more is said.
  POST /1/customers email=a@example.com&{nested number=5520000000000099}
  refused card.number: Card number is not valid
A LIVE | A blank name of a nested card.
  POST /1/customers email=a@example.com&{nested name=}
  refused card.name: Card name can't be blank
R OFN | A blank card verification code.
  POST /1/charges email=a@example.com&amount=400&{nested cvc=}
  refused card.cvc: Card cvc can't be blank
A LIVE | An expired card complains of month and year at once.
  POST /1/charges email=a@example.com&amount=400&{nested expiry_year=2012}
  refused card.expiry_month: Card expiry month is expired; card.expiry_year: Card expiry year is expired
R VCR 012 | A missing country of a nested card.
  PUT /1/customers/{cus} {nested -address_country}
  refused card.address_country: Card address country can't be blank
D cards | The first line of the address and the city are needed as well.
  POST /1/customers email=a@example.com&{nested -address_line1 -address_city}
  refused card.address_line1: Card address line1 can't be blank; card.address_city: Card address city can't be blank
F mfeckie/pin_elixir | POST /cards names its fields bare.
  POST /1/cards {flat number=}
  refused number: Number can't be blank
R24 PINXS24 95 | A number that could be a card's but is no test card has the test host's text, which names their page.
  POST /1/cards {flat number=4242424242424242}
  refused number: Number is not a valid Pin Payments test card number.                           See https://pinpayments.com/docs/api/test-cards
  POST /1/customers email=a@example.com&{nested number=4111111111111111}
  refused card.number: Card number is not a valid Pin Payments test card number.                           See https://pinpayments.com/docs/api/test-cards
R24 PINXS24 95 | Five faults of a card come in the order number, month, year, city, country.
  POST /1/cards {flat number=4444444444444444 expiry_month=12 expiry_year=20 -address_city -address_country}
  refused number: Number is not a valid Pin Payments test card number.                           See https://pinpayments.com/docs/api/test-cards; expiry_month: Expiry month is expired; expiry_year: Expiry year is expired; address_city: Address city can't be blank; address_country: Address country can't be blank
R OFN | POST /cards says of every field what it says of a nested one.
  POST /1/cards {flat number=5520000000000099 cvc= name= address_country=}
  refused number: Number is not valid; cvc: Cvc can't be blank; name: Name can't be blank; address_country: Address country can't be blank
A LIVE | An expired card on POST /cards complains of month and year at once.
  POST /1/cards {flat expiry_month=2 expiry_year=2026}
  refused expiry_month: Expiry month is expired; expiry_year: Expiry year is expired
A LIVE errors_spec:187 | A missing amount complains twice.
  POST /1/charges email=a@example.com&{nested}
  refused amount: Amount can't be blank; amount: Amount is not a number
A LIVE errors_spec:187 | A blank amount complains twice.
  POST /1/charges email=a@example.com&amount=&{nested}
  refused amount: Amount can't be blank; amount: Amount is not a number
R OFN | An amount below the least.
  POST /1/charges email=a@example.com&amount=99&{nested}
  refused amount: Amount must be at least 100 ($1.00 AUD)
A AMR | A charge needs no description.
  POST /1/charges email=a@example.com&amount=400&{nested}
  201
  /response/description null
A LIVE | A plan needs a name.
  POST /1/plans amount=1000&currency=AUD&interval=30&interval_unit=day
  refused name: Name can't be blank
A LIVE | Messages come in the order of the fields: number, expiry, cvc, name, address.
  POST /1/cards
  refused number: Number can't be blank; expiry_month: Expiry month can't be blank; expiry_year: Expiry year can't be blank; cvc: Cvc can't be blank; name: Name can't be blank; address_line1: Address line1 can't be blank; address_city: Address city can't be blank; address_country: Address country can't be blank
A LIVE | The fields of a nested card come in the same order, behind those of the customer.
  POST /1/customers
  refused email: Email can't be blank; email: Email is not formatted properly; card.number: Card number can't be blank; card.expiry_month: Card expiry month can't be blank; card.expiry_year: Card expiry year can't be blank; card.cvc: Card cvc can't be blank; card.name: Card name can't be blank; card.address_line1: Card address line1 can't be blank; card.address_city: Card address city can't be blank; card.address_country: Card address country can't be blank
I | A card is good until the end of its month.
  POST /1/cards {flat expiry_month=03 expiry_year=2026}
  201
choice api/cards/form | A month or a verification code that is none is not valid.
  POST /1/cards {flat expiry_month=13 cvc=12}
  refused expiry_month: Expiry month is not valid; cvc: Cvc is not valid
R VCR 012 | The code is the parameter with its dots as underscores.
  PUT /1/customers/{cus} {nested -address_country}
  /messages/0/param "card.address_country"
  /messages/0/code "card_address_country_invalid"
"#;
