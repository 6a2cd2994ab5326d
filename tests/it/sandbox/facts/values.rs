//! Contract section 1: the forms of moments, tokens and money, and what limits there are.

pub const TABLE: &str = r#"
== 1 values
R VCR 009 | Moments are ISO 8601 in UTC, whole seconds, ending in Z.
  GET /1/customers/{cus}
  /response/created_at "2026-03-14T09:26:53Z"
  GET /1/charges/{ch}
  /response/created_at is timestamp
  /response/captured_at is timestamp
D | The next billing date is a moment despite its name.
  GET /1/subscriptions/{sub}
  /response/next_billing_date is timestamp
  /response/active_interval_started_at is timestamp
  /response/active_interval_finishes_at is timestamp
R VCR | A token is its kind's prefix and 22 signs of URL-safe base64.
  GET /1/customers/{cus}
  /response/token is token cus_
  /response/card/token is token card_
  GET /1/charges/{ch}
  /response/token is token ch_
  GET /1/refunds/{rf}
  /response/token is token rf_
  GET /1/subscriptions/{sub}
  /response/token is token sub_
  /response/plan_token is token plan_
R VCR 001 | The first sign behind the prefix may be _ or -.
  customers 60
  GET /1/customers/cus__X71m4oz4a0-7A5EmjcoFQ
  200
  /response/token "cus__X71m4oz4a0-7A5EmjcoFQ"
R TR25 | The token of a payment source begins with ps_.
  POST /1/payment_sources {"type":"card","source":{json}}
  /response/token is token ps_
D RSFX | The token of a transfer begins with tfer_.
  GET /1/charges/{ch}
  hours 120
  GET /1/charges/{ch}
  /response/transfer/0/token is token tfer_
F | The seed's token cust_token_example has no form of the wire, so nobody has it.
  GET /1/customers/cust_token_example
  404
  /error "not_found"
D | Currency is AUD unless a charge names another.
  POST /1/charges email=a@example.com&amount=400&{nested}
  201
  /response/currency "AUD"
D | Money is a whole number of the smallest unit.
  GET /1/charges/{ch}
  /response/amount 1000
  /response/total_fees is integer
  /response/merchant_entitlement is integer
F TIG | Money with decimals is not taken, and too little of it is refused as that too.
  POST /1/charges email=a@example.com&amount=10.1&{nested}
  refused amount: Amount must be an integer; amount: Amount must be at least 100 ($1.00 AUD)
  POST /1/charges {"email":"a@example.com","amount":1000.5,"card":{json}}
  refused amount: Amount must be an integer
F TIG | Money that is no number at all is said to be none.
  POST /1/charges email=a@example.com&amount=abc&{nested}
  refused amount: Amount is not a number
choice api/charges/create | The account has no limit per charge.
  POST /1/charges email=a@example.com&amount=2500001&{nested}
  201

== 1 limits
I RP | A throttled call is a 503 in the framework's words.
  fault next:any:503=2
  GET /1/customers
  503 {"error":"throttled","error_description":"You have gone over your allotted amount of requests and have been throttled."}
  Retry-After: 2
  GET /1/customers
  200
choice fault | A throttled call can be a 429 as well.
  fault next:any:429=3
  GET /1/customers
  429
  /error "throttled"
  Retry-After: 3
choice fault | A throttled call need not say when to come back.
  fault next:any:503
  GET /1/customers
  503
  Retry-After: is absent
R VCR | No answer has a header about a rate.
  GET /1/customers
  X-RateLimit-Limit: is absent
  RateLimit: is absent
  Retry-After: is absent
"#;
