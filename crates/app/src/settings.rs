//! What the owner sets: shop, till, ceilings, printer.

use caserita_domain::{
    access::{Ability, Ceiling, Role},
    document::{DocKind, ruc_is_valid},
};
use caserita_printing::{Picture, PrinterProfile};
use caserita_store::{Reader, Setting};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::{App, Call, Door, Error, Result, fiscal, gate::Op};
use caserita_licensing::Deed;

const SHOP: &str = "shop";
const PRINTER: &str = "printer";
const CEILINGS: &str = "ceilings";
/// A logo is printed at 100 rows at most, and an operation of the log holds 64 KiB; a larger file is a photograph picked by
/// mistake.
const LOGO_BYTES: usize = 45_000;

/// The shop as its papers and screens show it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shop {
    /// Nombre comercial.
    pub trade_name: String,
    /// Razón social.
    pub legal_name: Option<String>,
    /// RUC, its check digit verified.
    pub ruc: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Said at the end of a receipt.
    pub receipt_message: Option<String>,
    /// Accent colour, `#rrggbb`.
    pub accent: Option<String>,
    /// Logo, PNG as base64.
    pub logo_png: Option<String>,
    /// Whether the shop is only being tried.
    #[serde(default)]
    pub demo: bool,
}

/// The RUC of the demo shop, as its file has it.
const DEMO_RUC: &str = "20123456786";

impl Shop {
    /// Whether this is the demo shop as it was made: with a RUC of its own it is somebody's.
    pub(crate) fn is_demo(&self) -> bool {
        self.demo && self.ruc.as_deref().is_none_or(|ruc| ruc == DEMO_RUC)
    }
}

/// The till as its settings show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TillSettings {
    /// Identity.
    pub id: uuid::Uuid,
    /// Name.
    pub name: String,
    /// Its series of notas de venta.
    pub series: String,
    /// The number the next one gets.
    pub next_number: i64,
}

pub(crate) fn shop(reader: &Reader<'_>) -> Result<Shop> {
    Ok(reader.setting(SHOP)?.unwrap_or_default())
}

/// The printer's profile. One that this program cannot read must not stop a sale: it counts as no printer.
pub(crate) fn printer(reader: &Reader<'_>) -> Result<PrinterProfile> {
    match reader.setting(PRINTER) {
        Err(caserita_store::Error::Json(error)) => {
            tracing::error!(%error, "the printer's profile cannot be read; set it up again");
            Ok(PrinterProfile::default())
        }
        read => Ok(read?.unwrap_or_default()),
    }
}

/// The ceiling of a role: the owner's figure, or the default.
pub(crate) fn ceiling(reader: &Reader<'_>, role: Role) -> Result<Ceiling> {
    let set: BTreeMap<String, Ceiling> = reader.setting(CEILINGS)?.unwrap_or_default();
    Ok(set.get(role.as_str()).copied().unwrap_or(role.default_ceiling()))
}

impl App {
    /// The shop's data.
    pub fn shop(&self, door: Door) -> Result<Shop> {
        self.user_at(door)?;
        self.store.read(shop)
    }

    /// Changes the shop's data.
    pub fn set_shop(&self, call: &Call, input: Shop) -> Result<Shop> {
        let input = checked_shop(input)?;
        self.transact(call, Op::audited("shop.set", Ability::EditSettings, Deed::SendIssued), |act| {
            let demo = shop(act.tx)?.demo;
            fiscal::check_shop(act.tx, &input)?;
            Ok(act.tx.set(&Setting::new(SHOP, &Shop { demo, ..input })?)?)
        })?;
        self.store.read(shop)
    }

    /// The till's data.
    pub fn till(&self, door: Door) -> Result<TillSettings> {
        self.user_at(door)?;
        self.store.read(|reader| {
            let till = reader.till(self.till_id)?.ok_or(Error::NotFound)?;
            let (series, last) = reader.series(self.till_id, DocKind::NotaVenta)?.ok_or(Error::NotFound)?;
            Ok(TillSettings { id: till.id, name: till.name, series, next_number: last + 1 })
        })
    }

