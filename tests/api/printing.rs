//! The spool and the printer.

use caserita_app::ports::SendFailureKind;
use caserita_testkit::{Person, TestTill, a_product, a_till};
use serde_json::{Value, json};

async fn a_shop() -> TestTill {
    a_till().with(a_product("Pan").price(100)).cash(0).printer().open().await
}

async fn newest(till: &TestTill) -> Value {
    till.get("/v1/print-jobs").await.ok()["rows"][0].clone()
}

fn path(job: &Value, verb: &str) -> String {
    format!("/v1/print-jobs/{}/{verb}", job["id"].as_str().expect("an id"))
}

#[tokio::test]
async fn a_sale_prints_once_and_opens_the_drawer() {
    let till = a_shop().await;
    let paid = till.sell("Pan").await;
    assert_eq!(newest(&till).await["state"], "queued");
    assert_eq!(till.get("/v1/printer/status").await.ok()["state"], "waiting");
    till.print();
    let job = newest(&till).await;
    assert_eq!((&job["state"], &job["id"], &job["title"]), (&json!("sent"), &paid["print_job"], &json!("NV01-00000001")));
    assert_eq!((&job["error"], &job["next_try"]), (&Value::Null, &Value::Null));
    let sent = till.printer.jobs();
    assert!(sent.len() == 1 && sent[0].opens_drawer(), "cash was taken");
    let status = till.get("/v1/printer/status").await.ok();
    assert_eq!(status, json!({ "configured": true, "state": "ready", "pending": 0, "problem": null }));
}

#[tokio::test]
async fn law_10_a_printer_that_is_off_stops_no_sale() {
    let till = a_shop().await;
    till.printer.fail(SendFailureKind::Unreachable, 0);
    till.sell("Pan").await;
    till.print();
    let job = newest(&till).await;
    assert_eq!(
        (&job["state"], &job["attempts"], &job["error"]["code"]),
        (&json!("queued"), &json!(1), &json!("print.unreachable"))
    );
    assert!(job["next_try"].is_string(), "it says when it is tried again");
    let status = till.get("/v1/printer/status").await.ok();
    assert_eq!((&status["state"], &status["problem"]["code"]), (&json!("failing"), &json!("print.unreachable")));
    till.sell("Pan").await;
    till.clock.seconds(2);
    till.print();
    let sent = till.printer.jobs();
    assert_eq!((sent[0].says("NV01-00000001"), sent[1].says("NV01-00000002")), (true, true), "order is kept");
}

#[tokio::test]
async fn a_ticket_torn_half_way_asks_a_person() {
    let till = a_shop().await;
    till.printer.fail(SendFailureKind::Broken, 40);
    till.sell("Pan").await;
    till.print();
    let job = newest(&till).await;
    assert_eq!((&job["state"], &job["error"]["code"]), (&json!("asks"), &json!("print.broken")));
    till.clock.seconds(600);
    till.print();
    assert!(till.printer.jobs().is_empty(), "a ticket that may be out is not sent again unasked");

    let again = till.post(&path(&job, "retry"), json!({})).await.ok();
    assert_eq!((&again["state"], &again["copy"]), (&json!("queued"), &json!(true)));
    till.print();
    assert!(till.printer.jobs()[0].says("COPIA"), "the second paper of one sale says so");
    till.post(&path(&job, "retry"), json!({})).await.refused("print.not_failed");
}

#[tokio::test]
async fn a_person_says_that_it_came_out_or_gives_it_up() {
    let till = a_shop().await;
    for (verb, state) in [("confirm", "sent"), ("cancel", "cancelled")] {
        till.printer.fail(SendFailureKind::Broken, 40);
        till.sell("Pan").await;
        till.print();
        let job = newest(&till).await;
        assert_eq!(till.post(&path(&job, verb), json!({})).await.ok()["state"], state);
    }
    assert_eq!(till.get("/v1/printer/status").await.ok()["pending"], 0);
    let nobodys = "/v1/print-jobs/00000000-0000-7000-8000-000000000000/retry";
    till.post(nobodys, json!({})).await.refused("print.job_unknown");
}

#[tokio::test]
async fn a_job_under_way_at_a_crash_is_asked_about() {
    let till = a_shop().await;
    till.sell("Pan").await;
    let job = till.app.store().read(|reader| reader.next_print_job()).expect("it reads").expect("a job");
    let sending = caserita_store::PrintJob { state: caserita_store::PrintState::Sending, ..job };
    till.app.store().write::<_, caserita_store::Error>(0, |tx| tx.update_print_job(&sending)).expect("it is written");
    let till = till.restart().await;
    till.log_in(Person::Cashier).await;
    assert_eq!(newest(&till).await["state"], "asks", "nobody knows what the paper shows");
}

#[tokio::test]
async fn without_a_printer_nothing_waits() {
    let till = a_till().with(a_product("Pan")).cash(0).open().await;
    let paid = till.sell("Pan").await;
    assert_eq!(paid["print_job"], Value::Null);
    let status = till.get("/v1/printer/status").await.ok();
    assert_eq!(status, json!({ "configured": false, "state": "none", "pending": 0, "problem": null }));
    till.log_in(Person::Technician).await;
    till.post("/v1/printer/test", json!({})).await.refused("print.none");
}

#[tokio::test]
async fn a_technician_sets_the_printer_up_and_tries_it() {
    let till = a_shop().await;
    till.log_in(Person::Technician).await;
    let mut profile = till.get("/v1/printer").await.ok();
    profile["columns"] = json!(32);
    profile["dots"] = json!(384);
    profile["transport"] = json!({ "kind": "device", "path": "/dev/usb/lp0" });
    assert_eq!(till.post("/v1/printer", profile.clone()).await.ok(), profile, "what is saved is what is read");
    till.post("/v1/printer/test", json!({})).await.ok();
    till.print();
    assert_eq!(till.printer.jobs().len(), 1);

    for (field, value) in [
        ("columns", json!(40)),
        ("dots", json!(500)),
        ("copies", json!(-1)),
        ("transport", json!({ "kind": "tcp", "host": "x", "port": 70_000 })),
        ("transport", json!({ "kind": "serial" })),
        ("code_page", json!({ "number": 2, "table": "cp999" })),
        ("drawer", json!({ "pin": 2, "on_ms": 100, "off_ms": 500 })),
        ("colour", json!("red")),
    ] {
        let mut wrong = profile.clone();
        wrong[field] = value;
        till.post("/v1/printer", wrong).await.refused("request.malformed");
    }
}

#[tokio::test]
async fn jobs_are_paged_newest_first() {
    let till = a_shop().await;
    for _ in 0..60 {
        till.sell("Pan").await;
    }
    let first = till.get("/v1/print-jobs").await.ok();
    assert_eq!((&first["rows"][0]["title"], first["rows"].as_array().map(Vec::len)), (&json!("NV01-00000060"), Some(50)));
    let next = first["next"].as_str().expect("there is more");
    let second = till.get(&format!("/v1/print-jobs?after={next}")).await.ok();
    assert_eq!((second["rows"].as_array().map(Vec::len), &second["next"]), (Some(10), &Value::Null));
}
