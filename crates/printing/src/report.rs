//! The X and Z reports: what a cash session sold, and what must be in its drawer.

use caserita_money::{Money, Quantity};
use chrono::{DateTime, FixedOffset};

use crate::ticket::{Amount, Block, Fact, Heading, Ticket};

/// A report of one cash session. Every figure is already computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CashReport {
    /// Which shop.
    pub shop: Heading,
    /// X or Z.
    pub kind: ReportKind,
    /// Which till.
    pub till: String,
    /// The day the session counts for, as it is read: `28/07/2026`.
    pub business_date: String,
    /// When and by whom the session was opened.
    pub opened_at: DateTime<FixedOffset>,
    /// See `opened_at`.
    pub opened_by: String,
    /// When the report was taken (X) or the session closed (Z).
    pub taken_at: DateTime<FixedOffset>,
    /// By whom.
    pub taken_by: String,
    /// What was sold.
    pub sales: SalesFigures,
    /// By tender, in the order of the payment screen.
    pub tenders: Vec<TenderFigure>,
    /// What went in and out of the drawer.
    pub drawer: DrawerFigures,
    /// By person; shown when there is more than one.
    pub cashiers: Vec<CashierFigure>,
    /// What the closer wrote.
    pub note: Option<String>,
    /// Whether it came out before.
    pub copy: bool,
    /// Whether the shop is only being tried.
    pub demo: bool,
}

/// Which report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportKind {
    /// A look at the open session; nothing changes.
    X,
    /// The close, numbered for ever.
    Z {
        /// One more than the close before.
        number: u32,
    },
}

/// What was sold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SalesFigures {
    /// The first and last document, in a Z from before series were told apart.
    pub numbers: Option<(String, String)>,
    /// What was numbered, by series.
    pub series: Vec<SeriesFigure>,
    /// How many sales were paid.
    pub count: u32,
    /// Before discounts.
    pub gross: Money,
    /// All discounts, as a positive amount.
    pub discounts: Money,
    /// All cash roundings: nought or negative.
    pub rounding: Money,
    /// What was sold.
    pub total: Money,
    /// How many were voided.
    pub voids: u32,
    /// And for how much.
    pub voided: Money,
    /// How many returns there were.
    pub refunds: u32,
    /// And what was handed back for them.
    pub refunded: Money,
    /// How many charges on sales of before there were.
    pub charges: u32,
    /// And what was taken for them.
    pub charged: Money,
    /// The taxed part, without its tax.
    pub taxable: Money,
    /// The part that is exempt by law.
    pub exempt: Money,
    /// The part outside the tax.
    pub unaffected: Money,
    /// The sales tax.
    pub igv: Money,
    /// The tax on plastic bags.
    pub icbper: Money,
}

/// What was numbered in one series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesFigure {
    /// `B001`.
    pub series: String,
    /// First number.
    pub first: i64,
    /// Last number.
    pub last: i64,
    /// How many.
    pub count: u32,
}

/// What one tender brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenderFigure {
    /// `Efectivo`, `Yape`.
    pub tender: String,
    /// How many payments.
    pub count: u32,
    /// How much.
    pub amount: Money,
}

/// What went in and out of the drawer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DrawerFigures {
    /// What it was opened with.
    pub float: Money,
    /// What sales brought in cash, change already handed back.
    pub cash_sales: Money,
    /// Paid in by hand.
    pub income: Money,
    /// Taken out by hand, as a positive amount.
    pub withdrawals: Money,
    /// Handed back in cash for returns, as a positive amount.
    pub refunds: Money,
    /// Taken in cash for charges on sales of before.
    pub charges: Money,
    /// Handed back as change; already taken from `cash_sales`.
    pub change_given: Money,
    /// What must be in it.
    pub expected: Option<Money>,
    /// What was counted, and the denominations: face value and how many.
    pub counted: Option<Money>,
    /// See `counted`.
    pub counts: Vec<(Money, u32)>,
    /// Counted minus expected.
    pub difference: Option<Money>,
    /// What stays for the next session.
    pub left_float: Option<Money>,
    /// What is taken away.
    pub deposit: Option<Money>,
    /// How often it was opened.
    pub openings: u32,
    /// How many tickets were printed again.
    pub reprints: u32,
}

/// What one person sold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CashierFigure {
    /// Who.
    pub name: String,
    /// How many sales.
    pub count: u32,
    /// How much.
    pub total: Money,
}

impl From<&CashReport> for Ticket {
    fn from(report: &CashReport) -> Ticket {
        let (title, number) = match report.kind {
            ReportKind::X => ("REPORTE X", None),
            ReportKind::Z { number } => ("CIERRE Z", Some(format!("N.º {number}"))),
        };
        let mut blocks = vec![
            Block::Heading(Heading { logo_png: None, ..report.shop.clone() }),
            Block::Gap,
            Block::Title { text: title.to_owned(), number },
            Block::Gap,
            Block::Facts { facts: facts(report) },
            Block::Rule,
        ];
        blocks.extend(figures(report));
        if let Some(note) = &report.note {
            blocks.extend([Block::Rule, Block::text(format!("Nota: {note}"))]);
        }
        if matches!(report.kind, ReportKind::Z { .. }) {
            blocks.extend([Block::Gap, Block::Gap, Block::Signature { label: report.taken_by.clone() }]);
        }
        Ticket { title: name(report.kind), issued_at: report.taken_at, copy: report.copy, demo: report.demo, blocks }
    }
}

