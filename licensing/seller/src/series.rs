//! Which series a lease names: none that another till of the licence gives numbers of.

use std::collections::BTreeSet;

use caserita_licensing::{
    VerifiedLicence,
    issue::series::{check, collide, of_number, of_till},
};

use crate::{cli::IssueLease, desk::Desk, lease::held, ledger::Ledger, problem::Problem, seat::Seat};

/// The series asked for, else those that the seat has.
pub fn of_lease(
    desk: &Desk,
    ledger: &Ledger,
    licence: &VerifiedLicence,
    seat: &Seat,
    wish: &IssueLease,
) -> Result<Vec<String>, Problem> {
    let wished: Vec<String> = wish.series.iter().map(|series| series.trim().to_uppercase()).collect();
    check(&wished)?;
    let mut clashes = with_numbers(&wished, seat, licence.terms().max_tills);
    let named = if wished.is_empty() { seat.series.clone() } else { wished };
    clashes.extend(with_tills(desk, ledger, &licence.terms().id, seat, &of_till(seat.till_no, &named)));
    if clashes.is_empty() {
        return Ok(named);
    }
    Err(Problem::SeriesTaken { till: seat.till_no, clashes: clashes.into_iter().collect::<Vec<_>>().join("; ") })
}

/// Series that a till has, or had once: the numbers that it gave of them are never to be given again.
fn with_tills(desk: &Desk, ledger: &Ledger, licence: &str, seat: &Seat, ours: &[String]) -> BTreeSet<String> {
    let others = ledger.history.iter().filter(|((id, _), line)| line.licence == licence && *id != seat.id);
    // A line under a root that is trusted no more tells nothing; the last of each till was read before.
    let others = others.filter_map(|(_, line)| held(desk, line).ok());
    let clashes = others.flat_map(|lease| {
        let theirs = of_till(lease.terms().till_no, &lease.terms().series);
        let whose = format!("de la caja {} (permiso {})", lease.terms().till_no, lease.terms().id);
        pairs(ours, &theirs).map(|(our, their)| clash(our, their, &whose)).collect::<Vec<_>>()
    });
    clashes.collect()
}

/// Series that another till of the licence makes from its number as soon as it has a lease. A till's own are its own.
fn with_numbers(wished: &[String], seat: &Seat, max: u32) -> BTreeSet<String> {
    let own = of_number(seat.till_no);
    let foreign: Vec<String> = wished.iter().filter(|series| !own.contains(series)).cloned().collect();
    let others = (1..=max).filter(|number| *number != seat.till_no);
    let clashes = others.flat_map(|number| {
        let (theirs, whose) = (of_number(number), format!("de la caja {number} por su número"));
        pairs(&foreign, &theirs).map(|(our, their)| clash(our, their, &whose)).collect::<Vec<_>>()
    });
    clashes.collect()
}

fn pairs<'a>(ours: &'a [String], theirs: &'a [String]) -> impl Iterator<Item = (&'a String, &'a String)> {
    let all = ours.iter().flat_map(move |our| theirs.iter().map(move |their| (our, their)));
    all.filter(|(our, their)| collide(our, their))
}

fn clash(our: &str, their: &str, whose: &str) -> String {
    if our == their {
        format!("{our} es {whose}")
    } else {
        format!("{our} y {their}, que es {whose}, pueden ser la misma después de restaurar una copia")
    }
}
