//! The page that proves a printer: its width, its letters, its codes, its knife.

use chrono::{DateTime, FixedOffset};

use crate::{
    profile::{CodeTable, Columns, Cutter, PrinterProfile, QrMode, Transport},
    ticket::{Block, Code, Fact, Style, Ticket},
};

/// Every letter a shop needs, the sign of the currency, and a number with a hyphen.
const LETTERS: &str = "ñ á é í ó ú Ñ Á Ü ¿ ¡ º S/ 12.50 B001-123";

/// The test page of a printer.
pub fn test_page(profile: &PrinterProfile, shop: &str, at: DateTime<FixedOffset>) -> Ticket {
    let mut blocks = vec![
        Block::centered(shop),
        Block::Title { text: "PRUEBA DE IMPRESORA".to_owned(), number: None },
        Block::Gap,
        Block::Facts { facts: facts(profile, at) },
        Block::Rule,
        Block::section("ANCHO"),
        Block::text("La última regla debe llenar el papel y caber en una sola línea."),
    ];
    let rulers = Columns::ALL.into_iter().filter(|columns| *columns <= profile.columns);
    blocks.extend(rulers.map(|columns| Block::Ruler { columns: columns.into() }));
    blocks.extend([
        Block::Rule,
        Block::section("LETRAS"),
        Block::text("Debe leerse igual que en la pantalla:"),
        Block::text(LETTERS),
        Block::Text { text: "Negrita: Piña, Ñoquis, S/ 9.90".to_owned(), style: Style { bold: true, ..Style::default() } },
        Block::Text { text: "Alto: Total S/ 123.45".to_owned(), style: Style { tall: true, ..Style::default() } },
        Block::Rule,
        Block::section("CÓDIGOS"),
        Block::text("El lector o el celular debe leer los dos."),
        Block::Code { code: Code::Qr { text: format!("CASERITA PRUEBA {}", at.format("%d/%m/%Y %H:%M")) } },
        Block::Code { code: Code::Code128 { text: "B001-00000123".to_owned() } },
    ]);
    Ticket { title: "Prueba de impresora".to_owned(), issued_at: at, copy: false, demo: false, blocks }
}

fn facts(profile: &PrinterProfile, at: DateTime<FixedOffset>) -> Vec<Fact> {
    let page = match profile.code_page.table {
        CodeTable::Cp850 => "850",
        CodeTable::Cp858 => "858",
        CodeTable::Cp1252 => "1252",
        CodeTable::Cp437 => "437",
    };
    let qr = match profile.qr {
        QrMode::Native => "lo dibuja la impresora",
        QrMode::Raster => "como imagen",
    };
    let cutter = match profile.cutter {
        Cutter::None => "a mano",
        Cutter::Partial => "parcial",
        Cutter::Full => "total",
    };
    vec![
        Fact::new("Fecha", at.format("%d/%m/%Y %H:%M").to_string()),
        Fact::new("Nombre", &profile.name),
        Fact::new("Conexión", connection(&profile.transport)),
        Fact::new("Columnas", profile.columns.count().to_string()),
        Fact::new("Puntos", profile.dots.count().to_string()),
        Fact::new("Letras", format!("página {page}, número {}", profile.code_page.number)),
        Fact::new("QR", qr),
        Fact::new("Corte", format!("{cutter}, {} líneas antes", profile.feed_lines)),
    ]
}

fn connection(transport: &Transport) -> String {
    match transport {
        Transport::None => "ninguna".to_owned(),
        Transport::Tcp { host, port } => format!("red {host}:{port}"),
        Transport::Device { path } => format!("equipo {path}"),
        Transport::File { path } => format!("archivo {path}"),
    }
}
