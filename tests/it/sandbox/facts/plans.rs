//! Contract section 9: plans.

pub const TABLE: &str = r#"
== 9 plans
D RSFX | A plan is made and answered 201, whole.
  POST /1/plans name=Coffee%20Plan&amount=1000&currency=USD&setup_amount=200&trial_amount=100&interval=30&interval_unit=day&intervals=6&trial_interval=7&trial_interval_unit=day&customer_permissions[]=cancel
  201 {"response":{"name":"Coffee Plan","amount":1000,"currency":"USD","setup_amount":200,"trial_amount":100,"interval":30,"interval_unit":"day","intervals":6,"trial_interval":7,"trial_interval_unit":"day","created_at":"2026-03-14T09:26:53Z","token":"<plan_>","customer_permissions":["cancel"],"subscription_counts":{"trial":0,"active":0,"cancelling":0,"cancelled":0}}}
D | Name, amount, interval and its unit are enough.
  POST /1/plans name=A&amount=1000&interval=1&interval_unit=month
  201
D | Name, amount, interval and its unit are needed.
  POST /1/plans
  refused name: Name can't be blank; amount: Amount can't be blank; amount: Amount is not a number; interval: Interval can't be blank; interval_unit: Interval unit can't be blank
D | A plan is in Australian dollars unless it names another currency.
  POST /1/plans name=A&amount=1000&interval=1&interval_unit=month
  201
  /response/currency "AUD"
  POST /1/plans name=B&amount=1000&currency=XXX&interval=1&interval_unit=month
  refused currency: Currency is not supported
A LIVE plan_spec:102 | Customers may cancel unless a plan says otherwise; an empty list is taken at its word.
  POST /1/plans name=A&amount=1000&interval=1&interval_unit=month
  /response/customer_permissions ["cancel"]
  POST /1/plans {"name":"B","amount":1000,"interval":1,"interval_unit":"month","customer_permissions":[]}
  /response/customer_permissions []
  POST /1/plans name=C&amount=1000&interval=1&interval_unit=month&customer_permissions[]=
  /response/customer_permissions []
F TIG | An amount with decimals must be an integer, as a charge's must.
  POST /1/plans name=A&amount=10.1&interval=1&interval_unit=month
  refused amount: Amount must be an integer; amount: Amount must be at least 100 ($1.00 AUD)
D | An interval is counted in days, weeks, months or years.
  POST /1/plans name=A&amount=1000&currency=AUD&interval=1&interval_unit=day
  /response/interval_unit "day"
  POST /1/plans name=B&amount=1000&currency=AUD&interval=1&interval_unit=week
  /response/interval_unit "week"
  POST /1/plans name=C&amount=1000&currency=AUD&interval=1&interval_unit=month
  /response/interval_unit "month"
  POST /1/plans name=D&amount=1000&currency=AUD&interval=1&interval_unit=year
  /response/interval_unit "year"
choice api/plans/form | Another unit is refused, in words of our own.
  POST /1/plans name=A&amount=1000&currency=AUD&interval=1&interval_unit=fortnight
  refused interval_unit: Interval unit must be day, week, month or year
choice api/plans/form | An interval of nothing, or one that is no number, is refused.
  POST /1/plans name=A&amount=1000&currency=AUD&interval=0&interval_unit=day
  refused interval: Interval must be between 1 and 3650
  POST /1/plans name=A&amount=1000&currency=AUD&interval=often&interval_unit=day
  refused interval: Interval is not a number
choice api/plans/form | A trial needs a unit.
  POST /1/plans name=A&amount=1000&currency=AUD&interval=1&interval_unit=day&trial_interval=3
  refused trial_interval_unit: Trial interval unit can't be blank
choice api/plans/form | A plan may be charged for, or be free; an amount between is below the least one.
  POST /1/plans name=A&amount=99&currency=AUD&interval=1&interval_unit=day
  refused amount: Amount must be at least 100 ($1.00 AUD)
A LIVE | Names of plans are unique.
  POST /1/plans {monthly}
  201
  POST /1/plans {monthly}
  422
  /messages/0/param "name"
choice api/plans | A name that is taken is refused in these words.
  POST /1/plans {monthly}
  POST /1/plans {monthly}
  refused name: Name has already been taken
D | The list of plans is 200, and a plan there the same as alone.
  GET /1/plans/{plan}
  200
  keep whole /response
  GET /1/plans
  200
  /response/0 {whole}
D | An update changes the name.
  PUT /1/plans/{plan} name=Weekly
  200
  /response/name "Weekly"
  /response/token "{plan}"
  GET /1/plans/{plan}
  /response/name "Weekly"
D ONIX | An update changes what customers may do.
  PUT /1/plans/{plan} {"customer_permissions":[]}
  200
  /response/customer_permissions []
choice api/plans | An update leaves amounts and intervals as they are.
  PUT /1/plans/{plan} amount=9900&interval=5&currency=USD
  200
  /response/amount 4200
  /response/interval 1
  /response/currency "AUD"
A LIVE | An update to a blank name is refused.
  PUT /1/plans/{plan} name=
  refused name: Name can't be blank
A LIVE | An update to another plan's name is refused, to its own it is not.
  POST /1/plans name=Other&amount=1000&currency=AUD&interval=1&interval_unit=day
  PUT /1/plans/{plan} name=Other
  refused name: Name has already been taken
  PUT /1/plans/{plan} name=Monthly
  200
D | Deleting a plan is a 204 without a body.
  DELETE /1/plans/{plan}
  204
  GET /1/plans/{plan}
  404
  DELETE /1/plans/{plan}
  404
D | Deleting a plan deletes its subscriptions.
  with {sub}
  DELETE /1/plans/{plan}
  204
  GET /1/subscriptions/{sub}
  404
  GET /1/customers/{cus}/subscriptions
  /response []
choice api/plans | A plan is deleted whatever the state of its subscriptions, and their charges stay.
  with {sub}
  DELETE /1/plans/{plan}
  204
  GET /1/customers/{cus}/charges
  /count 1
A LIVE | The name of a deleted plan is free again.
  DELETE /1/plans/{plan}
  POST /1/plans {monthly}
  201
D | The subscriptions of a plan are 200.
  with {sub}
  GET /1/plans/{plan}/subscriptions
  200
  all /response token ["{sub}"]
choice api/subscriptions | Subscribing at the plan's own address is answered 200, as one client insists.
  POST /1/plans/{plan}/subscriptions customer_token={cus}
  200
  /response/plan_token "{plan}"
  /response/customer_token "{cus}"
D | The subscriptions of an unknown plan are a 404.
  GET /1/plans/foo/subscriptions
  404
  /error "not_found"
  POST /1/plans/foo/subscriptions customer_token={cus}
  404
"#;
