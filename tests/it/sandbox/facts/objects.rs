//! Contract section 3: the objects, their members in the server's order, and what each may be.

pub const TABLE: &str = r#"
== 3 card
R TR25 | The members of a card stand in the server's order of 2025.
  POST /1/cards {flat}
  fields /response token scheme display_number issuing_country expiry_month expiry_year name address_line1 address_line2 address_city address_postcode address_state address_country customer_token primary network_type network_format
R TR25 | A card in a charge, a customer and a list has the same members in the same order.
  GET /1/customers/{cus}
  fields /response/card token scheme display_number issuing_country expiry_month expiry_year name address_line1 address_line2 address_city address_postcode address_state address_country customer_token primary network_type network_format
  GET /1/customers/{cus}/cards
  fields /response/0 token scheme display_number issuing_country expiry_month expiry_year name address_line1 address_line2 address_city address_postcode address_state address_country customer_token primary network_type network_format
  GET /1/charges/{ch}
  fields /response/card token scheme display_number issuing_country expiry_month expiry_year name address_line1 address_line2 address_city address_postcode address_state address_country customer_token primary network_type network_format
R VCR 002 | A number of sixteen digits shows its last four.
  POST /1/cards {flat}
  /response/display_number "XXXX-XXXX-XXXX-0000"
  /response/scheme "master"
choice world/records | An American Express or Diners card shows its own grouping.
  POST /1/cards {flat number=372000000000000}
  /response/display_number "XXXX-XXXXXX-X0000"
  POST /1/cards {flat number=36400000000000}
  /response/display_number "XXXX-XXXXXX-0000"
R TR25 | The issuing country has two letters: AU today.
  POST /1/cards {flat number=4200000000000000}
  /response/issuing_country "AU"
D test-cards | The cards for New Zealand were issued in NZ.
  POST /1/cards {flat number=4200000190000000}
  /response/issuing_country "NZ"
R TR25 | The expiry is a month from 1 to 12 and a year of four digits, both numbers.
  POST /1/cards {flat expiry_month=09}
  /response/expiry_month 9
  /response/expiry_year 2029
R VCR 009 | The second line of an address is null if it was not sent.
  POST /1/cards {flat}
  /response/address_line2 null
R VCR 002 | The second line of an address is empty if it was sent blank.
  POST /1/cards {flat address_line2=}
  /response/address_line2 ""
R VCR 002 | A country is answered as it was sent: a code stays a code.
  POST /1/cards {flat address_country=AU}
  /response/address_country "AU"
R VCR 012 | A country is answered as it was sent: a name stays a name.
  POST /1/cards {flat address_country=Australia}
  /response/address_country "Australia"
D | A card that belongs to nobody has null for its customer and for primary.
  POST /1/cards {flat}
  /response/customer_token null
  /response/primary null
D RSFX | A customer's card names the customer and says whether it is the primary one.
  GET /1/customers/{cus}/cards
  /response/0/customer_token "{cus}"
  /response/0/primary true
D RSFX | A typed card comes from no wallet.
  POST /1/cards {flat}
  /response/network_type null
  /response/network_format null
R TR25 | A card of a wallet has neither name nor address.
  POST /1/payment_sources {"type":"network_token","source":{"number":"4200000000000000","expiry_month":12,"expiry_year":2027,"network_type":"googlepay","cryptogram":"x","eci":"05"}}
  /response/source/name null
  /response/source/address_line1 null
  /response/source/address_country null
  /response/source/network_type "googlepay"

== 3 customer
D RSFX | The members of a customer.
  GET /1/customers/{cus}
  fields /response token email first_name last_name phone_number company notes created_at card
D RSFX | What was not sent of a customer is null.
  GET /1/customers/{cus}
  /response/first_name null
  /response/last_name null
  /response/phone_number null
  /response/company null
  /response/notes null
D RSFX | The card of a customer is its primary one and never null.
  GET /1/customers/{cus}
  /response/card/token "{card}"
  /response/card/primary true

== 3 charge
R TR25 | The members of a charge, with those of 2025 at the end.
  GET /1/charges/{ch}
  fields /response token success amount currency description email ip_address created_at status_message error_message card transfer amount_refunded total_fees merchant_entitlement refund_pending authorisation_token authorisation_expired authorisation_voided captured captured_at settlement_currency active_chargebacks metadata platform_fees platform_adjustment
R TR25 | A captured charge, member by member.
  GET /1/charges/{ch}
  /response/success true
  /response/amount 1000
  /response/currency "AUD"
  /response/status_message "Success"
  /response/error_message null
  /response/amount_refunded 0
  /response/refund_pending false
  /response/authorisation_token null
  /response/authorisation_expired false
  /response/authorisation_voided false
  /response/captured true
  /response/captured_at "2026-03-14T09:26:53Z"
  /response/settlement_currency "AUD"
  /response/active_chargebacks false
R VCR 004 | The address of the payer is null unless it was sent.
  GET /1/charges/{ch}
  /response/ip_address null
R VCR 003 | The address of the payer is answered as it was sent.
  POST /1/charges email=a@example.com&amount=400&ip_address=203.0.113.7&{nested}
  /response/ip_address "203.0.113.7"
R VCR 003 | A charge that was not paid out has no transfers.
  GET /1/charges/{ch}
  /response/transfer []
