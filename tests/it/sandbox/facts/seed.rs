//! Contract section 12: where the seed's text and the wire differ, the wire is served. And section 13: what was left open.

pub const TABLE: &str = r#"
== 12 seed and wire
F base.py | No answer has a member status: the status is that of HTTP.
  POST /1/customers email=customer@example.com&{nested}
  201
  fields / response
  /status is absent
F base.py | A deletion answers 204 and nothing, not an object with a status.
  DELETE /1/customers/{cus}
  204
  Content-Type: is absent
F base.py | A deleted card answers 204 and nothing.
  DELETE /1/customers/{cus}/cards/{second}
  204
F base.py | A cancelled subscription answers 200 with all of it, not a status alone.
  DELETE /1/customers/{cus}/subscriptions/{sub}
  200
  fields /response state next_billing_date active_interval_started_at active_interval_finishes_at cancelled_at created_at token plan_token customer_token card_token
F base.py | Lists have a count and pagination, which the seed leaves out.
  GET /1/customers
  fields / response count pagination
F base.py | A list without a page is the first 25.
  customers 30
  GET /1/customers/
  size /response 25
R TR25 | A card's month is a number and no text.
  GET /1/customers/{cus}
  /response/card/expiry_month 5
R VCR 003 | A charge has no status in words.
  GET /1/charges/{ch}
  /response/status is absent
D RSFX | A subscription has plan_token and state, not plan and status.
  GET /1/subscriptions/{sub}
  /response/plan is absent
  /response/status is absent
  /response/plan_token is token plan_
  /response/state "active"
R VCR 009 | Customers begin with cus_ and subscriptions with sub_, each with 22 signs more.
  GET /1/subscriptions/{sub}
  /response/token is token sub_
  /response/customer_token is token cus_
D cards | Number, expiry and verification code alone are refused.
  POST /1/customers/ email=customer%40example.com&first_name=John&last_name=Doe&card%5Bnumber%5D=5520000000000000&card%5Bexpiry_month%5D=12&card%5Bexpiry_year%5D=2029&card%5Bcvc%5D=123
  422
  all /messages param ["card.name","card.address_line1","card.address_city","card.address_country"]
F base.py | The wrapper adds a card behind a doubled slash.
  POST /1/customers//{cus}/cards {flat}
  201
A LIVE errors_spec:104 | Deleting a card is not unconditional: the primary one stays.
  DELETE /1/customers/{cus}/cards/{card}
  400
D ONIX | There are three ways of changing the primary card; two destroy the old one.
  PUT /1/customers/{cus} primary_card_token={second}
  GET /1/customers/{cus}/cards
  size /response 2
  PUT /1/customers/{cus} card_token={token}
  GET /1/customers/{cus}/cards
  all /response token ["{token}","{card}"]
  PUT /1/customers/{cus} {nested}
  GET /1/customers/{cus}/cards
  size /response 2

== 13 choices
choice api/problem | The 401 has no full stop.
  +Authorization: none
  GET /1/customers
  /error_description "Not authorised. (Check API Key)"
choice api/problem | Tokens that nobody has are not_found, paths that nothing has resource_not_found.
  GET /1/customers/foo
  /error "not_found"
  GET /1/foo
  /error "resource_not_found"
choice api/page | The page's length is 25 unless another is asked for.
  customers 60
  GET /1/customers
  size /response 25
  GET /1/customers?per_page=50
  size /response 50
choice world/transaction/customers | Cards come primary first, then the newest.
  with {second}
  POST /1/customers/{cus}/cards {flat}
  keep third /response/token
  GET /1/customers/{cus}/cards
  all /response token ["{card}","{third}","{second}"]
choice api/customers | Two card parameters at once are a 422.
  PUT /1/customers/{cus} card_token={token}&primary_card_token={token}
  422
choice world/transaction/subscriptions | A deleted customer's subscriptions are cancelled.
  with {sub}
  DELETE /1/customers/{cus}
  GET /1/subscriptions/{sub}
  /response/state "cancelled"
choice world/records | An American Express card shows X0000 at its end.
  POST /1/cards {flat number=372000000000000}
  /response/display_number "XXXX-XXXXXX-X0000"
choice server/auth | The publishable key is a 401 where it does not belong.
  +Authorization: key {publishable}
  GET /1/charges
  401
choice fault | Both ways of throttling can be armed, with a time to come back.
  fault next:any:503=2
  GET /1/customers
  503
  Retry-After: 2
  fault next:any:429=4
  GET /1/customers
  429
  Retry-After: 4
"#;
