//! One receipt for each kind and state of electronic document.

use caserita_money::{Money, Percent};
use caserita_printing::*;
use chrono::NaiveDate;

use super::situations::{LOGO, at, cash, line, receipt, shop, soles};

/// The digest of every situation: a SHA-256 in base64.
pub const HASH: &str = "x1Yk3Zq9Jr0s8wVb2TnQmLeK5fHgUcDa7pRoIyXtW4E=";

/// Every situation by the name of its golden folder.
pub fn all() -> Vec<(&'static str, Receipt)> {
    vec![
        ("boleta-anonymous", boleta()),
        ("boleta-dni", boleta_dni()),
        ("boleta-mixed-taxes", boleta_mixed()),
        ("factura-cash", factura_cash()),
        ("factura-credit", factura_credit()),
        ("credit-note", credit_note()),
        ("debit-note", debit_note()),
        ("boleta-nrus", boleta_nrus()),
        ("boleta-beta", changed(boleta_dni(), |electronic| electronic.beta = true)),
        ("boleta-unsigned", changed(boleta_dni(), |electronic| electronic.signing = Signing::Pending)),
        ("boleta-contingency", contingency()),
    ]
}

/// The receipt with its electronic part changed.
pub fn changed(receipt: Receipt, change: impl FnOnce(&mut Electronic)) -> Receipt {
    let ReceiptDocument::Electronic(mut electronic) = receipt.document else { panic!("a note of the shop's own") };
    change(&mut electronic);
    Receipt { document: ReceiptDocument::Electronic(electronic), ..receipt }
}

/// The text of its code, if it has one.
pub fn qr(receipt: &Receipt) -> Option<String> {
    match &receipt.document {
        ReceiptDocument::Electronic(electronic) => match &electronic.signing {
            Signing::Signed { qr, .. } => Some(qr.clone()),
            _ => None,
        },
        ReceiptDocument::NotaVenta => None,
    }
}

pub fn boleta() -> Receipt {
    let taxes = TaxFigures { taxable: soles(4055), igv: soles(730), igv_rate: igv(), ..TaxFigures::default() };
    let signing = signed("03|B001|123|7.30|47.85|2026-07-28|0|00000000");
    let words = "SON CUARENTA Y SIETE CON 85/100 SOLES";
    document("B001-00000123", electronic(ElectronicKind::Boleta, signing, taxes, words))
}

pub fn boleta_dni() -> Receipt {
    let customer = customer("Begoña Ñahui Güere de los Ríos", "DNI 45678912", None);
    let signing = signed("03|B001|123|7.30|47.85|2026-07-28|1|45678912");
    changed(Receipt { customer: Some(customer), ..boleta() }, |electronic| electronic.signing = signing)
}

/// Taxed, exempt, given away, discounted and in a bag.
pub fn boleta_mixed() -> Receipt {
    let discount = ReceiptDiscount {
        amount: soles(125),
        percent: Some(Percent::from_basis_points(1000)),
        reason: Some("socia".to_owned()),
    };
    let lines = vec![
        ReceiptLine { discount: Some(discount), ..line("Café tostado y molido Altomayo Gourmet 250 g", 2_000, 625, 1250) },
        ReceiptLine { unit: "kg".to_owned(), ..line("Piña golden Chanchamayo selección extra", 1_340, 490, 657) },
        ReceiptLine { free: Some(soles(450)), ..line("Taza de regalo Altomayo", 1_000, 450, 0) },
        ReceiptLine { icbper_unit: soles(50), icbper: soles(100), ..line("Bolsa plástica con asa", 2_000, 10, 20) },
    ];
    let taxes = TaxFigures {
        taxable: soles(970),
        exempt: soles(657),
        free: soles(450),
        discounts: soles(106),
        igv: soles(175),
        igv_rate: igv(),
        icbper: soles(100),
        ..TaxFigures::default()
    };
    let signing = signed("03|B001|124|1.75|19.02|2026-07-28|0|00000000");
    let mut electronic = electronic(ElectronicKind::Boleta, signing, taxes, "SON DIECINUEVE CON 02/100 SOLES");
    electronic.legends = vec!["TRANSFERENCIA GRATUITA DE UN BIEN Y/O SERVICIO PRESTADO GRATUITAMENTE".to_owned()];
    let totals = ReceiptTotals { total: soles(1902), rounding: soles(-2), saved: soles(125), ..ReceiptTotals::default() };
    let payments = vec![cash(1900, 2000)];
    Receipt { lines, totals, payments, change: soles(100), ..document("B001-00000124", electronic) }
}

pub fn factura_cash() -> Receipt {
    let taxes = TaxFigures { taxable: soles(4055), igv: soles(730), igv_rate: igv(), ..TaxFigures::default() };
    let signing = signed("01|F001|45|7.30|47.85|2026-07-28|6|20100070970");
    let mut electronic = electronic(ElectronicKind::Factura, signing, taxes, "SON CUARENTA Y SIETE CON 85/100 SOLES");
    electronic.terms = Some(PaymentTerms::Cash);
    Receipt {
        customer: Some(company()),
        lines: coded(receipt().lines, &["18.5593", "3.3051", "0.4322"]),
        ..document("F001-00000045", electronic)
    }
}

