//! A sale as a ticket.

use caserita_domain::{
    business_day::in_lima,
    document::{DocKind, IdentityType, is_contingency},
    fiscal::{Environment, Regime},
    payment::Tender,
    tax::TaxRates,
};
use caserita_money::{Money, Percent};
use caserita_printing::{
    Affected, Code, Electronic, ElectronicKind, Heading, PaymentTerms, Receipt, ReceiptCustomer, ReceiptDiscount,
    ReceiptDocument, ReceiptLine, ReceiptPayment, ReceiptTotals, Signing, TaxFigures, Ticket,
};
use caserita_store::{CustomerSnapshot, DocStanding, Payment, Reader, Refund, Sale, SaleLine};

use caserita_sunat::{ubigeo, words::amount_in_words};
use uuid::Uuid;

use crate::{
    Error, Result,
    cash::{name, report::tender_name},
    fiscal::{self, print_facts},
    settings::{self, Shop},
    till::instant,
};

/// The receipt of a sale under the shop's present heading.
pub(crate) fn receipt(reader: &Reader<'_>, sale: &Sale, copy: bool) -> Result<Ticket> {
    Ok(Ticket::from(&told(reader, sale, copy)?))
}

/// A document on pages of A4.
pub(crate) fn document_pages(reader: &Reader<'_>, standing: &DocStanding) -> Result<Vec<u8>> {
    let sale = reader.sale(standing.doc.sale_id)?.ok_or(Error::NotFound)?;
    let told = match standing.doc.refund_id {
        Some(refund_id) => {
            let refunds = reader.refunds_of(sale.id)?;
            let refund = refunds.iter().find(|refund| refund.id == refund_id).ok_or(Error::NotFound)?;
            told_note(reader, &sale, refund, standing.doc.id, false)?
        }
        None => told(reader, &sale, false)?,
    };
    Ok(caserita_printing::a4(&told))
}

/// The ticket of a credit note.
pub(super) fn note_ticket(reader: &Reader<'_>, sale: &Sale, refund: &Refund, note: Uuid, copy: bool) -> Result<Ticket> {
    Ok(Ticket::from(&told_note(reader, sale, refund, note, copy)?))
}

/// A credit note: the lines that came back, at what was paid for them.
fn told_note(reader: &Reader<'_>, sale: &Sale, refund: &Refund, note: Uuid, copy: bool) -> Result<Receipt> {
    let standing = reader.fiscal_doc(note)?.ok_or(Error::NotFound)?;
    let corrected = standing.doc.affected_id.map(|id| reader.fiscal_doc(id)).transpose()?.flatten();
    let affected = corrected.map(|corrected| Affected {
        kind: if corrected.doc.kind == DocKind::Factura { "Factura" } else { "Boleta de venta" }.to_owned(),
        number: corrected.doc.full_number(),
        date: corrected.doc.business_date,
        reason: refund.reason.clone(),
    });
    let mut lines = Vec::new();
    for back in &refund.lines {
        let Some(sold) = sale.lines.iter().find(|line| line.line_no == back.line_no) else { continue };
        let free = back.net.is_zero();
        lines.push(ReceiptLine {
            quantity: back.quantity,
            gross: back.net,
            free: free.then_some(back.gross),
            discount: None,
            icbper: back.icbper,
            ..line(reader, sale, sold, TaxRates::on(sale.business_date))?
        });
    }
    let name = tender_name(refund.tender).to_owned();
    Ok(Receipt {
        number: standing.doc.full_number(),
        document: electronic(reader, standing, Money::ZERO, affected)?,
        issued_at: in_lima(instant(refund.at)),
        lines,
        totals: ReceiptTotals { total: refund.total, rounding: refund.paid_back - refund.total, ..ReceiptTotals::default() },
        payments: vec![ReceiptPayment { tender: name, amount: refund.paid_back, received: None, operation_code: None }],
        change: Money::ZERO,
        message: None,
        copy,
        ..told(reader, sale, copy)?
    })
}

fn told(reader: &Reader<'_>, sale: &Sale, copy: bool) -> Result<Receipt> {
    let shop = settings::shop(reader)?;
    let number = sale.full_number();
    let rates =
        TaxRates::of(if sale.igv_rate.basis_points() == 0 { Regime::Nrus } else { Regime::General }, sale.business_date);
    Ok(Receipt {
        document: document(reader, sale)?,
        shop: full_heading(reader, &shop)?,
        issued_at: in_lima(instant(sale.at)),
        till: reader.till(sale.till_id)?.map(|till| till.name).unwrap_or_default(),
        cashier: name(reader, sale.cashier_id)?,
        customer: sale.customer.as_ref().map(customer),
        lines: sale.lines.iter().map(|sold| line(reader, sale, sold, rates)).collect::<Result<_>>()?,
        totals: ReceiptTotals {
            subtotal: sale.totals.subtotal - sale.totals.line_discounts,
            ticket_discount: sale.totals.ticket_discount,
            icbper: sale.totals.icbper,
            total: sale.totals.total,
            rounding: sale.rounding,
            saved: sale.totals.saved(),
        },
        payments: sale.payments.iter().map(payment).collect(),
        change: sale.payments.iter().filter_map(|payment| payment.change).sum(),
        code: Some(Code::Qr { text: number.clone() }),
        number,
        message: shop.receipt_message.clone(),
        copy,
        demo: shop.demo,
    })
}

