//! `SummaryDocuments`: the daily summary.

use caserita_money::{Money, Percent};

use super::{CURRENCY, ToUbl, amount, file, party, tax};
use crate::{
    catalog::Tribute,
    document::{Summary, SummaryLine},
    xml::Xml,
};

/// How a summary writes that nobody was identified.
const NOBODY: &str = "-";

impl ToUbl for Summary {
    fn to_ubl(&self) -> Vec<u8> {
        file("SummaryDocuments", "1.1", |xml| {
            xml.leaf("cbc:ID", &self.id.to_string());
            xml.leaf("cbc:ReferenceDate", &self.day.to_string());
            xml.leaf("cbc:IssueDate", &self.id.day().to_string());
            party::signature(xml, &self.issuer);
            party::file_supplier(xml, &self.issuer);
            for (line, number) in self.lines.iter().zip(1..) {
                one(xml, line, number);
            }
        })
    }
}

fn one(xml: &mut Xml, line: &SummaryLine, number: usize) {
    xml.nest("sac:SummaryDocumentsLine", |xml| {
        xml.leaf("cbc:LineID", &number.to_string());
        xml.leaf("cbc:DocumentTypeCode", line.number.kind().code());
        xml.leaf("cbc:ID", &line.number.to_string());
        customer(xml, line);
        if let Some(affected) = &line.affected {
            xml.nest("cac:BillingReference", |xml| {
                xml.nest("cac:InvoiceDocumentReference", |xml| {
                    xml.leaf("cbc:ID", &affected.to_string());
                    xml.leaf("cbc:DocumentTypeCode", affected.kind().code());
                });
            });
        }
        xml.nest("cac:Status", |xml| xml.leaf("cbc:ConditionCode", line.condition.code()));
        xml.leaf_with("sac:TotalAmount", &[("currencyID", CURRENCY)], &super::soles(line.totals.total));
        values(xml, line);
        taxes(xml, line);
    });
}

fn customer(xml: &mut Xml, line: &SummaryLine) {
    let known = line.customer.is_identified();
    xml.nest("cac:AccountingCustomerParty", |xml| {
        xml.leaf("cbc:CustomerAssignedAccountID", if known { line.customer.number() } else { NOBODY });
        xml.leaf("cbc:AdditionalAccountID", if known { line.customer.kind_code() } else { NOBODY });
    });
}

fn values(xml: &mut Xml, line: &SummaryLine) {
    let totals = &line.totals;
    for (value, code) in [(totals.taxable, "01"), (totals.exempt, "02"), (totals.unaffected, "03"), (totals.free, "05")] {
        if !value.is_zero() {
            xml.nest("sac:BillingPayment", |xml| {
                amount(xml, "cbc:PaidAmount", value);
                xml.leaf("cbc:InstructionID", code);
            });
        }
    }
}

/// The IGV is told even at nought (2278).
fn taxes(xml: &mut Xml, line: &SummaryLine) {
    let taxed = !line.totals.igv.is_zero();
    one_tax(xml, Tribute::Igv, line.totals.igv, taxed.then_some(line.igv_rate));
    if !line.totals.icbper.is_zero() {
        one_tax(xml, Tribute::Icbper, line.totals.icbper, None);
    }
}

fn one_tax(xml: &mut Xml, tribute: Tribute, tax_amount: Money, percent: Option<Percent>) {
    xml.nest("cac:TaxTotal", |xml| {
        amount(xml, "cbc:TaxAmount", tax_amount);
        xml.nest("cac:TaxSubtotal", |xml| {
            amount(xml, "cbc:TaxAmount", tax_amount);
            xml.nest("cac:TaxCategory", |xml| {
                if let Some(percent) = percent {
                    xml.leaf("cbc:Percent", &tax::rate(percent));
                }
                tax::scheme(xml, tribute);
            });
        });
    });
}
