//! The arithmetic of the whole document: its taxes and its totals.

use rust_decimal::Decimal;

use super::{
    amounts::{amount, differ},
    guard::Subject,
    scene::{FREE, IGV_TAXES, Line, PAID_TAXES, Scene},
    tree::Element,
};

/// Discounts that lower the document's base, and the charge that raises it.
const BASE_DISCOUNTS: [&str; 2] = ["02", "04"];
const BASE_CHARGES: [&str; 1] = ["49"];

/// The document's tax is the sum of those that are paid (3294, 4301).
pub(crate) fn document_tax(scene: &Scene<'_>, place: Element<'_>) -> bool {
    amount(place).is_some_and(|total| differ(total, scene.taxed(&PAID_TAXES)))
}

/// A subtotal's base is the sum of the values of its lines, less and plus what changes the base (3273–3277, 3293,
/// 4295–4300).
pub(crate) fn subtotal_base(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let code = Subject::Tax.value(place);
    let values: Decimal = scene.lines.iter().filter(|line| line.tax(code).is_some()).map(|line| line.value).sum();
    let expected = match code {
        "1000" | "1016" => values + base_changes(scene, &BASE_DISCOUNTS),
        "9997" => values - scene.allowed(&["05"]),
        "9998" => values - scene.allowed(&["06"]),
        _ => values,
    };
    amount(place).is_some_and(|base| differ(base, expected))
}

/// The base of the ISC is the sum of its lines' bases, those given away apart (3296, 4303).
pub(crate) fn isc_base(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let sold = scene.lines.iter().filter(|line| !line.is_free());
    Subject::Tax.value(place) == "2000" && base_differs(place, sold, "2000")
}

/// The base of other taxes is the sum of their lines' bases (3297, 4304).
pub(crate) fn other_base(scene: &Scene<'_>, place: Element<'_>) -> bool {
    Subject::Tax.value(place) == "9999" && base_differs(place, scene.lines.iter(), "9999")
}

fn base_differs<'s, 't: 's>(place: Element<'_>, lines: impl Iterator<Item = &'s Line<'t>>, code: &str) -> bool {
    let bases: Decimal = lines.filter_map(|line| line.tax(code)).map(|tax| tax.base).sum();
    amount(place).is_some_and(|base| differ(base, bases))
}

/// What the document's own discounts and charges do to the base. Notes have none.
fn base_changes(scene: &Scene<'_>, discounts: &[&str]) -> Decimal {
    scene.allowed(&BASE_CHARGES) - scene.allowed(discounts)
}

/// The document's IGV (or IVAP) is the lines' bases, so changed, by a rate in force (3291, 3295, 4290, 4302). A note
/// keeps the rate of what it changes, which its lines state. A boleta of the NRUS has no IGV.
pub(crate) fn document_igv(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let code = Subject::Tax.value(place);
    let Some(written) = amount(place).filter(|tax| !(tax.is_zero() && is_nrus(scene))) else { return false };
    let base = igv_base(scene, code, &BASE_DISCOUNTS) - scene.allowed(&["20"]);
    rates(scene, code).iter().all(|rate| differ(written, base * rate / Decimal::ONE_HUNDRED))
}

/// Whether the seller is of the NRUS, who do not break the IGV out.
fn is_nrus(scene: &Scene<'_>) -> bool {
    Subject::Operation.value(scene.root) == "0113"
}

fn igv_base(scene: &Scene<'_>, code: &str, discounts: &[&str]) -> Decimal {
    let bases: Decimal = scene.lines.iter().filter_map(|line| line.tax(code)).map(|tax| tax.base).sum();
    bases + base_changes(scene, discounts)
}

/// 18 %, or 10.5 % for the restaurants and hotels of SUNAT's list; a note may also stand on the 10 % before 2026.
fn rates(scene: &Scene<'_>, code: &str) -> Vec<Decimal> {
    match (code, scene.is_note()) {
        ("1016", _) => vec![Decimal::from(4)],
        (_, false) => vec![Decimal::from(18), Decimal::new(105, 1)],
        (_, true) => vec![Decimal::from(18), Decimal::new(105, 1), Decimal::from(10)],
    }
}

/// A subtotal's tax is the sum of its lines' taxes: ISC, other taxes, bags, and what is given away
/// (3298, 3299, 3302, 3306, 4305, 4306, 4311, 4321). Bags have no tolerance.
pub(crate) fn subtotal_tax(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let code = Subject::Tax.value(place);
    let counts = |line: &&Line<'_>| code != "2000" || !line.is_free();
    let taxes = scene.lines.iter().filter(counts).flat_map(|line| &line.taxes).filter(|tax| tax.code == code);
    let taxes = taxes.filter(|tax| code != FREE || tax.base > Decimal::ZERO);
    let discount = if code == "2000" { scene.allowed(&["20"]) } else { Decimal::ZERO };
    let expected: Decimal = taxes.map(|tax| tax.amount).sum::<Decimal>() - discount;
    amount(place).is_some_and(|written| if code == "7152" { written != expected } else { differ(written, expected) })
}

