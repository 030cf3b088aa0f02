//! From a ticket to the bytes a thermal printer understands.
//!
//! The library writes the plain commands; text, pictures, cut and drawer pulse are our own bytes, because there it is known
//! to write what few printers, or none, take as meant. A job is one buffer that begins with a reset, so that whatever the
//! job before left behind cannot spoil it.

mod driver;
mod encode;
mod graphics;

use driver::Memory;
use encode::encode;
use escpos::{
    errors::Result,
    printer::Printer,
    utils::{JustifyMode, Protocol},
};

use crate::{
    charset::width,
    layout::{Line, Row, layout},
    profile::{Cutter, PrinterProfile},
    ticket::Ticket,
};

/// The longest drawer pulse, in the command's units of two milliseconds.
const LONGEST_PULSE: u16 = 125;
/// More copies than anybody wants of one ticket.
const MOST_COPIES: u8 = 9;

/// The bytes that print a ticket, as often as the profile says.
pub fn escpos_bytes(ticket: &Ticket, profile: &PrinterProfile) -> Vec<u8> {
    let rows = layout(ticket, profile.columns);
    let one = Job::written(profile, |job| rows.iter().try_for_each(|row| job.row(row)));
    one.repeat(usize::from(profile.copies.clamp(1, MOST_COPIES)))
}

/// The bytes that open the drawer and print nothing. `None` when the profile has no drawer.
pub fn drawer_kick(profile: &PrinterProfile) -> Option<Vec<u8>> {
    let drawer = profile.drawer?;
    let on = (drawer.on_ms / 2).clamp(1, LONGEST_PULSE) as u8;
    let off = (drawer.off_ms / 2).clamp(u16::from(on), 255) as u8;
    let mut bytes = vec![0x1B, b'@'];
    bytes.extend([0x1B, b'p', drawer.pin.min(1), on, off]);
    Some(bytes)
}

/// One job being written.
struct Job<'profile> {
    printer: Printer<Memory>,
    profile: &'profile PrinterProfile,
    bold: bool,
    tall: bool,
}

impl<'profile> Job<'profile> {
    fn written(profile: &'profile PrinterProfile, fill: impl FnOnce(&mut Job<'_>) -> Result<()>) -> Vec<u8> {
        let printer = Printer::new(Memory::default(), Protocol::default(), None);
        let mut job = Job { printer, profile, bold: false, tall: false };
        job.start().and_then(|()| fill(&mut job)).expect("sizes and codes are within the library's limits");
        job.printer.print().expect("memory takes every byte");
        job.printer.driver().into_bytes()
    }

    fn start(&mut self) -> Result<()> {
        self.printer.init()?;
        if self.profile.kanji_off {
            self.printer.custom(&[0x1C, b'.'])?;
        }
        self.printer.custom(&[0x1B, b't', self.profile.code_page.number])?;
        Ok(())
    }

    fn row(&mut self, row: &Row) -> Result<()> {
        match row {
            Row::Text(line) => self.line(line),
            Row::Rule => self.line(&Line { text: "-".repeat(self.profile.columns.count()), ..Line::default() }),
            Row::Image(picture) => self.picture(picture),
            Row::Qr(text) => self.qr(text),
            Row::Barcode(text) => self.barcode(text),
            Row::Cut => self.cut(),
        }
    }

    fn line(&mut self, line: &Line) -> Result<()> {
        if line.bold != self.bold {
            self.printer.bold(line.bold)?;
            self.bold = line.bold;
        }
        if line.tall != self.tall {
            self.printer.size(1, if line.tall { 2 } else { 1 })?;
            self.tall = line.tall;
        }
        let before = if line.center { (self.profile.columns.count() - width(&line.text)) / 2 } else { 0 };
        let mut bytes = vec![b' '; before];
        bytes.extend(encode(&line.text, self.profile.code_page.table));
        bytes.push(b'\n');
        self.printer.custom(&bytes)?;
        Ok(())
    }

    fn justified(&mut self, write: impl FnOnce(&mut Printer<Memory>) -> Result<()>) -> Result<()> {
        self.printer.justify(JustifyMode::CENTER)?;
        write(&mut self.printer)?;
        self.printer.justify(JustifyMode::LEFT)?;
        Ok(())
    }

    /// The last line must pass the knife before it falls.
    fn cut(&mut self) -> Result<()> {
        self.printer.feeds(self.profile.feed_lines)?;
        match self.profile.cutter {
            Cutter::None => {}
            Cutter::Partial => {
                self.printer.custom(&[0x1D, b'V', 66, 0])?;
            }
            Cutter::Full => {
                self.printer.custom(&[0x1D, b'V', 65, 0])?;
            }
        }
        Ok(())
    }
}
