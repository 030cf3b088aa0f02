//! The figures of a whole document: sums of its lines and nothing else.

use caserita_domain::tax::TaxClass;
use caserita_money::Money;

use super::Line;

/// Sums of a document's lines. Ticket, PDF, QR and XML read them here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DocTotals {
    /// Value of gravado lines.
    pub taxable: Money,
    /// Value of exonerado lines.
    pub exempt: Money,
    /// Value of inafecto lines.
    pub unaffected: Money,
    /// Reference value of what is given away.
    pub free: Money,
    /// IGV that what is given away would have carried.
    pub free_igv: Money,
    /// IGV.
    pub igv: Money,
    /// Bag tax.
    pub icbper: Money,
    /// To pay.
    pub total: Money,
}

impl DocTotals {
    /// Adds lines up.
    pub fn of(lines: &[Line]) -> DocTotals {
        let mut totals = DocTotals::default();
        for line in lines {
            totals.icbper += line.icbper;
            totals.total += line.total;
            if line.affectation.free {
                totals.free += line.value;
                totals.free_igv += line.igv;
                continue;
            }
            totals.igv += line.igv;
            match line.affectation.class {
                TaxClass::Gravado => totals.taxable += line.value,
                TaxClass::Exonerado => totals.exempt += line.value,
                TaxClass::Inafecto => totals.unaffected += line.value,
            }
        }
        totals
    }

    /// *Total valor de venta*: without tax and without gifts.
    pub fn value(&self) -> Money {
        self.taxable + self.exempt + self.unaffected
    }

    /// All tax that counts.
    pub fn tax(&self) -> Money {
        self.igv + self.icbper
    }
}
