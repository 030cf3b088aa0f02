//! Rules that are code: which function runs a row, by the row's code (and, where a code has several, by its wording).

use super::{dates, lines, name, notes, scene::Scene, summary, terms, totals, tree::Element};

/// Says whether the element at the row's tag breaks the row.
pub(crate) type AtPlace = for<'t> fn(&Scene<'t>, Element<'t>) -> bool;
/// Names the elements of the document that break the row.
pub(crate) type InDocument = for<'t> fn(&Scene<'t>) -> Vec<Element<'t>>;

/// A row's function.
#[derive(Clone, Copy)]
pub(crate) enum Function {
    At(AtPlace),
    In(InDocument),
}

use Function::{At, In};

/// Sheets, by the root of their documents.
const SALES: &[&str] = &["Invoice", "CreditNote", "DebitNote"];
const INVOICE: &[&str] = &["Invoice"];
const NOTES: &[&str] = &["CreditNote", "DebitNote"];
const SUMMARY: &[&str] = &["SummaryDocuments"];
const VOID: &[&str] = &["VoidedDocuments"];
const LISTS: &[&str] = &["SummaryDocuments", "VoidedDocuments"];
const ALL: &[&str] = &["Invoice", "CreditNote", "DebitNote", "SummaryDocuments", "VoidedDocuments"];

type Entry = (&'static [&'static str], &'static [u16], &'static str, Function);

