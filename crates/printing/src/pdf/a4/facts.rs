//! Who bought, when and on what terms; and what a note changes.

use super::{BODY, HAIRLINE, LEADING, LEFT, LIGHT, QUIET, RIGHT, book::Book};
use crate::{charset::wrap, pdf::draw::Area, receipt::said, ticket::Fact};

const PADDING: f32 = 8.0;
/// Where the second column of facts begins.
const SECOND: f32 = LEFT + 312.0;

/// A fact cut to its column.
struct Cut {
    label: String,
    lines: Vec<String>,
}

impl Book<'_> {
    pub(super) fn parties(&mut self) {
        let mut circumstances = said::circumstances(self.receipt);
        if let Some(electronic) = self.receipt.electronic() {
            circumstances.insert(1, Fact::new("Moneda", "Soles"));
            let terms = electronic.terms.as_ref().map(|terms| Fact::new("Forma de pago", said::terms_name(terms)));
            circumstances.extend(terms);
        }
        let customer = said::customer(self.receipt);
        if customer.is_empty() {
            self.panel(&circumstances, &[]);
        } else {
            self.panel(&customer, &circumstances);
        }
        if let Some(affected) = self.receipt.electronic().and_then(|electronic| electronic.affected.as_ref()) {
            self.panel(&said::affected(affected), &[]);
        }
        self.down += 4.0;
    }

    /// A frame around one or two columns of facts.
    fn panel(&mut self, left: &[Fact], right: &[Fact]) {
        let edge = if right.is_empty() { RIGHT } else { SECOND };
        let (left, left_label) = cut(left, edge - LEFT - 2.0 * PADDING);
        let (right, right_label) = cut(right, RIGHT - SECOND - PADDING);
        let rows = rows(&left).max(rows(&right));
        let height = rows as f32 * LEADING + 2.0 * PADDING - 1.5;
        let area = Area { x: LEFT, down: self.down, width: RIGHT - LEFT, height };
        self.frame(area, HAIRLINE, LIGHT);
        self.facts(&left, LEFT + PADDING, left_label);
        self.facts(&right, SECOND, right_label);
        self.down += height + 6.0;
    }

    fn facts(&mut self, facts: &[Cut], x: f32, label_width: f32) {
        let mut down = self.down + PADDING + 6.5;
        for fact in facts {
            self.say(&fact.label, x, down, QUIET);
            for line in &fact.lines {
                self.say(line, x + label_width, down, BODY);
                down += LEADING;
            }
        }
    }
}

/// The facts in so much room, and how much of it their labels take.
fn cut(facts: &[Fact], room: f32) -> (Vec<Cut>, f32) {
    let label_width = facts.iter().map(|fact| QUIET.length(&fact.label)).fold(0.0, f32::max) + 10.0;
    let columns = BODY.columns(room - label_width);
    let cut = |fact: &Fact| Cut { label: fact.label.clone(), lines: wrap(&fact.value, columns) };
    (facts.iter().map(cut).collect(), label_width)
}

fn rows(facts: &[Cut]) -> usize {
    facts.iter().map(|fact| fact.lines.len()).sum()
}
