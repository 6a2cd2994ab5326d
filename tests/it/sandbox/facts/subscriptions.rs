//! Contract section 9: subscriptions, from their first bill to their end.

pub const TABLE: &str = r#"
== 9 subscribe
D RSFX | A subscription is made and answered 201, whole.
  POST /1/subscriptions plan_token={plan}&customer_token={cus}
  201 {"response":{"state":"active","next_billing_date":"2026-04-14T09:26:53Z","active_interval_started_at":"2026-03-14T09:26:53Z","active_interval_finishes_at":"2026-04-14T09:26:53Z","cancelled_at":null,"created_at":"2026-03-14T09:26:53Z","token":"<sub_>","plan_token":"{plan}","customer_token":"{cus}","card_token":null}}
A LIVE | A card of the customer may be named.
  POST /1/subscriptions plan_token={plan}&customer_token={cus}&card_token={second}
  201
  /response/card_token "{second}"
  GET /1/customers/{cus}/charges
  /response/0/card/token "{second}"
D | It bills at once, unless there is a trial.
  with {sub}
  GET /1/customers/{cus}/charges
  all /response amount [4200]
D | The set-up fee is billed unless it is left out.
  POST /1/plans name=A&amount=1000&setup_amount=500&currency=AUD&interval=1&interval_unit=day
  keep plan /response/token
  POST /1/subscriptions plan_token={plan}&customer_token={cus}
  POST /1/subscriptions plan_token={plan}&customer_token={cus}&include_setup_fee=true
  POST /1/subscriptions plan_token={plan}&customer_token={cus}&include_setup_fee=false
  GET /1/customers/{cus}/charges
  all /response amount [1000,1500,1500]
D | A plan with a trial begins in state trial, without a card of its own.
  POST /1/plans name=A&amount=1000&currency=AUD&interval=1&interval_unit=month&trial_interval=7&trial_interval_unit=day
  keep plan /response/token
  POST /1/subscriptions plan_token={plan}&customer_token={cus}
  201
  /response/state "trial"
  /response/card_token null
  /response/next_billing_date "2026-03-21T09:26:53Z"
  GET /1/customers/{cus}/charges
  /count 0
D | A trial that costs something bills that at once.
  POST /1/plans name=A&amount=1000&currency=AUD&interval=1&interval_unit=month&trial_interval=7&trial_interval_unit=day&trial_amount=100
  keep plan /response/token
  POST /1/subscriptions plan_token={plan}&customer_token={cus}
  GET /1/customers/{cus}/charges
  all /response amount [100]
D | After its trial a subscription is active and billed.
  POST /1/plans name=A&amount=1000&currency=AUD&interval=1&interval_unit=month&trial_interval=7&trial_interval_unit=day
  keep plan /response/token
  POST /1/subscriptions plan_token={plan}&customer_token={cus}
  keep sub /response/token
  hours 168
  GET /1/subscriptions/{sub}
  /response/state "active"
  GET /1/customers/{cus}/charges
  all /response amount [1000]
D | The next interval is billed when one ends.
  with {sub}
  hours 744
  GET /1/subscriptions/{sub}
  /response/active_interval_started_at "2026-04-14T09:26:53Z"
  /response/next_billing_date "2026-05-14T09:26:53Z"
  GET /1/customers/{cus}/charges
  all /response amount [4200,4200]
D | A number of intervals ends the subscription; none goes on for ever.
  POST /1/plans name=A&amount=1000&currency=AUD&interval=1&interval_unit=week&intervals=2
  keep plan /response/token
  POST /1/subscriptions plan_token={plan}&customer_token={cus}
  keep sub /response/token
  hours 335
  GET /1/subscriptions/{sub}
  /response/state "active"
  hours 1
  GET /1/subscriptions/{sub}
  /response/state "cancelled"
D | A subscription to an unknown plan or of an unknown customer is a 404.
  POST /1/subscriptions plan_token=foo&customer_token={cus}
  404
  /error "not_found"
  POST /1/subscriptions plan_token={plan}&customer_token=foo
  404
  /error "not_found"
