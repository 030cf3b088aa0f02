//! Days read out over the telephone.

use caserita_domain::access::Ability;
use caserita_licensing::{Deed, voice::VoiceRefusal};
use caserita_store::LicenceHappening;

use super::clock::{Behind, record};
use crate::{App, Call, Error, Result, gate::Op, till::lock};

impl App {
    /// Takes a code that was read out. Answers the days it lends. A wrong one is counted before it is refused.
    pub fn use_voice_code(&self, call: &Call, code: &str) -> Result<u32> {
        let _turn = lock(&self.licence.turn);
        let mut tried = false;
        let op = Op::audited("licence.code", Ability::BringLicence, Deed::Licence);
        let outcome = self.transact(call, op, |act| {
            tried = true;
            let (grant, behind) = self.with_licence(|held| {
                // What cannot be relied on is not lengthened.
                if held.unreadable_since.is_some() {
                    return Err(VoiceRefusal::NoMore);
                }
                let (state, now) = (held.decide().state, held.now());
                let lease = held.store.current().map(|(_, lease)| lease.clone()).ok_or(VoiceRefusal::NoSecret)?;
                let grant = held.stamp.unlocks.attempt(code, &lease, state, now)?;
                Ok::<_, VoiceRefusal>((grant, Behind::of(held)))
            })??;
            act.note("days", grant.days);
            act.note("counter", grant.counter);
            let word = grant.counter.to_string();
            record(act.tx, &behind, Some(act.user.id), (LicenceHappening::Code, word), Some(grant.days.into()))?;
            Ok(grant.days)
        });
        match outcome {
            Ok(_) if tried => self.settle_licence()?,
            Err(Error::Voice(_)) => self.keep_memory(true)?,
            _ => {}
        }
        outcome
    }
}
