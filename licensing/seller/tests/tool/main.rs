//! The tool as the seller runs it, and the shop's side of each file it writes.
#![allow(clippy::disallowed_methods, reason = "runs the built program")]

mod desk;
mod rebinds;
mod series;

use std::{fs, process::Command};

use caserita_licensing::{Outcome, Refusal, State, server_time::VerifiedTime, voice::Unlocks};

use desk::{FIRST, RUC, SECOND, Seller, Till, lease_words, till, till_of};

#[test]
fn from_the_roots_to_a_till_that_sells() {
    let seller = Seller::new();
    let mut till = till(&seller, 1, FIRST);
    let licence = seller.licence("perpetua", " --actualizaciones-hasta 2031-12-31", "licencia.txt");
    seller.lease(&till.request, &licence, " --series B001,F001", "permiso.txt");
    till.store.take(&seller.read("permiso.txt")).unwrap();
    let (right, lease) = till.store.current().expect("one file is enough");
    assert_eq!((right.terms().holder.as_str(), lease.terms().till_no), ("Bodega Ñusta", 1));
    assert_eq!(lease.terms().series, ["B001", "F001"]);
    let said = seller.does("ver {}/permiso.txt");
    for words in ["LICENCIA válida, perpetua", "PERMISO válido, sin fecha de fin", "series: B001, F001", "firma permisos"]
    {
        assert!(said.contains(words), "{words} in {said}");
    }
    assert!(seller.does(&format!("ver {}", till.request.display())).contains("PEDIDO DE UNA CAJA válido"));
    assert!(seller.does("ver {}/permisos.llave").contains("cifrada (firma permisos)"));
}

#[test]
fn a_qr_carries_the_same_documents() {
    let seller = Seller::new();
    let mut till = till(&seller, 1, FIRST);
    let licence = seller.licence("membresia", "", "licencia.txt");
    seller.lease(&till.request, &licence, " --pagado-hasta 2026-12-31", "permiso.txt");
    let lines = seller.does("qr {}/permiso.txt --texto");
    assert!(lines.lines().count() > 4 && lines.lines().all(|line| line.len() < 750), "the lease in two codes");
    let backwards: Vec<&str> = lines.lines().rev().collect();
    assert!(till.store.clone().take(&backwards.join("\n")).is_ok());
    till.store.take(&lines).unwrap();
    assert!(till.store.current().is_some());
    assert!(seller.does("qr {}/permiso.txt").contains('█'));
    let scanned = seller.path("escaneado.txt");
    fs::write(&scanned, seller.does(&format!("qr {} --texto", till.request.display()))).unwrap();
    seller.lease(&scanned, &licence, " --pagado-hasta 2027-01-31", "otro.txt");
    assert_eq!(till.store.take(&seller.read("otro.txt")).unwrap().items.last().unwrap().outcome, Outcome::New);
}

#[test]
fn revisions_rise_and_seats_are_counted() {
    let seller = Seller::new();
    let licence = seller.licence("membresia", "", "licencia.txt");
    let (first, second) = (till(&seller, 1, FIRST), till(&seller, 2, SECOND));
    let paid = " --pagado-hasta 2026-12-31";
    let id = seller.lease(&first.request, &licence, paid, "1.txt");
    assert_eq!(seller.lease(&first.request, &licence, paid, "2.txt"), id, "the same machine keeps its lease");
    assert!(seller.refuses(&lease_words(&second.request, &licence, paid, "3.txt")).contains("para 1 cajas"));
    let reinstalled = till(&seller, 3, FIRST);
    assert_eq!(seller.lease(&reinstalled.request, &licence, paid, "4.txt"), id, "a new key on the same machine, for free");
    let replaced = seller.lease(&second.request, &licence, &format!("{paid} --reemplaza {id}"), "5.txt");
    assert_eq!(replaced, id);
    assert!(seller.does("ver {}/5.txt").contains(&format!("id {id}, revisión 4")));
    let more = format!(" --id {licence} --cajas 2");
    assert_eq!(seller.licence("membresia", &more, "mas.txt"), licence);
    assert_ne!(seller.lease(&first.request, &licence, paid, "6.txt"), id);
    assert!(seller.does("ver {}/6.txt").contains("caja 2"));
    let old = lease_words(&first.request, "{}/licencia.txt", paid, "7.txt");
    assert!(seller.refuses(&old).contains("revisión más nueva"));
}

