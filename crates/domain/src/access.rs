//! Who may do what, up to how much, and when a second person must agree.

use caserita_money::{Money, Percent};
use serde::{Deserialize, Serialize};

/// A person's place in the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Dueño: everything.
    Owner,
    /// Encargado: runs the counter.
    Supervisor,
    /// Cajero: sells.
    Cashier,
    /// Técnico: installs; sees no money.
    Technician,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 4] = [Role::Owner, Role::Supervisor, Role::Cashier, Role::Technician];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Role::Owner => "owner",
            Role::Supervisor => "supervisor",
            Role::Cashier => "cashier",
            Role::Technician => "technician",
        }
    }

    /// The role stored under `name`.
    pub fn parse(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.as_str() == name)
    }

    /// Whether this role may do `ability` at all.
    pub const fn may(self, ability: Ability) -> bool {
        use Ability::*;
        match self {
            Role::Owner => true,
            Role::Supervisor => !matches!(ability, EditSettings | EditUsers | MoveData),
            Role::Cashier => matches!(
                ability,
                Sell | OpenCash | CloseCash | CashMovement | OpenDrawer | SeeSales | VoidSale | Reprint | BringLicence
            ),
            Role::Technician => matches!(ability, EditSettings | EditPrinter | BringLicence),
        }
    }

    /// What this role may do without asking, until the owner sets other ceilings.
    pub const fn default_ceiling(self) -> Ceiling {
        let (discount, price_drop, void_cents, out_cents) = match self {
            Role::Owner => (10_000, 10_000, i64::MAX, i64::MAX),
            Role::Supervisor => (3_000, 3_000, 50_000, 100_000),
            Role::Cashier => (500, 0, 0, 5_000),
            Role::Technician => (0, 0, 0, 0),
        };
        Ceiling {
            role: self,
            discount: Percent::from_basis_points(discount),
            price_drop: Percent::from_basis_points(price_drop),
            void_amount: Money::from_cents(void_cents),
            cash_out: Money::from_cents(out_cents),
        }
    }
}

/// Something the API can be asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ability {
    /// Sell and take payment.
    Sell,
    /// Open the cash session.
    OpenCash,
    /// Count and close it.
    CloseCash,
    /// See what should be in the drawer, and the X report.
    SeeExpected,
    /// Put cash in or take it out.
    CashMovement,
    /// Open the drawer without a sale.
    OpenDrawer,
    /// Change products and prices.
    EditCatalog,
    /// Correct stock.
    AdjustStock,
    /// Look at past sales.
    SeeSales,
    /// Void a sale of the open session.
    VoidSale,
    /// Print a copy.
    Reprint,
    /// Change the shop's and the till's data.
    EditSettings,
    /// Change users and ceilings.
    EditUsers,
    /// Set up printers.
    EditPrinter,
    /// Copy the shop's data, bring a copy back, take lists of it out.
    MoveData,
    /// Bring a licence: it is signed, so whoever stands at a locked till may.
    BringLicence,
}

impl Ability {
    /// Every ability.
    pub const ALL: [Ability; 16] = [
        Ability::Sell,
        Ability::OpenCash,
        Ability::CloseCash,
        Ability::SeeExpected,
        Ability::CashMovement,
        Ability::OpenDrawer,
        Ability::EditCatalog,
        Ability::AdjustStock,
        Ability::SeeSales,
        Ability::VoidSale,
        Ability::Reprint,
        Ability::EditSettings,
        Ability::EditUsers,
        Ability::EditPrinter,
        Ability::MoveData,
        Ability::BringLicence,
    ];
}

/// How far a role goes alone. Beyond it another person's PIN is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ceiling {
    /// Whose ceiling.
    pub role: Role,
    /// Largest discount, of a line or of the ticket.
    pub discount: Percent,
    /// Largest drop of a price below the shelf price.
    pub price_drop: Percent,
    /// Largest sale it may void.
    pub void_amount: Money,
    /// Largest withdrawal.
    pub cash_out: Money,
}

/// One thing measured against a ceiling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limited {
    /// A discount of this share.
    Discount(Percent),
    /// A price this far below the shelf price.
    PriceDrop(Percent),
    /// Voiding a sale of this total.
    Void(Money),
    /// Taking this much out of the drawer.
    CashOut(Money),
}

impl Ceiling {
    /// Whether `asked` is within this ceiling.
    pub fn allows(&self, asked: Limited) -> bool {
        match asked {
            Limited::Discount(share) => share <= self.discount,
            Limited::PriceDrop(share) => share <= self.price_drop,
            Limited::Void(total) => total <= self.void_amount,
            Limited::CashOut(amount) => amount <= self.cash_out,
        }
    }
}
