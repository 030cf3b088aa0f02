//! What a row may and may not be, whatever the ticket says.

use caserita_money::{Money, Quantity};
use chrono::DateTime;
use proptest::prelude::*;

use super::*;
use crate::ticket::{Item, ItemDiscount};

fn lines(blocks: Vec<Block>, columns: Columns) -> Vec<String> {
    let issued_at = DateTime::parse_from_rfc3339("2026-07-28T18:05:00-05:00").expect("an instant");
    let ticket = Ticket { title: "T".to_owned(), issued_at, copy: false, demo: false, blocks };
    let rows = layout(&ticket, columns).into_iter();
    rows.filter_map(|row| if let Row::Text(line) = row { Some(line.text) } else { None }).collect()
}

fn item(name: &str, quantity: i64, unit: &str, unit_price: i64, gross: i64) -> Item {
    Item {
        name: name.to_owned(),
        quantity: Quantity::from_thousandths(quantity),
        unit: unit.to_owned(),
        unit_price: Money::from_cents(unit_price),
        gross: Money::from_cents(gross),
        discount: None,
        notes: Vec::new(),
    }
}

fn items(item: Item, columns: Columns) -> Vec<String> {
    lines(vec![Block::Items { items: vec![item], units: false }], columns)
}

#[test]
fn each_paper_has_its_own_line() {
    let pineapple = item("Piña golden", 1_340, "kg", 490, 657);
    assert_eq!(items(pineapple.clone(), Columns::C32), ["Piña golden", "  1.340 kg x 4.90           6.57"]);
    assert_eq!(items(pineapple.clone(), Columns::C42)[1..], ["1.340 Piña golden                     6.57", "      4.90/kg"]);
    assert_eq!(
        items(pineapple, Columns::C48)[1..],
        ["1.340 Piña golden             4.90/kg      6.57".to_owned()].map(|row| format!(" {row}"))
    );
}

#[test]
fn a_piece_names_its_unit_where_the_law_asks_for_units() {
    let coffee = item("Café", 2_000, "und", 625, 1250);
    let named = |columns| lines(vec![Block::Items { items: vec![coffee.clone()], units: true }], columns);
    assert_eq!(named(Columns::C32)[1], "  2 und x 6.25             12.50");
    assert_eq!(named(Columns::C42)[1..], ["    2 Café                           12.50", "      6.25/und"]);
    assert_eq!(named(Columns::C48)[1], "     2 Café                   6.25/und     12.50");
    let press = Item { unit_price: Money::from_cents(99_999), ..coffee.clone() };
    let row = &lines(vec![Block::Items { items: vec![press], units: true }], Columns::C48)[1];
    assert!(row.contains("999.99/und"), "{row}");
}

#[test]
fn a_figure_that_outgrows_its_cell_is_never_cut() {
    let house = item("Casa", 100_000_000, "und", 99_999_999, 9_999_999_900_000);
    for columns in Columns::ALL {
        let text = items(house.clone(), columns).join("\n");
        for figure in ["100000", "999,999.99", "99,999,999,000.00"] {
            assert!(text.contains(figure), "{figure} at {} columns:\n{text}", columns.count());
        }
    }
}

#[test]
fn a_discount_stands_under_its_line_with_a_minus() {
    let discount = ItemDiscount { label: "Descuento 10 %".to_owned(), amount: Money::from_cents(125) };
    let coffee = Item { discount: Some(discount), ..item("Café", 2_000, "und", 625, 1250) };
    assert_eq!(items(coffee, Columns::C32)[2], "  Descuento 10 %           -1.25");
}

#[test]
fn labels_of_facts_share_a_margin_until_one_is_too_long_for_it() {
    let fact = |label: &str| Fact::new(label, "x");
    assert_eq!(
        lines(vec![Block::Facts { facts: vec![fact("Caja"), fact("Cajero")] }], Columns::C32),
        ["Caja    x", "Cajero  x"]
    );
    let long = vec![fact("Caja"), fact("Autorizado por la dueña")];
    assert_eq!(lines(vec![Block::Facts { facts: long }], Columns::C32), ["Caja: x", "Autorizado por la dueña: x"]);
}

#[test]
fn a_ruler_marks_its_last_column() {
    let rulers = [32, 42, 48].map(|columns| Block::Ruler { columns });
    let measured: Vec<usize> = lines(rulers.to_vec(), Columns::C42).iter().map(|line| width(line)).collect();
    assert_eq!(measured, [32, 42], "a longer one would break and measure nothing");
}

#[test]
fn marks_stand_at_both_ends() {
    let issued_at = DateTime::parse_from_rfc3339("2026-07-28T18:05:00-05:00").expect("an instant");
    let ticket = Ticket { title: "T".to_owned(), issued_at, copy: true, demo: true, blocks: vec![Block::text("Hola")] };
    let said: Vec<String> = layout(&ticket, Columns::C32)
        .into_iter()
        .filter_map(|row| if let Row::Text(line) = row { Some(line.text) } else { None })
        .collect();
    assert_eq!(said, ["DEMO - SIN VALOR", "*** COPIA ***", "", "Hola", "DEMO - SIN VALOR", "*** COPIA ***"]);
}

prop_compose! {
    fn any_item()(
        name in "\\PC{0,60}", unit in "[a-zñ]{1,12}", quantity in any::<i32>(), unit_price in any::<i32>(), gross in any::<i64>(),
        label in "\\PC{0,60}", note in "\\PC{0,60}",
    ) -> Item {
        let discount = Some(ItemDiscount { label, amount: Money::from_cents(i64::from(unit_price)) });
        let gross = gross / 1000;
        Item { discount, notes: vec![note], ..item(&name, quantity.into(), &unit, unit_price.into(), gross) }
    }
}

fn any_block() -> impl Strategy<Value = Block> {
    let text = "\\PC{0,90}";
    prop_oneof![
        (text, text, text).prop_map(|(trade_name, address, phone)| Block::Heading(Heading {
            trade_name,
            address: Some(address),
            phone: Some(phone),
            ..Heading::default()
        })),
        (text, text).prop_map(|(text, number)| Block::Title { text, number: Some(number) }),
        proptest::collection::vec((text, text), 0..4).prop_map(|facts| Block::Facts {
            facts: facts.into_iter().map(|(label, value)| Fact::new(label, value)).collect()
        }),
        (proptest::collection::vec(any_item(), 0..3), any::<bool>())
            .prop_map(|(items, units)| Block::Items { items, units }),
        (text, text).prop_map(|(label, value)| Block::Amounts {
            amounts: vec![Amount { label, value: Value::Text(value), emphasis: Emphasis::Big }],
        }),
        any::<String>().prop_map(Block::text),
        text.prop_map(|label| Block::Signature { label }),
        any::<u8>().prop_map(|columns| Block::Ruler { columns }),
    ]
}

proptest! {
    #[test]
    fn no_row_is_wider_than_the_paper(blocks in proptest::collection::vec(any_block(), 0..6)) {
        for columns in Columns::ALL {
            for line in lines(blocks.clone(), columns) {
                prop_assert!(width(&line) <= columns.count(), "{line:?} at {}", columns.count());
                prop_assert!(line.chars().all(|character| !character.is_control()), "{line:?} could drive the printer");
            }
        }
    }
}
