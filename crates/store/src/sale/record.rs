//! The facts of a sale and what they do to the running totals.

use caserita_domain::{
    document::{DocKind, IdentityType, full_number},
    payment::Tender,
    pricing::{PriceSource, Totals},
    tax::TaxClass,
};
use caserita_money::{Money, Percent, Quantity, div_half_up};
use chrono::NaiveDate;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Error, Millis, Reader, Result, cash,
    stock::{self, Movement},
};

/// A paid sale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sale {
    /// Identity, minted with the first line of its cart.
    pub id: Uuid,
    /// At which till.
    pub till_id: Uuid,
    /// In which cash session.
    pub session_id: Uuid,
    /// Kind of paper.
    pub doc_kind: DocKind,
    /// Series.
    pub series: String,
    /// Number within the series.
    pub number: i64,
    /// When, milliseconds UTC.
    pub at: Millis,
    /// Local business day.
    pub business_date: NaiveDate,
    /// Who took the payment.
    pub cashier_id: Uuid,
    /// Who bought, as they were then.
    pub customer: Option<CustomerSnapshot>,
    /// Why the ticket was discounted.
    pub discount_reason: Option<String>,
    /// Whose PIN allowed that.
    pub discount_by: Option<Uuid>,
    /// IGV rate of its day.
    pub igv_rate: Percent,
    /// Its figures.
    pub totals: Totals,
    /// Given away by cash rounding; zero or negative.
    pub rounding: Money,
    /// What was sold.
    pub lines: Vec<SaleLine>,
    /// How it was paid. Amounts add up to `totals.total + rounding`.
    pub payments: Vec<Payment>,
}

impl Sale {
    /// `NV01-00000012`.
    pub fn full_number(&self) -> String {
        full_number(&self.series, self.number)
    }
}

/// A customer as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerSnapshot {
    /// The customer.
    pub id: Uuid,
    /// Kind of document.
    pub doc_type: IdentityType,
    /// Its number.
    pub doc_number: Option<String>,
    /// Name.
    pub name: String,
}

/// One line of a sale, frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleLine {
    /// From 1.
    pub line_no: i64,
    /// Product.
    pub product_id: Uuid,
    /// Presentation.
    pub presentation_id: Uuid,
    /// Product name.
    pub name: String,
    /// Presentation name.
    pub detail: String,
    /// Unit.
    pub unit: String,
    /// How much of the presentation, thousandths.
    pub quantity: Quantity,
    /// How much of the base unit, thousandths.
    pub base_quantity: Quantity,
    /// Shelf price.
    pub list_price: Money,
    /// Price charged.
    pub unit_price: Money,
    /// Where it came from.
    pub price_source: PriceSource,
    /// Why it was changed by hand.
    pub price_reason: Option<String>,
    /// Whose PIN allowed that.
    pub price_by: Option<Uuid>,
    /// Before discounts.
    pub gross: Money,
    /// Line discount.
    pub discount: Money,
    /// Its reason.
    pub discount_reason: Option<String>,
    /// Whose PIN allowed it.
    pub discount_by: Option<Uuid>,
    /// Share of the ticket's discount.
    pub ticket_discount: Money,
    /// IGV class.
    pub tax_class: TaxClass,
    /// Value without IGV.
    pub base: Money,
    /// IGV in it.
    pub igv: Money,
    /// Bag tax on top.
    pub icbper: Money,
    /// Cost of a base unit then.
    pub cost: Option<Money>,
    /// Whether it moved stock.
    pub tracks_stock: bool,
}

impl SaleLine {
    /// So much of the presentation in base units, rounded as the whole line was.
    pub fn base_part(&self, part: Quantity) -> Quantity {
        let exact = i128::from(self.base_quantity.thousandths()) * i128::from(part.thousandths());
        Quantity::from_thousandths(div_half_up(exact, i128::from(self.quantity.thousandths().max(1))))
    }
}

/// One tender of a sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// How.
    pub tender: Tender,
    /// What it paid.
    pub amount: Money,
    /// Cash handed over.
    pub received: Option<Money>,
    /// Cash handed back.
    pub change: Option<Money>,
    /// Operation number.
    pub operation_code: Option<String>,
}

