//! The shop's data as tables, page by page: no more than a page is ever held, however long the shop has been selling.
//!
//! A column is its head, what it holds and where it comes from, in one line, so that the three cannot drift apart.

use rusqlite::{Row, params};

use crate::{Reader, Result};

/// Rows of the leading table in a page.
const PAGE: i64 = 250;

/// What can be taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Export {
    /// A row a presentation.
    Products,
    /// Whom the shop knows.
    Customers,
    /// A row a sale.
    Sales,
    /// A row a line of a sale.
    SaleLines,
    /// A row an electronic document.
    Documents,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// As somebody wrote it.
    Text,
    /// The stored name of one of a few.
    Name,
    /// A day.
    Day,
    /// Céntimos.
    Money,
    /// Thousandths.
    Quantity,
    /// A number to count with.
    Count,
    /// Milliseconds UTC: the time of day.
    Time,
    /// Yes or no.
    Flag,
}

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is known.
    Empty,
    /// A text, day or name.
    Text(String),
    /// A number in the unit of its column.
    Number(i64),
}

/// Where a page ends: the day and the position of its last row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    day: String,
    seq: i64,
}

/// Some rows, and where the next ones begin when more may follow.
#[derive(Debug, Clone)]
pub struct ExportPage {
    /// The rows, a cell a column.
    pub rows: Vec<Vec<Cell>>,
    /// After these rows.
    pub next: Option<Place>,
}

type Column = (&'static str, Shape, &'static str);

impl Place {
    /// Before everything from `from` on; from the beginning when nothing is said.
    pub fn before(from: Option<chrono::NaiveDate>) -> Place {
        Place { day: from.map(|day| day.to_string()).unwrap_or_default(), seq: -1 }
    }
}

impl Export {
    /// The heads of its columns and what they hold.
    pub fn columns(self) -> impl Iterator<Item = (&'static str, Shape)> {
        self.sheet().0.iter().map(|(head, shape, _)| (*head, *shape))
    }

    fn sheet(self) -> (&'static [Column], &'static str) {
        match self {
            Export::Products => (PRODUCTS, FROM_PRODUCTS),
            Export::Customers => (CUSTOMERS, FROM_CUSTOMERS),
            Export::Sales => (SALES, FROM_SALES),
            Export::SaleLines => (SALE_LINES, FROM_SALE_LINES),
            Export::Documents => (DOCUMENTS, FROM_DOCUMENTS),
        }
    }

    fn sql(self) -> String {
        let (columns, from) = self.sheet();
        let columns: Vec<&str> = columns.iter().map(|(_, _, sql)| *sql).collect();
        format!("SELECT lead.day, lead.seq, {} FROM {from}", columns.join(", "))
    }
}

impl Reader<'_> {
    /// The rows after `place` up to the day `to`, oldest first. Products and customers have no day.
    pub fn export_page(&self, export: Export, place: &Place, to: Option<chrono::NaiveDate>) -> Result<ExportPage> {
        let to = to.map_or_else(|| "9999".to_owned(), |day| day.to_string());
        let mut statement = self.connection.prepare_cached(&export.sql())?;
        let mut rows = statement.query(params![place.day, place.seq, to, PAGE])?;
        let (mut page, columns) = (ExportPage { rows: Vec::new(), next: None }, export.sheet().0.len());
        while let Some(row) = rows.next()? {
            page.next = Some(Place { day: row.get(0)?, seq: row.get(1)? });
            page.rows.push((2..columns + 2).map(|at| cell(row, at)).collect::<Result<_>>()?);
        }
        Ok(page)
    }
}

fn cell(row: &Row, at: usize) -> Result<Cell> {
    use rusqlite::types::ValueRef;
    Ok(match row.get_ref(at)? {
        ValueRef::Integer(number) => Cell::Number(number),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_) => Cell::Empty,
    })
}

