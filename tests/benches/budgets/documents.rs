//! What electronic documents cost: at the counter, in the list, and while they go out.

use std::{
    thread,
    time::{Duration, Instant},
};

use caserita_domain::{
    document::{DocKind, IdentityType},
    fiscal::{DocEvent, Environment, Regime},
    tax::{TaxClass, TaxRates},
};
use caserita_money::{Money, Percent, Quantity};
use caserita_store::{Change, FiscalDoc, FiscalEvent, Store};
use caserita_sunat::{
    catalog::{Condition, DocType},
    document::{
        Address, Customer, DocNumber, Issuer, LineInput, PaymentTerms, SaleDoc, SaleInput, SaleKind, Summary, SummaryLine,
    },
    sign::{Certificate, sign},
    ubl::ToUbl,
};
use caserita_testkit::{electronic, sunat::SunatServer};
use chrono::NaiveDate;
use uuid::Uuid;

use crate::{
    measure::{Rows, sample},
    shop::Size,
    till::Till,
};

/// Documents on file when lists are measured.
const ON_FILE: i64 = 10_000;

/// Building and signing, apart from any till.
pub fn pure(rows: &mut Rows, size: Size) {
    let certificate = Certificate::from_pkcs12(electronic::CERTIFICATE, electronic::CERTIFICATE_PASSWORD).expect("it opens");
    let timed = |run: &dyn Fn()| {
        let started = Instant::now();
        run();
        started.elapsed()
    };
    let boleta = sample(300, |_| {
        timed(&|| drop(sign(&SaleDoc::new(a_boleta(5)).expect("lawful").to_ubl(), &certificate).expect("it signs")))
    });
    rows.time("build + sign one boleta", size, boleta, 5_000);
    let summary = sample(20, |_| timed(&|| drop(sign(&a_summary().to_ubl(), &certificate).expect("it signs"))));
    rows.time("build + sign a summary of 500", size, summary, 50_000);
}

/// *Cobrar* with its boleta signed, scans while documents go out, and the list.
pub fn counter(rows: &mut Rows, size: Size, till: &mut Till) {
    let sunat = SunatServer::start();
    till.go_electronic(&sunat);
    let signed = sample(300, |_| {
        till.fill_cart(5);
        till.sell()
    });
    rows.time("cobrar → committed, its boleta signed", size, signed, 25_000);
    let idle = scans(till, HAND, 100);
    rows.time("scan at a hand's pace, nothing going out", size, idle, 30_000);
    let worker = till.start_sending();
    rows.time("scan after scan while 300 boletas go out", size, scans(till, Duration::ZERO, 2_000), 3_000);
    rows.time("scan at a hand's pace while 300 boletas go out", size, scans(till, HAND, 100), 30_000);
    worker.join().expect("all went out");
    let lists = |query: &str| sample(200, |_| till.timed_get(&format!("/v1/documents?limit=50{query}")));
    rows.time("10,000 documents, first page", size, lists(""), 10_000);
    rows.time("10,000 documents, to be resolved", size, lists("&light=red"), 10_000);
    rows.time("10,000 documents, by a name nobody has", size, lists("&q=zzzz"), 30_000);
    rows.time("how the documents stand", size, sample(200, |_| till.timed_get("/v1/fiscal/status")), 10_000);
}

/// Six scans a second, which is more than a hand does. Between them the processor turns to something else and wakes up slowly,
/// so that these are held against what a cashier may wait, and against each other.
const HAND: Duration = Duration::from_millis(160);

fn scans(till: &mut Till, pause: Duration, count: usize) -> Vec<Duration> {
    sample(count, |turn| {
        if turn % 10 == 0 {
            till.clear();
        }
        thread::sleep(pause);
        let code = till.some_code();
        till.timed("/v1/cart/scan", serde_json::json!({ "code": code }))
    })
}

