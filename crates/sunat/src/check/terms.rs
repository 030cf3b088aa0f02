//! How a factura is paid: at once, or on credit in instalments.

use rust_decimal::Decimal;

use super::{
    amounts::{amount, amount_at},
    dates::date,
    guard::Subject,
    pattern::Pattern,
    scene::Scene,
    tree::Element,
};

fn terms<'t>(scene: &Scene<'t>) -> impl Iterator<Item = Element<'t>> {
    scene.root.all("PaymentTerms").filter(|term| term.text_at("ID") == "FormaPago")
}

fn is_instalment(term: Element<'_>) -> bool {
    Pattern::read("Cuota[0-9]{3}").is_some_and(|pattern| pattern.fits(term.text_at("PaymentMeansID")))
}

fn credit<'t>(scene: &Scene<'t>) -> impl Iterator<Item = Element<'t>> {
    terms(scene).filter(|term| term.text_at("PaymentMeansID") == "Credito")
}

fn instalments<'t>(scene: &Scene<'t>) -> impl Iterator<Item = Element<'t>> {
    terms(scene).filter(|term| is_instalment(*term))
}

/// SUNAT asks for the details of a credit only where the customer has a RUC.
fn has_ruc(scene: &Scene<'_>) -> bool {
    Subject::CustomerKind.value(scene.root) == "6"
}

/// There is a way of payment (3244; 3257 on a credit note of kind 13).
pub(crate) fn none<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    if terms(scene).next().is_none() { vec![scene.root] } else { Vec::new() }
}

/// It is not both at once and on credit (3247).
pub(crate) fn both<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    let cash = terms(scene).any(|term| term.text_at("PaymentMeansID") == "Contado");
    credit(scene).filter(|_| cash).collect()
}

/// No term is said twice (3248).
pub(crate) fn twice<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    let mut seen = Vec::new();
    let mut again = |term: &Element<'t>| {
        let means = term.text_at("PaymentMeansID");
        let known = seen.contains(&means);
        seen.push(means);
        known
    };
    terms(scene).filter(|term| again(term)).collect()
}

/// A term says one thing (3461).
pub(crate) fn two_means<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    scene.root.all("PaymentTerms").filter(|term| term.all("PaymentMeansID").count() > 1).collect()
}

/// A credit has instalments (3249).
pub(crate) fn no_instalment<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    let lacks = has_ruc(scene) && instalments(scene).next().is_none();
    credit(scene).filter(|_| lacks).collect()
}

/// A credit says what is left to pay (3251).
pub(crate) fn no_credit_amount<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    credit(scene).filter(|term| has_ruc(scene) && term.find("Amount").is_none()).collect()
}

/// No more is left to pay than the total (3265).
pub(crate) fn credit_above_total<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    credit(scene).filter(|term| amount_at(*term, "Amount") > scene.total("PayableAmount")).collect()
}

/// The instalments are what is left to pay (3319).
pub(crate) fn instalments_differ<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    let sum: Decimal = instalments(scene).map(|term| amount_at(term, "Amount")).sum();
    let written = |term: &Element<'t>| term.find("Amount").and_then(amount);
    credit(scene).filter(|term| has_ruc(scene) && written(term).is_some_and(|amount| amount != sum)).collect()
}

/// Instalments are of a credit (3252).
pub(crate) fn instalment_without_credit<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    let lacks = credit(scene).next().is_none();
    instalments(scene).filter(|_| lacks).collect()
}

/// An instalment has an amount (3254).
pub(crate) fn no_instalment_amount<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    instalments(scene).filter(|term| has_ruc(scene) && term.find("Amount").is_none()).collect()
}

/// An instalment's amount is in format (3253).
pub(crate) fn instalment_format<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    let format = super::format::Format::Decimal { whole: 12, decimals: 2, zero: true, leading_zeros: true };
    instalments(scene).filter(|term| term.find("Amount").is_some_and(|amount| !format.fits(amount.text()))).collect()
}

/// An instalment is not above the total (3266).
pub(crate) fn instalment_above_total<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    instalments(scene).filter(|term| amount_at(*term, "Amount") > scene.total("PayableAmount")).collect()
}

/// An instalment's day is a date (3255).
pub(crate) fn instalment_date_format<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    instalments(scene).filter(|term| term.find("PaymentDueDate").is_some_and(|day| date(day.text()).is_none())).collect()
}

/// An instalment has a day (3256).
pub(crate) fn no_instalment_date<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    instalments(scene).filter(|term| has_ruc(scene) && term.find("PaymentDueDate").is_none()).collect()
}

/// An instalment is due after the document is issued (3267).
pub(crate) fn instalment_before_issue<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    due_by(scene, date(scene.root.text_at("IssueDate")))
}

/// On a credit note of kind 13, after the factura it changes was issued (3321).
pub(crate) fn instalment_before_affected<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    due_by(scene, scene.facts.affected.as_ref().map(|affected| affected.issued))
}

fn due_by<'t>(scene: &Scene<'t>, day: Option<chrono::NaiveDate>) -> Vec<Element<'t>> {
    let due = |term: &Element<'t>| date(term.text_at("PaymentDueDate"));
    instalments(scene).filter(|term| due(term).zip(day).is_some_and(|(due, day)| due <= day)).collect()
}
