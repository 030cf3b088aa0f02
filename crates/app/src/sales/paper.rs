//! A sale as a ticket.

use caserita_domain::{business_day::in_lima, document::IdentityType, payment::Tender, tax::TaxRates};
use caserita_money::{Money, Percent};
use caserita_printing::{
    Code, Heading, Receipt, ReceiptCustomer, ReceiptDiscount, ReceiptDocument, ReceiptLine, ReceiptPayment, ReceiptTotals,
    Ticket,
};
use caserita_store::{CustomerSnapshot, Payment, Reader, Sale, SaleLine};

use crate::{
    Result,
    cash::{name, report::tender_name},
    settings::{self, Shop},
    till::instant,
};

/// The receipt of a sale under the shop's present heading.
pub(crate) fn receipt(reader: &Reader<'_>, sale: &Sale, copy: bool) -> Result<Ticket> {
    let shop = settings::shop(reader)?;
    let number = sale.full_number();
    Ok(Ticket::from(&Receipt {
        shop: heading(&shop),
        document: ReceiptDocument::NotaVenta,
        issued_at: in_lima(instant(sale.at)),
        till: reader.till(sale.till_id)?.map(|till| till.name).unwrap_or_default(),
        cashier: name(reader, sale.cashier_id)?,
        customer: sale.customer.as_ref().map(customer),
        lines: sale.lines.iter().map(|sold| line(sold, TaxRates::on(sale.business_date))).collect(),
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
    }))
}

/// The shop at the top of its papers.
pub(crate) fn heading(shop: &Shop) -> Heading {
    Heading {
        logo_png: shop.logo_png.clone(),
        trade_name: shop.trade_name.clone(),
        legal_name: shop.legal_name.clone(),
        ruc: shop.ruc.clone(),
        address: shop.address.clone(),
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
        document: customer.doc_number.as_ref().map(|number| format!("{kind} {number}")),
    }
}

fn line(line: &SaleLine, rates: TaxRates) -> ReceiptLine {
    ReceiptLine {
        name: if line.detail.is_empty() { line.name.clone() } else { format!("{} {}", line.name, line.detail) },
        quantity: line.quantity,
        unit: line.unit.clone(),
        unit_price: line.unit_price,
        gross: line.gross,
        discount: (!line.discount.is_zero()).then(|| ReceiptDiscount {
            amount: line.discount,
            percent: whole_percent(line.discount, line.gross),
            reason: line.discount_reason.clone(),
        }),
        icbper_unit: if line.icbper.is_zero() { Money::ZERO } else { rates.icbper },
        icbper: line.icbper,
    }
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
