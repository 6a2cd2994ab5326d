//! Contract sections 8, 10 and M2: refunds and the balance.

pub const TABLE: &str = r#"
== 8 refunds
R VCR 016 | A refund is made with an amount, is pending, and answered 201, whole.
  POST /1/charges/{ch}/refunds amount=400
  201 {"response":{"token":"<rf_>","success":null,"amount":400,"currency":"AUD","charge":"{ch}","created_at":"2026-03-14T09:26:53Z","error_message":null,"status_message":"Pending"}}
R VCR 016 | Without an amount everything is paid back, with an empty body or without one.
  POST /1/charges/{ch}/refunds
  201
  /response/amount 1000
R VCR 016 | An empty form pays everything back.
  +Content-Type: application/x-www-form-urlencoded
  +Content-Length: 0
  POST /1/charges/{ch}/refunds
  201
  /response/amount 1000
choice api/refunds | Without an amount what is left is paid back.
  with {rf}
  POST /1/charges/{ch}/refunds
  201
  /response/amount 600
A LIVE | An amount that is there but blank is refused twice, with one code.
  POST /1/charges/{ch}/refunds amount=
  refused amount: Amount can't be blank; amount: Amount is not a number
choice api/refunds | An amount of nothing, or one that is no number, is refused.
  POST /1/charges/{ch}/refunds amount=0
  refused amount: Amount must be greater than 0
  POST /1/charges/{ch}/refunds amount=some
  refused amount: Amount is not a number
F TIG refund.duplicate | More than the charge is refused.
  POST /1/charges/{ch}/refunds amount=1001
  422
  /messages/charge/0 "You have tried to refund more than the original charge"
F TIG refund.duplicate | More than what is left of the charge is refused.
  with {rf}
  POST /1/charges/{ch}/refunds amount=601
  422
  /messages/charge/0 "You have tried to refund more than the original charge"
  POST /1/charges/{ch}/refunds amount=600
  201
  POST /1/charges/{ch}/refunds
  422
choice api/refunds | A charge that holds no money has nothing to pay back.
  POST /1/charges/{held}/refunds amount=100
  422
  /messages/charge/0 "You have tried to refund more than the original charge"
D | More than the available balance is a 402, and money that has become available can be paid back.
  POST /1/charges email=a@example.com&amount=3000000&{nested}
  keep large /response/token
  POST /1/charges/{large}/refunds amount=1500000
  402
  /error "insufficient_pin_balance"
  hours 48
  POST /1/charges/{large}/refunds amount=1500000
  201
R VCR 018 | After it is paid a refund is a success.
  with {rf}
  hours 72
  GET /1/refunds/{rf}
  200
  /response/success true
  /response/status_message "Success"
  /response/error_message null
choice world/records/lifecycle | A refund is paid three days after it was made.
  with {rf}
  hours 71
  GET /1/refunds/{rf}
  /response/success null
  hours 1
  GET /1/refunds/{rf}
  /response/success true
D | The list of all refunds is 200.
  with {rf}
  GET /1/refunds
  200
  all /response token ["{rf}"]
  fields /response/0 token success amount currency charge created_at error_message status_message
R VCR 018 | The refunds of a charge are 200.
  with {rf}
  GET /1/charges/{ch}/refunds
  200
  all /response token ["{rf}"]
  /count 1
D | One refund is 200, and an unknown one a 404.
  GET /1/refunds/{rf}
  200
  GET /1/refunds/rf_AAAAAAAAAAAAAAAAAAAAAA
  404
  /error "not_found"
D | The refunds of an unknown charge are a 404.
  GET /1/charges/foo/refunds
  404
  /error "not_found"
R VCR 016 | A refund is in the currency of its charge.
  POST /1/charges email=a@example.com&amount=3000&currency=USD&{nested}
  keep dollars /response/token
  POST /1/charges/{dollars}/refunds
  /response/currency "USD"

== M2 refunds
R R18 | An empty JSON object pays everything back.
  POST /1/charges/{ch}/refunds {}
  201
  /response/amount 1000
R R18 | A refund has eight members, without a time of change and without a payout.
  with {rf}
  GET /1/refunds/{rf}
  fields /response token success amount currency charge created_at error_message status_message
R R24 | All lists of refunds have the six members of pagination.
  with {rf}
  GET /1/refunds
  fields / response count pagination
  fields /pagination current previous next per_page pages count
  GET /1/charges/{ch}/refunds
  fields / response count pagination
  fields /pagination current previous next per_page pages count
R R18 | A refund that is pending counts at once.
  with {rf}
  GET /1/charges/{ch}
  /response/refund_pending true
  /response/amount_refunded 400
R R13 | A refund that is paid is pending no more, and its amount stays.
  with {rf}
  hours 72
  GET /1/charges/{ch}
  /response/refund_pending false
  /response/amount_refunded 400
R R18 | Several refunds of one charge count together.
  with {rf}
  hours 24
  POST /1/charges/{ch}/refunds amount=300
  GET /1/charges/{ch}
  /response/amount_refunded 700
  hours 48
  GET /1/charges/{ch}
  /response/refund_pending true
  /response/amount_refunded 700
  hours 24
  GET /1/charges/{ch}
  /response/refund_pending false
R R18 | A refund changes neither the fees nor the entitlement of its charge.
  with {rf}
  GET /1/charges/{ch}
  /response/total_fees 48
  /response/merchant_entitlement 952
  hours 72
  GET /1/charges/{ch}
  /response/total_fees 48
  /response/merchant_entitlement 952
