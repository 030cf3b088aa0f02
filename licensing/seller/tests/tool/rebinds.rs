//! A seat that goes from machine to machine: free at first, looked at from the fourth time in a year.

use crate::desk::{Seller, Till, lease_words, till};

/// A machine that shares nothing with those of other numbers.
fn machine(seller: &Seller, number: u8) -> Till {
    let serials = [format!("BOARD-{number}00"), format!("DISK-{number}00"), format!("9c:5c:8e:00:00:0{number}")];
    till(seller, number, [&serials[0], &serials[1], &serials[2]])
}

/// A licence whose one seat went from machine 1 to 2, to 3 and to 4, and machine 5 that asks for it.
fn moved_thrice(seller: &Seller, apart: i64) -> (String, Till) {
    let licence = seller.licence("perpetua", "", "licencia.txt");
    seller.lease(&machine(seller, 1).request, &licence, "", "1.txt");
    for number in 2..=4 {
        seller.ages(apart);
        let words = lease_words(&machine(seller, number).request, &licence, " --reemplaza 1", &format!("{number}.txt"));
        let said = seller.does(&words);
        assert!(said.contains(&format!("cambio {} en un año", number - 1)), "{said}");
    }
    (licence, machine(seller, 5))
}

#[test]
fn the_fourth_move_in_a_year_waits_for_a_person() {
    let seller = Seller::new();
    let (licence, fifth) = moved_thrice(&seller, 30);
    seller.ages(30);
    let before = seller.read("libro.jsonl");
    let words = |more: &str| lease_words(&fifth.request, &licence, &format!(" --reemplaza 1{more}"), "5.txt");
    let said = seller.refuses(&words(""));
    let today = chrono::Utc::now();
    for days in [90, 60, 30] {
        let day = (today - chrono::Duration::hours(5) - chrono::Duration::days(days)).format("%d/%m/%Y").to_string();
        assert!(said.contains(&day), "{day} in {said}");
    }
    assert!(said.contains("3 veces") && said.contains("--cambio-revisado"), "{said}");
    assert_eq!(seller.read("libro.jsonl"), before, "what was refused left no trace");
    assert!(seller.does(&words(" --cambio-revisado")).contains("cambio 4 en un año"));
    let back = lease_words(&machine(&seller, 1).request, &licence, " --reemplaza 1", "6.txt");
    assert!(seller.refuses(&back).contains("4 veces"), "looking once is not looking for ever");
    let renewed = seller.does(&lease_words(&fifth.request, &licence, "", "7.txt"));
    assert!(!renewed.contains("cambio"), "the machine that has the seat renews it: {renewed}");
}

#[test]
fn a_move_of_more_than_a_year_ago_does_not_count() {
    let seller = Seller::new();
    let (licence, fifth) = moved_thrice(&seller, 10);
    seller.ages(344);
    let words = lease_words(&fifth.request, &licence, " --reemplaza 1", "5.txt");
    assert!(seller.refuses(&words).contains("3 veces"), "364, 354 and 344 days ago");
    seller.ages(2);
    let said = seller.does(&words);
    assert!(said.contains("cambio 3 en un año"), "366, 356 and 346 days ago: {said}");
}

#[test]
fn the_same_machine_installed_again_is_free() {
    let seller = Seller::new();
    let licence = seller.licence("perpetua", "", "licencia.txt");
    let installed = |key: u8| till(&seller, key, ["BOARD-100", "DISK-100", "9c:5c:8e:00:00:01"]);
    let id = seller.lease(&installed(1).request, &licence, "", "1.txt");
    for key in 2..=6 {
        let more = if key == 6 { " --reemplaza 1" } else { "" };
        let said = seller.does(&lease_words(&installed(key).request, &licence, more, &format!("{key}.txt")));
        assert!(said.contains(&id) && !said.contains("cambio"), "{said}");
    }
    let rebuilt = till(&seller, 6, ["BOARD-700", "DISK-700", "9c:5c:8e:00:00:01"]);
    let said = seller.does(&lease_words(&rebuilt.request, &licence, "", "7.txt"));
    assert!(said.contains("cambio 1 en un año"), "its key in another machine is the first move: {said}");
}
