//! How a factura is paid.

use crate::{ON_CREDIT, PAID, changed, codes, each_breaks};

const CREDIT: &str = "<cbc:PaymentMeansID>Credito";

#[test]
fn cash_and_credit() {
    each_breaks(&[
        (PAID, "<cac:PaymentTerms>", "FormaPago", "Otra", &[3244]),
        (PAID, "<cac:PaymentTerms>", "Contado", "Al contado", &[3246]),
        (PAID, "<cac:PaymentTerms>", "<cbc:PaymentMeansID>Contado</cbc:PaymentMeansID>", "", &[3245]),
        (PAID, "<cac:PaymentTerms>", "Contado", "Credito", &[3249, 3251]),
        (PAID, "<cac:PaymentTerms>", "Contado", "Cuota001", &[3252, 3254, 3256]),
        (ON_CREDIT, "Cuota001", "Cuota001", "Credito", &[3248, 3249, 3319]),
        (ON_CREDIT, "Cuota001", "Cuota001", "Contado", &[3247, 3249, 3319]),
        (ON_CREDIT, CREDIT, "118.00", "119.00", &[3265, 3319]),
        (ON_CREDIT, CREDIT, "118.00", "118.005", &[3250, 3265, 3319]),
        (ON_CREDIT, CREDIT, "<cbc:Amount currencyID=\"PEN\">118.00</cbc:Amount>", "", &[3251]),
        (ON_CREDIT, "Cuota001", "118.00", "119.00", &[3266, 3319]),
        (ON_CREDIT, "Cuota001", "<cbc:Amount currencyID=\"PEN\">118.00</cbc:Amount>", "", &[3254, 3319]),
        (ON_CREDIT, "Cuota001", "118.00", "118.005", &[3250, 3253, 3266, 3319]),
        (ON_CREDIT, "Cuota001", "2026-03-31", "2026-03-01", &[3267]),
        (ON_CREDIT, "Cuota001", "2026-03-31", "31/03/2026", &[3255]),
        (ON_CREDIT, "Cuota001", "<cbc:PaymentDueDate>2026-03-31</cbc:PaymentDueDate>", "", &[3256]),
    ]);
}

#[test]
fn a_term_says_one_thing() {
    let twice = "<cbc:PaymentMeansID>Contado</cbc:PaymentMeansID><cbc:PaymentMeansID>Contado</cbc:PaymentMeansID>";
    let text = changed(PAID, "<cac:PaymentTerms>", "<cbc:PaymentMeansID>Contado</cbc:PaymentMeansID>", twice);
    assert_eq!(codes(&text, &Default::default()), [3461]);
}
