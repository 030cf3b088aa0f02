//! What an electronic document says beyond a note of the shop's own: the printed representation the tax office asks for.
//!
//! Every figure and every word is given by whoever issued the document. Nothing is added up or converted here, so that the
//! paper cannot differ from the signed file.

use caserita_money::{Money, Percent};
use chrono::NaiveDate;

/// The part of a receipt only an electronic document has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Electronic {
    /// Which document it is.
    pub kind: ElectronicKind,
    /// Whether it carries its signature.
    pub signing: Signing,
    /// Whether it was made for the tax office's trial service. It then says at both ends that it has no value.
    pub beta: bool,
    /// What the total is made of.
    pub taxes: TaxFigures,
    /// The total in words, whole: `SON CUARENTA Y SIETE CON 85/100 SOLES`.
    pub words: String,
    /// When it is to be paid. A factura always says so; a boleta need not.
    pub terms: Option<PaymentTerms>,
    /// What a note changes. `None` on a boleta or factura.
    pub affected: Option<Affected>,
    /// Where the customer finds the document: `www.caserita.pe/consulta`.
    pub consult_at: Option<String>,
    /// Legends of catalogue 52 but the total in words: `TRANSFERENCIA GRATUITA DE UN BIEN`, `BIENES TRANSFERIDOS EN LA AMAZONÍA`.
    pub legends: Vec<String>,
}

/// Which document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ElectronicKind {
    /// Boleta de venta (03).
    Boleta,
    /// Factura (01).
    Factura,
    /// Nota de crédito (07).
    NotaCredito,
    /// Nota de débito (08).
    NotaDebito,
}

/// Whether a document carries its signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signing {
    /// It is signed, and can be checked.
    Signed {
        /// The *valor resumen*: the digest of the signed file, in base64.
        hash: String,
        /// What the QR code says, as the tax office lays it out.
        qr: String,
    },
    /// It waits for its signature, and the paper says so instead of showing a hash and a code.
    Pending,
    /// It stands for a pre-printed form filled in during a *contingencia*, which is never signed.
    Contingency,
}

/// What the total of a document is made of, as the document states it. The total itself is the receipt's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TaxFigures {
    /// Whether the shop is in the *Nuevo RUS*, where no tax is told apart from the price.
    pub nrus: bool,
    /// Operaciones gravadas, without tax.
    pub taxable: Money,
    /// Operaciones exoneradas.
    pub exempt: Money,
    /// Operaciones inafectas.
    pub unaffected: Money,
    /// Operaciones gratuitas: what the things given away are worth. Not part of the total.
    pub free: Money,
    /// What was taken off in all, as a positive amount. The other figures are already without it.
    pub discounts: Money,
    /// The general sales tax.
    pub igv: Money,
    /// The rate of that tax.
    pub igv_rate: Percent,
    /// The tax on plastic bags.
    pub icbper: Money,
}

/// When a document is to be paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaymentTerms {
    /// At once.
    Cash,
    /// Later.
    Credit {
        /// What is still to be paid.
        pending: Money,
        /// The days it falls due on, and how much on each.
        instalments: Vec<(NaiveDate, Money)>,
    },
}

/// The document a note changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affected {
    /// What it is: `Boleta de venta electrónica`.
    pub kind: String,
    /// Series and number: `B001-00000123`.
    pub number: String,
    /// When it was issued.
    pub date: NaiveDate,
    /// Why it is changed: `Devolución por ítem`.
    pub reason: String,
}

impl Electronic {
    /// What stands over the number. A form filled in by hand is the same document, but no electronic one.
    pub fn title(&self) -> &'static str {
        match (&self.signing, self.kind) {
            (Signing::Contingency, ElectronicKind::Boleta) => "BOLETA DE VENTA",
            (Signing::Contingency, ElectronicKind::Factura) => "FACTURA",
            (Signing::Contingency, ElectronicKind::NotaCredito) => "NOTA DE CRÉDITO",
            (Signing::Contingency, ElectronicKind::NotaDebito) => "NOTA DE DÉBITO",
            (Signing::Signed { .. } | Signing::Pending, kind) => kind.title(),
        }
    }
}

impl ElectronicKind {
    /// What stands over the number: `BOLETA DE VENTA ELECTRÓNICA`.
    pub const fn title(self) -> &'static str {
        match self {
            ElectronicKind::Boleta => "BOLETA DE VENTA ELECTRÓNICA",
            ElectronicKind::Factura => "FACTURA ELECTRÓNICA",
            ElectronicKind::NotaCredito => "NOTA DE CRÉDITO ELECTRÓNICA",
            ElectronicKind::NotaDebito => "NOTA DE DÉBITO ELECTRÓNICA",
        }
    }

    /// What the paper is, as against the file that is the document.
    pub(super) const fn representation(self) -> &'static str {
        match self {
            ElectronicKind::Boleta => "Representación impresa de la boleta de venta electrónica",
            ElectronicKind::Factura => "Representación impresa de la factura electrónica",
            ElectronicKind::NotaCredito => "Representación impresa de la nota de crédito electrónica",
            ElectronicKind::NotaDebito => "Representación impresa de la nota de débito electrónica",
        }
    }
}
