//! The open cart and its payment.

use caserita_app::{cart as app, model};
use caserita_domain::{cash, document, payment, pricing, tax};
use caserita_money::{Money, Percent};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Text, instant, list, money, percent, problem::Problem, quantity, sales::SalePayment, search::SearchHit};
use super::{session::Approval, wire_enum};

wire_enum! {
    /// How IGV affects a good.
    TaxClass = tax::TaxClass { Gravado, Exonerado, Inafecto }
}

wire_enum! {
    /// Where a unit price came from.
    PriceSource = pricing::PriceSource { List, Wholesale, Manual }
}

wire_enum! {
    /// A way to pay.
    Tender = payment::Tender { Cash, Yape, Plin, Card, Transfer }
}

wire_enum! {
    /// Kind of paper a sale ends in.
    DocKind = document::DocKind {
        NotaVenta, Boleta, Factura, CreditoBoleta, CreditoFactura, DebitoBoleta, DebitoFactura
    }
}

wire_enum! {
    /// Kind of identity document.
    IdentityType = document::IdentityType { Dni, Ruc, Ce, Passport, None }
}

/// One line of the cart.
#[derive(Serialize, ToSchema)]
pub(crate) struct CartLine {
    /// Its number in this cart; stays when other lines go.
    pub line_no: i64,
    pub presentation_id: Uuid,
    pub product_id: Uuid,
    pub name: String,
    /// Presentation, such as «Six pack».
    pub detail: String,
    pub unit: String,
    pub weighed: bool,
    pub is_bag: bool,
    pub tax_class: TaxClass,
    pub quantity: i64,
    pub list_price: i64,
    pub unit_price: i64,
    pub price_source: PriceSource,
    /// Before its discount.
    pub gross: i64,
    pub discount: i64,
    pub discount_percent: Option<i32>,
    pub discount_reason: Option<String>,
    /// After its discount, without ICBPER.
    pub amount: i64,
    pub icbper: i64,
    pub icbper_unit: i64,
    /// Base units there are; null when stock is not tracked.
    pub on_hand: Option<i64>,
}

impl CartLine {
    fn of(line: app::CartLine, icbper: Money) -> CartLine {
        let app::CartLine { line_no, item, amounts, discount_percent, discount_reason } = line;
        CartLine {
            line_no,
            presentation_id: item.presentation_id,
            product_id: item.product_id,
            name: item.name,
            detail: item.detail,
            unit: item.unit,
            weighed: item.weighed,
            is_bag: item.is_bag,
            tax_class: item.tax_class.into(),
            quantity: amounts.quantity.thousandths(),
            list_price: item.price.cents(),
            unit_price: amounts.unit_price.cents(),
            price_source: amounts.price_source.into(),
            gross: amounts.gross.cents(),
            discount: amounts.discount.cents(),
            discount_percent: discount_percent.map(Percent::basis_points),
            discount_reason,
            amount: amounts.amount().cents(),
            icbper: amounts.icbper.cents(),
            icbper_unit: if item.is_bag { icbper.cents() } else { 0 },
            on_hand: item.on_hand.map(|on_hand| on_hand.thousandths()),
        }
    }
}

/// The figures of a ticket.
#[derive(Serialize, ToSchema)]
pub(crate) struct CartTotals {
    pub subtotal: i64,
    pub line_discounts: i64,
    pub ticket_discount: i64,
    pub saved: i64,
    pub taxable: i64,
    pub exempt: i64,
    pub unaffected: i64,
    pub igv: i64,
    pub igv_rate: i32,
    pub icbper: i64,
    pub bags: i64,
    /// To pay, before any cash rounding.
    pub total: i64,
    pub lines: usize,
}

impl CartTotals {
    pub(crate) fn of(totals: &pricing::Totals, igv_rate: Percent, lines: usize) -> CartTotals {
        CartTotals {
            subtotal: totals.subtotal.cents(),
            line_discounts: totals.line_discounts.cents(),
            ticket_discount: totals.ticket_discount.cents(),
            saved: totals.saved().cents(),
            taxable: totals.taxable.cents(),
            exempt: totals.exempt.cents(),
            unaffected: totals.unaffected.cents(),
            igv: totals.igv.cents(),
            igv_rate: igv_rate.basis_points(),
            icbper: totals.icbper.cents(),
            bags: totals.bags,
            total: totals.total.cents(),
            lines,
        }
    }
}

/// A tender other than cash, already received.
#[derive(Serialize, ToSchema)]
pub(crate) struct CartPayment {
    pub id: Uuid,
    pub tender: Tender,
    pub amount: i64,
    pub operation_code: Option<String>,
}

impl From<app::CartPayment> for CartPayment {
    fn from(payment: app::CartPayment) -> CartPayment {
        CartPayment {
            id: payment.id,
            tender: payment.tender.into(),
            amount: payment.amount.cents(),
            operation_code: payment.operation_code,
        }
    }
}