/// Sheets, codes, a part of the wording where one code has several, and the function.
const FUNCTIONS: &[Entry] = &[
    (ALL, &[1034], "", At(name::ruc)),
    (INVOICE, &[1003], "", At(name::kind)),
    (SALES, &[1035], "", At(name::series)),
    (SALES, &[1036], "", At(name::number)),
    (LISTS, &[2220], "", At(name::identifier)),
    (LISTS, &[2346], "", At(name::date)),
    (INVOICE, &[1079, 2108], "", At(dates::late)),
    (NOTES, &[1079], "", At(dates::late_boleta_note)),
    (NOTES, &[2108], "", At(dates::late_factura_note)),
    (SALES, &[2329], "", At(dates::ahead)),
    (LISTS, &[2236, 2301], "", At(dates::tomorrow)),
    (LISTS, &[2671], "", At(dates::reference_after_issue)),
    (SUMMARY, &[4443], "", At(dates::late_summary)),
    (LISTS, &[2957], "", In(dates::late_void)),
    (SALES, &[3292, 4293], "", At(lines::line_taxes)),
    (SALES, &[3272, 4294], "", At(lines::line_base)),
    (SALES, &[3103, 3108, 3109], "", At(lines::line_tax_by_rate)),
    (SALES, &[3271, 4288], "", At(lines::line_value)),
    (SALES, &[3270, 4287], "", At(lines::line_price)),
    (SALES, &[3224], "", At(lines::reference_price_of_sold)),
    (SALES, &[3234], "", At(lines::price_of_free)),
    (SALES, &[2640], "", At(lines::unit_value_of_free)),
    (SALES, &[2641], "", At(lines::free_base_is_zero)),
    (SALES, &[3290, 3307, 4289, 4322], "", At(lines::allowance_by_factor)),
    (SALES, &[3114], "", At(lines::allowance_direction)),
    (INVOICE, &[3105], "", In(lines::line_without_igv_tax)),
    (NOTES, &[3105], "monto base mayor a cero", In(lines::line_without_igv_tax)),
    (NOTES, &[3105], "", In(lines::line_without_igv_code)),
    (SALES, &[3223], "", In(lines::line_with_two_igv_taxes)),
    (SALES, &[3236], "", At(lines::bags_are_units)),
    (SALES, &[3238], "", At(lines::bag_rate_is_zero)),
    (SALES, &[4318], "", At(lines::bag_tax)),
    (SALES, &[4237], "", At(lines::bag_rate_of_year)),
    (INVOICE, &[3240], "", At(lines::bag_tax_under_nrus)),
    (SALES, &[4333], "", At(lines::product_code_without_scheme)),
    (SALES, &[4337], "", At(lines::product_family_for_code)),
    (NOTES, &[2410], "Precio de venta unitario", In(lines::price_without_kind)),
    (NOTES, &[4198], "", In(notes::no_establishment)),
    (SALES, &[3000], "", At(totals::tax_of_untaxed)),
    (SALES, &[2949], "", At(totals::bags_before_their_law)),
    (SALES, &[3294, 4301], "", At(totals::document_tax)),
    (SALES, &[3273, 3274, 3275, 3276, 3277, 3293], "", At(totals::subtotal_base)),
    (SALES, &[4295, 4296, 4297, 4298, 4299, 4300], "", At(totals::subtotal_base)),
    (SALES, &[3296, 4303], "", At(totals::isc_base)),
    (SALES, &[3297, 4304], "", At(totals::other_base)),
    (SALES, &[3291, 3295, 4290, 4302], "", At(totals::document_igv)),
    (SALES, &[3298, 3299, 3302, 3306, 4305, 4306, 4311, 4321], "", At(totals::subtotal_tax)),
    (SALES, &[2638], "", In(totals::missing_subtotal)),
    (SALES, &[3462], "", In(totals::two_rates)),
    (SALES, &[3278, 4309], "", At(totals::total_value)),
    (SALES, &[3279, 4310], "", At(totals::total_with_taxes)),
    (INVOICE, &[3300, 4307], "", At(totals::total_discounts)),
    (INVOICE, &[3301, 4308], "", At(totals::total_charges)),
    (SALES, &[3280, 4312], "", At(totals::payable)),
    (SALES, &[2071], "La moneda de los totales", In(totals::other_currency)),
    (SALES, &[2416], "", At(totals::free_legend_without_base)),
    (INVOICE, &[3283, 4022], "", In(|scene| totals::amazon_legend(scene, "2001"))),
    (INVOICE, &[3284, 4023], "", In(|scene| totals::amazon_legend(scene, "2002"))),
    (INVOICE, &[3285, 4024], "", In(|scene| totals::amazon_legend(scene, "2003"))),
    (INVOICE, &[3289, 4244], "", In(|scene| totals::amazon_legend(scene, "2008"))),
    (SALES, &[3244, 3257], "", In(terms::none)),
    (SALES, &[3247], "", In(terms::both)),
    (SALES, &[3248], "", In(terms::twice)),
    (SALES, &[3461], "", In(terms::two_means)),
    (SALES, &[3249], "", In(terms::no_instalment)),
    (SALES, &[3251], "", In(terms::no_credit_amount)),
    (SALES, &[3265], "", In(terms::credit_above_total)),
    (SALES, &[3319], "", In(terms::instalments_differ)),
    (SALES, &[3252], "", In(terms::instalment_without_credit)),
    (SALES, &[3253], "", In(terms::instalment_format)),
    (SALES, &[3254], "", In(terms::no_instalment_amount)),
    (SALES, &[3266], "", In(terms::instalment_above_total)),
    (SALES, &[3255], "", In(terms::instalment_date_format)),
    (SALES, &[3256], "", In(terms::no_instalment_date)),
    (INVOICE, &[3267], "", In(terms::instalment_before_issue)),
    (NOTES, &[3321], "", In(terms::instalment_before_affected)),
    (NOTES, &[3320], "", In(notes::credit_above_affected)),
    (NOTES, &[2524], "", In(notes::nothing_affected)),
    (NOTES, &[3194, 3261], "", In(notes::several_affected)),
    (NOTES, &[2365], "", In(notes::affected_twice)),
    (NOTES, &[2884], "", In(notes::kinds_differ)),
    (NOTES, &[2885], "", At(notes::older)),
    (NOTES, &[3286, 4028], "", At(notes::above_affected)),
    (NOTES, &[3209, 4368], "", At(notes::other_currency)),
    (NOTES, &[3260], "", At(notes::not_on_credit)),
    (SUMMARY, &[2514], "", In(summary::large_without_customer)),
    (SUMMARY, &[2582], "", In(summary::reference_without_note)),
    (
        SUMMARY,
        &[2524],
        "",
        In(|scene| summary::note_without_reference(scene, "BillingReference/InvoiceDocumentReference/ID")),
    ),
    (SUMMARY, &[2583], "", In(|scene| summary::note_without_reference(scene, REFERENCED_KIND))),
    (SUMMARY, &[4027], "", At(summary::total)),
    (SUMMARY, &[2071], "", In(summary::other_currency)),
    (SUMMARY, &[2278], "", In(summary::no_igv)),
    (SUMMARY, &[4019], "", At(summary::igv)),
    (SUMMARY, &[2344], "", At(summary::inner_tax)),
    (SUMMARY, &[3094], "", In(summary::same_twice)),
    (SUMMARY, &[3095], "", In(summary::added_and_changed)),
    (SUMMARY, &[3096], "", In(summary::changed_and_voided)),
    (VOID, &[2348], "", In(summary::void_twice)),
];

const REFERENCED_KIND: &str = "BillingReference/InvoiceDocumentReference/DocumentTypeCode";

/// The function of a row, if it has one.
pub(crate) fn function(root: &str, code: u16, condition: &str) -> Option<Function> {
    let fits = |(roots, codes, part, _): &&Entry| roots.contains(&root) && codes.contains(&code) && condition.contains(part);
    FUNCTIONS.iter().find(fits).map(|(_, _, _, function)| *function)
}

/// Every sheet's root and code that has a function: the coverage asks whether a row uses it.
#[cfg(test)]
pub(crate) fn attached() -> impl Iterator<Item = (&'static [&'static str], u16)> {
    FUNCTIONS.iter().flat_map(|(roots, codes, _, _)| codes.iter().map(|code| (*roots, *code)))
}
