//! `test`: every test there is, cheapest first, and one plain line at the end that sums them up.
//!
//! Each runner reports to a file that it defines itself (JSON, JUnit), so the sum never depends on how a runner words
//! its screen output. The first failing stage ends the run: what comes after it is slower and would fail for the same
//! reason. Rust is built once, with the selection that the Rust tests use, and that program serves the other stages.

mod orphans;
mod stages;
mod tally;

use crate::shell::{Done, Stop, say};
use crate::{tools, ui};
use tally::Tally;

/// Runs the tests, or those whose name contains the filter.
pub fn run(filter: Option<&str>) -> Done {
    let mut sum = Tally::default();
    let outcome = all(filter, &mut sum);
    if let Err(stop) = &outcome {
        stop.tell();
    }
    println!("{sum}");
    outcome.map_err(|_| Stop::already_told())
}

fn all(filter: Option<&str>, sum: &mut Tally) -> Done {
    tools::ready(&tools::TEST)?;
    ui::build()?;
    for (name, stage) in stages::ALL {
        say(name);
        let seen = stage(filter);
        sum.add(&seen.tally);
        seen.outcome.map_err(|stop| {
            stop.tell();
            // A stage that broke before it could count is still a failure in the sum.
            sum.add(&Tally { passed: 0, failed: u64::from(seen.tally.failed == 0) });
            Stop::new(format!("tests stopped at: {name}"))
        })?;
    }
    Ok(())
}
