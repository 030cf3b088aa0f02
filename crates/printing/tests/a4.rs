//! The pages of A4, judged by the tools of others.

mod common;

use std::path::{Path, PathBuf};

use caserita_printing::{Columns, Receipt, ReceiptLine, Ticket, a4, pdf, preview};
use common::{
    electronic::{HASH, all, boleta_dni, boleta_mixed, changed, factura_cash, factura_credit, qr},
    situations::{LOGO, line, receipt},
    tools::{read_codes, run},
};

#[test]
fn every_document_is_a_sound_file_with_its_fonts_inside() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, receipt) in all().into_iter().chain([("nota", receipt())]) {
        let file = folder.path().join(format!("{name}.pdf"));
        let bytes = a4(&receipt);
        assert!(bytes.len() < 60_000, "{name} takes {} bytes", bytes.len());
        std::fs::write(&file, bytes).expect("the file is written");
        run("qpdf", &["--check", path(&file)], b"");
        let fonts = run("pdffonts", &[path(&file)], b"");
        for font in fonts.lines().skip(2) {
            assert!(font.contains("JetBrainsMono") && font.contains("yes yes yes"), "{name}: embedded and cut down: {font}");
        }
        let info = run("pdfinfo", &[path(&file)], b"");
        for fact in [receipt.number.as_str(), "595.276 x 841.89", "(A4)", "Pages:           1"] {
            assert!(info.contains(fact), "{name}: {fact:?} is not in:\n{info}");
        }
    }
}

#[test]
fn a_factura_says_all_that_is_asked_of_its_printed_representation() {
    let text = text(&factura_credit());
    for words in [
        "FACTURA ELECTRÓNICA",
        "RUC 20604567891",
        "Inversiones Ñaupari E.I.R.L.",
        "Bodega Doña Peta",
        "Jr. Los Álamos 345, Urb. Santa Lucía",
        "Comas, Lima, Lima",
        "F001-00000046",
        "28/07/2026 18:05",
        "Panificadora y Servicios Múltiples San José S.A.C.",
        "20100070970",
        "Av. Separadora Industrial 1580",
        "Soles",
        "Arroz Costeño extra saco de 50 kg",
        "7750123000000",
        " 200 ",
        "236.00",
        "S/ 1,000.00",
        "IGV 18 %",
        "S/ 180.00",
        "IMPORTE TOTAL",
        "S/ 1,180.00",
        "SON MIL CIENTO OCHENTA CON 00/100 SOLES",
        "Crédito",
        "Cuota 3 al 28/10/2026",
        "S/ 380.00",
        "Representación impresa de la factura electrónica",
        "www.caserita.pe/consulta",
        HASH,
        "Página 1 de 1",
    ] {
        assert!(text.contains(words), "{words:?} is not in:\n{text}");
    }
}

#[test]
fn law_06_pages_tickets_and_the_screen_say_the_same_figures() {
    for (name, receipt) in all() {
        let ticket = Ticket::from(&receipt);
        let page = text(&receipt);
        let paper = run("pdftotext", &["-layout", "-", "-"], &pdf(&ticket));
        let rows = preview(&ticket, Columns::C48).rows;
        let figures: Vec<(&str, &str)> = rows.iter().filter_map(|row| labelled(&row.text)).collect();
        assert!(figures.iter().any(|(label, _)| *label == "IMPORTE TOTAL"), "{name}: {figures:?}");
        for (label, figure) in figures {
            for said in [&page, &paper] {
                let found = said.lines().any(|line| line.contains(label) && line.contains(figure));
                assert!(found, "{name}: {label} {figure} is not in:\n{said}");
            }
        }
    }
}

/// `IGV 18 %` and `S/ 7.30`, from a row with a gap between them.
fn labelled(row: &str) -> Option<(&str, &str)> {
    let (label, figure) = row.trim().split_once("  ")?;
    let figure = figure.trim();
    figure.trim_start_matches('-').starts_with("S/ ").then_some((label, figure))
}

#[test]
fn what_was_given_away_shows_what_it_is_worth() {
    let text = text(&boleta_mixed());
    for words in [
        "GRATUITA, valor referencial S/ 4.50",
        "Op. gratuita",
        "Op. exonerada",
        "ICBPER 2 x 0.50 = 1.00",
        "Descuento 10 %: socia",
        "-1.25",
    ] {
        assert!(text.contains(words), "{words:?} is not in:\n{text}");
    }
}