D RSFX | A transfer is a state, a moment and a token.
  GET /1/charges/{ch}
  hours 120
  GET /1/charges/{ch}
  fields /response/transfer/0 state paid_at token
  /response/transfer/0/paid_at is timestamp
D RSFX | Metadata are an object, empty when there are none.
  GET /1/charges/{ch}
  /response/metadata {}
D | Metadata are texts, numbers too.
  POST /1/charges {"email":"a@example.com","amount":400,"metadata":{"table":7},"card":{json}}
  /response/metadata {"table":"7"}
R TR25 | Of 2025: the platform's fees, and its adjustment with a currency.
  GET /1/charges/{ch}
  /response/platform_fees 0
  /response/platform_adjustment {"amount":0,"currency":"AUD"}
R | There is no field status.
  GET /1/charges/{ch}
  /response/status is absent
  GET /1/charges/{held}
  /response/status is absent
choice world/records/lifecycle | Fees are those seen in 2025: 32 on 100, not the dearer ones of 2013.
  POST /1/charges email=a@example.com&amount=100&{nested}
  /response/total_fees 32
  /response/merchant_entitlement 68
D RSFX | An authorisation has no fees and no entitlement yet.
  GET /1/charges/{held}
  /response/success true
  /response/captured false
  /response/captured_at null
  /response/total_fees null
  /response/merchant_entitlement null
choice world/records/lifecycle | An authorisation says that it is authorised, and has no token of its own.
  GET /1/charges/{held}
  /response/status_message "Successful Authorisation"
  /response/authorisation_token null
D | A void authorisation says that it is.
  PUT /1/charges/{held}/void
  /response/status_message "Authorisation Voided"
D | A failed charge says in both messages why.
  POST /1/charges email=a@example.com&amount=400&{nested number=4000000000000002}
  keep failed /charge_token
  GET /1/charges/{failed}
  /response/success false
  /response/status_message "The account has insufficient funds"
  /response/error_message "The account has insufficient funds"
  /response/total_fees null

== 3 refund
R VCR 016 | The members of a refund.
  GET /1/refunds/{rf}
  fields /response token success amount currency charge created_at error_message status_message
R VCR 016 | A refund is pending at first: success is null.
  GET /1/refunds/{rf}
  /response/success null
  /response/status_message "Pending"
  /response/error_message null
  /response/charge "{ch}"
R VCR 018 | A refund that was paid is a success.
  GET /1/refunds/{rf}
  hours 72
  GET /1/refunds/{rf}
  /response/success true
  /response/status_message "Success"

== 3 subscription
D RSFX | The members of a subscription.
  GET /1/subscriptions/{sub}
  fields /response state next_billing_date active_interval_started_at active_interval_finishes_at cancelled_at created_at token plan_token customer_token card_token
MCP | The states of a subscription are trial, active, cancelling and cancelled.
  GET /1/subscriptions/{sub}
  /response/state "active"
  DELETE /1/subscriptions/{sub}
  /response/state "cancelling"
  hours 768
  GET /1/subscriptions/{sub}
  /response/state "cancelled"
F PRPIN | The next billing date is null once it was cancelled.
  DELETE /1/subscriptions/{sub}
  /response/next_billing_date null
  hours 768
  GET /1/subscriptions/{sub}
  /response/next_billing_date null
  /response/cancelled_at is timestamp
D RSFX | The interval's end is called active_interval_finishes_at.
  GET /1/subscriptions/{sub}
  /response/active_interval_finishes_at "2026-04-14T09:26:53Z"
  /response/active_interval_finished_at is absent
A LIVE subscription_spec:104 | Without a card of its own it has null for its card, and bills the primary one.
  GET /1/subscriptions/{sub}
  /response/card_token null
  /response/customer_token "{cus}"
  GET /1/customers/{cus}/charges
  /response/0/card/token "{card}"
R | There are no fields plan and status.
  GET /1/subscriptions/{sub}
  /response/plan is absent
  /response/status is absent
  /response/plan_token "{plan}"

== 3 plan
D RSFX | The members of a plan.
  GET /1/plans/{plan}
  fields /response name amount currency setup_amount trial_amount interval interval_unit intervals trial_interval trial_interval_unit created_at token customer_permissions subscription_counts
D RSFX | A plan without a trial has no unit for it, and no limit of intervals.
  GET /1/plans/{plan}
  /response/intervals 0
  /response/trial_interval 0
  /response/trial_interval_unit ""
  /response/setup_amount 0
  /response/trial_amount 0
D RSFX | A plan counts its subscriptions by state.
  GET /1/subscriptions/{sub}
  GET /1/plans/{plan}
  fields /response/subscription_counts trial active cancelling cancelled
  /response/subscription_counts {"trial":0,"active":1,"cancelling":0,"cancelled":0}
D RSFX | A plan may permit its customers to cancel, or nothing.
  GET /1/plans/{plan}
  /response/customer_permissions ["cancel"]
  POST /1/plans {"name":"B","amount":100,"interval":1,"interval_unit":"day","customer_permissions":[]}
  /response/customer_permissions []

== 3 ledger entry
D | The members of a ledger entry.
  GET /1/subscriptions/{sub}/ledger
  fields /response/0 created_at type amount currency annotation
  /response/0/type "credit"
  /response/0/annotation "charge_credit"
  /response/0/amount 4200
  /response/0/currency "AUD"
  /response/0/created_at is timestamp
"#;