D | A subscription without a customer is a 400.
  POST /1/subscriptions plan_token={plan}
  400
  /messages [{"param":"customer_token","message":"Customer token must be present"}]
choice api/subscriptions | A first bill that is refused is answered as a refused charge, and there is no subscription.
  POST /1/customers email=a@example.com&{nested number=4000000000000002}
  keep poor /response/token
  POST /1/subscriptions plan_token={plan}&customer_token={poor}
  400
  /error "insufficient_funds"
  GET /1/customers/{poor}/subscriptions
  /response []

choice world/records/terms | In the last interval of a limited plan the next billing date is still the end of the interval.
  POST /1/plans name=A&amount=1000&currency=AUD&interval=1&interval_unit=week&intervals=1
  keep plan /response/token
  POST /1/subscriptions plan_token={plan}&customer_token={cus}
  /response/next_billing_date "2026-03-21T09:26:53Z"
  /response/active_interval_finishes_at "2026-03-21T09:26:53Z"

== 9 read and change
D | The list of subscriptions and one of it are 200, and the same.
  GET /1/subscriptions/{sub}
  200
  keep whole /response
  GET /1/subscriptions
  200
  /response [{whole}]
D | An unknown subscription is a 404.
  GET /1/subscriptions/sub_AAAAAAAAAAAAAAAAAAAAAA
  404
  /error "not_found"
D | A card of the customer can be put in, and is 200.
  PUT /1/subscriptions/{sub} card_token={second}
  200
  /response/card_token "{second}"
  /response/state "active"
A LIVE errors_spec:294 | Another customer's card cannot be put in.
  POST /1/customers email=other@example.com&{nested}
  keep theirs /response/card/token
  PUT /1/subscriptions/{sub} card_token={theirs}
  400
  /error_description "Invalid card token"
A LIVE errors_spec:286 | A blank card, or none, cannot be put in.
  PUT /1/subscriptions/{sub} card_token=
  400 {"error":"invalid_request","error_description":"One or more parameters were missing or invalid","messages":[{"param":"card_token","message":"Card token must be present"}]}
  PUT /1/subscriptions/{sub}
  400
  /messages/0/message "Card token must be present"
D | A card cannot be put into an unknown subscription.
  PUT /1/subscriptions/foo card_token={card}
  404
  /error "not_found"

== 9 cancel
A LIVE subscription_spec:167 | Cancelling is 200 with the subscription, which is cancelling until its interval ends.
  DELETE /1/subscriptions/{sub}
  200
  /response/state "cancelling"
  /response/token "{sub}"
  /response/active_interval_finishes_at "2026-04-14T09:26:53Z"
A JSAPI | Cancelling clears the next bill at once; it is cancelled when the interval ends, and not before.
  DELETE /1/subscriptions/{sub}
  /response/cancelled_at null
  /response/next_billing_date null
  hours 744
  GET /1/subscriptions/{sub}
  /response/state "cancelled"
  /response/cancelled_at "2026-04-14T09:26:53Z"
  /response/next_billing_date null
A LIVE subscription_spec:318 | A trial is cancelling too.
  POST /1/plans name=A&amount=1000&currency=AUD&interval=1&interval_unit=month&trial_interval=7&trial_interval_unit=day
  keep plan /response/token
  POST /1/subscriptions plan_token={plan}&customer_token={cus}
  keep sub /response/token
  DELETE /1/subscriptions/{sub}
  200
  /response/state "cancelling"
  /response/next_billing_date null
  /response/cancelled_at null
  hours 168
  GET /1/subscriptions/{sub}
  /response/state "cancelled"
  GET /1/customers/{cus}/charges
  /count 0
