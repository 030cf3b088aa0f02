//! The table of lines. Columns are as wide as the longest thing in them and the description takes what is left, so that no
//! figure is ever cut; a line that no page could hold goes on over the next ones.

use super::{BODY, DARK, FLOOR, LEFT, LOUD, QUIET, RIGHT, TOP, book::Book};
use crate::{
    charset::{printable, width, wrap},
    pdf::draw::{Area, Ink},
    receipt::{ReceiptLine, said},
};

const CELL: Ink = Ink { size: 7.6, ..BODY };
const NOTE: Ink = Ink { size: 6.9, ..QUIET };
const HEAD: Ink = Ink { size: 7.2, ..LOUD };
const HEAD_HEIGHT: f32 = 17.0;
const STRIP: f32 = 10.0;
const PADDING: f32 = 3.2;
const SIDE: f32 = 4.5;
/// More than this of a unit or a code goes to the next line.
const LONGEST_WORD: usize = 14;

const TITLES: [&str; 7] = ["Cant.", "Unidad", "Código", "Descripción", "V. unit.", "P. unit.", "Importe"];
const DESCRIPTION: usize = 3;
const AMOUNT: usize = 6;
/// Which columns are of figures, and stand at their right edge.
const FIGURES: [bool; 7] = [true, false, false, false, true, true, true];

/// Where each column is; one that nothing is in has no width.
struct Columns {
    left: [f32; 7],
    width: [f32; 7],
}

/// One line of letters across the table.
#[derive(Default)]
struct Strip {
    cells: Vec<(usize, String)>,
    note: bool,
}

impl Book<'_> {
    pub(super) fn table(&mut self) {
        let cells: Vec<[Vec<String>; 7]> = self.receipt.lines.iter().map(cells).collect();
        let columns = Columns::around(&cells);
        self.table_head(&columns);
        for (line, cells) in self.receipt.lines.iter().zip(cells) {
            self.table_row(&strips(line, cells, &columns), &columns);
        }
        self.down += 8.0;
    }

    fn table_head(&mut self, columns: &Columns) {
        self.fill(Area { x: LEFT, down: self.down, width: RIGHT - LEFT, height: HEAD_HEIGHT }, DARK);
        for (column, title) in TITLES.iter().enumerate() {
            self.cell(title, column, columns, self.down + 11.3, HEAD);
        }
        self.down += HEAD_HEIGHT;
    }

    fn table_row(&mut self, strips: &[Strip], columns: &Columns) {
        let height = strips.len() as f32 * STRIP + 2.0 * PADDING;
        if !self.has_room(height) && height < (FLOOR - TOP) / 2.0 {
            self.next_table(columns);
        }
        self.down += PADDING;
        for strip in strips {
            if !self.has_room(STRIP) {
                self.next_table(columns);
                self.down += PADDING;
            }
            for (column, text) in &strip.cells {
                let ink = if strip.note { NOTE } else { CELL };
                self.cell(text, *column, columns, self.down + 7.4, ink);
            }
            self.down += STRIP;
        }
        self.down += PADDING;
        self.rule(self.down);
    }

    fn next_table(&mut self, columns: &Columns) {
        self.turn();
        self.table_head(columns);
    }

    fn cell(&mut self, text: &str, column: usize, columns: &Columns, down: f32, ink: Ink) {
        let (left, width) = (columns.left[column], columns.width[column]);
        match (width > 0.0, FIGURES[column]) {
            (false, _) => {}
            (true, true) => self.say_right(text, left + width - SIDE, down, ink),
            (true, false) => self.say(text, left + SIDE, down, ink),
        }
    }
}

impl Columns {
    fn around(rows: &[[Vec<String>; 7]]) -> Columns {
        let mut widths = [0.0; 7];
        for (column, room) in widths.iter_mut().enumerate().filter(|(column, _)| *column != DESCRIPTION) {
            let widest = rows.iter().flat_map(|row| &row[column]).map(|text| width(text)).max().unwrap_or(0);
            if widest > 0 {
                *room = CELL.length(&"0".repeat(widest)).max(HEAD.length(TITLES[column])) + 2.0 * SIDE;
            }
        }
        widths[DESCRIPTION] = RIGHT - LEFT - widths.iter().sum::<f32>();
        let mut left = [LEFT; 7];
        for column in 1..left.len() {
            left[column] = left[column - 1] + widths[column - 1];
        }
        Columns { left, width: widths }
    }
}

/// What stands in each column, cut where a word is too long; the description is cut once its width is known.
fn cells(line: &ReceiptLine) -> [Vec<String>; 7] {
    let word = |text: &str| if text.trim().is_empty() { Vec::new() } else { wrap(text, LONGEST_WORD) };
    [
        vec![line.quantity.to_string()],
        word(&line.unit),
        word(line.code.as_deref().unwrap_or_default()),
        vec![line.name.clone()],
        line.unit_value.iter().map(|value| printable(value)).collect(),
        vec![line.unit_price.to_string()],
        vec![line.gross.to_string()],
    ]
}

fn strips(line: &ReceiptLine, mut cells: [Vec<String>; 7], columns: &Columns) -> Vec<Strip> {
    let room = columns.width[DESCRIPTION] - 2.0 * SIDE;
    cells[DESCRIPTION] = wrap(&line.name, CELL.columns(room));
    let count = cells.iter().map(Vec::len).max().unwrap_or(0);
    let mut strips: Vec<Strip> = (0..count).map(|_| Strip::default()).collect();
    for (column, texts) in cells.into_iter().enumerate() {
        for (strip, text) in strips.iter_mut().zip(texts) {
            strip.cells.push((column, text));
        }
    }
    let note = |text: String| Strip { cells: vec![(DESCRIPTION, text)], note: true };
    if let Some(discount) = &line.discount {
        strips.extend(wrap(&said::discount(discount), NOTE.columns(room)).into_iter().map(note));
        if let Some(last) = strips.last_mut() {
            last.cells.push((AMOUNT, (-discount.amount).to_string()));
        }
    }
    for remark in said::remarks(line) {
        strips.extend(wrap(&remark, NOTE.columns(room)).into_iter().map(note));
    }
    strips
}
