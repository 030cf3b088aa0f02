//! Numbers of people, companies and goods: a slip of one digit is caught wherever the check digit can catch it.

use caserita_domain::{
    barcode::{clean, gtin_is_valid, is_acceptable, spellings},
    document::{DocKind, IdentityType, full_number, ruc_is_valid},
};
use proptest::prelude::*;

const RUC_WEIGHTS: [u32; 10] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|letter| letter.to_digit(10)).collect()
}

fn ruc_remainder(ruc: &str) -> u32 {
    digits(ruc).iter().zip(RUC_WEIGHTS).map(|(digit, weight)| digit * weight).sum::<u32>() % 11
}

/// A RUC with its check digit, written from SUNAT's table of remainders rather than by the rule under test.
fn ruc() -> impl Strategy<Value = String> {
    (prop::sample::select(vec!["10", "15", "16", "17", "20"]), "[0-9]{8}").prop_map(|(prefix, middle)| {
        let body = format!("{prefix}{middle}");
        let check = ["1", "0", "9", "8", "7", "6", "5", "4", "3", "2", "1"][ruc_remainder(&body) as usize];
        body + check
    })
}

fn gtin() -> impl Strategy<Value = String> {
    prop::sample::select(vec![7_usize, 11, 12, 13])
        .prop_flat_map(|length| prop::collection::vec(0_u32..=9, length))
        .prop_map(|body| {
            let sum: u32 =
                body.iter().rev().enumerate().map(|(place, digit)| digit * if place % 2 == 0 { 3 } else { 1 }).sum();
            let check = (10 - sum % 10) % 10;
            body.iter().chain([&check]).map(u32::to_string).collect()
        })
}

fn with_digit(code: &str, place: usize, digit: u32) -> String {
    digits(code).iter().enumerate().map(|(at, old)| if at == place { digit.to_string() } else { old.to_string() }).collect()
}

#[test]
fn known_rucs_pass_and_known_slips_do_not() {
    for valid in ["20123456786", "20000000001"] {
        assert!(ruc_is_valid(valid), "{valid}");
    }
    for wrong in
        ["20123456789", "20000000000", "30123456786", "2012345678", "201234567860", "2012345678a", "", "２０123456786"]
    {
        assert!(!ruc_is_valid(wrong), "{wrong}");
    }
}

#[test]
fn known_codes_pass_and_known_slips_do_not() {
    for valid in ["4006381333931", "96385074", "036000291452", "10614141000415"] {
        assert!(gtin_is_valid(valid), "{valid}");
    }
    for wrong in ["4006381333932", "400638133393", "", "40063813339３1", "96385075", "4006381333931 "] {
        assert!(!gtin_is_valid(wrong), "{wrong}");
    }
}

#[test]
fn a_reader_may_drop_or_add_the_zero_of_a_upc() {
    assert_eq!(spellings("036000291452"), ["036000291452", "0036000291452"]);
    assert_eq!(spellings("0036000291452"), ["0036000291452", "036000291452"]);
    assert_eq!(spellings("4006381333931"), ["4006381333931"]);
    assert_eq!(spellings("A-12"), ["A-12"]);
}

#[test]
fn a_code_is_cleaned_of_what_a_reader_adds() {
    assert_eq!(clean(" \u{2}4006381333931\r\n").as_deref(), Some("4006381333931"));
    assert_eq!(clean("\u{1b}@").as_deref(), Some("@"));
    assert_eq!(clean(" \t\r\n"), None);
    assert_eq!(clean(&"9".repeat(81)), None);
}

#[test]
fn a_shop_may_invent_codes_but_not_mistype_a_printed_one() {
    for fine in ["A-12", "231", "4006381333931", "12345"] {
        assert!(is_acceptable(fine), "{fine}");
    }
    for wrong in ["4006381333932", " 231", "", "12\u{7}3"] {
        assert!(!is_acceptable(wrong), "{wrong:?}");
    }
}

#[test]
fn each_identity_document_has_its_own_shape() {
    for (kind, number, accepted) in [
        (IdentityType::Dni, Some("45871203"), true),
        (IdentityType::Dni, Some("4587120"), false),
        (IdentityType::Dni, Some("4587120a"), false),
        (IdentityType::Dni, None, false),
        (IdentityType::Ruc, Some("20123456786"), true),
        (IdentityType::Ruc, Some("20123456789"), false),
        (IdentityType::Ce, Some("001234567"), true),
        (IdentityType::Ce, Some("0012345678901"), false),
        (IdentityType::Passport, Some("AB123456"), true),
        (IdentityType::Passport, Some("AB 123456"), false),
        (IdentityType::None, None, true),
        (IdentityType::None, Some("00000000"), false),
    ] {
        assert_eq!(kind.accepts(number), accepted, "{kind:?} {number:?}");
    }
}

#[test]
fn numbers_read_as_on_the_paper() {
    assert_eq!(DocKind::NotaVenta.series(1), "NV01");
    assert_eq!(full_number("NV01", 12), "NV01-00000012");
    assert_eq!(DocKind::parse(DocKind::NotaVenta.as_str()), Some(DocKind::NotaVenta));
}

proptest! {
    #[test]
    fn every_ruc_with_its_check_digit_is_accepted(ruc in ruc()) {
        prop_assert!(ruc_is_valid(&ruc));
    }

    #[test]
    fn a_wrong_digit_in_a_ruc_is_refused_wherever_module_eleven_can_tell(
        ruc in ruc(), place in 0_usize..11, digit in 0_u32..=9,
    ) {
        let slipped = with_digit(&ruc, place, digit);
        prop_assume!(slipped != ruc);
        let blind = [ruc_remainder(&ruc), ruc_remainder(&slipped)].iter().all(|remainder| [0, 10].contains(remainder));
        prop_assert!(place < 10 || !ruc_is_valid(&slipped), "the check digit itself is never mistaken");
        prop_assert!(blind || !ruc_is_valid(&slipped), "{slipped}: only remainders 0 and 10 share the check digit 1");
    }

    #[test]
    fn every_gtin_with_its_check_digit_is_accepted(code in gtin()) {
        prop_assert!(gtin_is_valid(&code) && is_acceptable(&code));
    }

    #[test]
    fn every_wrong_digit_in_a_gtin_is_refused(code in gtin(), place in 0_usize..14, digit in 0_u32..=9) {
        let slipped = with_digit(&code, place % code.len(), digit);
        prop_assume!(slipped != code);
        prop_assert!(!gtin_is_valid(&slipped));
        prop_assert!(code.len() == 8 || !is_acceptable(&slipped), "eight digits may be a shop's own code");
    }

    #[test]
    fn reading_codes_and_numbers_never_panics(text in "\\PC{0,16}") {
        let _ = (clean(&text), spellings(&text), gtin_is_valid(&text), is_acceptable(&text), ruc_is_valid(&text));
        let _ = IdentityType::Dni.accepts(Some(&text));
    }

    #[test]
    fn a_cleaned_code_is_clean(text in any::<String>()) {
        if let Some(code) = clean(&text) {
            prop_assert_eq!(clean(&code), Some(code.clone()));
            prop_assert!(!code.chars().any(char::is_control));
        }
    }
}
