//! Nobody goes round the lock: every route that changes something, asked directly.

use caserita_testkit::Person;

use super::a_locked_till;
use crate::access::ROUTES;

/// What a locked till refuses. Everything else it does, or refuses for another reason.
const REFUSED: [&str; 16] = [
    "POST /v1/cart/lines/1/quantity",
    "POST /v1/cart/lines/1/price",
    "POST /v1/cart/lines/1/discount",
    "POST /v1/cart/discount",
    "POST /v1/cart/customer",
    "POST /v1/cart/payments",
    "POST /v1/cart/by-hand",
    "POST /v1/cart/document",
    "POST /v1/customers",
    "POST /v1/customers/00000000-0000-7000-8000-000000000000/update",
    "POST /v1/cash/open",
    "POST /v1/products",
    "POST /v1/products/00000000-0000-7000-8000-000000000000/update",
    "POST /v1/products/00000000-0000-7000-8000-000000000000/adjust",
    "POST /v1/categories",
    "POST /v1/sales/00000000-0000-7000-8000-000000000000/charge",
];

#[tokio::test]
async fn law_12_no_route_goes_round_the_lock() {
    let (till, _) = a_locked_till().await;
    till.log_in(Person::Owner).await;
    for (route, body, _) in ROUTES {
        let (method, path) = route.split_once(' ').expect("method and path");
        let key = uuid::Uuid::now_v7().to_string();
        let reply = till.call(method, path, Some(&key), body.as_bytes().to_vec()).await;
        let refused = reply.code() == "licence.locked";
        assert_eq!(refused, REFUSED.contains(route), "{route}: {} {}", reply.status, reply.body);
        assert_ne!(reply.status, 500, "{route}: {}", reply.body);
    }
    for refused in REFUSED {
        assert!(ROUTES.iter().any(|(route, ..)| *route == refused), "{refused} is no route");
    }
}

#[tokio::test]
async fn law_12_a_lock_is_told_by_its_own_topic() {
    let (till, deal) = super::a_member().await;
    let mut events = till.api.subscribe();
    till.clock.until(super::LOCK);
    till.app.mind_licence().expect("looked at");
    let mut told = String::new();
    while let Ok(event) = events.try_recv() {
        told += &serde_json::to_string(&event).expect("an event");
    }
    assert!(told.contains("licence"), "{told}");
    till.log_in(Person::Owner).await;
    till.bring(&deal.again("2026-04-06T04:00:00").paid("2026-04-30").file()).await.ok();
    let mut told = String::new();
    while let Ok(event) = events.try_recv() {
        told += &serde_json::to_string(&event).expect("an event");
    }
    assert!(told.contains("licence"), "{told}");
}
