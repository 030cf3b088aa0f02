//! Reads the guards a condition begins with.
//!
//! SUNAT writes them alike: a quoted subject, "es" or "es diferente de", and quoted values. This reads as many as
//! there are and leaves the rest, the condition's core, to [`super::families`].

use rust_decimal::Decimal;

use crate::check::guard::{Guard, NUMBER, Subject, Verb, numeric};

const SUBJECTS: [(&str, Subject); 31] = [
    ("código de tributo por línea", Subject::Tax),
    ("código de tributo", Subject::Tax),
    ("código de tipo de tributo", Subject::Tax),
    ("afectación al igv o ivap", Subject::Affectation),
    ("tipo de operación", Subject::Operation),
    ("código de operación del ítem", Subject::Operation),
    ("tipo de documento que modifica", Subject::Affected),
    ("tipo del documento del documento que modifica", Subject::Affected),
    ("tipo de comprobante que modifica", Subject::Affected),
    ("serie del documento que modifica", Subject::AffectedId),
    ("código de tipo de nota de crédito", Subject::NoteKind),
    ("código tipo de nota de crédito", Subject::NoteKind),
    ("código de tipo de nota de débito", Subject::NoteKind),
    ("código tipo de nota de débito", Subject::NoteKind),
    ("serie del comprobante", Subject::Series),
    ("serie del documento", Subject::Series),
    ("tipo de documento de identidad del adquiriente", Subject::CustomerKind),
    ("tipo de documento de identidad del adquiriente o usuario", Subject::CustomerKind),
    ("tipo de documento del adquiriente o usuario", Subject::CustomerKind),
    ("tipo de documento", Subject::LineKind),
    ("tipo de comprobante", Subject::LineKind),
    ("serie del documento dado de baja", Subject::LineSeries),
    ("serie del documento de baja", Subject::LineSeries),
    ("indicador", Subject::Terms),
    ("código de motivo de cargo/descuento", Subject::Reason),
    ("código de motivo de cargo", Subject::Reason),
    ("código de motivo de descuento", Subject::Reason),
    ("código de descuento", Subject::Reason),
    ("código del concepto", Subject::Concept),
    ("código de precio", Subject::PriceKind),
    ("serie del documento relacionado", Subject::AffectedId),
];

fn named(name: &str) -> Option<Subject> {
    let name = name.to_lowercase();
    SUBJECTS.iter().find(|(known, _)| *known == name).map(|(_, subject)| *subject)
}

/// The condition's guards, and what is left of it.
pub(crate) fn read(condition: &'static str) -> (Vec<Guard>, &'static str) {
    let mut guards = Vec::new();
    let mut rest = condition;
    loop {
        let start = skip_words(rest);
        let Some((guard, after)) = base(start).or_else(|| scheme(start)).or_else(|| phrase(start)).or_else(|| value(start))
        else {
            return (guards, start);
        };
        guards.push(guard);
        rest = skip_remark(after);
    }
}