/// Every tributo of a line has its subtotal in the document (2638).
pub(crate) fn missing_subtotal<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    let lacks = |line: &Line<'_>| {
        IGV_TAXES.iter().any(|code| line.tax(code).is_some() && !scene.taxes.iter().any(|tax| tax.code == *code))
    };
    scene.lines.iter().filter(|line| lacks(line)).map(|line| line.element).collect()
}

/// All lines that bear IGV, sold or given away, bear the same rate (3462).
pub(crate) fn two_rates<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    let taxed = |line: &Line<'t>| {
        let given = line.tax(FREE).filter(|tax| ["11", "12", "13", "14", "15", "16"].contains(&tax.affectation));
        line.tax("1000").or(given).map(|tax| (line.element, tax.percent))
    };
    let mut rated = scene.lines.iter().filter_map(taxed);
    let Some((_, first)) = rated.next() else { return Vec::new() };
    rated.filter(|(_, rate)| *rate != first).map(|(line, _)| line).collect()
}

/// The total of values is that of the lines sold, less discount 02, plus charge 49 (3278, 4309).
pub(crate) fn total_value(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let sold = |line: &&Line<'_>| ["1000", "1016", "9995", "9997", "9998"].iter().any(|code| line.tax(code).is_some());
    let values: Decimal = scene.lines.iter().filter(sold).map(|line| line.value).sum();
    amount(place).is_some_and(|total| differ(total, values + base_changes(scene, &["02"])))
}

/// The total with taxes is the total of values and the taxes, the IGV worked out anew (3279, 4310).
pub(crate) fn total_with_taxes(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let Some(total) = amount(place).filter(|_| !is_nrus(scene)) else { return false };
    let code = if scene.lines.iter().any(|line| line.tax("1016").is_some()) { "1016" } else { "1000" };
    let others = scene.taxed(&["2000", "9999", "7152"]) + scene.allowed(&["20"]);
    let base = igv_base(scene, code, &["02"]);
    let sum = |rate: &Decimal| scene.total("LineExtensionAmount") + others + base * rate / Decimal::ONE_HUNDRED;
    rates(scene, code).iter().all(|rate| differ(total, sum(rate)))
}

/// The total of discounts is that of those that do not change a base (3300, 4307).
pub(crate) fn total_discounts(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let lines: Decimal = scene.lines.iter().map(|line| line.allowed(&["01"])).sum();
    amount(place).is_some_and(|total| differ(total, lines + scene.allowed(&["03", "63"])))
}

/// The total of charges, likewise (3301, 4308).
pub(crate) fn total_charges(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let lines: Decimal = scene.lines.iter().map(|line| line.allowed(&["48"])).sum();
    amount(place).is_some_and(|total| differ(total, lines + scene.allowed(&["45", "46", "50"])))
}

/// What is to be paid (3280, 4312). A note has it from its subtotals, an invoice from its totals.
pub(crate) fn payable(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let total = |name| scene.total(name);
    let rounded = total("ChargeTotalAmount") + total("PayableRoundingAmount");
    let expected = if scene.is_note() {
        let sold = scene.taxes.iter().filter(|tax| IGV_TAXES.contains(&tax.code) && tax.code != FREE);
        sold.map(|tax| tax.base).sum::<Decimal>() + scene.taxed(&PAID_TAXES) + rounded
    } else {
        total("TaxInclusiveAmount") - total("AllowanceTotalAmount") - total("PrepaidAmount") + rounded
    };
    amount(place).is_some_and(|payable| differ(payable, expected))
}

/// Every amount is in the document's currency (2071).
pub(crate) fn other_currency<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    let other = |element: &Element<'_>| element.attribute("currencyID").is_some_and(|currency| currency != scene.currency);
    scene.root.everything().filter(other).collect()
}

/// The legend 1002 stands only where something was given away (2416).
pub(crate) fn free_legend_without_base(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let legend = has_legend(scene, "1002");
    legend && Subject::Tax.value(place) == FREE && amount(place).is_some_and(|base| base.is_zero())
}

/// The Amazon legends stand only over exonerated sales (3283–3285, 3289, 4022–4024, 4244).
pub(crate) fn amazon_legend<'t>(scene: &Scene<'t>, legend: &str) -> Vec<Element<'t>> {
    let exonerated = scene.taxes.iter().any(|tax| tax.code == "9997" && tax.base > Decimal::ZERO);
    if has_legend(scene, legend) && !exonerated { vec![scene.root] } else { Vec::new() }
}

fn has_legend(scene: &Scene<'_>, code: &str) -> bool {
    scene.root.all("Note").any(|note| note.attribute("languageLocaleID") == Some(code))
}

/// There were no bag taxes before August 2019 (2949).
pub(crate) fn bags_before_their_law(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let early = scene.root.text_at("IssueDate") < "2019-08-01";
    early && Subject::Tax.value(place) == "7152" && amount(place).is_some_and(|tax| tax > Decimal::ZERO)
}

/// What bears no tax has none (3000).
pub(crate) fn tax_of_untaxed(_: &Scene<'_>, place: Element<'_>) -> bool {
    ["9995", "9997", "9998"].contains(&Subject::Tax.value(place)) && amount(place).is_some_and(|tax| !tax.is_zero())
}
