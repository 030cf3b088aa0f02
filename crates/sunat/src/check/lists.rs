//! The catálogos the rules look values up in, and which tag is looked up in which.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use serde_json::Value;

static CATALOGUES: LazyLock<Catalogues> = LazyLock::new(Catalogues::read);

struct Catalogues {
    codes: HashMap<&'static str, HashSet<String>>,
    /// Tributo → its name and its international code.
    taxes: HashMap<String, (String, String)>,
    /// IGV affectation and the tributos it goes with.
    affectations: HashSet<(String, String)>,
    /// Operation kind and the document kinds it goes with.
    operations: HashSet<(String, String)>,
}

/// A catálogo, by SUNAT's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct List(&'static str);

/// Where the last steps of a tag end so, the value is of this catálogo. The first that fits counts.
const TAGS: [(&str, &str); 20] = [
    ("DocumentCurrencyCode", "02"),
    ("@unitCode", "03"),
    ("Country/IdentificationCode", "04"),
    ("TaxScheme/ID", "05"),
    ("PartyIdentification/ID@schemeID", "06"),
    ("AccountingCustomerParty/AdditionalAccountID", "06"),
    ("TaxExemptionReasonCode", "07"),
    ("TierRange", "08"),
    ("CreditNote/ResponseCode", "09"),
    ("DebitNote/ResponseCode", "10"),
    ("InstructionID", "11"),
    ("RegistrationAddress/ID", "13"),
    ("DespatchAddress/ID", "13"),
    ("DeliveryAddress/ID", "13"),
    ("Address/ID", "13"),
    ("Location/ID", "13"),
    ("PriceTypeCode", "16"),
    ("ConditionCode", "19"),
    ("@languageLocaleID", "52"),
    ("AllowanceChargeReasonCode", "53"),
];

impl List {
    /// The catálogo for a tag given by its names, as `InvoiceLine/TaxTotal/…/ID` and perhaps `@attribute`.
    pub(crate) fn of(root: &str, names: &str) -> Option<Self> {
        let full = if names.starts_with("DiscrepancyResponse/") {
            names.replace("DiscrepancyResponse", root)
        } else {
            names.to_owned()
        };
        TAGS.iter().find(|(end, _)| full.ends_with(end)).map(|(_, number)| Self(number))
    }

    pub(crate) fn has(self, code: &str) -> bool {
        CATALOGUES.codes.get(self.0).is_some_and(|codes| codes.contains(code))
    }
}

/// The tributo's name and its international code, from catálogo 05.
pub(crate) fn tax(code: &str) -> Option<(&'static str, &'static str)> {
    CATALOGUES.taxes.get(code).map(|(name, kind)| (name.as_str(), kind.as_str()))
}

/// Whether catálogo 07 lets this affectation go with this tributo.
pub(crate) fn affectation_fits(affectation: &str, tax: &str) -> bool {
    CATALOGUES.affectations.contains(&(affectation.to_owned(), tax.to_owned()))
}

/// Whether catálogo 51 lets this operation stand on this kind of document.
pub(crate) fn operation_fits(operation: &str, kind: &str) -> bool {
    CATALOGUES.operations.contains(&(operation.to_owned(), kind.to_owned()))
}

impl Catalogues {
    fn read() -> Self {
        // A test reads every file; here one that cannot be read leaves its list empty, and the rules on it refuse all.
        let read = |text| serde_json::from_str::<Value>(text).unwrap_or_default();
        let main = read(include_str!("../../../../assets/sunat/catalogs/catalogs.json"));
        let mut codes = HashMap::new();
        for number in ["05", "06", "07", "08", "09", "10", "11", "16", "19", "51", "52", "53"] {
            codes.insert(number, items(&main[number]).map(|item| text(item, "code")).collect());
        }
        let keys =
            |value: &Value| value["items"].as_object().map(|items| items.keys().cloned().collect()).unwrap_or_default();
        codes.insert("02", keys(&read(include_str!("../../../../assets/sunat/catalogs/02-monedas.json"))));
        codes.insert("04", keys(&read(include_str!("../../../../assets/sunat/catalogs/04-paises.json"))));
        let units = read(include_str!("../../../../assets/sunat/catalogs/03-unidades.json"));
        codes.insert("03", items(&units).map(|item| text(item, "code")).collect());
        let places = read(include_str!("../../../../assets/sunat/catalogs/13-ubigeo.json"));
        codes.insert("13", items(&places).map(|item| item[0].as_str().unwrap_or_default().to_owned()).collect());
        let taxes = items(&main["05"]).map(|item| (text(item, "code"), (text(item, "name"), text(item, "un_ece_5153"))));
        Self {
            codes,
            taxes: taxes.collect(),
            affectations: pairs(&main["07"], "tax_codes"),
            operations: pairs(&main["51"], "document_types"),
        }
    }
}

fn items(catalogue: &Value) -> impl Iterator<Item = &Value> {
    catalogue["items"].as_array().into_iter().flatten()
}

fn text(item: &Value, key: &str) -> String {
    item[key].as_str().unwrap_or_default().to_owned()
}

fn pairs(catalogue: &Value, key: &str) -> HashSet<(String, String)> {
    let others = |item: &Value| {
        item[key].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
    };
    items(catalogue).flat_map(|item| others(item).into_iter().map(|other| (text(item, "code"), other))).collect()
}

#[cfg(test)]
mod tests {
    use super::{List, affectation_fits, operation_fits, tax};

    #[test]
    fn every_list_is_there() {
        let samples = [
            ("DocumentCurrencyCode", "PEN"),
            ("InvoiceLine/InvoicedQuantity@unitCode", "NIU"),
            ("Country/IdentificationCode", "PE"),
            ("TaxScheme/ID", "7152"),
            ("PartyIdentification/ID@schemeID", "6"),
            ("TierRange", "01"),
            ("BillingPayment/InstructionID", "05"),
            ("RegistrationAddress/ID", "150101"),
            ("Status/ConditionCode", "3"),
            ("Note@languageLocaleID", "1000"),
            ("AllowanceCharge/AllowanceChargeReasonCode", "00"),
        ];
        for (tag, code) in samples {
            let list = List::of("Invoice", tag).expect(tag);
            assert!(list.has(code) && !list.has("~"), "{tag} {code}");
        }
        assert!(List::of("CreditNote", "DiscrepancyResponse/ResponseCode").is_some_and(|list| list.has("13")));
        assert_eq!(tax("9997"), Some(("EXO", "VAT")));
        assert!(affectation_fits("10", "1000") && !affectation_fits("10", "9997"));
        assert!(operation_fits("0101", "03") && !operation_fits("0113", "01"));
    }
}
