//! Boleta and factura.

use caserita_domain::{document::IdentityType, tax::TaxRates};
use caserita_money::Money;
use chrono::{NaiveDate, NaiveDateTime};

use super::{Customer, DocNumber, DocTotals, Issuer, Line, LineInput, Refusal};
use crate::catalog::DocType;

/// From here on a boleta names its customer: Reglamento de Comprobantes de Pago, art. 8; 2514 in summaries.
pub const IDENTITY_ABOVE: Money = Money::from_cents(70_000);
/// Lines are numbered with three digits.
const MOST_LINES: usize = 999;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaleKind {
    /// Boleta de venta.
    Boleta,
    /// Factura.
    Factura,
}

impl SaleKind {
    /// Its kind of document.
    pub const fn doc_type(self) -> DocType {
        match self {
            SaleKind::Boleta => DocType::Boleta,
            SaleKind::Factura => DocType::Factura,
        }
    }
}

/// The issuer's tax regime, as far as papers differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Regime {
    /// Régimen especial, MYPE tributario or general: IGV is told apart.
    General,
    /// Nuevo RUS: boletas only, no IGV told apart, no ICBPER.
    Nrus,
}

/// One part of a debt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instalment {
    /// How much.
    pub amount: Money,
    /// When.
    pub due: NaiveDate,
}

/// How a factura is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaymentTerms {
    /// At once.
    Cash,
    /// Later: the instalments add up to what is still owed.
    Credit(Vec<Instalment>),
}

/// What a boleta or factura is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaleInput {
    /// Boleta or factura.
    pub kind: SaleKind,
    /// Series.
    pub series: String,
    /// Number.
    pub number: i64,
    /// When, on the wall clock in Lima.
    pub issued_at: NaiveDateTime,
    /// Who sells.
    pub issuer: Issuer,
    /// Who buys.
    pub customer: Customer,
    /// The issuer's regime.
    pub regime: Regime,
    /// Rates of the day the lines were priced under; the IGV is nought in the Nuevo RUS.
    pub rates: TaxRates,
    /// What is sold.
    pub lines: Vec<LineInput>,
    /// How it is paid.
    pub payment: PaymentTerms,
    /// The total that was shown and paid, before any cash rounding: the lines must add up to it.
    pub total: Money,
}

/// A boleta or factura.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaleDoc {
    pub(crate) number: DocNumber,
    pub(crate) issued_at: NaiveDateTime,
    pub(crate) issuer: Issuer,
    pub(crate) customer: Customer,
    pub(crate) regime: Regime,
    pub(crate) rates: TaxRates,
    pub(crate) lines: Vec<Line>,
    pub(crate) payment: PaymentTerms,
    pub(crate) totals: DocTotals,
}

impl SaleDoc {
    /// The document, or the first rule it would break.
    pub fn new(input: SaleInput) -> Result<SaleDoc, Refusal> {
        let number = DocNumber::new(input.kind.doc_type(), &input.series, input.number)?;
        let lines = document_lines(input.lines, input.rates, input.regime)?;
        let totals = DocTotals::of(&lines);
        if totals.total != input.total {
            return Err(Refusal::Totals { lines: totals.total, said: input.total });
        }
        match input.kind {
            SaleKind::Factura => check_factura(&input.customer, input.regime)?,
            SaleKind::Boleta => check_boleta(&input.customer, &totals, &input.payment)?,
        }
        if let PaymentTerms::Credit(instalments) = &input.payment {
            check_instalments(instalments, totals.total, input.issued_at.date())?;
        }
        Ok(SaleDoc {
            number,
            issued_at: input.issued_at,
            issuer: input.issuer,
            customer: input.customer,
            regime: input.regime,
            rates: input.rates,
            lines,
            payment: input.payment,
            totals,
        })
    }

    /// Its identity.
    pub fn number(&self) -> &DocNumber {
        &self.number
    }

    /// Its figures.
    pub fn totals(&self) -> &DocTotals {
        &self.totals
    }
}

/// 1 to 999 lines, none of them with ICBPER in the Nuevo RUS.
pub(super) fn document_lines(inputs: Vec<LineInput>, rates: TaxRates, regime: Regime) -> Result<Vec<Line>, Refusal> {
    match inputs.len() {
        0 => return Err(Refusal::NoLines),
        many if many > MOST_LINES => return Err(Refusal::TooManyLines(many)),
        _ => {}
    }
    let numbered = inputs.into_iter().zip(1..);
    let lines =
        numbered.map(|(input, position)| Line::new(input, position, rates)).collect::<Result<Vec<Line>, Refusal>>()?;
    if regime == Regime::Nrus && lines.iter().any(|line| !line.icbper.is_zero()) {
        return Err(Refusal::NrusIcbper);
    }
    Ok(lines)
}

fn check_factura(customer: &Customer, regime: Regime) -> Result<(), Refusal> {
    if regime == Regime::Nrus {
        return Err(Refusal::NrusFactura);
    }
    if customer.kind() != IdentityType::Ruc {
        return Err(Refusal::CustomerRuc);
    }
    Ok(())
}

fn check_boleta(customer: &Customer, totals: &DocTotals, payment: &PaymentTerms) -> Result<(), Refusal> {
    if totals.total > IDENTITY_ABOVE && !customer.is_identified() {
        return Err(Refusal::CustomerIdentity);
    }
    if *payment != PaymentTerms::Cash {
        return Err(Refusal::BoletaOnCredit);
    }
    Ok(())
}

pub(super) fn check_instalments(instalments: &[Instalment], total: Money, issued: NaiveDate) -> Result<(), Refusal> {
    let owed: Money = instalments.iter().map(|one| one.amount).sum();
    let positive = instalments.iter().all(|one| one.amount > Money::ZERO);
    if !(1..=999).contains(&instalments.len()) || !positive || owed > total {
        return Err(Refusal::Instalments);
    }
    match instalments.iter().position(|one| one.due <= issued) {
        Some(index) => Err(Refusal::InstalmentDate(index + 1)),
        None => Ok(()),
    }
}
