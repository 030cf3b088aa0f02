//! The ticket as the screen shows it, from the same rows that go to paper.

use crate::{
    codes::{BAR_QUIET, QR_QUIET, QrModules, code128_bars},
    layout::{Row, layout},
    profile::Columns,
    ticket::Ticket,
};

/// A ticket for the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// How wide it is laid out.
    pub columns: u8,
    /// From top to bottom. Pictures are left out.
    pub rows: Vec<PreviewRow>,
    /// The ticket's code, QR or bars, as an SVG picture.
    pub qr_svg: Option<String>,
}

/// A row of characters, for a font whose characters are equally wide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewRow {
    /// At most as many characters as there are columns.
    pub text: String,
    /// Heavier.
    pub bold: bool,
    /// Of double height.
    pub tall: bool,
    /// To be put in the middle.
    pub center: bool,
}

/// The ticket as the screen shows it.
pub fn preview(ticket: &Ticket, columns: Columns) -> Preview {
    let mut preview = Preview { columns: columns.into(), rows: Vec::new(), qr_svg: None };
    for row in layout(ticket, columns) {
        match row {
            Row::Text(line) => {
                preview.rows.push(PreviewRow { text: line.text, bold: line.bold, tall: line.tall, center: line.center });
            }
            Row::Rule => {
                let text = "-".repeat(columns.count());
                preview.rows.push(PreviewRow { text, bold: false, tall: false, center: false });
            }
            Row::Qr(text) => preview.qr_svg = preview.qr_svg.or_else(|| qr_svg(&text)),
            Row::Barcode(text) => preview.qr_svg = preview.qr_svg.or_else(|| bars_svg(&text)),
            Row::Image(_) | Row::Cut => {}
        }
    }
    preview
}

/// The QR code of a text as SVG, quiet zone included. `None` when no code holds it.
#[must_use]
pub fn qr_svg(text: &str) -> Option<String> {
    let modules = QrModules::of(text)?;
    let side = modules.side + 2 * QR_QUIET;
    let runs = modules.runs();
    let path = runs.iter().map(|(y, x, length)| format!("M{} {}h{length}v1h-{length}z", x + QR_QUIET, y + QR_QUIET));
    Some(svg(side, side, &path.collect::<String>()))
}

fn bars_svg(text: &str) -> Option<String> {
    let (bars, modules) = code128_bars(text)?;
    let height = 40;
    let path = bars.iter().map(|(x, length)| format!("M{} 0h{length}v{height}h-{length}z", x + BAR_QUIET));
    Some(svg(modules + 2 * BAR_QUIET, height, &path.collect::<String>()))
}

fn svg(width: usize, height: usize, path: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{width}v{height}h-{width}z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    )
}
