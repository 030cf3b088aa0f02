//! Taking the shop's data out as tables: who may, that it was done, and how each value is written.
//!
//! Rows flow from the store to whoever reads them; neither side ever holds more than a page of them.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use caserita_domain::{access::Ability, business_day::in_lima};
use caserita_store::{Cell, Export, HandCopyError, Place, Shape};
use chrono::NaiveDate;

use crate::{App, Door, Error, Result, csv, till::instant};

/// Bytes handed on at a time.
const LOT: usize = 32 * 1024;

/// A table that somebody may take out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportPlan {
    export: Export,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

impl App {
    /// Allows a table to be taken out and notes that it was: it holds names and documents of people. Products and customers
    /// have no days. Answers the name of its file.
    pub fn plan_export(
        &self,
        door: Door,
        export: Export,
        from: Option<NaiveDate>,
        to: Option<NaiveDate>,
    ) -> Result<(String, ExportPlan)> {
        let user = self.allowed(door, Ability::MoveData)?;
        let what = file_stem(export);
        let days = [("from", from), ("to", to)].into_iter().filter_map(|(name, day)| Some((name, day?.to_string())));
        self.leave_trail("data.export", &user, [("export", what.to_owned())].into_iter().chain(days))?;
        let span: Vec<String> = match export {
            Export::Products | Export::Customers => vec![self.today().to_string()],
            _ => from.into_iter().chain(to.or(Some(self.today()))).map(|day| day.to_string()).collect(),
        };
        Ok((format!("caserita-{what}-{}.csv", span.join("-a-")), ExportPlan { export, from, to }))
    }

    /// Writes a planned table. Ends quietly when nobody reads it any more.
    pub fn export(&self, plan: ExportPlan, out: &mut dyn Write) -> Result<()> {
        let mut out = BufWriter::with_capacity(LOT, out);
        match self.write_export(plan, &mut out) {
            Err(Error::Store(caserita_store::Error::Io(error))) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            outcome => outcome,
        }
    }

    /// Writes a planned table to a folder. Nothing half-written keeps the file's name.
    pub fn export_to(&self, (name, plan): (String, ExportPlan), folder: &Path) -> Result<PathBuf> {
        let folder = Some(folder).filter(|folder| folder.is_absolute() && folder.is_dir());
        let folder = folder.ok_or(HandCopyError::FolderMissing)?;
        let (mut file, part) = beside_others(folder, &name).map_err(|error| unwritten(folder, error))?;
        let outcome = self.export(plan, &mut file).and_then(|()| {
            file.sync_all()
                .and_then(|()| fs::rename(&part, part.with_extension("")))
                .map_err(|error| unwritten(folder, error))
        });
        match outcome {
            Ok(()) => Ok(part.with_extension("")),
            Err(error) => {
                fs::remove_file(&part).ok();
                Err(match error {
                    Error::Store(caserita_store::Error::Io(error)) => unwritten(folder, error),
                    other => other,
                })
            }
        }
    }

    fn write_export(&self, ExportPlan { export, from, to }: ExportPlan, out: &mut dyn Write) -> Result<()> {
        let columns: Vec<(&str, Shape)> = export.columns().collect();
        let mut table = csv::Table::begin(out, columns.iter().map(|(head, _)| *head)).map_err(caserita_store::Error::Io)?;
        let mut place = Place::before(from);
        loop {
            // A read of its own for each page: a slow reader must not keep the log from being written back.
            let page = self.store.read(|reader| reader.export_page(export, &place, to))?;
            for row in page.rows {
                let cells = row.into_iter().zip(&columns).map(|(cell, (_, shape))| written(cell, *shape));
                table.row(cells).map_err(caserita_store::Error::Io)?;
            }
            match page.next {
                Some(next) => place = next,
                None => break,
            }
        }
        Ok(out.flush().map_err(caserita_store::Error::Io)?)
    }
}

