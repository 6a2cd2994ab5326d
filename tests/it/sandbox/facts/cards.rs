//! Contract section 5, calls 7 to 9, and section 6: cards, their tokens, and payment sources.

pub const TABLE: &str = r#"
== 5 cards of a customer
D | A customer's cards are answered 200, each with its customer and whether it is primary.
  with {second}
  GET /1/customers/{cus}/cards
  200
  all /response token ["{card}","{second}"]
  all /response customer_token ["{cus}","{cus}"]
  all /response primary [true,false]
D | A card is added with flat fields, and never becomes the primary one.
  POST /1/customers/{cus}/cards {flat number=4200000000000000}
  201 {"response":{"token":"<card_>","scheme":"visa","display_number":"XXXX-XXXX-XXXX-0000","issuing_country":"AU","expiry_month":5,"expiry_year":2029,"name":"Roland Robot","address_line1":"42 Sevenoaks St","address_line2":null,"address_city":"Lathlain","address_postcode":"6454","address_state":"WA","address_country":"Australia","customer_token":"{cus}","primary":false,"network_type":null,"network_format":null},"ip_address":"127.0.0.1"}
  GET /1/customers/{cus}
  /response/card/token "{card}"
D | A card is added by an unused card token.
  POST /1/customers/{cus}/cards card_token={token}
  201
  /response/token "{token}"
  /response/primary false
  /response/customer_token "{cus}"
F TIG | A card token that was used is not added.
  POST /1/customers/{cus}/cards card_token={token}
  POST /1/customers/{cus}/cards card_token={token}
  400
  /error "token_already_used"
D | A card in brackets is not one in flat fields.
  POST /1/customers/{cus}/cards {nested}
  422
  /messages/0/param "number"
choice api/cards | A parameter primary is not known: it is ignored.
  POST /1/customers/{cus}/cards primary=true&{flat}
  201
  /response/primary false
choice api/cards | Fields and a token at once are refused.
  POST /1/customers/{cus}/cards card_token={token}&{flat}
  422
  /messages/0/param "number"
  /messages/1/param "card_token"
D | A card cannot be added to an unknown customer.
  POST /1/customers/foo/cards {flat}
  404
  /error "not_found"
D | The second line of the address, the postcode and the state may be left out.
  POST /1/customers/{cus}/cards {flat -address_postcode -address_state}
  201
  /response/address_line2 null
  /response/address_postcode null
  /response/address_state null
D | Deleting a card that is not primary is a 204 without a body.
  DELETE /1/customers/{cus}/cards/{second}
  204
  GET /1/customers/{cus}/cards
  all /response token ["{card}"]
A LIVE errors_spec:104 | The primary card is not deleted.
  DELETE /1/customers/{cus}/cards/{card}
  400
  /error "cannot_delete_primary_card"
  GET /1/customers/{cus}/cards
  size /response 1
D | Deleting an unknown card is a 404, and so is deleting a card twice.
  DELETE /1/customers/{cus}/cards/card_AAAAAAAAAAAAAAAAAAAAAA
  404
  /error "not_found"
  DELETE /1/customers/{cus}/cards/{second}
  204
  DELETE /1/customers/{cus}/cards/{second}
  404
D | Another customer's card is a 404 here.
  POST /1/customers email=other@example.com&{nested}
  keep other /response/token
  DELETE /1/customers/{other}/cards/{second}
  404
D | A card that was the primary one can be deleted once another is.
  PUT /1/customers/{cus} primary_card_token={second}
  DELETE /1/customers/{cus}/cards/{card}
  204
choice world/transaction/subscriptions | A subscription whose card is deleted bills the primary card.
  PUT /1/subscriptions/{sub} card_token={second}
  /response/card_token "{second}"
  DELETE /1/customers/{cus}/cards/{second}
  204
  GET /1/subscriptions/{sub}
  /response/card_token null
choice api/cards/token | The token of a deleted card counts as used.
  DELETE /1/customers/{cus}/cards/{second}
  POST /1/customers/{cus}/cards card_token={second}
  400
  /error "token_already_used"

== 5 card parameters
D | The month may be written 05, 5 or as a number, and 12.
  POST /1/cards {flat expiry_month=05}
  /response/expiry_month 5
  POST /1/cards {flat expiry_month=5}
  /response/expiry_month 5
  POST /1/cards {"number":"5520000000000000","expiry_month":12,"expiry_year":2029,"cvc":"123","name":"Ada","address_line1":"A","address_city":"B","address_country":"AU"}
  /response/expiry_month 12
R24 PINXS24 | The year has four digits, and one of two is of this century.
  POST /1/cards {flat expiry_year=29}
  /response/expiry_year 2029
  POST /1/cards {flat expiry_year=929}
  refused expiry_year: Expiry year is not valid
D | The verification code has three or four digits.
  POST /1/cards {flat cvc=1234}
  201
  POST /1/cards {flat cvc=12345}
  refused cvc: Cvc is not valid
