//! Node itself, and the packages of each folder that has a lock file.

use std::fs;

use crate::shell::{Done, Stop, program, say};
use crate::tree;

const OLDEST: u32 = 20;

/// Left in `node_modules` with the digest of the lock file it was installed from; `npm ci` sweeps it away.
const STAMP: &str = "node_modules/.installed-from";

/// Stops when Node is missing or too old.
pub fn new_enough() -> Done {
    let cure = format!("Cure: install Node {OLDEST} or newer with npm; then again");
    let version = program("node").args(["--version"]).text().map_err(|_| Stop::new(format!("node is missing. {cure}")))?;
    if major(&version).is_none_or(|major| major < OLDEST) {
        return Err(Stop::new(format!("node {} is too old. {cure}", version.trim())));
    }
    Ok(())
}

fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// Installs the packages of each folder that has none, or has those of another lock file.
pub fn install(folders: &[&str]) -> Done {
    for folder in folders {
        let here = tree::root().join(folder);
        let Ok(lock) = fs::read(here.join("package-lock.json")) else { continue };
        let wanted = tree::digest(&lock);
        if fs::read_to_string(here.join(STAMP)).is_ok_and(|stamp| stamp == wanted) {
            continue;
        }
        say(&format!("installing the npm packages of {folder}"));
        // Install scripts of other people's packages have no business here: nothing that is built needs one.
        let install = program("npm").dir(folder).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).run();
        if install.is_err() {
            return Err(Stop::new(format!("npm packages of {folder} are missing. Cure: `npm ci` in {folder}; then again")));
        }
        // Our own preparation is another matter (SvelteKit writes the types that everything else reads).
        program("npm").dir(folder).args(["run", "--if-present", "prepare"]).run()?;
        tree::write(&format!("{folder}/{STAMP}"), &wanted)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_as_node_prints_it() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("20"), None);
    }
}
