import { defineConfig } from "@playwright/test";
import stories from "./playwright.config";

/** What only a screen can measure; `cargo xtask bench` runs it against the release build. */
export default defineConfig({ ...stories, testDir: "measures", workers: 1 });
