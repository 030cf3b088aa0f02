//! The PDF, judged by the tools of others.

mod common;

use std::path::Path;

use caserita_printing::{Block, Code, Heading, Ticket, pdf};
use common::{
    electronic,
    situations::{QR_TEXT, all, full_basket, simple, test_page_ticket},
    tools::{read_codes, run},
};

#[test]
fn every_ticket_is_a_sound_file_with_its_fonts_inside() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, ticket) in all() {
        let file = folder.path().join(format!("{name}.pdf"));
        let bytes = pdf(&ticket);
        assert!(bytes.len() < 60_000, "{name} takes {} bytes", bytes.len());
        std::fs::write(&file, bytes).expect("the file is written");
        run("qpdf", &["--check", path(&file)], b"");
        let fonts = run("pdffonts", &[path(&file)], b"");
        for font in fonts.lines().skip(2) {
            assert!(font.contains("JetBrainsMono") && font.contains("yes yes yes"), "{name}: embedded and cut down: {font}");
        }
        assert_eq!(fonts.lines().count(), 4, "{name}: both weights and no other");
    }
}

#[test]
fn its_text_can_be_searched_and_copied() {
    let text = text(&full_basket());
    for words in
        ["Bodega Doña Peta", "Begoña Ñahui Güere de los Ríos", "Jr. Los Álamos 345", "¡Gracias por tu compra!", "S/ 206.00"]
    {
        assert!(text.contains(words), "{words:?} is not in:\n{text}");
    }
    let letters = self::text(&test_page_ticket());
    assert!(letters.contains("ñ á é í ó ú Ñ Á Ü ¿ ¡ º S/ 12.50 B001-123"), "{letters}");
}

#[test]
fn it_is_named_and_dated_by_its_ticket() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("receipt.pdf");
    std::fs::write(&file, pdf(&simple())).expect("the file is written");
    let info = run("pdfinfo", &["-isodates", path(&file)], b"");
    for fact in ["NV01-00000123", "2026-07-28T23:05:09Z", "Pages:           1"] {
        assert!(info.contains(fact), "{fact:?} is not in:\n{info}");
    }
    assert!(info.contains("226.7"), "80 mm wide: {info}");
    assert!(!info.contains("PDF/X"), "it does not claim a standard of printing presses: {info}");
}

#[test]
fn a_reader_reads_its_codes() {
    assert_eq!(read_codes(&page(&simple(), 200).1), [QR_TEXT]);
    assert_eq!(read_codes(&page(&test_page_ticket(), 200).1), ["B001-00000123", "CASERITA PRUEBA 28/07/2026 18:05"]);
    let long = Code::Code128 { text: "UNA-REFERENCIA-LARGA-0123456789".to_owned() };
    let ticket = Ticket { blocks: vec![Block::Code { code: long }], ..simple() };
    assert_eq!(read_codes(&page(&ticket, 300).1), ["UNA-REFERENCIA-LARGA-0123456789"]);
}

#[test]
fn a_reader_reads_the_code_of_every_electronic_document() {
    for (name, receipt) in electronic::all() {
        let seen = read_codes(&page(&Ticket::from(&receipt), 200).1);
        assert_eq!(seen, electronic::qr(&receipt).into_iter().collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn a_logo_is_drawn_and_a_broken_one_is_left_out() {
    let with = |logo: &str| Ticket {
        blocks: vec![Block::Heading(Heading {
            logo_png: Some(logo.to_owned()),
            trade_name: "Doña Peta".to_owned(),
            ..Heading::default()
        })],
        ..simple()
    };
    let (_folder, drawn) = page(&with(common::situations::LOGO), 72);
    let (_folder, plain) = page(&with("bm8gZXMgUE5H"), 72);
    let height = |picture: &Path| png_height(&std::fs::read(picture).expect("the page was drawn"));
    assert!(height(&drawn) > height(&plain), "the logo takes its room");
}

fn png_height(png: &[u8]) -> u32 {
    u32::from_be_bytes(png[20..24].try_into().expect("four bytes"))
}

fn text(ticket: &Ticket) -> String {
    run("pdftotext", &["-layout", "-", "-"], &pdf(ticket))
}

/// The ticket's page as a picture. The folder must live as long as it is looked at.
fn page(ticket: &Ticket, dpi: u32) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("page");
    run("pdftoppm", &["-r", &dpi.to_string(), "-png", "-singlefile", "-", path(&root)], &pdf(ticket));
    let picture = root.with_extension("png");
    (folder, picture)
}

fn path(file: &Path) -> &str {
    file.to_str().expect("a plain path")
}
