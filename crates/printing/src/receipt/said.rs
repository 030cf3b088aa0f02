//! What a receipt says, in the words of its customer: the same on a ticket and on a whole page.

use chrono::NaiveDate;

use super::{
    Affected, Electronic, PaymentTerms, Receipt, ReceiptCustomer, ReceiptDiscount, ReceiptDocument, ReceiptLine,
    ReceiptTotals, Signing, TaxFigures,
};
use crate::ticket::{Amount, Fact};

/// What a document made for the trial service says wherever the eye may fall.
pub(crate) const BETA: &str = "SIN VALOR TRIBUTARIO - PRUEBA";
/// What stands where the hash and the code will be.
pub(crate) const PENDING: &str = "PENDIENTE DE FIRMA";
/// The total of an electronic document.
pub(crate) const TOTAL: &str = "IMPORTE TOTAL";

const CONTINGENCY: &str = "Comprobante de pago emitido en contingencia";
const NOBODY: &str = "Clientes varios";

impl Receipt {
    /// What it says as an electronic document, if it is one.
    pub(crate) fn electronic(&self) -> Option<&Electronic> {
        match &self.document {
            ReceiptDocument::NotaVenta => None,
            ReceiptDocument::Electronic(electronic) => Some(electronic),
        }
    }

    /// What the customer is to think of the paper, besides its number.
    pub(crate) fn warnings(&self) -> Vec<&'static str> {
        let Some(electronic) = self.electronic() else { return Vec::new() };
        let beta = electronic.beta.then_some(BETA);
        beta.into_iter().chain((electronic.signing == Signing::Pending).then_some(PENDING)).collect()
    }
}

impl ReceiptDocument {
    pub(crate) fn title(&self) -> &'static str {
        match self {
            ReceiptDocument::NotaVenta => "NOTA DE VENTA",
            ReceiptDocument::Electronic(electronic) => electronic.title(),
        }
    }

    /// What the paper is worth, one statement a line.
    pub(crate) fn legend(&self) -> Vec<String> {
        let ReceiptDocument::Electronic(electronic) = self else {
            return vec!["No es comprobante de pago".to_owned()];
        };
        let contingency = (electronic.signing == Signing::Contingency).then(|| CONTINGENCY.to_owned());
        let paper = contingency.unwrap_or_else(|| electronic.kind.representation().to_owned());
        let consult = electronic.consult_at.as_ref().map(|place| format!("Consulta en {place}"));
        [paper].into_iter().chain(consult).collect()
    }
}

/// When, where and by whom it was issued.
pub(crate) fn circumstances(receipt: &Receipt) -> Vec<Fact> {
    vec![
        Fact::new("Fecha", receipt.issued_at.format("%d/%m/%Y %H:%M").to_string()),
        Fact::new("Caja", &receipt.till),
        Fact::new("Cajero", &receipt.cashier),
    ]
}

/// Who bought. A note of the shop's own says nothing of somebody it does not know.
pub(crate) fn customer(receipt: &Receipt) -> Vec<Fact> {
    match &receipt.customer {
        Some(customer) => known(customer),
        None if receipt.electronic().is_some() => vec![Fact::new("Cliente", NOBODY)],
        None => Vec::new(),
    }
}

fn known(customer: &ReceiptCustomer) -> Vec<Fact> {
    let mut facts = vec![Fact::new("Cliente", &customer.name)];
    facts.extend(customer.document.as_deref().map(document_fact));
    facts.extend(customer.address.as_deref().map(|address| Fact::new("Dirección", address)));
    facts
}

/// `DNI 45678912` reads better as a fact named DNI.
fn document_fact(document: &str) -> Fact {
    match document.split_once(' ') {
        Some((kind, number)) => Fact::new(kind, number),
        None => Fact::new("Doc.", document),
    }
}

/// What a note changes, and why.
pub(crate) fn affected(affected: &Affected) -> Vec<Fact> {
    vec![
        Fact::new("Modifica", format!("{} {}", affected.kind, affected.number)),
        Fact::new("Emitida", day(affected.date)),
        Fact::new("Motivo", &affected.reason),
    ]
}

