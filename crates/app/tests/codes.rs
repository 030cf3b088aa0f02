//! A wallet's operation code pays one sale that stands.

mod shop;

use caserita_app::{Door, Error, cart::PayInput};
use caserita_domain::payment::Tender;
use caserita_money::Money;
use shop::Shop;
use uuid::Uuid;

/// Scans something and pays it whole by Yape.
fn sell_by_yape(shop: &Shop, code: &str) -> Result<Uuid, Error> {
    let hits = shop.app.search(Door::Window, "leche", 0, 20)?.hits;
    let scanned = hits.into_iter().find_map(|(item, _)| item.code.filter(|_| !item.weighed)).expect("a coded product");
    let (_, cart) = shop.app.scan(&shop.call(), &scanned, None)?;
    shop.app.add_payment(&shop.call(), Tender::Yape, cart.totals.total, Some(code.to_owned()))?;
    let input = PayInput { expected_total: cart.totals.total, cash_received: None, print: false };
    shop.app.pay(&shop.call(), input)?;
    Ok(shop.app.sales(Door::Window, Default::default(), None, 1)?.rows.remove(0).0.id)
}

#[test]
fn a_code_pays_again_only_after_its_sale_was_voided() {
    let shop = Shop::open();
    shop.app.open_cash(&shop.call(), Money::from_cents(5_000)).expect("it opens");
    let first = sell_by_yape(&shop, "00123456").expect("the first use of the code");
    assert!(sell_by_yape(&shop, "00123456").is_err(), "the same money does not pay twice");
    shop.app.discard(&shop.call(), "era el mismo").expect("the second cart is given up");
    shop.app.void_sale(&shop.call(), first, "producto equivocado", None).expect("it is voided");
    sell_by_yape(&shop, "00123456").expect("the money that was charged now pays the right sale");
    assert_eq!(shop.app.store().session_totals_off().expect("it reads"), Vec::<String>::new());
}
