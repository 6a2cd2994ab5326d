//! Contract section 1: keys, requests and answers.

pub const TABLE: &str = r#"
== 1 keys
R18 PINXS18 68 | The only version is the first segment of the path, and no header names it.
  GET /2/customers
  404 {"error":"resource_not_found","error_description":"No resource was found at this URL. See https://pinpayments.com/docs/api for API documentation and a list of valid URLs."}
  GET /customers
  404
  +X-Api-Version: 7
  GET /1/customers
  200
D | The user of Basic authentication is the key, and the password is empty.
  +Authorization: key {key}
  GET /1/customers
  200
A LIVE errors_spec:122 | Without a key the answer is 401, in words without a final full stop.
  +Authorization: none
  GET /1/customers
  401 {"error":"unauthenticated","error_description":"Not authorised. (Check API Key)"}
A LIVE errors_spec:122 | A wrong key is the same 401.
  +Authorization: key AAAAAAAAAAAAAAAAAAAAAA
  GET /1/customers
  401 {"error":"unauthenticated","error_description":"Not authorised. (Check API Key)"}
A LIVE errors_spec:122 | The key is checked before anything is looked for.
  +Authorization: key AAAAAAAAAAAAAAAAAAAAAA
  GET /1/customers/foo
  401
  /error "unauthenticated"
  +Authorization: none
  GET /1/nothing/here
  401
choice server/auth | A 401 does not say with WWW-Authenticate how to do better.
  +Authorization: none
  GET /1/customers
  401
  WWW-Authenticate: is absent
F | Keys have no prefix: one that says it is secret, or live, is a wrong one.
  +Authorization: key sk_{key}
  GET /1/customers
  401
choice server/auth | Other schemes of authentication than Basic are no key.
  +Authorization: Bearer {key}
  GET /1/customers
  401
D | The publishable key may store a card.
  +Authorization: key {publishable}
  POST /1/cards {flat}
  201
  /response/token is token card_
D | The publishable key may store a payment source.
  +Authorization: key {publishable}
  POST /1/payment_sources {"type":"card","source":{json}}
  201
  /response/token is token ps_
choice server/auth | The publishable key is a 401 on lists and records.
  +Authorization: key {publishable}
  GET /1/customers
  401 {"error":"unauthenticated","error_description":"Not authorised. (Check API Key)"}
  +Authorization: key {publishable}
  GET /1/customers/{cus}
  401
  +Authorization: key {publishable}
  GET /1/balance
  401
choice server/auth | The publishable key is a 401 on every write but the storing of cards.
  +Authorization: key {publishable}
  POST /1/customers email=a@example.com&{nested}
  401
  +Authorization: key {publishable}
  POST /1/charges email=a@example.com&amount=400&{nested}
  401
  +Authorization: key {publishable}
  PUT /1/customers/{cus} first_name=Ada
  401
  +Authorization: key {publishable}
  DELETE /1/customers/{cus}
  401
  GET /1/customers/{cus}
  200
D | The publishable key can be the parameter publishable_api_key, without any Basic authentication.
  +Authorization: none
  POST /1/cards publishable_api_key={publishable}&{flat}
  201
  +Authorization: none
  POST /1/customers/{cus}/cards publishable_api_key={publishable}&{flat}
  201
  +Authorization: none
  POST /1/payment_sources {"publishable_api_key":"{publishable}","type":"card","source":{json}}
  201
D | The parameter publishable_api_key opens nothing but the storing of cards, and no other key fits it.
  +Authorization: none
  GET /1/customers?publishable_api_key={publishable}
  401
  +Authorization: none
  POST /1/charges publishable_api_key={publishable}&email=a@example.com&amount=400&{nested}
  401
  +Authorization: none
  POST /1/cards publishable_api_key={key}&{flat}
  401
  +Authorization: none
  POST /1/cards publishable_api_key=AAAAAAAAAAAAAAAAAAAAAA&{flat}
  401
choice server/auth | A wrong key in the head is a 401 even beside a good publishable_api_key.
  +Authorization: key AAAAAAAAAAAAAAAAAAAAAA
  POST /1/cards publishable_api_key={publishable}&{flat}
  401
choice server/auth | The publishable key in the head may add a card to a customer, as it may in the parameter.
  +Authorization: key {publishable}
  POST /1/customers/{cus}/cards {flat}
  201

== 1 requests
R VCR 002 | A body is a form.
  POST /1/cards {flat}
  201
R TR25 | A body is JSON.
  POST /1/cards {json}
  201
