//! `Invoice`: boleta and factura.

use caserita_money::Money;

use super::{ToUbl, amount, document, line, party, tax};
use crate::{
    catalog::DocType,
    document::{Instalment, PaymentTerms, Regime, SaleDoc},
    words::amount_in_words,
    xml::Xml,
};

const FREE_LEGEND: &str = "TRANSFERENCIA GRATUITA DE UN BIEN Y/O SERVICIO PRESTADO GRATUITAMENTE";

impl ToUbl for SaleDoc {
    fn to_ubl(&self) -> Vec<u8> {
        document("Invoice", |xml| {
            xml.leaf("cbc:ID", &self.number.to_string());
            xml.leaf("cbc:IssueDate", &self.issued_at.format("%Y-%m-%d").to_string());
            xml.leaf("cbc:IssueTime", &self.issued_at.format("%H:%M:%S").to_string());
            let operation = match self.regime {
                Regime::General => "0101",
                Regime::Nrus => "0113",
            };
            xml.leaf_with("cbc:InvoiceTypeCode", &[("listID", operation)], self.number.kind().code());
            legends(xml, self.totals.total, !self.totals.free.is_zero());
            xml.leaf("cbc:DocumentCurrencyCode", super::CURRENCY);
            party::signature(xml, &self.issuer);
            party::supplier(xml, &self.issuer);
            party::customer(xml, &self.customer);
            if self.number.kind() == DocType::Factura {
                payment(xml, &self.payment);
            }
            tax::of_document(xml, &self.totals);
            line::totals(xml, &line::INVOICE, &self.totals);
            line::lines(xml, &line::INVOICE, &self.lines, self.rates.igv);
        })
    }
}

/// Catálogo 52: the amount in words, and that something is given away.
pub(super) fn legends(xml: &mut Xml, total: Money, gives_away: bool) {
    xml.leaf_with("cbc:Note", &[("languageLocaleID", "1000")], &amount_in_words(total));
    if gives_away {
        xml.leaf_with("cbc:Note", &[("languageLocaleID", "1002")], FREE_LEGEND);
    }
}

fn payment(xml: &mut Xml, terms: &PaymentTerms) {
    match terms {
        PaymentTerms::Cash => term(xml, "Contado", None),
        PaymentTerms::Credit(instalments) => credit(xml, instalments),
    }
}

/// What is owed, and when each part of it.
pub(super) fn credit(xml: &mut Xml, instalments: &[Instalment]) {
    let owed = instalments.iter().map(|one| one.amount).sum();
    term(xml, "Credito", Some((owed, None)));
    for (instalment, number) in instalments.iter().zip(1..) {
        term(xml, &format!("Cuota{number:03}"), Some((instalment.amount, Some(instalment))));
    }
}

fn term(xml: &mut Xml, means: &str, owed: Option<(Money, Option<&Instalment>)>) {
    xml.nest("cac:PaymentTerms", |xml| {
        xml.leaf("cbc:ID", "FormaPago");
        xml.leaf("cbc:PaymentMeansID", means);
        if let Some((owed, instalment)) = owed {
            amount(xml, "cbc:Amount", owed);
            if let Some(instalment) = instalment {
                xml.leaf("cbc:PaymentDueDate", &instalment.due.to_string());
            }
        }
    });
}