/// Who buys.
#[derive(Serialize, ToSchema)]
pub(crate) struct CustomerRef {
    pub id: Uuid,
    pub name: String,
    pub doc_type: IdentityType,
    pub doc_number: Option<String>,
}

impl From<model::Customer> for CustomerRef {
    fn from(customer: model::Customer) -> CustomerRef {
        let model::Customer { id, name, doc_type, doc_number, .. } = customer;
        CustomerRef { id, name, doc_type: doc_type.into(), doc_number }
    }
}

impl From<model::CustomerSnapshot> for CustomerRef {
    fn from(customer: model::CustomerSnapshot) -> CustomerRef {
        let model::CustomerSnapshot { id, name, doc_type, doc_number } = customer;
        CustomerRef { id, name, doc_type: doc_type.into(), doc_number }
    }
}

/// The sale before this cart.
#[derive(Serialize, ToSchema)]
pub(crate) struct PreviousSale {
    pub sale_id: Uuid,
    pub number: String,
    pub total: i64,
    pub change: i64,
}

impl From<app::PreviousSale> for PreviousSale {
    fn from(sale: app::PreviousSale) -> PreviousSale {
        PreviousSale { sale_id: sale.sale_id, number: sale.number, total: sale.total.cents(), change: sale.change.cents() }
    }
}

/// The open cart.
#[derive(Serialize, ToSchema)]
pub(crate) struct Cart {
    /// Null while nothing was scanned.
    pub id: Option<Uuid>,
    pub lines: Vec<CartLine>,
    /// The line that changed last.
    pub last_line_no: Option<i64>,
    pub totals: CartTotals,
    pub customer: Option<CustomerRef>,
    pub doc_kind: DocKind,
    /// The pre-printed paper it was already written on by hand.
    pub by_hand: Option<ByHand>,
    /// Kinds of paper the shop can give, the usual one first.
    pub doc_kinds: Vec<DocKind>,
    pub ticket_discount_percent: Option<i32>,
    pub ticket_discount_reason: Option<String>,
    pub payments: Vec<CartPayment>,
    pub paid: i64,
    /// Left to pay, before cash rounding.
    pub remaining: i64,
    /// What to take in cash.
    pub cash_due: i64,
    /// What cash rounding gives away; zero or negative.
    pub cash_rounding: i64,
    /// Notes worth offering as one key.
    pub quick_cash: Vec<i64>,
    pub held_count: i64,
    /// Grows with every change.
    pub version: i64,
    pub previous: Option<PreviousSale>,
}

impl From<app::Cart> for Cart {
    fn from(cart: app::Cart) -> Cart {
        Cart {
            id: cart.id,
            totals: CartTotals::of(&cart.totals, cart.rates.igv, cart.lines.len()),
            lines: cart.lines.into_iter().map(|line| CartLine::of(line, cart.rates.icbper)).collect(),
            last_line_no: cart.last_line_no,
            customer: cart.customer.map(CustomerRef::from),
            doc_kind: cart.doc_kind.into(),
            by_hand: cart.by_hand.map(ByHand::from),
            doc_kinds: list(cart.doc_kinds),
            ticket_discount_percent: cart.ticket_discount_percent.map(Percent::basis_points),
            ticket_discount_reason: cart.ticket_discount_reason,
            payments: list(cart.payments),
            paid: cart.paid.cents(),
            remaining: cart.due.remaining.cents(),
            cash_due: cart.due.cash.cents(),
            cash_rounding: cart.due.rounding.cents(),
            quick_cash: cart.quick_cash.into_iter().map(Money::cents).collect(),
            held_count: cart.held_count,
            version: cart.version,
            previous: cart.previous.map(PreviousSale::from),
        }
    }
}

/// A code from the reader; `quantity` from a `3*` before it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScanInput {
    pub code: Text,
    pub quantity: Option<i64>,
}

/// What a code did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ScanOutcome {
    Added,
    /// Not in the catalogue.
    Unknown,
    /// Sold by weight, which is still to be given.
    Weigh,
    /// Known, but may not be sold so.
    Blocked,
}

/// The answer to a scan.
#[derive(Serialize, ToSchema)]
pub(crate) struct ScanAnswer {
    pub outcome: ScanOutcome,
    pub code: String,
    pub presentation: Option<SearchHit>,
    pub problem: Option<Problem>,
    pub cart: Cart,
}

/// A presentation picked by hand: so much of it, or as much as `amount` buys.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddLineInput {
    pub presentation_id: Uuid,
    pub quantity: Option<i64>,
    pub amount: Option<i64>,
}

/// So much, or as much as `amount` buys.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct QuantityInput {
    pub quantity: Option<i64>,
    pub amount: Option<i64>,
}

