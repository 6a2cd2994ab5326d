//! Contract section M5: bills that are refused, and what they do to a subscription.

pub const TABLE: &str = r#"
== M5 renewal failures
D SUP renewal-failures | A refused bill is tried again 1, 3 and 6 days after the first try.
  with {sub}
  PUT /1/customers/{cus} {nested number=4000000000000002}
  hours 744
  GET /1/customers/{cus}/charges
  all /response success [false,true]
  hours 24
  GET /1/customers/{cus}/charges
  /count 3
  hours 24
  GET /1/customers/{cus}/charges
  /count 3
  hours 24
  GET /1/customers/{cus}/charges
  /count 4
  hours 72
  GET /1/customers/{cus}/charges
  all /response created_at ["2026-04-20T09:26:53Z","2026-04-17T09:26:53Z","2026-04-15T09:26:53Z","2026-04-14T09:26:53Z","2026-03-14T09:26:53Z"]
  all /response success [false,false,false,false,true]
D SUP | After the last try the subscription is cancelled.
  with {sub}
  PUT /1/customers/{cus} {nested number=4000000000000002}
  hours 887
  GET /1/subscriptions/{sub}
  /response/state "active"
  hours 1
  GET /1/subscriptions/{sub}
  /response/state "cancelled"
  hours 744
  GET /1/customers/{cus}/charges
  /count 5
I | After the last try there is no next bill, and the end has its moment.
  with {sub}
  PUT /1/customers/{cus} {nested number=4000000000000002}
  hours 888
  GET /1/subscriptions/{sub}
  /response/next_billing_date null
  /response/cancelled_at "2026-04-20T09:26:53Z"
  GET /1/plans/{plan}
  /response/subscription_counts/cancelled 1
D SUP | A try that is paid ends the retries, and the subscription continues.
  with {sub}
  PUT /1/customers/{cus} {nested number=4000000000000002}
  hours 792
  PUT /1/customers/{cus} {nested}
  hours 24
  GET /1/customers/{cus}/charges
  all /response success [true,false,false,true]
  GET /1/subscriptions/{sub}
  /response/state "active"
  hours 720
  GET /1/customers/{cus}/charges
  /count 5
choice world/records/terms | An interval that is paid late counts from the day on which it was due.
  with {sub}
  PUT /1/customers/{cus} {nested number=4000000000000002}
  hours 792
  PUT /1/customers/{cus} {nested}
  hours 24
  GET /1/subscriptions/{sub}
  /response/active_interval_started_at "2026-04-14T09:26:53Z"
  /response/next_billing_date "2026-05-14T09:26:53Z"
D SUP | A plan of less than 7 days is not retried: its subscription is cancelled at once.
  POST /1/plans name=A&amount=1000&currency=AUD&interval=6&interval_unit=day
  keep plan /response/token
  POST /1/subscriptions plan_token={plan}&customer_token={cus}
  keep sub /response/token
  PUT /1/customers/{cus} {nested number=4000000000000002}
  hours 144
  GET /1/subscriptions/{sub}
  /response/state "cancelled"
  /response/cancelled_at "2026-03-20T09:26:53Z"
  hours 240
  GET /1/customers/{cus}/charges
  all /response success [false,true]
D SUP | A plan of 7 days is retried.
  POST /1/plans name=A&amount=1000&currency=AUD&interval=7&interval_unit=day
  keep plan /response/token
  POST /1/subscriptions plan_token={plan}&customer_token={cus}
  keep sub /response/token
  PUT /1/customers/{cus} {nested number=4000000000000002}
  hours 168
  GET /1/subscriptions/{sub}
  /response/state "active"
  /response/next_billing_date "2026-03-22T09:26:53Z"
