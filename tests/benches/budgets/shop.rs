//! Generated shops: the demo's products multiplied, and a past of sales.

use caserita_domain::{
    document::DocKind,
    payment::Tender,
    pricing::{DraftLine, Measure, price},
    tax::TaxRates,
};
use caserita_money::{Money, Percent, Quantity};
use caserita_store::{CashSession, Change, Find, Payment, Presentation, Product, Sale, SaleItem, SaleLine, Store, Tx};
use chrono::NaiveDate;
use tempfile::TempDir;
use uuid::Uuid;

/// How large a shop.
#[derive(Clone, Copy)]
pub struct Size {
    pub name: &'static str,
    pub products: usize,
    pub sales: usize,
}

/// Rows a transaction: large enough that fsync does not count, small enough to stay in memory.
const BATCH: usize = 500;
const LINES_A_SALE: usize = 5;
pub const PAST: i64 = 1_700_000_000_000;

/// A new folder with a shop of this size.
pub fn generated(size: Size) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let started = std::time::Instant::now();
    stock_demo(folder.path());
    let store = Store::open(folder.path(), PAST).expect("it opens").store;
    multiply(&store, size.products);
    sell(&store, size.sales);
    crate::documents::past(&store);
    eprintln!("generated {} products and {} sales in {:.0?}", size.products, size.sales, started.elapsed());
    folder
}

/// The demo shop, whose people the cashier of the bench is one of.
fn stock_demo(folder: &std::path::Path) {
    drop(caserita_tests::program::Serving::start(folder));
}

fn read<T>(store: &Store, ask: impl FnOnce(&caserita_store::Reader<'_>) -> caserita_store::Result<T>) -> T {
    store.read(ask).expect("it reads")
}

/// Copies of the demo's products under other brands, until there are enough.
fn multiply(store: &Store, wanted: usize) {
    let originals = read(store, |reader| reader.products(Find::Words(""), None, Default::default(), None, 1_000));
    let originals: Vec<(Product, Presentation)> = originals
        .iter()
        .map(|row| {
            let product = read(store, |reader| reader.product(row.id)).expect("it is there");
            (product, read(store, |reader| reader.presentations(row.id)).remove(0))
        })
        .collect();
    let mut made = originals.len();
    while made < wanted {
        let until = (made + BATCH).min(wanted);
        store
            .write(PAST, |tx| (made..until).try_for_each(|number| copy(tx, &originals[number % originals.len()], number)))
            .expect("it is stored");
        made = until;
    }
}

fn copy(tx: &mut Tx<'_>, (product, presentation): &(Product, Presentation), number: usize) -> caserita_store::Result<()> {
    let id = Uuid::now_v7();
    let name = format!("{} {}", product.name, brand(number));
    tx.set(&Product { id, sku: format!("G{number:06}"), name, quick_position: None, ..product.clone() })?;
    let barcodes = vec![format!("2{number:011}")];
    tx.set(&Presentation { id: Uuid::now_v7(), product_id: id, barcodes, ..presentation.clone() })
}

/// A made-up word, different enough from its neighbours.
fn brand(number: usize) -> String {
    const STARTS: [&str; 16] =
        ["Ka", "Mo", "Chu", "Pa", "Sa", "Ti", "Ña", "Lu", "Qui", "Hua", "Wi", "Ru", "Se", "Yu", "Bo", "Ai"];
    const ENDS: [&str; 12] = ["nta", "rillo", "ma", "ské", "pata", "yoc", "ñu", "lla", "ris", "ndo", "tze", "pi"];
    format!("{}{}{}", STARTS[number % 16], STARTS[number / 16 % 16].to_lowercase(), ENDS[number / 256 % 12])
}

/// A past of sales, five lines each, spread over the catalogue and over two years of days.
fn sell(store: &Store, wanted: usize) {
    let items = some_items(store);
    let device = read(store, |reader| reader.device());
    let cashier = read(store, |reader| reader.users()).remove(0).id;
    let session = Uuid::now_v7();
    let day = |number: usize| {
        NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day") + chrono::Days::new((number * 700 / wanted) as u64)
    };
    store
        .write(PAST, |tx| {
            let opened = CashSession {
                id: session,
                till_id: device.till_id,
                opened_at: PAST,
                opened_by: cashier,
                business_date: day(0),
                returns_only: false,
                float: Money::ZERO,
            };
            tx.record(Change::CashOpen(opened))
        })
        .expect("it is stored");
    let mut made = 0;
    while made < wanted {
        let until = (made + BATCH).min(wanted);
        store
            .write(PAST, |tx| {
                (made..until).try_for_each(|number| {
                    let sold = sale(&items, number, (device.till_id, session, cashier), day(number));
                    tx.record(Change::Sale(sold))
                })
            })
            .expect("it is stored");
        made = until;
    }
}

/// Items across the whole catalogue.
fn some_items(store: &Store) -> Vec<SaleItem> {
    ["a", "e", "l", "p", "c", "s", "g"]
        .into_iter()
        .flat_map(|text| read(store, |reader| reader.search_words(text, 0, 2_000)))
        .collect()
}

fn sale(items: &[SaleItem], number: usize, (till_id, session_id, cashier_id): (Uuid, Uuid, Uuid), day: NaiveDate) -> Sale {
    let sold: Vec<&SaleItem> =
        (0..LINES_A_SALE).map(|line| &items[(number * 7_919 + line * 104_729) % items.len()]).collect();
    let drafts: Vec<DraftLine> = sold
        .iter()
        .map(|item| DraftLine {
            list_price: item.price,
            wholesale: None,
            manual_price: None,
            measure: Measure::Quantity(Quantity::ONE),
            discount: None,
            tax_class: item.tax_class,
            is_bag: false,
        })
        .collect();
    let priced = price(&drafts, None, TaxRates::on(day));
    let lines = sold.iter().zip(&priced.lines).zip(1..).map(|((item, amounts), line_no)| SaleLine {
        line_no,
        product_id: item.product_id,
        presentation_id: item.presentation_id,
        name: item.name.clone(),
        detail: item.detail.clone(),
        unit: item.unit.clone(),
        quantity: amounts.quantity,
        base_quantity: amounts.quantity,
        list_price: item.price,
        unit_price: amounts.unit_price,
        price_source: amounts.price_source,
        price_reason: None,
        price_by: None,
        gross: amounts.gross,
        discount: Money::ZERO,
        discount_reason: None,
        discount_by: None,
        ticket_discount: Money::ZERO,
        tax_class: item.tax_class,
        base: amounts.base,
        igv: amounts.igv,
        icbper: amounts.icbper,
        cost: item.cost,
        tracks_stock: item.tracks_stock,
    });
    let total = priced.totals.total;
    Sale {
        id: Uuid::now_v7(),
        till_id,
        session_id,
        doc_kind: DocKind::NotaVenta,
        series: "NV01".into(),
        number: i64::try_from(number + 1).expect("small"),
        at: PAST + i64::try_from(number).expect("small") * 300_000,
        business_date: day,
        cashier_id,
        customer: None,
        discount_reason: None,
        discount_by: None,
        igv_rate: Percent::from_basis_points(1_800),
        totals: priced.totals,
        rounding: Money::ZERO,
        lines: lines.collect(),
        payments: vec![Payment { tender: Tender::Card, amount: total, received: None, change: None, operation_code: None }],
    }
}