R VCR 022 | Brackets in a form may stand as they are.
  POST /1/customers email=a@example.com&card[number]=5520000000000000&card[expiry_month]=05&card[expiry_year]=2029&card[cvc]=123&card[name]=Ada&card[address_line1]=A&card[address_city]=B&card[address_country]=AU
  201
  /response/card/name "Ada"
D DOCOLD | Brackets in a form may be percent-encoded.
  POST /1/customers email=a%40example.com&card%5Bnumber%5D=5520000000000000&card%5Bexpiry_month%5D=05&card%5Bexpiry_year%5D=2029&card%5Bcvc%5D=123&card%5Bname%5D=Ada&card%5Baddress_line1%5D=A&card%5Baddress_city%5D=B&card%5Baddress_country%5D=AU
  201
  /response/card/name "Ada"
D DOCOLD | Nested objects may be JSON.
  POST /1/customers {"email":"a@example.com","card":{json}}
  201
  /response/card/name "Roland Robot"
D DOCOLD | JSON is taken with a charset behind its type.
  +Content-Type: application/json; charset=utf-8
  POST /1/cards {json}
  201
D DOCOLD | Metadata are bracketed by their key.
  POST /1/charges email=a@example.com&amount=400&metadata[OrderNumber]=123456&metadata%5BShop%5D=Perth&{nested}
  201
  /response/metadata {"OrderNumber":"123456","Shop":"Perth"}
D DOCOLD | A list repeats its name with empty brackets.
  POST /1/plans name=A&amount=100&currency=AUD&interval=1&interval_unit=day&customer_permissions[]=cancel
  201
  /response/customer_permissions ["cancel"]
  POST /1/plans {"name":"B","amount":100,"currency":"AUD","interval":1,"interval_unit":"day","customer_permissions":["cancel"]}
  201
  /response/customer_permissions ["cancel"]
R VCR 022 | Numbers may be sent as strings in a form and come back as numbers.
  POST /1/charges email=a@example.com&amount=400&{nested expiry_month=05}
  201
  /response/amount 400
  /response/card/expiry_month 5
  /response/card/expiry_year 2029
D DOCOLD | Numbers may be sent as strings in JSON and come back as numbers.
  POST /1/charges {"email":"a@example.com","amount":"400","card":{json}}
  201
  /response/amount 400
  POST /1/charges {"email":"a@example.com","amount":400,"card":{json}}
  201
  /response/amount 400
A LIVE errors_spec:139 | Unknown parameters of a charge are ignored.
  POST /1/charges email=a@example.com&amount=400&mood=good&card[colour]=red&{nested}
  201
  /response/mood is absent
  /response/card/colour is absent
A LIVE customers_spec:91 | Unknown parameters of a customer are ignored.
  POST /1/customers {"email":"a@example.com","mood":{"today":["good"]},"card":{json}}
  201
  PUT /1/customers/{cus} mood=good
  200
I | A slash at the end of the path means nothing.
  GET /1/customers/
  200
  POST /1/customers/ email=a@example.com&{nested}
  201
  GET /1/customers/{cus}/
  200
I | A doubled slash means nothing.
  POST /1/customers//{cus}/cards {flat}
  201
  GET //1//customers//{cus}
  200
I | An empty query means nothing.
  GET /1/customers?
  200
  /pagination/current 1
A LIVE | An empty page is the first one.
  GET /1/customers?page=
  200
  /pagination/current 1
D | A page asked of what is no list means nothing, on a deletion neither.
  GET /1/customers/{cus}?page=1
  200
  DELETE /1/customers/{cus}?page=1
  204
D | A GET without a body may call it application/octet-stream.
  +Content-Type: application/octet-stream
  GET /1/customers
  200
D | Parameters of a GET may stand in its body, as the documentation's curl sends them.
  +Content-Type: application/x-www-form-urlencoded
  GET /1/charges/search query=Nobody
  200
  /count 0
choice sandbox | A key for idempotency is not known: two equal posts make two records.
  +Idempotency-Key: 1
  POST /1/customers email=a@example.com&{nested}
  201
  +Idempotency-Key: 1
  POST /1/customers email=a@example.com&{nested}
  201
  GET /1/customers
  /pagination/count 2
