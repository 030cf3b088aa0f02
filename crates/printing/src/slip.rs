//! The slip that stays in the drawer when money goes in or out by hand, or when it is opened without a sale.

use caserita_money::Money;
use chrono::{DateTime, FixedOffset};

use crate::ticket::{Amount, Block, Fact, Heading, Ticket};

/// One movement of the drawer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CashSlip {
    /// Which shop.
    pub shop: Heading,
    /// What happened.
    pub kind: SlipKind,
    /// Why.
    pub reason: String,
    /// Who did it.
    pub by: String,
    /// Who allowed it, when that was somebody else.
    pub approved_by: Option<String>,
    /// Which till.
    pub till: String,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Whether it came out before.
    pub copy: bool,
    /// Whether the shop is only being tried.
    pub demo: bool,
}

/// What happened to the drawer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlipKind {
    /// Money went in.
    Income(Money),
    /// Money went out.
    Withdrawal(Money),
    /// It was opened, and nothing else.
    Opening,
}

impl SlipKind {
    fn title(self) -> &'static str {
        match self {
            SlipKind::Income(_) => "INGRESO DE CAJA",
            SlipKind::Withdrawal(_) => "RETIRO DE CAJA",
            SlipKind::Opening => "APERTURA DE GAVETA",
        }
    }

    fn amount(self) -> Option<Money> {
        match self {
            SlipKind::Income(amount) | SlipKind::Withdrawal(amount) => Some(amount),
            SlipKind::Opening => None,
        }
    }
}

impl From<&CashSlip> for Ticket {
    fn from(slip: &CashSlip) -> Ticket {
        let mut facts = vec![
            Fact::new("Fecha", slip.at.format("%d/%m/%Y %H:%M").to_string()),
            Fact::new("Caja", &slip.till),
            Fact::new("Hecho por", &slip.by),
        ];
        facts.extend(slip.approved_by.as_ref().map(|name| Fact::new("Autorizó", name)));
        facts.push(Fact::new("Motivo", &slip.reason));
        let mut blocks = vec![
            Block::centered(&slip.shop.trade_name),
            Block::Title { text: slip.kind.title().to_owned(), number: None },
            Block::Gap,
            Block::Facts { facts },
        ];
        if let Some(amount) = slip.kind.amount() {
            let amounts = vec![Amount::soles("MONTO", amount).big()];
            blocks.extend([Block::Rule, Block::Amounts { amounts }, Block::Rule]);
        }
        blocks.extend([Block::Gap, Block::Gap, Block::Signature { label: slip.by.clone() }]);
        Ticket { title: slip.kind.title().to_owned(), issued_at: slip.at, copy: slip.copy, demo: slip.demo, blocks }
    }
}
