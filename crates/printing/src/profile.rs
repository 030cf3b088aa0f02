//! A printer is data: what was learned about it when it was set up, not its brand.

use serde::{Deserialize, Serialize};

/// Everything the till knows about one printer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrinterProfile {
    /// How the shop calls it.
    pub name: String,
    /// How bytes reach it.
    pub transport: Transport,
    /// Characters of its normal font in one line.
    pub columns: Columns,
    /// Dots of its head in one line.
    pub dots: Dots,
    /// Which characters its bytes mean.
    pub code_page: CodePage,
    /// Whether to leave Chinese double-byte mode first, where an ñ comes out as a hanzi.
    #[serde(default = "yes")]
    pub kanji_off: bool,
    /// Who draws QR codes.
    #[serde(default)]
    pub qr: QrMode,
    /// The largest side of one QR module, in dots. Smaller when the code would not fit.
    #[serde(default = "default_qr_dots")]
    pub qr_dots: u8,
    /// The tallest picture sent in one command, in dots: cheap printers hold about 4 KB.
    #[serde(default = "default_raster_band")]
    pub raster_band: u8,
    /// How it cuts.
    #[serde(default)]
    pub cutter: Cutter,
    /// Lines between the last text and the knife.
    #[serde(default = "default_feed_lines")]
    pub feed_lines: u8,
    /// The drawer that hangs on it, if any.
    #[serde(default)]
    pub drawer: Option<Drawer>,
    /// When a sale opens the drawer.
    #[serde(default)]
    pub open_drawer_on: OpenDrawerOn,
    /// How many times each ticket comes out; nought counts as one.
    #[serde(default = "default_copies")]
    pub copies: u8,
}

impl Default for PrinterProfile {
    /// What works on most printers of 80 mm before anything is known, connected to nothing.
    fn default() -> PrinterProfile {
        PrinterProfile {
            name: "Impresora".to_owned(),
            transport: Transport::None,
            columns: Columns::C42,
            dots: Dots::D576,
            code_page: CodePage::default(),
            kanji_off: true,
            qr: QrMode::Raster,
            qr_dots: default_qr_dots(),
            raster_band: default_raster_band(),
            cutter: Cutter::Partial,
            feed_lines: default_feed_lines(),
            drawer: None,
            open_drawer_on: OpenDrawerOn::Cash,
            copies: default_copies(),
        }
    }
}

fn yes() -> bool {
    true
}

fn default_qr_dots() -> u8 {
    6
}

fn default_raster_band() -> u8 {
    24
}

fn default_feed_lines() -> u8 {
    5
}

fn default_copies() -> u8 {
    1
}

/// How bytes reach a printer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Transport {
    /// No printer.
    None,
    /// A raw port on the network, usually 9100.
    Tcp {
        /// Name or address.
        host: String,
        /// Port number.
        port: u16,
    },
    /// A device the system shows as a file, such as `/dev/usb/lp0`.
    Device {
        /// Its path.
        path: String,
    },
    /// A plain file the bytes are appended to.
    File {
        /// Its path.
        path: String,
    },
}

/// A width no supported printer has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a supported paper width")]
pub struct UnsupportedWidth(pub u16);

/// Characters in one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Columns {
    /// 58 mm paper.
    C32,
    /// 80 mm paper at 180 dpi, or in 42-column mode.
    C42,
    /// 80 mm paper at 203 dpi.
    C48,
}

impl Columns {
    /// All of them, narrowest first.
    pub const ALL: [Columns; 3] = [Columns::C32, Columns::C42, Columns::C48];

    /// How many.
    pub const fn count(self) -> usize {
        match self {
            Columns::C32 => 32,
            Columns::C42 => 42,
            Columns::C48 => 48,
        }
    }
}

impl TryFrom<u8> for Columns {
    type Error = UnsupportedWidth;

    fn try_from(columns: u8) -> Result<Columns, UnsupportedWidth> {
        match columns {
            32 => Ok(Columns::C32),
            42 => Ok(Columns::C42),
            48 => Ok(Columns::C48),
            other => Err(UnsupportedWidth(other.into())),
        }
    }
}

impl From<Columns> for u8 {
    fn from(columns: Columns) -> u8 {
        match columns {
            Columns::C32 => 32,
            Columns::C42 => 42,
            Columns::C48 => 48,
        }
    }
}

/// Dots in one line. Always a multiple of eight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub enum Dots {
    /// 58 mm paper.
    D384,
    /// 80 mm paper at 180 dpi.
    D512,
    /// 80 mm paper at 203 dpi.
    D576,
}

impl Dots {
    /// How many.
    pub const fn count(self) -> usize {
        match self {
            Dots::D384 => 384,
            Dots::D512 => 512,
            Dots::D576 => 576,
        }
    }
}

impl TryFrom<u16> for Dots {
    type Error = UnsupportedWidth;

    fn try_from(dots: u16) -> Result<Dots, UnsupportedWidth> {
        match dots {
            384 => Ok(Dots::D384),
            512 => Ok(Dots::D512),
            576 => Ok(Dots::D576),
            other => Err(UnsupportedWidth(other)),
        }
    }
}

impl From<Dots> for u16 {
    fn from(dots: Dots) -> u16 {
        match dots {
            Dots::D384 => 384,
            Dots::D512 => 512,
            Dots::D576 => 576,
        }
    }
}

/// A code page as the printer numbers it, and the table behind that number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodePage {
    /// The argument of `ESC t`; makers do not agree on it.
    pub number: u8,
    /// What its bytes mean.
    pub table: CodeTable,
}

impl Default for CodePage {
    /// Number 2 is page 850 on three printers out of four.
    fn default() -> CodePage {
        CodePage { number: 2, table: CodeTable::Cp850 }
    }
}

/// What the bytes above 127 mean.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CodeTable {
    /// Western Europe under DOS: every Spanish letter.
    #[default]
    Cp850,
    /// The same with a euro sign.
    Cp858,
    /// Western Europe under Windows.
    Cp1252,
    /// The first IBM PC: no Á Í Ó Ú, which come out without their accent.
    Cp437,
}

/// Who draws QR codes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QrMode {
    /// The printer: few bytes, but many clones print the text instead.
    Native,
    /// We do, as a picture.
    #[default]
    Raster,
}

/// How a printer cuts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cutter {
    /// By hand: it is only fed past the edge.
    #[default]
    None,
    /// Leaving a bridge of paper.
    Partial,
    /// All the way.
    Full,
}

/// The drawer on a printer's socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawer {
    /// 0 is pin 2, 1 is pin 5.
    pub pin: u8,
    /// How long the pulse lasts, in milliseconds. Held to 250: a longer one heats the coil.
    pub on_ms: u16,
    /// How long the printer waits before another pulse, in milliseconds.
    pub off_ms: u16,
}

impl Default for Drawer {
    fn default() -> Drawer {
        Drawer { pin: 0, on_ms: 100, off_ms: 500 }
    }
}

/// When a sale opens the drawer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpenDrawerOn {
    /// When notes or coins change hands.
    #[default]
    Cash,
    /// At every sale.
    Always,
    /// Only by its own key.
    Never,
}
