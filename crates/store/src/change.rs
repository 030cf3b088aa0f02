//! Every kind of change the log carries, and the one place where it reaches the tables.

use caserita_domain::fiscal::{DocEvent, FileEvent};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    AuditRow, CashClose, CashMovement, CashSession, Category, Charge, Customer, DrawerOpening, FiscalDoc, FiscalEvent,
    FiscalFile, LicenceEvent, LicenceFile, Patch, Presentation, Product, Refund, Reprint, Result, Sale, SaleVoid, Series,
    Setting, StockAdjustment, Till, User, cash, charge, fiscal, licence, refund, register, sale, stock, trail,
};

/// Something a screen may be showing. An event names the topic that changed, never the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// The open cart of this till.
    Cart,
    /// Carts on hold.
    Held,
    /// The cash session.
    Cash,
    /// Products, categories, stock.
    Catalog,
    /// Customers.
    Customers,
    /// Paid sales.
    Sales,
    /// Electronic documents and their way to SUNAT.
    Documents,
    /// The spool and its printer.
    Printing,
    /// Shop, till, printer data.
    Settings,
    /// People and their ceilings.
    Users,
    /// Who is logged in.
    Session,
    /// The health of the store.
    Store,
    /// What the licence allows.
    Licence,
}

/// One operation's kind and body. Kinds carry a version; a field never changes its meaning under the same version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body")]
pub enum Change {
    /// Who did what.
    #[serde(rename = "audit/1")]
    Audit(AuditRow),
    /// A cash session begins.
    #[serde(rename = "cash.open/1")]
    CashOpen(CashSession),
    /// Ingreso or retiro.
    #[serde(rename = "cash.move/1")]
    CashMove(CashMovement),
    /// A cash session ends with its Z.
    #[serde(rename = "cash.close/1")]
    CashClose(CashClose),
    /// The drawer was told to open.
    #[serde(rename = "drawer/1")]
    Drawer(DrawerOpening),
    /// A paid sale.
    #[serde(rename = "sale/1")]
    Sale(Sale),
    /// A sale undone before its Z.
    #[serde(rename = "sale.void/1")]
    SaleVoid(SaleVoid),
    /// A copy was printed.
    #[serde(rename = "sale.reprint/1")]
    Reprint(Reprint),
    /// Goods and money that came back after a sale.
    #[serde(rename = "refund/1")]
    Refund(Refund),
    /// What is charged on a sale afterwards.
    #[serde(rename = "charge/1")]
    Charge(Charge),
    /// An electronic document takes its number.
    #[serde(rename = "fiscal.doc/1")]
    FiscalDoc(FiscalDoc),
    /// Something happened to it.
    #[serde(rename = "fiscal.event/1")]
    FiscalDocEvent(FiscalEvent<DocEvent>),
    /// A summary or communication takes its number.
    #[serde(rename = "fiscal.file/1")]
    FiscalFile(FiscalFile),
    /// Something happened to it.
    #[serde(rename = "fiscal.file.event/1")]
    FiscalFileEvent(FiscalEvent<FileEvent>),
    /// A licence file was taken in.
    #[serde(rename = "licence.file/1")]
    LicenceFile(LicenceFile),
    /// Something happened to the licence.
    #[serde(rename = "licence.event/1")]
    LicenceEvent(LicenceEvent),
    /// Stock corrected by hand.
    #[serde(rename = "stock.adjust/1")]
    StockAdjust(StockAdjustment),
    /// Fields of a product.
    #[serde(rename = "product.set/1")]
    Product(Patch),
    /// Fields of a presentation, its barcodes included.
    #[serde(rename = "presentation.set/1")]
    Presentation(Patch),
    /// Fields of a category.
    #[serde(rename = "category.set/1")]
    Category(Patch),
    /// Fields of a customer.
    #[serde(rename = "customer.set/1")]
    Customer(Patch),
    /// Fields of a user; never a PIN.
    #[serde(rename = "user.set/1")]
    User(Patch),
    /// Fields of a setting.
    #[serde(rename = "setting.set/1")]
    Setting(Patch),
    /// Fields of a till.
    #[serde(rename = "till.set/1")]
    Till(Patch),
    /// Fields of a series; never its last number.
    #[serde(rename = "series.set/1")]
    Series(Patch),
}

