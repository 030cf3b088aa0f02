//! Whatever a shop does in a day, its log tells it again exactly.

mod shop;

use caserita_app::{
    Error,
    cart::{Off, PayInput, Quantity as HowMuch},
    cash::{CloseInput, MovementInput},
    customers::CustomerInput,
};
use caserita_domain::{
    access::Role,
    cash::{MovementKind, Pieces},
    document::IdentityType,
    payment::Tender,
};
use caserita_money::{Money, Percent, Quantity};
use caserita_store::{SaleFilter, SaleItem, replay};
use proptest::prelude::*;
use shop::{Shop, empty_store};

/// One thing somebody does. Numbers choose among what there is at that moment.
#[derive(Debug, Clone)]
enum Act {
    Scan(usize),
    Weigh(usize, i64),
    BuyFor(usize, i64),
    Quantity(usize, i64),
    Price(usize, i64),
    DiscountLine(usize, i32),
    Discount(i32),
    Remove(usize),
    Customer(usize),
    Hold,
    Recall(usize),
    Discard,
    Yape(i64),
    Pay(i64),
    Void,
    Reprint,
    OpenCash(i64),
    MoveCash(bool, i64),
    Drawer,
    CloseCash(i64),
    EditProduct(usize, i64),
    AdjustStock(usize, i64),
    AddUser,
    RenameTill,
    Tomorrow,
}

fn act() -> impl Strategy<Value = Act> {
    let which = 0..40_usize;
    prop_oneof![
        12 => which.clone().prop_map(Act::Scan),
        3 => (which.clone(), 1..3_000_i64).prop_map(|(which, grams)| Act::Weigh(which, grams)),
        2 => (which.clone(), 10..2_000_i64).prop_map(|(which, cents)| Act::BuyFor(which, cents)),
        3 => (which.clone(), 1..30_i64).prop_map(|(which, units)| Act::Quantity(which, units)),
        1 => (which.clone(), 1..5_000_i64).prop_map(|(which, cents)| Act::Price(which, cents)),
        1 => (which.clone(), 0..4_000_i32).prop_map(|(which, share)| Act::DiscountLine(which, share)),
        1 => (0..4_000_i32).prop_map(Act::Discount),
        1 => which.clone().prop_map(Act::Remove),
        1 => which.clone().prop_map(Act::Customer),
        1 => Just(Act::Hold),
        1 => which.clone().prop_map(Act::Recall),
        1 => Just(Act::Discard),
        2 => (1..3_000_i64).prop_map(Act::Yape),
        8 => (0..2_000_i64).prop_map(Act::Pay),
        1 => Just(Act::Void),
        1 => Just(Act::Reprint),
        4 => (0..20_000_i64).prop_map(Act::OpenCash),
        1 => (any::<bool>(), 1..10_000_i64).prop_map(|(income, cents)| Act::MoveCash(income, cents)),
        1 => Just(Act::Drawer),
        1 => (0..20_i64).prop_map(Act::CloseCash),
        1 => (which.clone(), 10..9_000_i64).prop_map(|(which, cents)| Act::EditProduct(which, cents)),
        1 => (which, -5_000..5_000_i64).prop_map(|(which, delta)| Act::AdjustStock(which, delta)),
        1 => Just(Act::AddUser),
        1 => Just(Act::RenameTill),
        1 => Just(Act::Tomorrow),
    ]
}

struct Day {
    shop: Shop,
    coded: Vec<SaleItem>,
    weighed: Vec<SaleItem>,
    operation: u64,
}

impl Day {
    fn begin() -> Day {
        let shop = Shop::open();
        let hits = |text: &str| shop.app.search(caserita_app::Door::Window, text, 0, 100).expect("it searches").hits;
        let all: Vec<SaleItem> = ["a", "b", "c", "p", "l"].into_iter().flat_map(hits).map(|(item, _)| item).collect();
        let (weighed, other): (Vec<_>, Vec<_>) = all.into_iter().partition(|item| item.weighed);
        let coded = other.into_iter().filter(|item| item.code.is_some()).collect();
        Day { shop, coded, weighed, operation: 0 }
    }

    /// Does it, or is refused; but the store itself never fails.
    fn act(&mut self, act: &Act) {
        match self.try_act(act) {
            Ok(()) => {}
            Err(error @ (Error::Store(_) | Error::Internal(_))) => panic!("{act:?}: {error}"),
            Err(_refused) => {}
        }
        self.shop.clock.forward(1_000);
    }

