//! Documents of each situation, a throw-away certificate, and tools we did not write.
#![allow(dead_code, reason = "each test program uses its part")]
#![allow(clippy::disallowed_methods, reason = "runs openssl, xmllint and xmlsec1")]

use std::{path::Path, process::Command, sync::LazyLock};

use caserita_domain::{
    document::IdentityType,
    pricing::{Discount, DraftLine, Measure, price},
    tax::{TaxClass, TaxRates},
};
use caserita_money::{Money, Percent, Quantity};
use caserita_sunat::{
    catalog::{Condition, CreditReason, DebitReason, DocType},
    document::{
        Address, Affected, Customer, DocNumber, Instalment, Issuer, LineInput, Note, NoteInput, PaymentTerms, Reason,
        Regime, SaleDoc, SaleInput, SaleKind, Summary, SummaryLine, VoidedDoc, VoidedDocs,
    },
    sign::Certificate,
    ubl::ToUbl,
};
use chrono::{NaiveDate, NaiveDateTime};

pub const RUC: &str = "20123456786";
pub const PASSWORD: &str = "clave ñ";

pub fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).expect("a day of March")
}

pub fn at(day_of_march: u32) -> NaiveDateTime {
    day(day_of_march).and_hms_opt(10, 15, 0).expect("a quarter past ten")
}

pub fn issuer() -> Issuer {
    let address = Address {
        ubigeo: "150101".into(),
        line: "Jr. Ejemplo 123".into(),
        district: "Lima".into(),
        province: "Lima".into(),
        department: "Lima".into(),
        establishment: String::new(),
    };
    Issuer::new(RUC, "Tienda Ejemplo S.A.C.", Some("Bodega «Doña Peña» & Hijos"), address).expect("a good issuer")
}

pub fn general() -> TaxRates {
    TaxRates::on(day(1))
}

pub fn nrus() -> TaxRates {
    TaxRates { igv: Percent::from_basis_points(0), icbper: Money::ZERO }
}

pub fn soles(cents: i64) -> Money {
    Money::from_cents(cents)
}

pub fn goods(price_cents: i64, thousandths: i64, class: TaxClass) -> DraftLine {
    DraftLine {
        list_price: soles(price_cents),
        wholesale: None,
        manual_price: None,
        measure: Measure::Quantity(Quantity::from_thousandths(thousandths)),
        discount: None,
        tax_class: class,
        is_bag: false,
    }
}

/// The lines of a basket, and its total, as the till prices it.
pub fn basket(drafts: &[DraftLine], off: Option<Discount>, rates: TaxRates) -> (Vec<LineInput>, Money) {
    let priced = price(drafts, off, rates);
    let lines = drafts.iter().zip(&priced.lines).zip(1..).map(|((draft, line), number)| LineInput {
        description: format!("Producto {number} \u{fffe}<ñandú> & \"cía\""),
        code: Some(format!("P{number:04}")),
        unit: if line.quantity.is_whole() { "NIU" } else { "KGM" },
        quantity: line.quantity,
        class: draft.tax_class,
        gross: line.gross,
        net: line.net,
        base: line.base,
        igv: line.igv,
        icbper: line.icbper,
        bags: line.bags,
    });
    (lines.collect(), priced.totals.total)
}

pub fn sale(kind: SaleKind, customer: Customer, drafts: &[DraftLine], off: Option<Discount>) -> SaleInput {
    let (lines, total) = basket(drafts, off, general());
    SaleInput {
        kind,
        series: if kind == SaleKind::Boleta { "B001" } else { "F001" }.into(),
        number: 123,
        issued_at: at(1),
        issuer: issuer(),
        customer,
        regime: Regime::General,
        rates: general(),
        lines,
        payment: PaymentTerms::Cash,
        total,
    }
}

pub fn company() -> Customer {
    Customer::identified(IdentityType::Ruc, "20000000001", "Compradora & Asociados E.I.R.L.", Some("Av. Siempre Viva 742"))
        .expect("a company")
}

pub fn person() -> Customer {
    Customer::identified(IdentityType::Dni, "45678912", "Rosa Quispe Mamani", None).expect("a person")
}

