//! The families into which SUNAT's conditions fall, and how each is run at one place.

use rust_decimal::Decimal;

use super::{
    amounts::amount,
    format::Format,
    lists::{self, List},
    path::{Path, Place},
    scene::Scene,
    tree::Element,
};

/// What one row asks of one place.
#[derive(Debug, Clone)]
pub(crate) enum Family {
    /// It must be there and say something.
    Filled,
    /// It must be there.
    There,
    /// If the tag is there, its attribute must say something.
    Attributed,
    /// If it is there, it must say something.
    NotEmpty,
    /// It must not be there.
    Absent,
    /// There, and not zero.
    FilledNotZero,
    /// The container of the tag must be there.
    Contained,
    /// The container of the tag may be there once.
    ContainedOnce,
    /// No other place says the same, in the document or (`by_line`) in the line.
    Unique { by_line: bool },
    /// One of these values, or (`not`) none of them.
    OneOf { values: Vec<&'static str>, not: bool },
    /// A number that does this.
    Number(Number),
    /// The document's currency.
    Currency,
    /// In this catálogo; with `dash`, a dash will do.
    Listed { list: List, dash: bool },
    /// An affectation that goes with its tributo.
    Affectation,
    /// An operation that goes with the document's kind.
    Operation,
    /// The name of the tributo.
    TaxName,
    /// The international code of the tributo.
    TaxKind,
    /// In this format.
    Shaped(Format),
}

/// What a number must do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Number {
    Zero,
    NotZero,
    NotAbove(Decimal),
    AtLeastOne,
    WithinOne,
}

impl Family {
    /// Whether an empty value is this family's to judge, rather than a presence row's of the same tag.
    pub(crate) fn is_presence(&self) -> bool {
        matches!(self, Self::Filled | Self::FilledNotZero | Self::NotEmpty)
    }

    /// The elements that break the row; `skip_empty` leaves an empty value to the tag's own presence row.
    pub(crate) fn broken_at<'t>(
        &self,
        scene: &Scene<'t>,
        path: &Path,
        places: &[Place<'t>],
        skip_empty: bool,
    ) -> Vec<Element<'t>> {
        match self {
            Self::Contained => containers(path, scene, |count| count == 0),
            Self::ContainedOnce => containers(path, scene, |count| count > 1),
            Self::Unique { by_line } => repeated(path, places, *by_line),
            _ => places
                .iter()
                .filter(|place| self.breaks(scene, path, **place, skip_empty))
                .map(|place| place.nearest())
                .collect(),
        }
    }

    fn breaks(&self, scene: &Scene<'_>, path: &Path, place: Place<'_>, skip_empty: bool) -> bool {
        let value = value(path, place);
        match (self, value) {
            (Self::Filled, value) => value.is_none_or(|value| value.trim().is_empty()),
            (Self::There, value) => value.is_none(),
            (Self::Attributed, value) => place.found().is_some() && value.is_none_or(str::is_empty),
            (Self::Absent, value) => value.is_some(),
            (Self::NotEmpty, value) => value.is_some_and(|value| value.trim().is_empty()),
            (Self::FilledNotZero, _) => place.found().and_then(amount).is_none_or(|value| value.is_zero()),
            (_, None) => false,
            (_, Some(value)) if skip_empty && value.trim().is_empty() => false,
            (_, Some(value)) => self.refuses(scene, place.nearest(), value),
        }
    }

    fn refuses(&self, scene: &Scene<'_>, element: Element<'_>, value: &str) -> bool {
        let tax = || super::guard::Subject::Tax.value(element);
        match self {
            Self::OneOf { values, not } => values.contains(&value) == *not,
            Self::Currency => value != scene.currency,
            Self::Listed { list, dash } => !(list.has(value) || *dash && value == "-"),
            Self::Affectation => !lists::affectation_fits(value, tax()),
            Self::Operation => !lists::operation_fits(value, scene.root.text_at("InvoiceTypeCode")),
            Self::TaxName => lists::tax(tax()).is_some_and(|(name, _)| name != value),
            Self::TaxKind => lists::tax(tax()).is_some_and(|(_, kind)| kind != value),
            Self::Shaped(format) => !format.fits(value),
            Self::Number(number) => amount(element).is_some_and(|value| !number.accepts(value)),
            _ => false,
        }
    }
}

impl Number {
    fn accepts(self, value: Decimal) -> bool {
        match self {
            Self::Zero => value.is_zero(),
            Self::NotZero => !value.is_zero(),
            Self::NotAbove(most) => value <= most,
            Self::AtLeastOne => value >= Decimal::ONE,
            Self::WithinOne => value.abs() <= Decimal::ONE,
        }
    }
}

fn value<'t>(path: &Path, place: Place<'t>) -> Option<&'t str> {
    let element = place.found()?;
    match path.attribute {
        Some(attribute) => element.attribute(attribute),
        None => Some(element.text()),
    }
}

fn containers<'t>(path: &Path, scene: &Scene<'t>, broken: impl Fn(usize) -> bool) -> Vec<Element<'t>> {
    path.containers(scene.root).into_iter().filter(|(_, count)| broken(*count)).map(|(holder, _)| holder).collect()
}

fn repeated<'t>(path: &Path, places: &[Place<'t>], by_line: bool) -> Vec<Element<'t>> {
    let mut seen = Vec::new();
    let mut again = Vec::new();
    for place in places {
        let (Some(value), element) = (value(path, *place), place.nearest()) else { continue };
        let line = if by_line { element.line().map(|(number, _)| number) } else { None };
        if seen.contains(&(line, value)) {
            again.push(element);
        }
        seen.push((line, value));
    }
    again
}
