//! What use cases answer with and was made in the rooms below, so that a door has to know this crate alone.

pub use crate::page::Page;
pub use caserita_domain::document::IdentityType as IdentityKind;
pub use caserita_printing::{
    CodePage, CodeTable, Columns, Cutter, Dots, Drawer, OpenDrawerOn, Preview, PreviewRow, PrinterProfile, QrMode, Transport,
};
pub use caserita_store::Known;
pub use caserita_store::{
    CashClose, CategoryRow, Customer, CustomerSnapshot, DocListRow, DocStanding, Error as StoreError, LicenceChannel,
    ListFilter, Payment, Presentation, PrintJob, PrintState, ProductListRow, Sale, SaleItem, SaleLine, SaleListRow,
    SearchMatch, StockMovement, Topic, User, VerifiedCopy,
};
pub use caserita_sunat::{
    document::Refusal as DocumentRefusal,
    sign::{CertificateError, CertificateFacts},
    ubigeo::District,
};
pub use zeroize::Zeroizing;