#[test]
fn a_number_is_of_one_machine_and_within_the_licence() {
    let seller = Seller::new();
    let licence = seller.licence("membresia", " --cajas 2", "licencia.txt");
    let (first, second) = (till(&seller, 1, FIRST), till(&seller, 2, SECOND));
    let paid = " --pagado-hasta 2026-12-31";
    let words = |till: &Till, more: &str, file: &str| lease_words(&till.request, &licence, &format!("{paid}{more}"), file);
    assert!(seller.refuses(&words(&first, " --caja 3", "x.txt")).contains("para 2 cajas: no hay caja 3"));
    assert!(seller.refuses(&words(&first, " --caja 0", "x.txt")).contains("no hay caja 0"));
    let one = seller.lease(&first.request, &licence, paid, "1.txt");
    let taken = seller.refuses(&words(&second, " --caja 1", "x.txt"));
    for word in ["la caja 1 ya es de otro equipo", &one, "--reemplaza 1", "--caja 2 está libre"] {
        assert!(taken.contains(word), "{word} in {taken}");
    }
    let two = seller.lease(&second.request, &licence, &format!("{paid} --caja 2"), "2.txt");
    assert!(seller.refuses(&words(&second, " --caja 1", "x.txt")).contains("--reemplaza 1"), "nor by changing places");
    assert_eq!(seller.lease(&second.request, &licence, &format!("{paid} --caja 2"), "3.txt"), two, "its own is its own");
    seller.licence("membresia", &format!(" --id {licence} --cajas 1"), "menos.txt");
    let over = seller.refuses(&words(&second, "", "x.txt"));
    assert!(over.contains("para 1 cajas: no hay caja 2") && over.contains("--cajas 2"), "{over}");
}

#[test]
fn a_till_that_moved_to_a_new_computer_is_replaced_by_its_number() {
    let seller = Seller::new();
    let licence = seller.licence("perpetua", " --cajas 2", "licencia.txt");
    let (first, second) = (till(&seller, 1, FIRST), till(&seller, 2, SECOND));
    seller.lease(&first.request, &licence, " --serie B001,F001", "1.txt");
    let id = seller.lease(&second.request, &licence, " --serie B002,F002", "2.txt");
    let mut bought = till(&seller, 3, ["NEW-0001", "NEW-0002", "9c:5c:8e:11:22:33"]);
    assert!(seller.refuses(&lease_words(&bought.request, &licence, "", "x.txt")).contains("--reemplaza N"));
    assert!(seller.refuses(&lease_words(&bought.request, &licence, " --reemplaza 7", "x.txt")).contains("libro: 7"));
    assert_eq!(seller.lease(&bought.request, &licence, " --reemplaza 2", "3.txt"), id);
    bought.store.take(&seller.read("3.txt")).unwrap();
    let terms = bought.store.current().expect("it sells").1.terms().clone();
    assert_eq!((terms.till_no, terms.rev, terms.series), (2, 2, vec!["B002".to_owned(), "F002".to_owned()]));
    let old = seller.refuses(&lease_words(&second.request, &licence, "", "x.txt"));
    assert!(old.contains("para 2 cajas"), "the old computer has no place any more: {old}");
}

#[test]
fn a_request_of_another_shop_is_not_answered() {
    let seller = Seller::new();
    let licence = seller.licence("perpetua", "", "licencia.txt");
    let stranger = till_of(&seller, 1, FIRST, Some("20100030595"));
    let said = seller.refuses(&lease_words(&stranger.request, &licence, "", "x.txt"));
    assert!(said.contains("RUC 20100030595") && said.contains(&format!("RUC {RUC}")), "{said}");
    let unset = till_of(&seller, 2, FIRST, None);
    seller.lease(&unset.request, &licence, "", "1.txt");
}

