//! Documents that SUNAT cannot refuse for what they say: whoever breaks a rule gets no document.

mod line;
mod note;
mod number;
mod party;
mod refusal;
mod sale;
mod summary;
mod totals;
mod voided;

pub use line::{Line, LineInput};
pub use note::{Affected, Note, NoteInput, Reason};
pub use number::{DocNumber, FileId, FileKind};
pub use party::{Address, Customer, Issuer};
pub use refusal::Refusal;
pub use sale::{Instalment, PaymentTerms, Regime, SaleDoc, SaleInput, SaleKind};
pub use summary::{MOST_SUMMARY_LINES, Summary, SummaryLine};
pub use totals::DocTotals;
pub use voided::{VoidedDoc, VoidedDocs};
