//! An X or a Z as a ticket.

use caserita_domain::{business_day::in_lima, payment::Tender};
use caserita_money::Money;
use caserita_printing::{
    CashReport, CashierFigure, DrawerFigures, ReportKind, SalesFigures, SeriesFigure, TenderFigure, Ticket,
};
use chrono::{DateTime, Utc};

use super::figures::{self, Figures};
use crate::{sales::heading, settings::Shop};

/// The ticket of these figures, taken at `now` by `by`.
pub(super) fn report(shop: &Shop, figures: &Figures, now: DateTime<Utc>, by: &str, copy: bool) -> Ticket {
    let count = |count: i64| u32::try_from(count).unwrap_or_default();
    Ticket::from(&CashReport {
        shop: heading(shop),
        kind: match figures.z_number {
            Some(number) => ReportKind::Z { number: count(number) },
            None => ReportKind::X,
        },
        till: figures.till_name.clone(),
        business_date: figures.business_date.format("%d/%m/%Y").to_string(),
        opened_at: in_lima(figures.opened_at),
        opened_by: figures.opened_by.clone(),
        taken_at: in_lima(figures.closed_at.unwrap_or(now)),
        taken_by: figures.closed_by.clone().unwrap_or_else(|| by.to_owned()),
        sales: sales(figures, count),
        tenders: figures
            .tenders
            .iter()
            .map(|total| TenderFigure {
                tender: tender_name(total.tender).into(),
                count: count(total.count),
                amount: total.amount,
            })
            .collect(),
        drawer: DrawerFigures {
            float: figures.float,
            cash_sales: cash_sales(figures),
            income: figures.income,
            withdrawals: figures.withdrawals,
            refunds: figures.cash_refunded,
            charges: figures.cash_charged,
            change_given: figures.change_given,
            expected: Some(figures.expected_cash),
            counted: figures.counted_cash,
            counts: figures.counts.iter().map(|pieces| (pieces.value, count(pieces.count))).collect(),
            difference: figures.difference,
            left_float: figures.left_float,
            deposit: figures.deposit,
            openings: count(figures.drawer_openings),
            reprints: count(figures.reprints),
        },
        cashiers: figures
            .by_cashier
            .iter()
            .map(|cashier| CashierFigure { name: cashier.name.clone(), count: count(cashier.sales), total: cashier.total })
            .collect(),
        note: figures.note.clone(),
        copy,
        demo: shop.demo,
    })
}

fn cash_sales(figures: &Figures) -> Money {
    figures.tenders.iter().find(|total| total.tender == Tender::Cash).map_or(Money::ZERO, |total| total.amount)
}

fn sales(figures: &Figures, count: impl Fn(i64) -> u32) -> SalesFigures {
    SalesFigures {
        numbers: figures.first_number.clone().zip(figures.last_number.clone()),
        series: figures.series.iter().map(|of| series(of, &count)).collect(),
        count: count(figures.sales),
        gross: figures.gross,
        discounts: figures.discounts,
        rounding: figures.rounding,
        total: figures.total,
        voids: count(figures.voids),
        voided: figures.voided,
        refunds: count(figures.refunds),
        refunded: figures.refunded,
        charges: count(figures.charges),
        charged: figures.charged,
        taxable: figures.taxable,
        exempt: figures.exempt,
        unaffected: figures.unaffected,
        igv: figures.igv,
        icbper: figures.icbper,
    }
}

fn series(of: &figures::SeriesFigure, count: impl Fn(i64) -> u32) -> SeriesFigure {
    SeriesFigure { series: of.series.clone(), first: of.first, last: of.last, count: count(of.count) }
}

/// A tender's name on paper.
pub(crate) fn tender_name(tender: Tender) -> &'static str {
    match tender {
        Tender::Cash => "Efectivo",
        Tender::Yape => "Yape",
        Tender::Plin => "Plin",
        Tender::Card => "Tarjeta",
        Tender::Transfer => "Transferencia",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Z as it was stored before series were told apart.
    const OLD: &str = r#"{
        "z_number": 3, "till_name": "Caja 1", "opened_at": "2026-07-28T13:05:00Z", "opened_by": "Rosa",
        "closed_at": "2026-07-28T23:05:00Z", "closed_by": "Rosa", "business_date": "2026-07-28",
        "first_number": "NV01-00000101", "last_number": "NV01-00000160", "sales": 60, "gross": 100, "discounts": 0,
        "rounding": 0, "total": 100, "voids": 0, "voided": 0, "taxable": 85, "exempt": 0, "unaffected": 0, "igv": 15,
        "icbper": 0, "tenders": [], "float": 0, "income": 0, "withdrawals": 0, "change_given": 0, "drawer_openings": 0,
        "reprints": 0, "expected_cash": 100, "counted_cash": 100, "difference": 0, "counts": [], "left_float": 0,
        "deposit": 100, "note": null, "by_cashier": []
    }"#;

    #[test]
    fn law_04_a_z_from_before_reads_as_it_was_printed() {
        let figures: Figures = serde_json::from_str(OLD).expect("an old Z is read");
        let told = sales(&figures, |count| u32::try_from(count).expect("a count"));
        assert_eq!(told.numbers, Some(("NV01-00000101".to_owned(), "NV01-00000160".to_owned())));
        assert_eq!(told.series, []);
    }
}
