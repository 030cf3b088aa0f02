import { defineConfig } from "@playwright/test";
import stories from "./playwright.config";

/** Takes the pictures of the README and the manual again: `npm run pictures`. */
export default defineConfig({ ...stories, testDir: "pictures", workers: 1 });
