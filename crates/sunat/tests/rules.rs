//! What is refused, and that figures agree.

mod common;

use caserita_domain::{document::IdentityType, fiscal::Regime, pricing::Discount, tax::TaxClass};
use caserita_money::{Money, Percent};
use caserita_sunat::{
    catalog::{Condition, CreditReason, DocType},
    document::{
        Address, Customer, DocNumber, FileId, FileKind, Instalment, Issuer, MOST_SUMMARY_LINES, Note, NoteInput,
        PaymentTerms, Reason, Refusal, SaleDoc, SaleInput, SaleKind, Summary, VoidedDoc, VoidedDocs,
    },
    ubl::ToUbl,
};
use common::{basket, company, credit_note, day, general, goods, issuer, mixed, person, sale, soles, summary_line};
use proptest::prelude::*;

fn boleta() -> SaleInput {
    sale(SaleKind::Boleta, Customer::anybody(), &mixed(), None)
}

fn factura() -> SaleInput {
    sale(SaleKind::Factura, company(), &mixed(), None)
}

fn refused(input: SaleInput) -> Refusal {
    SaleDoc::new(input).expect_err("a broken rule")
}

#[test]
fn series_and_numbers_fit_their_kind() {
    for series in ["F001", "B01", "B0011", "b001", "B-01", "", "00001", "Ñ001"] {
        assert_eq!(refused(SaleInput { series: series.into(), ..boleta() }), Refusal::Series(series.into()));
    }
    for number in [0, -1, 100_000_000] {
        assert_eq!(refused(SaleInput { number, ..boleta() }), Refusal::Number(number));
    }
    assert!(FileId::new(FileKind::Summary, day(1), 0).is_err() && FileId::new(FileKind::Voided, day(1), 100_000).is_err());
}

#[test]
fn a_factura_is_made_out_to_a_ruc_by_a_shop_that_may() {
    assert_eq!(refused(SaleInput { customer: person(), ..factura() }), Refusal::CustomerRuc);
    assert_eq!(refused(SaleInput { customer: Customer::anybody(), ..factura() }), Refusal::CustomerRuc);
    let plain = sale(SaleKind::Factura, company(), &[goods(100, 1000, TaxClass::Exonerado)], None);
    assert_eq!(refused(SaleInput { regime: Regime::Nrus, ..plain }), Refusal::NrusFactura);
    assert_eq!(refused(SaleInput { regime: Regime::Nrus, ..boleta() }), Refusal::NrusIcbper);
}

#[test]
fn a_boleta_above_700_names_its_customer() {
    let at_limit = [goods(70_000, 1000, TaxClass::Gravado)];
    assert!(SaleDoc::new(sale(SaleKind::Boleta, Customer::anybody(), &at_limit, None)).is_ok(), "700.00 is not above");
    let above = [goods(70_001, 1000, TaxClass::Gravado)];
    assert_eq!(refused(sale(SaleKind::Boleta, Customer::anybody(), &above, None)), Refusal::CustomerIdentity);
    assert!(SaleDoc::new(sale(SaleKind::Boleta, person(), &above, None)).is_ok());
}

#[test]
fn customers_and_issuers_are_whole() {
    let by = |kind, number, name| Customer::identified(kind, number, name, None).expect_err("a broken rule");
    assert_eq!(by(IdentityType::Dni, "1234567", "Rosa"), Refusal::CustomerNumber);
    assert_eq!(by(IdentityType::Ruc, "20123456789", "Empresa"), Refusal::CustomerNumber);
    assert_eq!(by(IdentityType::None, "0", "Nadie"), Refusal::CustomerNumber);
    assert_eq!(by(IdentityType::Dni, "12345678", " R\n "), Refusal::CustomerName);
    let good = issuer().address().clone();
    let made = |ruc, name, address: Address| Issuer::new(ruc, name, Some("  "), address);
    assert_eq!(made("20123456789", "X", good.clone()).err(), Some(Refusal::IssuerRuc));
    assert_eq!(made(common::RUC, " ", good.clone()).err(), Some(Refusal::IssuerName));
    assert_eq!(
        made(common::RUC, "X", Address { ubigeo: "15010".into(), ..good.clone() }).err(),
        Some(Refusal::IssuerAddress)
    );
    assert_eq!(made(common::RUC, "X", Address { line: "\t".into(), ..good.clone() }).err(), Some(Refusal::IssuerAddress));
    assert_eq!(made(common::RUC, "X", good).expect("whole").trade_name(), None, "a blank name is left out (4092)");
}

