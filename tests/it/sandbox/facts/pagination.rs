//! Contract section 4: pages, their counts, and the order of lists.

pub const TABLE: &str = r#"
== 4 pages
R VCR 001 | A page has up to 25 rows, and pagination has six members.
  customers 40
  GET /1/customers
  size /response 25
  fields /pagination current previous next per_page pages count
  /pagination {"current":1,"previous":null,"next":2,"per_page":25,"pages":2,"count":40}
A LIVE | A missing page is the first.
  customers 30
  GET /1/customers
  /pagination/current 1
A LIVE | An empty page is the first.
  customers 30
  GET /1/customers?page=
  /pagination/current 1
I kaminari | Page 0 is the first.
  customers 30
  GET /1/customers?page=0
  /pagination {"current":1,"previous":null,"next":2,"per_page":25,"pages":2,"count":30}
I kaminari | A page that is no number is the first.
  customers 30
  GET /1/customers?page=junk
  /pagination/current 1
  GET /1/customers?page=-1
  /pagination/current 1
  GET /1/customers?page=1.5
  /pagination/current 1
I kaminari | A page too large for any number is the first.
  customers 30
  GET /1/customers?page=99999999999999999999999
  200
  /pagination/current 1
I RP extract_pagination | The last page has nothing behind it and one before it.
  customers 40
  GET /1/customers?page=2
  size /response 15
  /pagination {"current":2,"previous":1,"next":null,"per_page":25,"pages":2,"count":40}
I RP extract_pagination | A page in the middle has both.
  customers 60
  GET /1/customers?page=2
  size /response 25
  /pagination {"current":2,"previous":1,"next":3,"per_page":25,"pages":3,"count":60}
I RP extract_pagination | A full last page is the last one.
  customers 50
  GET /1/customers?page=2
  size /response 25
  /pagination/next null
  /pagination/pages 2
A LIVE | Behind the end a page is empty, and current is what was asked for.
  customers 30
  GET /1/customers?page=900
  200
  /response []
  /count 0
  /pagination/current 900
I | Behind the end the previous page is still one less.
  customers 30
  GET /1/customers?page=900
  /pagination {"current":900,"previous":899,"next":null,"per_page":25,"pages":2,"count":30}
R VCR 005 | An empty list has no pages, and no next one since the server's fault was mended.
  GET /1/customers
  200 {"response":[],"count":0,"pagination":{"current":1,"previous":null,"next":null,"per_page":25,"pages":0,"count":0}}
I RP metadata_for | The count beside the list is that of the page, the one in pagination that of all.
  customers 40
  GET /1/customers?page=2
  /count 15
  /pagination/count 40
choice api/page | Every list honours per_page, as two lists that are not here were recorded to do.
  customers 40
  GET /1/customers?per_page=10&page=2
  size /response 10
  /pagination {"current":2,"previous":1,"next":3,"per_page":10,"pages":4,"count":40}
  GET /1/customers?per_page=500
  size /response 40
  /pagination {"current":1,"previous":null,"next":null,"per_page":500,"pages":1,"count":40}
  GET /1/charges?per_page=1
  size /response 1
  /pagination/per_page 1
  GET /1/charges/search?query=AUD&per_page=2
  size /response 2
  GET /1/refunds?per_page=3
  size /response 3
  GET /1/plans?per_page=2&page=2
  size /response 2
  /pagination/per_page 2
  GET /1/subscriptions?per_page=7
  size /response 7
  /pagination/per_page 7
choice api/page | A per_page that is nothing from 1 to 500 is 25.
  customers 40
  GET /1/customers?per_page=0
  /pagination/per_page 25
  GET /1/customers?per_page=501
  /pagination/per_page 25
  GET /1/customers?per_page=junk
  /pagination/per_page 25
R VCR 004 | Charges, cards and refunds have the full pagination.
  GET /1/charges/{ch}
  GET /1/charges
  /pagination {"current":1,"previous":null,"next":null,"per_page":25,"pages":1,"count":1}
  GET /1/customers/{cus}/cards
  /pagination {"current":1,"previous":null,"next":null,"per_page":25,"pages":1,"count":1}
  GET /1/customers/{cus}/charges
  /pagination {"current":1,"previous":null,"next":null,"per_page":25,"pages":0,"count":0}
  GET /1/refunds/{rf}
  GET /1/refunds
  /pagination {"current":1,"previous":null,"next":null,"per_page":25,"pages":1,"count":1}