pub fn mixed() -> Vec<DraftLine> {
    use TaxClass::{Exonerado, Gravado, Inafecto};
    vec![
        goods(590, 2000, Gravado),
        goods(200, 2500, Exonerado),
        DraftLine { is_bag: true, ..goods(20, 2000, Gravado) },
        DraftLine { discount: Some(Discount::Percent(Percent::from_basis_points(10_000))), ..goods(354, 1000, Gravado) },
        DraftLine { discount: Some(Discount::Amount(soles(55))), ..goods(399, 1333, Gravado) },
        goods(400, 1000, Inafecto),
        DraftLine { discount: Some(Discount::Percent(Percent::from_basis_points(10_000))), ..goods(100, 1000, Exonerado) },
    ]
}

fn document(sale: SaleInput) -> Vec<u8> {
    SaleDoc::new(sale).expect("a lawful document").to_ubl()
}

fn note(
    reason: Reason,
    affected: (DocType, &str),
    customer: Customer,
    drafts: &[DraftLine],
    off: Option<Discount>,
) -> NoteInput {
    let (lines, total) = basket(drafts, off, general());
    NoteInput {
        reason,
        description: "El cliente devolvió\nun producto".into(),
        series: match (reason, affected.1.starts_with('B')) {
            (Reason::Credit(_), true) => "BC01",
            (Reason::Credit(_), false) => "FC01",
            (Reason::Debit(_), true) => "BD01",
            (Reason::Debit(_), false) => "FD01",
        }
        .into(),
        number: 1,
        issued_at: at(2),
        affected: Affected {
            number: DocNumber::new(affected.0, affected.1, 123).expect("a number"),
            issued: day(1),
            left: soles(100_000),
        },
        issuer: issuer(),
        customer,
        regime: Regime::General,
        rates: general(),
        lines,
        instalments: Vec::new(),
        total,
    }
}

pub fn credit_note(reason: CreditReason) -> NoteInput {
    note(Reason::Credit(reason), (DocType::Boleta, "B001"), person(), &mixed()[..3], None)
}

fn instalments() -> Vec<Instalment> {
    [(10, 5000), (20, 5000), (30, 1800)].map(|(due, cents)| Instalment { amount: soles(cents), due: day(due) }).to_vec()
}

pub fn summary_line(number: i64, condition: Condition) -> SummaryLine {
    let doc = SaleDoc::new(sale(SaleKind::Boleta, person(), &mixed(), None)).expect("a boleta");
    SummaryLine {
        number: DocNumber::new(DocType::Boleta, "B001", number).expect("a number"),
        issued: day(1),
        condition,
        customer: person(),
        totals: *doc.totals(),
        igv_rate: general().igv,
        affected: None,
    }
}

/// Every kind and variant, by the name of its golden file.
pub fn situations() -> Vec<(&'static str, Vec<u8>)> {
    use TaxClass::{Exonerado, Gravado, Inafecto};
    let hundred = [goods(11_800, 1000, Gravado)];
    let ticket_off = Some(Discount::Percent(Percent::from_basis_points(1000)));
    let everything_free = Some(Discount::Percent(Percent::from_basis_points(10_000)));
    let (nrus_lines, nrus_total) = basket(&[goods(590, 2000, Gravado), goods(999, 333, Gravado)], None, nrus());
    let nrus_sale = SaleInput {
        regime: Regime::Nrus,
        rates: nrus(),
        lines: nrus_lines,
        total: nrus_total,
        ..sale(SaleKind::Boleta, Customer::anybody(), &hundred, None)
    };
    let credit =
        SaleInput { payment: PaymentTerms::Credit(instalments()), ..sale(SaleKind::Factura, company(), &hundred, None) };
    let factura_note = |reason| note(reason, (DocType::Factura, "F001"), company(), &hundred, None);
    let rescheduled = NoteInput {
        instalments: instalments(),
        ..note(Reason::Credit(CreditReason::Instalments), (DocType::Factura, "F001"), company(), &hundred, everything_free)
    };
    let made = |input| Note::new(input).expect("a lawful note").to_ubl();
    vec![
        ("boleta-sencilla", document(sale(SaleKind::Boleta, Customer::anybody(), &[goods(100, 1000, Gravado)], None))),
        ("boleta-mixta", document(sale(SaleKind::Boleta, person(), &mixed(), None))),
        ("boleta-descuento-global", document(sale(SaleKind::Boleta, person(), &mixed(), ticket_off))),
        ("boleta-gratuita", document(sale(SaleKind::Boleta, Customer::anybody(), &mixed()[..2], everything_free))),
        ("boleta-exonerada", document(sale(SaleKind::Boleta, Customer::anybody(), &[goods(250, 1500, Exonerado)], None))),
        ("boleta-inafecta", document(sale(SaleKind::Boleta, Customer::anybody(), &[goods(250, 1500, Inafecto)], None))),
        ("boleta-nrus", document(nrus_sale)),
        ("factura-contado", document(sale(SaleKind::Factura, company(), &mixed(), None))),
        ("factura-credito", document(credit)),
        ("nota-credito-boleta", made(credit_note(CreditReason::PartialReturn))),
        ("nota-credito-factura", made(factura_note(Reason::Credit(CreditReason::Annulment)))),
        ("nota-credito-cuotas", made(rescheduled)),
        (
            "nota-debito-boleta",
            made(note(Reason::Debit(DebitReason::HigherValue), (DocType::Boleta, "B001"), person(), &hundred, None)),
        ),
        ("nota-debito-factura", made(factura_note(Reason::Debit(DebitReason::LateInterest)))),
        ("resumen", summary().to_ubl()),
        ("baja", voided().to_ubl()),
    ]
}

