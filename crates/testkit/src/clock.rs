//! A clock that stands still until it is turned, and a machine that was switched on with it.

use std::sync::{Arc, Mutex};

use caserita_app::{
    Clock,
    ports::{Component, MachinePort, Uptime},
};
use chrono::{DateTime, TimeDelta, Utc};

/// Time as a test wants it.
#[derive(Debug)]
pub struct FakeClock {
    face: Mutex<Face>,
}

#[derive(Debug, Clone, Copy)]
struct Face {
    shown: DateTime<Utc>,
    uptime: Uptime,
}

impl FakeClock {
    /// A clock at this instant, RFC 3339.
    pub fn at(instant: &str) -> FakeClock {
        FakeClock { face: Mutex::new(Face { shown: moment(instant), uptime: Uptime { millis: 0, boot: 1 } }) }
    }

    fn face(&self) -> std::sync::MutexGuard<'_, Face> {
        self.face.lock().expect("nobody panics holding the time")
    }

    /// Lets time go by.
    pub fn forward(&self, by: TimeDelta) {
        let mut face = self.face();
        face.shown += by;
        face.uptime.millis += by.num_milliseconds();
    }

    /// Lets seconds go by.
    pub fn seconds(&self, seconds: i64) {
        self.forward(TimeDelta::seconds(seconds));
    }

    /// Lets whole days go by.
    pub fn days(&self, days: i64) {
        self.forward(TimeDelta::days(days));
    }

    /// Lets time go by until this instant.
    pub fn until(&self, instant: &str) {
        let by = moment(instant) - self.now();
        self.forward(by);
    }

    /// Somebody sets the clock, which makes no time go by.
    pub fn set(&self, instant: &str) {
        self.face().shown = moment(instant);
    }

    /// The machine is switched off and on, and starts with its clock at this instant.
    pub fn reboot(&self, instant: &str) {
        let mut face = self.face();
        face.shown = moment(instant);
        face.uptime = Uptime { millis: 0, boot: face.uptime.boot + 1 };
    }
}

fn moment(instant: &str) -> DateTime<Utc> {
    instant.parse().expect("an instant such as 2026-03-02T15:00:00Z")
}

impl Clock for FakeClock {
    fn now(&self) -> DateTime<Utc> {
        self.face().shown
    }
}

/// A machine whose parts can be changed.
#[derive(Debug)]
pub struct FakeMachine {
    clock: Arc<FakeClock>,
    parts: Mutex<Vec<(Component, String)>>,
}

impl FakeMachine {
    pub(crate) fn new(clock: Arc<FakeClock>) -> FakeMachine {
        let machine = FakeMachine { clock, parts: Mutex::default() };
        machine.become_machine("first");
        machine
    }

    /// Every part is another's from now on.
    pub fn become_machine(&self, name: &str) {
        *self.parts.lock().expect("nobody panics holding the parts") = Component::ALL.map(|part| part_of(part, name)).into();
    }

    /// The first so many parts are another's from now on.
    pub fn get_parts(&self, count: usize, name: &str) {
        let mut parts = self.parts.lock().expect("nobody panics holding the parts");
        parts.iter_mut().take(count).for_each(|part| *part = part_of(part.0, name));
    }
}

fn part_of(component: Component, name: &str) -> (Component, String) {
    (component, format!("{}-of-{name}", component.word()))
}

impl MachinePort for FakeMachine {
    fn components(&self) -> Vec<(Component, String)> {
        self.parts.lock().expect("nobody panics holding the parts").clone()
    }

    fn uptime(&self) -> Uptime {
        self.clock.face().uptime
    }

    fn chance(&self) -> [u8; 32] {
        let halves = [uuid::Uuid::new_v4(), uuid::Uuid::new_v4()].map(uuid::Uuid::into_bytes).concat();
        halves.try_into().expect("two halves of sixteen")
    }
}