    /// Renames the till.
    pub fn rename_till(&self, call: &Call, name: &str) -> Result<TillSettings> {
        let name = required(name, Error::ShopNameRequired)?;
        self.transact(call, Op::audited("till.set", Ability::EditSettings, Deed::View), |act| {
            let mut till = act.tx.till(self.till_id)?.ok_or(Error::NotFound)?;
            till.name = name;
            Ok(act.tx.set(&till)?)
        })?;
        self.till(call.door)
    }

    /// What each role may do alone.
    pub fn ceilings(&self, door: Door) -> Result<Vec<Ceiling>> {
        self.allowed(door, Ability::EditUsers)?;
        self.store.read(|reader| Role::ALL.into_iter().map(|role| ceiling(reader, role)).collect())
    }

    /// Changes what a role may do alone. The owner's own stays without limit.
    pub fn set_ceiling(&self, call: &Call, input: Ceiling) -> Result<Vec<Ceiling>> {
        let within = (0..=10_000).contains(&input.discount.basis_points())
            && (0..=10_000).contains(&input.price_drop.basis_points())
            && !input.void_amount.is_negative()
            && !input.cash_out.is_negative();
        if !within || input.role == Role::Owner {
            return Err(Error::AmountInvalid);
        }
        self.transact(call, Op::audited("ceiling.set", Ability::EditUsers, Deed::View), |act| {
            let mut all: BTreeMap<String, Ceiling> = act.tx.setting(CEILINGS)?.unwrap_or_default();
            all.insert(input.role.as_str().to_owned(), input);
            Ok(act.tx.set(&Setting::new(CEILINGS, &all)?)?)
        })?;
        self.ceilings(call.door)
    }

    /// The printer's profile.
    pub fn printer(&self, door: Door) -> Result<PrinterProfile> {
        self.user_at(door)?;
        self.store.read(printer)
    }

    /// Changes the printer's profile; what waits in the spool is tried on it at once.
    pub fn set_printer(&self, call: &Call, profile: PrinterProfile) -> Result<PrinterProfile> {
        self.transact(call, Op::audited("printer.set", Ability::EditPrinter, Deed::Reprint), |act| {
            act.tx.touch(caserita_store::Topic::Printing);
            Ok(act.tx.set(&Setting::new(PRINTER, &profile)?)?)
        })?;
        self.retry_waiting_prints()?;
        self.store.read(printer)
    }
}

/// Trims what was typed, checks it, and turns empty texts into none.
pub(crate) fn checked_shop(input: Shop) -> Result<Shop> {
    let shop = Shop {
        trade_name: required(&input.trade_name, Error::ShopNameRequired)?,
        legal_name: optional(input.legal_name),
        ruc: optional(input.ruc),
        address: optional(input.address),
        phone: optional(input.phone),
        receipt_message: optional(input.receipt_message),
        accent: optional(input.accent),
        logo_png: optional(input.logo_png),
        demo: input.demo,
    };
    if shop.ruc.as_deref().is_some_and(|ruc| !ruc_is_valid(ruc)) {
        return Err(Error::RucInvalid);
    }
    if shop.logo_png.as_deref().is_some_and(|logo| logo.len() > LOGO_BYTES || Picture::from_base64_png(logo).is_err()) {
        return Err(Error::LogoInvalid);
    }
    if shop.accent.as_deref().is_some_and(|accent| !accent_is_readable(accent)) {
        return Err(Error::AccentContrast);
    }
    Ok(shop)
}

/// Whether white text on the colour reaches the 4.5 : 1 of WCAG 2.2 AA (and the colour, being that dark, the 3 : 1 of an
/// edge on white).
fn accent_is_readable(accent: &str) -> bool {
    let Some(hex) = accent.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.is_ascii()) else { return false };
    let channel = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok().map(linear);
    match (channel(0), channel(2), channel(4)) {
        (Some(red), Some(green), Some(blue)) => 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 4.5,
        _ => false,
    }
}

/// The sRGB transfer function of WCAG's relative luminance.
fn linear(channel: u8) -> f64 {
    let share = f64::from(channel) / 255.0;
    if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
}

/// A text a person typed, trimmed; none when nothing is left.
pub(crate) fn optional(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// A text a person must type, trimmed.
pub(crate) fn required(text: &str, missing: Error) -> Result<String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 200 { Err(missing) } else { Ok(text.to_owned()) }
}
