//! Contract section 7: the search for charges.

use std::fmt::Write;

/// Three charges on three days: 700 Tea, 300 Coffee, 500 Cake.
const THREE: &str = "  POST /1/charges email=ada@example.com&description=Green%20Tea&amount=700&metadata[Table]=Window&{nested}
  keep tea /response/token
  keep teacard /response/card/token
  hours 24
  POST /1/charges description=Coffee&amount=300&currency=NZD&customer_token={cus}
  keep coffee /response/token
  hours 24
  POST /1/charges email=grace@example.com&description=Cake&amount=500&{nested name=Grace}
  keep cake /response/token
";

/// Writes the table: each row begins with the three charges.
pub fn table() -> String {
    let mut table = String::from("== 7 search\n");
    for row in ROWS.split("\n\n") {
        let (head, lines) = row.trim_start_matches('\n').split_once('\n').unwrap();
        write!(table, "{head}\n{THREE}{lines}\n").unwrap();
    }
    table
}

const ROWS: &str = r#"
D | A query is found in the description.
  GET /1/charges/search?query=Green%20Tea
  200
  all /response token ["{tea}"]

D | A query is found in the email.
  GET /1/charges/search?query=grace@example.com
  all /response token ["{cake}"]

D | A query is found in the metadata.
  GET /1/charges/search?query=Window
  all /response token ["{tea}"]

D | A query is found in the name on the card.
  GET /1/charges/search?query=Grace
  all /response token ["{cake}"]

D | A query is found as the currency.
  GET /1/charges/search?query=NZD
  all /response token ["{coffee}"]

D | A query is found as the exact amount, and no part of one.
  GET /1/charges/search?query=500
  all /response token ["{cake}"]
  GET /1/charges/search?query=50
  /count 0

D | A query is found as the exact token of a charge.
  GET /1/charges/search?query={coffee}
  all /response token ["{coffee}"]

D | A query is found as the exact token of a card.
  GET /1/charges/search?query={teacard}
  all /response token ["{tea}"]

D | A query is found as the exact token of a customer.
  GET /1/charges/search?query={cus}
  all /response token ["{coffee}"]

D | A query is found as the exact token of a refund.
  POST /1/charges/{cake}/refunds amount=100
  keep back /response/token
  GET /1/charges/search?query={back}
  all /response token ["{cake}"]

choice api/charges/search | A query is found in either case.
  GET /1/charges/search?query=green%20TEA
  all /response token ["{tea}"]

D | Without a query everything is found.
  GET /1/charges/search
  200
  /pagination {"current":1,"previous":null,"next":null,"per_page":25,"pages":1,"count":3}

D | What nothing has is found nowhere.
  GET /1/charges/search?query=Bread
  200
  /response []

D | The start date is part of what is looked for.
  GET /1/charges/search?start_date=2026-03-15
  all /response token ["{cake}","{coffee}"]

D | The end date is no part of what is looked for.
  GET /1/charges/search?end_date=2026-03-16
  all /response token ["{coffee}","{tea}"]

D | Both dates cut out what lies between them.
  GET /1/charges/search?start_date=2026-03-15&end_date=2026-03-16
  all /response token ["{coffee}"]

D | A date may be written with slashes.
  GET /1/charges/search?start_date=2026/03/16
  all /response token ["{cake}"]

R VCR 006 | A date may be written with the name of its month.
  GET /1/charges/search?end_date=Mar%2015,%202026
  all /response token ["{tea}"]

choice api/charges/search | A date that cannot be read is refused.
  GET /1/charges/search?start_date=soon
  refused start_date: Start date is not valid

A AMR | Sorted by date, ascending.
  GET /1/charges/search?sort=created_at&direction=1
  all /response token ["{tea}","{coffee}","{cake}"]

A AMR | Sorted by date, descending.
  GET /1/charges/search?sort=created_at&direction=-1
  all /response token ["{cake}","{coffee}","{tea}"]

A AMR | Sorted by amount, ascending.
  GET /1/charges/search?sort=amount&direction=1
  all /response amount [300,500,700]

A AMR | Sorted by amount, descending.
  GET /1/charges/search?sort=amount&direction=-1
  all /response amount [700,500,300]

D | The direction is ascending when only a sort is named.
  GET /1/charges/search?sort=amount
  all /response amount [300,500,700]

R VCR 006 | Without a sort and a direction the newest come first, whatever the documentation says.
  GET /1/charges/search?query=
  all /response token ["{cake}","{coffee}","{tea}"]

F RSFX | It may be sorted by captured_at, which is (a choice) the order of created_at.
  GET /1/charges/search?sort=captured_at&direction=1
  all /response token ["{tea}","{coffee}","{cake}"]

I | Words of another library, sort_by and Asc, are unknown parameters and ignored.
  GET /1/charges/search?sort_by=Amount&sort_direction=Asc
  all /response token ["{cake}","{coffee}","{tea}"]

R18 PINXS18 40 | An email finds all its charges, the failed ones too, newest first.
  POST /1/charges email=grace@example.com&amount=900&{nested number=4100000000000001}
  keep failed /charge_token
  GET /1/charges/search?query=grace@example.com
  all /response token ["{failed}","{cake}"]
  all /response success [false,true]

choice api/charges/search | A part of a word is found as well.
  GET /1/charges/search?query=offe
  all /response token ["{coffee}"]

choice api/charges/search | A day begins at midnight UTC.
  GET /1/charges/search?start_date=2026-03-14&end_date=2026-03-15
  all /response token ["{tea}"]
  GET /1/charges/search?start_date=2026-03-14T09:26:54Z
  all /response token ["{cake}","{coffee}"]

R24 PINXS24 | A charge is found at once.
  POST /1/charges email=new@example.com&amount=900&{nested}
  GET /1/charges/search?query=new@example.com
  /count 1

choice api/params | The parameters of the query win over those of the body of a GET.
  GET /1/charges/search?query=Cake query=Tea
  all /response token ["{cake}"]

choice api/charges/search | A sort or direction that is none is refused.
  GET /1/charges/search?sort=colour&direction=up
  refused sort: Sort is not valid; direction: Direction is not valid

D | The page is asked for as in every list.
  GET /1/charges/search?page=2
  /response []
  /pagination/current 2
  /pagination/previous 1

D | The parameters may be the body of the GET.
  GET /1/charges/search query=Cake&sort=created_at&direction=1
  all /response token ["{cake}"]

R VCR 006 | The answer is that of a list of charges.
  GET /1/charges/search?query=Cake
  fields / response count pagination
  /response/0/email "grace@example.com"
"#;