/// What was paid of a sale in one way.
macro_rules! paid {
    ($tender:literal) => {
        concat!("(SELECT SUM(y.amount) FROM payment y WHERE y.sale_id = s.id AND y.tender = '", $tender, "')")
    };
}
/// The number of another document.
macro_rules! numbered {
    ($id:literal) => {
        concat!("(SELECT o.series || '-' || o.number FROM fiscal_doc o WHERE o.id = ", $id, ")")
    };
}
/// A page of sales, with what was undone of them.
macro_rules! leading_sales {
    ($rest:literal) => {
        concat!(
            "(SELECT seq, business_date AS day FROM sale
              WHERE (business_date, seq) > (?1, ?2) AND business_date <= ?3 ORDER BY business_date, seq LIMIT ?4) lead
             CROSS JOIN sale s ON s.seq = lead.seq LEFT JOIN sale_void v ON v.sale_id = s.id ",
            $rest
        )
    };
}
const PRODUCTS: &[Column] = &[
    ("Código", Shape::Text, "p.sku"),
    ("Producto", Shape::Text, "p.name"),
    ("Nombre corto", Shape::Text, "p.short_name"),
    ("Categoría", Shape::Text, "(SELECT c.name FROM category c WHERE c.id = p.category_id)"),
    ("Marca", Shape::Text, "p.brand"),
    ("Tipo", Shape::Name, "p.kind"),
    ("Afectación IGV", Shape::Name, "p.tax_class"),
    ("Se pesa", Shape::Flag, "p.weighed"),
    ("Presentación", Shape::Text, "n.name"),
    ("Unidad", Shape::Text, "n.unit"),
    ("Contiene", Shape::Quantity, "n.factor"),
    ("Unidad base", Shape::Text, "p.base_unit"),
    ("Precio", Shape::Money, "n.price"),
    ("Precio por mayor", Shape::Money, "n.wholesale_price"),
    ("Por mayor desde", Shape::Quantity, "n.wholesale_from"),
    ("Códigos de barras", Shape::Text, "(SELECT group_concat(b.code, ' ') FROM barcode b WHERE b.presentation_id = n.id)"),
    ("Costo", Shape::Money, "p.cost"),
    ("Lleva stock", Shape::Flag, "p.tracks_stock"),
    ("Stock", Shape::Quantity, "(SELECT l.on_hand FROM stock_level l WHERE l.product_id = p.id AND p.tracks_stock)"),
    ("Stock mínimo", Shape::Quantity, "p.min_stock"),
    ("Se vende", Shape::Flag, "p.active AND n.active"),
];
const FROM_PRODUCTS: &str = "(SELECT seq, '' AS day FROM product WHERE seq > ?2 AND ?1 <= ?3 ORDER BY seq LIMIT ?4) lead
    CROSS JOIN product p ON p.seq = lead.seq LEFT JOIN presentation n ON n.product_id = p.id
    ORDER BY lead.seq, n.active DESC, n.position";

const CUSTOMERS: &[Column] = &[
    ("Tipo de documento", Shape::Name, "c.doc_type"),
    ("Documento", Shape::Text, "c.doc_number"),
    ("Nombre", Shape::Text, "c.name"),
    ("Conocido como", Shape::Text, "c.alias"),
    ("Teléfono", Shape::Text, "c.phone"),
    ("Correo", Shape::Text, "c.email"),
    ("Dirección", Shape::Text, "c.address"),
];
const FROM_CUSTOMERS: &str = "(SELECT seq, '' AS day FROM customer WHERE seq > ?2 AND ?1 <= ?3 ORDER BY seq LIMIT ?4) lead
    CROSS JOIN customer c ON c.seq = lead.seq ORDER BY lead.seq";

const SALES: &[Column] = &[
    ("Fecha", Shape::Day, "s.business_date"),
    ("Hora", Shape::Time, "s.at"),
    ("Comprobante", Shape::Name, "s.doc_kind"),
    ("Serie", Shape::Text, "s.series"),
    ("Número", Shape::Count, "s.number"),
    ("Anulada", Shape::Flag, "v.sale_id IS NOT NULL"),
    ("Caja", Shape::Text, "(SELECT t.name FROM till t WHERE t.id = s.till_id)"),
    ("Cajero", Shape::Text, "(SELECT u.name FROM user u WHERE u.id = s.cashier_id)"),
    ("Tipo de documento", Shape::Name, "s.customer_doc"),
    ("Documento", Shape::Text, "s.customer_number"),
    ("Cliente", Shape::Text, "s.customer_name"),
    ("Descuentos", Shape::Money, "s.line_discounts + s.ticket_discount"),
    ("Gravada", Shape::Money, "s.taxable"),
    ("Exonerada", Shape::Money, "s.exempt"),
    ("Inafecta", Shape::Money, "s.unaffected"),
    ("IGV", Shape::Money, "s.igv"),
    ("ICBPER", Shape::Money, "s.icbper"),
    ("Total", Shape::Money, "s.total"),
    ("Redondeo", Shape::Money, "s.rounding"),
    ("Efectivo", Shape::Money, paid!("cash")),
    ("Yape", Shape::Money, paid!("yape")),
    ("Plin", Shape::Money, paid!("plin")),
    ("Tarjeta", Shape::Money, paid!("card")),
    ("Transferencia", Shape::Money, paid!("transfer")),
    ("Devuelto", Shape::Money, "(SELECT SUM(r.total) FROM refund r WHERE r.sale_id = s.id)"),
    ("Cargos", Shape::Money, "(SELECT SUM(g.total) FROM charge g WHERE g.sale_id = s.id)"),
    ("Motivo de anulación", Shape::Text, "v.reason"),
];
const FROM_SALES: &str = leading_sales!("ORDER BY lead.day, lead.seq");

