//! What the licence costs: the first look at it after a start, and the way from a file to selling again.

use std::time::{Duration, Instant};

use caserita_licensing::Plan;
use caserita_testkit::{Person, TestTill, a_till, lima};
use tokio::runtime::Runtime;

use crate::{measure::Rows, shop::Size};

const TURNS: u32 = 100;

pub fn check(rows: &mut Rows, size: Size) {
    let runtime = Runtime::new().expect("a runtime");
    let (starts, files) = runtime.block_on(measured());
    rows.time("licence read, verified and decided after a start", size, starts, 5_000);
    rows.time("licence file brought → the till sells again", size, files, 1_000_000);
}

async fn measured() -> (Vec<Duration>, Vec<Duration>) {
    let mut till: TestTill = a_till().open().await;
    let mut deal = till.licensed(Plan::Membership).await;
    let (mut starts, mut files) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        till = till.restart().await;
        till.log_in(Person::Owner).await;
        let started = Instant::now();
        till.licence().await;
        starts.push(started.elapsed());
        deal = deal.again("2026-03-02T09:00:00");
        deal.lease.issued_at = lima("2026-03-02T09:00:00") + i64::from(deal.lease.rev);
        let file = deal.file();
        let started = Instant::now();
        till.bring(&file).await.ok();
        files.push(started.elapsed());
    }
    (starts, files)
}
