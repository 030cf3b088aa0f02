//! What goes on paper: one ticket model, and the ways to see it.
//!
//! A [`Ticket`] is made once, stored, and never recomputed, so that a reprint is the same ticket. [`layout`] turns it into
//! rows for a number of columns; [`escpos_bytes`] sends those rows to a thermal printer, [`pdf`] draws them on an 80 mm page
//! and [`preview`] hands them to the screen, so the three can never disagree. [`a4`] draws a receipt on office paper, with the
//! words and figures its ticket has.
//!
//! Nothing here knows a clock, a file or a network: the same ticket and the same profile always give the same bytes.

mod charset;
mod codes;
mod escpos_job;
mod layout;
mod pdf;
mod picture;
mod preview;
mod profile;
mod receipt;
mod report;
mod slip;
mod test_page;
mod ticket;

pub use escpos_job::{drawer_kick, escpos_bytes};
pub use layout::{Line, Row, layout};
pub use pdf::{a4, pdf};
pub use picture::{LogoError, Picture};
pub use preview::{Preview, PreviewRow, preview, qr_svg};
pub use profile::{
    CodePage, CodeTable, Columns, Cutter, Dots, Drawer, OpenDrawerOn, PrinterProfile, QrMode, Transport, UnsupportedWidth,
};
pub use receipt::{
    Affected, Electronic, ElectronicKind, PaymentTerms, Receipt, ReceiptCustomer, ReceiptDiscount, ReceiptDocument,
    ReceiptLine, ReceiptPayment, ReceiptTotals, Signing, TaxFigures,
};
pub use report::{CashReport, CashierFigure, DrawerFigures, ReportKind, SalesFigures, SeriesFigure, TenderFigure};
pub use slip::{CashSlip, SlipKind};
pub use test_page::test_page;
pub use ticket::{Amount, Block, Code, Emphasis, Fact, Heading, Item, ItemDiscount, Style, Ticket, Value};