#[test]
fn a_suspension_and_a_revocation_reach_the_till() {
    let seller = Seller::new();
    let mut till = till(&seller, 1, FIRST);
    let licence = seller.licence("perpetua", "", "licencia.txt");
    let id = seller.lease(&till.request, &licence, "", "1.txt");
    till.store.take(&seller.read("1.txt")).unwrap();
    let words = format!("suspender --llave {{}}/permisos.llave --permiso {id} --motivo Cheque_devuelto --salida {{}}/2.txt");
    seller.does(&words);
    till.store.take(&seller.read("2.txt")).unwrap();
    assert_eq!(till.store.current().unwrap().1.terms().suspended.as_deref(), Some("Cheque devuelto"));
    let stolen = till.store.current().unwrap().1.block().kid().to_string();
    let itself = format!("revocar --llave {{}}/permisos.llave --kid {stolen} --salida {{}}/nuevos");
    assert!(seller.refuses(&itself).contains("a sí misma"));
    seller.does("llave crear --raiz {}/raiz-2.llave --uso permiso --salida {}/permisos-2.llave");
    seller.does(&itself.replace("permisos.llave", "permisos-2.llave"));
    let taken = till.store.take(&seller.read(&format!("nuevos/permiso-{id}.txt"))).unwrap();
    assert_eq!(taken.revoked.len(), 1);
    assert_eq!(till.store.current().unwrap().1.terms().rev, 3);
    assert_eq!(till.store.take(&seller.read("1.txt")).unwrap().refusal(), Some(Refusal::RevokedKey));
    assert!(seller.refuses(&lease_words(&till.request, &licence, "", "4.txt")).contains("revocada"));
}

#[test]
fn a_revocation_signs_no_lease_again_that_a_newer_one_took_the_place_of() {
    let seller = Seller::new();
    let mut till = till(&seller, 1, FIRST);
    let trial = seller.licence("prueba", "", "prueba.txt");
    let first = seller.lease(&till.request, &trial, " --meses 1", "1.txt");
    let bought = seller.licence("perpetua", "", "licencia.txt");
    let second = seller.lease(&till.request, &bought, "", "2.txt");
    till.store.take(&seller.read("2.txt")).unwrap();
    let stolen = till.store.current().unwrap().1.block().kid().to_string();
    seller.does("llave crear --raiz {}/raiz-2.llave --uso permiso --salida {}/permisos-2.llave");
    seller.does(&format!("revocar --llave {{}}/permisos-2.llave --kid {stolen} --salida {{}}/nuevos"));
    assert!(!seller.path(&format!("nuevos/permiso-{first}.txt")).exists());
    till.store.take(&seller.read(&format!("nuevos/permiso-{second}.txt"))).unwrap();
    assert_eq!(till.store.current().unwrap().0.terms().id, bought);
}

#[test]
fn a_key_that_signed_licences_is_revoked_only_after_they_were_signed_again() {
    let seller = Seller::new();
    let mut till = till(&seller, 1, FIRST);
    let licence = seller.licence("perpetua", "", "licencia.txt");
    let id = seller.lease(&till.request, &licence, "", "1.txt");
    till.store.take(&seller.read("1.txt")).unwrap();
    let stolen = till.store.current().unwrap().0.block().kid();
    let words = format!("revocar --llave {{}}/permisos.llave --kid {stolen} --salida {{}}/nuevos");
    assert!(seller.refuses(&words).contains(&licence));
    let old = fs::rename(seller.path("licencias.llave"), seller.path("robada.llave"));
    old.unwrap();
    seller.does("llave crear --raiz {}/raiz-1.llave --uso licencia --salida {}/licencias.llave");
    seller.licence("perpetua", &format!(" --id {licence}"), "licencia-2.txt");
    seller.does(&words);
    let taken = till.store.take(&seller.read(&format!("nuevos/permiso-{id}.txt"))).unwrap();
    assert_eq!((taken.revoked.as_slice(), till.store.current().unwrap().0.terms().rev), ([stolen].as_slice(), 2));
}

