//! Codes are read back by a reader that knows nothing of us, and native commands say what printers expect.

mod common;

use caserita_printing::{
    Block, Code, CodePage, Columns, Dots, Drawer, PrinterProfile, QrMode, Ticket, drawer_kick, escpos_bytes, preview,
};
use common::{
    decoded::{Part, decode, picture},
    electronic,
    situations::{QR_TEXT, at, profile, simple},
    tools::{read_codes, run},
};

/// As long as a fiscal QR gets: ten fields with a digest.
const LONG: &str =
    "20604567891|03|B001|00000123|7.30|47.85|2026-07-28|1|45678912|x1Yk3Zq9Jr0s8wVb2TnQmLeK5fHgUcDa7pRoIyXtW4E=";

#[test]
fn a_reader_reads_the_qr_of_every_paper() {
    let folder = tempfile::tempdir().expect("a folder");
    for columns in Columns::ALL {
        for text in [QR_TEXT, LONG] {
            let job = escpos_bytes(&only(Code::Qr { text: text.to_owned() }), &profile(columns, CodePage::default()));
            let file = folder.path().join("qr.pbm");
            std::fs::write(&file, picture(&decode(&job, "cp850"))).expect("the picture is written");
            assert_eq!(read_codes(&file), [text], "{} columns", columns.count());
        }
    }
}

/// The finder pattern in the corner of a code is seven modules wide.
const FINDER: usize = 7;
/// Dots of a millimetre at 203 to the inch.
const MILLIMETRE: usize = 8;

#[test]
fn the_code_of_every_electronic_document_is_read_from_58_and_80_mm_paper() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, mut receipt) in electronic::all() {
        receipt.shop.logo_png = None;
        for columns in [Columns::C32, Columns::C48] {
            let place = format!("{name}, {} columns", columns.count());
            for largest in [4, 6, 16] {
                let profile = PrinterProfile { qr_dots: largest, ..profile(columns, CodePage::default()) };
                let parts = decode(&escpos_bytes(&Ticket::from(&receipt), &profile), "cp850");
                let Some(text) = electronic::qr(&receipt) else {
                    let drawn = parts.iter().any(|part| matches!(part, Part::Command(command, _) if command == "GS v0"));
                    assert!(!drawn, "{place}: what is not signed has no code");
                    continue;
                };
                let bitmap = picture(&parts);
                has_the_size_asked_for(&bitmap, &place);
                let file = folder.path().join("qr.pbm");
                std::fs::write(&file, bitmap).expect("the picture is written");
                assert_eq!(read_codes(&file), [text], "{place}");
            }
        }
    }
}

fn has_the_size_asked_for(bitmap: &[u8], place: &str) {
    let header = bitmap.split(|byte| *byte == b'\n').nth(1).expect("a size");
    let across: usize =
        std::str::from_utf8(header).ok().and_then(|size| size.split(' ').next()?.parse().ok()).expect("digits");
    let dots = &bitmap[bitmap.len() - bitmap.len() / (across / 8) * (across / 8)..];
    let rows: Vec<Vec<bool>> = dots
        .chunks_exact(across / 8)
        .map(|row| row.iter().flat_map(|byte| (0..8).map(move |bit| byte >> (7 - bit) & 1 == 1)).collect())
        .collect();
    let first = rows.iter().position(|row| row.contains(&true)).expect("something is drawn");
    let last = rows.iter().rposition(|row| row.contains(&true)).expect("something is drawn");
    let left = rows[first].iter().position(|dot| *dot).expect("the corner");
    let finder = rows[first][left..].iter().take_while(|dot| **dot).count();
    let side = last + 1 - first;
    assert!(finder / FINDER >= 3 && finder.is_multiple_of(FINDER), "{place}: modules of {finder}/7 dots");
    assert!(side <= 60 * MILLIMETRE, "{place}: {side} dots are more than six centimetres");
    let below = rows.len() - 1 - last;
    assert!(left.min(first).min(below) >= MILLIMETRE, "{place}: a quiet zone of {left}, {first} and {below} dots");
}

#[test]
fn pictures_go_out_in_bands_within_the_head() {
    for (dots, band) in [(Dots::D384, 24_u8), (Dots::D512, 64), (Dots::D576, 255)] {
        let profile = PrinterProfile { dots, raster_band: band, ..PrinterProfile::default() };
        for part in decode(&escpos_bytes(&simple(), &profile), "cp850") {
            if let Part::Command(name, arguments) = part
                && name == "GS v0"
            {
                let (across, rows) = (usize::from(arguments[1]), usize::from(arguments[3]));
                assert!(across * 8 <= dots.count() && rows <= usize::from(band) && arguments[4] == 0);
                assert_eq!(arguments.len(), 5 + across * rows, "a band that ends early swallows what follows");
            }
        }
    }
}

