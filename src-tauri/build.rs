//! Prepares the window's configuration and embeds the built interface.

fn main() {
    println!("cargo:rerun-if-changed=../ui/build");
    tauri_build::build();
}
