//! The rows of a ticket on a page that grows downwards.

use printpdf::{Op, PdfDocument, Pt};

use super::draw::{ADVANCE, Area, BLACK, Faces, Ink, Mark, keep, qr};
use crate::{
    charset::width,
    codes::{BAR_QUIET, code128_bars},
    layout::{Line, Row},
    picture::Picture,
};

/// 80 mm.
pub(super) const WIDTH: Pt = Pt(226.772);
const MARGIN: f32 = 11.34;
const LEADING: f32 = 1.36;
const TALL_SCALE: f32 = 1.5;
const QR_SIDE: f32 = 92.0;
const BAR_MODULE: f32 = 0.85;
const BAR_HEIGHT: f32 = 30.0;
const LOGO: (usize, f32, f32) = (600, 120.0, 64.0);

/// A page that grows downwards.
pub(super) struct Page {
    columns: usize,
    faces: Faces,
    down: f32,
    marks: Vec<Mark>,
}

impl Page {
    pub(super) fn new(columns: usize, faces: Faces) -> Page {
        Page { columns, faces, down: MARGIN, marks: Vec::new() }
    }

    pub(super) fn row(&mut self, row: &Row, document: &mut PdfDocument) {
        match row {
            Row::Text(line) => self.line(line),
            Row::Rule => self.rule(),
            Row::Image(picture) => self.image(picture, document),
            Row::Qr(text) => self.qr(text),
            Row::Barcode(text) => self.barcode(text),
            Row::Cut => {}
        }
    }

    /// The height of the page, and what to draw on it.
    pub(super) fn finish(self) -> (Pt, Vec<Op>) {
        let height = self.down + MARGIN;
        let operations = self.marks.into_iter().flat_map(|mark| mark.draw(height, &self.faces)).collect();
        (Pt(height), operations)
    }

    fn size(&self) -> f32 {
        inner_width() / self.columns as f32 / ADVANCE
    }

    fn line(&mut self, line: &Line) {
        let wide = self.columns as f32 / width(&line.text).max(1) as f32;
        let parts = split(line);
        let room = if parts.len() > 1 { self.columns as f32 / used(&parts) as f32 } else { wide };
        let scale = if line.tall { TALL_SCALE.min(room) } else { 1.0 };
        let size = self.size() * scale;
        let baseline = self.down + size * LEADING * 0.76;
        for (index, text) in parts.iter().enumerate() {
            let ink = Ink { size, bold: line.bold, grey: BLACK };
            let length = ink.length(text);
            let x = match (line.center, index) {
                (true, _) => (WIDTH.0 - length) / 2.0,
                (false, 0) => MARGIN,
                (false, _) => WIDTH.0 - MARGIN - length,
            };
            self.marks.push(Mark::Text { text: (*text).to_owned(), x, down: baseline, ink });
        }
        self.down += size * LEADING;
    }

    fn rule(&mut self) {
        let (height, dash) = (0.6, 2.4);
        let down = self.down + self.size() * LEADING / 2.0;
        let count = (inner_width() / (2.0 * dash)) as usize;
        let step = (inner_width() - dash) / count as f32;
        let dashes = (0..=count).map(|index| Area { x: MARGIN + index as f32 * step, down, width: dash, height });
        self.marks.push(Mark::Boxes { areas: dashes.collect(), grey: BLACK });
        self.down += self.size() * LEADING;
    }

    fn image(&mut self, picture: &Picture, document: &mut PdfDocument) {
        let (pixels, max_width, max_height) = LOGO;
        let picture = picture.fitted(pixels, pixels);
        let (width, height) = (picture.width() as f32, picture.height() as f32);
        let scale = (max_width / width).min(max_height / height);
        let id = keep(&picture, document);
        let down = self.down + height * scale;
        self.marks.push(Mark::Image { id, x: (WIDTH.0 - width * scale) / 2.0, down, scale });
        self.down = down + self.size() * 0.6;
    }

    fn qr(&mut self, text: &str) {
        let Some(code) = qr(text, (WIDTH.0 - QR_SIDE) / 2.0, self.down, QR_SIDE) else { return };
        self.marks.push(code);
        self.down += QR_SIDE;
    }

    fn barcode(&mut self, text: &str) {
        let Some((bars, modules)) = code128_bars(text) else { return };
        let module = BAR_MODULE.min(inner_width() / (modules + 2 * BAR_QUIET) as f32);
        let left = (WIDTH.0 - modules as f32 * module) / 2.0;
        let down = self.down + 4.0;
        let area = |(first, length): (usize, usize)| Area {
            x: left + first as f32 * module,
            down,
            width: length as f32 * module,
            height: BAR_HEIGHT,
        };
        self.marks.push(Mark::Boxes { areas: bars.into_iter().map(area).collect(), grey: BLACK });
        self.down = down + BAR_HEIGHT;
        self.line(&Line { text: text.to_owned(), center: true, ..Line::default() });
    }
}

fn inner_width() -> f32 {
    WIDTH.0 - 2.0 * MARGIN
}

/// A tall row with a figure at its right edge is set in two parts, so that enlarging it keeps both edges.
fn split(line: &Line) -> Vec<&str> {
    match line.text.trim_end().rsplit_once("  ") {
        Some((label, figure)) if line.tall && !line.center => vec![label.trim_end(), figure],
        _ => vec![line.text.as_str()],
    }
}

fn used(parts: &[&str]) -> usize {
    parts.iter().map(|part| width(part)).sum::<usize>() + 1
}
