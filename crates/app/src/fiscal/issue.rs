//! From a sale to its electronic document, in the sale's own transaction.

use caserita_domain::{
    business_day::in_lima,
    catalog::ProductKind,
    document::{DocKind, IdentityType, is_contingency},
    fiscal::{DocEvent, Environment, Regime},
    tax::TaxRates,
};
use caserita_licensing::Entitlement;
use caserita_money::Money;
use caserita_store::{Bytes, Change, DocStanding, FiscalDoc, FiscalEvent, Millis, Reader, Sale, SaleLine, Tx};
use caserita_sunat::{
    catalog::{DocType, unit_code},
    document::{Customer, DocNumber, DocTotals, LineInput, Note, PaymentTerms, SaleDoc, SaleInput, SaleKind},
    package::{FileName, pack},
    qr::QrText,
    sign::{Certificate, sign},
    ubl::ToUbl,
};
use chrono::{NaiveDate, NaiveDateTime};

use super::{
    note::note_document,
    settings::{issuer, settings},
};
use crate::{App, Error, Result, cart::ByHand, gate::Act, till::instant};

/// The paper a sale ends in unless somebody chooses another: a factura for whoever has a RUC, else a boleta; a nota de venta
/// where documents are off, or `licensed` says that the licence does not hold them.
pub(crate) fn default_kind(reader: &Reader<'_>, licensed: bool, buyer: Option<IdentityType>) -> Result<DocKind> {
    let settings = settings(reader)?;
    Ok(match (settings.environment.filter(|_| licensed), buyer) {
        (None, _) => DocKind::NotaVenta,
        (Some(_), Some(IdentityType::Ruc)) if settings.regime == Regime::General => DocKind::Factura,
        (Some(_), _) => DocKind::Boleta,
    })
}

/// The papers the shop can give for a sale, the usual one first.
pub(crate) fn lawful_kinds(reader: &Reader<'_>, licensed: bool) -> Result<Vec<DocKind>> {
    let settings = settings(reader)?;
    Ok(match (settings.environment.filter(|_| licensed), settings.regime) {
        (None, _) => vec![DocKind::NotaVenta],
        (Some(_), Regime::Nrus) => vec![DocKind::Boleta, DocKind::NotaVenta],
        (Some(_), Regime::General) => vec![DocKind::Boleta, DocKind::Factura, DocKind::NotaVenta],
    })
}

/// Refuses a paper that the shop cannot give for a sale.
pub(crate) fn check_kind(act: &Act<'_, '_>, kind: DocKind) -> Result<()> {
    if kind.is_electronic() && settings(act.tx)?.environment.is_some() {
        act.pass.check_module(Entitlement::Documents)?;
    }
    if lawful_kinds(act.tx, true)?.contains(&kind) { Ok(()) } else { Err(Error::DocumentsOff) }
}

impl App {
    /// Issues the document of a sale that is being paid, and signs it when there is a certificate. A rule that the sale
    /// breaks refuses it before anything is kept; a missing signature does not.
    pub(crate) fn issue(&self, act: &mut Act<'_, '_>, sale: &Sale, by_hand: Option<&ByHand>) -> Result<()> {
        if !sale.doc_kind.is_electronic() {
            return Ok(());
        }
        let settings = settings(act.tx)?;
        let environment = settings.environment.ok_or(Error::DocumentsOff)?;
        let doc = sale_fact(act.tx, sale, Paper::of(sale, by_hand), environment, settings.regime);
        self.give_out(act.tx, doc).map(drop)
    }

    /// Records a document of facts that are on record already, with the sums they give, and signs it when there is a
    /// certificate. A rule that it breaks refuses it.
    pub(super) fn give_out(&self, tx: &mut Tx<'_>, mut doc: FiscalDoc) -> Result<FiscalDoc> {
        let written = written(tx, &doc)?;
        put_totals(&mut doc, written.totals());
        tx.record(Change::FiscalDoc(doc.clone()))?;
        self.sign_now(tx, &doc, &written.to_ubl())?;
        Ok(doc)
    }