#[test]
fn months_count_from_the_old_end_while_it_is_not_over() {
    let seller = Seller::new();
    let mut till = till(&seller, 1, FIRST);
    let licence = seller.licence("membresia", "", "licencia.txt");
    let mut paid = |months: u32, file: &str| {
        seller.lease(&till.request, &licence, &format!(" --meses {months}"), file);
        till.store.take(&seller.read(file)).unwrap();
        till.store.current().unwrap().1.terms().paid_through.unwrap()
    };
    let first = paid(1, "1.txt");
    assert_eq!(paid(3, "2.txt"), first.checked_add_months(chrono::Months::new(3)).unwrap());
}

#[test]
fn a_dictated_code_is_understood_by_the_till_and_dictated_again_the_same() {
    let seller = Seller::new();
    let mut till = till(&seller, 1, FIRST);
    let licence = seller.licence("membresia", "", "licencia.txt");
    let id = seller.lease(&till.request, &licence, " --pagado-hasta 2026-01-31", "1.txt");
    till.store.take(&seller.read("1.txt")).unwrap();
    let words =
        |counter, days| format!("codigo --llave {{}}/permisos.llave --permiso {id} --contador {counter} --dias {days}");
    let said = seller.does(&words(1, 7));
    assert_eq!(seller.does(&words(1, 7)), said);
    let helped = |code: &str| format!("codigo --llave {{}}/permisos.llave --ayuda-de {code} --dias 7");
    let device = till.store.current().unwrap().1.terms().device.kid().to_string();
    let support = format!("{}-G1-1-0131", &device[..8]);
    assert_eq!(seller.does(&helped(&support)), said, "the support code says the same");
    assert!(seller.refuses(&helped("nada")).contains("no está completo"));
    assert!(seller.refuses(&helped("00000000-G1-1-0131")).contains("no tiene un permiso"));
    assert!(seller.refuses(&helped("SINCLAVE-T0-0-0131")).contains("no tiene un permiso"));
    assert!(seller.refuses(&words(1, 15)).contains("ya se dictó"));
    assert!(seller.refuses(&words(3, 7)).contains("no admite más"));
    assert!(seller.refuses(&words(2, 30)).contains("3, 7 o 15"));
    let lease = till.store.current().unwrap().1.clone();
    let mut unlocks = Unlocks::default();
    assert_eq!(unlocks.attempt(said.lines().next().unwrap(), &lease, State::Grace, 5).unwrap().days, 7);
    seller.lease(&till.request, &licence, " --pagado-hasta 2026-02-28", "2.txt");
    till.store.take(&seller.read("2.txt")).unwrap();
    let renewed = till.store.current().unwrap().1.terms().clone();
    assert_eq!((renewed.unlock_counter, unlocks.next_counter(&renewed)), (1, 2));
}

#[test]
fn the_time_is_told_to_the_till_that_asked() {
    let seller = Seller::new();
    let till = till(&seller, 5, FIRST);
    seller.does(&format!("hora --llave {{}}/permisos.llave --pedido {} --salida {{}}/hora.txt", till.request.display()));
    let told = till.store.time(&seller.read("hora.txt"), [5; 8]).map(VerifiedTime::at).unwrap();
    assert!(told > 1_767_000_000_000);
    assert_eq!(till.key.public().kid().to_string().len(), 16);
}

