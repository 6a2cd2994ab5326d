//! Contract section 7: charges, how they are paid, captured, voided and looked for.

pub const TABLE: &str = r#"
== 7 create
R VCR 003 | A charge is made and captured at once, and answered 201, whole.
  POST /1/charges email=a@example.com&description=Coffee&amount=100&currency=AUD&ip_address=203.0.113.7&{nested}
  201 {"response":{"token":"<ch_>","success":true,"amount":100,"currency":"AUD","description":"Coffee","email":"a@example.com","ip_address":"203.0.113.7","created_at":"2026-03-14T09:26:53Z","status_message":"Success","error_message":null,"card":{"token":"<card_>","scheme":"master","display_number":"XXXX-XXXX-XXXX-0000","issuing_country":"AU","expiry_month":5,"expiry_year":2029,"name":"Roland Robot","address_line1":"42 Sevenoaks St","address_line2":null,"address_city":"Lathlain","address_postcode":"6454","address_state":"WA","address_country":"Australia","customer_token":null,"primary":null,"network_type":null,"network_format":null},"transfer":[],"amount_refunded":0,"total_fees":32,"merchant_entitlement":68,"refund_pending":false,"authorisation_token":null,"authorisation_expired":false,"authorisation_voided":false,"captured":true,"captured_at":"2026-03-14T09:26:53Z","settlement_currency":"AUD","active_chargebacks":false,"metadata":{},"platform_fees":0,"platform_adjustment":{"amount":0,"currency":"AUD"}}}
D | GET of a charge is 200, the same as it was answered.
  POST /1/charges email=a@example.com&amount=400&{nested}
  keep token /response/token
  keep whole /response
  GET /1/charges/{token}
  200
  /response {whole}
D | The list of charges is 200, and a charge there the same as alone.
  GET /1/charges/{ch}
  keep whole /response
  GET /1/charges
  200
  /response [{whole}]
D | A charge is paid by a card in it.
  POST /1/charges email=a@example.com&amount=400&{nested number=4200000000000000}
  201
  /response/card/scheme "visa"
D | A charge is paid by a card token.
  POST /1/charges email=a@example.com&amount=400&card_token={token}
  201
  /response/card/token "{token}"
  /response/card/customer_token null
D | A charge is paid by a payment source.
  POST /1/charges email=a@example.com&amount=400&payment_source_token={source}
  201
  /response/card/token is token card_
D | A charge to a customer is paid by the primary card.
  with {second}
  POST /1/charges email=a@example.com&amount=400&customer_token={cus}
  201
  /response/card/token "{card}"
  /response/card/primary true
A LIVE | A charge to another card of a customer names that card.
  POST /1/charges email=a@example.com&amount=400&card_token={second}
  201
  /response/card/token "{second}"
  /response/card/customer_token "{cus}"
  GET /1/customers/{cus}/charges
  /count 1
A LIVE | A customer's card can be charged again and again.
  POST /1/charges email=a@example.com&amount=400&card_token={card}
  201
  POST /1/charges email=a@example.com&amount=400&card_token={card}
  201
choice api/charges/create | Two ways of paying at once are refused.
  POST /1/charges email=a@example.com&amount=400&customer_token={cus}&card_token={token}
  refused card_token: Card token can't be given together with another card; customer_token: Customer token can't be given together with another card
choice api/charges/create | No way of paying is refused as an empty card.
  POST /1/charges email=a@example.com&amount=400
  422
  /messages/0/param "card.number"
choice api/charges/create | The email may be left out when a customer pays, and is then the customer's.
  POST /1/charges amount=400&customer_token={cus}
  201
  /response/email "roland@example.com"
  POST /1/charges amount=400&{nested}
  refused email: Email can't be blank; email: Email is not formatted properly
choice api/charges/create | An unknown customer is a 404.
  POST /1/charges email=a@example.com&amount=400&customer_token=cus_AAAAAAAAAAAAAAAAAAAAAA
  404
  /error "not_found"
choice api/charges/create | An unknown payment source is a 404.
  POST /1/charges email=a@example.com&amount=400&payment_source_token=ps_AAAAAAAAAAAAAAAAAAAAAA
  404
  /error "not_found"
R20 PINXS24 51 | An unknown card token is a 404.
  POST /1/charges email=a@example.com&amount=400&card_token=card_AAAAAAAAAAAAAAAAAAAAAA
  404 {"error":"not_found","error_description":"The requested resource could not be found."}
F Go, tigris | A blank card beside another way of paying counts as absent.
  POST /1/charges email=a@example.com&amount=400&card=&card_token={token}
  201
  POST /1/charges {"email":"a@example.com","amount":400,"card":{},"customer_token":"{cus}"}
  201
  POST /1/charges {"email":"a@example.com","amount":400,"card":"","customer_token":"{cus}"}
  201
  POST /1/charges email=a@example.com&amount=400&card&customer_token={cus}
  201
D | A reference is taken, and (a choice) not answered.
  POST /1/charges email=a@example.com&amount=400&reference=Mug&{nested}
  201
  /response/reference is absent