choice world/transaction/subscriptions | What is cancelling is cancelled when its interval ends, and billed no more.
  DELETE /1/subscriptions/{sub}
  hours 743
  GET /1/subscriptions/{sub}
  /response/state "cancelling"
  hours 1
  GET /1/subscriptions/{sub}
  /response/state "cancelled"
  GET /1/customers/{cus}/charges
  /count 1
A LIVE errors_spec:318 | What is cancelling or cancelled is not cancelled again.
  DELETE /1/subscriptions/{sub}
  DELETE /1/subscriptions/{sub}
  422 {"error":"invalid_request","error_description":"Cannot cancel subscription when state is cancelling"}
  hours 744
  DELETE /1/subscriptions/{sub}
  422 {"error":"invalid_request","error_description":"Cannot cancel subscription when state is cancelled"}
A LIVE | What is cancelling is active again after reactivate, which is 200.
  DELETE /1/subscriptions/{sub}
  PUT /1/subscriptions/{sub}/reactivate
  200
  /response/state "active"
  /response/cancelled_at null
  /response/next_billing_date "2026-04-14T09:26:53Z"
choice api/subscriptions | Reactivating what is cancelling bills nothing.
  DELETE /1/subscriptions/{sub}
  PUT /1/subscriptions/{sub}/reactivate
  GET /1/customers/{cus}/charges
  /count 1
choice api/subscriptions | Reactivating a trial that is cancelling gives the trial back.
  POST /1/plans name=A&amount=1000&currency=AUD&interval=1&interval_unit=month&trial_interval=7&trial_interval_unit=day
  keep plan /response/token
  POST /1/subscriptions plan_token={plan}&customer_token={cus}
  keep sub /response/token
  DELETE /1/subscriptions/{sub}
  PUT /1/subscriptions/{sub}/reactivate
  /response/state "trial"
choice api/subscriptions | Reactivating what is cancelled begins a new interval and bills it, with the set-up fee unless that is left out.
  POST /1/plans name=A&amount=1000&setup_amount=500&currency=AUD&interval=1&interval_unit=day
  keep plan /response/token
  POST /1/subscriptions plan_token={plan}&customer_token={cus}
  keep sub /response/token
  DELETE /1/subscriptions/{sub}
  hours 48
  PUT /1/subscriptions/{sub}/reactivate include_setup_fee=false
  200
  /response/state "active"
  /response/active_interval_started_at "2026-03-16T09:26:53Z"
  GET /1/customers/{cus}/charges
  all /response amount [1000,1500]
F PR pin_errors.rb | What is active cannot be reactivated: 400 invalid_state.
  PUT /1/subscriptions/{sub}/reactivate
  400 {"error":"invalid_state","error_description":"Cannot reactivate subscription when state is active"}
D | An unknown subscription cannot be cancelled or reactivated.
  DELETE /1/subscriptions/foo
  404
  PUT /1/subscriptions/foo/reactivate
  404

== 9 ledger
D | The ledger is 200, newest first, and pages like the others of its service.
  with {sub}
  hours 744
  GET /1/subscriptions/{sub}/ledger?page=
  200
  all /response created_at ["2026-04-14T09:26:53Z","2026-03-14T09:26:53Z"]
  /count 2
  /pagination {"count":2,"per_page":25,"current":1}
D | The ledger of an unknown subscription is a 404.
  GET /1/subscriptions/foo/ledger
  404
  /error "not_found"
A LIVE | The history of a subscription is gone.
  GET /1/subscriptions/{sub}/history
  404
  /error "resource_not_found"
choice api/subscriptions | A refund of a bill is no debit: there are none.
  with {sub}
  GET /1/customers/{cus}/charges
  keep bill /response/0/token
  POST /1/charges/{bill}/refunds
  201
  GET /1/subscriptions/{sub}/ledger
  all /response type ["credit"]
choice api/subscriptions | A bill that was refused is not credited.
  with {sub}
  PUT /1/customers/{cus} {nested number=4000000000000002}
  hours 744
  GET /1/subscriptions/{sub}/ledger
  /count 1
"#;
