//! Charges and their refunds (contract sections 7, 8 and 11).

use super::wire::*;

#[tokio::test]
async fn a_charge_of_a_customer_is_listed_first_and_can_be_read() {
    let sandbox = sandbox(30).await;
    let customer = sandbox.customer("payer@example.com").await;
    let token = text(&customer["token"]);
    let form =
        format!("email=payer@example.com&description=Beans&amount=400&customer_token={token}");
    let made = sandbox.post("/1/charges", &form).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let charge = made.response();
    assert_eq!(charge["total_fees"], 37);
    assert_eq!(charge["card"]["token"], customer["card"]["token"]);
    assert_eq!(sandbox.get("/1/charges").await.response()[0], charge);
    assert_eq!(
        sandbox
            .get(&format!("/1/customers/{token}/charges"))
            .await
            .response(),
        serde_json::json!([charge])
    );
    assert_eq!(
        sandbox
            .get(&format!("/1/charges/{}", text(&charge["token"])))
            .await
            .response(),
        charge
    );
}