const SALE_LINES: &[Column] = &[
    ("Fecha", Shape::Day, "s.business_date"),
    ("Comprobante", Shape::Name, "s.doc_kind"),
    ("Serie", Shape::Text, "s.series"),
    ("Número", Shape::Count, "s.number"),
    ("Anulada", Shape::Flag, "v.sale_id IS NOT NULL"),
    ("Línea", Shape::Count, "l.line_no"),
    ("Código", Shape::Text, "(SELECT p.sku FROM product p WHERE p.id = l.product_id)"),
    ("Producto", Shape::Text, "l.name"),
    ("Presentación", Shape::Text, "l.detail"),
    ("Unidad", Shape::Text, "l.unit"),
    ("Cantidad", Shape::Quantity, "l.quantity"),
    ("Precio de lista", Shape::Money, "l.list_price"),
    ("Precio unitario", Shape::Money, "l.unit_price"),
    ("Importe", Shape::Money, "l.gross"),
    ("Descuento", Shape::Money, "l.discount + l.ticket_discount"),
    ("Afectación IGV", Shape::Name, "l.tax_class"),
    ("Base", Shape::Money, "l.base"),
    ("IGV", Shape::Money, "l.igv"),
    ("ICBPER", Shape::Money, "l.icbper"),
    ("Costo", Shape::Money, "l.cost"),
];
const FROM_SALE_LINES: &str =
    leading_sales!("CROSS JOIN sale_line l ON l.sale_id = s.id ORDER BY lead.day, lead.seq, l.line_no");

const DOCUMENTS: &[Column] = &[
    ("Fecha", Shape::Day, "d.business_date"),
    ("Hora", Shape::Time, "d.issued_at"),
    ("Comprobante", Shape::Name, "d.kind"),
    ("Serie", Shape::Text, "d.series"),
    ("Número", Shape::Count, "d.number"),
    ("Ambiente", Shape::Name, "d.environment"),
    ("Estado", Shape::Name, "f.state"),
    ("Código SUNAT", Shape::Count, "f.code"),
    ("Respuesta SUNAT", Shape::Text, "f.text"),
    ("Tipo de documento", Shape::Name, "d.customer_doc"),
    ("Documento", Shape::Text, "d.customer_number"),
    ("Cliente", Shape::Text, "d.customer_name"),
    ("Gravada", Shape::Money, "d.taxable"),
    ("Exonerada", Shape::Money, "d.exempt"),
    ("Inafecta", Shape::Money, "d.unaffected"),
    ("Gratuita", Shape::Money, "d.free"),
    ("IGV", Shape::Money, "d.igv"),
    ("ICBPER", Shape::Money, "d.icbper"),
    ("Total", Shape::Money, "d.total"),
    ("Modifica a", Shape::Text, numbered!("d.affected_id")),
    ("Reemplaza a", Shape::Text, numbered!("d.replaces_id")),
    ("Motivo", Shape::Text, "d.reason"),
];
const FROM_DOCUMENTS: &str = "(SELECT seq, business_date AS day FROM fiscal_doc
                  WHERE (business_date, seq) > (?1, ?2) AND business_date <= ?3 ORDER BY business_date, seq LIMIT ?4) lead
    CROSS JOIN fiscal_doc d ON d.seq = lead.seq LEFT JOIN fiscal_state f ON f.doc_seq = d.seq ORDER BY lead.day, lead.seq";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Store, db::plan};

    #[test]
    fn every_page_begins_where_an_index_says() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path(), 0).expect("a new store opens").store;
        for (export, expected) in [
            (Export::Products, "SEARCH product USING INTEGER PRIMARY KEY (rowid>?)"),
            (Export::Customers, "SEARCH customer USING INTEGER PRIMARY KEY (rowid>?)"),
            (Export::Sales, "sale_day (business_date>?"),
            (Export::SaleLines, "sale_day (business_date>?"),
            (Export::Documents, "fiscal_doc_day (business_date>?"),
        ] {
            let plan = plan(&store, &export.sql());
            assert!(plan.contains(expected), "{export:?}: {plan}");
            let scans: Vec<&str> = plan.lines().filter(|line| line.starts_with("SCAN") && !line.contains("lead")).collect();
            assert!(scans.is_empty(), "{export:?} walks a whole table for each page: {scans:?}");
        }
    }

    #[test]
    fn heads_are_told_apart() {
        for export in [Export::Products, Export::Customers, Export::Sales, Export::SaleLines, Export::Documents] {
            let mut heads: Vec<&str> = export.columns().map(|(head, _)| head).collect();
            let all = heads.len();
            heads.sort_unstable();
            heads.dedup();
            assert_eq!(heads.len(), all, "{export:?} has two columns of one name");
        }
    }
}
