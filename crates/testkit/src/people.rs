//! The people of every test shop: those of the demo, with their PINs.

use caserita_domain::access::Role;

/// Someone who works at the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Person {
    /// Rosario, the owner.
    Owner,
    /// Julio, who runs the counter.
    Supervisor,
    /// Rosa, at the till.
    Cashier,
    /// Kevin, at the till too.
    OtherCashier,
    /// Who installs the program.
    Technician,
}

impl Person {
    /// Everyone.
    pub const ALL: [Person; 5] =
        [Person::Owner, Person::Supervisor, Person::Cashier, Person::OtherCashier, Person::Technician];

    /// Their name.
    pub const fn name(self) -> &'static str {
        match self {
            Person::Owner => "Rosario Quispe",
            Person::Supervisor => "Julio Ñaupari",
            Person::Cashier => "Rosa Mamani",
            Person::OtherCashier => "Kevin Huamán",
            Person::Technician => "Técnico",
        }
    }

    /// Their PIN.
    pub const fn pin(self) -> &'static str {
        match self {
            Person::Owner => "407163",
            Person::Supervisor => "592608",
            Person::Cashier => "7318",
            Person::OtherCashier => "8604",
            Person::Technician => "265917",
        }
    }

    /// Their role.
    pub const fn role(self) -> Role {
        match self {
            Person::Owner => Role::Owner,
            Person::Supervisor => Role::Supervisor,
            Person::Cashier | Person::OtherCashier => Role::Cashier,
            Person::Technician => Role::Technician,
        }
    }
}
