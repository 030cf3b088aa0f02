//! The files of the workspace as the checks see them: what people wrote, not what tools left behind.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::shell::Stop;

/// Folders that hold the work of tools.
const MADE_BY_TOOLS: [&str; 6] = [".git", ".svelte-kit", "build", "node_modules", "results", "target"];

/// The root of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies one folder below the root")
}

/// Where the task runner keeps its own notes and the reports it asks for.
pub fn scratch(name: &str) -> Result<PathBuf, Stop> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let folder = root().join(target).join("xtask");
    fs::create_dir_all(&folder).map_err(|error| unreadable(&folder, &error))?;
    Ok(folder.join(name))
}

/// The debug build of a program of the workspace.
pub fn built(name: &str) -> Result<PathBuf, Stop> {
    built_in("debug", name)
}

/// A program of the workspace as built under a profile's folder.
pub fn built_in(profile: &str, name: &str) -> Result<PathBuf, Stop> {
    let notes = scratch("")?;
    let target = notes.parent().expect("the notes lie inside the target folder");
    Ok(target.join(profile).join(name))
}

/// A file of the workspace.
pub fn read(relative: &str) -> Result<String, Stop> {
    let path = root().join(relative);
    fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))
}

/// Replaces a file of the workspace.
pub fn write(relative: &str, text: &str) -> Result<(), Stop> {
    let path = root().join(relative);
    fs::write(&path, text).map_err(|error| unreadable(&path, &error))
}

/// Every file below a folder of the workspace, sorted, with paths relative to the root and `/` between names.
pub fn files_below(relative: &str) -> Result<Vec<String>, Stop> {
    let mut found = Vec::new();
    collect(&root().join(relative), &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, found: &mut Vec<String>) -> Result<(), Stop> {
    for entry in fs::read_dir(folder).map_err(|error| unreadable(folder, &error))? {
        let path = entry.map_err(|error| unreadable(folder, &error))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_symlink() {
            continue;
        } else if path.is_dir() {
            if !MADE_BY_TOOLS.contains(&name.as_str()) {
                collect(&path, found)?;
            }
        } else {
            let inside = path.strip_prefix(root()).expect("the walk starts inside the root");
            found.push(inside.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}

/// SHA-256 of bytes, in hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// One digest for names and contents of files, to tell whether anything changed.
pub fn digest_of(files: &[String]) -> Result<String, Stop> {
    let mut all = Sha256::new();
    for file in files {
        let path = root().join(file);
        let bytes = fs::read(&path).map_err(|error| unreadable(&path, &error))?;
        all.update(file.as_bytes());
        all.update([0]);
        all.update(digest(&bytes));
    }
    Ok(all.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn unreadable(path: &Path, error: &std::io::Error) -> Stop {
    Stop::new(format!("{}: {error}", path.display()))
}
