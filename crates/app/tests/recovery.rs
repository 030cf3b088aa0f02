//! A copy brought back goes on selling, and gives out nothing that was given out before.

mod shop;

use caserita_app::{Door, cash::CloseInput};
use caserita_money::Money;
use shop::Shop;

fn close_cash(shop: &Shop) {
    let counts = Vec::new();
    let close = CloseInput { counts, left_float: Money::ZERO, note: None, print: false };
    shop.app.close_cash(&shop.call(), close).expect("it closes");
}

fn numbers(shop: &Shop) -> Vec<String> {
    let page = shop.app.sales(Door::Window, Default::default(), None, 100).expect("it reads");
    page.rows.iter().map(|(row, ..)| format!("{}-{}", row.series, row.number)).collect()
}

#[test]
fn law_03_after_a_restore_no_sale_and_no_z_takes_a_number_of_the_lost_file() {
    let shop = Shop::open();
    shop.app.open_cash(&shop.call(), Money::from_cents(5_000)).expect("it opens");
    shop.sell();
    shop.app.store().make_copy(1).expect("a copy is made");
    shop.sell();
    close_cash(&shop);
    let lost = numbers(&shop);
    let till = shop.app.store().read(|reader| reader.device()).expect("it reads").till_id;

    let shop = shop.restored();
    assert_eq!(numbers(&shop), ["NV01-1"], "what the copy knows");
    shop.sell();
    let sold = numbers(&shop).remove(0);
    assert!(!lost.contains(&sold), "{sold} was given out before: {lost:?}");
    assert_eq!(sold, "NV51-1");
    let z = shop.app.store().read(|reader| reader.next_z(till)).expect("it reads");
    assert_eq!(z, 1_001, "the Z of the lost file may have been any below");
    let told = shop.app.store().read(|reader| reader.audit_of(till)).expect("it reads");
    let told: Vec<_> = told.into_iter().filter(|row| row.action == "store.restored").collect();
    assert_eq!(told.len(), 1, "it is told once, not at every start");
    assert_eq!(told[0].after["series"]["NV01"], "NV51");
    assert!(shop.app.store().read(|reader| reader.verify_chain()).expect("it reads").is_ok());

    let shop = shop.reopened();
    shop.sell();
    assert_eq!(numbers(&shop).remove(0), "NV51-2");
}
