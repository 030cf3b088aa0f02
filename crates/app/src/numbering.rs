//! What this till numbers by: its number in the shop, and for each kind of paper a series that is its own alone.
//!
//! Tills of one shop without a line between them can only keep out of each other's numbers if whoever gave them their leases
//! said which till each is. Before a lease there is one till.

use caserita_domain::{
    document::{DocKind, kind_of_series},
    fiscal::Environment,
};
use caserita_licensing::LeaseTerms;
use caserita_store::{Series, Till, Tx, descends};
use serde_json::Map;
use uuid::Uuid;

use crate::{App, Error, Result};

/// A till's place in its shop, as its lease gives it.
pub(crate) struct Seat {
    number: i64,
    /// Series of electronic documents that are to be this till's; of a kind that is not among them, the number tells.
    series: Vec<String>,
}

impl Seat {
    /// The place before any lease: the only till there is.
    pub(crate) const ALONE: Seat = Seat { number: 1, series: Vec::new() };

    pub(crate) fn of(lease: &LeaseTerms) -> Seat {
        Seat { number: lease.till_no.into(), series: lease.series.clone() }
    }

    /// The row of a till that begins.
    pub(crate) fn till(&self, id: Uuid) -> Till {
        Till { id, name: name(self.number), number: self.number }
    }

    fn named(&self, kind: DocKind) -> Option<&String> {
        self.series.iter().find(|series| kind_of_series(series) == Some(kind))
    }

    /// What the till is to number by from now on instead of `old`, when it was number `before`. What the owner chose stays,
    /// unless the lease says otherwise by name.
    fn instead_of(&self, old: &Series, before: i64) -> Option<String> {
        let kind = old.doc_kind;
        let beta = kind.is_test_series(&old.series);
        match self.named(kind).filter(|_| !beta) {
            Some(named) => (!descends(&old.series, named)).then(|| named.clone()),
            None => (before != self.number && descends(&old.series, &derived(kind, before, beta)))
                .then(|| derived(kind, self.number, beta)),
        }
    }
}

impl App {
    /// The place that the lease in force gives this till; none from one that only serves until the right one is brought.
    pub(crate) fn seat(&self) -> Result<Option<Seat>> {
        self.with_licence(|held| {
            let own = held.current().filter(|_| held.unreadable_since.is_none());
            own.map(|(_, lease)| Seat::of(lease.terms()))
        })
    }

    /// Takes the place that the lease gives, where an older copy brought back another.
    pub(crate) fn mind_seat(&self) -> Result<()> {
        let Some(seat) = self.seat()? else { return Ok(()) };
        let number = self.store.read(|reader| reader.till(self.till_id))?.map(|till| till.number);
        if number.is_none_or(|number| number == seat.number) {
            return Ok(());
        }
        self.transact_system(|tx| {
            let note = Map::from_iter([("series".to_owned(), take_seat(tx, self.till_id, &seat)?.into())]);
            Ok(tx.audit("licence.seat", None, None, Some(self.till_id), note)?)
        })
    }
}

/// Takes a place: the till gets its number, and new series where those it has are not of that place. Answers these. Papers
/// already numbered stay as they are, and a series that this till had before goes on where it stopped.
pub(crate) fn take_seat(tx: &mut Tx<'_>, till_id: Uuid, seat: &Seat) -> Result<Vec<String>> {
    let Some(till) = tx.till(till_id)? else { return Ok(Vec::new()) };
    let mut taken = Vec::new();
    for old in tx.series_of(till_id)? {
        let Some(wanted) = seat.instead_of(&old, till.number) else { continue };
        let series = tx.series_of_epoch(&wanted)?;
        tx.set(&Series { series: series.clone(), first_number: 1, ..old })?;
        taken.push(series);
    }
    if till.number != seat.number {
        let name = if till.name == name(till.number) { name(seat.number) } else { till.name };
        tx.set(&Till { id: till_id, name, number: seat.number })?;
    }
    Ok(taken)
}

/// A series of each electronic kind. Going from the test service to the real one changes them all.
pub(crate) fn open_series(tx: &mut Tx<'_>, till_id: Uuid, environment: Environment, seat: Option<&Seat>) -> Result<()> {
    let number = tx.till(till_id)?.ok_or(Error::Internal("no till"))?.number;
    let known = tx.series_of(till_id)?;
    for kind in DocKind::ALL.into_iter().filter(|kind| kind.is_electronic()) {
        let old = known.iter().find(|series| series.doc_kind == kind);
        let beta = environment == Environment::Beta;
        if old.is_some_and(|old| kind.is_test_series(&old.series) == beta) {
            continue;
        }
        let named = seat.and_then(|seat| seat.named(kind)).filter(|_| !beta);
        let series = tx.series_of_epoch(&named.cloned().unwrap_or_else(|| derived(kind, number, beta)))?;
        let id = old.map_or_else(|| tx.new_id(), |series| series.id);
        tx.set(&Series { id, series, doc_kind: kind, till_id, first_number: 1 })?;
    }
    Ok(())
}

/// What a till makes of its number, for the test service or for real.
fn derived(kind: DocKind, number: i64, beta: bool) -> String {
    if beta { kind.test_series(number) } else { kind.series(number) }
}

fn name(number: i64) -> String {
    format!("Caja {number}")
}
