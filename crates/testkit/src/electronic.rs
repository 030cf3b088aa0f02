//! A shop that issues electronic documents to a SUNAT on the loopback.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::{
    TestTill,
    sunat::{Signatures, Strictness, SunatServer},
};

/// The RUC of the shop of tests.
pub const RUC: &str = "20123456786";
/// The password of its certificate.
pub const CERTIFICATE_PASSWORD: &str = "clave de prueba";

/// Its certificate.
pub const CERTIFICATE: &[u8] = include_bytes!("../fixtures/shop.pfx");
/// One of it that has expired.
pub const EXPIRED: &[u8] = include_bytes!("../fixtures/expired.pfx");
/// One of it that ends on 2026-03-20.
pub const ENDING: &[u8] = include_bytes!("../fixtures/ending.pfx");
/// One of another company.
pub const STRANGER: &[u8] = include_bytes!("../fixtures/stranger.pfx");

/// The shop's data as its documents need them.
pub fn shop_data() -> Value {
    json!({
        "trade_name": "Bodega de prueba", "legal_name": "BODEGA DE PRUEBA S.A.C.", "ruc": RUC,
        "address": "Jr. Ejemplo 123", "phone": null, "receipt_message": null, "accent": null, "logo_png": null,
    })
}

/// The fiscal settings of a shop that speaks to this address.
pub fn fiscal_settings(url: &str) -> Value {
    json!({
        "environment": "beta", "regime": "general", "boletas": "alone", "service_url": url, "sol_user": null,
        "ubigeo": "150101", "establishment": null, "consult_at": null,
        "lookup_url": null, "validity_client": null, "validity_url": null,
    })
}

/// A certificate as the API takes it.
pub fn certificate_input(file: &[u8]) -> Value {
    json!({ "file": STANDARD.encode(file), "password": CERTIFICATE_PASSWORD })
}

impl TestTill {
    /// Opens a SUNAT that believes only xmllint and xmlsec1, and lets the shop issue documents to it.
    pub(crate) async fn go_electronic(&mut self) {
        let pem = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/shop.pem");
        let signatures = Signatures::TrustedBy(pem.into());
        let sunat = SunatServer::start_strict(Strictness { schemas: true, signatures });
        self.post("/v1/shop", shop_data()).await.ok();
        self.post("/v1/fiscal/settings", fiscal_settings(&sunat.url())).await.ok();
        self.post("/v1/fiscal/certificate", certificate_input(CERTIFICATE)).await.ok();
        self.sunat = Some(sunat);
    }

    /// The SUNAT this shop speaks to.
    pub fn sunat(&self) -> &SunatServer {
        self.sunat.as_ref().expect("an electronic till")
    }

    /// Lets the worker do what is due towards SUNAT. Answers how many steps it took.
    pub fn send(&self) -> u32 {
        let app = &self.app;
        std::thread::scope(|scope| scope.spawn(move || app.send_documents()).join())
            .expect("the worker does not panic")
            .expect("the worker works")
    }

    /// The document of a paid sale.
    pub async fn document_of(&self, paid: &Value) -> Value {
        let id = paid["sale_id"].as_str().expect("a paid sale");
        let sale = self.get(&format!("/v1/sales/{id}")).await.ok();
        let document = sale["document"]["id"].as_str().expect("it has an electronic document").to_owned();
        self.get(&format!("/v1/documents/{document}")).await.ok()
    }
}
