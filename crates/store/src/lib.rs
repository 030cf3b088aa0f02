//! The till's SQLite file: one writer, readers that cannot write, and the log of every change.
//!
//! A change is a [`Change`]: it is applied to the tables by one function, both when it happens and when the log is replayed
//! into an empty database, so the two cannot drift apart. Drafts, queues and secrets are local and never become a `Change`.

mod cart;
mod cash;
mod catalog;
mod change;
mod charge;
mod chosen;
mod copies;
mod customer;
mod db;
mod disk;
mod dump;
mod error;
mod export;
mod facts;
mod fiscal;
mod hand;
mod head;
mod id;
mod licence;
mod look;
mod open;
mod oplog;
mod people;
mod print_job;
mod profile;
mod refund;
mod register;
mod restore;
mod sale;
mod setting;
mod stock;
mod trail;
mod value;

pub use cart::{CartRow, CartState};
pub use cash::{CashClose, CashMovement, CashSession, DrawerOpening, SessionFigure};
pub use catalog::{Category, CategoryRow, Find, ListFilter, Presentation, Product, ProductListRow, SaleItem, SearchMatch};
pub use change::{Change, Topic};
pub use charge::Charge;
pub use copies::{KeptCopy, Purpose, VerifiedCopy};
pub use customer::Customer;
pub use db::{Reader, Store, Tx};
pub use error::{Error, Result};
pub use export::{Cell, Export, ExportPage, Place, Shape};
pub use fiscal::{
    Bytes, DocCondition, DocFilter, DocListRow, DocStanding, FileLine, FileStanding, FiscalDoc, FiscalEvent, FiscalFile,
    FiscalFileKind, FiscalWait, Known, LINE_TO_SUNAT, Told,
};
pub use hand::{HandCopy, HandCopyError};
pub use licence::{LicenceChannel, LicenceEvent, LicenceFile, LicenceHappening};
pub use look::{BadCopy, CopyFacts, SaleMark, Since};
pub use open::{OpenError, Opened};
pub use oplog::{ChainError, Device, Operation, op_hash, replay};
pub use people::{PinRow, User};
pub use print_job::{PrintJob, PrintState};
pub use profile::Profile;
pub use refund::{Refund, RefundLine};
pub use register::{Patch, Register};
pub use sale::{CustomerSnapshot, Payment, Reprint, Sale, SaleFilter, SaleLine, SaleListRow, SaleVoid, SeriesNumbers};
pub use setting::{Series, Setting, Till, descends};
pub use stock::{StockAdjustment, StockMovement};
pub use trail::{AuditRow, RepeatedCall};

/// Milliseconds since 1970-01-01 UTC, as the injected clock gave them.
pub type Millis = i64;
