//! Which till of a licence a machine is: the one it was, the one it takes the place of, or a new one.

use caserita_licensing::{DeviceVerdict, Fingerprint, LeaseTerms, VerifiedLicence, VerifiedRequest};
use chrono::NaiveDate;
use uuid::Uuid;

use crate::{cli::IssueLease, desk::Desk, lease::held, ledger::Ledger, problem::Problem};

/// The place of a till: its lease's id, next revision and number.
pub struct Seat {
    pub id: String,
    pub rev: u32,
    pub till_no: u32,
    pub series: Vec<String>,
    pub paid_through: Option<NaiveDate>,
}

impl Seat {
    fn again(terms: &LeaseTerms, rev: u32) -> Seat {
        Seat {
            id: terms.id.clone(),
            rev: rev + 1,
            till_no: terms.till_no,
            series: terms.series.clone(),
            paid_through: terms.paid_through,
        }
    }

    fn new(till_no: u32) -> Seat {
        Seat { id: Uuid::now_v7().to_string(), rev: 1, till_no, series: Vec::new(), paid_through: None }
    }
}

/// A request that names another shop than the licence: the till would refuse what is signed for it.
pub fn of_one_shop(licence: &VerifiedLicence, request: &VerifiedRequest) -> Result<(), Problem> {
    let ours = licence.terms().tax_id.as_str();
    match request.terms().tax_id.as_deref() {
        Some(theirs) if !ours.is_empty() && theirs != ours => {
            Err(Problem::OtherRuc { request: theirs.to_owned(), licence: ours.to_owned() })
        }
        _ => Ok(()),
    }
}

/// The machine's place, with a number that is its own and within the licence.
pub fn find(
    desk: &Desk,
    ledger: &Ledger,
    licence: &VerifiedLicence,
    request: &VerifiedRequest,
    wish: &IssueLease,
) -> Result<Seat, Problem> {
    let leases = given(desk, ledger, licence)?;
    let mut seat = match chosen(&leases, request, wish.replaces.as_deref())? {
        Some(known) => Seat::again(&known.terms, known.rev),
        None => Seat::new(0),
    };
    let max = licence.terms().max_tills;
    if seat.rev == 1 && leases.len() >= max as usize {
        return Err(Problem::NoSeat { max });
    }
    let others: Vec<&Given> = leases.iter().filter(|given| given.terms.id != seat.id).collect();
    let is_free = |number: &u32| others.iter().all(|given| given.terms.till_no != *number);
    let free = (1..=max).find(is_free);
    let number = wish.till.or((seat.rev > 1).then_some(seat.till_no)).or(free).unwrap_or(1);
    if number == 0 || number > max {
        return Err(Problem::NoSuchTill { number, max });
    }
    if let Some(holder) = others.iter().find(|given| given.terms.till_no == number) {
        let (lease, device) = (holder.terms.id.clone(), holder.terms.device.kid().to_string());
        return Err(Problem::TillTaken { number, lease, device, free });
    }
    seat.till_no = number;
    Ok(seat)
}

/// A lease of the licence as it was last given.
struct Given {
    rev: u32,
    terms: LeaseTerms,
}

fn given(desk: &Desk, ledger: &Ledger, licence: &VerifiedLicence) -> Result<Vec<Given>, Problem> {
    let lines = ledger.of_licence(&licence.terms().id);
    lines.map(|(_, line)| Ok(Given { rev: line.rev, terms: held(desk, line)?.terms().clone() })).collect()
}

/// The lease whose place the machine takes: the one it replaces, by id or by number; else its own, by its key or, after it
/// was installed again, by its parts.
fn chosen<'a>(leases: &'a [Given], request: &VerifiedRequest, replaces: Option<&str>) -> Result<Option<&'a Given>, Problem> {
    if let Some(wanted) = replaces {
        let number = wanted.parse::<u32>().ok();
        let found = leases.iter().find(|given| given.terms.id == wanted || Some(given.terms.till_no) == number);
        return found.map(Some).ok_or_else(|| Problem::Unknown(wanted.to_owned()));
    }
    let own = leases.iter().find(|given| given.terms.device == request.device());
    let same = |given: &&Given| is_same_machine(&given.terms.fingerprint, &request.terms().fingerprint);
    Ok(own.or_else(|| leases.iter().find(same)))
}

/// Whether a machine whose key is new is one that had a lease. One part alone proves little: copied images share their id.
pub fn is_same_machine(then: &Fingerprint, now: &Fingerprint) -> bool {
    then.judge(now) == DeviceVerdict::Same && then.same_parts(now) >= 2
}
