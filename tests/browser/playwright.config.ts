import { defineConfig } from "@playwright/test";

const chromium = process.env.CASERITA_CHROMIUM ?? "/usr/bin/chromium";

/** The counter as most shops have it. */
export const counter = { width: 1366, height: 768 };

export default defineConfig({
  testDir: "stories",
  outputDir: "results",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 7_000 },
  reporter: [["list"]],
  use: {
    viewport: counter,
    locale: "es-PE",
    timezoneId: "America/Lima",
    screenshot: "only-on-failure",
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: {
      executablePath: chromium,
      // Chromium's own sandbox refuses to run as root, and its background chatter has no place on a till.
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    },
  },
});