D | The country is a name or a code of ISO 3166.
  POST /1/cards {flat address_country=NZ}
  /response/address_country "NZ"
  POST /1/cards {flat address_country=New%20Zealand}
  /response/address_country "New Zealand"
D | The seed's card of number, expiry and verification code is refused.
  POST /1/customers email=customer@example.com&card[number]=5520000000000000&card[expiry_month]=12&card[expiry_year]=2029&card[cvc]=123
  refused card.name: Card name can't be blank; card.address_line1: Card address line1 can't be blank; card.address_city: Card address city can't be blank; card.address_country: Card address country can't be blank
choice api/cards/form | A number may hold blanks and dashes.
  POST /1/cards {flat number=5520-0000%200000-0000}
  201

== 6 card tokens
R VCR 002 | POST /cards answers 201 with a card that belongs to nobody.
  POST /1/cards {flat}
  201 {"response":{"token":"<card_>","scheme":"master","display_number":"XXXX-XXXX-XXXX-0000","issuing_country":"AU","expiry_month":5,"expiry_year":2029,"name":"Roland Robot","address_line1":"42 Sevenoaks St","address_line2":null,"address_city":"Lathlain","address_postcode":"6454","address_state":"WA","address_country":"Australia","customer_token":null,"primary":null,"network_type":null,"network_format":null},"ip_address":"127.0.0.1"}
D | POST /cards takes the secret key as well.
  +Authorization: key {key}
  POST /1/cards {flat}
  201
D | A token is used once: given to a customer it is no more good for a charge.
  POST /1/customers/{cus}/cards card_token={token}
  201
  POST /1/customers email=a@example.com&card_token={token}
  400
  /error "token_already_used"
D | A token is used once: a charge spends it.
  POST /1/charges email=a@example.com&amount=400&card_token={token}
  201
  /response/card/token "{token}"
  POST /1/customers email=a@example.com&card_token={token}
  400
  /error "token_already_used"
choice api/charges/create | A refused charge spends its card token too.
  POST /1/cards {flat number=4100000000000001}
  keep bad /response/token
  POST /1/charges email=a@example.com&amount=400&card_token={bad}
  400
  /error "card_declined"
  POST /1/charges email=a@example.com&amount=400&card_token={bad}
  400
  /error "token_already_used"
D | An unused token lapses after a month.
  POST /1/cards {flat}
  keep kept /response/token
  hours 721
  POST /1/charges email=a@example.com&amount=400&card_token={kept}
  404
  /error "not_found"
choice api/cards/token | The month of an unused token is 30 days.
  POST /1/cards {flat}
  keep kept /response/token
  hours 720
  POST /1/charges email=a@example.com&amount=400&card_token={kept}
  201
D | A token that was used does not lapse.
  GET /1/customers/{cus}
  hours 1500
  POST /1/charges amount=400&customer_token={cus}
  201
choice api/cards | There is no GET /cards/{card}: only a derived description has it.
  GET /1/cards/{token}
  404
  /error "resource_not_found"

== 6 payment sources
R TR25 | A wallet's network token makes a payment source, byte for byte as recorded.
  POST /1/payment_sources {"type":"network_token","source":{"number":"4200000000000000","expiry_month":12,"expiry_year":2027,"network_type":"applepay","cryptogram":"x","eci":"05"}}
  201 {"response":{"token":"<ps_>","type":"network_token","source":{"token":"<card_>","scheme":"visa","display_number":"XXXX-XXXX-XXXX-0000","issuing_country":"AU","expiry_month":12,"expiry_year":2027,"name":null,"address_line1":null,"address_line2":null,"address_city":null,"address_postcode":null,"address_state":null,"address_country":null,"customer_token":null,"primary":null,"network_type":"applepay","network_format":null}},"ip_address":"127.0.0.1"}
choice api/payment_sources | A card makes a payment source with the fields of POST /cards.
  POST /1/payment_sources {"type":"card","source":{json}}
  201
  /response/type "card"
  /response/source/name "Roland Robot"
D | A wallet's own payload is a type as well; the source of one may be refused (a choice), its type is not.
  POST /1/payment_sources {"type":"applepay","source":{"data":"x"}}
  refused source: Source is not valid
  POST /1/payment_sources {"type":"googlepay","source":{"token":"x"}}
  refused source: Source is not valid
choice api/payment_sources | A payment source of no type, or an unknown one, is refused.
  POST /1/payment_sources {"source":{json}}
  refused type: Type can't be blank
  POST /1/payment_sources {"type":"cheque","source":{json}}
  refused type: Type is not valid
choice api/payment_sources | The fields of a payment source are named behind source.
  POST /1/payment_sources type=card&source[number]=
  422
  /messages/0/param "source.number"
D | A payment source is good for one charge.
  POST /1/charges email=a@example.com&amount=400&payment_source_token={source}
  201
  POST /1/charges email=a@example.com&amount=400&payment_source_token={source}
  400
  /error "token_already_used"
"#;