    fn try_act(&mut self, act: &Act) -> Result<(), Error> {
        let (app, call, door) = (&self.shop.app, &self.shop.call(), caserita_app::Door::Window);
        let line = |which: usize| -> Result<i64, Error> {
            let lines = app.cart(door)?.lines;
            lines.get(which % lines.len().max(1)).map(|line| line.line_no).ok_or(Error::LineUnknown)
        };
        let why = "porque sí";
        match *act {
            Act::Scan(which) => {
                let code = self.coded[which % self.coded.len()].code.clone().expect("chosen by its code");
                app.scan(call, &code, None).map(drop)
            }
            Act::Weigh(which, grams) => {
                let item = &self.weighed[which % self.weighed.len()];
                let grams = Some(Quantity::from_thousandths(grams));
                app.add_line(call, item.presentation_id, HowMuch { quantity: grams, amount: None }).map(drop)
            }
            Act::BuyFor(which, cents) => {
                let item = &self.weighed[which % self.weighed.len()];
                let amount = Some(Money::from_cents(cents));
                app.add_line(call, item.presentation_id, HowMuch { quantity: None, amount }).map(drop)
            }
            Act::Quantity(which, units) => {
                let quantity = HowMuch { quantity: Some(Quantity::units(units)), amount: None };
                app.set_quantity(call, line(which)?, quantity).map(drop)
            }
            Act::Price(which, cents) => app.set_price(call, line(which)?, Money::from_cents(cents), why, None).map(drop),
            Act::DiscountLine(which, share) => app.discount_line(call, line(which)?, percent(share), why, None).map(drop),
            Act::Discount(share) => app.discount_ticket(call, percent(share), why, None).map(drop),
            Act::Remove(which) => app.remove_line(call, line(which)?).map(drop),
            Act::Customer(which) => {
                let known = app.customers(door, "", 50)?;
                app.set_customer(call, known.get(which).map(|customer| customer.id)).map(drop)
            }
            Act::Hold => app.hold(call, None).map(drop),
            Act::Recall(which) => {
                let held = app.held(door)?;
                let id = held.get(which % held.len().max(1)).map(|cart| cart.id).ok_or(Error::NotFound)?;
                app.recall(call, id).map(drop)
            }
            Act::Discard => app.discard(call, why).map(drop),
            Act::Yape(cents) => {
                self.operation += 1;
                let code = Some(format!("{:08}", self.operation));
                app.add_payment(call, Tender::Yape, Money::from_cents(cents), code).map(drop)
            }
            Act::Pay(extra) => {
                let cart = app.cart(door)?;
                let cash_received = Some(cart.due.cash + Money::from_cents(extra));
                app.pay(call, PayInput { expected_total: cart.totals.total, cash_received, print: true }).map(drop)
            }
            Act::Void | Act::Reprint => {
                let sale = app.sales(door, Default::default(), None, 1)?.rows.pop().ok_or(Error::NotFound)?.0;
                if matches!(act, Act::Void) {
                    app.void_sale(call, sale.id, why, None).map(drop)
                } else {
                    app.reprint_sale(call, sale.id).map(drop)
                }
            }
            _ => self.try_backstage(act),
        }
    }

    fn try_backstage(&self, act: &Act) -> Result<(), Error> {
        let (app, call, door) = (&self.shop.app, &self.shop.call(), caserita_app::Door::Window);
        match *act {
            Act::OpenCash(cents) => app.open_cash(call, Money::from_cents(cents)).map(drop),
            Act::MoveCash(income, cents) => {
                let kind = if income { MovementKind::Income } else { MovementKind::Withdrawal };
                let input = MovementInput { kind, amount: Money::from_cents(cents), reason: "sencillo".into() };
                app.move_cash(call, input, None).map(drop)
            }
            Act::Drawer => app.open_drawer(call, "cambio"),
            Act::CloseCash(notes) => {
                let counts = vec![Pieces { value: Money::from_cents(1_000), count: notes }];
                app.close_cash(call, CloseInput { counts, left_float: Money::ZERO, note: None, print: true }).map(drop)
            }
            Act::EditProduct(which, cents) => {
                let item = &self.coded[which % self.coded.len()];
                let mut product = app.store().read(|reader| reader.product(item.product_id))?.ok_or(Error::NotFound)?;
                let mut base = app.store().read(|reader| reader.presentations(product.id))?.remove(0);
                (product.cost, base.price) = (Some(Money::from_cents(cents / 2)), Money::from_cents(cents));
                let customer = CustomerInput {
                    doc_type: IdentityType::None,
                    doc_number: None,
                    name: product.name.clone(),
                    alias: None,
                    phone: Some("987654321".into()),
                    address: None,
                    email: None,
                };
                app.add_customer(call, customer)?;
                app.update_product(&self.shop.call(), product.id, input(product, vec![base])).map(drop)
            }
            Act::AdjustStock(which, delta) => {
                let item = &self.coded[which % self.coded.len()];
                app.adjust_stock(call, item.product_id, Quantity::from_thousandths(delta), "conteo").map(drop)
            }
            Act::AddUser => app.add_user(call, "Julia", Role::Cashier, "2580").map(drop),
            Act::RenameTill => app.rename_till(call, &format!("Caja {}", self.operation)).map(drop),
            Act::Tomorrow => {
                self.shop.clock.forward(20 * 3600 * 1000);
                app.cart(door).map(drop)
            }
            _ => Ok(()),
        }
    }
}

