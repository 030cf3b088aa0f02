//! The SUNAT of tests as a program: prints its address and lives until its input ends. Each line of input says how one later
//! call goes: `rejected 2017`, `observed 4252`, `fault 200`, `cut`, `stored-cut`, `empty`, `credentials`, `pending 2`.

use std::io::{BufRead, stdin};

use caserita_testkit::sunat::{Behaviour, SunatServer};

fn main() {
    let sunat = SunatServer::start();
    println!("{}", sunat.url());
    for line in stdin().lock().lines().map_while(Result::ok) {
        match behaviour(&line) {
            Some(behaviour) => drop(sunat.then(behaviour)),
            None => eprintln!("no such behaviour: {line}"),
        }
    }
}

fn behaviour(line: &str) -> Option<Behaviour> {
    let (name, number) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
    let number = || number.parse::<u16>().ok();
    Some(match name {
        "accepted" => Behaviour::Accepted,
        "observed" => Behaviour::Observed(vec![number()?]),
        "rejected" => Behaviour::Rejected(number()?),
        "fault" => Behaviour::Fault(number()?),
        "stored-fault" => Behaviour::StoredThenFault(number()?),
        "cut" => Behaviour::Cut,
        "stored-cut" => Behaviour::StoredThenCut,
        "empty" => Behaviour::Empty,
        "credentials" => Behaviour::RefusedCredentials,
        "pending" => Behaviour::Pending(number()?.into()),
        _ => return None,
    })
}