/// How much, as the use cases take it.
pub(crate) fn how_much(of: Option<i64>, amount: Option<i64>) -> app::Quantity {
    app::Quantity { quantity: of.map(quantity), amount: amount.map(money) }
}

/// Another price for a line.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PriceInput {
    pub unit_price: i64,
    pub reason: Text,
    pub approval: Option<Approval>,
}

/// A share or an amount off; `percent` 0 takes the discount away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DiscountInput {
    pub percent: Option<i32>,
    pub amount: Option<i64>,
    pub reason: Text,
    pub approval: Option<Approval>,
}

impl DiscountInput {
    pub(crate) fn off(&self) -> app::Off {
        app::Off { percent: self.percent.map(percent), amount: self.amount.map(money) }
    }
}

/// Who buys; null for nobody in particular.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CartCustomerInput {
    pub customer_id: Option<Uuid>,
}

/// The name a cart is put on hold under.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HoldInput {
    pub name: Option<Text>,
}

/// Why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReasonInput {
    pub reason: Text,
}

/// A tender other than cash.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PaymentInput {
    pub tender: Tender,
    pub amount: i64,
    pub operation_code: Option<Text>,
}

/// Cash handed over.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeQuery {
    pub received: i64,
}

/// So many notes or coins of one value.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pieces {
    pub value: i64,
    pub count: i64,
}

impl From<cash::Pieces> for Pieces {
    fn from(pieces: cash::Pieces) -> Pieces {
        Pieces { value: pieces.value.cents(), count: pieces.count }
    }
}

impl From<Pieces> for cash::Pieces {
    fn from(pieces: Pieces) -> cash::Pieces {
        cash::Pieces { value: money(pieces.value), count: pieces.count }
    }
}

/// What would go back.
#[derive(Serialize, ToSchema)]
pub(crate) struct ChangeQuote {
    pub cash_due: i64,
    pub received: i64,
    pub change: i64,
    /// What is still missing.
    pub short: i64,
    pub breakdown: Vec<Pieces>,
}

impl From<app::ChangeQuote> for ChangeQuote {
    fn from(quote: app::ChangeQuote) -> ChangeQuote {
        ChangeQuote {
            cash_due: quote.cash_due.cents(),
            received: quote.received.cents(),
            change: quote.change.cents(),
            short: quote.short.cents(),
            breakdown: list(quote.breakdown),
        }
    }
}

/// What the cashier confirms. No `cash_received` is exactly what remains.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PayInput {
    pub expected_total: i64,
    pub cash_received: Option<i64>,
    pub print: bool,
}

impl From<PayInput> for app::PayInput {
    fn from(input: PayInput) -> app::PayInput {
        app::PayInput {
            expected_total: money(input.expected_total),
            cash_received: input.cash_received.map(money),
            print: input.print,
        }
    }
}

/// A paid sale as the cashier sees it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Paid {
    pub sale_id: Uuid,
    pub number: String,
    /// Before cash rounding.
    pub total: i64,
    /// Zero or negative.
    pub rounding: i64,
    /// Cash handed over.
    pub received: i64,
    pub change: i64,
    pub breakdown: Vec<Pieces>,
    pub payments: Vec<SalePayment>,
    pub at: DateTime<Utc>,
    pub print_job: Option<Uuid>,
    /// The cart of the next customer.
    pub cart: Cart,
}

impl From<app::Paid> for Paid {
    fn from(paid: app::Paid) -> Paid {
        Paid {
            sale_id: paid.sale.id,
            number: paid.sale.full_number(),
            total: paid.sale.totals.total.cents(),
            rounding: paid.sale.rounding.cents(),
            received: paid.received.cents(),
            change: paid.change.cents(),
            breakdown: list(paid.breakdown),
            at: instant(paid.sale.at),
            payments: list(paid.sale.payments),
            print_job: paid.print_job,
            cart: paid.cart.into(),
        }
    }
}

/// The paper a sale ends in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentInput {
    /// None is the shop's usual one for its customer.
    pub doc_kind: Option<DocKind>,
}

/// A pre-printed paper, as somebody wrote it while the shop could not issue electronically (contingencia).
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ByHand {
    /// Boleta or factura.
    pub doc_kind: DocKind,
    /// One to four digits.
    pub series: Text,
    pub number: i64,
    /// The day on it, at most seven days ago.
    pub date: NaiveDate,
}

impl From<app::ByHand> for ByHand {
    fn from(paper: app::ByHand) -> ByHand {
        ByHand { doc_kind: paper.kind.into(), series: paper.series.into(), number: paper.number, date: paper.date }
    }
}

impl From<ByHand> for app::ByHand {
    fn from(paper: ByHand) -> app::ByHand {
        app::ByHand { kind: paper.doc_kind.into(), series: paper.series.into(), number: paper.number, date: paper.date }
    }
}

/// The pre-printed paper of a sale; none: it is issued as usual.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ByHandInput {
    pub paper: Option<ByHand>,
}