/// What kind of paper it is, with all that SUNAT wants printed on it.
fn document(reader: &Reader<'_>, sale: &Sale) -> Result<ReceiptDocument> {
    let Some(standing) = reader.fiscal_doc_of_sale(sale.id)? else { return Ok(ReceiptDocument::NotaVenta) };
    let given_away: Money = sale.lines.iter().filter(|line| is_free(line)).map(|line| line.gross).sum();
    electronic(reader, standing, sale.totals.saved() - given_away, None)
}

/// What is printed of an electronic document besides its lines. `discounts` are those of its lines, tax included.
pub(crate) fn electronic(
    reader: &Reader<'_>,
    standing: DocStanding,
    discounts: Money,
    affected: Option<Affected>,
) -> Result<ReceiptDocument> {
    let facts = print_facts(reader, standing)?;
    let doc = &facts.standing.doc;
    let kind = match doc.kind {
        DocKind::NotaVenta => return Ok(ReceiptDocument::NotaVenta),
        DocKind::Boleta => ElectronicKind::Boleta,
        DocKind::Factura => ElectronicKind::Factura,
        DocKind::CreditoBoleta | DocKind::CreditoFactura => ElectronicKind::NotaCredito,
        DocKind::DebitoBoleta | DocKind::DebitoFactura => ElectronicKind::NotaDebito,
    };
    Ok(ReceiptDocument::Electronic(Box::new(Electronic {
        kind,
        signing: match (facts.digest, facts.qr) {
            _ if is_contingency(&doc.series) => Signing::Contingency,
            (Some(hash), Some(qr)) => Signing::Signed { hash, qr },
            _ => Signing::Pending,
        },
        beta: doc.environment == Environment::Beta,
        taxes: TaxFigures {
            nrus: doc.regime == Regime::Nrus,
            taxable: doc.taxable,
            exempt: doc.exempt,
            unaffected: doc.unaffected,
            free: doc.free,
            discounts,
            igv: doc.igv,
            igv_rate: doc.igv_rate,
            icbper: doc.icbper,
        },
        words: amount_in_words(doc.total),
        terms: (kind == ElectronicKind::Factura).then_some(PaymentTerms::Cash),
        affected,
        consult_at: fiscal::settings(reader)?.consult_at,
        legends: Vec::new(),
    })))
}

fn is_free(line: &SaleLine) -> bool {
    (line.base + line.igv).is_zero() && !line.gross.is_zero()
}

/// The shop with its district, as electronic documents want it.
pub(crate) fn full_heading(reader: &Reader<'_>, shop: &Shop) -> Result<Heading> {
    let place = fiscal::settings(reader)?.ubigeo.as_deref().and_then(ubigeo::district);
    let locality = place.map(|place| format!("{} - {} - {}", place.district, place.province, place.department));
    Ok(Heading { locality, ..heading(shop) })
}

/// The shop at the top of its papers.
pub(crate) fn heading(shop: &Shop) -> Heading {
    Heading {
        logo_png: shop.logo_png.clone(),
        trade_name: shop.trade_name.clone(),
        legal_name: shop.legal_name.clone(),
        ruc: shop.ruc.clone(),
        address: shop.address.clone(),
        locality: None,
        phone: shop.phone.clone(),
    }
}

fn customer(customer: &CustomerSnapshot) -> ReceiptCustomer {
    let kind = match customer.doc_type {
        IdentityType::Dni => "DNI",
        IdentityType::Ruc => "RUC",
        IdentityType::Ce => "CE",
        IdentityType::Passport => "Pasaporte",
        IdentityType::None => "",
    };
    ReceiptCustomer {
        name: customer.name.clone(),
        address: None,
        document: customer.doc_number.as_ref().map(|number| format!("{kind} {number}")),
    }
}

fn line(reader: &Reader<'_>, sale: &Sale, line: &SaleLine, rates: TaxRates) -> Result<ReceiptLine> {
    let free = sale.doc_kind.is_electronic() && is_free(line);
    Ok(ReceiptLine {
        name: if line.detail.is_empty() { line.name.clone() } else { format!("{} {}", line.name, line.detail) },
        code: reader.product(line.product_id)?.map(|product| product.sku),
        quantity: line.quantity,
        unit: line.unit.clone(),
        unit_price: line.unit_price,
        unit_value: None,
        gross: if free { Money::ZERO } else { line.gross },
        free: free.then_some(line.gross),
        discount: (!line.discount.is_zero() && !free).then(|| ReceiptDiscount {
            amount: line.discount,
            percent: whole_percent(line.discount, line.gross),
            reason: line.discount_reason.clone(),
        }),
        icbper_unit: if line.icbper.is_zero() { Money::ZERO } else { rates.icbper },
        icbper: line.icbper,
    })
}

/// The percentage a discount was, when it is a whole one.
fn whole_percent(discount: Money, gross: Money) -> Option<Percent> {
    let share = Percent::share_rounded_up(discount, gross);
    (share.basis_points() % 100 == 0 && share.of(gross) == discount).then_some(share)
}

fn payment(payment: &Payment) -> ReceiptPayment {
    ReceiptPayment {
        tender: tender_name(payment.tender).to_owned(),
        amount: payment.amount,
        received: payment.received.filter(|_| payment.tender == Tender::Cash),
        operation_code: payment.operation_code.clone(),
    }
}
