//! The daily summary and the void: what holds between the parts of a line and between lines.

use rust_decimal::Decimal;

use super::{
    amounts::{amount, amount_at, differ_by},
    guard::Subject,
    scene::Scene,
    tree::Element,
};

/// SUNAT's tolerance in a summary, five soles.
const TOLERANCE: Decimal = Decimal::from_parts(5, 0, 0, false, 0);
/// Above this a boleta names its customer.
const ANONYMOUS_MOST: Decimal = Decimal::from_parts(700, 0, 0, false, 0);

fn lines<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    scene.root.children().filter(|child| child.line().is_some()).collect()
}

/// A line's value of this kind (catálogo 11).
fn paid(line: Element<'_>, kind: &str) -> Decimal {
    let of_kind = |payment: &Element<'_>| payment.text_at("InstructionID") == kind;
    line.all("BillingPayment").filter(of_kind).map(|payment| amount_at(payment, "PaidAmount")).sum()
}

/// A line's tax of this tributo.
fn tax(line: Element<'_>, code: &str) -> Decimal {
    let of_code = |total: &Element<'_>| total.text_at("TaxSubtotal/TaxCategory/TaxScheme/ID") == code;
    line.all("TaxTotal").filter(of_code).map(|total| amount_at(total, "TaxAmount")).sum()
}

/// A large sale names its customer (2514).
pub(crate) fn large_without_customer<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    let large = |line: &Element<'t>| amount_at(*line, "TotalAmount") > ANONYMOUS_MOST;
    lines(scene).into_iter().filter(|line| large(line) && line.find("AccountingCustomerParty").is_none()).collect()
}

/// Only a note changes another document (2582).
pub(crate) fn reference_without_note<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    let note = |line: &Element<'t>| ["07", "08"].contains(&line.text_at("DocumentTypeCode"));
    lines(scene).into_iter().filter(|line| line.find("BillingReference").is_some() && !note(line)).collect()
}

/// A line that is not void, of a note, names what it changes (2524, 2583).
pub(crate) fn note_without_reference<'t>(scene: &Scene<'t>, path: &'static str) -> Vec<Element<'t>> {
    let note = |line: &Element<'t>| ["07", "08"].contains(&line.text_at("DocumentTypeCode"));
    let lives = |line: &Element<'t>| line.text_at("Status/ConditionCode") != "3";
    lines(scene).into_iter().filter(|line| note(line) && lives(line) && line.text_at(path).is_empty()).collect()
}

/// A line's total is the sum of its parts (4027).
pub(crate) fn total(_: &Scene<'_>, place: Element<'_>) -> bool {
    let (Some(total), Some(line)) = (amount(place), place.parent()) else { return false };
    let values: Decimal = ["01", "02", "03", "04"].iter().map(|kind| paid(line, kind)).sum();
    let taxes: Decimal = ["1000", "1016", "2000", "9999", "7152"].iter().map(|code| tax(line, code)).sum();
    let charges: Decimal = line.all("AllowanceCharge").map(|charge| amount_at(charge, "Amount")).sum();
    differ_by(total, values + taxes + charges, TOLERANCE)
}

/// A line is in one currency (2071).
pub(crate) fn other_currency<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    let currency = |element: Element<'t>| element.attribute("currencyID");
    let other = |element: &Element<'t>| {
        let total = element.line().and_then(|(_, line)| line.find("TotalAmount")).and_then(currency);
        currency(*element).zip(total).is_some_and(|(mine, total)| mine != total)
    };
    scene.root.everything().filter(other).collect()
}

/// A line states its IGV, be it zero (2278).
pub(crate) fn no_igv<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    let states = |total: Element<'_>| ["1000", "1016"].contains(&total.text_at("TaxSubtotal/TaxCategory/TaxScheme/ID"));
    lines(scene).into_iter().filter(|line| !line.all("TaxTotal").any(states)).collect()
}

/// The IGV is what is taxed, and the ISC, by a rate in force: for a note also the 10 % before 2026 (4019).
pub(crate) fn igv(_: &Scene<'_>, place: Element<'_>) -> bool {
    let (Some(written), Some((_, line))) = (amount(place), place.line()) else { return false };
    if Subject::Tax.value(place) != "1000" || written <= Decimal::ZERO {
        return false;
    }
    let base = paid(line, "01") + tax(line, "2000");
    let earlier = (line.text_at("DocumentTypeCode") != "03").then(|| Decimal::new(100, 3));
    let mut rates = [Decimal::new(180, 3), Decimal::new(105, 3)].into_iter().chain(earlier);
    rates.all(|rate| differ_by(written, base * rate, TOLERANCE))
}

/// The inner tax amount repeats the outer (2344).
pub(crate) fn inner_tax(_: &Scene<'_>, place: Element<'_>) -> bool {
    let outer = place.within(&["TaxTotal"]).and_then(|total| total.find("TaxAmount")).and_then(amount);
    amount(place) != outer
}

fn document(line: Element<'_>) -> (&str, &str) {
    (line.text_at("DocumentTypeCode"), line.text_at("ID"))
}

fn state(line: Element<'_>) -> &str {
    line.text_at("Status/ConditionCode")
}

/// Lines that follow another of the same document whose states are this pair.
fn again<'t>(scene: &Scene<'t>, clash: impl Fn(&str, &str) -> bool) -> Vec<Element<'t>> {
    let lines = lines(scene);
    let repeats = |(at, line): &(usize, &Element<'t>)| {
        let earlier = lines[..*at].iter();
        earlier.filter(|other| document(**other) == document(**line)).any(|other| clash(state(*other), state(**line)))
    };
    lines.iter().enumerate().filter(repeats).map(|(_, line)| *line).collect()
}

/// No document comes twice to do the same with it (3094).
pub(crate) fn same_twice<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    again(scene, |one, other| one == other)
}

/// No document is added and changed in one summary (3095).
pub(crate) fn added_and_changed<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    again(scene, |one, other| matches!((one, other), ("1", "2") | ("2", "1")))
}

/// No document is changed and voided in one summary (3096).
pub(crate) fn changed_and_voided<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    again(scene, |one, other| matches!((one, other), ("2", "3") | ("3", "2")))
}

/// No document is voided twice in one void (2348).
pub(crate) fn void_twice<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    let key =
        |line: Element<'t>| ["DocumentTypeCode", "DocumentSerialID", "DocumentNumberID"].map(|name| line.text_at(name));
    let lines = lines(scene);
    let again = |(at, line): &(usize, &Element<'t>)| lines[..*at].iter().any(|other| key(*other) == key(**line));
    lines.iter().enumerate().filter(again).map(|(_, line)| *line).collect()
}
