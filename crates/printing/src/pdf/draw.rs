//! What is drawn on a page, whatever its size. Lengths are in points; `down` grows from the top edge, as paper is read, and is
//! turned into the page's upward axis at the end.

use printpdf::{
    Color, FontId, Greyscale, LinePoint, Op, PaintMode, PdfDocument, PdfFontHandle, Point, Polygon, PolygonRing, Pt,
    RawImage, RawImageData, RawImageFormat, TextItem, TextMatrix, WindingOrder, XObjectId, XObjectTransform,
};

use crate::{
    charset::width,
    codes::{QR_QUIET, QrModules},
    picture::Picture,
};

/// The advance of every glyph of the font, per point of its size.
pub(super) const ADVANCE: f32 = 0.6;
/// The darkest grey.
pub(super) const BLACK: f32 = 0.0;

/// The two weights of the font.
#[derive(Clone)]
pub(super) struct Faces {
    pub(super) regular: FontId,
    pub(super) bold: FontId,
}

/// How letters look: their size in points, their weight, and their grey from 0 black to 1 white.
#[derive(Clone, Copy)]
pub(super) struct Ink {
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) grey: f32,
}

/// Something drawn, by its distance from the top edge.
pub(super) enum Mark {
    /// Letters on a baseline.
    Text { text: String, x: f32, down: f32, ink: Ink },
    /// Letters on a baseline that climbs by so many degrees.
    Slanted { text: String, x: f32, down: f32, ink: Ink, degrees: f32 },
    /// Filled boxes of one grey.
    Boxes { areas: Vec<Area>, grey: f32 },
    /// A picture, by its lower left corner.
    Image { id: XObjectId, x: f32, down: f32, scale: f32 },
}

/// An upright box.
#[derive(Clone, Copy)]
pub(super) struct Area {
    pub(super) x: f32,
    pub(super) down: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

impl Ink {
    /// How wide a text is.
    pub(super) fn length(self, text: &str) -> f32 {
        width(text) as f32 * self.size * ADVANCE
    }

    /// How many characters fit in a width.
    pub(super) fn columns(self, room: f32) -> usize {
        ((room + 0.01) / (self.size * ADVANCE)).max(1.0) as usize
    }
}

impl Mark {
    pub(super) fn draw(self, page: f32, faces: &Faces) -> Vec<Op> {
        match self {
            Mark::Text { text, .. } if text.is_empty() => Vec::new(),
            Mark::Text { text, x, down, ink } => {
                letters(text, ink, faces, Op::SetTextCursor { pos: Point { x: Pt(x), y: Pt(page - down) } })
            }
            Mark::Slanted { text, x, down, ink, degrees } => {
                let matrix = TextMatrix::TranslateRotate(Pt(x), Pt(page - down), degrees);
                letters(text, ink, faces, Op::SetTextMatrix { matrix })
            }
            Mark::Boxes { areas, grey } => {
                let rings = areas.into_iter().map(|area| area.ring(page)).collect();
                let polygon = Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::NonZero };
                vec![fill(grey), Op::DrawPolygon { polygon }]
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

fn letters(text: String, ink: Ink, faces: &Faces, place: Op) -> Vec<Op> {
    let face = if ink.bold { &faces.bold } else { &faces.regular };
    vec![
        fill(ink.grey),
        Op::StartTextSection,
        Op::SetFont { font: PdfFontHandle::External(face.clone()), size: Pt(ink.size) },
        place,
        Op::ShowText { items: vec![TextItem::Text(text)] },
        Op::EndTextSection,
    ]
}

fn fill(grey: f32) -> Op {
    Op::SetFillColor { col: Color::Greyscale(Greyscale::new(grey, None)) }
}

impl Area {
    fn ring(self, page: f32) -> PolygonRing {
        let (left, right) = (self.x, self.x + self.width);
        let (top, bottom) = (page - self.down, page - self.down - self.height);
        let corner = |(x, y)| LinePoint { p: Point { x: Pt(x), y: Pt(y) }, bezier: false };
        PolygonRing { points: [(left, bottom), (right, bottom), (right, top), (left, top)].map(corner).to_vec() }
    }
}

/// A QR code in a square whose sides include its quiet zone. `None` when no code holds the text.
pub(super) fn qr(text: &str, x: f32, down: f32, side: f32) -> Option<Mark> {
    let modules = QrModules::of(text)?;
    let module = side / (modules.side + 2 * QR_QUIET) as f32;
    let quiet = QR_QUIET as f32 * module;
    let area = |(row, first, length): (usize, usize, usize)| Area {
        x: x + quiet + first as f32 * module,
        down: down + quiet + row as f32 * module,
        width: length as f32 * module,
        height: module,
    };
    Some(Mark::Boxes { areas: modules.runs().into_iter().map(area).collect(), grey: BLACK })
}

/// Puts a picture into the file, to be drawn anywhere.
pub(super) fn keep(picture: &Picture, document: &mut PdfDocument) -> XObjectId {
    document.add_image(&RawImage {
        pixels: RawImageData::U8(picture.greys().iter().flat_map(|grey| [*grey; 3]).collect()),
        width: picture.width(),
        height: picture.height(),
        data_format: RawImageFormat::RGB8,
        tag: Vec::new(),
    })
}
