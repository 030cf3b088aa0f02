//! The pre-send check: SUNAT's validation rules run over a finished document, before SUNAT does.
//!
//! The rules are SUNAT's own sheets (`assets/sunat/rules`), read as they are: a row's condition is recognised by its
//! wording (`wording`) and run from the row's own data (`family`, `guard`), or by a function where it calculates
//! (`attach`), or it has a reason not to run (`reasons`). A test counts them all.

mod amounts;
mod attach;
mod dates;
mod family;
mod format;
mod guard;
mod lines;
mod lists;
mod name;
mod notes;
mod path;
mod pattern;
mod reasons;
mod rule;
mod scene;
mod summary;
mod terms;
mod totals;
mod tree;
mod wording;

#[cfg(test)]
mod coverage;

use caserita_money::Money;
use chrono::NaiveDate;

use attach::Function;
use path::Place;
use rule::{Rule, Run, SHEETS, Sheet};
use scene::Scene;
use tree::{Element, Tree};

/// How SUNAT takes a broken rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// It refuses the document.
    Error,
    /// It accepts the document and remarks on it.
    Observation,
}

/// A rule that a document breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// SUNAT's return code.
    pub code: u16,
    /// How SUNAT takes it; see [`Breach::fatal`] for how we do.
    pub severity: Severity,
    /// The field's name in SUNAT's sheet.
    pub field: &'static str,
    /// SUNAT's text of the code.
    pub message: &'static str,
    /// Where in the document: `line 3, cac:Price/cbc:PriceAmount`.
    pub at: String,
}

/// Observations on amounts that do not add up. SUNAT's edition of August 2026 has rejections of the same text and
/// does not yet say from when, nor whether for boletas: such a document does not leave the till.
const TOTALS: [u16; 7] = [4019, 4027, 4028, 4237, 4318, 4321, 4322];

impl Breach {
    /// Whether the document must not be sent: an error, or an amount that does not add up.
    pub fn fatal(&self) -> bool {
        let reason_not_amount = self.code == 4291;
        let total = TOTALS.contains(&self.code) || ((4287..=4312).contains(&self.code) && !reason_not_amount);
        self.severity == Severity::Error || total
    }
}

/// What the document itself does not say. A rule runs only when the facts it needs are there.
#[derive(Debug, Clone, Default)]
pub struct Facts<'a> {
    /// The day it would be sent, in Lima: for the deadlines.
    pub today: Option<NaiveDate>,
    /// The name of its file, with or without its ending.
    pub file_name: Option<&'a str>,
    /// The document a note changes.
    pub affected: Option<Affected<'a>>,
}

/// The document a note changes, as the caller knows it.
#[derive(Debug, Clone)]
pub struct Affected<'a> {
    /// What is left of its total after earlier credit notes.
    pub total: Money,
    /// The day it was issued.
    pub issued: NaiveDate,
    /// Its currency, as `PEN`.
    pub currency: &'a str,
    /// Whether it is paid on credit.
    pub on_credit: bool,
}

/// Why a document could not be checked at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckError {
    /// It is no well-formed XML.
    #[error("not well-formed XML: {0}")]
    Xml(String),
    /// It is not in UTF-8.
    #[error("the document is not in UTF-8")]
    NotUtf8,
    /// It has a document type declaration, which no document of SUNAT's has.
    #[error("the document has a DOCTYPE")]
    DocType,
    /// It is larger than any document of ours.
    #[error("the document is too large")]
    TooLarge,
    /// Its elements go deeper than UBL's.
    #[error("the document is too deep")]
    TooDeep,
    /// Its root is of no document that is checked here.
    #[error("no rules for a document of root {0}")]
    UnknownRoot(String),
}

/// Names the rules a finished document breaks, signed or not yet, in the order of SUNAT's sheet.
///
/// # Errors
/// [`CheckError`] where the bytes are no document of kind 01, 03, 07, 08, RC or RA.
pub fn check(xml: &[u8], facts: &Facts<'_>) -> Result<Vec<Breach>, CheckError> {
    let tree = Tree::parse(xml)?;
    let root = tree.root();
    let sheet = sheet_of(root)?;
    let scene = Scene::new(root, facts);
    let mut found: Vec<(usize, Breach)> = Vec::new();
    for group in &sheet.groups {
        let places = group[0].path.places(root);
        for rule in group {
            for element in rule.broken_at(&scene, &places) {
                let breach = rule.breach(element);
                // One fault may be in several rows: SUNAT repeats them for each tributo.
                if !found.iter().any(|(_, other)| other.code == breach.code && other.at == breach.at) {
                    found.push((rule.row, breach));
                }
            }
        }
    }
    found.sort_by_key(|(row, _)| *row);
    Ok(found.into_iter().map(|(_, breach)| breach).collect())
}

/// A boleta and a factura share their root; an invoice that does not say which is taken by its series.
fn sheet_of(root: Element<'_>) -> Result<&'static Sheet, CheckError> {
    let name = match (root.name(), root.text_at("InvoiceTypeCode")) {
        ("Invoice", "03") => "boleta",
        ("Invoice", "01") => "factura",
        ("Invoice", _) if root.text_at("ID").starts_with('B') => "boleta",
        ("Invoice", _) => "factura",
        ("CreditNote", _) => "nota-credito",
        ("DebitNote", _) => "nota-debito",
        ("SummaryDocuments", _) => "resumen-diario",
        ("VoidedDocuments", _) => "comunicacion-baja",
        (other, _) => return Err(CheckError::UnknownRoot(other.to_owned())),
    };
    SHEETS.iter().find(|sheet| sheet.name == name).ok_or_else(|| CheckError::UnknownRoot(name.to_owned()))
}

impl Rule {
    fn broken_at<'t>(&self, scene: &Scene<'t>, places: &[Place<'t>]) -> Vec<Element<'t>> {
        let holds = |place: &Place<'t>| self.guards.iter().all(|guard| guard.holds(place.nearest()));
        let guarded = || places.iter().copied().filter(holds);
        match &self.run {
            Run::Function(Function::In(run)) => {
                let mut of_document = self.guards.iter().filter(|guard| guard.is_of_document(scene.root.name()));
                if of_document.all(|guard| guard.holds(scene.root)) { run(scene) } else { Vec::new() }
            }
            Run::Function(Function::At(run)) => {
                guarded().filter_map(Place::found).filter(|element| run(scene, *element)).collect()
            }
            Run::Guards => guarded().map(Place::nearest).collect(),
            Run::Family(family) if self.guards.is_empty() => family.broken_at(scene, &self.path, places, self.skip_empty),
            Run::Family(family) => {
                let places: Vec<_> = guarded().collect();
                family.broken_at(scene, &self.path, &places, self.skip_empty)
            }
        }
    }

    fn breach(&self, element: Element<'_>) -> Breach {
        let at = match self.path.attribute {
            Some(attribute) => format!("{}@{attribute}", element.place()),
            None => element.place(),
        };
        Breach { code: self.code, severity: self.severity, field: self.field, message: self.message, at }
    }
}