    /// Signs a document that is already issued, out of the facts of its sale.
    pub(super) fn sign_kept(&self, tx: &mut Tx<'_>, standing: &DocStanding) -> Result<()> {
        let unsigned = written(tx, &standing.doc)?.to_ubl();
        self.sign_now(tx, &standing.doc, &unsigned)
    }

    /// Signs if that is possible now. If it is not, the document waits and the owner is told.
    fn sign_now(&self, tx: &mut Tx<'_>, doc: &FiscalDoc, unsigned: &[u8]) -> Result<()> {
        let Some(certificate) = self.signing_certificate() else { return Ok(()) };
        let ruc = issuer(tx)?.ruc().to_owned();
        match signed(&ruc, doc, unsigned, &certificate) {
            Ok((zip, digest)) => {
                let mut event = FiscalEvent::new(tx.new_id(), doc.id, DocEvent::Signed, tx.now());
                event.digest = Some(digest);
                event.bytes = Some(Bytes(zip));
                Ok(tx.record(Change::FiscalDocEvent(event))?)
            }
            Err(error) => {
                tracing::error!(%error, document = %doc.full_number(), "a document could not be signed; it waits");
                Ok(())
            }
        }
    }
}

/// A document as SUNAT reads it.
enum Written {
    Sale(Box<SaleDoc>),
    Note(Box<Note>),
}

impl Written {
    fn totals(&self) -> &DocTotals {
        match self {
            Written::Sale(document) => document.totals(),
            Written::Note(note) => note.totals(),
        }
    }

    fn to_ubl(&self) -> Vec<u8> {
        match self {
            Written::Sale(document) => document.to_ubl(),
            Written::Note(note) => note.to_ubl(),
        }
    }
}

/// A document out of the facts of its sale, under the number and on behalf of the buyer that it was given.
fn written(reader: &Reader<'_>, doc: &FiscalDoc) -> Result<Written> {
    let sale = reader.sale(doc.sale_id)?.ok_or(Error::Internal("a document without its sale"))?;
    Ok(match doc.affected_id {
        Some(affected_id) => Written::Note(Box::new(note_document(reader, doc, &sale, affected_id)?)),
        None => Written::Sale(Box::new(sale_document(reader, &sale, doc)?)),
    })
}

