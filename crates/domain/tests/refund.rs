//! Pieces of a line add up to the line, however it comes back.

use caserita_domain::refund::Part;
use caserita_money::{Money, Quantity};
use proptest::prelude::*;

fn cents(cents: i64) -> Money {
    Money::from_cents(cents)
}

fn line(thousandths: i64, gross: i64, net: i64, igv: i64, bags: i64) -> Part {
    Part {
        quantity: Quantity::from_thousandths(thousandths),
        gross: cents(gross),
        net: cents(net),
        igv: cents(igv),
        icbper: cents(50 * bags),
        bags,
    }
}

#[test]
fn a_third_of_three_leaves_two_thirds() {
    let sold = line(3000, 1000, 1000, 153, 0);
    let one = sold.take(Quantity::units(1)).expect("there are three");
    assert_eq!((one.net, one.igv, one.base()), (cents(333), cents(51), cents(282)));
    let rest = sold.less(&one);
    assert_eq!((rest.net, rest.igv), (cents(667), cents(102)));
    assert_eq!(rest.take(Quantity::units(3)), None, "only two are left");
    assert_eq!(sold.take(Quantity::ZERO), None);
    let bags = line(4000, 80, 80, 12, 4).take(Quantity::units(1)).expect("a bag");
    assert_eq!((bags.icbper, bags.bags, bags.total()), (cents(50), 1, cents(70)), "its tax comes back with each bag");
    assert_eq!(line(1000, 2, 2, 0, 0).take(Quantity::from_thousandths(1)), None, "a crumb is worth nothing");
}

proptest! {
    #[test]
    fn law_05_pieces_add_up_to_the_line(
        thousandths in 2..50_000i64,
        gross in 1..1_000_000i64,
        off in 0..100i64,
        cuts in prop::collection::vec(1..50_000i64, 0..6),
    ) {
        let net = gross - gross * off / 100;
        let sold = line(thousandths, gross, net, net * 18 / 118, 0);
        let (mut rest, mut back) = (sold, Part::default());
        for cut in cuts.into_iter().map(Quantity::from_thousandths).chain([sold.quantity]) {
            let wanted = if cut > rest.quantity { rest.quantity } else { cut };
            let Some(part) = rest.take(wanted) else { continue };
            prop_assert!(!part.base().is_negative() && !part.igv.is_negative() && part.net <= part.gross);
            rest = rest.less(&part);
            back = Part {
                quantity: back.quantity + part.quantity,
                gross: back.gross + part.gross,
                net: back.net + part.net,
                igv: back.igv + part.igv,
                ..back
            };
        }
        prop_assert_eq!(back, sold);
    }
}
