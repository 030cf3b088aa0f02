//! Products said in a few words.

use serde_json::{Value, json};

/// A product in the making. Unsaid: a good of S/ 1.00, gravado, by the unit, stock not tracked, no barcode.
#[derive(Debug, Clone)]
pub struct AProduct {
    pub(crate) name: String,
    pub(crate) stock: Option<i64>,
    input: Value,
}

/// A good.
pub fn a_product(name: &str) -> AProduct {
    AProduct {
        name: name.to_owned(),
        stock: None,
        input: json!({
            "sku": null, "name": name, "short_name": null, "category_id": null, "brand": null,
            "kind": "good", "tax_class": "gravado", "weighed": false, "base_unit": "und", "tracks_stock": false,
            "min_stock": null, "cost": null, "quick_position": null, "active": true,
            "presentations": [{
                "name": "Unidad", "unit": "und", "factor": 1000, "price": 100, "wholesale_price": null,
                "wholesale_from": null, "barcodes": [], "active": true
            }]
        }),
    }
}

/// A plastic bag, which carries ICBPER.
pub fn a_bag(name: &str) -> AProduct {
    a_product(name).field("kind", json!("bag"))
}

impl AProduct {
    /// What its editor would send.
    pub fn json(&self) -> Value {
        self.input.clone()
    }

    /// Sets a field of the product.
    pub fn field(mut self, name: &str, value: Value) -> AProduct {
        self.input[name] = value;
        self
    }

    /// Sets a field of its base presentation.
    pub fn base(mut self, name: &str, value: Value) -> AProduct {
        self.input["presentations"][0][name] = value;
        self
    }

    /// Price of one, in céntimos.
    pub fn price(self, cents: i64) -> AProduct {
        self.base("price", json!(cents))
    }

    /// Its barcode.
    pub fn code(self, code: &str) -> AProduct {
        self.base("barcodes", json!([code]))
    }

    /// Cheaper from so many units on.
    pub fn wholesale(self, cents: i64, from_units: i64) -> AProduct {
        self.base("wholesale_price", json!(cents)).base("wholesale_from", json!(from_units * 1000))
    }

    /// Sold by the kilogram.
    pub fn weighed(self) -> AProduct {
        self.field("weighed", json!(true)).field("base_unit", json!("kg")).base("unit", json!("kg"))
    }

    /// Its IGV class.
    pub fn tax(self, class: &str) -> AProduct {
        self.field("tax_class", json!(class))
    }

    /// Its stock is tracked, and there are so many units.
    pub fn stock(mut self, units: i64) -> AProduct {
        self.stock = Some(units * 1000);
        self.field("tracks_stock", json!(true))
    }

    /// Another presentation: name, base units in it, price in céntimos.
    pub fn also(mut self, name: &str, units: i64, cents: i64) -> AProduct {
        let more = json!({
            "name": name, "unit": "pack", "factor": units * 1000, "price": cents, "wholesale_price": null,
            "wholesale_from": null, "barcodes": [], "active": true
        });
        if let Some(all) = self.input["presentations"].as_array_mut() {
            all.push(more);
        }
        self
    }
}