#[test]
fn a_native_qr_is_model_two_level_q() {
    let profile = PrinterProfile { qr: QrMode::Native, qr_dots: 6, ..PrinterProfile::default() };
    let parts = decode(&escpos_bytes(&simple(), &profile), "cp850");
    let commands: Vec<Vec<u8>> = parts
        .into_iter()
        .filter_map(|part| match part {
            Part::Command(name, arguments) if name == "GS (k" => Some(arguments),
            _ => None,
        })
        .collect();
    assert_eq!(commands[0], [4, 0, 0x31, 0x41, 0x32, 0], "model 2");
    assert_eq!(commands[1], [3, 0, 0x31, 0x43, 6], "module size");
    assert_eq!(commands[2], [3, 0, 0x31, 0x45, 0x32], "level Q");
    let payload = [[QR_TEXT.len() as u8 + 3, 0, 0x31, 0x50, 0x30].as_slice(), QR_TEXT.as_bytes()].concat();
    assert_eq!(commands[3], payload);
    assert_eq!(commands[4], [3, 0, 0x31, 0x51, 0x30], "print it");
}

#[test]
fn a_bar_code_is_code_128_in_two_sets() {
    let job =
        escpos_bytes(&only(Code::Code128 { text: "NV01-00000123".to_owned() }), &profile(Columns::C32, CodePage::default()));
    let bars = [b"\x1dk\x49\x0d{BNV01-{C".as_slice(), &[0, 0, 1, 23]].concat();
    assert!(job.windows(bars.len()).any(|window| window == bars));
}

#[test]
fn a_bar_code_wider_than_the_paper_is_written_out() {
    let text = "UNA-REFERENCIA-DEMASIADO-LARGA";
    let parts = decode(
        &escpos_bytes(&only(Code::Code128 { text: text.to_owned() }), &profile(Columns::C32, CodePage::default())),
        "cp850",
    );
    assert!(parts.iter().any(|part| matches!(part, Part::Text(said, _) if said.contains(text))));
    assert!(!parts.iter().any(|part| matches!(part, Part::Command(name, _) if name == "GS k")));
}

#[test]
fn a_drawer_pulse_is_five_bytes_and_prints_nothing() {
    let drawer = |pin, on_ms, off_ms| {
        drawer_kick(&PrinterProfile { drawer: Some(Drawer { pin, on_ms, off_ms }), ..Default::default() })
    };
    assert_eq!(drawer(0, 100, 500).expect("a drawer"), [0x1b, b'@', 0x1b, b'p', 0, 50, 250]);
    assert_eq!(
        drawer(1, 2000, 9000).expect("a drawer"),
        [0x1b, b'@', 0x1b, b'p', 1, 125, 255],
        "a coil is not to be heated"
    );
    assert_eq!(drawer(0, 0, 0).expect("a drawer"), [0x1b, b'@', 0x1b, b'p', 0, 1, 1]);
    assert_eq!(drawer_kick(&PrinterProfile::default()), None);
    let parts = decode(&drawer(0, 100, 500).expect("a drawer"), "cp850");
    assert_eq!(parts[1], Part::Command("ESC p".to_owned(), vec![0, 50, 250]), "an independent reader sees one pulse");
}

#[test]
fn copies_are_whole_jobs() {
    let one = escpos_bytes(&simple(), &PrinterProfile::default());
    let two = escpos_bytes(&simple(), &PrinterProfile { copies: 2, ..PrinterProfile::default() });
    assert_eq!(two, [one.clone(), one].concat());
}

#[test]
fn the_preview_shows_codes_a_reader_reads() {
    let folder = tempfile::tempdir().expect("a folder");
    let long = Code::Qr { text: LONG.to_owned() };
    let bars = Code::Code128 { text: "NV01-00000123".to_owned() };
    for (code, text) in [(long, LONG), (bars, "NV01-00000123")] {
        let svg = preview(&only(code), Columns::C42).qr_svg.expect("the ticket has a code");
        let (page, picture) = (folder.path().join("code.html"), folder.path().join("code.png"));
        let html = format!("<body style='margin:40px'>{}", svg.replacen("<svg", "<svg width='400'", 1));
        std::fs::write(&page, html).expect("the page is written");
        let shot = format!("--screenshot={}", picture.display());
        let address = format!("file://{}", page.display());
        run("chromium", &["--headless", "--no-sandbox", "--disable-gpu", "--window-size=600,600", &shot, &address], b"");
        assert_eq!(read_codes(&picture), [text]);
    }
}

fn only(code: Code) -> Ticket {
    Ticket { title: "Código".to_owned(), issued_at: at(), copy: false, demo: false, blocks: vec![Block::Code { code }] }
}
