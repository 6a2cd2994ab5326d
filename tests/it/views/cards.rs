//! How a card is written where there is little room.
use pintui::api::cards::Card;
use pintui::ui::words::card;
use serde_json::json;

#[test]
fn a_card_in_few_cells_keeps_its_digits_whole() {
    for (scheme, network, rooms) in [
        (
            "visa",
            "samsungpay",
            [(20, "samsungpay Visa 4242"), (15, "Visa 4242"), (8, "4242")],
        ),
        (
            "master",
            "applepay",
            [(14, "AP MC 4242"), (9, "AP 4242"), (6, "4242")],
        ),
        (
            "master",
            "",
            [(15, "Mastercard 4242"), (14, "MC 4242"), (6, "4242")],
        ),
        (
            "",
            "samsungpay",
            [(15, "samsungpay 4242"), (9, "— 4242"), (4, "4242")],
        ),
    ] {
        let card = json!({"token": "card_1", "scheme": scheme, "network_type": network,
            "display_number": "XXXX-XXXX-XXXX-4242"});
        let card: Card = serde_json::from_str(&card.to_string()).unwrap();
        for (room, words) in rooms {
            assert_eq!(card::short(&card, room), words, "{scheme}, {network}");
        }
    }
}