/// A sale undone in the session that made it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaleVoid {
    /// Which sale.
    pub sale_id: Uuid,
    /// In which session.
    pub session_id: Uuid,
    /// When, milliseconds UTC.
    pub at: Millis,
    /// Who.
    pub user_id: Uuid,
    /// Whose PIN allowed it.
    pub approved_by: Option<Uuid>,
    /// Why.
    pub reason: String,
}

/// A copy was printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reprint {
    /// Identity.
    pub id: Uuid,
    /// Of which sale.
    pub sale_id: Uuid,
    /// During which session.
    pub session_id: Option<Uuid>,
    /// When, milliseconds UTC.
    pub at: Millis,
    /// Who.
    pub user_id: Uuid,
}

pub(crate) fn insert(connection: &Connection, sale: &Sale) -> Result<()> {
    insert_head(connection, sale)?;
    for line in &sale.lines {
        insert_line(connection, sale, line)?;
    }
    for (index, payment) in sale.payments.iter().enumerate() {
        insert_payment(connection, sale, index, payment)?;
    }
    connection
        .prepare_cached("UPDATE series SET last_number = MAX(last_number, ?2) WHERE series = ?1")?
        .execute(params![sale.series, sale.number])?;
    move_stock(connection, sale, "sale", sale.at, sale.cashier_id)?;
    count(connection, sale, sale.session_id, 1)
}

pub(crate) fn void(connection: &Connection, void: &SaleVoid) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO sale_void (sale_id, session_id, at, user_id, approved_by, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![void.sale_id, void.session_id, void.at, void.user_id, void.approved_by, void.reason])?;
    let sale = Reader { connection }.sale(void.sale_id)?.ok_or(Error::Unreadable("sale_void.sale_id"))?;
    move_stock(connection, &sale, "void", void.at, void.user_id)?;
    free_codes(connection, &sale)?;
    count(connection, &sale, void.session_id, -1)?;
    cash::add(connection, void.session_id, "voids", sale.totals.total + sale.rounding, 1)
}

pub(crate) fn reprint(connection: &Connection, reprint: &Reprint) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO reprint (id, sale_id, session_id, at, user_id) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![reprint.id, reprint.sale_id, reprint.session_id, reprint.at, reprint.user_id])?;
    match reprint.session_id {
        Some(session) => cash::add(connection, session, "reprints", Money::ZERO, 1),
        None => Ok(()),
    }
}

/// Moves each tracked line out of stock, or back in for a void.
fn move_stock(connection: &Connection, sale: &Sale, kind: &str, at: Millis, user_id: Uuid) -> Result<()> {
    let reference = sale.full_number();
    for line in sale.lines.iter().filter(|line| line.tracks_stock) {
        let quantity = if kind == "void" { line.base_quantity } else { -line.base_quantity };
        stock::record(
            connection,
            &Movement {
                doc_id: sale.id,
                line_no: line.line_no,
                kind,
                product_id: line.product_id,
                quantity,
                at,
                user_id,
                reference: Some(&reference),
                reason: None,
            },
        )?;
    }
    Ok(())
}

/// Adds a sale to the session's figures, or takes it out again with `sign` −1.
fn count(connection: &Connection, sale: &Sale, session: Uuid, sign: i64) -> Result<()> {
    let totals = &sale.totals;
    let cashier = format!("cashier.{}", sale.cashier_id);
    let figures = [
        ("sales", totals.total + sale.rounding),
        ("gross", totals.subtotal),
        ("discounts", totals.saved()),
        ("rounding", sale.rounding),
        ("taxable", totals.taxable),
        ("exempt", totals.exempt),
        ("unaffected", totals.unaffected),
        ("igv", totals.igv),
        ("icbper", totals.icbper),
        (cashier.as_str(), totals.total + sale.rounding),
        ("change", sale.payments.iter().filter_map(|payment| payment.change).sum()),
    ];
    let signed = |amount: Money| if sign < 0 { -amount } else { amount };
    for (figure, amount) in figures {
        cash::add(connection, session, figure, signed(amount), sign)?;
    }
    for payment in &sale.payments {
        cash::add(connection, session, &format!("tender.{}", payment.tender.as_str()), signed(payment.amount), sign)?;
    }
    Ok(())
}

