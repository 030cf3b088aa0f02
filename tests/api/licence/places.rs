//! Which till of its shop a till is: its lease says, and it numbers accordingly.

use std::collections::BTreeSet;

use caserita_domain::document::{DocKind, kind_of_series};
use caserita_licensing::{Plan, issue::series};
use caserita_testkit::{Deal, Person, TestTill, a_till, electronic};
use serde_json::{Value, json};

use super::bread;

/// A till that tries electronic documents, and what the seller made for it as the second of its shop.
async fn a_second() -> (TestTill, Deal) {
    let till = a_till().with(bread()).cash(5000).electronic().open().await;
    till.log_in(Person::Owner).await;
    let mut deal = till.deal(Plan::Perpetual).await;
    (deal.licence.max_tills, deal.lease.till_no) = (2, 2);
    (till, deal)
}

async fn production(till: &TestTill) {
    let mut settings = electronic::fiscal_settings(&till.sunat().url());
    settings["environment"] = json!("production");
    till.post("/v1/fiscal/settings", settings).await.ok();
}

async fn brought(till: &TestTill, deal: &Deal) -> Value {
    till.bring(&deal.file()).await.ok()["series"].clone()
}

async fn next_number(till: &TestTill) -> Value {
    till.sell("Pan").await["number"].clone()
}

#[tokio::test]
async fn law_03_the_second_till_of_a_shop_numbers_by_its_own_series() {
    let (till, deal) = a_second().await;
    production(&till).await;
    assert_eq!(next_number(&till).await, "B001-00000001", "until a lease says otherwise it is the only one");
    let series = brought(&till, &deal).await;
    assert_eq!(series, json!(["B002", "BC02", "FC02", "BD02", "FD02", "F002", "NV02"]));
    assert_eq!(next_number(&till).await, "B002-00000001");
    let settings = till.get("/v1/till").await.ok();
    assert_eq!((&settings["name"], &settings["series"]), (&json!("Caja 2"), &json!("NV02")));
    assert_eq!(brought(&till, &deal.again("2026-03-02T09:30:00")).await, json!([]), "once");
    assert_eq!(next_number(&till).await, "B002-00000002");
}

#[tokio::test]
async fn law_03_a_till_that_is_given_its_first_place_back_goes_on_where_it_stopped() {
    let (till, deal) = a_second().await;
    production(&till).await;
    next_number(&till).await;
    brought(&till, &deal).await;
    next_number(&till).await;
    let mut back = deal.again("2026-03-02T09:30:00");
    back.lease.till_no = 1;
    brought(&till, &back).await;
    assert_eq!(next_number(&till).await, "B001-00000002");
}

#[tokio::test]
async fn a_lease_may_name_series_and_only_of_their_kind_and_of_real_documents() {
    let (till, mut deal) = a_second().await;
    deal.lease.till_no = 1;
    deal.lease.series = ["B010", "F010", "BC10"].map(str::to_owned).into();
    assert_eq!(brought(&till, &deal).await, json!([]), "those of the test service are apart");
    let series = async || {
        let all = till.get("/v1/fiscal/series").await.ok();
        let text = |row: &Value| row["series"].as_str().map(str::to_owned);
        all.as_array().expect("series").iter().filter_map(text).collect::<Vec<_>>()
    };
    assert_eq!(series().await, ["BX01", "FX01", "BY01", "FY01", "BZ01", "FZ01"]);
    production(&till).await;
    assert_eq!(series().await, ["B010", "F010", "BC10", "FC01", "BD01", "FD01"]);
    let mut other = deal.again("2026-03-02T09:30:00");
    other.lease.series = ["B011", "F010", "BC10"].map(str::to_owned).into();
    assert_eq!(brought(&till, &other).await, json!(["B011"]));
}

#[tokio::test]
async fn a_series_that_the_owner_chose_and_a_name_of_the_till_stay() {
    let (till, deal) = a_second().await;
    production(&till).await;
    let chosen = json!({ "doc_kind": "boleta", "series": "B0A5", "next_number": 40 });
    till.post("/v1/fiscal/series", chosen).await.ok();
    till.post("/v1/till", json!({ "name": "Puerta" })).await.ok();
    let series = brought(&till, &deal).await;
    assert!(!series.to_string().contains("\"B002\"") && series.to_string().contains("F002"), "{series}");
    assert_eq!(next_number(&till).await, "B0A5-00000040");
    assert_eq!(till.get("/v1/till").await.ok()["name"], "Puerta");
}

#[tokio::test]
async fn law_03_an_older_copy_does_not_bring_another_tills_series_back() {
    let (till, deal) = a_second().await;
    production(&till).await;
    let till = till.restart().await;
    till.log_in(Person::Owner).await;
    let stick = crate::copies::stick();
    let copy = crate::copies::copy_to(&till, stick.path()).await;
    brought(&till, &deal).await;
    let restore = json!({ "source": { "file": copy["path"] }, "pin": Person::Owner.pin() });
    till.post("/v1/copies/restore", restore).await.ok();
    let till = till.restart().await;
    till.app.mind_licence().expect("looked at");
    till.log_in(Person::Owner).await;
    assert_eq!(next_number(&till).await, "B052-00000001", "the second till's, in its second epoch");
    assert_eq!(till.get("/v1/till").await.ok()["name"], "Caja 2");
}

/// The seller's tool keeps tills apart by the same rule, which it may not borrow from the shop's rooms.
#[test]
fn the_seller_and_the_till_make_the_same_series_of_a_number_and_of_a_restore() {
    let electronic = || DocKind::ALL.into_iter().filter(|kind| kind.is_electronic());
    for till in 1..=49_u32 {
        let ours: BTreeSet<String> = electronic().map(|kind| kind.series(till.into())).collect();
        assert_eq!(ours, series::of_number(till).into_iter().collect::<BTreeSet<_>>());
        for name in &ours {
            assert_eq!(series::check(std::slice::from_ref(name)), Ok(()));
            let kind = kind_of_series(name).expect("a kind");
            assert_eq!(kind.series(till.into()), *name);
        }
    }
    for (later, first) in [("B051", "B001"), ("BCA1", "BC01"), ("B0Z9", "B049"), ("B002", "B001"), ("F001", "B001")] {
        assert_eq!(series::collide(later, first), caserita_store::descends(later, first), "{later} {first}");
    }
}
