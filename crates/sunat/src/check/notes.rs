//! Notes against the document they change; what only the caller knows of it comes in [`super::Affected`].

use rust_decimal::Decimal;

use super::{Affected, amounts::amount, dates::date, guard::Subject, scene::Scene, tree::Element};

fn affected<'t>(scene: &Scene<'t>) -> Option<&'t Affected<'t>> {
    scene.facts.affected.as_ref()
}

fn references<'t>(scene: &Scene<'t>) -> impl Iterator<Item = Element<'t>> {
    scene.root.all("BillingReference").filter_map(|reference| reference.find("InvoiceDocumentReference"))
}

fn blame<'t>(scene: &Scene<'t>, broken: bool) -> Vec<Element<'t>> {
    if broken { vec![scene.root] } else { Vec::new() }
}

fn total_of(affected: &Affected<'_>) -> Decimal {
    Decimal::new(affected.total.cents(), 2)
}

/// A note names what it changes (2524).
pub(crate) fn nothing_affected<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    blame(scene, references(scene).next().is_none())
}

/// A credit note of kinds 11 and 13 changes one document (3194, 3261).
pub(crate) fn several_affected<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    blame(scene, references(scene).count() > 1)
}

/// All that a note changes is of one kind (2884).
pub(crate) fn kinds_differ<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    let first = references(scene).next().map_or("", |reference| reference.text_at("DocumentTypeCode"));
    references(scene).filter(|reference| reference.text_at("DocumentTypeCode") != first).collect()
}

/// No document is named twice, by its kind and number (2365, 2426).
pub(crate) fn affected_twice<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    let mut seen = Vec::new();
    let mut again = |reference: &Element<'t>| {
        let key = (reference.text_at("DocumentTypeCode"), reference.text_at("ID"));
        let known = seen.contains(&key);
        seen.push(key);
        known
    };
    references(scene).filter(|reference| again(reference)).collect()
}

/// A note is not older than what it changes (2885).
pub(crate) fn older(scene: &Scene<'_>, _: Element<'_>) -> bool {
    let issued = date(scene.root.text_at("IssueDate"));
    issued.zip(affected(scene)).is_some_and(|(issued, affected)| issued < affected.issued)
}

/// A credit note does not give back more than is left of the document (3286, 4028).
pub(crate) fn above_affected(scene: &Scene<'_>, _: Element<'_>) -> bool {
    affected(scene).is_some_and(|affected| scene.total("PayableAmount") > total_of(affected))
}

/// A note is in the currency of what it changes (3209, 4368).
pub(crate) fn other_currency(scene: &Scene<'_>, _: Element<'_>) -> bool {
    affected(scene).is_some_and(|affected| scene.currency != affected.currency)
}

/// A credit note of kind 13 changes a factura on credit (3260).
pub(crate) fn not_on_credit(scene: &Scene<'_>, _: Element<'_>) -> bool {
    affected(scene).is_some_and(|affected| !affected.on_credit)
}

/// Nor does it leave more to pay than that factura came to (3320).
pub(crate) fn credit_above_affected<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    let Some(affected) = affected(scene) else { return Vec::new() };
    let credit = scene.root.all("PaymentTerms").filter(|term| term.text_at("PaymentMeansID") == "Credito");
    let above = |term: &Element<'t>| term.find("Amount").and_then(amount).is_some_and(|left| left > total_of(affected));
    credit.filter(above).collect()
}

/// The seller's establishment stands on every note; on one of series F that changes a factura its lack is an error
/// with a row of its own (4198).
pub(crate) fn no_establishment<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    let own_row = scene.root.text_at("ID").starts_with('F') && Subject::Affected.value(scene.root) == "01";
    let code = scene.root.text_at("AccountingSupplierParty/Party/PartyLegalEntity/RegistrationAddress/AddressTypeCode");
    blame(scene, !own_row && code.trim().is_empty())
}