/// Joining words that carry no condition of their own.
fn skip_words(text: &'static str) -> &'static str {
    let words = [
        "si ",
        "y ",
        "el ",
        "la ",
        "cuyo ",
        "de existir ",
        // UBL has no discount or charge without its indicator.
        "existe 'indicador de cargo/descuento'",
        "existe 'indicador de cargo'",
        "tag ubl existe y ",
        "existe el tag ubl y ",
        "existe el tag y ",
    ];
    let mut rest = text.trim_start_matches([' ', ',', ':', '/', ';', '.']);
    while let Some(word) =
        words.iter().find(|word| rest.get(..word.len()).is_some_and(|start| start.to_lowercase() == **word))
    {
        rest = rest[word.len()..].trim_start_matches([' ', ',', ':', '/']);
    }
    rest
}

/// A remark in brackets after a value, as `(ISC)` or `(cbc:TaxableAmount > 0)`.
fn skip_remark(text: &'static str) -> &'static str {
    let trimmed = text.trim_start();
    match trimmed.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
        Some((_, after)) => after,
        None => text,
    }
}

fn base(text: &'static str) -> Option<(Guard, &'static str)> {
    let rest = text.strip_prefix("'Monto base' ")?;
    let rest = rest.strip_prefix("es ").unwrap_or(rest).strip_prefix("mayor a ")?;
    if let Some(after) = rest.strip_prefix("cero") {
        return Some((Guard::BaseAbove(Decimal::ZERO), after));
    }
    rest.strip_prefix("'seis centésimas'").map(|after| (Guard::BaseAbove(Decimal::new(6, 2)), after))
}

fn scheme(text: &'static str) -> Option<(Guard, &'static str)> {
    let (scheme, after) = text.strip_prefix("atributo @schemeID del tag es ")?.split_once(',')?;
    Some((Guard::Scheme(scheme), after))
}

/// Guards that the sheets put into a sentence of their own.
fn phrase(text: &'static str) -> Option<(Guard, &'static str)> {
    if let Some(after) = text.strip_prefix("existe tag de \"Adquiriente o usuario\"") {
        return Some((Guard::Customer, after));
    }
    let affected = |values| Guard::Value { subject: Subject::Affected, verb: Verb::Is, values };
    let known = [
        ("documento que se modifica es una factura (Tipo de documento que modifica es '01')", affected(vec!["01"])),
        ("documento que se modifica es una boleta (Tipo de documento que modifica es '03')", affected(vec!["03"])),
        ("nota débito modifica a una factura (tipo de comprobante '01')", affected(vec!["01"])),
        ("nota débito modifica a una boleta de venta (tipo de comprobante '03')", affected(vec!["03"])),
        ("'Tipo de comprobante que modifica' es vacío o guion", affected(vec!["", "-"])),
        ("no es uno de los cuatro casos anteriores", other_operation()),
    ];
    if let Some((phrase, guard)) = known.into_iter().find(|(phrase, _)| text.starts_with(phrase)) {
        return Some((guard, &text[phrase.len()..]));
    }
    let (_, list) = text.split_once(" modifica un Documento autorizado (tipo de comprobante ")?;
    let (values, after) = values(list);
    Some((affected(values), after.trim_start().strip_prefix(')')?))
}

/// The operations of the factura sheet's four cases for the customer's kind: exports, and two that go to people.
fn other_operation() -> Guard {
    let values = vec!["0112", "0200", "0201", "0202", "0203", "0204", "0205", "0206", "0207", "0208", "0401", "2106"];
    Guard::Value { subject: Subject::Operation, verb: Verb::IsNot, values }
}

fn value(text: &'static str) -> Option<(Guard, &'static str)> {
    let (subject, rest) = subject(text)?;
    let rest = skip_remark(rest).trim_start();
    let verbs = [
        ("es igual a ", Verb::Is),
        ("igual a ", Verb::Is),
        ("es diferente de ", Verb::IsNot),
        ("es diferente a ", Verb::IsNot),
        ("diferente de ", Verb::IsNot),
        ("es diferente ", Verb::IsNot),
        ("no empieza con ", Verb::BeginsNot),
        ("NO empieza con ", Verb::BeginsNot),
        ("no inicia con ", Verb::BeginsNot),
        ("empieza con ", Verb::Begins),
        ("inicia con ", Verb::Begins),
        ("es de exportación ", Verb::Is),
        ("es exportación ", Verb::Is),
        ("es ", Verb::Is),
    ];
    let (verb, rest) = verbs.iter().find_map(|(word, verb)| Some((*verb, rest.strip_prefix(word)?)))?;
    let (values, rest) = values(rest);
    (!values.is_empty()).then_some((Guard::Value { subject, verb, values }, rest))
}

fn subject(text: &'static str) -> Option<(Subject, &'static str)> {
    if let Some(quoted) = text.strip_prefix(['\'', '"']) {
        let (name, rest) = quoted.split_once(['\'', '"'])?;
        return Some((named(name)?, rest));
    }
    let bare = ["serie del documento", "Serie del documento", "Serie del comprobante", "serie"];
    bare.iter().find_map(|name| text.strip_prefix(*name)).map(|rest| (Subject::Series, rest))
}

/// Values with commas, "y" and "o" between: quoted, or bare as `6`, `F` and `número`.
fn values(text: &'static str) -> (Vec<&'static str>, &'static str) {
    let mut values = Vec::new();
    let mut rest = text;
    loop {
        let mut start = rest.trim_start();
        if !values.is_empty() {
            start = start.trim_start_matches(',').trim_start();
            for join in ["o ", "y/o ", "y "] {
                start = start.strip_prefix(join).unwrap_or(start);
            }
        }
        let Some((value, after)) = one_value(start) else { return (values, rest) };
        values.push(value);
        rest = skip_remark(after);
    }
}

fn one_value(text: &'static str) -> Option<(&'static str, &'static str)> {
    if let Some(after) = text.strip_prefix("RUC (6)") {
        return Some(("6", after));
    }
    if let Some(after) = text.strip_prefix(NUMBER) {
        return Some((NUMBER, after));
    }
    if let Some(quoted) = text.strip_prefix(['\'', '"']) {
        let end = quoted.find(['\'', '"', ','])?;
        let (value, after) = quoted.split_at(end);
        let code = value.split([' ', '-']).next().unwrap_or_default();
        let is_code = !code.is_empty() && code.len() <= 9 && (code.len() == value.len() || numeric(code));
        let known = named(value).is_some() || code.starts_with("Monto");
        return (is_code && !known).then(|| (code, after.strip_prefix(['\'', '"']).unwrap_or(after)));
    }
    let end = text.find(|c: char| !c.is_ascii_uppercase() && !c.is_ascii_digit()).unwrap_or(text.len());
    let (value, after) = text.split_at(end);
    (!value.is_empty() && value.len() <= 4 && !after.starts_with(|c: char| c.is_alphabetic())).then_some((value, after))
}

#[cfg(test)]
mod tests {
    use super::{Guard, Subject, Verb, read};

    #[test]
    fn guards_are_read_until_the_core() {
        let (guards, core) =
            read("Si el 'Tipo de documento que modifica' es diferente de '01, y el 'Código de tributo' es '1000', x");
        let value = |subject, verb, values| Guard::Value { subject, verb, values };
        assert_eq!(guards, [value(Subject::Affected, Verb::IsNot, vec!["01"]), value(Subject::Tax, Verb::Is, vec!["1000"])]);
        assert_eq!(core, "x");
    }

    #[test]
    fn remarks_and_bases_are_part_of_a_guard() {
        let text = "Si 'Código de tributo por línea' es diferente a '2000' (ISC) o '9999' (Otros tributos), cuyo 'Monto base' \
                    es mayor a cero (cbc:TaxableAmount > 0), y no existe el Tag UBL";
        let (guards, core) = read(text);
        assert_eq!((guards.len(), core), (2, "no existe el Tag UBL"));
    }
}
