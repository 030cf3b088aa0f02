//! After the last line: the total in words, how it was or will be paid at the left, the figures at the right.

use super::{BODY, DARK, FLOOR, HAIRLINE, LEADING, LEFT, LIGHT, LOUD, PALE, QUIET, RIGHT, STRONG, book::Book};
use crate::{
    charset::wrap,
    layout::figure,
    pdf::draw::{Area, Ink},
    receipt::{ElectronicKind, said},
    ticket::{Amount, Emphasis},
};

const TOTALS: f32 = 216.0;
const ROW: f32 = 13.2;
const LAST_ROW: f32 = 22.0;
const PADDING: f32 = 7.0;
/// Above the first figure.
const AIR: f32 = 3.0;
/// The right edge of figures in the left column.
const LEFT_EDGE: f32 = RIGHT - TOTALS - 26.0;

/// One row of the left column.
enum Said {
    Title(&'static str),
    Figure(Amount),
    Words(String),
    Gap,
}

impl Book<'_> {
    pub(super) fn closing(&mut self) {
        let totals = said::totals(self.receipt);
        let words = self.receipt.electronic().map(|electronic| electronic.words.clone());
        let in_words = words.map(|words| wrap(&words, STRONG.columns(RIGHT - LEFT - 2.0 * PADDING))).unwrap_or_default();
        let words_height = if in_words.is_empty() { 0.0 } else { in_words.len() as f32 * LEADING + PADDING + 9.0 };
        if !self.has_room(words_height + totals_height(&totals)) {
            self.turn();
        }
        self.in_words(&in_words);
        let top = self.down;
        let totals_end = self.totals(&totals, top);
        let turned = self.left_column();
        self.down = if turned { self.down } else { self.down.max(totals_end) };
    }

    fn in_words(&mut self, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        let height = lines.len() as f32 * LEADING + PADDING;
        self.fill(Area { x: LEFT, down: self.down, width: RIGHT - LEFT, height }, PALE);
        for (index, line) in lines.iter().enumerate() {
            self.say(line, LEFT + PADDING, self.down + 11.2 + index as f32 * LEADING, STRONG);
        }
        self.down += height + 9.0;
    }

    fn totals(&mut self, totals: &[Amount], top: f32) -> f32 {
        let (x, mut down) = (RIGHT - TOTALS, top + air(totals));
        let height = totals_height(totals);
        for amount in totals {
            let value = figure(&amount.value);
            if amount.emphasis == Emphasis::Big {
                self.fill(Area { x, down, width: TOTALS, height: LAST_ROW }, DARK);
                self.pair(&amount.label, &value, x + PADDING, RIGHT - PADDING, down + 14.6, LOUD);
                down += LAST_ROW;
            } else {
                self.pair(&amount.label, &value, x + PADDING, RIGHT - PADDING, down + 9.4, BODY);
                down += ROW;
            }
        }
        self.frame(Area { x, down: top, width: TOTALS, height }, HAIRLINE, LIGHT);
        down
    }

    /// Whether it went on over the page.
    fn left_column(&mut self) -> bool {
        let mut turned = false;
        for said in self.left_rows() {
            if self.down + LEADING > FLOOR {
                self.turn();
                turned = true;
            }
            let down = self.down + 8.2;
            match said {
                Said::Title(title) => self.say(title, LEFT, down, STRONG),
                Said::Words(words) => self.say(&words, LEFT, down, QUIET),
                Said::Figure(amount) => {
                    let ink = if amount.emphasis == Emphasis::Plain { BODY } else { Ink { bold: true, ..BODY } };
                    let indent = if amount.label.starts_with(' ') { 10.0 } else { 0.0 };
                    self.pair(amount.label.trim(), &figure(&amount.value), LEFT + indent, LEFT_EDGE, down, ink);
                }
                Said::Gap => self.down -= LEADING / 2.0,
            }
            self.down += LEADING;
        }
        turned
    }

    fn left_rows(&self) -> Vec<Said> {
        let electronic = self.receipt.electronic();
        let instalments =
            electronic.and_then(|electronic| electronic.terms.as_ref()).map(said::instalments).unwrap_or_default();
        let mut rows = titled("Crédito", instalments);
        let given_back = electronic.is_some_and(|electronic| electronic.kind == ElectronicKind::NotaCredito);
        rows.extend(titled(if given_back { "Devolución" } else { "Pagos" }, said::tenders(self.receipt)));
        let saved = self.receipt.totals.saved;
        let saved = (!saved.is_zero()).then(|| format!("Ahorraste S/ {saved}"));
        let legends = electronic.map(|electronic| electronic.legends.clone()).unwrap_or_default();
        for words in saved.into_iter().chain(legends).chain(self.receipt.message.clone()) {
            rows.extend(wrap(&words, QUIET.columns(LEFT_EDGE - LEFT)).into_iter().map(Said::Words));
            rows.push(Said::Gap);
        }
        rows
    }
}

fn titled(title: &'static str, amounts: Vec<Amount>) -> Vec<Said> {
    if amounts.is_empty() {
        return Vec::new();
    }
    let figures = amounts.into_iter().map(Said::Figure);
    [Said::Title(title)].into_iter().chain(figures).chain([Said::Gap]).collect()
}

/// A total that stands alone fills its box.
fn air(totals: &[Amount]) -> f32 {
    if totals.len() > 1 { AIR } else { 0.0 }
}

fn totals_height(totals: &[Amount]) -> f32 {
    air(totals) + totals.iter().map(|amount| if amount.emphasis == Emphasis::Big { LAST_ROW } else { ROW }).sum::<f32>()
}
