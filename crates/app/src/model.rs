//! What use cases answer with and was made in the rooms below, so that a door has to know this crate alone.

pub use crate::page::Page;
pub use caserita_domain::document::{IdentityType as IdentityKind, full_number};
pub use caserita_printing::{
    CodePage, CodeTable, Columns, Cutter, Dots, Drawer, OpenDrawerOn, Preview, PreviewRow, PrinterProfile, QrMode, Transport,
};
pub use caserita_store::Known;
pub use caserita_store::{
    BadCopy, CashClose, CategoryRow, CopyFacts, Customer, CustomerSnapshot, DocListRow, DocStanding, Error as StoreError,
    Export, HandCopy, HandCopyError, KeptCopy, LicenceChannel, ListFilter, Payment, Presentation, PrintJob, PrintState,
    ProductListRow, Purpose, Sale, SaleItem, SaleLine, SaleListRow, SaleMark, SearchMatch, Since, StockMovement, Topic,
    User, VerifiedCopy,
};
pub use caserita_sunat::{
    document::Refusal as DocumentRefusal,
    sign::{CertificateError, CertificateFacts},
    ubigeo::District,
};
pub use zeroize::Zeroizing;
