//! One ticket for each thing a counter prints.

use caserita_money::{Money, Percent, Quantity};
use caserita_printing::*;
use chrono::{DateTime, FixedOffset};

use super::electronic;

/// A black ring on white, 48 × 24 pixels.
pub const LOGO: &str = "iVBORw0KGgoAAAANSUhEUgAAADAAAAAYCAAAAACZliEAAAAAVUlEQVR42u2UMQ4AIAjE+v9Pq3EgRkQ5Zrtp0oFwB02E/e2JBWJOAnd2gTerQA4T4iG9wfE3HGwKCAJDQBL4Qk6Q96BvOp09y5KeVr0PhcYVOp28Gh3nipV50IM9hwAAAABJRU5ErkJggg==";
pub const QR_TEXT: &str = "NV01-00000123|2026-07-28|47.85";

/// Every situation by the name of its golden folder.
pub fn all() -> Vec<(&'static str, Ticket)> {
    let notes = vec![
        ("simple", simple()),
        ("long-names-weighed-discount-bags", full_basket()),
        ("mixed-payment", mixed_payment()),
        ("copy", simple().as_copy()),
        ("demo", Ticket { demo: true, ..simple() }),
        ("z-report", z_report()),
        ("withdrawal", withdrawal()),
        ("test-page", test_page_ticket()),
    ];
    let electronic = electronic::all().into_iter().map(|(name, receipt)| (name, Ticket::from(&receipt)));
    notes.into_iter().chain(electronic).collect()
}

pub fn simple() -> Ticket {
    Ticket::from(&receipt())
}

pub fn full_basket() -> Ticket {
    let lines = vec![
        ReceiptLine { unit: "kg".to_owned(), ..line("Piña golden Chanchamayo selección extra", 1_340, 490, 657) },
        ReceiptLine {
            discount: Some(ReceiptDiscount {
                amount: soles(125),
                percent: Some(Percent::from_basis_points(1000)),
                reason: Some("cliente frecuente".to_owned()),
            }),
            ..line("Café tostado y molido Altomayo Gourmet 250 g", 2_000, 625, 1250)
        },
        ReceiptLine { unit: "six".to_owned(), ..line("Cerveza Cusqueña Trigo 330 ml Six pack", 1_000, 2890, 2890) },
        ReceiptLine { unit: "kg".to_owned(), ..line("Papa huayro por saco", 50_250, 320, 16_080) },
        ReceiptLine { icbper_unit: soles(50), icbper: soles(100), ..line("Bolsa plástica con asa", 2_000, 10, 20) },
    ];
    let totals = ReceiptTotals {
        subtotal: soles(20_772),
        ticket_discount: soles(272),
        icbper: soles(100),
        total: soles(20_600),
        rounding: Money::ZERO,
        saved: soles(397),
    };
    let customer = ReceiptCustomer {
        name: "Begoña Ñahui Güere de los Ríos".to_owned(),
        document: Some("DNI 45678912".to_owned()),
        address: None,
    };
    let shop = Heading { logo_png: Some(LOGO.to_owned()), ..shop() };
    Ticket::from(&Receipt {
        shop,
        lines,
        totals,
        customer: Some(customer),
        payments: vec![cash(20_600, 21_000)],
        change: soles(400),
        ..receipt()
    })
}

pub fn mixed_payment() -> Ticket {
    let payments = vec![
        ReceiptPayment {
            tender: "Yape".to_owned(),
            amount: soles(2000),
            received: None,
            operation_code: Some("04512378".to_owned()),
        },
        ReceiptPayment { tender: "Tarjeta".to_owned(), amount: soles(1000), received: None, operation_code: None },
        cash(1780, 2000),
    ];
    let totals = ReceiptTotals { rounding: soles(-5), ..receipt().totals };
    Ticket::from(&Receipt { payments, totals, change: soles(220), ..receipt() })
}