fn name(kind: ReportKind) -> String {
    match kind {
        ReportKind::X => "Reporte X".to_owned(),
        ReportKind::Z { number } => format!("Cierre Z {number}"),
    }
}

fn facts(report: &CashReport) -> Vec<Fact> {
    let at = |time: &DateTime<FixedOffset>| time.format("%d/%m/%Y %H:%M").to_string();
    let taken = if report.kind == ReportKind::X { "Emitido" } else { "Cierre" };
    let mut facts = vec![
        Fact::new("Caja", &report.till),
        Fact::new("Día", &report.business_date),
        Fact::new("Apertura", format!("{} {}", at(&report.opened_at), report.opened_by)),
        Fact::new(taken, format!("{} {}", at(&report.taken_at), report.taken_by)),
    ];
    if let Some((first, last)) = &report.sales.numbers {
        facts.push(Fact::new("Del", first));
        facts.push(Fact::new("Al", last));
    }
    facts
}

fn figures(report: &CashReport) -> Vec<Block> {
    let mut parts = vec![
        ("VENTAS", sales(&report.sales)),
        (
            "MEDIOS DE PAGO",
            report.tenders.iter().map(|tender| counted(&tender.tender, tender.count, tender.amount)).collect(),
        ),
        ("EFECTIVO EN CAJA", cash(&report.drawer)),
    ];
    if !report.drawer.counts.is_empty() {
        parts.push(("CONTEO", count(&report.drawer)));
    }
    if report.cashiers.len() > 1 {
        let people = report.cashiers.iter().map(|cashier| counted(&cashier.name, cashier.count, cashier.total));
        parts.push(("POR CAJERO", people.collect()));
    }
    parts.push(("COMPROBANTES", report.sales.series.iter().map(numbers).collect()));
    parts.push(("CONTROL", control(&report.drawer)));
    let mut blocks: Vec<Block> = Vec::new();
    for (title, amounts) in parts.into_iter().filter(|(_, amounts)| !amounts.is_empty()) {
        if !blocks.is_empty() {
            blocks.push(Block::Gap);
        }
        blocks.extend([Block::section(title), Block::Amounts { amounts }]);
    }
    blocks
}

fn sales(sales: &SalesFigures) -> Vec<Amount> {
    let mut amounts = vec![Amount::count("Ventas", sales.count), Amount::soles("Venta bruta", sales.gross)];
    amounts.extend(some("Descuentos", -sales.discounts));
    amounts.extend([
        Amount::soles("Gravado", sales.taxable),
        Amount::soles("IGV", sales.igv),
        Amount::soles("Exonerado", sales.exempt),
    ]);
    amounts.extend(some("Inafecto", sales.unaffected));
    amounts.extend(some("ICBPER", sales.icbper));
    amounts.push(Amount::soles("TOTAL", sales.total).big());
    amounts.extend(some("Redondeo de efectivo", sales.rounding));
    if sales.voids > 0 {
        amounts.push(counted("Anuladas", sales.voids, sales.voided));
    }
    if sales.refunds > 0 {
        amounts.push(counted("Devoluciones", sales.refunds, sales.refunded));
    }
    if sales.charges > 0 {
        amounts.push(counted("Cargos", sales.charges, sales.charged));
    }
    amounts
}

fn cash(drawer: &DrawerFigures) -> Vec<Amount> {
    let mut amounts =
        vec![Amount::soles("Fondo inicial", drawer.float), Amount::soles("Ventas en efectivo", drawer.cash_sales)];
    amounts.extend(some("Ingresos", drawer.income));
    amounts.extend(some("Retiros", -drawer.withdrawals));
    amounts.extend(some("Devoluciones", -drawer.refunds));
    amounts.extend(some("Cargos", drawer.charges));
    amounts.extend(drawer.expected.map(|expected| Amount::soles("Debe haber", expected).bold()));
    amounts.extend(drawer.counted.map(|counted| Amount::soles("Contado", counted).bold()));
    amounts.extend(drawer.difference.map(difference));
    amounts.extend(drawer.left_float.map(|left| Amount::soles("Queda de fondo", left)));
    amounts.extend(drawer.deposit.map(|deposit| Amount::soles("Se retira", deposit)));
    amounts
}

fn difference(difference: Money) -> Amount {
    let label = match difference.cents() {
        0 => "Cuadra",
        missing if missing < 0 => "FALTA",
        _ => "SOBRA",
    };
    Amount::soles(label, difference).big()
}

fn count(drawer: &DrawerFigures) -> Vec<Amount> {
    let row = |(face, many): &(Money, u32)| {
        Amount::soles(format!("S/ {face} x {many}"), face.times(Quantity::units(i64::from(*many))))
    };
    drawer.counts.iter().filter(|(_, many)| *many > 0).map(row).collect()
}

fn control(drawer: &DrawerFigures) -> Vec<Amount> {
    let mut amounts: Vec<Amount> = some("Vueltos entregados", drawer.change_given).into_iter().collect();
    amounts.push(Amount::count("Aperturas de gaveta", drawer.openings));
    amounts.push(Amount::count("Reimpresiones", drawer.reprints));
    amounts
}

fn numbers(of: &SeriesFigure) -> Amount {
    Amount::count(format!("{} del {} al {}", of.series, of.first, of.last), of.count)
}

fn counted(label: &str, count: u32, amount: Money) -> Amount {
    Amount::soles(format!("{label} ({count})"), amount)
}

/// A row that is only worth its paper when it is not nought.
fn some(label: &str, amount: Money) -> Option<Amount> {
    (!amount.is_zero()).then(|| Amount::soles(label, amount))
}
