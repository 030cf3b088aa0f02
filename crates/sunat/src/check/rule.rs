//! The rows of SUNAT's sheets, compiled once.

use std::sync::LazyLock;

use super::{
    Severity,
    attach::{self, Function},
    family::Family,
    guard::Guard,
    path::Path,
    reasons::{self, Reason},
    wording::{families, guards},
};

/// One sheet of rules and the documents it is for.
pub(crate) struct Sheet {
    pub(crate) name: &'static str,
    /// Rules that run, those of one tag together.
    pub(crate) groups: Vec<Vec<Rule>>,
    /// Rules that repeat another of their tag: SUNAT writes them anew for each tributo. Running one is running all.
    #[cfg_attr(not(test), allow(dead_code, reason = "what the coverage is counted from"))]
    pub(crate) repeats: Vec<Rule>,
    /// Rules that do not, and why; nothing where nobody said why.
    #[cfg_attr(not(test), allow(dead_code, reason = "what the coverage is counted from"))]
    pub(crate) idle: Vec<Idle>,
}

/// A row that runs.
pub(crate) struct Rule {
    /// The row in its sheet's file, counting its header as 1.
    pub(crate) row: usize,
    pub(crate) code: u16,
    pub(crate) severity: Severity,
    pub(crate) field: &'static str,
    pub(crate) message: &'static str,
    condition: &'static str,
    pub(crate) path: Path,
    pub(crate) guards: Vec<Guard>,
    pub(crate) run: Run,
    /// Another row of this tag speaks of an empty value.
    pub(crate) skip_empty: bool,
}

/// How a row is run.
pub(crate) enum Run {
    Family(Family),
    Function(Function),
    /// The guards say it all: where they hold, the row is broken.
    Guards,
}

/// A row that does not run.
#[cfg_attr(not(test), allow(dead_code, reason = "what the coverage is counted from"))]
pub(crate) struct Idle {
    pub(crate) row: usize,
    pub(crate) condition: &'static str,
    pub(crate) reason: Option<Reason>,
}

/// The kinds of document that have a sheet.
pub(crate) static SHEETS: LazyLock<[Sheet; 6]> = LazyLock::new(|| {
    [
        Sheet::read("boleta", "Invoice", include_str!("../../../../assets/sunat/rules/boleta.tsv")),
        Sheet::read("factura", "Invoice", include_str!("../../../../assets/sunat/rules/factura.tsv")),
        Sheet::read("nota-credito", "CreditNote", include_str!("../../../../assets/sunat/rules/nota-credito.tsv")),
        Sheet::read("nota-debito", "DebitNote", include_str!("../../../../assets/sunat/rules/nota-debito.tsv")),
        Sheet::read("resumen-diario", "SummaryDocuments", include_str!("../../../../assets/sunat/rules/resumen-diario.tsv")),
        Sheet::read(
            "comunicacion-baja",
            "VoidedDocuments",
            include_str!("../../../../assets/sunat/rules/comunicacion-baja.tsv"),
        ),
    ]
});

impl Sheet {
    fn read(name: &'static str, root: &'static str, rows: &'static str) -> Self {
        let mut sheet = Self { name, groups: Vec::new(), repeats: Vec::new(), idle: Vec::new() };
        let mut before = None;
        for (row, line) in rows.lines().enumerate().skip(1) {
            let columns: Vec<&'static str> = line.split('\t').collect();
            let [field, tag, .., condition, _] = columns[..] else { continue };
            let path = Path::parse(tag, before.as_ref());
            let section = reasons::of_section(field);
            let ours = path.clone().filter(|_| section.is_none());
            match ours.and_then(|path| Rule::read(root, row + 1, path, &columns)) {
                Some(rule) => sheet.add(rule),
                None => {
                    let names = path.as_ref().map(Path::names).unwrap_or_default();
                    let reason = section.or_else(|| reasons::of(&names, condition, columns[5]));
                    sheet.idle.push(Idle { row: row + 1, condition, reason });
                }
            }
            before = path.or(before);
        }
        sheet.groups.iter_mut().for_each(|group| leave_empties_to_their_row(group));
        sheet
    }

    fn add(&mut self, rule: Rule) {
        match self.groups.iter_mut().find(|group| group[0].path.same_element(&rule.path)) {
            Some(group) if group.iter().any(|other| other.says_what(&rule)) => self.repeats.push(rule),
            Some(group) => group.push(rule),
            None => self.groups.push(vec![rule]),
        }
    }
}

fn leave_empties_to_their_row(group: &mut [Rule]) {
    let presence: Vec<_> = group.iter().filter(|rule| rule.is_presence()).map(|rule| rule.path.attribute).collect();
    for rule in group {
        rule.skip_empty = presence.contains(&rule.path.attribute);
    }
}

impl Rule {
    fn read(root: &'static str, row: usize, mut path: Path, columns: &[&'static str]) -> Option<Self> {
        let &[field, _, _, _, severity, codes, _, condition, message] = columns else { return None };
        let code = code(codes)?;
        if path.attribute.is_none() && condition.contains("existe el atributo") && condition.contains("'Tipo de moneda'") {
            // One row of the boleta sheet names the tag where it means the attribute.
            path.attribute = Some("currencyID");
        }
        let (guards, core) = guards::read(condition);
        let run = match attach::function(root, code, condition) {
            Some(function) => Run::Function(function),
            None if core.is_empty() && !guards.is_empty() => Run::Guards,
            None => Run::Family(families::read(core, root, &path)?),
        };
        let severity = if severity == "ERROR" { Severity::Error } else { Severity::Observation };
        Some(Self { row, code, severity, field, message, condition, path, guards, run, skip_empty: false })
    }

    fn says_what(&self, other: &Rule) -> bool {
        (self.code, self.condition, &self.path) == (other.code, other.condition, &other.path)
    }

    fn is_presence(&self) -> bool {
        matches!(&self.run, Run::Family(family) if family.is_presence())
    }
}

/// The code of a row. Where the source had none, it was found by its text, and codes that share a text are given
/// together, lowest first. SUNAT's two sheets of notes, which do print their codes, show which one is meant:
/// - of a total, the newer (3272 to 3303) of its pair;
/// - of the amount payable, 2062;
/// - of all else, the lowest, which was written for the factura; its twins were for the notes and the summaries.
fn code(codes: &str) -> Option<u16> {
    let codes: Vec<u16> = codes.split('|').filter_map(|code| code.parse().ok()).collect();
    let newer = codes.last().filter(|code| (3272..=3303).contains(*code));
    newer.or_else(|| codes.iter().find(|code| **code == 2062)).or_else(|| codes.first()).copied()
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn one_code_of_those_that_share_a_text() {
        let cases = [
            ("2075|2111|2164", 2075),
            ("2043|2062|2149|2339", 2062),
            ("2023|2137|2187", 2023),
            ("3022|3292", 3292),
            ("3225|3272", 3272),
            ("3229|3303", 3303),
            ("3239|3268", 3239),
            ("1083|3202", 1083),
            ("4301", 4301),
        ];
        for (codes, chosen) in cases {
            assert_eq!(code(codes), Some(chosen), "{codes}");
        }
        assert_eq!(code("-"), None);
    }
}
