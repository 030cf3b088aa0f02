//! How often a seat went to another machine, and when a person has to look before it goes again.

use caserita_licensing::{
    DevicePublic, DeviceVerdict, Fingerprint, LeaseTerms, VerifiedRequest,
    device::{rebinds_of_the_year, too_many_rebinds},
    lima,
};

use crate::{
    desk::Desk,
    lease::held,
    ledger::{Lease, Ledger},
    problem::Problem,
    seat::{Seat, is_same_machine},
};

/// Which re-binding of the year it is when the seat is given to the machine that asks; nothing when it is the seat's own.
pub fn allow(
    desk: &Desk,
    ledger: &Ledger,
    seat: &Seat,
    request: &VerifiedRequest,
    looked: bool,
) -> Result<Option<usize>, Problem> {
    // A line under a root that is trusted no more tells nothing; the last one was read before.
    let bound = |line: &Lease| Some((line.at, held(desk, line).ok()?.terms().clone()));
    let bound: Vec<(i64, LeaseTerms)> = ledger.revisions_of(&seat.id).filter_map(bound).collect();
    match bound.last() {
        Some((_, last)) if is_rebind(last, request.device(), &request.terms().fingerprint) => {}
        _ => return Ok(None),
    }
    let moved = |pair: &[(i64, LeaseTerms)]| match pair {
        [(_, then), (at, now)] => is_rebind(then, now.device, &now.fingerprint).then_some(*at),
        _ => None,
    };
    let before: Vec<i64> = bound.windows(2).filter_map(moved).collect();
    let this_year = rebinds_of_the_year(&before, desk.now());
    if too_many_rebinds(&before, desk.now()) && !looked {
        let days = this_year.iter().map(|at| lima::day_of(*at).format("%d/%m/%Y").to_string()).collect::<Vec<_>>();
        return Err(Problem::ManyRebinds { till: seat.till_no, count: days.len(), days: days.join(", ") });
    }
    Ok(Some(this_year.len() + 1))
}

/// Whether a seat goes to another machine. With the seat's own key only the parts can tell; with another, they alone can
/// tell that it is the same machine installed again.
fn is_rebind(then: &LeaseTerms, device: DevicePublic, now: &Fingerprint) -> bool {
    if then.device == device {
        matches!(then.fingerprint.judge(now), DeviceVerdict::Changed | DeviceVerdict::Moved)
    } else {
        !is_same_machine(&then.fingerprint, now)
    }
}
