//! Rows to drawing operations. Lengths are in points; `down` grows from the top edge, as a ticket does, and is turned into
//! the page's upward axis at the end.

use printpdf::{
    Color, FontId, Greyscale, LinePoint, Op, PaintMode, PdfDocument, PdfFontHandle, Point, Polygon, PolygonRing, Pt,
    RawImage, RawImageData, RawImageFormat, TextItem, WindingOrder, XObjectTransform,
};

use crate::{
    charset::width,
    codes::{BAR_QUIET, QR_QUIET, QrModules, code128_bars},
    layout::{Line, Row},
    picture::Picture,
};

/// 80 mm.
pub(super) const WIDTH: Pt = Pt(226.772);
const MARGIN: f32 = 11.34;
/// The advance of every glyph of the font, per point of its size.
const ADVANCE: f32 = 0.6;
const LEADING: f32 = 1.36;
const TALL_SCALE: f32 = 1.5;
const QR_SIDE: f32 = 92.0;
const BAR_MODULE: f32 = 0.85;
const BAR_HEIGHT: f32 = 30.0;
const LOGO: (usize, f32, f32) = (600, 120.0, 64.0);

/// The two weights of the font.
pub(super) struct Faces {
    pub(super) regular: FontId,
    pub(super) bold: FontId,
}

/// A page that grows downwards.
pub(super) struct Page {
    columns: usize,
    faces: Faces,
    down: f32,
    marks: Vec<Mark>,
}

/// Something drawn, by its distance from the top edge.
enum Mark {
    Text { text: String, x: f32, down: f32, size: f32, bold: bool },
    Boxes(Vec<Area>),
    Image { id: printpdf::XObjectId, x: f32, down: f32, scale: f32 },
}

#[derive(Clone, Copy)]
struct Area {
    x: f32,
    down: f32,
    width: f32,
    height: f32,
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
        let black = Color::Greyscale(Greyscale::new(0.0, None));
        let mut operations = vec![Op::SetFillColor { col: black }];
        operations.extend(self.marks.into_iter().flat_map(|mark| mark.draw(height, &self.faces)));
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
            let length = width(text) as f32 * size * ADVANCE;
            let x = match (line.center, index) {
                (true, _) => (WIDTH.0 - length) / 2.0,
                (false, 0) => MARGIN,
                (false, _) => WIDTH.0 - MARGIN - length,
            };
            self.marks.push(Mark::Text { text: (*text).to_owned(), x, down: baseline, size, bold: line.bold });
        }
        self.down += size * LEADING;
    }

    fn rule(&mut self) {
        let (height, dash) = (0.6, 2.4);
        let down = self.down + self.size() * LEADING / 2.0;
        let count = (inner_width() / (2.0 * dash)) as usize;
        let step = (inner_width() - dash) / count as f32;
        let dashes = (0..=count).map(|index| Area { x: MARGIN + index as f32 * step, down, width: dash, height });
        self.marks.push(Mark::Boxes(dashes.collect()));
        self.down += self.size() * LEADING;
    }

    fn image(&mut self, picture: &Picture, document: &mut PdfDocument) {
        let (pixels, max_width, max_height) = LOGO;
        let picture = picture.fitted(pixels, pixels);
        let (width, height) = (picture.width() as f32, picture.height() as f32);
        let scale = (max_width / width).min(max_height / height);
        let id = document.add_image(&RawImage {
            pixels: RawImageData::U8(picture.greys().iter().flat_map(|grey| [*grey; 3]).collect()),
            width: picture.width(),
            height: picture.height(),
            data_format: RawImageFormat::RGB8,
            tag: Vec::new(),
        });
        let down = self.down + height * scale;
        self.marks.push(Mark::Image { id, x: (WIDTH.0 - width * scale) / 2.0, down, scale });
        self.down = down + self.size() * 0.6;
    }

    fn qr(&mut self, text: &str) {
        let Some(modules) = QrModules::of(text) else { return };
        let module = QR_SIDE / (modules.side + 2 * QR_QUIET) as f32;
        let left = (WIDTH.0 - QR_SIDE) / 2.0 + QR_QUIET as f32 * module;
        let top = self.down + QR_QUIET as f32 * module;
        let area = |(row, first, length): (usize, usize, usize)| Area {
            x: left + first as f32 * module,
            down: top + row as f32 * module,
            width: length as f32 * module,
            height: module,
        };
        self.marks.push(Mark::Boxes(modules.runs().into_iter().map(area).collect()));
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
        self.marks.push(Mark::Boxes(bars.into_iter().map(area).collect()));
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

impl Mark {
    fn draw(self, page: f32, faces: &Faces) -> Vec<Op> {
        match self {
            Mark::Text { text, .. } if text.is_empty() => Vec::new(),
            Mark::Text { text, x, down, size, bold } => {
                let face = if bold { &faces.bold } else { &faces.regular };
                vec![
                    Op::StartTextSection,
                    Op::SetFont { font: PdfFontHandle::External(face.clone()), size: Pt(size) },
                    Op::SetTextCursor { pos: Point { x: Pt(x), y: Pt(page - down) } },
                    Op::ShowText { items: vec![TextItem::Text(text)] },
                    Op::EndTextSection,
                ]
            }
            Mark::Boxes(areas) => {
                let rings = areas.into_iter().map(|area| area.ring(page)).collect();
                let polygon = Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::NonZero };
                vec![Op::DrawPolygon { polygon }]
            }
            Mark::Image { id, x, down, scale } => {
                let transform = XObjectTransform {
                    translate_x: Some(Pt(x)),
                    translate_y: Some(Pt(page - down)),
                    scale_x: Some(scale),
                    scale_y: Some(scale),
                    dpi: Some(72.0),
                    ..XObjectTransform::default()
                };
                vec![Op::UseXobject { id, transform }]
            }
        }
    }
}

impl Area {
    fn ring(self, page: f32) -> PolygonRing {
        let (left, right) = (self.x, self.x + self.width);
        let (top, bottom) = (page - self.down, page - self.down - self.height);
        let corner = |(x, y)| LinePoint { p: Point { x: Pt(x), y: Pt(y) }, bezier: false };
        PolygonRing { points: [(left, bottom), (right, bottom), (right, top), (left, top)].map(corner).to_vec() }
    }
}
