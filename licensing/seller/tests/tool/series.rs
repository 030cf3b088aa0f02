//! Series of documents that a lease names: well written, and no other till's.

use crate::desk::{FIRST, SECOND, Seller, Till, lease_words, till};

const THIRD: [&str; 3] = ["ZZ123-0001", "KN-55BB321", "9c:5c:8e:dd:ee:ff"];

/// A perpetual licence for so many tills, and three that ask.
fn shop(seller: &Seller, tills: u32) -> (String, [Till; 3]) {
    let licence = seller.licence("perpetua", &format!(" --cajas {tills}"), "licencia.txt");
    (licence, [till(seller, 1, FIRST), till(seller, 2, SECOND), till(seller, 3, THIRD)])
}

#[test]
fn only_a_series_of_real_documents_can_be_named() {
    let seller = Seller::new();
    let (licence, [first, ..]) = shop(&seller, 1);
    let refused =
        |series: &str| seller.refuses(&lease_words(&first.request, &licence, &format!(" --serie {series}"), "x.txt"));
    for bad in ["B01", "B0001", "0001", "E001", "NV01", "B0-1", "B001,"] {
        assert!(refused(bad).contains("no es una serie"), "{bad}");
    }
    for test in ["BX01", "F001,FZ01"] {
        assert!(refused(test).contains("serie de ensayo"), "{test}");
    }
    assert!(refused("B001,F001,b001").contains("B001 es la segunda de su clase"));
    let more = " --serie b001 --serie F001,BC01,FD0A";
    seller.lease(&first.request, &licence, more, "1.txt");
    assert!(seller.does("ver {}/1.txt").contains("series: B001, F001, BC01, FD0A\n"));
}

#[test]
fn two_tills_never_name_one_series() {
    let seller = Seller::new();
    let (licence, [first, second, third]) = shop(&seller, 3);
    let one = seller.lease(&first.request, &licence, " --serie B101,F101", "1.txt");
    let words = |series: &str| lease_words(&second.request, &licence, &format!(" --serie {series}"), "2.txt");
    let said = seller.refuses(&words("B102,F101"));
    assert!(said.contains(&format!("F101 es de la caja 1 (permiso {one})")) && !said.contains("B102"), "{said}");
    let said = seller.refuses(&words("B151,F102"));
    assert!(said.contains("B151 y B101") && said.contains("restaurar una copia"), "{said}");
    seller.does(&words("B102,F102,BC0A,FC0A"));
    seller.lease(&first.request, &licence, " --serie B201,F101", "3.txt");
    let said = seller.refuses(&lease_words(&third.request, &licence, " --serie B101", "x.txt"));
    assert!(said.contains("B101 es de la caja 1"), "what it numbered before stays its own: {said}");
    seller.lease(&first.request, &licence, " --serie B101,F101", "4.txt");
    seller.lease(&second.request, &licence, "", "5.txt");
    assert!(seller.does("ver {}/5.txt").contains("series: B102, F102, BC0A, FC0A\n"), "a renewal keeps them");
}

#[test]
fn another_licence_has_its_own_series() {
    let seller = Seller::new();
    let (licence, [first, second, _]) = shop(&seller, 1);
    seller.lease(&first.request, &licence, " --serie B101", "1.txt");
    let other = seller.licence("perpetua", "", "otra.txt");
    seller.lease(&second.request, &other, " --serie B101", "2.txt");
}

#[test]
fn what_a_till_makes_from_its_number_is_not_named_for_another() {
    let seller = Seller::new();
    let (licence, [first, second, _]) = shop(&seller, 2);
    let words = |series: &str| lease_words(&first.request, &licence, &format!(" --serie {series}"), "1.txt");
    for series in ["B002", "F002", "BC02", "FC02", "BD02", "FD02"] {
        assert!(seller.refuses(&words(series)).contains(&format!("{series} es de la caja 2 por su número")), "{series}");
    }
    assert!(seller.refuses(&words("B052")).contains("B052 y B002"), "the second till's own after a restore");
    seller.does(&words("B003,F001"));
    let grown = seller.licence("perpetua", &format!(" --id {licence} --cajas 3"), "mas.txt");
    seller.lease(&first.request, &grown, "", "2.txt");
    let third = |more: &str, file: &str| lease_words(&second.request, &licence, &format!(" --caja 3{more}"), file);
    let said = seller.refuses(&third("", "x.txt"));
    assert!(said.contains("la caja 3 daría números que son de otra: B003 es de la caja 1") && said.contains("--serie"));
    seller.does(&third(" --serie B103", "3.txt"));
}

#[test]
fn what_a_till_makes_from_its_own_number_may_be_named_for_it() {
    let seller = Seller::new();
    let (licence, [first, second, _]) = shop(&seller, 51);
    seller.lease(&first.request, &licence, " --serie B001", "1.txt");
    let said = seller.refuses(&lease_words(&second.request, &licence, " --caja 51", "x.txt"));
    assert!(said.contains("B051 y B001"), "the fifty-first makes what the first goes on with after a restore: {said}");
}

#[test]
fn a_number_that_another_till_had_comes_without_its_series() {
    let seller = Seller::new();
    let (licence, [first, second, _]) = shop(&seller, 2);
    seller.lease(&first.request, &licence, "", "1.txt");
    seller.lease(&first.request, &licence, " --caja 2", "2.txt");
    let words = |more: &str| lease_words(&second.request, &licence, &format!(" --caja 1{more}"), "3.txt");
    let said = seller.refuses(&words(""));
    assert!(said.contains("B001 es de la caja 1") && said.contains("FD01 es de la caja 1"), "{said}");
    seller.does(&words(" --serie B101,F101,BC0A,FC0A,BD0A,FD0A"));
}