fn summary() -> Summary {
    let credit = SummaryLine {
        number: DocNumber::new(DocType::NotaCredito, "BC01", 1).expect("a number"),
        affected: Some(DocNumber::new(DocType::Boleta, "B001", 9).expect("a number")),
        ..summary_line(1, Condition::Add)
    };
    let anybody = SummaryLine { customer: Customer::anybody(), ..summary_line(2, Condition::Void) };
    Summary::new(issuer(), day(2), 1, vec![summary_line(1, Condition::Add), anybody, credit]).expect("a lawful summary")
}

fn voided() -> VoidedDocs {
    let factura = DocNumber::new(DocType::Factura, "F001", 2).expect("a number");
    let line = VoidedDoc { number: factura, issued: day(1), reason: "Error en\tel cliente".into() };
    VoidedDocs::new(issuer(), day(2), 1, vec![line]).expect("a lawful communication")
}

/// The schema of a document, by its root element.
pub fn schema(xml: &[u8]) -> String {
    let text = String::from_utf8_lossy(xml);
    let root = ["Invoice", "CreditNote", "DebitNote"].into_iter().find(|root| text.contains(&format!("<{root} xmlns")));
    let schemas = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/sunat/schemas");
    match root {
        Some(root) => format!("{schemas}/ubl-2.1/maindoc/UBL-{root}-2.1.xsd"),
        None if text.contains("<SummaryDocuments") => {
            format!("{schemas}/ubl-2.0-sunat/maindoc/UBLPE-SummaryDocuments-1.0.xsd")
        }
        None => format!("{schemas}/ubl-2.0-sunat/maindoc/UBLPE-VoidedDocuments-1.0.xsd"),
    }
}

/// Runs a tool; what it said, if it was not content.
pub fn run(program: &str, args: &[&str]) -> Result<(), String> {
    let output = Command::new(program).args(args).output().unwrap_or_else(|error| panic!("{program} runs: {error}"));
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

/// A certificate file as a seller hands it out, made by openssl.
pub fn certificate_file(folder: &Path, bits: &str, legacy: bool) -> Vec<u8> {
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let (key, pem, pfx) = (path("key.pem"), path("cert.pem"), path("cert.pfx"));
    let subject = format!("/C=PE/O=TIENDA EJEMPLO SAC/OU={RUC}/CN=ROSA QUISPE");
    run(
        "openssl",
        &[
            "req",
            "-x509",
            "-newkey",
            &format!("rsa:{bits}"),
            "-nodes",
            "-days",
            "365",
            "-subj",
            &subject,
            "-keyout",
            &key,
            "-out",
            &pem,
        ],
    )
    .expect("openssl makes a certificate");
    let pass = format!("pass:{PASSWORD}");
    let mut args = vec!["pkcs12", "-export", "-inkey", &key, "-in", &pem, "-out", &pfx, "-passout", &pass];
    if legacy {
        args.push("-legacy");
    }
    run("openssl", &args).expect("openssl packs it");
    std::fs::read(&pfx).expect("the file was made")
}

/// One certificate for all tests of a program, and its public part in a file.
pub static SHARED: LazyLock<(Certificate, tempfile::TempDir)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let file = certificate_file(folder.path(), "2048", false);
    (Certificate::from_pkcs12(&file, PASSWORD).expect("a certificate"), folder)
});
