//! Which machines are the same, and which values say nothing.

use super::*;

fn machine(values: [&str; 5]) -> Fingerprint {
    let values: Vec<_> = Component::ALL.into_iter().zip(values.map(str::to_owned)).collect();
    Fingerprint::of("20123456786", &values)
}

const SHOP: [&str; 5] = ["a1b2c3d4e5f6", "4c4c4544-0042-3010", "/7XK2/CN129", "S3Z9NB0K", "9c:5c:8e:01:02:03"];

fn with(changes: &[(usize, &str)]) -> Fingerprint {
    let mut values = SHOP.map(str::to_owned);
    for (at, value) in changes {
        values[*at] = (*value).to_owned();
    }
    machine([&values[0], &values[1], &values[2], &values[3], &values[4]])
}

#[test]
fn at_least_half_of_what_can_be_read_is_enough() {
    let table: [(&[(usize, &str)], DeviceVerdict); 8] = [
        (&[], DeviceVerdict::Same),
        (&[(3, "NEWDISK1")], DeviceVerdict::Same),
        (&[(3, "NEWDISK1"), (4, "00:11:22:33:44:55")], DeviceVerdict::Same),
        (&[(1, "other1"), (2, "other2"), (3, "other3")], DeviceVerdict::Changed),
        (&[(0, "other0"), (1, "other1"), (2, "other2"), (3, "other3"), (4, "other4")], DeviceVerdict::Moved),
        (&[(0, ""), (1, ""), (2, "other2"), (3, "other3"), (4, SHOP[4])], DeviceVerdict::Changed),
        (&[(0, ""), (1, "other"), (2, SHOP[2]), (3, SHOP[3]), (4, "other")], DeviceVerdict::Same),
        (&[(0, ""), (1, ""), (2, ""), (3, ""), (4, "")], DeviceVerdict::KeyAlone),
    ];
    for (changes, expected) in table {
        assert_eq!(machine(SHOP).judge(&with(changes)), expected, "{changes:?}");
    }
    assert_eq!(Fingerprint::default().judge(&machine(SHOP)), DeviceVerdict::KeyAlone, "a lease without components");
}

#[test]
fn a_cloned_image_on_another_machine_is_noticed_though_its_machine_id_is_the_same() {
    let clone = with(&[(1, "4c4c4544-9999"), (2, "/8YY1/CN777"), (3, "WD-99"), (4, "9c:5c:8e:aa:bb:cc")]);
    assert_eq!(machine(SHOP).judge(&clone), DeviceVerdict::Changed);
}

#[test]
fn what_makers_leave_blank_counts_for_nothing() {
    let junk = [
        "",
        "   ",
        "00000000-0000-0000-0000-000000000000",
        "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
        "03000200-0400-0500-0006-000700080009",
        "To be filled by O.E.M.",
        "Default string",
        "None",
        "N/A",
        "00:00:00:00:00:00",
        "ff:ff:ff:ff:ff:ff",
        "System Serial Number",
        "Not Specified",
        "xxxxxxx",
        "123456789",
        "INVALID",
        "Serial Number",
        "Not Present",
        "00020003-0004-0005-0006-000700080009",
        "0123456789ABCDEF",
    ];
    for value in junk {
        let seen = Fingerprint::of("s", &[(Component::SystemUuid, value.to_owned())]);
        assert!(seen.is_empty(), "{value:?}");
    }
}

#[test]
fn digests_depend_on_shop_component_and_value_and_not_on_how_a_value_is_written() {
    let of = |salt: &str, component, value: &str| Fingerprint::of(salt, &[(component, value.to_owned())]).texts();
    let one = of("20123456786", Component::DiskSerial, "S3Z9-NB0K");
    assert_eq!(one, of("20123456786", Component::DiskSerial, " s3z9nb0k "));
    assert_ne!(one, of("20999999991", Component::DiskSerial, "S3Z9-NB0K"));
    assert_ne!(one[0][5..], of("20123456786", Component::BoardSerial, "S3Z9-NB0K")[0][6..]);
    assert_eq!(one[0].len(), "disk:".len() + 16);
}

#[test]
fn a_vector_comes_back_from_its_texts() {
    let seen = machine(SHOP);
    assert_eq!(Fingerprint::parse(&seen.texts()), Ok(seen.clone()));
    let newer = [seen.texts(), vec!["tpm:00".to_owned()]].concat();
    assert_eq!(Fingerprint::parse(&newer), Ok(seen.clone()), "a newer program may know more components");
    for bad in ["disk", "disk:", "disk:0123456789ABCDEF", "disk:+123456789abcdef"] {
        assert_eq!(Fingerprint::parse(&[bad.to_owned()]), Err(Refusal::Damaged), "{bad}");
    }
    let twice = [seen.texts()[0].clone(), seen.texts()[0].clone()];
    assert_eq!(Fingerprint::parse(&twice), Err(Refusal::Damaged));
}

#[test]
fn a_person_looks_before_the_fourth_rebinding_in_a_year() {
    let (first, third) = ([DAY, 2 * DAY], [DAY, 2 * DAY, 3 * DAY]);
    assert!(!too_many_rebinds(&first, 4 * DAY), "the third is free");
    assert!(too_many_rebinds(&third, 4 * DAY));
    assert!(too_many_rebinds(&third, 366 * DAY - 1));
    assert!(!too_many_rebinds(&third, 366 * DAY), "after 365 days the first counts no more");
    assert_eq!(rebinds_of_the_year(&third, 366 * DAY), [2 * DAY, 3 * DAY]);
}

#[test]
fn a_key_and_its_secrets_do_not_show_in_logs() {
    let key = DeviceKey::from_seed(&[7; 32]);
    assert_eq!(format!("{key:?} {:?}", key.seal_key()), format!("DeviceKey({}) SealKey", key.public().kid()));
    assert_eq!(DevicePublic::parse(&key.public().to_string()), Ok(key.public()));
    assert!(DevicePublic::parse("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").is_err(), "a point of small order is no key");
}