/// A new file under this name or the next free number, with `.part` behind it until it is whole.
fn beside_others(folder: &Path, name: &str) -> io::Result<(File, PathBuf)> {
    let stem = name.trim_end_matches(".csv");
    for number in 1_u32.. {
        let name = if number == 1 { name.to_owned() } else { format!("{stem} ({number}).csv") };
        if folder.join(&name).exists() {
            continue;
        }
        let part = folder.join(format!("{name}.part"));
        return Ok((File::create(&part)?, part));
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn unwritten(folder: &Path, error: io::Error) -> Error {
    let why = match error.kind() {
        _ if !folder.exists() => HandCopyError::Removed,
        io::ErrorKind::StorageFull => HandCopyError::NoSpace { needed: 0, free: None },
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::NotFound => {
            HandCopyError::NotWritable
        }
        _ => HandCopyError::Store(error.into()),
    };
    why.into()
}

fn file_stem(export: Export) -> &'static str {
    match export {
        Export::Products => "productos",
        Export::Customers => "clientes",
        Export::Sales => "ventas",
        Export::SaleLines => "detalle-de-ventas",
        Export::Documents => "comprobantes",
    }
}

fn written(cell: Cell, shape: Shape) -> String {
    match (cell, shape) {
        (Cell::Empty, _) => String::new(),
        (Cell::Number(number), Shape::Money) => csv::soles(number),
        (Cell::Number(number), Shape::Quantity) => csv::decimal(number, 1_000, 3),
        (Cell::Number(number), Shape::Time) => in_lima(instant(number)).format("%H:%M:%S").to_string(),
        (Cell::Number(number), Shape::Flag) => if number == 0 { "No" } else { "Sí" }.to_owned(),
        (Cell::Number(number), _) => number.to_string(),
        (Cell::Text(name), Shape::Name) => in_words(&name).map_or_else(|| csv::text(&name), str::to_owned),
        (Cell::Text(text), _) => csv::text(&text),
    }
}

/// Names of closed sets as people say them.
fn in_words(name: &str) -> Option<&'static str> {
    Some(match name {
        "good" => "Producto",
        "service" => "Servicio",
        "bag" => "Bolsa",
        "gravado" => "Gravado",
        "exonerado" => "Exonerado",
        "inafecto" => "Inafecto",
        "nota_venta" => "Nota de venta",
        "boleta" => "Boleta",
        "factura" => "Factura",
        "credito_boleta" => "Nota de crédito de boleta",
        "credito_factura" => "Nota de crédito de factura",
        "debito_boleta" => "Nota de débito de boleta",
        "debito_factura" => "Nota de débito de factura",
        "dni" => "DNI",
        "ruc" => "RUC",
        "ce" => "Carné de extranjería",
        "passport" => "Pasaporte",
        "none" => "Sin documento",
        "beta" => "Prueba",
        "production" => "Producción",
        "issued" => "Emitido",
        "queued" => "Por enviar",
        "sent" => "Enviado",
        "accepted" => "Aceptado",
        "observed" => "Aceptado con observaciones",
        "rejected" => "Rechazado",
        "exception" => "Con error",
        "void_pending" => "Baja en camino",
        "voided" => "De baja",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use caserita_domain::{
        catalog::ProductKind,
        document::{DocKind, IdentityType},
        fiscal::{DocState, Environment},
        tax::TaxClass,
    };

    use super::*;

    #[test]
    fn every_stored_name_has_words() {
        let names = [ProductKind::Good, ProductKind::Service, ProductKind::Bag].map(ProductKind::as_str).into_iter();
        let names = names.chain([TaxClass::Gravado, TaxClass::Exonerado, TaxClass::Inafecto].map(TaxClass::as_str));
        let names = names.chain(DocKind::ALL.map(DocKind::as_str));
        let identities =
            [IdentityType::Dni, IdentityType::Ruc, IdentityType::Ce, IdentityType::Passport, IdentityType::None];
        let names = names.chain(identities.map(IdentityType::as_str));
        let names = names.chain(DocState::ALL.map(DocState::as_str));
        for name in names.chain([Environment::Beta, Environment::Production].map(Environment::as_str)) {
            assert!(in_words(name).is_some(), "{name} would be shown to a person as it is stored");
        }
    }
}