impl Change {
    /// Writes this change into the tables. Depends on nothing but the tables and the change itself.
    pub(crate) fn apply(&self, connection: &Connection) -> Result<()> {
        match self {
            Change::Audit(row) => trail::insert(connection, row),
            Change::CashOpen(session) => cash::open(connection, session),
            Change::CashMove(movement) => cash::movement(connection, movement),
            Change::CashClose(close) => cash::close(connection, close),
            Change::Drawer(opening) => cash::drawer(connection, opening),
            Change::Sale(sold) => sale::insert(connection, sold),
            Change::SaleVoid(void) => sale::void(connection, void),
            Change::Reprint(reprint) => sale::reprint(connection, reprint),
            Change::Refund(refund) => refund::insert(connection, refund),
            Change::Charge(charge) => charge::insert(connection, charge),
            Change::FiscalDoc(doc) => fiscal::insert_doc(connection, doc),
            Change::FiscalDocEvent(event) => fiscal::doc_event(connection, event),
            Change::FiscalFile(file) => fiscal::insert_file(connection, file),
            Change::FiscalFileEvent(event) => fiscal::file_event(connection, event),
            Change::LicenceFile(file) => licence::insert_file(connection, file),
            Change::LicenceEvent(event) => licence::insert_event(connection, event),
            Change::StockAdjust(adjustment) => stock::adjust(connection, adjustment),
            Change::Product(patch) => register::apply::<Product>(connection, patch),
            Change::Presentation(patch) => register::apply::<Presentation>(connection, patch),
            Change::Category(patch) => register::apply::<Category>(connection, patch),
            Change::Customer(patch) => register::apply::<Customer>(connection, patch),
            Change::User(patch) => register::apply::<User>(connection, patch),
            Change::Setting(patch) => register::apply::<Setting>(connection, patch),
            Change::Till(patch) => register::apply::<Till>(connection, patch),
            Change::Series(patch) => register::apply::<Series>(connection, patch),
        }
    }

    /// The entity this change is about.
    pub fn entity(&self) -> Uuid {
        match self {
            Change::Audit(row) => row.id,
            Change::CashOpen(session) => session.id,
            Change::CashMove(movement) => movement.id,
            Change::CashClose(close) => close.session_id,
            Change::Drawer(opening) => opening.id,
            Change::Sale(sold) => sold.id,
            Change::SaleVoid(void) => void.sale_id,
            Change::Reprint(reprint) => reprint.id,
            Change::Refund(refund) => refund.id,
            Change::Charge(charge) => charge.id,
            Change::FiscalDoc(doc) => doc.id,
            Change::FiscalDocEvent(event) => event.subject,
            Change::FiscalFile(file) => file.id,
            Change::FiscalFileEvent(event) => event.subject,
            Change::LicenceFile(file) => file.id,
            Change::LicenceEvent(event) => event.id,
            Change::StockAdjust(adjustment) => adjustment.id,
            Change::Product(patch)
            | Change::Presentation(patch)
            | Change::Category(patch)
            | Change::Customer(patch)
            | Change::User(patch)
            | Change::Setting(patch)
            | Change::Till(patch)
            | Change::Series(patch) => patch.id,
        }
    }

    /// What a screen should read again.
    pub(crate) fn topics(&self) -> &'static [Topic] {
        match self {
            Change::Audit(_) => &[],
            Change::CashOpen(_) | Change::CashMove(_) | Change::CashClose(_) => &[Topic::Cash, Topic::Session],
            Change::Drawer(_) => &[Topic::Cash],
            Change::Sale(_) | Change::SaleVoid(_) => &[Topic::Sales, Topic::Cash, Topic::Catalog],
            Change::Reprint(_) => &[Topic::Sales],
            Change::Refund(_) => &[Topic::Sales, Topic::Cash, Topic::Catalog],
            Change::Charge(_) => &[Topic::Sales, Topic::Cash],
            Change::FiscalDoc(_) | Change::FiscalDocEvent(_) | Change::FiscalFile(_) | Change::FiscalFileEvent(_) => {
                &[Topic::Documents, Topic::Sales]
            }
            Change::LicenceFile(_) | Change::LicenceEvent(_) => &[Topic::Licence],
            Change::StockAdjust(_) | Change::Product(_) | Change::Presentation(_) | Change::Category(_) => &[Topic::Catalog],
            Change::Customer(_) => &[Topic::Customers],
            Change::User(_) => &[Topic::Users, Topic::Session],
            Change::Setting(_) | Change::Till(_) | Change::Series(_) => &[Topic::Settings, Topic::Session],
        }
    }
}
