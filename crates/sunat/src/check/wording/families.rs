//! Reads to which family a condition's core belongs, by its wording.
//!
//! Only whole wordings are known: one that is not is nothing, and the test `coverage` then asks for a reason.

use rust_decimal::Decimal;

use crate::check::{
    family::{Family, Number},
    format::Format,
    lists::List,
    path::Path,
};

/// "If it is there": said before much that only ever looks at what is there.
const LEADS: [&str; 13] = [
    "tag ubl existe, ",
    "tag ubl existe y es diferente de vacío, ",
    "tag existe, ",
    "tag existe y ",
    "existe el tag ubl, ",
    "existe el tag, ",
    "existe tag ubl, ",
    "existe el atributo, ",
    "atributo existe, ",
    "es diferente de vacío, ",
    "el tag existe, ",
    "si ",
    "el ",
];

/// What a core speaks of: always the row's own tag or attribute.
const SUBJECTS: [&str; 11] = [
    "valor del tag ubl ",
    "valor del tag ",
    "valor del atributo ",
    "valor ingresado ",
    "valor ",
    "formato del tag ubl ",
    "formato del tag ",
    "longitud del tag ubl ",
    "atributo @currencyid del tag ubl ",
    "tag ubl ",
    "tag ",
];

/// The family of a condition's core, if its wording is of one.
pub(crate) fn read(core: &'static str, root: &str, path: &Path) -> Option<Family> {
    let core = strip_notes(core);
    let low = core.to_lowercase();
    let low = low.trim_end_matches(['.', ' ']);
    if let Some(family) = presence(low).or_else(|| repetition(low)) {
        return Some(family);
    }
    let stated = strip_leads(core);
    let low = stated.to_lowercase();
    let subject = SUBJECTS.iter().find(|subject| low.starts_with(**subject))?;
    let told = &stated[subject.len()..];
    number(told.to_lowercase().trim_end_matches(['.', ' ']))
        .or_else(|| listed(&low, root, path))
        .or_else(|| shaped(&low, stated))
        .or_else(|| one_of(told))
}

