//! The top of the first page: the shop at the left, the box with its number at the right.

use printpdf::PdfDocument;

use super::{BODY, DARK, LEFT, LOUD, QUIET, RIGHT, STRONG, book::Book};
use crate::{
    pdf::draw::{ADVANCE, Area, BLACK, Ink, Mark, keep},
    picture::Picture,
};

const BOX: f32 = 198.0;
const GAP: f32 = 12.0;
/// The pixels kept of a logo, and the room it has.
const LOGO: (usize, f32, f32) = (600, 96.0, 64.0);
const NAME: Ink = Ink { size: 13.0, bold: true, grey: BLACK };
const NUMBER: Ink = Ink { size: 13.5, bold: true, grey: BLACK };
const RUC: Ink = Ink { size: 11.0, bold: true, grey: BLACK };

impl Book<'_> {
    pub(super) fn head(&mut self, document: &mut PdfDocument) {
        let top = self.down;
        let box_end = self.number_box(top);
        let (logo_end, beside) = self.logo(top, document);
        let shop_end = self.shop(top, beside);
        self.down = box_end.max(logo_end).max(shop_end) + 12.0;
    }

    fn number_box(&mut self, top: f32) -> f32 {
        let x = RIGHT - BOX;
        let mut down = top;
        if let Some(ruc) = &self.receipt.shop.ruc {
            self.say_middle(&format!("RUC {ruc}"), x, RIGHT, down + 18.0, RUC);
            down += 27.0;
        }
        let title = self.receipt.document.title();
        let size = ((BOX - 12.0) / (title.chars().count() as f32 * ADVANCE)).min(11.0);
        self.fill(Area { x, down, width: BOX, height: 23.0 }, DARK);
        self.say_middle(title, x, RIGHT, down + 15.0, Ink { size, ..LOUD });
        self.say_middle(&self.receipt.number, x, RIGHT, down + 42.0, NUMBER);
        let height = down + 53.0 - top;
        self.frame(Area { x, down: top, width: BOX, height }, 1.0, DARK);
        top + height
    }

    /// Where it ends, and where the text beside it begins.
    fn logo(&mut self, top: f32, document: &mut PdfDocument) -> (f32, f32) {
        let png = self.receipt.shop.logo_png.as_deref();
        let Some(logo) = png.and_then(|png| Picture::from_base64_png(png).ok()) else { return (top, LEFT) };
        let (pixels, max_width, max_height) = LOGO;
        let logo = logo.fitted(pixels, pixels);
        let (width, height) = (logo.width() as f32, logo.height() as f32);
        let scale = (max_width / width).min(max_height / height);
        let id = keep(&logo, document);
        let down = top + height * scale;
        self.push(Mark::Image { id, x: LEFT, down, scale });
        (down, LEFT + width * scale + GAP)
    }

    fn shop(&mut self, top: f32, x: f32) -> f32 {
        let shop = &self.receipt.shop;
        let room = RIGHT - BOX - GAP - x;
        let phone = shop.phone.as_ref().map(|phone| format!("Tel. {phone}"));
        let mut down = self.paragraph(&shop.trade_name, x, top, room, NAME) + 2.0;
        let details = [(&shop.legal_name, STRONG), (&shop.address, BODY), (&shop.locality, BODY), (&phone, QUIET)];
        for (detail, ink) in details {
            if let Some(detail) = detail.as_deref().filter(|detail| !detail.trim().is_empty()) {
                down = self.paragraph(detail, x, down, room, ink) + 1.0;
            }
        }
        down
    }
}
