//! The arithmetic of one line: its value, its prices, its taxes.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{
    amounts::{amount, amount_at, differ},
    guard::Subject,
    scene::{FREE, IGV_TAXES, Line, PAID_TAXES, Scene},
    tree::Element,
};

/// The tax of a line is the sum of those that are paid (3292, 4293).
pub(crate) fn line_taxes(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let (Some(line), Some(total)) = (scene.line_of(place), amount(place)) else { return false };
    let paid: Decimal = line.taxes.iter().filter(|tax| PAID_TAXES.contains(&tax.code)).map(|tax| tax.amount).sum();
    differ(total, paid)
}

/// The base of the IGV is the line's value, to the cent; with ISC, that and the ISC (3272, 4294).
pub(crate) fn line_base(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let (Some(line), Some(base), Some(subtotal)) = (scene.line_of(place), amount(place), place.parent()) else {
        return false;
    };
    if !IGV_TAXES.contains(&subtotal.text_at("TaxCategory/TaxScheme/ID")) {
        return false;
    }
    match line.tax("2000") {
        Some(isc) => differ(base, line.value + isc.amount),
        None => base != line.value,
    }
}

/// A tax is its base by its rate (3103, 3108, 3109).
pub(crate) fn line_tax_by_rate(_: &Scene<'_>, place: Element<'_>) -> bool {
    let (Some(tax), Some(subtotal)) = (amount(place), place.parent()) else { return false };
    let rate = amount_at(subtotal, "TaxCategory/Percent");
    differ(tax, amount_at(subtotal, "TaxableAmount") * rate / Decimal::ONE_HUNDRED)
}

/// A line's value is its unit value (given away: the reference value) by its quantity, less discount 00, plus charge
/// 47 (3271, 4288).
pub(crate) fn line_value(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let (Some(line), Some(value)) = (scene.line_of(place), amount(place)) else { return false };
    let unit = if line.is_free() { line.price("02") } else { line.element.find("Price/PriceAmount").and_then(amount) };
    unit.is_some_and(|unit| differ(value, unit * line.quantity - line.allowed(&["00"]) + line.allowed(&["47"])))
}

/// The price with taxes is what the line comes to, by its quantity (3270, 4287).
pub(crate) fn line_price(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let (Some(line), Some(price)) = (scene.line_of(place), amount(place)) else { return false };
    if line.is_free() || line.quantity.is_zero() || kind_of(place) != "01" {
        return false;
    }
    let taxes = amount_at(line.element, "TaxTotal/TaxAmount");
    differ(price, (line.value + taxes - line.allowed(&["01"]) + line.allowed(&["48"])) / line.quantity)
}

/// A line that is sold has no reference value (3224).
pub(crate) fn reference_price_of_sold(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let free = scene.line_of(place).is_some_and(Line::is_free);
    !free && kind_of(place) == "02" && amount(place).is_some_and(|price| price > Decimal::ZERO)
}

/// A line that is given away has only a reference value (3234).
pub(crate) fn price_of_free(scene: &Scene<'_>, place: Element<'_>) -> bool {
    scene.line_of(place).is_some_and(Line::is_free) && kind_of(place) != "02"
}

/// A line that is given away has no unit value (2640).
pub(crate) fn unit_value_of_free(scene: &Scene<'_>, place: Element<'_>) -> bool {
    scene.line_of(place).is_some_and(Line::is_free) && amount(place).is_some_and(|price| price > Decimal::ZERO)
}

/// A discount or charge with a factor is its base by the factor (3290, 3307, 4289, 4322).
pub(crate) fn allowance_by_factor(_: &Scene<'_>, place: Element<'_>) -> bool {
    let (Some(written), Some(allowance)) = (amount(place), place.parent()) else { return false };
    let factor = amount_at(allowance, "MultiplierFactorNumeric");
    factor > Decimal::ZERO && differ(written, amount_at(allowance, "BaseAmount") * factor)
}

/// Charges are marked `true`, discounts `false` (3114).
pub(crate) fn allowance_direction(_: &Scene<'_>, place: Element<'_>) -> bool {
    let reason = place.parent().map_or("", |allowance| allowance.text_at("AllowanceChargeReasonCode"));
    let expected = match reason {
        "45" | "46" | "47" | "48" | "49" | "50" | "51" | "52" | "53" => "true",
        "00" | "01" | "02" | "03" | "04" | "05" | "06" | "20" | "62" | "63" => "false",
        _ => return false,
    };
    place.text() != expected
}

