//! A month of documents for the accountant: what was signed, what SUNAT answered, and a list that a spreadsheet opens.

use std::io;

use caserita_domain::access::Ability;
use caserita_money::Money;
use caserita_store::{DocFilter, DocStanding, Reader};
use caserita_sunat::{archive::Archive, catalog::identity_code, package::unpack};
use chrono::{Months, NaiveDate};

use super::issue::file_name;
use crate::{App, Door, Error, Result, csv, fiscal::issuer, sales::document_pages};

/// Documents read at a time.
const PAGE: i64 = 200;
const HEADS: [&str; 17] = [
    "tipo",
    "serie",
    "numero",
    "fecha",
    "tipo_doc",
    "num_doc",
    "cliente",
    "gravada",
    "exonerada",
    "inafecta",
    "gratuita",
    "igv",
    "icbper",
    "total",
    "estado",
    "codigo_sunat",
    "motivo",
];

impl App {
    /// Every document issued in the month of `day`, with its files, as one zip. PDFs are many and large: only when asked for.
    pub fn documents_archive(&self, door: Door, day: NaiveDate, with_pdf: bool) -> Result<(String, Vec<u8>)> {
        self.allowed(door, Ability::SeeSales)?;
        let first = day - chrono::Days::new(u64::from(chrono::Datelike::day0(&day)));
        let last = first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).ok_or(Error::NotFound)?;
        self.store.read(|reader| {
            let ruc = issuer(reader)?.ruc().to_owned();
            let filter = DocFilter { from: Some(first), to: Some(last), ..DocFilter::default() };
            let (mut archive, mut list, mut before) = (Archive::default(), Vec::new(), None);
            loop {
                let page = reader.fiscal_docs(&filter, before, PAGE)?;
                let Some(row) = page.last() else { break };
                before = Some(row.seq);
                for row in page {
                    let standing = reader.fiscal_doc(row.id)?.ok_or(Error::NotFound)?;
                    add(&mut archive, reader, &ruc, &standing, with_pdf)?;
                    list.push(row_of(&standing));
                }
            }
            list.reverse();
            let name = format!("{ruc}-{}", first.format("%Y-%m"));
            archive.add(&format!("{name}.csv"), &table(list).map_err(caserita_store::Error::Io)?).map_err(too_large)?;
            Ok((format!("{name}.zip"), archive.finish().map_err(too_large)?))
        })
    }
}

fn too_large(error: caserita_sunat::package::PackageError) -> Error {
    tracing::error!(%error, "the archive of a month could not be made");
    Error::Internal("the archive of a month could not be made")
}

fn add(archive: &mut Archive, reader: &Reader<'_>, ruc: &str, standing: &DocStanding, with_pdf: bool) -> Result<()> {
    let named = match file_name(ruc, &standing.doc) {
        Some(Ok(file)) => file.to_string(),
        _ => standing.doc.full_number(),
    };
    if let Some((zip, _)) = reader.fiscal_signed(standing.doc.id)? {
        let xml = unpack(&zip).map_err(|_| Error::Internal("a kept package cannot be read"))?.xml;
        archive.add(&format!("XML/{named}.xml"), &xml).map_err(too_large)?;
    }
    if let Some(constancia) = reader.fiscal_constancia(standing.doc.id)? {
        archive.add(&format!("CDR/R-{named}.zip"), &constancia).map_err(too_large)?;
    }
    if with_pdf {
        archive.add(&format!("PDF/{named}.pdf"), &document_pages(reader, standing)?).map_err(too_large)?;
    }
    Ok(())
}

fn table(rows: Vec<[String; HEADS.len()]>) -> io::Result<Vec<u8>> {
    let mut written = Vec::new();
    let mut table = csv::Table::begin(&mut written, HEADS.into_iter())?;
    rows.into_iter().try_for_each(|row| table.row(row.into_iter()))?;
    Ok(written)
}

/// One row of the list.
fn row_of(standing: &DocStanding) -> [String; HEADS.len()] {
    let doc = &standing.doc;
    [
        doc.kind.code().unwrap_or_default().to_owned(),
        doc.series.clone(),
        doc.number.to_string(),
        doc.business_date.format("%d/%m/%Y").to_string(),
        identity_code(doc.customer_doc).to_owned(),
        doc.customer_number.clone().unwrap_or_default(),
        csv::quoted(doc.customer_name.as_deref().unwrap_or_default()),
        soles(doc.taxable),
        soles(doc.exempt),
        soles(doc.unaffected),
        soles(doc.free),
        soles(doc.igv),
        soles(doc.icbper),
        soles(doc.total),
        standing.state.as_str().to_owned(),
        standing.code.map(|code| code.to_string()).unwrap_or_default(),
        csv::quoted(doc.reason.as_deref().unwrap_or_default()),
    ]
}

fn soles(amount: Money) -> String {
    csv::soles(amount.cents())
}
