//! Electronic documents: their facts, where they stand, and what waits to be sent.

mod list;
mod lookup;
mod query;
mod record;
mod wait;

pub use list::{DocFilter, DocListRow};
pub use lookup::Known;
pub use query::{DocStanding, FileStanding, Told};
pub use record::{Bytes, DocCondition, FileLine, FiscalDoc, FiscalEvent, FiscalFile, FiscalFileKind};
pub(crate) use record::{doc_event, file_event, insert_doc, insert_file};
pub use wait::{FiscalWait, LINE_TO_SUNAT};