/// Every line has one of the tributos that say how the IGV touches it, with a base (3105).
pub(crate) fn line_without_igv_tax<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    let has = |line: &Line<'_>| IGV_TAXES.iter().any(|code| line.tax(code).is_some());
    scene.lines.iter().filter(|line| !has(line)).map(|line| line.element).collect()
}

/// The same on a credit note, whose line needs the tributo but not the base (3105).
pub(crate) fn line_without_igv_code<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    let has = |line: &Line<'_>| line.taxes.iter().any(|tax| IGV_TAXES.contains(&tax.code));
    scene.lines.iter().filter(|line| !has(line)).map(|line| line.element).collect()
}

/// Of the tributos that say how the IGV touches a line only one may have a base (3223).
pub(crate) fn line_with_two_igv_taxes<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    let count = |line: &Line<'_>| IGV_TAXES.iter().filter(|code| line.tax(code).is_some()).count();
    scene.lines.iter().filter(|line| count(line) > 1).map(|line| line.element).collect()
}

/// The bags of a line are its units (3236).
pub(crate) fn bags_are_units(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let (Some(line), Some(bags)) = (scene.line_of(place), amount(place)) else { return false };
    bags > Decimal::ZERO && bags != line.quantity
}

/// The bag tax is the bags by their rate (4318).
pub(crate) fn bag_tax(_: &Scene<'_>, place: Element<'_>) -> bool {
    let (Some(tax), Some(subtotal)) = (amount(place), place.parent()) else { return false };
    let bags = amount_at(subtotal, "BaseUnitMeasure");
    let due = bags * amount_at(subtotal, "TaxCategory/PerUnitAmount");
    bags > Decimal::ZERO && tax != due.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// A bag line has a rate (3238).
pub(crate) fn bag_rate_is_zero(_: &Scene<'_>, place: Element<'_>) -> bool {
    has_bags(place) && amount(place).is_some_and(|rate| rate.is_zero())
}

/// The rate is the year's (4237): ten céntimos more each year from 2019, until fifty in 2023.
pub(crate) fn bag_rate_of_year(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let year: i64 = scene.root.text_at("IssueDate").get(..4).and_then(|year| year.parse().ok()).unwrap_or_default();
    let rate = Decimal::new((year - 2018).clamp(1, 5), 1);
    scene.currency == "PEN" && has_bags(place) && amount(place).is_some_and(|written| written != rate)
}

fn has_bags(place: Element<'_>) -> bool {
    let subtotal = place.within(&["TaxSubtotal"]);
    subtotal.is_some_and(|subtotal| amount_at(subtotal, "BaseUnitMeasure") > Decimal::ZERO)
}

fn kind_of(place: Element<'_>) -> &str {
    place.within(&["AlternativeConditionPrice"]).map_or("", |price| price.text_at("PriceTypeCode"))
}

/// The document's free subtotal is above zero where a line has a reference value (2641).
pub(crate) fn free_base_is_zero(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let free = place.parent().is_some_and(|subtotal| subtotal.text_at("TaxCategory/TaxScheme/ID") == FREE);
    let given = scene.lines.iter().any(|line| line.price("02").is_some_and(|price| price > Decimal::ZERO));
    free && given && amount(place).is_some_and(|base| base.is_zero())
}

/// A boleta of the NRUS bears no bag tax (3240).
pub(crate) fn bag_tax_under_nrus(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let bag = Subject::Tax.value(place) == "7152" && amount(place).is_some_and(|tax| tax > Decimal::ZERO);
    bag && Subject::Operation.value(scene.root) == "0113"
}

/// A bar code says of which kind it is (4333).
pub(crate) fn product_code_without_scheme(_: &Scene<'_>, place: Element<'_>) -> bool {
    place.attribute("schemeID").is_none()
}

/// SUNAT's product code names a product, not a family of them, which ends in zeros (4337).
pub(crate) fn product_family_for_code(_: &Scene<'_>, place: Element<'_>) -> bool {
    place.text().len() == 8 && place.text().ends_with("0000")
}

/// A price says which it is (2410).
pub(crate) fn price_without_kind<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    let references = scene.lines.iter().filter_map(|line| line.element.find("PricingReference"));
    let prices = references.flat_map(|reference| reference.all("AlternativeConditionPrice"));
    prices.filter(|price| price.find("PriceAmount").is_some() && price.text_at("PriceTypeCode").is_empty()).collect()
}
