//! Tills said in a few words.

use std::sync::Arc;

use serde_json::json;

use crate::{FakeClock, Person, TestTill, product::AProduct, till::Begun};

/// A till in the making. Unsaid: the people of [`Person`], no product, no printer, no cash session, 10:00 of Monday the
/// 2nd of March 2026 in Lima, and the cashier at the till.
#[derive(Debug, Default)]
pub struct TillBuilder {
    products: Vec<AProduct>,
    float: Option<i64>,
    printer: bool,
    demo: bool,
    electronic: bool,
    at: Option<String>,
}

/// A small shop's till.
pub fn a_till() -> TillBuilder {
    TillBuilder::default()
}

/// The till of the demo shop, stocked.
pub fn the_demo_till() -> TillBuilder {
    TillBuilder { demo: true, ..TillBuilder::default() }
}

impl TillBuilder {
    /// With a product.
    pub fn with(mut self, product: AProduct) -> TillBuilder {
        self.products.push(product);
        self
    }

    /// With a cash session opened on this float, in céntimos.
    pub fn cash(mut self, float: i64) -> TillBuilder {
        self.float = Some(float);
        self
    }

    /// With a printer and the drawer on it.
    pub fn printer(mut self) -> TillBuilder {
        self.printer = true;
        self
    }

    /// With electronic documents, a certificate, and a SUNAT on the loopback.
    pub fn electronic(mut self) -> TillBuilder {
        self.electronic = true;
        self
    }

    /// At another instant, RFC 3339.
    pub fn at(mut self, instant: &str) -> TillBuilder {
        self.at = Some(instant.to_owned());
        self
    }

    /// The till before its first set-up.
    pub fn unset(self) -> TestTill {
        self.begin(Begun::Empty)
    }

    /// The till with the cashier at it.
    pub async fn open(self) -> TestTill {
        let begun = if self.demo { Begun::Demo } else { Begun::Shop };
        let TillBuilder { products, float, printer, demo, electronic, at } = self;
        let mut till = TillBuilder { at, ..TillBuilder::default() }.begin(begun);
        if !demo {
            till.hire().await;
        }
        till.meet_people().await;
        till.log_in(Person::Owner).await;
        for product in products {
            till.stock_up(product).await;
        }
        if printer {
            till.plug_printer().await;
        }
        if electronic {
            till.go_electronic().await;
        }
        till.log_in(Person::Cashier).await;
        if let Some(float) = float {
            till.post("/v1/cash/open", json!({ "float": float })).await.ok();
        }
        till
    }

    fn begin(self, begun: Begun) -> TestTill {
        let at = self.at.as_deref().unwrap_or("2026-03-02T15:00:00Z");
        TestTill::begin(Arc::new(FakeClock::at(at)), begun)
    }
}
