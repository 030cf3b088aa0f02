//! A receipt on pages of A4: who sells and what it is at the top, the lines in a table that flows over as many pages as it needs,
//! the figures after them, and what proves the document at the foot of the last page.

mod book;
mod closing;
mod facts;
mod head;
mod seal;
mod table;

use book::Book;
use printpdf::PdfDocument;

use super::draw::{BLACK, Ink, Mark};
use crate::receipt::Receipt;

/// The height of the page.
pub(super) const HEIGHT: f32 = 841.89;
const WIDTH: f32 = 595.276;
const LEFT: f32 = 40.0;
const RIGHT: f32 = WIDTH - LEFT;
const TOP: f32 = 34.0;
/// Where the last thing of a page ends, its foot apart.
const FLOOR: f32 = HEIGHT - 54.0;

const BODY: Ink = Ink { size: 7.8, bold: false, grey: BLACK };
const STRONG: Ink = Ink { bold: true, ..BODY };
const QUIET: Ink = Ink { grey: 0.38, size: 7.2, ..BODY };
const LOUD: Ink = Ink { size: 10.0, bold: true, grey: 1.0 };
const LEADING: f32 = 10.6;
const HAIRLINE: f32 = 0.5;
/// Fills behind white letters.
const DARK: f32 = 0.13;
/// Lines between things.
const LIGHT: f32 = 0.76;
/// Fills behind black letters.
const PALE: f32 = 0.945;

/// What to draw on each page.
pub(super) fn sheets(receipt: &Receipt, document: &mut PdfDocument) -> Vec<Vec<Mark>> {
    let mut book = Book::new(receipt);
    book.head(document);
    book.parties();
    book.table();
    book.closing();
    book.seal();
    book.bound()
}