fn strip_leads(core: &'static str) -> &'static str {
    let mut rest = core;
    while let Some(lead) =
        LEADS.iter().find(|lead| rest.get(..lead.len()).is_some_and(|start| start.to_lowercase() == **lead))
    {
        rest = &rest[lead.len()..];
    }
    rest
}

fn shaped(low: &str, stated: &'static str) -> Option<Family> {
    let speaks = ["formato ", "longitud "].iter().any(|word| low.starts_with(word));
    (speaks || low.contains(" numérico de ") || low.contains(": / - ")).then(|| Format::read(stated).map(Family::Shaped))?
}

/// Cuts the remarks SUNAT adds after a condition.
fn strip_notes(core: &'static str) -> &'static str {
    let notes = [" / * Validación", " / Validación", " / *Nota", " / * Nota"];
    notes.iter().filter_map(|note| core.find(note)).min().map_or(core, |end| &core[..end]).trim()
}

fn presence(low: &str) -> Option<Family> {
    let filled = [
        "no existe el tag ubl o es vacío",
        "no existe el tag ubl o es vacio",
        "no existe el tag o es vacío",
        "no existe el tag o es vacio",
        "tag ubl no existe o es vacio",
        "tag ubl no existe o es vacío",
        "no existe el atributo o es vacío",
        "no existe el atributo del tag ubl o es vacío",
        "tag ubl es vacío",
        "tag ubl es vacio",
    ];
    match low {
        low if filled.contains(&low) => Some(Family::Filled),
        "no existe el tag ubl o es cero (0)" => Some(Family::FilledNotZero),
        "no existe el tag ubl" | "no existe el tag" | "tag ubl no existe" | "no existe el atributo" => Some(Family::There),
        "tag ubl existe, no existe el atributo del tag ubl o es vacío" => Some(Family::Attributed),
        // What the guards leave of "existe el tag y es vacío".
        "es vacío" => Some(Family::NotEmpty),
        "existe el tag ubl" => Some(Family::Absent),
        _ if low.starts_with("no existe el tag /") || low.starts_with("no existe el tag cac:") => Some(Family::Contained),
        _ => None,
    }
}

fn repetition(low: &str) -> Option<Family> {
    let once = low.starts_with("existe más de un tag ubl")
        || low.starts_with("existe en el mismo ítem más de un tag cac:")
        || low.starts_with("existe a nivel global más de un tag cac:");
    if once {
        return Some(Family::ContainedOnce);
    }
    let by_line = low.starts_with("existe en el mismo ítem ") || low.ends_with("/sac:summarydocumentsline");
    let same = low.contains("con el mismo valor del tag ubl (cbc:")
        || low.starts_with("valor del tag ubl se repite en el /")
        || low.starts_with("valor del tag ubl no puede repetirse en /")
        || low == "valor del atributo se repite en el comprobante"
        || low == "tag ubl se repite dentro del mismo documento";
    same.then_some(Family::Unique { by_line })
}

fn number(told: &str) -> Option<Family> {
    let number = match told {
        "absoluto es mayor a 1" => Number::WithinOne,
        "es diferente de 0" | "es diferente de cero" => Number::Zero,
        "es igual a 0" | "es igual a cero" | "es igual a 0 (cero)" | "es cero (0)" => Number::NotZero,
        "es mayor a 0 (cero)" | "es mayor a cero" => Number::NotAbove(Decimal::ZERO),
        "es menor a 1" => Number::AtLeastOne,
        _ => return None,
    };
    Some(Family::Number(number))
}

fn listed(low: &str, root: &str, path: &Path) -> Option<Family> {
    if low.contains("al ingresado en 'tipo de moneda'") {
        return Some(Family::Currency);
    }
    if low.contains("'nombre del tributo' del listado") {
        return Some(Family::TaxName);
    }
    if low.contains("'código internacional del tributo' del listado") {
        return Some(Family::TaxKind);
    }
    if low.contains("listado según su código de tributo") {
        return Some(Family::Affectation);
    }
    if low.contains("listado (catálogo 51)") {
        return Some(Family::Operation);
    }
    let wordings = ["listado", "catálogo"];
    let told = [
        "diferente al ",
        "diferente al código del tributo del ",
        "no existe en el ",
        "no está en el ",
        "distinto al ",
        "distinto a los valores del ",
        "no se encuentra en el ",
    ];
    let asks = told.iter().any(|told| wordings.iter().any(|word| low.contains(&format!("{told}{word}"))));
    if !asks || low.contains("estado") || low.contains("igual a") {
        return None;
    }
    let tag = match path.attribute {
        Some(attribute) => format!("{}@{attribute}", path.names()),
        None => path.names(),
    };
    List::of(root, &tag).map(|list| Family::Listed { list, dash: low.contains('-') || low.contains("guión") })
}

/// "es diferente de 'a' y 'b'", "es diferente a 6 (RUC)", "es igual a '00'": the values, if nothing else follows.
fn one_of(told: &'static str) -> Option<Family> {
    let words = [("es diferente de ", false), ("es diferente a ", false), ("es igual a ", true)];
    let (list, not) = words.iter().find_map(|(word, not)| Some((told.strip_prefix(word)?, *not)))?;
    let list = list.split(" (").next().unwrap_or(list).trim_end_matches(['.', ' ']);
    let (list, or_none) = match list.split_once(", vacío y guion") {
        Some((list, _)) => (list, ["", "-"].as_slice()),
        None => (list, [].as_slice()),
    };
    let parts: Vec<&'static str> = list.split(['\'', '"']).collect();
    let mut values: Vec<&'static str> = match parts.len() {
        1 => list.split(", ").collect(),
        _ => parts.iter().skip(1).step_by(2).map(|value| value.trim()).collect(),
    };
    let bare = parts.len() == 1 && values.iter().all(|value| value.len() <= 3);
    let quoted =
        parts.len() > 1 && parts.iter().step_by(2).all(|between| ["", ",", "y", "o", ", y"].contains(&between.trim()));
    values.extend(or_none);
    (bare || quoted).then_some(Family::OneOf { values, not })
}
