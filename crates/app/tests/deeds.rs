//! Every operation and what it is to the licence. One that is new or changed has to be written here too.

use std::{collections::BTreeMap, fs, path::Path};

const DEEDS: [(&str, &str); 51] = [
    ("cart.add", "FinishSale"),
    ("cart.by_hand", "FinishSale"),
    ("cart.customer", "FinishSale"),
    ("cart.discard", "FinishSale"),
    ("cart.discount", "FinishSale"),
    ("cart.document", "FinishSale"),
    ("cart.hold", "FinishSale"),
    ("cart.line_discount", "FinishSale"),
    ("cart.payment", "FinishSale"),
    ("cart.payment_removed", "FinishSale"),
    ("cart.price", "FinishSale"),
    ("cart.quantity", "FinishSale"),
    ("cart.recall", "FinishSale"),
    ("cart.remove", "FinishSale"),
    ("cash.close", "CloseSession"),
    ("cash.move", "CountCash"),
    ("cash.open", "OpenSession"),
    ("cash.open_for_returns", "UndoIssued"),
    ("cash.x", "Report"),
    ("cash.z_copy", "Reprint"),
    ("category.add", "EditCatalogue"),
    ("ceiling.set", "View"),
    ("certificate.set", "SendIssued"),
    ("copy.make", "Backup"),
    ("customer.add", "EditCustomer"),
    ("customer.set", "EditCustomer"),
    ("document.reissue", "SendIssued"),
    ("document.resend", "SendIssued"),
    ("drawer.open", "CountCash"),
    ("fiscal.set", "SendIssued"),
    ("licence.code", "Licence"),
    ("licence.import", "Licence"),
    ("lookup.set", "SendIssued"),
    ("name", "Reprint"),
    ("print.test", "Reprint"),
    ("printer.set", "Reprint"),
    ("product.add", "EditCatalogue"),
    ("product.set", "EditCatalogue"),
    ("sale.charge", "IssueDocument"),
    ("sale.pay", "FinishSale"),
    ("sale.refund", "UndoIssued"),
    ("sale.reprint", "Reprint"),
    ("sale.void", "UndoIssued"),
    ("series.set", "SendIssued"),
    ("shop.set", "SendIssued"),
    ("sol.set", "SendIssued"),
    ("stock.adjust", "Stock"),
    ("till.set", "View"),
    ("user.add", "View"),
    ("user.pin", "View"),
    ("user.set", "View"),
];

/// Every `Op::…(name, ability, deed)` of the use cases.
fn collect(folder: &Path, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("the sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, found);
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source");
        for call in ["Op::audited(", "Op::local("].into_iter().flat_map(|call| text.split(call).skip(1)) {
            let arguments: Vec<&str> = call.split(')').next().unwrap_or_default().split(',').map(str::trim).collect();
            let [name, _, deed] = arguments[..] else { panic!("{}: {arguments:?}", path.display()) };
            let deed = deed.strip_prefix("Deed::").expect("the deed is written out").to_owned();
            assert_eq!(found.entry(name.trim_matches('"').to_owned()).or_insert(deed.clone()), &deed, "{name}");
        }
    }
}

#[test]
fn law_12_every_operation_has_its_deed() {
    let mut found = BTreeMap::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    let expected = DEEDS.into_iter().map(|(name, deed)| (name.to_owned(), deed.to_owned())).collect();
    assert_eq!(found, expected);
}
