//! A sale as a ticket.

use caserita_domain::{
    business_day::in_lima,
    document::{DocKind, IdentityType, is_contingency},
    fiscal::{Environment, Regime},
    payment::Tender,
    tax::TaxRates,
};
use caserita_money::{Money, Percent, Quantity};
use caserita_printing::{
    Affected, Code, Electronic, ElectronicKind, Heading, PaymentTerms, Receipt, ReceiptCustomer, ReceiptDiscount,
    ReceiptDocument, ReceiptLine, ReceiptPayment, ReceiptTotals, Signing, TaxFigures, Ticket,
};
use caserita_store::{Charge, DocStanding, FiscalDoc, Payment, Reader, Refund, Sale, SaleLine};

use caserita_sunat::{ubigeo, words::amount_in_words};
use uuid::Uuid;

use crate::{
    Error, Result,
    cash::{name, report::tender_name},
    fiscal::{self, charge_words, given_back, print_facts},
    settings::{self, Shop},
    till::instant,
};

/// The receipt of a sale under the shop's present heading.
pub(crate) fn receipt(reader: &Reader<'_>, sale: &Sale, copy: bool) -> Result<Ticket> {
    Ok(Ticket::from(&told(reader, sale, reader.fiscal_doc_of_sale(sale.id)?, copy)?))
}

/// A document on pages of A4.
pub(crate) fn document_pages(reader: &Reader<'_>, standing: &DocStanding) -> Result<Vec<u8>> {
    Ok(caserita_printing::a4(&told_document(reader, standing.clone())?))
}

/// A document as a ticket.
pub(crate) fn document_ticket(reader: &Reader<'_>, id: Uuid) -> Result<Ticket> {
    let standing = reader.fiscal_doc(id)?.ok_or(Error::NotFound)?;
    Ok(Ticket::from(&told_document(reader, standing)?))
}

/// The number a customer finds on the paper of a sale: its document's, which is not the sale's own once it was issued anew.
pub(super) fn number_of(reader: &Reader<'_>, sale: &Sale) -> Result<String> {
    let document = reader.fiscal_doc_of_sale(sale.id)?;
    Ok(document.map_or_else(|| sale.full_number(), |standing| standing.doc.full_number()))
}

fn told_document(reader: &Reader<'_>, standing: DocStanding) -> Result<Receipt> {
    let sale = reader.sale(standing.doc.sale_id)?.ok_or(Error::NotFound)?;
    match (standing.doc.charge_id, standing.doc.affected_id) {
        (None, Some(_)) => told_credit(reader, &sale, &given_back(reader, &standing.doc, &sale)?, standing),
        (Some(id), _) => {
            let charge = reader.charges_of(sale.id)?.into_iter().find(|charge| charge.id == id).ok_or(Error::NotFound)?;
            told_debit(reader, &sale, &charge, standing)
        }
        (None, None) => told(reader, &sale, Some(standing), false),
    }
}

/// What a note corrects, and why.
fn affected(reader: &Reader<'_>, note: &DocStanding) -> Result<Option<Affected>> {
    let corrected = note.doc.affected_id.map(|id| reader.fiscal_doc(id)).transpose()?.flatten();
    Ok(corrected.map(|corrected| Affected {
        kind: if corrected.doc.kind == DocKind::Factura { "Factura" } else { "Boleta de venta" }.to_owned(),
        number: corrected.doc.full_number(),
        date: corrected.doc.business_date,
        reason: note.doc.reason.clone().unwrap_or_default(),
    }))
}

/// A credit note: the lines that came back, at what was paid for them.
fn told_credit(reader: &Reader<'_>, sale: &Sale, refund: &Refund, note: DocStanding) -> Result<Receipt> {
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
    told_note(reader, sale, note, lines, Handed { total: refund.total, amount: refund.paid_back, tender: refund.tender })
}