#[test]
fn lines_are_worth_something_and_add_up() {
    assert_eq!(refused(SaleInput { lines: Vec::new(), total: Money::ZERO, ..boleta() }), Refusal::NoLines);
    let (lines, total) = basket(&vec![goods(100, 1000, TaxClass::Gravado); 1000], None, general());
    assert_eq!(refused(SaleInput { lines, total, customer: person(), ..boleta() }), Refusal::TooManyLines(1000));
    let off = |cents| SaleInput { total: boleta().total + soles(cents), ..boleta() };
    assert!(matches!(refused(off(1)), Refusal::Totals { .. }) && matches!(refused(off(-1)), Refusal::Totals { .. }));
    let with = |change: fn(&mut caserita_sunat::document::LineInput)| {
        let mut input = boleta();
        change(&mut input.lines[0]);
        refused(input)
    };
    assert_eq!(with(|line| line.description = "\r\n".into()), Refusal::Description(1));
    assert_eq!(with(|line| line.quantity = caserita_money::Quantity::ZERO), Refusal::Quantity(1));
    assert_eq!(with(|line| line.igv += soles(1)), Refusal::LineFigures(1));
    assert_eq!(with(|line| line.icbper += soles(50)), Refusal::LineFigures(1));
    let nothing = [goods(0, 1000, TaxClass::Gravado)];
    assert_eq!(refused(sale(SaleKind::Boleta, Customer::anybody(), &nothing, None)), Refusal::Worthless(1), "3105");
}

#[test]
fn credit_is_for_facturas_with_instalments_that_add_up() {
    let on = |instalments: &[(u32, i64)]| {
        let parts = instalments.iter().map(|(due, cents)| Instalment { amount: soles(*cents), due: day(*due) });
        PaymentTerms::Credit(parts.collect())
    };
    let hundred = |payment| SaleInput {
        payment,
        ..sale(SaleKind::Factura, company(), &[goods(11_800, 1000, TaxClass::Gravado)], None)
    };
    assert_eq!(refused(SaleInput { payment: on(&[(5, 100)]), ..boleta() }), Refusal::BoletaOnCredit);
    assert_eq!(refused(hundred(on(&[]))), Refusal::Instalments);
    assert_eq!(refused(hundred(on(&[(5, 11_801)]))), Refusal::Instalments);
    assert_eq!(refused(hundred(on(&[(5, 0), (6, 11_800)]))), Refusal::Instalments);
    assert_eq!(refused(hundred(on(&[(5, 5000), (1, 6800)]))), Refusal::InstalmentDate(2), "due on the day of issue: 3267");
    assert!(SaleDoc::new(hundred(on(&[(5, 5000), (6, 6800)]))).is_ok());
    assert!(SaleDoc::new(hundred(on(&[(5, 5000)]))).is_ok(), "the rest was paid at once");
}

#[test]
fn a_note_fits_what_it_corrects() {
    let refused = |input| Note::new(input).expect_err("a broken rule");
    let good = || credit_note(CreditReason::PartialReturn);
    assert!(Note::new(good()).is_ok());
    assert_eq!(refused(NoteInput { series: "FC01".into(), ..good() }), Refusal::NoteSeries);
    assert_eq!(refused(NoteInput { description: " ".into(), ..good() }), Refusal::ReasonText);
    assert_eq!(refused(NoteInput { description: "x".repeat(501), ..good() }), Refusal::ReasonText);
    let mut early = good();
    early.affected.issued = day(3);
    assert_eq!(refused(early), Refusal::NoteDate);
    let mut spent = good();
    spent.affected.left = spent.total - soles(1);
    assert_eq!(refused(spent), Refusal::NoteTotal(good().total));
    for reason in CreditReason::ALL.into_iter().filter(|reason| !reason.suits_boleta()) {
        assert_eq!(refused(NoteInput { reason: Reason::Credit(reason), ..good() }), Refusal::NoteReason);
    }
    let with_terms = NoteInput { instalments: vec![Instalment { amount: soles(1), due: day(9) }], ..good() };
    assert_eq!(refused(with_terms), Refusal::NoteReason);
}