D DOC | The refunds of a charge have the full pagination since 2023.
  GET /1/refunds/{rf}
  GET /1/charges/{ch}/refunds
  fields / response count pagination
  /pagination {"current":1,"previous":null,"next":null,"per_page":25,"pages":1,"count":1}

== 4 short pages
D RSFX | Subscriptions have three members of pagination, and their count.
  GET /1/subscriptions/{sub}
  GET /1/subscriptions
  fields / response count pagination
  fields /pagination count per_page current
  /pagination {"count":1,"per_page":25,"current":1}
  /count 1
D RSFX | Plans have three members of pagination, and no count beside the list.
  GET /1/plans/{plan}
  GET /1/plans
  fields / response pagination
  fields /pagination count per_page current
D RSFX | The subscriptions of a plan have three members of pagination.
  GET /1/subscriptions/{sub}
  GET /1/plans/{plan}/subscriptions
  fields / response count pagination
  fields /pagination count per_page current
D RSFX | The subscriptions of a customer have three members of pagination.
  GET /1/subscriptions/{sub}
  GET /1/customers/{cus}/subscriptions
  fields / response count pagination
  fields /pagination count per_page current
D RSFX | A ledger has three members of pagination.
  GET /1/subscriptions/{sub}/ledger
  fields / response count pagination
  fields /pagination count per_page current
A LIVE | The page that was asked for is the current one there too.
  GET /1/plans?page=3
  fields /pagination count per_page current
  /pagination/current 3
  /response []
  GET /1/subscriptions?page=
  /pagination/current 1

== 4 order
R VCR 001 | Customers come newest first.
  customers 40
  GET /1/customers
  all /response created_at is falling
  hours 1
  GET /1/customers/{cus}
  GET /1/customers
  /response/0/token "{cus}"
A LIVE | Charges come newest first.
  customers 40
  GET /1/charges
  all /response created_at is falling
  POST /1/charges email=a@example.com&amount=400&{nested}
  keep newest /response/token
  GET /1/charges
  /response/0/token "{newest}"
R VCR 011 | The charges of a customer come newest first.
  POST /1/charges email=a@example.com&amount=400&customer_token={cus}
  keep first /response/token
  hours 1
  POST /1/charges email=a@example.com&amount=500&customer_token={cus}
  keep second /response/token
  GET /1/customers/{cus}/charges
  all /response token ["{second}","{first}"]
R VCR 017 | Refunds come newest first.
  POST /1/charges/{ch}/refunds amount=100
  keep first /response/token
  hours 1
  POST /1/charges/{ch}/refunds amount=200
  keep second /response/token
  GET /1/refunds
  all /response token ["{second}","{first}"]
  GET /1/charges/{ch}/refunds
  all /response token ["{second}","{first}"]
D RSFX | The cards of a customer begin with the primary one.
  GET /1/customers/{cus}
  POST /1/customers/{cus}/cards {flat}
  GET /1/customers/{cus}/cards
  all /response primary [true,false]
choice world/transaction/customers | Behind the primary card the newest comes first.
  POST /1/customers/{cus}/cards {flat}
  keep older /response/token
  hours 1
  POST /1/customers/{cus}/cards {flat}
  keep newer /response/token
  GET /1/customers/{cus}/cards
  all /response token ["{card}","{newer}","{older}"]
I | Subscriptions come newest first.
  customers 40
  GET /1/subscriptions
  all /response created_at is falling
I | Plans come newest first.
  GET /1/plans/{plan}
  hours 1
  POST /1/plans name=Later&amount=100&currency=AUD&interval=1&interval_unit=day
  keep later /response/token
  GET /1/plans
  /response/0/token "{later}"
  /response/1/token "{plan}"
  all /response created_at is falling
D | Customers cannot be filtered or sorted.
  customers 30
  GET /1/customers
  keep newest /response/0/token
  GET /1/customers?query=nobody&email=nobody@example.com&sort=email&direction=1
  size /response 25
  /response/0/token "{newest}"
"#;
