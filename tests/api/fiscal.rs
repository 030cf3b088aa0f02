//! How the shop stands before SUNAT: what it may set, what it may not, and what of it is told.

use caserita_testkit::{Person, TestTill, a_product, a_till, electronic};
use serde_json::{Value, json};

async fn a_shop() -> TestTill {
    let till = a_till().with(a_product("Pan").price(1180)).cash(5000).electronic().open().await;
    till.log_in(Person::Owner).await;
    till
}

#[tokio::test]
async fn documents_are_off_until_the_shop_is_whole() {
    let till = a_till().with(a_product("Pan").price(100)).cash(5000).open().await;
    assert_eq!(till.sell("Pan").await["number"], "NV01-00000001", "as before");
    till.log_in(Person::Owner).await;
    assert_eq!(till.get("/v1/fiscal/status").await.ok()["environment"], Value::Null);
    let settings = electronic::fiscal_settings("https://e-beta.sunat.gob.pe/ol-ti-itcpfegem-beta/billService");
    till.post("/v1/fiscal/settings", settings.clone()).await.refused("document.issuer_incomplete");
    till.post("/v1/shop", electronic::shop_data()).await.ok();
    let mut nowhere = settings.clone();
    nowhere["ubigeo"] = json!("999999");
    till.post("/v1/fiscal/settings", nowhere).await.refused("document.issuer_incomplete");
    till.post("/v1/fiscal/settings", settings).await.ok();
    let mut nameless = electronic::shop_data();
    nameless["legal_name"] = Value::Null;
    till.post("/v1/shop", nameless).await.refused("document.issuer_incomplete");
}

#[tokio::test]
async fn an_address_that_would_carry_the_password_in_the_clear_is_refused() {
    let till = a_shop().await;
    for url in ["http://ose.example.pe/billService", "ftp://x", "https://a b", "e-factura.sunat.gob.pe"] {
        till.post("/v1/fiscal/settings", electronic::fiscal_settings(url)).await.refused("fiscal.service_invalid");
    }
}

#[tokio::test]
async fn certificates_are_refused_by_their_fault_and_told_without_their_secret() {
    let till = a_shop().await;
    let mut wrong = electronic::certificate_input(electronic::CERTIFICATE);
    wrong["password"] = json!("otra");
    till.post("/v1/fiscal/certificate", wrong).await.refused("certificate.password");
    let import = async |file: &[u8]| till.post("/v1/fiscal/certificate", electronic::certificate_input(file)).await;
    import(b"hola").await.refused("certificate.invalid");
    import(electronic::EXPIRED).await.refused("certificate.expired");
    assert_eq!(import(electronic::STRANGER).await.refused("certificate.other_ruc"), json!({ "ruc": "20000000001" }));
    let ending = import(electronic::ENDING).await.ok();
    assert_eq!((&ending["owner"], &ending["ruc"]), (&json!("ROSA QUISPE"), &json!(electronic::RUC)));
    assert_eq!((&ending["days_left"], &ending["warn"], &ending["valid"]), (&json!(17), &json!(true), &json!(true)));
    let told = till.get("/v1/fiscal/credentials").await.ok();
    assert_eq!(told["certificate"]["serial"], ending["serial"]);
    till.log_in(Person::Cashier).await;
    till.post("/v1/fiscal/certificate", electronic::certificate_input(electronic::CERTIFICATE))
        .await
        .refused("access.denied");
}

#[tokio::test]
async fn law_13_no_secret_reaches_the_database_its_log_or_an_answer() {
    let till = a_shop().await;
    let password = "Clave-SOL-muy-secreta";
    let kept = till.post("/v1/fiscal/sol", json!({ "password": password })).await.ok();
    assert_eq!(kept["has_sol_password"], true);
    till.sell("Pan").await;
    for name in ["till.db", "till.db-wal", "vault/sol.password.secret", "vault/certificate.secret"] {
        let bytes = std::fs::read(till.folder.path().join(name)).expect("it is there");
        for secret in [password, electronic::CERTIFICATE_PASSWORD] {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "{secret} in {name}");
        }
    }
    till.post("/v1/fiscal/sol", json!({ "password": "" })).await.ok();
    assert_eq!(till.get("/v1/fiscal/credentials").await.ok()["has_sol_password"], false);
}

