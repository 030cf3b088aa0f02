//! Logo, QR code and bar code.

use escpos::{
    errors::Result,
    utils::{QRCodeCorrectionLevel, QRCodeModel, QRCodeOption},
};
use qrcode::EcLevel;

use super::Job;
use crate::{
    codes::{BAR_QUIET, Code128Part, QR_QUIET, QrModules, code128_bars, code128_parts},
    layout::Line,
    picture::{Dots, Picture},
    profile::QrMode,
};

/// Rows of dots a logo may take: two centimetres of paper at most.
const LOGO_HEIGHT: usize = 160;
/// Dots of the thinnest bar: with one, cheap heads smear it.
const BAR_MODULE: u8 = 2;
/// Dots from the top of a bar to its foot: nine millimetres.
const BAR_HEIGHT: u8 = 72;

/// Six centimetres in dots of the coarsest head, of 180 to the inch.
const SIX_CENTIMETRES: usize = 425;

impl Job<'_> {
    pub(super) fn picture(&mut self, picture: &Picture) -> Result<()> {
        let head = self.profile.dots.count();
        self.raster(&picture.fitted(head, LOGO_HEIGHT).dithered().centered(head))
    }

    pub(super) fn qr(&mut self, text: &str) -> Result<()> {
        let Some(modules) = QrModules::of(text) else {
            return self.unreadable(text);
        };
        let head = self.profile.dots.count();
        let module = module_dots(self.profile.qr_dots, modules.side, head);
        match self.profile.qr {
            QrMode::Raster => self.raster(&enlarged(&modules, module).centered(head)),
            QrMode::Native => self.justified(|printer| {
                let level = if modules.level == EcLevel::L { QRCodeCorrectionLevel::L } else { QRCodeCorrectionLevel::Q };
                let option = QRCodeOption::new(QRCodeModel::Model2, module as u8, level);
                printer.qrcode_option(text, option)?;
                Ok(())
            }),
        }
    }

    /// Symbols in two character sets, since the library knows no Code 128. One too wide for the paper would print nothing
    /// at all, so it is written out instead.
    pub(super) fn barcode(&mut self, text: &str) -> Result<()> {
        let fits = code128_bars(text)
            .is_some_and(|(_, modules)| (modules + 2 * BAR_QUIET) * usize::from(BAR_MODULE) <= self.profile.dots.count());
        let data: Vec<u8> = code128_parts(text).unwrap_or_default().iter().flat_map(symbols).collect();
        let (true, Ok(length)) = (fits, u8::try_from(data.len())) else {
            return self.unreadable(text);
        };
        self.justified(|printer| {
            printer.custom(&[0x1D, b'h', BAR_HEIGHT])?.custom(&[0x1D, b'w', BAR_MODULE])?.custom(&[0x1D, b'H', 2])?;
            let mut command = vec![0x1D, b'k', 73, length];
            command.extend(data);
            printer.custom(&command)?;
            Ok(())
        })
    }

    /// A code that cannot be drawn is at least legible.
    fn unreadable(&mut self, text: &str) -> Result<()> {
        for text in crate::charset::wrap(text, self.profile.columns.count()) {
            self.line(&Line { text, center: true, ..Line::default() })?;
        }
        Ok(())
    }

    /// In bands: a printer holds only so much of one picture.
    fn raster(&mut self, dots: &Dots) -> Result<()> {
        let rows: Vec<&[u8]> = dots.rows().collect();
        for band in rows.chunks(usize::from(self.profile.raster_band.max(8))) {
            let [x_low, x_high] = ((dots.width() / 8) as u16).to_le_bytes();
            let mut command = vec![0x1D, b'v', b'0', 0, x_low, x_high, band.len() as u8, 0];
            command.extend(band.concat());
            self.printer.custom(&command)?;
        }
        Ok(())
    }
}

fn symbols(part: &Code128Part) -> Vec<u8> {
    match part {
        // An opening brace begins a command inside the data, and is doubled where it is meant.
        Code128Part::B(text) => [b"{B".as_slice(), text.replace('{', "{{").as_bytes()].concat(),
        Code128Part::C(digits) => {
            let pairs = digits.as_bytes().chunks_exact(2).map(|pair| (pair[0] - b'0') * 10 + pair[1] - b'0');
            b"{C".iter().copied().chain(pairs).collect()
        }
    }
}

/// The largest module that fits, quiet zone included; a phone wants four dots or more. The tax office wants no code of more
/// than six centimetres.
fn module_dots(largest: u8, side: usize, head: usize) -> usize {
    let fitting = head / (side + 2 * QR_QUIET);
    usize::from(largest.clamp(1, 16)).min(fitting).min(SIX_CENTIMETRES / side).max(1)
}

fn enlarged(modules: &QrModules, module: usize) -> Dots {
    let side = (modules.side + 2 * QR_QUIET) * module;
    let mut dots = Dots::blank(side, side);
    for (row, first, length) in modules.runs() {
        for y in (row + QR_QUIET) * module..(row + QR_QUIET + 1) * module {
            for x in (first + QR_QUIET) * module..(first + length + QR_QUIET) * module {
                dots.set(x, y);
            }
        }
    }
    dots
}
