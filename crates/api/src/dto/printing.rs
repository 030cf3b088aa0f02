//! The spool and the printer.

use caserita_app::{model, printing as app};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Text, instant, list, problem::Problem, wire_enum};
use crate::cursor;

wire_enum! {
    /// Where a job stands. `asks`: part of it went out, and a person says whether it printed.
    PrintState = model::PrintState { Queued, Sending, Sent, Failed, Asks, Cancelled }
}

/// One thing to print.
#[derive(Serialize, ToSchema)]
pub(crate) struct PrintJob {
    pub id: Uuid,
    pub title: String,
    pub state: PrintState,
    pub attempts: u32,
    pub error: Option<Problem>,
    pub created_at: DateTime<Utc>,
    /// When it is tried again.
    pub next_try: Option<DateTime<Utc>>,
    pub sale_id: Option<Uuid>,
    pub copy: bool,
}

impl From<model::PrintJob> for PrintJob {
    fn from(job: model::PrintJob) -> PrintJob {
        let waits = job.state == model::PrintState::Queued && job.attempts > 0;
        PrintJob {
            id: job.id,
            title: job.title,
            state: job.state.into(),
            attempts: job.attempts,
            error: job.error.map(Problem::plain),
            created_at: instant(job.created_at),
            next_try: waits.then(|| instant(job.next_try)),
            sale_id: job.sale_id,
            copy: job.copy,
        }
    }
}

/// A page of jobs, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct PrintJobPage {
    pub rows: Vec<PrintJob>,
    pub next: Option<String>,
}

impl From<model::Page<model::PrintJob>> for PrintJobPage {
    fn from(page: model::Page<model::PrintJob>) -> PrintJobPage {
        PrintJobPage { rows: list(page.rows), next: page.next.as_ref().map(cursor::encode) }
    }
}

wire_enum! {
    /// How the printer is doing.
    PrinterState = app::PrinterState { Ready, Waiting, Failing, None }
}

/// The printer as the top bar shows it.
#[derive(Serialize, ToSchema)]
pub(crate) struct PrinterStatus {
    pub configured: bool,
    pub state: PrinterState,
    /// Jobs not finished.
    pub pending: i64,
    pub problem: Option<Problem>,
}

impl From<app::PrinterStatus> for PrinterStatus {
    fn from(status: app::PrinterStatus) -> PrinterStatus {
        PrinterStatus {
            configured: status.configured,
            state: status.state.into(),
            pending: status.pending,
            problem: status.problem.map(Problem::plain),
        }
    }
}

/// A figure of which only a few values exist.
macro_rules! few {
    ($(#[$doc:meta])* $name:ident($repr:ty): $($value:literal),+) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
        pub(crate) struct $name(pub $repr);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                match <$repr>::deserialize(deserializer)? {
                    value @ ($($value)|+) => Ok($name(value)),
                    other => Err(serde::de::Error::custom(format!("{other} is not one of the values"))),
                }
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::Integer)
                    .enum_values(Some([$($value),+]))
                    .into()
            }
        }

        impl ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
        }
    };
}

few! {
    /// Characters in one line.
    Columns(u8): 32, 42, 48
}

few! {
    /// Dots in one line.
    Dots(u16): 384, 512, 576
}

few! {
    /// 0 is pin 2, 1 is pin 5.
    DrawerPin(u8): 0, 1
}

impl From<Columns> for model::Columns {
    fn from(columns: Columns) -> model::Columns {
        model::Columns::try_from(columns.0).expect("only widths that exist are deserialized")
    }
}

impl From<Dots> for model::Dots {
    fn from(dots: Dots) -> model::Dots {
        model::Dots::try_from(dots.0).expect("only widths that exist are deserialized")
    }
}

/// How bytes reach a printer.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Transport {
    None {},
    Tcp { host: Text, port: u16 },
    Device { path: Text },
    File { path: Text },
}