#[tokio::test]
async fn a_shop_goes_on_from_where_its_last_program_stopped() {
    let till = a_shop().await;
    production(&till).await;
    let set = async |series: &str, next: i64| {
        till.post("/v1/fiscal/series", json!({ "doc_kind": "boleta", "series": series, "next_number": next })).await
    };
    set("F005", 1).await.refused("fiscal.series_invalid");
    set("BX09", 1).await.refused("fiscal.series_invalid");
    set("B005", 0).await.refused("fiscal.series_invalid");
    set("B005", 4522).await.ok();
    assert_eq!(till.sell("Pan").await["number"], "B005-00004522");
    set("B005", 4522).await.refused("fiscal.series_invalid");
    set("B005", 5000).await.ok();
    assert_eq!(till.sell("Pan").await["number"], "B005-00005000");
    set("BC01", 1).await.refused("fiscal.series_taken");
}

#[tokio::test]
async fn trying_uses_up_no_real_number_and_real_documents_cannot_become_a_trial() {
    let till = a_shop().await;
    assert_eq!(till.sell("Pan").await["number"], "BX01-00000001");
    production(&till).await;
    assert_eq!(till.sell("Pan").await["number"], "B001-00000001");
    let beta = electronic::fiscal_settings(&till.sunat().url());
    till.post("/v1/fiscal/settings", beta).await.refused("fiscal.mode_fixed");
}

#[tokio::test]
async fn without_a_user_real_documents_wait_and_the_owner_is_told() {
    let till = a_shop().await;
    production(&till).await;
    till.sell("Pan").await;
    till.send();
    let status = till.get("/v1/fiscal/status").await.ok();
    assert_eq!((&status["trouble"], &status["pending"]), (&json!("sunat.no_user"), &json!(1)));
    let mut settings = electronic::fiscal_settings(&till.sunat().url());
    settings["environment"] = json!("production");
    settings["sol_user"] = json!("moddatos");
    till.post("/v1/fiscal/settings", settings).await.ok();
    till.post("/v1/fiscal/sol", json!({ "password": "moddatos" })).await.ok();
    till.send();
    assert_eq!(till.sunat().valid(), ["20123456786-03-B001-1"]);
}

#[tokio::test]
async fn a_district_is_found_as_people_say_it() {
    let till = a_shop().await;
    let found = till.get("/v1/districts?q=miraflores%20lima").await.ok();
    assert!(found.as_array().expect("a list").iter().any(|place| place["code"] == "150122"), "{found}");
    assert_eq!(till.get("/v1/districts?q=").await.ok(), json!([]));
}

async fn production(till: &TestTill) {
    let mut settings = electronic::fiscal_settings(&till.sunat().url());
    settings["environment"] = json!("production");
    till.post("/v1/fiscal/settings", settings).await.ok();
}

#[tokio::test]
async fn law_13_a_certificate_that_could_not_be_read_at_start_signs_once_it_can() {
    let till = a_shop().await;
    let (key, away) = (till.folder.path().join("key"), till.folder.path().join("away"));
    std::fs::rename(&key, &away).expect("what a locked keystore looks like");
    let till = till.restart().await;
    till.log_in(Person::Owner).await;
    assert_eq!(till.get("/v1/fiscal/status").await.ok()["certificate"], Value::Null);
    let paid = till.sell("Pan").await;
    till.send();
    assert_eq!(till.document_of(&paid).await["state"], "issued", "sold all the same, and waiting for its signature");
    assert!(!key.exists(), "no key was made anew");
    std::fs::rename(&away, &key).expect("the owner unlocked it");
    till.send();
    assert_ne!(till.get("/v1/fiscal/status").await.ok()["certificate"], Value::Null);
    assert_ne!(till.document_of(&paid).await["state"], "issued", "signed without anybody's help");
}