choice api/problem | JSON that cannot be read is a 400, and so is JSON that is no object.
  +Content-Type: application/json
  POST /1/cards [1]
  400
  /error "invalid_request"
  +Content-Type: application/json
  POST /1/cards {"
  400
choice api/routes | PATCH is not used: like every other wrong method it is a 404.
  PATCH /1/customers/{cus} first_name=Ada
  404 {"error":"resource_not_found","error_description":"No resource was found at this URL. See https://pinpayments.com/docs/api for API documentation and a list of valid URLs."}

== 1 answers
R VCR | The head of a good answer names its type, length, ETag, cache, request, time and HSTS.
  GET /1/customers/{cus}
  200
  Content-Type: application/json; charset=utf-8
  Content-Length: is filled
  ETag: is etag
  Cache-Control: max-age=0, private, must-revalidate
  X-Request-Id: is uuid
  X-Runtime: is runtime
  Strict-Transport-Security: max-age=252455616; includeSubdomains; preload
R TR25 | Since 2025 the head protects browsers.
  GET /1/customers
  X-Content-Type-Options: nosniff
  X-Download-Options: noopen
  X-Frame-Options: DENY
  X-Permitted-Cross-Domain-Policies: none
  X-XSS-Protection: 1; mode=block
R VCR 020 | The head of an error forbids to cache, and has no ETag.
  GET /1/customers/foo
  404
  Content-Type: application/json; charset=utf-8
  Cache-Control: no-cache
  ETag: is absent
  X-Request-Id: is uuid
  X-Runtime: is runtime
  Strict-Transport-Security: is starting max-age=
R VCR 013 | The head of a 422 is that of every error.
  POST /1/customers email=
  422
  Content-Type: application/json; charset=utf-8
  Cache-Control: no-cache
  X-Request-Id: is uuid
choice server/headers | The head of a 204 has the same names but for type and ETag, and forbids to cache.
  DELETE /1/customers/{cus}
  204
  Content-Type: is absent
  ETag: is absent
  Cache-Control: no-cache
  X-Request-Id: is uuid
  X-Runtime: is runtime
  X-Frame-Options: DENY
A PHP | A 204 has no body.
  DELETE /1/customers/{cus}
  204
  Content-Length: is absent
R VCR 002 | POST /cards tells the caller's address beside the card and in the head.
  POST /1/cards {flat}
  201
  fields / response ip_address
  /ip_address "127.0.0.1"
  X-Requested-From: 127.0.0.1
R TR25 | POST /payment_sources tells the caller's address beside the source and in the head.
  POST /1/payment_sources {"type":"card","source":{json}}
  fields / response ip_address
  /ip_address "127.0.0.1"
  X-Requested-From: 127.0.0.1
R24 PINXS24 90 | Adding a card by its number to a customer tells the caller's address too.
  POST /1/customers/{cus}/cards {flat}
  201
  fields / response ip_address
  /ip_address "127.0.0.1"
  X-Requested-From: 127.0.0.1
R VCR 009 | No other write tells the caller's address.
  POST /1/customers email=a@example.com&{nested}
  201
  fields / response
  X-Requested-From: is absent
  POST /1/charges email=a@example.com&amount=400&{nested}
  fields / response
  X-Requested-From: is absent
  PUT /1/customers/{cus} first_name=Ada
  fields / response
  X-Requested-From: is absent
R VCR 001 | No read and no error tells the caller's address.
  GET /1/customers/{cus}/cards
  fields / response count pagination
  X-Requested-From: is absent
  POST /1/cards number=
  422
  X-Requested-From: is absent
  /ip_address is absent
R VCR | JSON is written without blanks between its signs.
  GET /1/refunds
  200 {"response":[],"count":0,"pagination":{"current":1,"previous":null,"next":null,"per_page":25,"pages":0,"count":0}}
R VCR 009 | One object stands alone in its envelope.
  GET /1/customers/{cus}
  fields / response
R VCR 001 | A list stands with its count and its pagination.
  GET /1/customers
  fields / response count pagination
R VCR 020 | An error is a code and a description.
  GET /1/customers/foo
  fields / error error_description
choice sandbox | If-None-Match is ignored: a GET is always answered in full.
  GET /1/customers/{cus}
  +If-None-Match: *
  GET /1/customers/{cus}
  200
  /response/token "{cus}"
choice server/headers | An ETag names the body: the same body has the same one.
  GET /1/customers/{cus}
  keep etag ETag:
  GET /1/customers/{cus}
  ETag: {etag}
  PUT /1/customers/{cus} first_name=Ada
  keep other ETag:
  GET /1/customers/{cus}
  ETag: {other}
F PRPIN 6d399f6 | A 202 exists: a charge with 3-D Secure is answered with it.
  POST /1/charges email=a@example.com&amount=400&three_d_secure[enabled]=true&three_d_secure[callback_url]=https://shop.example.com/back&{nested}
  202
"#;
