//! Contract sections 8 and 10: refunds and the balance.

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
choice refunding | Without an amount what is left is paid back.
  with {rf}
  POST /1/charges/{ch}/refunds
  201
  /response/amount 600
A LIVE | An amount that is there but blank is refused twice, with one code.
  POST /1/charges/{ch}/refunds amount=
  refused amount: Amount can't be blank; amount: Amount is not a number
choice refunding | An amount of nothing, or one that is no number, is refused.
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
choice refunding | A charge that holds no money has nothing to pay back.
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
R VCR 004 | A refund that is pending is told by its charge, and counts only once it is paid.
  with {rf}
  GET /1/charges/{ch}
  /response/refund_pending true
  /response/amount_refunded 0
  hours 72
  GET /1/charges/{ch}
  /response/refund_pending false
  /response/amount_refunded 400
R VCR 018 | After it is paid a refund is a success.
  with {rf}
  hours 72
  GET /1/refunds/{rf}
  200
  /response/success true
  /response/status_message "Success"
  /response/error_message null
choice life | A refund is paid three days after it was made.
  with {rf}
  hours 71
  GET /1/refunds/{rf}
  /response/success null
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
choice balance | The account begins with ten thousand times the least charge of a currency, and lists Australian dollars at least.
  GET /1/balance
  /response {"available":[{"amount":1000000,"currency":"AUD"}],"pending":[{"amount":1000000,"currency":"AUD"}]}
choice balance | A charge can be paid back at once in every currency.
  POST /1/charges email=a@example.com&amount=5000&currency=GBP&{nested}
  keep pounds /response/token
  POST /1/charges/{pounds}/refunds
  201
D | What is pending includes what is available: a charge is pending first.
  with {ch}
  GET /1/balance
  /response/available/0 {"amount":1000000,"currency":"AUD"}
  /response/pending/0 {"amount":1000952,"currency":"AUD"}
choice life | A charge becomes available two days after it was captured, and leaves with a payout on the fourth day.
  with {ch}
  hours 48
  GET /1/balance
  /response/available/0 {"amount":1000952,"currency":"AUD"}
  /response/pending/0 {"amount":1000952,"currency":"AUD"}
  hours 72
  GET /1/balance
  /response/available/0 {"amount":1000000,"currency":"AUD"}
  /response/pending/0 {"amount":1000000,"currency":"AUD"}
choice balance | A refund is taken off both.
  with {rf}
  GET /1/balance
  /response/available/0 {"amount":999600,"currency":"AUD"}
  /response/pending/0 {"amount":1000552,"currency":"AUD"}
choice balance | A charge in another currency adds an entry for it.
  POST /1/charges email=a@example.com&amount=3000&currency=THB&{nested}
  GET /1/balance
  all /response/available currency ["AUD","THB"]
  /response/available/1/amount 20000000
  /response/pending/1/amount 20002917
"#;
