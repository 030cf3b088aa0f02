//! Why a row is not run: only SUNAT can tell, or it is about something Caserita's documents never hold.
//!
//! A row that runs never comes here. One that neither runs nor has a reason counts as not covered.

/// What a row says of lists and registers that only SUNAT has.
const SUNAT: &[&str] = &[
    "ind_",
    "padrón",
    "SEE-Empresas supervisadas",
    "presentado anteriormente",
    "se encuentra en el listado",
    "en el listado con indicador",
    "existe en el listado",
    "está en el listado",
    "no existe con estado",
    "en el listado",
];

/// What a tag holds that our documents do not.
const TAGS: &[(&str, &str)] = &[
    ("DespatchDocumentReference", "no guía de remisión is named"),
    ("AdditionalDocumentReference", "no other document is named, and no advance"),
    ("PrepaidPayment", "no advance payment"),
    ("PrepaidAmount", "no advance payment"),
    ("PaymentMeans/", "no detracción"),
    ("Delivery", "no delivery, transport or export address"),
    ("AdditionalItemProperty", "no item concept of catálogo 55"),
    ("SUNATPerceptionSummaryDocumentReference", "no percepción"),
    ("OriginAddress", "no transport"),
    ("PaymentTerms/Note", "no detracción"),
    ("PaymentTerms/PaymentPercent", "no detracción"),
    ("TierRange", "no ISC"),
];

/// What a condition is about that our documents never are.
const WORDINGS: &[(&str, &str)] = &[
    ("lugar en el que se entrega", "no delivery address"),
    ("\"1016\"", "no IVAP"),
    ("valor Tag UBL es '17'", "no IVAP"),
    ("'2000'", "no ISC"),
    ("IVAP", "no IVAP"),
    ("exportación", "no export"),
    ("Exportación", "no export"),
    ("Exportacion", "no export"),
    ("etracci", "no detracción"),
    ("ercepci", "no percepción"),
    ("anticipo", "no advance payment"),
    ("etención", "no withholding"),
    ("'62'", "no withholding"),
    ("'63'", "no withholding"),
    ("Si 'Tipo de operación' es", "only the operations 0101 and 0113 are issued"),
    ("Tax Free", "no sale to tourists"),
    ("'0112", "no sale that supports a person's expenses"),
];

/// Why a row is not run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Only SUNAT knows.
    Sunat,
    /// It does not apply to what we emit, for this reason.
    NotOurs(&'static str),
    /// The row is a heading of the sheet, not a rule.
    Heading,
}

/// Sections of a sheet that are wholly about what our documents do not hold, by their field.
pub(crate) fn of_section(field: &str) -> Option<Reason> {
    let withheld = field.contains("retención") || field.contains("Retenciones");
    withheld.then_some(Reason::NotOurs("no withholding"))
}

/// The reason for a row, by its tag's names and its condition.
pub(crate) fn of(names: &str, condition: &str, code: &str) -> Option<Reason> {
    if code == "-" || code.is_empty() {
        return Some(Reason::Heading);
    }
    if let Some((_, why)) = TAGS.iter().find(|(tag, _)| names.contains(tag)) {
        return Some(Reason::NotOurs(why));
    }
    if SUNAT.iter().any(|words| condition.contains(words)) {
        return Some(Reason::Sunat);
    }
    WORDINGS.iter().find(|(words, _)| condition.contains(words)).map(|(_, why)| Reason::NotOurs(why))
}
