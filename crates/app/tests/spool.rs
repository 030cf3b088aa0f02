//! The printer does its worst, and the shop sells on.

mod shop;

use caserita_app::{
    Door, Error,
    ports::{SendFailure, SendFailureKind},
    printing::PrinterState,
};
use caserita_money::Money;
use caserita_store::{PrintJob, PrintState};
use shop::Shop;

fn newest(shop: &Shop) -> PrintJob {
    shop.app.print_jobs(Door::Window, None, 1).expect("it reads").rows.remove(0)
}

fn open_shop() -> Shop {
    let shop = Shop::open();
    shop.app.open_cash(&shop.call(), Money::from_cents(5_000)).expect("it opens");
    shop
}

#[test]
fn law_10_a_printer_that_is_off_never_stops_a_sale_and_prints_in_order_once_it_is_back() {
    let shop = open_shop();
    for kind in [
        SendFailureKind::Unreachable,
        SendFailureKind::Timeout,
        SendFailureKind::DeviceMissing,
        SendFailureKind::DeviceDenied,
        SendFailureKind::PaperOut,
    ] {
        shop.printer_fails(Some(SendFailure { kind, written: 0 }));
        shop.sell();
        shop.app.empty_spool().expect("the spool copes");
        let status = shop.app.printer_status(Door::Window).expect("it tells");
        assert_eq!(status.state, PrinterState::Failing, "the state is visible: {kind:?}");
        shop.clock.forward(60_000);
    }
    assert_eq!(shop.printed(), 0);
    shop.printer_fails(None);
    shop.clock.forward(60_000);
    shop.app.empty_spool().expect("the spool is emptied");
    assert_eq!(shop.printed(), 5, "every receipt comes out by itself");
    let jobs = shop.app.print_jobs(Door::Window, None, 10).expect("it reads").rows;
    assert!(jobs.iter().all(|job| job.state == PrintState::Sent));
    let numbers: Vec<&str> = jobs.iter().rev().map(|job| job.title.as_str()).collect();
    assert!(numbers.is_sorted(), "in the order they were sold: {numbers:?}");
    assert_eq!(shop.app.printer_status(Door::Window).expect("it tells").state, PrinterState::Ready);
}

#[test]
fn a_job_that_broke_half_way_is_asked_about_and_never_repeated_by_itself() {
    let shop = open_shop();
    shop.printer_fails(Some(SendFailure { kind: SendFailureKind::Broken, written: 300 }));
    shop.sell();
    shop.app.empty_spool().expect("the spool copes");
    let asked = newest(&shop);
    assert_eq!((asked.state, asked.error.as_deref()), (PrintState::Asks, Some("print.broken")));

    shop.printer_fails(None);
    shop.sell();
    shop.clock.forward(3_600_000);
    shop.app.empty_spool().expect("the spool goes on");
    assert_eq!(shop.printed(), 1, "only the next customer's receipt came out");

    let again = shop.app.retry_print(&shop.call(), asked.id).expect("a person may send it again");
    assert!(again.copy, "what may already be on paper comes out marked as a copy");
    shop.app.empty_spool().expect("the spool is emptied");
    let bytes = shop.paper.jobs.lock().expect("unpoisoned").last().cloned().expect("it came out");
    assert!(bytes.windows(5).any(|text| text == b"COPIA"), "the paper says so");
}

#[test]
fn a_job_under_way_when_the_power_went_is_asked_about() {
    let shop = open_shop();
    shop.sell();
    let job = newest(&shop);
    shop.app
        .store()
        .write(0, |tx| tx.update_print_job(&PrintJob { state: PrintState::Sending, ..job.clone() }))
        .expect("the power goes while it is sent");
    let shop = shop.reopened();
    assert_eq!(newest(&shop).state, PrintState::Asks, "nobody knows whether it came out");
    shop.app.confirm_print(&shop.call(), job.id).expect("a person looks at the paper");
    assert_eq!(newest(&shop).state, PrintState::Sent);
    assert!(matches!(shop.app.cancel_print(&shop.call(), job.id), Err(Error::PrintNotFailed)), "what is done stays done");
}

#[test]
fn law_01_nothing_is_sent_before_the_sale_is_committed() {
    let shop = open_shop();
    let sale = shop.sell().sale;
    assert_eq!(shop.printed(), 0, "paying only queues");
    let kept = shop.app.store().read(|reader| reader.sale(sale.id)).expect("it reads");
    assert_eq!(kept, Some(sale), "the sale, its lines and payments are on disk");
    shop.app.empty_spool().expect("the spool is emptied");
    assert_eq!(shop.printed(), 1);
}

#[test]
fn the_drawer_opens_past_a_stuck_spool_and_never_late() {
    let shop = open_shop();
    let kick = |bytes: &[u8]| bytes.windows(2).any(|pair| pair == [0x1B, b'p']);
    shop.printer_fails(Some(SendFailure { kind: SendFailureKind::PaperOut, written: 0 }));
    shop.sell();
    shop.app.empty_spool().expect("the spool copes");
    assert!(matches!(shop.app.open_drawer(&shop.call(), "cambio"), Err(Error::Printer(SendFailureKind::PaperOut))));

    shop.printer_fails(None);
    shop.app.open_drawer(&shop.call(), "cambio").expect("it opens");
    assert!(kick(&shop.paper.jobs.lock().expect("unpoisoned")[0]), "before the receipt that still waits its turn");

    shop.clock.forward(600_000);
    shop.app.empty_spool().expect("the spool is emptied");
    let late = shop.paper.jobs.lock().expect("unpoisoned")[1].clone();
    assert!(!kick(&late), "ten minutes later the receipt comes out, and the drawer stays shut");
    let openings = shop.app.x_report(Door::Window).expect("figures").drawer_openings;
    assert_eq!(openings, 2, "each opening by hand is logged, the failed one too");
}
