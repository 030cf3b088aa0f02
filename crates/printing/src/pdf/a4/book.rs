//! Pages that follow each other, and the few shapes everything on them is made of.

use super::{DARK, FLOOR, HAIRLINE, HEIGHT, LEFT, LIGHT, LOUD, QUIET, RIGHT, STRONG, TOP};
use crate::{
    charset::{printable, wrap},
    pdf::draw::{Area, Ink, Mark},
    receipt::Receipt,
};

const BAND: f32 = 17.0;
/// Where the baseline of a page's foot is.
const FOOT: f32 = HEIGHT - 22.0;
const WATERMARK: Ink = Ink { size: 98.0, bold: true, grey: 0.92 };

/// The pages made so far; drawing goes to the last.
pub(super) struct Book<'receipt> {
    pub(super) receipt: &'receipt Receipt,
    /// How far down the last page is used.
    pub(super) down: f32,
    sheets: Vec<Vec<Mark>>,
}

impl<'receipt> Book<'receipt> {
    /// A first page that says what the paper is not worth, and nothing else yet.
    pub(super) fn new(receipt: &'receipt Receipt) -> Book<'receipt> {
        let mut book = Book { receipt, down: TOP, sheets: Vec::new() };
        book.open();
        book
    }

    /// Goes on with the next page.
    pub(super) fn turn(&mut self) {
        self.open();
        let shop = &self.receipt.shop;
        let seller = shop.legal_name.as_ref().unwrap_or(&shop.trade_name);
        let ruc = shop.ruc.as_ref().map(|ruc| format!(" · RUC {ruc}")).unwrap_or_default();
        let number = format!("{} {}", self.receipt.document.title(), self.receipt.number);
        let room = RIGHT - LEFT - STRONG.length(&number) - 12.0;
        let seller = wrap(&format!("{seller}{ruc}"), QUIET.columns(room)).remove(0);
        self.down += 8.0;
        self.say(&seller, LEFT, self.down, QUIET);
        self.say_right(&number, RIGHT, self.down, STRONG);
        self.down += 12.0;
    }

    /// Whether so much still fits on this page.
    pub(super) fn has_room(&self, height: f32) -> bool {
        self.down + height <= FLOOR
    }

    /// The pages, numbered.
    pub(super) fn bound(mut self) -> Vec<Vec<Mark>> {
        let count = self.sheets.len();
        let name = format!("{} {}", self.receipt.document.title(), self.receipt.number);
        let mut sheets = std::mem::take(&mut self.sheets);
        for (index, sheet) in sheets.iter_mut().enumerate() {
            let page = format!("Página {} de {count}", index + 1);
            let x = RIGHT - QUIET.length(&page);
            sheet.push(Mark::Text { text: printable(&name), x: LEFT, down: FOOT, ink: QUIET });
            sheet.push(Mark::Text { text: page, x, down: FOOT, ink: QUIET });
        }
        sheets
    }

    fn open(&mut self) {
        self.sheets.push(Vec::new());
        self.down = TOP;
        let worthless = self.receipt.demo || self.receipt.electronic().is_some_and(|electronic| electronic.beta);
        if worthless {
            self.push(Mark::Slanted { text: "SIN VALOR".to_owned(), x: 128.0, down: 640.0, ink: WATERMARK, degrees: 45.0 });
        }
        let demo = self.receipt.demo.then_some("DEMO - SIN VALOR");
        let warnings: Vec<&str> = demo.into_iter().chain(self.receipt.warnings()).collect();
        let copy = self.receipt.copy.then_some("COPIA");
        for words in warnings.iter().copied().chain(copy) {
            self.band(words, self.down);
            self.down += BAND + 5.0;
        }
        if self.down > TOP {
            self.down += 4.0;
        }
        if worthless {
            self.band(warnings[0], FLOOR + 6.0);
        }
    }

    fn band(&mut self, words: &str, down: f32) {
        self.fill(Area { x: LEFT, down, width: RIGHT - LEFT, height: BAND }, DARK);
        self.say_middle(words, LEFT, RIGHT, down + 12.0, LOUD);
    }

    pub(super) fn push(&mut self, mark: Mark) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.push(mark);
        }
    }

    /// Letters that begin at `x`, on the baseline `down`.
    pub(super) fn say(&mut self, text: &str, x: f32, down: f32, ink: Ink) {
        self.push(Mark::Text { text: printable(text), x, down, ink });
    }

    /// Letters that end at `right`.
    pub(super) fn say_right(&mut self, text: &str, right: f32, down: f32, ink: Ink) {
        let text = printable(text);
        self.say(&text, right - ink.length(&text), down, ink);
    }

    /// Letters in the middle between two edges.
    pub(super) fn say_middle(&mut self, text: &str, left: f32, right: f32, down: f32, ink: Ink) {
        let text = printable(text);
        self.say(&text, (left + right - ink.length(&text)) / 2.0, down, ink);
    }

    /// Wrapped text from `top` down; returns where it ends.
    pub(super) fn paragraph(&mut self, text: &str, x: f32, top: f32, room: f32, ink: Ink) -> f32 {
        let leading = ink.size * 1.32;
        let lines = wrap(text, ink.columns(room));
        for (index, line) in lines.iter().enumerate() {
            self.say(line, x, top + leading * (index as f32 + 0.78), ink);
        }
        top + leading * lines.len() as f32
    }

    pub(super) fn fill(&mut self, area: Area, grey: f32) {
        self.push(Mark::Boxes { areas: vec![area], grey });
    }

    /// A thin line over the whole width.
    pub(super) fn rule(&mut self, down: f32) {
        self.fill(Area { x: LEFT, down, width: RIGHT - LEFT, height: HAIRLINE }, LIGHT);
    }

    /// The edges of a box.
    pub(super) fn frame(&mut self, area: Area, thickness: f32, grey: f32) {
        let across = Area { height: thickness, ..area };
        let along = Area { width: thickness, ..area };
        let low = Area { down: area.down + area.height - thickness, ..across };
        let far = Area { x: area.x + area.width - thickness, ..along };
        self.push(Mark::Boxes { areas: vec![across, low, along, far], grey });
    }

    /// A label at the left edge and a figure at the right edge of a column. A label too long for the room beside the figure gets
    /// smaller.
    pub(super) fn pair(&mut self, label: &str, figure: &str, x: f32, right: f32, down: f32, ink: Ink) {
        let room = right - x - ink.length(figure) - 6.0;
        let shrunk = (room / ink.length(label).max(1.0)).clamp(0.3, 1.0);
        self.say(label, x, down, Ink { size: ink.size * shrunk, ..ink });
        self.say_right(figure, right, down, ink);
    }
}