#[test]
fn what_cannot_be_is_said_and_nothing_is_overwritten() {
    let seller = Seller::new();
    let till = till(&seller, 1, FIRST);
    let licence = seller.licence("membresia", "", "licencia.txt");
    let before = seller.read("libro.jsonl");
    assert!(seller.refuses("raices crear").contains("no se sobrescribe"));
    assert!(seller.refuses(&lease_words(&till.request, &licence, "", "x.txt")).contains("--pagado-hasta"));
    assert!(
        seller.refuses(&lease_words(&till.request, &licence, " --pagado-hasta 2040-01-01", "x.txt")).contains("más tiempo")
    );
    assert!(seller.refuses(&lease_words(&till.request, "L-999", " --pagado-hasta 2026-12-31", "x.txt")).contains("libro"));
    let existing = lease_words(&till.request, &licence, " --pagado-hasta 2026-12-31", "licencia.txt");
    assert!(seller.refuses(&existing).contains("no se sobrescribe"));
    let wrong =
        "licencia emitir --llave {}/permisos.llave --plan perpetua --titular X --modulos minimarket --salida {}/x.txt";
    assert!(seller.refuses(wrong).contains("otro uso"));
    assert!(seller.refuses(&wrong.replace("permisos", "licencias").replace("minimarket", "mini")).contains("módulos"));
    assert!(seller.refuses(&wrong.replace("permisos", "licencias").replace("minimarket", "sync")).contains("rubro"));
    assert!(seller.refuses(&format!("{} --ruc 20131312956", wrong.replace("permisos", "licencias"))).contains("RUC"));
    assert_eq!(seller.read("libro.jsonl"), before, "what failed left no trace");
    fs::write(seller.path("alterada.txt"), seller.read("licencia.txt").replacen('A', "B", 1)).unwrap();
    assert!(seller.refuses("ver {}/alterada.txt").contains("licence."));
    let other = Command::new(env!("CARGO_BIN_EXE_caserita-seller"))
        .args(["--carpeta", &seller.0.path().to_string_lossy(), "codigo", "--llave"])
        .arg(seller.path("permisos.llave"))
        .args(["--permiso", "x", "--contador", "1", "--dias", "3"])
        .env("CASERITA_FRASE", "otra frase cualquiera")
        .output()
        .unwrap();
    assert!(!other.status.success());
    fs::write(seller.path("libro.jsonl"), before + "roto\n").unwrap();
    assert!(seller.refuses(&lease_words(&till.request, &licence, "", "x.txt")).contains("línea"));
}

#[test]
fn every_order_explains_itself_in_spanish() {
    let run = |words: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_caserita-seller")).args(words).output().unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        for english in ["Usage", "Commands", "OPTIONS", "Options:", "Print", "default", "possible", "error:"] {
            assert!(!said.contains(english), "{words:?} says {english}: {said}");
        }
        (output.status.code(), said)
    };
    let below: [(&str, &[&str]); 10] = [
        ("raices", &["crear"]),
        ("llave", &["crear"]),
        ("licencia", &["emitir"]),
        ("permiso", &["emitir"]),
        ("suspender", &[]),
        ("revocar", &[]),
        ("codigo", &[]),
        ("hora", &[]),
        ("ver", &[]),
        ("qr", &[]),
    ];
    assert_eq!(run(&["--help"]).0, Some(0));
    for (verb, more) in below {
        assert!(run(&["--help"]).1.contains(verb));
        let words = [&[verb], more, &["--help"]].concat();
        let (code, said) = run(&words);
        assert!(code == Some(0) && said.contains("Uso: "), "{said}");
    }
    let wrong: [(&[&str], &str); 6] = [
        (&[], "Órdenes"),
        (&["vender"], "no se conoce la orden vender"),
        (&["codigo", "--dias", "3"], "--llave"),
        (&["codigo", "--dias", "tres"], "«tres» no sirve"),
        (&["ver", "--algo"], "no se conoce --algo"),
        (&["llave", "crear", "--uso", "todo"], "«todo» no sirve"),
    ];
    for (words, expected) in wrong {
        let (code, said) = run(words);
        assert!(code == Some(2) && said.contains(expected), "{words:?}: {said}");
    }
}