pub fn factura_credit() -> Receipt {
    let due = |month, day| NaiveDate::from_ymd_opt(2026, month, day).expect("a day");
    let instalments = vec![(due(8, 28), soles(40_000)), (due(9, 28), soles(40_000)), (due(10, 28), soles(38_000))];
    let taxes = TaxFigures { taxable: soles(100_000), igv: soles(18_000), igv_rate: igv(), ..TaxFigures::default() };
    let signing = signed("01|F001|46|180.00|1180.00|2026-07-28|6|20100070970");
    let mut electronic = electronic(ElectronicKind::Factura, signing, taxes, "SON MIL CIENTO OCHENTA CON 00/100 SOLES");
    electronic.terms = Some(PaymentTerms::Credit { pending: soles(118_000), instalments });
    let lines = coded(vec![line("Arroz Costeño extra saco de 50 kg", 5_000, 23_600, 118_000)], &["200"]);
    let totals = ReceiptTotals { total: soles(118_000), ..ReceiptTotals::default() };
    let (payments, change) = (Vec::new(), Money::ZERO);
    Receipt { customer: Some(company()), lines, totals, payments, change, ..document("F001-00000046", electronic) }
}

pub fn credit_note() -> Receipt {
    let taxes = TaxFigures { taxable: soles(330), igv: soles(60), igv_rate: igv(), ..TaxFigures::default() };
    let signing = signed("07|BC01|7|0.60|3.90|2026-07-28|1|45678912");
    let mut electronic = electronic(ElectronicKind::NotaCredito, signing, taxes, "SON TRES CON 90/100 SOLES");
    electronic.affected =
        Some(affected("Boleta de venta electrónica", "B001-00000123", "Devolución por ítem: lata abollada"));
    let totals = ReceiptTotals { total: soles(390), ..ReceiptTotals::default() };
    Receipt {
        customer: boleta_dni().customer,
        lines: vec![line("Leche Gloria entera 400 g", 1_000, 390, 390)],
        totals,
        payments: vec![ReceiptPayment { tender: "Devuelto en efectivo".to_owned(), ..cash(390, 390) }],
        change: Money::ZERO,
        ..document("BC01-00000007", electronic)
    }
}

pub fn debit_note() -> Receipt {
    let taxes = TaxFigures { taxable: soles(1000), igv: soles(180), igv_rate: igv(), ..TaxFigures::default() };
    let signing = signed("08|FD01|2|1.80|11.80|2026-07-28|6|20100070970");
    let mut electronic = electronic(ElectronicKind::NotaDebito, signing, taxes, "SON ONCE CON 80/100 SOLES");
    electronic.affected = Some(affected("Factura electrónica", "F001-00000046", "Intereses por mora"));
    let totals = ReceiptTotals { total: soles(1180), ..ReceiptTotals::default() };
    Receipt {
        customer: Some(company()),
        lines: vec![line("Intereses por mora de la cuota 1", 1_000, 1180, 1180)],
        totals,
        payments: Vec::new(),
        change: Money::ZERO,
        ..document("FD01-00000002", electronic)
    }
}

pub fn boleta_nrus() -> Receipt {
    let signing = signed("03|B001|123|0.00|47.85|2026-07-28|0|00000000");
    let nrus = TaxFigures { nrus: true, ..TaxFigures::default() };
    changed(boleta(), |electronic| (electronic.signing, electronic.taxes) = (signing, nrus))
}

fn contingency() -> Receipt {
    let receipt = Receipt { number: "0001-00000123".to_owned(), ..boleta_dni() };
    changed(receipt, |electronic| (electronic.signing, electronic.consult_at) = (Signing::Contingency, None))
}

fn document(number: &str, electronic: Electronic) -> Receipt {
    Receipt {
        shop: Heading {
            logo_png: Some(LOGO.to_owned()),
            address: Some("Jr. Los Álamos 345, Urb. Santa Lucía".to_owned()),
            locality: Some("Comas, Lima, Lima".to_owned()),
            ..shop()
        },
        document: ReceiptDocument::Electronic(Box::new(electronic)),
        number: number.to_owned(),
        issued_at: at(),
        ..receipt()
    }
}

fn electronic(kind: ElectronicKind, signing: Signing, taxes: TaxFigures, words: &str) -> Electronic {
    Electronic {
        kind,
        signing,
        beta: false,
        taxes,
        words: words.to_owned(),
        terms: None,
        affected: None,
        consult_at: Some("www.caserita.pe/consulta".to_owned()),
        legends: Vec::new(),
    }
}

fn signed(fields: &str) -> Signing {
    Signing::Signed { hash: HASH.to_owned(), qr: format!("20604567891|{fields}|{HASH}") }
}

fn affected(kind: &str, number: &str, reason: &str) -> Affected {
    let date = NaiveDate::from_ymd_opt(2026, 7, 27).expect("a day");
    Affected { kind: kind.to_owned(), number: number.to_owned(), date, reason: reason.to_owned() }
}

fn company() -> ReceiptCustomer {
    let address = "Av. Separadora Industrial 1580, Urb. Santa Raquel, Ate, Lima, Lima";
    customer("Panificadora y Servicios Múltiples San José S.A.C.", "RUC 20100070970", Some(address))
}

fn customer(name: &str, document: &str, address: Option<&str>) -> ReceiptCustomer {
    ReceiptCustomer { name: name.to_owned(), document: Some(document.to_owned()), address: address.map(str::to_owned) }
}

/// The lines as a shop with codes has them.
fn coded(lines: Vec<ReceiptLine>, values: &[&str]) -> Vec<ReceiptLine> {
    let coded = |(index, line): (usize, ReceiptLine)| ReceiptLine {
        code: Some(format!("775012300{index:04}")),
        unit_value: Some(values[index].to_owned()),
        ..line
    };
    lines.into_iter().enumerate().map(coded).collect()
}

fn igv() -> Percent {
    Percent::from_basis_points(1800)
}