R R18 | There is no least amount of a refund.
  POST /1/charges/{ch}/refunds amount=3
  201
  /response/amount 3
choice world/transaction/refunds | A refund that failed says so in both messages.
  POST /1/charges email=a@example.com&amount=1000&{nested expiry_month=3 expiry_year=2026}
  keep old /response/token
  hours 384
  POST /1/charges/{old}/refunds amount=400
  201
  /response/success null
  keep failed /response/token
  hours 72
  GET /1/refunds/{failed}
  /response/success false
  /response/status_message "Failed"
  /response/error_message "The refund was rejected by the card issuer"
choice api/refunds | A refund fails if its card has expired by the day on which it would be paid.
  POST /1/charges email=a@example.com&amount=1000&{nested expiry_month=3 expiry_year=2026}
  keep old /response/token
  hours 335
  POST /1/charges/{old}/refunds amount=400
  keep paid /response/token
  hours 24
  POST /1/charges/{old}/refunds amount=400
  keep failed /response/token
  hours 72
  GET /1/refunds/{paid}
  /response/success true
  GET /1/refunds/{failed}
  /response/success false
I | A refund that failed gives its amount back to the charge, which can be refunded again.
  POST /1/charges email=a@example.com&amount=1000&{nested expiry_month=3 expiry_year=2026}
  keep old /response/token
  hours 384
  POST /1/charges/{old}/refunds amount=700
  GET /1/charges/{old}
  /response/amount_refunded 700
  POST /1/charges/{old}/refunds amount=301
  422
  hours 72
  GET /1/charges/{old}
  /response/amount_refunded 0
  /response/refund_pending false
  POST /1/charges/{old}/refunds
  201
  /response/amount 1000
choice api/refunds | A refund that failed gives its money back to the balance.
  POST /1/charges email=a@example.com&amount=1000&{nested expiry_month=3 expiry_year=2026}
  keep old /response/token
  hours 384
  POST /1/charges/{old}/refunds amount=400
  GET /1/balance
  /response/available/0/amount 999600
  hours 71
  GET /1/balance
  /response/available/0/amount 999600
  hours 1
  GET /1/balance
  /response/available/0/amount 1000000
  /response/pending/0/amount 1000000
F PRPIN | The refusal of more than the balance is an object.
  POST /1/charges email=a@example.com&amount=3000000&{nested}
  keep large /response/token
  POST /1/charges/{large}/refunds
  402 {"error":"insufficient_pin_balance","error_description":"Refund amount is more than your available Pin Payments balance."}
choice api/refunds | What was voided, or refused, has nothing to pay back, and an unknown charge is a 404.
  PUT /1/charges/{held}/void
  POST /1/charges/{held}/refunds
  422
  /messages/charge/0 "You have tried to refund more than the original charge"
  POST /1/charges email=a@example.com&amount=1000&{nested number=4100000000000001}
  keep refused /charge_token
  POST /1/charges/{refused}/refunds
  422
  /messages/charge/0 "You have tried to refund more than the original charge"
  POST /1/charges/foo/refunds
  404
  /error "not_found"
D | A refund cannot be cancelled: there is no such call.
  DELETE /1/refunds/{rf}
  404
  /error "resource_not_found"

== 10 balance
D | The balance is what is available and what is pending, lists of amounts and currencies.
  GET /1/balance
  200
  fields / response
  fields /response available pending
  fields /response/available/0 amount currency
  fields /response/pending/0 amount currency
  /response/available/0/amount is integer
D | There is one entry a currency, in both lists the same.
  POST /1/charges email=a@example.com&amount=3000&currency=USD&{nested}
  GET /1/balance
  all /response/available currency ["AUD","USD"]
  all /response/pending currency ["AUD","USD"]
choice api/balance | The account begins with ten thousand times the least charge of a currency, and lists Australian dollars at least.
  GET /1/balance
  /response {"available":[{"amount":1000000,"currency":"AUD"}],"pending":[{"amount":1000000,"currency":"AUD"}]}
choice api/balance | A charge can be paid back at once in every currency.
  POST /1/charges email=a@example.com&amount=5000&currency=GBP&{nested}
  keep pounds /response/token
  POST /1/charges/{pounds}/refunds
  201
D | What is pending includes what is available: a charge is pending first.
  with {ch}
  GET /1/balance
  /response/available/0 {"amount":1000000,"currency":"AUD"}
  /response/pending/0 {"amount":1000952,"currency":"AUD"}
choice world/records/lifecycle | A charge becomes available two days after it was captured, and leaves with a payout on the fourth day.
  with {ch}
  hours 48
  GET /1/balance
  /response/available/0 {"amount":1000952,"currency":"AUD"}
  /response/pending/0 {"amount":1000952,"currency":"AUD"}
  hours 72
  GET /1/balance
  /response/available/0 {"amount":1000000,"currency":"AUD"}
  /response/pending/0 {"amount":1000000,"currency":"AUD"}
choice api/balance | A refund is taken off both.
  with {rf}
  GET /1/balance
  /response/available/0 {"amount":999600,"currency":"AUD"}
  /response/pending/0 {"amount":1000552,"currency":"AUD"}
choice api/balance | A charge in another currency adds an entry for it.
  POST /1/charges email=a@example.com&amount=3000&currency=THB&{nested}
  GET /1/balance
  all /response/available currency ["AUD","THB"]
  /response/available/1/amount 20000000
  /response/pending/1/amount 20002917
"#;
