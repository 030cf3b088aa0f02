//! A receipt as a ticket.

use super::{Electronic, PaymentTerms, Receipt, ReceiptLine, Signing, said};
use crate::ticket::{Amount, Block, Code, Emphasis, Fact, Item, ItemDiscount, Style, Ticket, Value};

const LOUD: Style = Style { bold: true, tall: true, center: true };
const HEADLINE: Style = Style { bold: true, tall: false, center: true };

impl From<&Receipt> for Ticket {
    fn from(receipt: &Receipt) -> Ticket {
        let mut blocks = beta(receipt);
        blocks.extend(opening(receipt));
        blocks.extend([
            Block::Rule,
            Block::Items { items: receipt.lines.iter().map(item).collect(), units: receipt.electronic().is_some() },
            Block::Rule,
            Block::Amounts { amounts: said::totals(receipt) },
        ]);
        blocks.extend(receipt.electronic().map(|electronic| Block::text(&electronic.words)));
        blocks.extend(payment(receipt));
        blocks.extend(farewell(receipt));
        Ticket {
            title: receipt.number.clone(),
            issued_at: receipt.issued_at,
            copy: receipt.copy,
            demo: receipt.demo,
            blocks,
        }
    }
}

/// A document of the trial service must not be taken for a real one by whoever sees only one end of it.
fn beta(receipt: &Receipt) -> Vec<Block> {
    if !receipt.electronic().is_some_and(|electronic| electronic.beta) {
        return Vec::new();
    }
    vec![Block::Text { text: said::BETA.to_owned(), style: LOUD }, Block::Gap]
}

fn opening(receipt: &Receipt) -> Vec<Block> {
    let mut facts = said::circumstances(receipt);
    facts.extend(said::customer(receipt));
    facts.extend(receipt.electronic().map(|_| Fact::new("Moneda", "Soles")));
    let mut blocks = vec![
        Block::Heading(receipt.shop.clone()),
        Block::Gap,
        Block::Title { text: receipt.document.title().to_owned(), number: Some(receipt.number.clone()) },
        Block::Gap,
        Block::Facts { facts },
    ];
    if let Some(affected) = receipt.electronic().and_then(|electronic| electronic.affected.as_ref()) {
        blocks.extend([Block::Gap, Block::Facts { facts: said::affected(affected) }]);
    }
    blocks
}

fn item(line: &ReceiptLine) -> Item {
    Item {
        name: line.name.clone(),
        quantity: line.quantity,
        unit: line.unit.clone(),
        unit_price: line.unit_price,
        gross: line.gross,
        discount: line
            .discount
            .as_ref()
            .map(|discount| ItemDiscount { label: said::discount(discount), amount: discount.amount }),
        notes: said::remarks(line),
    }
}

/// A factura sold on credit has terms and no tender, a boleta the other way round.
fn payment(receipt: &Receipt) -> Vec<Block> {
    let tenders = said::tenders(receipt);
    let terms = receipt.electronic().and_then(|electronic| electronic.terms.as_ref());
    if tenders.is_empty() && terms.is_none() && receipt.electronic().is_some() {
        return Vec::new();
    }
    let amounts = terms.map(|terms| [vec![form_of_payment(terms)], said::instalments(terms)].concat());
    let amounts = amounts.into_iter().flatten().chain(tenders).collect();
    vec![Block::Rule, Block::Amounts { amounts }]
}

fn form_of_payment(terms: &PaymentTerms) -> Amount {
    let value = Value::Text(said::terms_name(terms).to_owned());
    Amount { label: "Forma de pago".to_owned(), value, emphasis: Emphasis::Plain }
}

fn farewell(receipt: &Receipt) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !receipt.totals.saved.is_zero() {
        blocks.extend([Block::Gap, Block::centered(format!("Ahorraste S/ {}", receipt.totals.saved))]);
    }
    if let Some(message) = receipt.message.as_ref().filter(|message| !message.trim().is_empty()) {
        blocks.extend([Block::Gap, Block::centered(message)]);
    }
    match receipt.electronic() {
        Some(electronic) => blocks.extend(seal(receipt, electronic)),
        None => {
            blocks.extend([Block::Gap, Block::centered(receipt.document.legend().join("\n"))]);
            blocks.extend(receipt.code.as_ref().map(|code| Block::Code { code: code.clone() }));
        }
    }
    blocks
}

/// A digest is longer than most papers are wide, and two even lines are easier to compare than a long one and its rest.
fn in_halves(hash: &str) -> String {
    let half = hash.chars().count().div_ceil(2);
    let (first, second): (String, String) = (hash.chars().take(half).collect(), hash.chars().skip(half).collect());
    format!("{first}\n{second}")
}

/// What proves the document. The code stands last, where the tax office wants it.
fn seal(receipt: &Receipt, electronic: &Electronic) -> Vec<Block> {
    let mut blocks = Vec::new();
    for legend in &electronic.legends {
        blocks.extend([Block::Gap, Block::centered(legend)]);
    }
    blocks.extend([Block::Gap, Block::centered(receipt.document.legend().join("\n"))]);
    match &electronic.signing {
        Signing::Signed { hash, qr } => blocks.extend([
            Block::centered(format!("Valor resumen:\n{}", in_halves(hash))),
            Block::Gap,
            Block::Code { code: Code::Qr { text: qr.clone() } },
        ]),
        Signing::Pending => {
            blocks.extend([Block::Gap, Block::Text { text: said::PENDING.to_owned(), style: HEADLINE }]);
        }
        Signing::Contingency => {}
    }
    blocks.extend(beta(receipt).into_iter().rev());
    blocks
}