fn insert_head(connection: &Connection, sale: &Sale) -> Result<()> {
    let (totals, customer) = (&sale.totals, sale.customer.as_ref());
    connection
        .prepare_cached(
            "INSERT INTO sale (id, till_id, session_id, doc_kind, series, number, at, business_date, cashier_id, customer_id,
                customer_doc, customer_number, customer_name, subtotal, line_discounts, ticket_discount, discount_reason,
                discount_by, taxable, exempt, unaffected, igv_rate, igv, icbper, bags, total, rounding, lines)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
                ?23, ?24, ?25, ?26, ?27, ?28)",
        )?
        .execute(params![
            sale.id,
            sale.till_id,
            sale.session_id,
            sale.doc_kind.as_str(),
            sale.series,
            sale.number,
            sale.at,
            sale.business_date.to_string(),
            sale.cashier_id,
            customer.map(|customer| customer.id),
            customer.map(|customer| customer.doc_type.as_str()),
            customer.and_then(|customer| customer.doc_number.as_deref()),
            customer.map(|customer| customer.name.as_str()),
            totals.subtotal.cents(),
            totals.line_discounts.cents(),
            totals.ticket_discount.cents(),
            sale.discount_reason,
            sale.discount_by,
            totals.taxable.cents(),
            totals.exempt.cents(),
            totals.unaffected.cents(),
            sale.igv_rate.basis_points(),
            totals.igv.cents(),
            totals.icbper.cents(),
            totals.bags,
            totals.total.cents(),
            sale.rounding.cents(),
            i64::try_from(sale.lines.len()).unwrap_or(i64::MAX),
        ])?;
    Ok(())
}

fn insert_line(connection: &Connection, sale: &Sale, line: &SaleLine) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO sale_line (sale_id, line_no, product_id, presentation_id, name, detail, unit, quantity,
                base_quantity, list_price, unit_price, price_source, price_reason, price_by, gross, discount,
                discount_reason, discount_by, ticket_discount, tax_class, base, igv, icbper, cost, tracks_stock)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
                ?23, ?24, ?25)",
        )?
        .execute(params![
            sale.id,
            line.line_no,
            line.product_id,
            line.presentation_id,
            line.name,
            line.detail,
            line.unit,
            line.quantity.thousandths(),
            line.base_quantity.thousandths(),
            line.list_price.cents(),
            line.unit_price.cents(),
            line.price_source.as_str(),
            line.price_reason,
            line.price_by,
            line.gross.cents(),
            line.discount.cents(),
            line.discount_reason,
            line.discount_by,
            line.ticket_discount.cents(),
            line.tax_class.as_str(),
            line.base.cents(),
            line.igv.cents(),
            line.icbper.cents(),
            line.cost.map(Money::cents),
            line.tracks_stock,
        ])?;
    connection
        .prepare_cached("UPDATE product_rank SET sold = sold + 1 WHERE seq = (SELECT seq FROM product WHERE id = ?1)")?
        .execute([line.product_id])?;
    Ok(())
}

fn insert_payment(connection: &Connection, sale: &Sale, index: usize, payment: &Payment) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO payment (sale_id, line_no, tender, amount, received, change, operation_code, business_date)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            sale.id,
            i64::try_from(index + 1).unwrap_or(i64::MAX),
            payment.tender.as_str(),
            payment.amount.cents(),
            payment.received.map(Money::cents),
            payment.change.map(Money::cents),
            payment.operation_code,
            sale.business_date.to_string(),
        ])?;
    if let Some(code) = &payment.operation_code {
        connection
            .prepare_cached(
                "INSERT INTO payment_code (tender, code, day, sale_id) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (tender, code, day) DO NOTHING",
            )?
            .execute(params![payment.tender.as_str(), code, sale.business_date.to_string(), sale.id])?;
    }
    Ok(())
}

/// The money of a voided sale was given back: its operation codes may pay again.
fn free_codes(connection: &Connection, sale: &Sale) -> Result<()> {
    let mut forget = connection
        .prepare_cached("DELETE FROM payment_code WHERE tender = ?1 AND code = ?2 AND day = ?3 AND sale_id = ?4")?;
    for payment in &sale.payments {
        forget.execute(params![payment.tender.as_str(), payment.operation_code, sale.business_date.to_string(), sale.id])?;
    }
    Ok(())
}