fn percent(share: i32) -> Off {
    Off { percent: Some(Percent::from_basis_points(share)), amount: None }
}

fn input(
    product: caserita_store::Product,
    presentations: Vec<caserita_store::Presentation>,
) -> caserita_app::catalog::ProductInput {
    caserita_app::catalog::ProductInput {
        sku: Some(product.sku),
        name: product.name,
        short_name: product.short_name,
        category_id: product.category_id,
        brand: product.brand,
        kind: product.kind,
        tax_class: product.tax_class,
        weighed: product.weighed,
        base_unit: product.base_unit,
        tracks_stock: product.tracks_stock,
        min_stock: product.min_stock,
        cost: product.cost,
        quick_position: product.quick_position,
        active: product.active,
        presentations: presentations
            .into_iter()
            .map(|kept| caserita_app::catalog::PresentationInput {
                id: Some(kept.id),
                name: kept.name,
                unit: kept.unit,
                factor: kept.factor,
                price: kept.price,
                wholesale_price: kept.wholesale_price.filter(|price| *price <= kept.price),
                wholesale_from: kept
                    .wholesale_from
                    .filter(|_| kept.wholesale_price.is_some_and(|price| price <= kept.price)),
                barcodes: kept.barcodes,
                active: kept.active,
            })
            .collect(),
    }
}

/// Every sale adds up, and numbers have no gap.
fn sales_are_sound(day: &Day) {
    let store = day.shop.app.store();
    let rows = store.read(|reader| reader.sales(&SaleFilter::default(), None, 10_000)).expect("it reads");
    let mut numbers: Vec<i64> = rows.iter().map(|row| row.number).collect();
    numbers.reverse();
    assert_eq!(
        numbers,
        (1..=i64::try_from(rows.len()).expect("few")).collect::<Vec<_>>(),
        "no number is missing or repeated"
    );
    for row in rows {
        let sale = store.read(|reader| reader.sale(row.id)).expect("it reads").expect("it is there");
        let paid: Money = sale.payments.iter().map(|payment| payment.amount).sum();
        assert_eq!(paid, sale.totals.total + sale.rounding, "payments add up to what was due");
        let lines: Money = sale.lines.iter().map(|line| line.base + line.igv + line.icbper).sum();
        assert_eq!(lines, sale.totals.total, "lines add up to the total");
        assert!((-9..=0).contains(&sale.rounding.cents()), "rounding favours the customer, by less than a coin");
    }
}

/// The figures of each session are the sums of its facts.
fn figures_are_sums(day: &Day) {
    assert_eq!(
        day.shop.app.store().session_totals_off().expect("it reads"),
        Vec::<String>::new(),
        "running totals equal what their facts add up to"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn law_08_replaying_the_log_into_an_empty_store_gives_equal_tables(acts in prop::collection::vec(act(), 1..120)) {
        let mut day = Day::begin();
        day.act(&Act::OpenCash(5_000));
        for act in &acts {
            day.act(act);
        }
        sales_are_sound(&day);
        figures_are_sums(&day);
        let store = day.shop.app.store();
        let off: Vec<uuid::Uuid> = store.read(|reader| reader.stock_levels_off()).expect("it reads");
        prop_assert!(off.is_empty(), "each level is the sum of its movements: {off:?}");
        prop_assert!(store.read(|reader| reader.verify_chain()).expect("it reads").is_ok());

        let lines = store.read(|reader| reader.log_lines()).expect("it reads");
        let (_folder, other) = empty_store();
        replay(&other, &lines).expect("the log applies");
        let (told, lived) = (other.dump_logged_tables().expect("it dumps"), store.dump_logged_tables().expect("it dumps"));
        for ((table, told), (_, lived)) in told.iter().zip(&lived) {
            prop_assert_eq!(told, lived, "table {} differs after the replay", table);
        }
        prop_assert_eq!(told.len(), lived.len());
    }
}