R24 PINXS24 38 | A platform may keep a part, which is a fee and not the merchant's.
  POST /1/charges email=a@example.com&amount=1000&platform_adjustment[amount]=250&platform_adjustment[currency]=AUD&{nested}
  201
  /response/platform_adjustment {"amount":250,"currency":"AUD"}
  /response/platform_fees 250
  /response/merchant_entitlement 702
R24 PINXS24 38 | Fees and the platform's part come off the amount, with the sums that were recorded.
  POST /1/charges email=a@example.com&amount=6000&platform_adjustment[amount]=1365&platform_adjustment[currency]=AUD&{nested}
  /response/total_fees 135
  /response/platform_fees 1365
  /response/merchant_entitlement 4500
  POST /1/charges email=a@example.com&amount=2000&{nested}
  /response/total_fees 65
  /response/platform_fees 0
  /response/merchant_entitlement 1935
  POST /1/charges email=a@example.com&amount=50000&{nested}
  /response/total_fees 905
  /response/merchant_entitlement 49095
  POST /1/charges email=a@example.com&amount=10000&{nested}
  /response/total_fees 205
choice world/records/currency | The currency is found in either case.
  POST /1/charges email=a@example.com&amount=400&currency=usd&{nested}
  /response/currency "USD"
  /response/settlement_currency "USD"
choice api/charges/create | A card that has expired since it was stored is declined.
  with {cus}
  hours 35064
  POST /1/charges amount=400&customer_token={cus}
  400
  /error "card_declined"
choice api/charges/create | The card in a charge stays as it was when it was charged.
  POST /1/charges amount=400&customer_token={cus}
  keep paid /response/token
  PUT /1/customers/{cus} primary_card_token={token}
  GET /1/charges/{paid}
  /response/card/token "{card}"
  /response/card/primary true

== 7 metadata
D | There may be 25 metadata, with keys of 50 and values of 500 characters.
  POST /1/charges email=a@example.com&amount=400&metadata[{long 50}]={long 500}&metadata[2]=&metadata[3]=&metadata[4]=&metadata[5]=&metadata[6]=&metadata[7]=&metadata[8]=&metadata[9]=&metadata[10]=&metadata[11]=&metadata[12]=&metadata[13]=&metadata[14]=&metadata[15]=&metadata[16]=&metadata[17]=&metadata[18]=&metadata[19]=&metadata[20]=&metadata[21]=&metadata[22]=&metadata[23]=&metadata[24]=&metadata[25]=&{nested}
  201
D | Metadata come back in the order in which they were sent.
  POST /1/charges email=a@example.com&amount=400&metadata[zebra]=1&metadata[ant]=2&metadata[10]=3&metadata[9]=4&{nested}
  fields /response/metadata zebra ant 10 9
  keep ch /response/token
  GET /1/charges/{ch}
  fields /response/metadata zebra ant 10 9
  POST /1/charges {"email":"a@example.com","amount":400,"metadata":{"zebra":"1","ant":2},"card":{json}}
  fields /response/metadata zebra ant
  /response/metadata {"zebra":"1","ant":"2"}
D | There may not be 26 metadata.
  POST /1/charges email=a@example.com&amount=400&metadata[1]=&metadata[2]=&metadata[3]=&metadata[4]=&metadata[5]=&metadata[6]=&metadata[7]=&metadata[8]=&metadata[9]=&metadata[10]=&metadata[11]=&metadata[12]=&metadata[13]=&metadata[14]=&metadata[15]=&metadata[16]=&metadata[17]=&metadata[18]=&metadata[19]=&metadata[20]=&metadata[21]=&metadata[22]=&metadata[23]=&metadata[24]=&metadata[25]=&metadata[26]=&{nested}
  refused metadata: Metadata is not valid
D | A key of metadata has not 51 characters.
  POST /1/charges email=a@example.com&amount=400&metadata[{long 51}]=x&{nested}
  refused metadata: Metadata is not valid
D | A value of metadata has not 501 characters.
  POST /1/charges email=a@example.com&amount=400&metadata[k]={long 501}&{nested}
  refused metadata: Metadata is not valid

== 7 capture and void
D | With capture false a charge is only authorised.
  POST /1/charges email=a@example.com&amount=400&capture=false&{nested}
  201
  /response/captured false
  /response/success true
  POST /1/charges {"email":"a@example.com","amount":400,"capture":false,"card":{json}}
  /response/captured false
choice api/params | A no is a no in either case, as Python's form encoder writes it.
  POST /1/charges email=a@example.com&amount=400&capture=False&{nested}
  /response/captured false
D | Capture is true unless it is said.
  POST /1/charges email=a@example.com&amount=400&capture=true&{nested}
  /response/captured true
  POST /1/charges email=a@example.com&amount=400&{nested}
  /response/captured true
R24 PINXS24 33 | Capturing an authorisation is 201 with the charge.
  PUT /1/charges/{held}/capture {}
  201
  /response/token "{held}"
  /response/captured true
  /response/captured_at "2026-03-14T09:26:53Z"
  /response/status_message "Success"