impl From<model::Transport> for Transport {
    fn from(transport: model::Transport) -> Transport {
        match transport {
            model::Transport::None => Transport::None {},
            model::Transport::Tcp { host, port } => Transport::Tcp { host: host.into(), port },
            model::Transport::Device { path } => Transport::Device { path: path.into() },
            model::Transport::File { path } => Transport::File { path: path.into() },
        }
    }
}

impl From<Transport> for model::Transport {
    fn from(transport: Transport) -> model::Transport {
        match transport {
            Transport::None {} => model::Transport::None,
            Transport::Tcp { host, port } => model::Transport::Tcp { host: host.into(), port },
            Transport::Device { path } => model::Transport::Device { path: path.into() },
            Transport::File { path } => model::Transport::File { path: path.into() },
        }
    }
}

wire_enum! {
    /// What the bytes above 127 mean.
    CodeTable = model::CodeTable { Cp850, Cp858, Cp1252, Cp437 }
}

wire_enum! {
    /// Who draws QR codes: the printer, or we as a picture.
    QrMode = model::QrMode { Native, Raster }
}

wire_enum! {
    /// How a printer cuts.
    Cutter = model::Cutter { None, Partial, Full }
}

wire_enum! {
    /// When a sale opens the drawer.
    OpenDrawerOn = model::OpenDrawerOn { Cash, Always, Never }
}

/// A code page as the printer numbers it.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodePage {
    pub number: u8,
    pub table: CodeTable,
}

/// The drawer on the printer's socket; pulses in milliseconds.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Drawer {
    pub pin: DrawerPin,
    pub on_ms: u16,
    pub off_ms: u16,
}

impl From<model::Drawer> for Drawer {
    fn from(drawer: model::Drawer) -> Drawer {
        Drawer { pin: DrawerPin(drawer.pin), on_ms: drawer.on_ms, off_ms: drawer.off_ms }
    }
}

impl From<Drawer> for model::Drawer {
    fn from(drawer: Drawer) -> model::Drawer {
        model::Drawer { pin: drawer.pin.0, on_ms: drawer.on_ms, off_ms: drawer.off_ms }
    }
}

/// What is known about the printer.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PrinterProfile {
    pub name: Text,
    pub transport: Transport,
    pub columns: Columns,
    pub dots: Dots,
    pub code_page: CodePage,
    /// Whether to leave Chinese double-byte mode first.
    pub kanji_off: bool,
    pub qr: QrMode,
    pub cutter: Cutter,
    /// Lines between the last text and the knife.
    pub feed_lines: u8,
    #[schema(required)]
    pub drawer: Option<Drawer>,
    pub open_drawer_on: OpenDrawerOn,
    pub copies: u8,
}

impl From<model::PrinterProfile> for PrinterProfile {
    fn from(profile: model::PrinterProfile) -> PrinterProfile {
        PrinterProfile {
            name: profile.name.into(),
            transport: profile.transport.into(),
            columns: Columns(profile.columns.into()),
            dots: Dots(profile.dots.into()),
            code_page: CodePage { number: profile.code_page.number, table: profile.code_page.table.into() },
            kanji_off: profile.kanji_off,
            qr: profile.qr.into(),
            cutter: profile.cutter.into(),
            feed_lines: profile.feed_lines,
            drawer: profile.drawer.map(Drawer::from),
            open_drawer_on: profile.open_drawer_on.into(),
            copies: profile.copies,
        }
    }
}

impl From<PrinterProfile> for model::PrinterProfile {
    fn from(profile: PrinterProfile) -> model::PrinterProfile {
        model::PrinterProfile {
            name: profile.name.into(),
            transport: profile.transport.into(),
            columns: profile.columns.into(),
            dots: profile.dots.into(),
            code_page: model::CodePage { number: profile.code_page.number, table: profile.code_page.table.into() },
            kanji_off: profile.kanji_off,
            qr: profile.qr.into(),
            cutter: profile.cutter.into(),
            feed_lines: profile.feed_lines,
            drawer: profile.drawer.map(model::Drawer::from),
            open_drawer_on: profile.open_drawer_on.into(),
            copies: profile.copies,
            ..model::PrinterProfile::default()
        }
    }
}
