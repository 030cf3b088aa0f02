//! Who sells and who buys.

use caserita_domain::document::IdentityType;

use super::{Refusal, number::issuer_ruc};
use crate::{catalog::identity_code, text::one_line};

/// A fiscal address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// INEI code of the district, six digits (catálogo 13).
    pub ubigeo: String,
    /// Street and number.
    pub line: String,
    /// District.
    pub district: String,
    /// Province.
    pub province: String,
    /// Department.
    pub department: String,
    /// Establishment as SUNAT numbers it; `0000` is the fiscal address.
    pub establishment: String,
}

/// The shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    ruc: String,
    legal_name: String,
    trade_name: Option<String>,
    address: Address,
}

impl Issuer {
    /// A shop that may issue: RUC, razón social and a whole address.
    pub fn new(ruc: &str, legal_name: &str, trade_name: Option<&str>, address: Address) -> Result<Issuer, Refusal> {
        let legal_name = one_line(legal_name, 1500);
        if legal_name.is_empty() {
            return Err(Refusal::IssuerName);
        }
        let address = Address {
            ubigeo: address.ubigeo,
            line: one_line(&address.line, 200),
            district: one_line(&address.district, 30),
            province: one_line(&address.province, 30),
            department: one_line(&address.department, 30),
            establishment: if address.establishment.is_empty() { "0000".to_owned() } else { address.establishment },
        };
        let digits = |text: &str, length| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(&address.ubigeo, 6) || !digits(&address.establishment, 4) || address.line.is_empty() {
            return Err(Refusal::IssuerAddress);
        }
        // A blank trade name is observed (4092): it is left out.
        let trade_name = trade_name.map(|name| one_line(name, 1500)).filter(|name| !name.is_empty());
        Ok(Issuer { ruc: issuer_ruc(ruc)?, legal_name, trade_name, address })
    }

    /// RUC.
    pub fn ruc(&self) -> &str {
        &self.ruc
    }

    /// Razón social.
    pub fn legal_name(&self) -> &str {
        &self.legal_name
    }

    /// Nombre comercial.
    pub fn trade_name(&self) -> Option<&str> {
        self.trade_name.as_deref()
    }

    /// Fiscal address.
    pub fn address(&self) -> &Address {
        &self.address
    }
}

/// The customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    kind: IdentityType,
    number: String,
    name: String,
    address: Option<String>,
}

/// The name of a customer nobody asked. SUNAT wants three letters at least.
const ANYBODY: &str = "CLIENTES VARIOS";

impl Customer {
    /// Nobody in particular: `0`/`0`. A made-up DNI (00000000) is customary and false, so it is not written.
    pub fn anybody() -> Customer {
        Customer { kind: IdentityType::None, number: "0".to_owned(), name: ANYBODY.to_owned(), address: None }
    }

    /// Somebody with a document.
    pub fn identified(kind: IdentityType, number: &str, name: &str, address: Option<&str>) -> Result<Customer, Refusal> {
        if kind == IdentityType::None || !kind.accepts(Some(number)) {
            return Err(Refusal::CustomerNumber);
        }
        let name = one_line(name, 1000);
        if name.chars().count() < 3 {
            return Err(Refusal::CustomerName);
        }
        let address = address.map(|line| one_line(line, 200)).filter(|line| !line.is_empty());
        Ok(Customer { kind, number: number.to_owned(), name, address })
    }

    /// Whether it is somebody.
    pub fn is_identified(&self) -> bool {
        self.kind != IdentityType::None
    }

    /// Kind of identity document.
    pub fn kind(&self) -> IdentityType {
        self.kind
    }

    /// Its code (catálogo 06).
    pub fn kind_code(&self) -> &'static str {
        identity_code(self.kind)
    }

    /// Its number; `0` for nobody.
    pub fn number(&self) -> &str {
        &self.number
    }

    /// Name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Address.
    pub fn address(&self) -> Option<&str> {
        self.address.as_deref()
    }
}
