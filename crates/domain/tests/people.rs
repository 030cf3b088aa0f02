//! Who may do what, how far alone, how PINs are guarded, and to which day a sale belongs.

use caserita_domain::{
    access::{Ability, Limited, Role},
    business_day::{business_date, in_lima},
    catalog::{ProductKind, quantity_is_sellable},
    pin::{is_weak, tries_left, wait_seconds},
};
use caserita_money::{Money, Percent, Quantity};
use chrono::{DateTime, Utc};

/// One row an ability: owner, supervisor, cashier, technician.
const MATRIX: [(Ability, [bool; 4]); 16] = [
    (Ability::Sell, [true, true, true, false]),
    (Ability::OpenCash, [true, true, true, false]),
    (Ability::CloseCash, [true, true, true, false]),
    (Ability::SeeExpected, [true, true, false, false]),
    (Ability::CashMovement, [true, true, true, false]),
    (Ability::OpenDrawer, [true, true, true, false]),
    (Ability::EditCatalog, [true, true, false, false]),
    (Ability::AdjustStock, [true, true, false, false]),
    (Ability::SeeSales, [true, true, true, false]),
    (Ability::VoidSale, [true, true, true, false]),
    (Ability::Reprint, [true, true, true, false]),
    (Ability::EditSettings, [true, false, false, true]),
    (Ability::EditUsers, [true, false, false, false]),
    (Ability::EditPrinter, [true, true, false, true]),
    (Ability::MoveData, [true, false, false, false]),
    (Ability::BringLicence, [true, true, true, true]),
];

#[test]
fn law_12_each_role_may_do_exactly_its_own_things() {
    for (ability, expected) in MATRIX {
        assert_eq!(Role::ALL.map(|role| role.may(ability)), expected, "{ability:?}");
    }
    assert!(
        Ability::ALL.iter().all(|ability| MATRIX.iter().any(|(listed, _)| listed == ability)),
        "no ability is left untold"
    );
}

#[test]
fn law_12_a_ceiling_includes_its_own_figure_and_nothing_above() {
    let mut ceiling = Role::Cashier.default_ceiling();
    ceiling.void_amount = Money::from_cents(2_000);
    let percent = Percent::from_basis_points;
    for (asked, allowed) in [
        (Limited::Discount(percent(500)), true),
        (Limited::Discount(percent(501)), false),
        (Limited::PriceDrop(percent(0)), true),
        (Limited::PriceDrop(percent(1)), false),
        (Limited::Void(Money::from_cents(2_000)), true),
        (Limited::Void(Money::from_cents(2_001)), false),
        (Limited::CashOut(Money::from_cents(5_000)), true),
        (Limited::CashOut(Money::from_cents(5_001)), false),
    ] {
        assert_eq!(ceiling.allows(asked), allowed, "{asked:?}");
    }
}

#[test]
fn law_12_nobody_goes_further_alone_than_the_role_above() {
    let ladder = [Role::Owner, Role::Supervisor, Role::Cashier, Role::Technician].map(Role::default_ceiling);
    for pair in ladder.windows(2) {
        let (above, below) = (&pair[0], &pair[1]);
        for asked in [
            Limited::Discount(below.discount),
            Limited::PriceDrop(below.price_drop),
            Limited::Void(below.void_amount),
            Limited::CashOut(below.cash_out),
        ] {
            assert!(above.allows(asked), "{:?} may {asked:?}, so {:?} must", below.role, above.role);
        }
    }
}

#[test]
fn stored_role_names_read_back() {
    for role in Role::ALL {
        assert_eq!(Role::parse(role.as_str()), Some(role));
        assert_eq!(serde_json::to_string(&role).expect("a name serialises"), format!("\"{}\"", role.as_str()));
    }
    for kind in [ProductKind::Good, ProductKind::Service, ProductKind::Bag] {
        assert_eq!(ProductKind::parse(kind.as_str()), Some(kind));
    }
    assert_eq!((Role::parse("admin"), ProductKind::parse("")), (None, None));
}

#[test]
fn pins_guessed_at_once_are_refused() {
    for weak in ["", "123", "1234567", "12a4", "0000", "777777", "1234", "4321", "987654", "１２３９"] {
        assert!(is_weak(weak), "{weak}");
    }
    for fine in ["7318", "86042", "407163", "1243", "1122"] {
        assert!(!is_weak(fine), "{fine}");
    }
}

#[test]
fn wrong_pins_cost_ever_more_time_up_to_a_quarter_of_an_hour() {
    let waits: Vec<u32> = (0..=11).map(wait_seconds).collect();
    assert_eq!(waits, [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900]);
    assert_eq!(wait_seconds(u32::MAX), 900);
    assert_eq!((0..=6).map(tries_left).collect::<Vec<u32>>(), [5, 4, 3, 2, 1, 0, 0], "the fifth miss is the one that waits");
}

#[test]
fn a_night_is_too_short_to_try_every_pin() {
    let night = 12 * 3600;
    let tries = (1..).scan(0_u32, |spent, failed| {
        *spent += wait_seconds(failed);
        (*spent < night).then_some(())
    });
    assert!(tries.count() < 100, "of ten thousand four-digit PINs");
}

#[test]
fn law_09_a_sale_belongs_to_the_day_the_wall_clock_in_lima_shows() {
    for (utc, day) in [
        ("2026-03-01T04:59:59Z", "2026-02-28"),
        ("2026-03-01T05:00:00Z", "2026-03-01"),
        ("2026-07-02T04:59:59Z", "2026-07-01"),
        ("2027-01-01T02:00:00Z", "2026-12-31"),
    ] {
        let instant: DateTime<Utc> = utc.parse().expect("the table holds instants");
        assert_eq!(business_date(instant).to_string(), day, "{utc}");
        assert_eq!(in_lima(instant).to_utc(), instant, "the wall clock shows the same instant");
    }
}

#[test]
fn law_05_only_weighed_goods_are_sold_in_fractions() {
    for (thousandths, weighed, sellable) in [
        (1_000, false, true),
        (845, false, false),
        (845, true, true),
        (1, true, true),
        (0, true, false),
        (-1_000, false, false),
        (Quantity::MAX_INPUT.thousandths(), false, true),
        (Quantity::MAX_INPUT.thousandths() + 1_000, false, false),
    ] {
        assert_eq!(
            quantity_is_sellable(Quantity::from_thousandths(thousandths), weighed),
            sellable,
            "{thousandths} weighed={weighed}"
        );
    }
}