R24 PINXS24 | The full amount may be named when capturing, and fees are known from then on.
  GET /1/charges/{held}
  /response/total_fees null
  /response/merchant_entitlement null
  /response/captured_at null
  PUT /1/charges/{held}/capture amount=1000
  201
  /response/total_fees 48
  /response/merchant_entitlement 952
R24 PINXS24 34 | A part of the amount cannot be captured, and more than it neither; the charge stays authorised.
  PUT /1/charges/{held}/capture amount=999
  400
  /error "invalid_capture_amount"
  PUT /1/charges/{held}/capture amount=1001
  400
  GET /1/charges/{held}
  /response/captured false
R24 PINXS24 37 | Voiding an authorisation is 200 with the charge, still a success and without fees.
  PUT /1/charges/{held}/void
  200
  /response/success true
  /response/status_message "Authorisation Voided"
  /response/total_fees null
  /response/token "{held}"
  /response/authorisation_voided true
  /response/captured false
D | An authorisation lapses after seven days.
  with {held}
  hours 167
  GET /1/charges/{held}
  /response/authorisation_expired false
  hours 1
  GET /1/charges/{held}
  /response/authorisation_expired true
  /response/captured false
R24 PINXS24 38 | A lapsed authorisation is still a success and says what it said before.
  with {held}
  hours 168
  GET /1/charges/{held}
  /response/authorisation_expired true
  /response/success true
  /response/status_message "Successful Authorisation"
F omnipay-pin | A lapsed authorisation cannot be captured: 400 authorisation_expired.
  with {held}
  hours 168
  PUT /1/charges/{held}/capture
  400 {"error":"authorisation_expired","error_description":"The authorisation has expired and can not be captured.","charge_token":"{held}"}
choice api/charges | What is captured or voided can be neither captured nor voided: 400 invalid_state.
  PUT /1/charges/{ch}/void
  400 {"error":"invalid_state","error_description":"Charge cannot be voided","charge_token":"{ch}"}
  PUT /1/charges/{ch}/capture
  400 {"error":"invalid_state","error_description":"Charge cannot be captured","charge_token":"{ch}"}
  PUT /1/charges/{held}/void
  PUT /1/charges/{held}/capture
  400 {"error":"invalid_state","error_description":"Charge cannot be captured","charge_token":"{held}"}
  PUT /1/charges/{held}/void
  400
choice api/charges | What has lapsed cannot be voided: 400 invalid_state.
  with {held}
  hours 168
  PUT /1/charges/{held}/void
  400
  /error "invalid_state"

== 7 three-d secure
choice api/charges/three_d_secure | A charge with 3-D Secure gives a session, and the way back as the address to go to.
  POST /1/charges email=a@example.com&amount=400&three_d_secure[enabled]=true&three_d_secure[callback_url]=https://shop.example.com/back&{nested}
  202
  fields /response session_token redirect_url
  /response/session_token is token se_
  /response/redirect_url is starting https://shop.example.com/back?session_token=se
A AMR | With fallback_ok a card that does not take part is charged at once.
  POST /1/charges email=a@example.com&amount=400&three_d_secure[enabled]=true&three_d_secure[fallback_ok]=true&three_d_secure[callback_url]=https://shop.example.com/back&{nested}
  201
  /response/success true
  POST /1/charges {"email":"a@example.com","amount":400,"three_d_secure":{"enabled":true,"fallback_ok":true},"card":{json}}
  201
D | The result of questions that were asked elsewhere is passed through: an ordinary charge.
  POST /1/charges {"email":"a@example.com","amount":400,"three_d_secure":{"version":"2.2.0","eci":"05","cavv":"AAABBIIFmAAAAAAAAAAAAAAAAAA=","transaction_id":"00000000-0000-4000-8000-000000000001"},"card":{json}}
  201
  /response/token is token ch_
D | The charge of a session is read by GET /charges/verify.
  POST /1/charges email=a@example.com&amount=400&three_d_secure[enabled]=true&three_d_secure[callback_url]=https://shop.example.com/back&{nested}
  keep session /response/session_token
  GET /1/charges/verify?session_token={session}
  200
  /response/token is token ch_
  /response/success true
choice api/charges/three_d_secure | A refused charge with 3-D Secure is refused by GET /charges/verify.
  POST /1/charges email=a@example.com&amount=400&three_d_secure[enabled]=true&three_d_secure[callback_url]=https://shop.example.com/back&{nested number=4100000000000001}
  202
  keep session /response/session_token
  GET /1/charges/verify?session_token={session}
  400
  /error "card_declined"
choice api/charges/three_d_secure | A session that is missing is refused, and an unknown one is a 404.
  GET /1/charges/verify
  refused session_token: Session token can't be blank
  GET /1/charges/verify?session_token=se_AAAAAAAAAAAAAAAAAAAAAA
  404
choice api/charges/three_d_secure | 3-D Secure needs the way back, unless it is not enabled.
  POST /1/charges email=a@example.com&amount=400&three_d_secure[enabled]=true&{nested}
  refused three_d_secure.callback_url: Three d secure callback url can't be blank
  POST /1/charges email=a@example.com&amount=400&three_d_secure[enabled]=false&{nested}
  201
"#;
