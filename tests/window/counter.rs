//! The window and who sits before it.

use std::{
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use caserita_tests::{cashier::demo_person, program};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, json};

type Outcome = Result<(), Box<dyn std::error::Error>>;

const PATIENCE: Duration = Duration::from_secs(30);
const FINGERS: Duration = Duration::from_millis(70);
/// No hand leaves a reader sooner; an Enter before that is taken for the reader's second one.
const HANDOVER: Duration = Duration::from_millis(250);
/// The Enter key, as WebDriver writes it.
pub const ENTER: char = '\u{e007}';

/// One window under a driver of its own.
pub struct Counter {
    window: Client,
    driver: Child,
    folder: PathBuf,
}

impl Counter {
    /// Starts the driver, which starts the program on this folder.
    pub async fn open(folder: &Path) -> Result<Counter, Box<dyn std::error::Error>> {
        let (port, native) = (free_port()?, free_port()?);
        let driver = Command::new("tauri-driver")
            .args(["--port", &port.to_string(), "--native-port", &native.to_string()])
            // Where the served till of the same folder keeps the key of its secrets.
            .env("XDG_CONFIG_HOME", folder.join("config"))
            .stdout(Stdio::null())
            // Whatever it starts in its turn ends with it.
            .process_group(0)
            .spawn()?;
        let mut capabilities = Map::new();
        let args = json!(["--profile", folder.to_string_lossy()]);
        capabilities
            .insert("tauri:options".into(), json!({ "application": program::binary().canonicalize()?, "args": args }));
        let address = format!("http://127.0.0.1:{port}");
        let mut counter = Err("the driver did not answer".into());
        for _ in 0..100 {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            match builder.capabilities(capabilities.clone()).connect(&address).await {
                Ok(window) => return Ok(Counter { window, driver, folder: folder.to_owned() }),
                Err(error) => counter = Err(error.into()),
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        counter
    }

    /// Waits until this text is somewhere on the screen.
    pub async fn sees(&self, text: &str) -> Outcome {
        let path = format!("//*[text()[contains(normalize-space(.), {})]]", quoted(text));
        match self.window.wait().at_most(PATIENCE).for_element(Locator::XPath(&path)).await {
            Ok(_) => Ok(()),
            Err(error) => {
                let shot = std::env::temp_dir().join("caserita-window.png");
                std::fs::write(&shot, self.window.screenshot().await?)?;
                Err(format!("«{text}» never came ({error}); the screen is in {}", shot.display()).into())
            }
        }
    }

    /// Types into the field with this label.
    pub async fn fills(&self, label: &str, text: &str) -> Outcome {
        let path = format!("//input[@id = //label[contains(normalize-space(.), {})]/@for]", quoted(label));
        let field = self.window.wait().at_most(PATIENCE).for_element(Locator::XPath(&path)).await?;
        field.click().await?;
        self.types(text).await
    }

    /// Presses the button that says so.
    pub async fn presses(&self, name: &str) -> Outcome {
        let path = format!("//button[contains(normalize-space(.), {})]", quoted(name));
        self.window.wait().at_most(PATIENCE).for_element(Locator::XPath(&path)).await?.click().await?;
        Ok(())
    }

    /// Types with fingers, wherever the keyboard is: slowly enough not to be taken for a reader.
    pub async fn types(&self, keys: &str) -> Outcome {
        for key in keys.chars() {
            self.window.active_element().await?.send_keys(&key.to_string()).await?;
            tokio::time::sleep(FINGERS).await;
        }
        Ok(())
    }

    /// Scans, wherever the keyboard is; then the hand goes back from the reader to the keys.
    pub async fn scans(&self, code: &str) -> Outcome {
        self.window.active_element().await?.send_keys(&format!("{code}{ENTER}")).await?;
        tokio::time::sleep(HANDOVER).await;
        Ok(())
    }

    /// Picks the demo's person of a role and enters their PIN.
    pub async fn logs_in(&self, role: &str) -> Outcome {
        self.enters_pin(role).await?;
        self.sees("Lector listo").await
    }

    /// The same, whatever comes after the PIN.
    pub async fn enters_pin(&self, role: &str) -> Outcome {
        let (name, pin) = demo_person(role);
        self.presses(&name).await?;
        self.sees("PIN").await?;
        self.types(&format!("{pin}{ENTER}")).await
    }

    /// Chooses this file where the screen asks for one. The system's own dialog is out of the driver's reach, so the field
    /// behind the button is brought to light.
    pub async fn brings(&self, file: &Path) -> Outcome {
        self.sees("Elegir archivo").await?;
        self.window.execute("document.querySelector('input[type=file]').hidden = false", Vec::new()).await?;
        self.window.find(Locator::Css("input[type=file]")).await?.send_keys(&file.to_string_lossy()).await?;
        Ok(())
    }

    /// Follows the link of the rail that says so.
    pub async fn goes_to(&self, screen: &str) -> Outcome {
        let path = format!("//nav//a[contains(normalize-space(.), {})]", quoted(screen));
        self.window.wait().at_most(PATIENCE).for_element(Locator::XPath(&path)).await?.click().await?;
        Ok(())
    }

    /// The power goes.
    pub async fn dies(mut self) -> Outcome {
        let pid = self.program_id().ok_or("the program is running")?;
        let killed = Command::new("kill").args(["-9", &pid.to_string()]).status()?;
        assert!(killed.success(), "it was running");
        self.end_driver();
        Ok(())
    }

    /// Closes the window as a person does.
    pub async fn close(mut self) -> Outcome {
        let window = self.window.clone();
        window.close().await?;
        self.end_driver();
        Ok(())
    }

    /// The program whose command line names this folder.
    fn program_id(&self) -> Option<u32> {
        let named = |pid: u32| {
            let line = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
            let words: Vec<&[u8]> = line.split(|byte| *byte == 0).collect();
            let folder = self.folder.to_string_lossy();
            words.first().is_some_and(|program| program.ends_with(b"caserita")) && words.contains(&folder.as_bytes())
        };
        let processes = std::fs::read_dir("/proc").ok()?;
        processes.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()).find(|pid| named(*pid))
    }

    fn end_driver(&mut self) {
        // Already gone when it ended with its session.
        let _ = Command::new("kill").args(["--", &format!("-{}", self.driver.id())]).status();
        let _ = self.driver.wait();
    }
}

impl Drop for Counter {
    /// A journey that failed leaves no program behind.
    fn drop(&mut self) {
        if let Some(pid) = self.program_id() {
            let _ = Command::new("kill").arg(pid.to_string()).status();
        }
        self.end_driver();
    }
}

fn free_port() -> std::io::Result<u16> {
    Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// An XPath string; our texts have no double quote.
fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}
