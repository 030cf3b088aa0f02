//! The ticket as a page of 80 mm, as tall as it needs to be: what is sent by message, kept, or printed on office paper. And a
//! receipt on pages of A4, as accountants file it.

mod a4;
mod draw;
mod page;

use std::sync::OnceLock;

use chrono::{DateTime, Datelike, FixedOffset, Timelike, Utc};
use draw::{Faces, Mark};
use page::Page;
use printpdf::{Mm, ParsedFont, PdfDocument, PdfPage, PdfSaveOptions};

use crate::{layout::layout, profile::Columns, receipt::Receipt, ticket::Ticket};

const REGULAR: &[u8] = include_bytes!("../../../../assets/fonts/JetBrainsMono-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../../assets/fonts/JetBrainsMono-Bold.ttf");

/// The page is laid out as paper of this width would be.
const COLUMNS: Columns = Columns::C42;

/// The ticket as a PDF of one page, with its fonts inside.
pub fn pdf(ticket: &Ticket) -> Vec<u8> {
    let (mut document, faces) = begun(&ticket.title, ticket.issued_at);
    let mut page = Page::new(COLUMNS.count(), faces);
    for row in layout(ticket, COLUMNS) {
        page.row(&row, &mut document);
    }
    let (height, operations) = page.finish();
    document.pages = vec![PdfPage::new(Mm::from(page::WIDTH), Mm::from(height), operations)];
    written(&document)
}

/// A receipt on as many pages of A4 as it needs, with its fonts inside.
pub fn a4(receipt: &Receipt) -> Vec<u8> {
    let (mut document, faces) = begun(&receipt.number, receipt.issued_at);
    let sheets = a4::sheets(receipt, &mut document);
    let page = |marks: Vec<Mark>| {
        let operations = marks.into_iter().flat_map(|mark| mark.draw(a4::HEIGHT, &faces)).collect();
        PdfPage::new(Mm(210.0), Mm(297.0), operations)
    };
    document.pages = sheets.into_iter().map(page).collect();
    written(&document)
}

fn begun(title: &str, issued_at: DateTime<FixedOffset>) -> (PdfDocument, Faces) {
    let mut document = PdfDocument::new(title);
    describe(&mut document, title, issued_at);
    let (regular, bold) = fonts();
    let faces = Faces { regular: document.add_font(regular), bold: document.add_font(bold) };
    (document, faces)
}

/// The library always declares a printing-press standard it does not meet, under an empty name; the declaration is taken out.
fn written(document: &PdfDocument) -> Vec<u8> {
    let mut file = document.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
    let info = file.trailer.get(b"Info").and_then(|info| info.as_reference());
    if let Ok(info) = info.and_then(|id| file.get_object_mut(id)).and_then(|info| info.as_dict_mut()) {
        info.remove(b"GTS_PDFXVersion");
    }
    file.version = "1.7".to_owned();
    file.compress();
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).expect("memory takes every byte");
    bytes
}

/// Parsing takes milliseconds, so it happens once.
fn fonts() -> &'static (ParsedFont, ParsedFont) {
    static FONTS: OnceLock<(ParsedFont, ParsedFont)> = OnceLock::new();
    FONTS.get_or_init(|| {
        let parse = |bytes| ParsedFont::from_bytes(bytes, 0, &mut Vec::new()).expect("a bundled font is whole");
        (parse(REGULAR), parse(BOLD))
    })
}

fn describe(document: &mut PdfDocument, title: &str, issued_at: DateTime<FixedOffset>) {
    let info = &mut document.metadata.info;
    let issued = pdf_time(issued_at);
    (info.creation_date, info.modification_date, info.metadata_date) = (issued, issued, issued);
    info.document_title = title.to_owned();
    info.identifier = title.to_owned();
    info.creator = "Caserita".to_owned();
    info.producer = "Caserita".to_owned();
}

fn pdf_time(at: DateTime<FixedOffset>) -> printpdf::OffsetDateTime {
    let at = at.with_timezone(&Utc);
    printpdf::DateTime {
        date: printpdf::Date { year: at.year(), month: at.month() as u8, day: at.day() as u8 },
        time: printpdf::Time { hour: at.hour() as u8, minute: at.minute() as u8, second: at.second() as u8, millisecond: 0 },
        offset: printpdf::Offset { hours: 0, minutes: 0, seconds: 0, milliseconds: 0 },
    }
}
