//! The places a rule's tag names in a document, those where it is and those where it should be.

use super::tree::{Element, Space};

/// Parts a document may lack: their inner rules apply only inside one that is there.
const OPTIONAL: [&str; 18] = [
    "InvoiceLine",
    "CreditNoteLine",
    "DebitNoteLine",
    "SummaryDocumentsLine",
    "VoidedDocumentsLine",
    "TaxTotal",
    "TaxSubtotal",
    "AllowanceCharge",
    "PaymentTerms",
    "BillingReference",
    "BillingPayment",
    "AdditionalDocumentReference",
    "DespatchDocumentReference",
    "PrepaidPayment",
    "PaymentMeans",
    "Delivery",
    "AdditionalItemProperty",
    "Note",
];

/// A path from the root, and perhaps an attribute at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Path {
    steps: Vec<Step>,
    pub(crate) attribute: Option<&'static str>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    space: Space,
    name: &'static str,
}

/// One place a path leads to.
#[derive(Clone, Copy)]
pub(crate) enum Place<'t> {
    /// The element is here.
    Found(Element<'t>),
    /// It is not; this is the innermost of its parents that is.
    Missing(Element<'t>),
}

impl<'t> Place<'t> {
    pub(crate) fn found(self) -> Option<Element<'t>> {
        match self {
            Self::Found(element) => Some(element),
            Self::Missing(_) => None,
        }
    }

    pub(crate) fn nearest(self) -> Element<'t> {
        match self {
            Self::Found(element) | Self::Missing(element) => element,
        }
    }
}

impl Path {
    /// Reads a sheet's tag: `/Invoice/cac:A/cbc:B@c (a Spanish remark)`. A sheet that gives two paths means the first;
    /// `@c` alone is an attribute of the tag before it, and no tag at all is that tag again.
    pub(crate) fn parse(tag: &'static str, before: Option<&Path>) -> Option<Self> {
        let tag = tag.split(" (").next().unwrap_or(tag).split(" / ").next().unwrap_or(tag).trim_end_matches([' ', '/']);
        let (path, attribute) = match tag.split_once('@') {
            Some((path, attribute)) => (path, Some(attribute)),
            None => (tag, None),
        };
        let steps = match path {
            "" => before?.steps.clone(),
            path => path.trim_start_matches('/').split('/').skip(1).map(step).collect(),
        };
        Some(Self { steps, attribute })
    }

    /// Whether both lead to the same element, whatever their attribute.
    pub(crate) fn same_element(&self, other: &Path) -> bool {
        self.steps == other.steps
    }

    /// The local names, `/` between: what [`super::lists`] and the reasons look at.
    pub(crate) fn names(&self) -> String {
        self.steps.iter().map(|step| step.name).collect::<Vec<_>>().join("/")
    }

    pub(crate) fn places<'t>(&self, root: Element<'t>) -> Vec<Place<'t>> {
        let mut places = Vec::new();
        walk(&self.steps, root, &mut places);
        places
    }

    /// Each parent of the tag's container with how often it holds that container: for rules on the container itself.
    pub(crate) fn containers<'t>(&self, root: Element<'t>) -> Vec<(Element<'t>, usize)> {
        let Some((_, [outer @ .., container])) = self.steps.split_last() else { return Vec::new() };
        let mut places = Vec::new();
        walk(outer, root, &mut places);
        let holders = places.into_iter().filter_map(Place::found);
        holders.map(|holder| (holder, holder.children().filter(|child| container.is(*child)).count())).collect()
    }
}

/// The sheets spell one container as no schema does.
fn step(step: &'static str) -> Step {
    let (prefix, name) = step.split_once(':').unwrap_or(("", step));
    let name = if name == "Allowancecharge" { "AllowanceCharge" } else { name };
    Step { space: Space::of_prefix(prefix), name }
}

impl Step {
    fn is(&self, element: Element<'_>) -> bool {
        element.space() == self.space && element.name() == self.name
    }
}

fn walk<'t>(steps: &[Step], element: Element<'t>, places: &mut Vec<Place<'t>>) {
    let Some((step, rest)) = steps.split_first() else {
        places.push(Place::Found(element));
        return;
    };
    let mut any = false;
    for child in element.children().filter(|child| step.is(*child)) {
        any = true;
        walk(rest, child, places);
    }
    if !any && !OPTIONAL.contains(&step.name) {
        places.push(Place::Missing(element));
    }
}