/// A debit note: what is charged, in one line.
fn told_debit(reader: &Reader<'_>, sale: &Sale, charge: &Charge, note: DocStanding) -> Result<Receipt> {
    let line = ReceiptLine {
        name: charge_words(charge),
        code: None,
        quantity: Quantity::units(1),
        unit: "und".to_owned(),
        unit_price: charge.total,
        unit_value: None,
        free: None,
        gross: charge.total,
        discount: None,
        icbper_unit: Money::ZERO,
        icbper: Money::ZERO,
    };
    told_note(reader, sale, note, vec![line], Handed { total: charge.total, amount: charge.paid, tender: charge.tender })
}

/// The money of a note.
struct Handed {
    total: Money,
    amount: Money,
    tender: Tender,
}

fn told_note(
    reader: &Reader<'_>,
    sale: &Sale,
    note: DocStanding,
    lines: Vec<ReceiptLine>,
    money: Handed,
) -> Result<Receipt> {
    let Handed { total, amount, tender } = money;
    let tender = tender_name(tender).to_owned();
    let affected = affected(reader, &note)?;
    Ok(Receipt {
        document: electronic(reader, note.clone(), Money::ZERO, affected)?,
        lines,
        totals: ReceiptTotals { total, rounding: amount - total, ..ReceiptTotals::default() },
        payments: vec![ReceiptPayment { tender, amount, received: None, operation_code: None }],
        change: Money::ZERO,
        message: None,
        ..told(reader, sale, Some(note), false)?
    })
}

/// A sale as the document `standing` tells it, under that document's number and to its buyer.
fn told(reader: &Reader<'_>, sale: &Sale, standing: Option<DocStanding>, copy: bool) -> Result<Receipt> {
    let shop = settings::shop(reader)?;
    let doc = standing.as_ref().map(|standing| &standing.doc);
    let number = doc.map_or_else(|| sale.full_number(), FiscalDoc::full_number);
    let rates =
        TaxRates::of(if sale.igv_rate.basis_points() == 0 { Regime::Nrus } else { Regime::General }, sale.business_date);
    Ok(Receipt {
        shop: full_heading(reader, &shop)?,
        issued_at: in_lima(instant(doc.map_or(sale.at, |doc| doc.issued_at))),
        till: reader.till(sale.till_id)?.map(|till| till.name).unwrap_or_default(),
        cashier: name(reader, sale.cashier_id)?,
        customer: buyer(sale, doc),
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
        document: document(reader, sale, standing)?,
    })
}

/// What kind of paper it is, with all that SUNAT wants printed on it.
fn document(reader: &Reader<'_>, sale: &Sale, standing: Option<DocStanding>) -> Result<ReceiptDocument> {
    let Some(standing) = standing else { return Ok(ReceiptDocument::NotaVenta) };
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

/// Who a document was made out to. It knows nobody without a document; the sale may know their name.
fn buyer(sale: &Sale, doc: Option<&FiscalDoc>) -> Option<ReceiptCustomer> {
    match doc {
        Some(FiscalDoc { customer_doc, customer_number, customer_name, .. }) if *customer_doc != IdentityType::None => {
            Some(customer(*customer_doc, customer_number.as_deref(), customer_name.as_deref().unwrap_or_default()))
        }
        doc => {
            let known = sale.customer.as_ref().filter(|one| doc.is_none() || one.doc_type == IdentityType::None);
            known.map(|one| customer(one.doc_type, one.doc_number.as_deref(), &one.name))
        }
    }
}

fn customer(kind: IdentityType, number: Option<&str>, name: &str) -> ReceiptCustomer {
    let kind = match kind {
        IdentityType::Dni => "DNI",
        IdentityType::Ruc => "RUC",
        IdentityType::Ce => "CE",
        IdentityType::Passport => "Pasaporte",
        IdentityType::None => "",
    };
    ReceiptCustomer { name: name.to_owned(), address: None, document: number.map(|number| format!("{kind} {number}")) }
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
