//! The "Si …" with which a condition begins: when the rest of it applies at all.

use rust_decimal::Decimal;

use super::{amounts::amount, tree::Element};

/// One "Si …" of a condition.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Guard {
    /// A subject and the values that make it hold.
    Value { subject: Subject, verb: Verb, values: Vec<&'static str> },
    /// The tax base around the place is above this.
    BaseAbove(Decimal),
    /// The container has an attribute of this value: the GTIN rules.
    Scheme(&'static str),
    /// The line has a customer at all.
    Customer,
}

/// How a subject relates to the values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    Is,
    IsNot,
    Begins,
    BeginsNot,
}

/// What a guard looks at, seen from the place the rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// The tributo of the tax subtotal around the place.
    Tax,
    /// The IGV affectation beside the place.
    Affectation,
    /// The operation kind of an invoice; in a summary, what the line does (add, change, void).
    Operation,
    /// The kind of the affected document.
    Affected,
    /// The affected document's series and number.
    AffectedId,
    /// The kind of a credit or debit note.
    NoteKind,
    /// The document's own series and number.
    Series,
    /// The customer's kind of identity document.
    CustomerKind,
    /// The document kind of a summary's or a void's line.
    LineKind,
    /// The series of a void's line.
    LineSeries,
    /// Which term of payment.
    Terms,
    /// The reason of the allowance or charge around the place.
    Reason,
    /// The concept of the item property around the place.
    Concept,
    /// The kind of price.
    PriceKind,
}

impl Subject {
    /// The subject's value as seen from `place`; empty where the document does not say.
    pub(crate) fn value<'t>(self, place: Element<'t>) -> &'t str {
        let root = place.root();
        let line = place.line().map_or(root, |(_, line)| line);
        let around = |name: &'static str, path| place.within(&[name]).map_or("", |element| element.text_at(path));
        let summary = root.name() == "SummaryDocuments";
        match self {
            Self::Tax if summary && place.within(&["TaxSubtotal"]).is_none() => {
                around("TaxTotal", "TaxSubtotal/TaxCategory/TaxScheme/ID")
            }
            Self::Tax => around("TaxSubtotal", "TaxCategory/TaxScheme/ID"),
            Self::Affectation => around("TaxSubtotal", "TaxCategory/TaxExemptionReasonCode"),
            Self::Operation if summary => line.text_at("Status/ConditionCode"),
            Self::Operation => root.find("InvoiceTypeCode").and_then(|kind| kind.attribute("listID")).unwrap_or_default(),
            Self::Affected => place
                .within(&["BillingReference"])
                .or_else(|| if summary { line.find("BillingReference") } else { root.find("BillingReference") })
                .map_or("", |reference| reference.text_at("InvoiceDocumentReference/DocumentTypeCode")),
            Self::AffectedId => place
                .within(&["BillingReference"])
                .or_else(|| root.find("BillingReference"))
                .map_or("", |reference| reference.text_at("InvoiceDocumentReference/ID")),
            Self::NoteKind => root.text_at("DiscrepancyResponse/ResponseCode"),
            Self::Series => root.text_at("ID"),
            Self::CustomerKind if summary => line.text_at("AccountingCustomerParty/AdditionalAccountID"),
            Self::CustomerKind => root
                .find("AccountingCustomerParty/Party/PartyIdentification/ID")
                .and_then(|id| id.attribute("schemeID"))
                .unwrap_or_default(),
            Self::LineKind => line.text_at("DocumentTypeCode"),
            Self::LineSeries => line.text_at("DocumentSerialID"),
            Self::Terms => around("PaymentTerms", "ID"),
            Self::Reason => around("AllowanceCharge", "AllowanceChargeReasonCode"),
            Self::Concept => around("AdditionalItemProperty", "NameCode"),
            Self::PriceKind => around("AlternativeConditionPrice", "PriceTypeCode"),
        }
    }
}

impl Guard {
    /// Whether the guard is about the document rather than about a place in it.
    pub(crate) fn is_of_document(&self, root: &str) -> bool {
        use Subject::{Affected, AffectedId, CustomerKind, NoteKind, Operation, Series};
        let subjects = [Affected, AffectedId, CustomerKind, NoteKind, Operation, Series];
        root != "SummaryDocuments" && matches!(self, Self::Value { subject, .. } if subjects.contains(subject))
    }

    /// Whether the condition's rest applies at this place.
    pub(crate) fn holds(&self, place: Element<'_>) -> bool {
        match self {
            Self::Value { subject, verb, values } => {
                let value = subject.value(place);
                let begins = || values.iter().any(|start| value.starts_with(*start) || *start == NUMBER && numeric(value));
                match verb {
                    Verb::Is => values.contains(&value),
                    Verb::IsNot => !values.contains(&value),
                    Verb::Begins => begins(),
                    Verb::BeginsNot => !begins(),
                }
            }
            Self::BaseAbove(least) => {
                let subtotal = place.within(&["TaxSubtotal"]);
                subtotal
                    .and_then(|subtotal| subtotal.find("TaxableAmount"))
                    .and_then(amount)
                    .is_some_and(|base| base > *least)
            }
            Self::Customer => place.line().is_none_or(|(_, line)| line.find("AccountingCustomerParty").is_some()),
            Self::Scheme(scheme) => place.attribute("schemeID") == Some(*scheme),
        }
    }
}

/// The sheets' word for a series that begins with a digit.
pub(crate) const NUMBER: &str = "número";

pub(crate) fn numeric(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_digit())
}