/// `Descuento 10 %: cliente frecuente`.
pub(crate) fn discount(discount: &ReceiptDiscount) -> String {
    let share = discount.percent.map(|percent| format!(" {percent}")).unwrap_or_default();
    let reason = discount.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    format!("Descuento{share}{reason}")
}

/// What else is to be known of a line.
pub(crate) fn remarks(line: &ReceiptLine) -> Vec<String> {
    let free = line.free.map(|value| format!("GRATUITA, valor referencial S/ {value}"));
    let bags =
        (!line.icbper.is_zero()).then(|| format!("ICBPER {} x {} = {}", line.quantity, line.icbper_unit, line.icbper));
    free.into_iter().chain(bags).collect()
}

/// What it adds up to, the total last.
pub(crate) fn totals(receipt: &Receipt) -> Vec<Amount> {
    match receipt.electronic() {
        None => plain_totals(&receipt.totals),
        Some(electronic) => {
            let mut amounts = taxes(&electronic.taxes);
            amounts.push(Amount::soles(TOTAL, receipt.totals.total).big());
            amounts
        }
    }
}

fn plain_totals(totals: &ReceiptTotals) -> Vec<Amount> {
    let mut amounts = Vec::new();
    if totals.subtotal != totals.total {
        amounts.push(Amount::soles("Subtotal", totals.subtotal));
    }
    if !totals.ticket_discount.is_zero() {
        amounts.push(Amount::soles("Descuento", -totals.ticket_discount));
    }
    if !totals.icbper.is_zero() {
        amounts.push(Amount::soles("ICBPER bolsas", totals.icbper));
    }
    amounts.push(Amount::soles("TOTAL", totals.total).big());
    amounts
}

/// Discounts stand first: the figures below them are already without them, and add up to the total.
fn taxes(taxes: &TaxFigures) -> Vec<Amount> {
    let when_some = |label: &str, amount: caserita_money::Money| (!amount.is_zero()).then(|| Amount::soles(label, amount));
    let mut amounts: Vec<Amount> = when_some("Op. gratuita", taxes.free).into_iter().collect();
    amounts.extend(when_some("Descuentos", -taxes.discounts));
    if taxes.nrus {
        return amounts;
    }
    amounts.push(Amount::soles("Op. gravada", taxes.taxable));
    amounts.extend(when_some("Op. exonerada", taxes.exempt));
    amounts.extend(when_some("Op. inafecta", taxes.unaffected));
    amounts.push(Amount::soles(format!("IGV {}", taxes.igv_rate), taxes.igv));
    amounts.extend(when_some("ICBPER", taxes.icbper));
    amounts
}

/// How it was paid.
pub(crate) fn tenders(receipt: &Receipt) -> Vec<Amount> {
    let mut amounts = Vec::new();
    for payment in &receipt.payments {
        let code = payment.operation_code.as_ref().map(|code| format!(" (op. {code})")).unwrap_or_default();
        amounts.push(Amount::soles(format!("{}{code}", payment.tender), payment.amount));
        if let Some(received) = payment.received.filter(|received| *received != payment.amount) {
            amounts.push(Amount::soles("  Recibido", received));
        }
    }
    if !receipt.totals.rounding.is_zero() {
        amounts.push(Amount::soles("Redondeo a tu favor", receipt.totals.rounding));
    }
    if !receipt.change.is_zero() {
        amounts.push(Amount::soles("VUELTO", receipt.change).bold());
    }
    amounts
}

/// `Contado` or `Crédito`.
pub(crate) fn terms_name(terms: &PaymentTerms) -> &'static str {
    match terms {
        PaymentTerms::Cash => "Contado",
        PaymentTerms::Credit { .. } => "Crédito",
    }
}

/// What is owed, and on which days it falls due.
pub(crate) fn instalments(terms: &PaymentTerms) -> Vec<Amount> {
    let PaymentTerms::Credit { pending, instalments } = terms else { return Vec::new() };
    let cuotas = instalments.iter().enumerate();
    let cuotas =
        cuotas.map(|(index, (due, amount))| Amount::soles(format!("Cuota {} al {}", index + 1, day(*due)), *amount));
    [Amount::soles("Pendiente de pago", *pending)].into_iter().chain(cuotas).collect()
}

/// `28/07/2026`.
fn day(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}