choice world/records/terms | During the retries a subscription is active, shows the next try, and keeps its last paid interval.
  with {sub}
  PUT /1/customers/{cus} {nested number=4000000000000002}
  hours 744
  GET /1/subscriptions/{sub}
  /response {"state":"active","next_billing_date":"2026-04-15T09:26:53Z","active_interval_started_at":"2026-03-14T09:26:53Z","active_interval_finishes_at":"2026-04-14T09:26:53Z","cancelled_at":null,"created_at":"2026-03-14T09:26:53Z","token":"{sub}","plan_token":"{plan}","customer_token":"{cus}","card_token":null}
  hours 24
  GET /1/subscriptions/{sub}
  /response/next_billing_date "2026-04-17T09:26:53Z"
  hours 48
  GET /1/subscriptions/{sub}
  /response/next_billing_date "2026-04-20T09:26:53Z"
  GET /1/plans/{plan}
  /response/subscription_counts/active 1
choice world/records/terms | Cancelling during the retries ends it at once.
  with {sub}
  PUT /1/customers/{cus} {nested number=4000000000000002}
  hours 744
  DELETE /1/subscriptions/{sub}
  200
  /response/state "cancelled"
  /response/next_billing_date null
  hours 144
  GET /1/customers/{cus}/charges
  /count 2
I | A failed try is a failed charge on the customer.
  with {sub}
  PUT /1/customers/{cus} {nested number=4000000000000002}
  hours 744
  GET /1/customers/{cus}/charges
  /response/0/success false
  /response/0/amount 4200
  /response/0/created_at "2026-04-14T09:26:53Z"
  /response/0/card/customer_token "{cus}"
  /response/0/total_fees null
  /response/0/error_message is filled
choice world/billing | A failed try leaves no entry in the ledger.
  with {sub}
  PUT /1/customers/{cus} {nested number=4000000000000002}
  hours 768
  GET /1/subscriptions/{sub}/ledger
  /count 1
  PUT /1/customers/{cus} {nested}
  hours 48
  GET /1/subscriptions/{sub}/ledger
  all /response created_at ["2026-04-17T09:26:53Z","2026-03-14T09:26:53Z"]
choice world/billing | Another primary card is charged at the next try, not at once.
  with {sub}
  PUT /1/customers/{cus} {nested number=4000000000000002}
  hours 744
  PUT /1/customers/{cus} {nested}
  GET /1/customers/{cus}/charges
  /count 2
  hours 24
  GET /1/customers/{cus}/charges
  all /response success [true,false,true]
choice world/billing | Another card of the subscription is charged at the next try, not at once.
  with {sub}
  POST /1/customers/{cus}/cards {flat number=4200000000000000}
  keep other /response/token
  PUT /1/customers/{cus} {nested number=4000000000000002}
  hours 744
  PUT /1/subscriptions/{sub} card_token={other}
  200
  GET /1/customers/{cus}/charges
  /count 2
  hours 24
  GET /1/customers/{cus}/charges
  all /response success [true,false,true]
A LIVE | The set-up fee and the first bill are one charge.
  POST /1/plans name=A&amount=1000&setup_amount=500&currency=AUD&interval=1&interval_unit=month
  keep plan /response/token
  POST /1/subscriptions plan_token={plan}&customer_token={cus}
  GET /1/customers/{cus}/charges
  all /response amount [1500]
D GUIDE | With a trial the set-up fee is billed after it, in one charge with the first interval.
  POST /1/plans name=A&amount=1000&setup_amount=500&trial_amount=100&trial_interval=7&trial_interval_unit=day&currency=AUD&interval=1&interval_unit=month
  keep plan /response/token
  POST /1/subscriptions plan_token={plan}&customer_token={cus}
  POST /1/subscriptions plan_token={plan}&customer_token={cus}&include_setup_fee=false
  hours 168
  GET /1/customers/{cus}/charges
  all /response amount [1000,1500,100,100]
  hours 744
  GET /1/customers/{cus}/charges
  all /response amount [1000,1000,1000,1500,100,100]
D | There is no call that retries a bill.
  POST /1/subscriptions/{sub}/retry
  404
  /error "resource_not_found"
"#;
