//! The text of the QR code on a paper (README §4).

use caserita_money::Money;
use chrono::NaiveDate;
use thiserror::Error;

use crate::catalog::DocType;

/// Ends the text after the tenth field. Programs in use differ (some end in `|`, some leave the hash out and print it beside
/// the code) and SUNAT has not confirmed any of them (README §8.6); the written rule shows ten fields and no ending.
const ENDING: &str = "";

/// What the QR code of a paper says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrText {
    /// Who issued it.
    pub ruc: String,
    /// What it is.
    pub kind: DocType,
    /// `B001`.
    pub series: String,
    /// Not padded.
    pub number: u32,
    /// IGV alone, without ICBPER or others; zero when there is none.
    pub igv: Money,
    /// What the paper costs.
    pub total: Money,
    /// When it was issued, in Lima.
    pub date: NaiveDate,
    /// Kind of the customer's identity document (catálogo 06): `1`, `6`, `0`, `-`.
    pub customer_type: String,
    /// Its number, as the XML has it.
    pub customer_number: String,
    /// *Valor resumen*: the signature's DigestValue in base64.
    pub digest: String,
}

/// A field no QR reader could tell from its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum QrError {
    /// A field holds the separator or a control character.
    #[error("the field {0} cannot stand in a QR code")]
    Field(&'static str),
    /// An amount below zero: no paper has one.
    #[error("an amount in a QR code is not negative")]
    Negative,
}

impl QrText {
    /// `RUC|TIPO|SERIE|NUMERO|IGV|TOTAL|FECHA|TIPO_DOC|NRO_DOC|VALOR_RESUMEN`.
    ///
    /// # Errors
    /// A field with a `|` or a control character in it, or a negative amount.
    pub fn text(&self) -> Result<String, QrError> {
        for (field, value) in [
            ("RUC", &self.ruc),
            ("SERIE", &self.series),
            ("TIPO_DOC", &self.customer_type),
            ("NRO_DOC", &self.customer_number),
            ("VALOR_RESUMEN", &self.digest),
        ] {
            if value.contains('|') || value.chars().any(char::is_control) {
                return Err(QrError::Field(field));
            }
        }
        let fields = [
            self.ruc.clone(),
            self.kind.code().to_owned(),
            self.series.clone(),
            self.number.to_string(),
            plain(self.igv)?,
            plain(self.total)?,
            self.date.format("%Y-%m-%d").to_string(),
            self.customer_type.clone(),
            self.customer_number.clone(),
            self.digest.clone(),
        ];
        Ok(fields.join("|") + ENDING)
    }
}

/// `1234.50`: two decimals and no thousands commas, unlike what people read.
fn plain(amount: Money) -> Result<String, QrError> {
    if amount.is_negative() {
        return Err(QrError::Negative);
    }
    Ok(format!("{}.{:02}", amount.cents() / 100, amount.cents() % 100))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn example() -> QrText {
        QrText {
            ruc: "20123456786".into(),
            kind: DocType::Boleta,
            series: "B001".into(),
            number: 123,
            igv: Money::from_cents(1800),
            total: Money::from_cents(11800),
            date: NaiveDate::from_ymd_opt(2026, 3, 1).expect("a day"),
            customer_type: "1".into(),
            customer_number: "12345678".into(),
            digest: "q1B2Ru0Zp+y/AbCdEfGhIjKlMnOpQrStUvWxYz01234=".into(),
        }
    }

    #[test]
    fn the_example_of_the_rule() {
        assert_eq!(
            example().text().expect("a text"),
            "20123456786|03|B001|123|18.00|118.00|2026-03-01|1|12345678|q1B2Ru0Zp+y/AbCdEfGhIjKlMnOpQrStUvWxYz01234="
        );
    }

    #[test]
    fn law_05_amounts_are_whole_centimos_without_commas() {
        let text = QrText { igv: Money::ZERO, total: Money::from_cents(123_456_705), ..example() }.text().expect("a text");
        assert!(text.contains("|0.00|1234567.05|"), "{text}");
    }

    #[test]
    fn a_field_cannot_pretend_to_be_two() {
        let sly = QrText { customer_number: "1|2".into(), ..example() };
        assert_eq!(sly.text(), Err(QrError::Field("NRO_DOC")));
        assert_eq!(QrText { total: Money::from_cents(-1), ..example() }.text(), Err(QrError::Negative));
    }

    proptest! {
        #[test]
        fn it_always_has_ten_fields(igv in 0i64..1_000_000_000, total in 0i64..1_000_000_000, number in 1u32..100_000_000) {
            let text = QrText { igv: Money::from_cents(igv), total: Money::from_cents(total), number, ..example() };
            let text = text.text().expect("a text");
            let fields: Vec<&str> = text.split('|').collect();
            prop_assert_eq!(fields.len(), 10);
            prop_assert_eq!(fields[5].replace('.', "").parse::<i64>(), Ok(total));
        }
    }
}