#[test]
fn a_summary_holds_one_to_500_boletas_of_one_day() {
    let of = |lines| Summary::new(issuer(), day(2), 1, lines);
    let many = |count: i64| (1..=count).map(|number| summary_line(number, Condition::Add)).collect::<Vec<_>>();
    assert_eq!(of(Vec::new()).err(), Some(Refusal::SummarySize(0)));
    assert!(of(many(500)).is_ok());
    assert_eq!(of(many(501)).err(), Some(Refusal::SummarySize(501)));
    let parts = caserita_sunat::document::Summary::split(many(501));
    assert_eq!(parts.iter().map(Vec::len).collect::<Vec<_>>(), [MOST_SUMMARY_LINES, 1], "501 split");
    let mut other_day = many(2);
    other_day[1].issued = day(2);
    assert_eq!(of(other_day.clone()).err(), Some(Refusal::SummaryDays));
    assert_eq!(Summary::split(other_day).len(), 2, "a day each");
    let mut twice = many(2);
    twice[1].number = twice[0].number.clone();
    assert_eq!(of(twice).err(), Some(Refusal::SummaryTwice("B001-1".into())));
    let mut factura = many(1);
    factura[0].number = DocNumber::new(DocType::Factura, "F001", 1).expect("a number");
    assert_eq!(of(factura).err(), Some(Refusal::WrongPaper("F001-1".into())));
}

#[test]
fn a_communication_voids_facturas_with_a_reason() {
    let of = |kind, series, reason: &str| {
        let number = DocNumber::new(kind, series, 1).expect("a number");
        VoidedDocs::new(issuer(), day(2), 1, vec![VoidedDoc { number, issued: day(1), reason: reason.into() }]).err()
    };
    assert_eq!(of(DocType::Boleta, "B001", "Error"), Some(Refusal::WrongPaper("B001-1".into())), "2308");
    assert_eq!(of(DocType::NotaCredito, "BC01", "Error"), Some(Refusal::WrongPaper("BC01-1".into())));
    assert_eq!(of(DocType::Factura, "F001", " x\n"), Some(Refusal::VoidReason));
    assert_eq!(of(DocType::NotaDebito, "FD01", "Error"), None);
}

/// All amounts of one element, in céntimos.
fn amounts(xml: &str, element: &str) -> Vec<i64> {
    let open = format!("<{element} currencyID=\"PEN\">");
    let found = xml.split(open.as_str()).skip(1).filter_map(|rest| rest.split_once('<'));
    found.map(|(text, _)| text.replace('.', "").parse().expect("two decimals")).collect()
}

proptest! {
    #[test]
    fn law_06_lines_add_up_to_the_total_and_the_xml_says_the_same(
        goods_sold in prop::collection::vec((1..50_000i64, 1..20_000i64, 0..3u8, 0..=10_000i32, any::<bool>()), 1..12),
        ticket_off in prop::option::of(0..=10_000i32),
    ) {
        let classes = [TaxClass::Gravado, TaxClass::Exonerado, TaxClass::Inafecto];
        let drafts: Vec<_> = goods_sold
            .iter()
            .map(|(price, quantity, class, off, bag)| caserita_domain::pricing::DraftLine {
                discount: Some(Discount::Percent(Percent::from_basis_points(*off))),
                is_bag: *bag,
                ..goods(*price, if *bag { (quantity / 1000 + 1) * 1000 } else { *quantity }, classes[usize::from(*class)])
            })
            .collect();
        let off = ticket_off.map(|points| Discount::Percent(Percent::from_basis_points(points)));
        let input = sale(SaleKind::Boleta, person(), &drafts, off);
        let said = input.total;
        match SaleDoc::new(input) {
            Err(refusal) => prop_assert!(matches!(refusal, Refusal::Worthless(_)), "{refusal}"),
            Ok(document) => {
                let totals = document.totals();
                prop_assert_eq!(totals.total, said);
                prop_assert_eq!(totals.value() + totals.tax(), said);
                let xml = String::from_utf8(document.to_ubl()).expect("UTF-8");
                prop_assert_eq!(amounts(&xml, "cbc:PayableAmount"), [said.cents()]);
                let values = amounts(&xml, "cbc:LineExtensionAmount");
                prop_assert_eq!(values[0], totals.value().cents());
                prop_assert_eq!(values[1..].iter().sum::<i64>(), (totals.value() + totals.free).cents(), "sum of lines is the total");
                let parts = totals.taxable + totals.exempt + totals.unaffected + totals.igv + totals.icbper;
                prop_assert_eq!(parts, said, "no céntimo between the classes");
            }
        }
    }
}