/// A past of documents, accepted but for one in a hundred.
pub fn past(store: &Store) {
    let (device, sale_id) = store
        .read(|reader| -> caserita_store::Result<_> {
            let sale = reader.sales(&caserita_store::SaleFilter::default(), None, 1)?.remove(0);
            Ok((reader.device()?, sale.id))
        })
        .expect("it reads");
    for batch in 0..ON_FILE / 500 {
        store
            .write(crate::shop::PAST, |tx| {
                (0..500).try_for_each(|one| {
                    let number = batch * 500 + one + 1;
                    let doc = a_document(number, device.till_id, sale_id);
                    let end = if number % 100 == 0 { DocEvent::Rejected } else { DocEvent::Accepted };
                    tx.record(Change::FiscalDoc(doc.clone()))?;
                    [DocEvent::Signed, DocEvent::Sent, end].into_iter().try_for_each(|event| {
                        tx.record(Change::FiscalDocEvent(FiscalEvent::new(Uuid::now_v7(), doc.id, event, doc.issued_at)))
                    })
                })
            })
            .unwrap_or_else(|error: caserita_store::Error| panic!("{error}"));
    }
}

fn a_document(number: i64, till_id: Uuid, sale_id: Uuid) -> FiscalDoc {
    FiscalDoc {
        id: Uuid::now_v7(),
        environment: Environment::Beta,
        kind: DocKind::Boleta,
        series: "BX99".into(),
        number,
        till_id,
        sale_id,
        refund_id: None,
        charge_id: None,
        replaces_id: None,
        customer_id: None,
        affected_id: None,
        issued_at: crate::shop::PAST + number * 60_000,
        business_date: NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day") + chrono::Days::new(number.unsigned_abs() / 20),
        regime: Regime::General,
        customer_doc: IdentityType::None,
        customer_number: None,
        customer_name: None,
        taxable: Money::from_cents(1_000),
        exempt: Money::ZERO,
        unaffected: Money::ZERO,
        free: Money::ZERO,
        free_igv: Money::ZERO,
        igv_rate: Percent::from_basis_points(1_800),
        igv: Money::from_cents(180),
        icbper: Money::ZERO,
        total: Money::from_cents(1_180),
        reason_code: None,
        reason: None,
    }
}

fn an_issuer() -> Issuer {
    let address = Address {
        ubigeo: "150101".into(),
        line: "Jr. Ejemplo 123".into(),
        district: "LIMA".into(),
        province: "LIMA".into(),
        department: "LIMA".into(),
        establishment: String::new(),
    };
    Issuer::new(electronic::RUC, "Bodega de prueba S.A.C.", None, address).expect("an issuer")
}

fn a_boleta(lines: usize) -> SaleInput {
    let day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
    let line = LineInput {
        description: "Leche evaporada entera 400 g".into(),
        code: Some("P0001".into()),
        unit: "NIU",
        quantity: Quantity::units(2),
        class: TaxClass::Gravado,
        gross: Money::from_cents(1_180),
        net: Money::from_cents(1_180),
        base: Money::from_cents(1_000),
        igv: Money::from_cents(180),
        icbper: Money::ZERO,
        bags: 0,
    };
    SaleInput {
        kind: SaleKind::Boleta,
        series: "B001".into(),
        number: 1,
        issued_at: day.and_hms_opt(10, 0, 0).expect("a time"),
        issuer: an_issuer(),
        customer: Customer::anybody(),
        regime: Regime::General,
        rates: TaxRates::on(day),
        total: Money::from_cents(1_180 * i64::try_from(lines).expect("few")),
        lines: vec![line; lines],
        payment: PaymentTerms::Cash,
    }
}

fn a_summary() -> Summary {
    let day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
    let totals = *SaleDoc::new(a_boleta(5)).expect("lawful").totals();
    let lines = (1..=500).map(|number| SummaryLine {
        number: DocNumber::new(DocType::Boleta, "B001", number).expect("a number"),
        issued: day,
        condition: Condition::Add,
        customer: Customer::anybody(),
        totals,
        igv_rate: TaxRates::on(day).igv,
        affected: None,
    });
    Summary::new(an_issuer(), day, 1, lines.collect()).expect("a summary")
}