#[derive(Debug, thiserror::Error)]
enum Unsigned {
    #[error(transparent)]
    Sign(#[from] caserita_sunat::sign::SignError),
    #[error(transparent)]
    Name(#[from] caserita_sunat::package::FileNameError),
    #[error(transparent)]
    Package(#[from] caserita_sunat::package::PackageError),
    #[error("no document of SUNAT's")]
    Kind,
}

fn signed(
    ruc: &str,
    doc: &FiscalDoc,
    unsigned: &[u8],
    certificate: &Certificate,
) -> std::result::Result<(Vec<u8>, String), Unsigned> {
    let signed = sign(unsigned, certificate)?;
    let name = file_name(ruc, doc).ok_or(Unsigned::Kind)??;
    Ok((pack(&name, &signed.xml)?, signed.digest))
}

/// What the file of a document is called.
pub(super) fn file_name(
    ruc: &str,
    doc: &FiscalDoc,
) -> Option<std::result::Result<FileName, caserita_sunat::package::FileNameError>> {
    let kind = DocType::from_code(doc.kind.code()?)?;
    Some(FileName::document(ruc, kind, &doc.series, u32::try_from(doc.number).ok()?))
}

/// The number and moment of a document: its sale's, but for one that was written by hand.
struct Paper {
    series: String,
    number: i64,
    at: Millis,
}

impl Paper {
    fn of(sale: &Sale, by_hand: Option<&ByHand>) -> Paper {
        match by_hand {
            None => Paper { series: sale.series.clone(), number: sale.number, at: sale.at },
            Some(paper) => Paper {
                series: paper.series.clone(),
                number: paper.number,
                at: if paper.date == sale.business_date { sale.at } else { noon(paper.date).unwrap_or(sale.at) },
            },
        }
    }
}

/// Noon in Lima: of a paper written by hand only the day is known.
fn noon(day: NaiveDate) -> Option<Millis> {
    Some(day.and_hms_opt(17, 0, 0)?.and_utc().timestamp_millis())
}

/// The oldest paper written by hand that SUNAT still takes.
const BY_HAND_DAYS: i64 = 7;

/// Whether a pre-printed paper can be told to SUNAT: an authorised series, a number not told yet, a day not too long ago.
pub(crate) fn check_by_hand(act: &Act<'_, '_>, paper: &ByHand) -> Result<()> {
    let lawful =
        lawful_kinds(act.tx, true)?.contains(&paper.kind) && matches!(paper.kind, DocKind::Boleta | DocKind::Factura);
    if !lawful {
        return Err(Error::DocumentsOff);
    }
    let days = (act.today() - paper.date).num_days();
    let fits = is_contingency(&paper.series) && (1..=99_999_999).contains(&paper.number);
    if !fits || !(0..=BY_HAND_DAYS).contains(&days) {
        return Err(Error::SeriesInvalid);
    }
    if act.tx.is_number_told(paper.kind, &paper.series, paper.number)? {
        return Err(Error::NumberTaken);
    }
    Ok(())
}

/// The series under which the sale of a pre-printed paper is found: with SUNAT's code before it, since boletas and facturas
/// may be printed with the same series.
pub(crate) fn sale_series_of(paper: &ByHand) -> String {
    format!("{}-{}", paper.kind.code().unwrap_or_default(), paper.series)
}

fn sale_fact(tx: &Tx<'_>, sale: &Sale, paper: Paper, environment: Environment, regime: Regime) -> FiscalDoc {
    let buyer = sale.customer.as_ref().filter(|customer| customer.doc_type != IdentityType::None);
    FiscalDoc {
        id: tx.new_id(),
        environment,
        kind: sale.doc_kind,
        series: paper.series,
        number: paper.number,
        till_id: sale.till_id,
        sale_id: sale.id,
        refund_id: None,
        charge_id: None,
        affected_id: None,
        replaces_id: None,
        issued_at: paper.at,
        business_date: lima(paper.at).0,
        regime,
        customer_id: sale.customer.as_ref().map(|customer| customer.id),
        customer_doc: buyer.map_or(IdentityType::None, |customer| customer.doc_type),
        customer_number: buyer.and_then(|customer| customer.doc_number.clone()),
        customer_name: buyer.map(|customer| customer.name.clone()),
        taxable: Money::ZERO,
        exempt: Money::ZERO,
        unaffected: Money::ZERO,
        free: Money::ZERO,
        free_igv: Money::ZERO,
        igv_rate: sale.igv_rate,
        igv: Money::ZERO,
        icbper: Money::ZERO,
        total: Money::ZERO,
        reason_code: None,
        reason: None,
    }
}

fn put_totals(doc: &mut FiscalDoc, totals: &DocTotals) {
    doc.taxable = totals.taxable;
    doc.exempt = totals.exempt;
    doc.unaffected = totals.unaffected;
    doc.free = totals.free;
    doc.free_igv = totals.free_igv;
    doc.igv = totals.igv;
    doc.icbper = totals.icbper;
    doc.total = totals.total;
}

/// The sums of a document, as summaries tell them.
pub(super) fn totals(doc: &FiscalDoc) -> DocTotals {
    DocTotals {
        taxable: doc.taxable,
        exempt: doc.exempt,
        unaffected: doc.unaffected,
        free: doc.free,
        free_igv: doc.free_igv,
        igv: doc.igv,
        icbper: doc.icbper,
        total: doc.total,
    }
}

/// Who bought, as SUNAT wants them named. Somebody without a document is anybody.
pub(super) fn buyer(kind: IdentityType, number: Option<&str>, name: Option<&str>) -> Result<Customer> {
    match (kind, number) {
        (IdentityType::None, _) | (_, None) => Ok(Customer::anybody()),
        (kind, Some(number)) => Ok(Customer::identified(kind, number, name.unwrap_or_default(), None)?),
    }
}

fn sale_document(reader: &Reader<'_>, sale: &Sale, doc: &FiscalDoc) -> Result<SaleDoc> {
    let rates = TaxRates::of(doc.regime, sale.business_date);
    let lines = sale.lines.iter().map(|line| line_input(reader, line, rates)).collect::<Result<Vec<_>>>()?;
    Ok(SaleDoc::new(SaleInput {
        kind: if doc.kind == DocKind::Factura { SaleKind::Factura } else { SaleKind::Boleta },
        series: doc.series.clone(),
        number: doc.number,
        issued_at: lima(doc.issued_at).1,
        issuer: issuer(reader)?,
        customer: buyer(doc.customer_doc, doc.customer_number.as_deref(), doc.customer_name.as_deref())?,
        regime: doc.regime,
        rates,
        lines,
        payment: PaymentTerms::Cash,
        total: sale.totals.total,
    })?)
}

/// A sold line as SUNAT reads it.
pub(super) fn line_input(reader: &Reader<'_>, line: &SaleLine, rates: TaxRates) -> Result<LineInput> {
    let product = reader.product(line.product_id)?;
    let service = product.as_ref().is_some_and(|product| product.kind == ProductKind::Service);
    Ok(LineInput {
        description: if line.detail.is_empty() { line.name.clone() } else { format!("{} {}", line.name, line.detail) },
        code: product.map(|product| product.sku),
        unit: unit_code(&line.unit, service),
        quantity: line.quantity,
        class: line.tax_class,
        gross: line.gross,
        net: line.gross - line.discount - line.ticket_discount,
        base: line.base,
        igv: line.igv,
        icbper: line.icbper,
        bags: bags(line.icbper, rates),
    })
}

/// How many bags a line's tax is for.
pub(crate) fn bags(icbper: Money, rates: TaxRates) -> i64 {
    if rates.icbper.is_zero() { 0 } else { icbper.cents() / rates.icbper.cents() }
}

/// A document's identity before SUNAT.
pub(super) fn doc_number(doc: &FiscalDoc) -> Result<DocNumber> {
    let kind = doc.kind.code().and_then(DocType::from_code).ok_or(Error::Internal("no document of SUNAT's"))?;
    Ok(DocNumber::new(kind, &doc.series, doc.number)?)
}

/// What a printed document shows besides its sale: hash and QR, once it is signed.
pub(crate) struct PrintFacts {
    pub standing: DocStanding,
    pub digest: Option<String>,
    pub qr: Option<String>,
}

/// What the printed representation of a document shows of SUNAT.
pub(crate) fn print_facts(reader: &Reader<'_>, standing: DocStanding) -> Result<PrintFacts> {
    let doc = &standing.doc;
    let digest = reader.fiscal_signed(doc.id)?.map(|(_, digest)| digest);
    let qr = match &digest {
        Some(digest) => qr_text(issuer(reader)?.ruc(), doc, digest),
        None => None,
    };
    Ok(PrintFacts { standing, digest, qr })
}

fn qr_text(ruc: &str, doc: &FiscalDoc, digest: &str) -> Option<String> {
    let text = QrText {
        ruc: ruc.to_owned(),
        kind: DocType::from_code(doc.kind.code()?)?,
        series: doc.series.clone(),
        number: u32::try_from(doc.number).ok()?,
        igv: doc.igv,
        total: doc.total,
        date: doc.business_date,
        customer_type: caserita_sunat::catalog::identity_code(doc.customer_doc).to_owned(),
        customer_number: doc.customer_number.clone().unwrap_or_else(|| "0".to_owned()),
        digest: digest.to_owned(),
    };
    text.text().ok()
}

/// A day and a time in Lima, for what is written about an instant.
pub(super) fn lima(millis: i64) -> (NaiveDate, NaiveDateTime) {
    let local = in_lima(instant(millis)).naive_local();
    (local.date(), local)
}
