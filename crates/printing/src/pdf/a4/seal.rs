//! The foot of the last page: the code and the digest that prove the document, and where to look it up.

use super::{BODY, FLOOR, LEFT, QUIET, RIGHT, STRONG, book::Book};
use crate::{
    pdf::draw::{BLACK, Ink, qr},
    receipt::{Signing, said},
    ticket::Code,
};

/// The side of the code with its quiet zone: 34 mm.
const SIDE: f32 = 96.4;
const HEIGHT: f32 = SIDE + 8.0;
const WAITING: Ink = Ink { size: 11.0, bold: true, grey: BLACK };

impl Book<'_> {
    pub(super) fn seal(&mut self) {
        if !self.has_room(HEIGHT + 6.0) {
            self.turn();
        }
        let top = FLOOR - HEIGHT;
        self.rule(top);
        let code = self.code().and_then(|text| qr(&text, LEFT - 4.0, top + 6.0, SIDE));
        let x = if code.is_some() { LEFT + SIDE + 8.0 } else { LEFT };
        if let Some(code) = code {
            self.push(code);
        }
        self.statements(x, top + 20.0);
    }

    fn code(&self) -> Option<String> {
        match (self.receipt.electronic().map(|electronic| &electronic.signing), &self.receipt.code) {
            (Some(Signing::Signed { qr, .. }), _) => Some(qr.clone()),
            (None, Some(Code::Qr { text })) => Some(text.clone()),
            _ => None,
        }
    }

    fn statements(&mut self, x: f32, top: f32) {
        let room = RIGHT - x;
        let mut down = top;
        let signing = self.receipt.electronic().map(|electronic| &electronic.signing);
        if signing == Some(&Signing::Pending) {
            down = self.paragraph(said::PENDING, x, down, room, WAITING) + 6.0;
        }
        let mut ink = STRONG;
        for statement in self.receipt.document.legend() {
            down = self.paragraph(&statement, x, down, room, ink) + 3.0;
            ink = BODY;
        }
        if let Some(Signing::Signed { hash, .. }) = signing {
            down = self.paragraph("Valor resumen", x, down + 5.0, room, QUIET);
            self.paragraph(hash, x, down, room, BODY);
        }
    }
}