#[test]
fn a_reader_reads_its_code_and_finds_none_on_what_is_not_signed() {
    for (name, receipt) in all() {
        let seen = read_codes(&pages(&receipt, 200).1[0]);
        assert_eq!(seen, qr(&receipt).into_iter().collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn two_hundred_lines_keep_their_order_under_repeated_heads() {
    let lines: Vec<ReceiptLine> =
        (1..=200).map(|index| line(&format!("Producto número {index:03}."), 1_000, 100, 100)).collect();
    let said = text(&Receipt { lines, ..factura_cash() });
    let sheets: Vec<&str> = said.split('\u{c}').filter(|sheet| !sheet.trim().is_empty()).collect();
    assert!(sheets.len() > 3, "{} pages", sheets.len());
    for (index, sheet) in sheets.iter().enumerate() {
        assert!(sheet.contains(&format!("Página {} de {}", index + 1, sheets.len())), "{sheet}");
        assert!(sheet.contains("F001-00000045"), "{sheet}");
        assert_eq!(sheet.contains("Descripción"), sheet.contains("Producto número"), "lines have their heads: {sheet}");
    }
    let places: Vec<usize> =
        (1..=200).map(|index| said.find(&format!("Producto número {index:03}.")).expect("no line is lost")).collect();
    assert!(places.is_sorted(), "in the order they were sold");
    assert_eq!(said.matches("IMPORTE TOTAL").count(), 1);
}

#[test]
fn nothing_is_lost_of_a_description_longer_than_a_page() {
    let words: Vec<String> = (0..1500).map(|index| format!("palabra{index:04}")).collect();
    let lines = vec![line(&words.join(" "), 1_000, 100, 100)];
    let said = text(&Receipt { lines, ..factura_cash() });
    assert!(words.iter().all(|word| said.contains(word.as_str())));
    assert!(said.matches("Descripción").count() > 3, "each page it goes on over has its head:\n{said}");
}

#[test]
fn no_letter_leaves_the_page() {
    let mut long = factura_credit();
    long.shop.trade_name = "Bodega ".repeat(20);
    long.shop.address = Some("Jirón de los Álamos ".repeat(12));
    long.lines = vec![ReceiptLine {
        unit: "bolsa grande".to_owned(),
        unit_value: Some("123456789.1234567890".to_owned()),
        ..line(&"Supercalifragilístico".repeat(9), 999_999_999, 99_999_999_999, 999_999_999_999_900)
    }];
    long.totals.total = caserita_money::Money::from_cents(999_999_999_999_900);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("long.pdf");
    std::fs::write(&file, a4(&long)).expect("the file is written");
    let boxes = run("pdftotext", &["-bbox", path(&file), "-"], b"");
    let edge = |word: &str, name: &str| -> f32 {
        let from = word.find(name).expect("an edge") + name.len() + 2;
        word[from..].split('"').next().and_then(|figure| figure.parse().ok()).expect("a figure")
    };
    for word in boxes.lines().filter(|line| line.contains("<word")) {
        assert!(edge(word, "xMin") >= 39.0 && edge(word, "xMax") <= 556.5, "outside the margins: {word}");
    }
}

#[test]
fn a_document_of_the_trial_service_says_on_every_page_that_it_has_no_value() {
    let lines: Vec<ReceiptLine> = (1..=120).map(|index| line(&format!("Producto {index}"), 1_000, 100, 100)).collect();
    let trial = changed(Receipt { lines, ..boleta_dni() }, |electronic| electronic.beta = true);
    let said = text(&trial);
    for sheet in said.split('\u{c}').filter(|sheet| !sheet.trim().is_empty()) {
        assert_eq!(sheet.matches("SIN VALOR TRIBUTARIO - PRUEBA").count(), 2, "{sheet}");
    }
    assert!(!text(&boleta_dni()).contains("SIN VALOR"), "a real document is worth something");
}

#[test]
fn a_logo_is_drawn_and_a_broken_one_is_left_out() {
    let with = |logo: &str| {
        let mut receipt = boleta_dni();
        receipt.shop.logo_png = Some(logo.to_owned());
        a4(&receipt)
    };
    let images = |pdf: &[u8]| run("pdfimages", &["-list", "-"], pdf).lines().skip(2).count();
    assert_eq!((images(&with(LOGO)), images(&with("bm8gZXMgUE5H"))), (1, 0));
}

fn text(receipt: &Receipt) -> String {
    run("pdftotext", &["-layout", "-", "-"], &a4(receipt))
}

/// The pages as pictures. The folder must live as long as they are looked at.
fn pages(receipt: &Receipt, dpi: u32) -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("page");
    run("pdftoppm", &["-r", &dpi.to_string(), "-png", "-", path(&root)], &a4(receipt));
    let mut pictures: Vec<PathBuf> =
        std::fs::read_dir(folder.path()).expect("the folder").map(|entry| entry.expect("a picture").path()).collect();
    pictures.sort();
    (folder, pictures)
}

fn path(file: &Path) -> &str {
    file.to_str().expect("a plain path")
}