pub fn z_report() -> Ticket {
    let tender = |tender: &str, count, amount| TenderFigure { tender: tender.to_owned(), count, amount: soles(amount) };
    let series = |series: &str, first, last, count| SeriesFigure { series: series.to_owned(), first, last, count };
    let cashier = |name: &str, count, total| CashierFigure { name: name.to_owned(), count, total: soles(total) };
    Ticket::from(&CashReport {
        shop: shop(),
        kind: ReportKind::Z { number: 12 },
        till: "Caja 1".to_owned(),
        business_date: "28/07/2026".to_owned(),
        opened_at: at() - chrono::TimeDelta::hours(10),
        opened_by: "Rosa Quispe".to_owned(),
        taken_at: at(),
        taken_by: "José Ñaupari".to_owned(),
        sales: SalesFigures {
            numbers: None,
            series: vec![
                series("NV01", 101, 141, 41),
                series("B001", 12_345_601, 12_345_617, 17),
                series("F001", 88, 89, 2),
                series("BC01", 3, 3, 1),
            ],
            count: 60,
            gross: soles(185_400),
            discounts: soles(2_350),
            rounding: soles(-112),
            total: soles(183_050),
            voids: 1,
            voided: soles(1_250),
            refunds: 0,
            refunded: Money::ZERO,
            charges: 0,
            charged: Money::ZERO,
            taxable: soles(140_000),
            exempt: soles(17_350),
            unaffected: Money::ZERO,
            igv: soles(25_200),
            icbper: soles(500),
        },
        tenders: vec![tender("Efectivo", 38, 98_238), tender("Yape", 17, 54_700), tender("Tarjeta", 5, 30_000)],
        drawer: DrawerFigures {
            float: soles(10_000),
            cash_sales: soles(98_238),
            income: Money::ZERO,
            refunds: Money::ZERO,
            charges: Money::ZERO,
            withdrawals: soles(40_000),
            change_given: soles(31_260),
            expected: Some(soles(68_238)),
            counted: Some(soles(68_200)),
            counts: vec![(soles(10_000), 4), (soles(5_000), 5), (soles(100), 32), (soles(20), 0)],
            difference: Some(soles(-38)),
            left_float: Some(soles(10_000)),
            deposit: Some(soles(58_200)),
            openings: 3,
            reprints: 2,
        },
        cashiers: vec![cashier("Rosa Quispe", 41, 120_050), cashier("José Ñaupari", 19, 63_000)],
        note: Some("Falta un vuelto de la mañana; se revisa con la señora Peta.".to_owned()),
        copy: false,
        demo: false,
    })
}

pub fn withdrawal() -> Ticket {
    Ticket::from(&CashSlip {
        shop: shop(),
        kind: SlipKind::Withdrawal(soles(40_000)),
        reason: "Depósito en el banco".to_owned(),
        by: "Rosa Quispe".to_owned(),
        approved_by: Some("José Ñaupari".to_owned()),
        till: "Caja 1".to_owned(),
        at: at(),
        copy: false,
        demo: false,
    })
}

pub fn test_page_ticket() -> Ticket {
    test_page(&PrinterProfile::default(), "Bodega Doña Peta", at())
}

pub fn receipt() -> Receipt {
    Receipt {
        shop: shop(),
        document: ReceiptDocument::NotaVenta,
        number: "NV01-00000123".to_owned(),
        issued_at: at(),
        till: "Caja 1".to_owned(),
        cashier: "Rosa Quispe".to_owned(),
        customer: None,
        lines: vec![
            line("Arroz Costeño extra 5 kg", 1_000, 2190, 2190),
            line("Leche Gloria entera 400 g", 6_000, 390, 2340),
            line("Pan francés", 5_000, 51, 255),
        ],
        totals: ReceiptTotals { subtotal: soles(4785), total: soles(4785), rounding: soles(-5), ..ReceiptTotals::default() },
        payments: vec![cash(4780, 5000)],
        change: soles(220),
        code: Some(Code::Qr { text: QR_TEXT.to_owned() }),
        message: Some("¡Gracias por tu compra!\nCambios dentro de 7 días con este papel.".to_owned()),
        copy: false,
        demo: false,
    }
}

pub fn shop() -> Heading {
    Heading {
        logo_png: None,
        trade_name: "Bodega Doña Peta".to_owned(),
        legal_name: Some("Inversiones Ñaupari E.I.R.L.".to_owned()),
        ruc: Some("20604567891".to_owned()),
        address: Some("Jr. Los Álamos 345, Urb. Santa Lucía, Comas, Lima".to_owned()),
        locality: None,
        phone: Some("987 654 321".to_owned()),
    }
}

pub fn at() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-07-28T18:05:09-05:00").expect("a valid instant")
}

pub fn profile(columns: Columns, code_page: CodePage) -> PrinterProfile {
    let dots = if columns == Columns::C32 { Dots::D384 } else { Dots::D576 };
    PrinterProfile { columns, dots, code_page, ..PrinterProfile::default() }
}

/// The four tables, each with its usual number and the name others know it by.
pub fn code_pages() -> [(CodePage, &'static str); 4] {
    [
        (2, CodeTable::Cp850, "cp850"),
        (19, CodeTable::Cp858, "cp858"),
        (16, CodeTable::Cp1252, "win1252"),
        (0, CodeTable::Cp437, "cp437"),
    ]
    .map(|(number, table, name)| (CodePage { number, table }, name))
}

pub fn soles(cents: i64) -> Money {
    Money::from_cents(cents)
}

pub fn line(name: &str, quantity: i64, unit_price: i64, gross: i64) -> ReceiptLine {
    ReceiptLine {
        name: name.to_owned(),
        code: None,
        quantity: Quantity::from_thousandths(quantity),
        unit: "und".to_owned(),
        unit_price: soles(unit_price),
        unit_value: None,
        free: None,
        gross: soles(gross),
        discount: None,
        icbper_unit: Money::ZERO,
        icbper: Money::ZERO,
    }
}

pub fn cash(amount: i64, received: i64) -> ReceiptPayment {
    ReceiptPayment {
        tender: "Efectivo".to_owned(),
        amount: soles(amount),
        received: Some(soles(received)),
        operation_code: None,
    }
}
