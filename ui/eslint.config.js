import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import { existsSync, readdirSync } from "node:fs";
import ts from "typescript-eslint";
import texts from "./lint/texts.js";
import svelteConfig from "./svelte.config.js";

/** Forbids imports under `folder` from the rooms named, each with the reason. */
function tier(folder, forbidden) {
  const patterns = Object.entries(forbidden).map(([room, why]) => ({ group: [room, `${room}/**`], message: why }));
  return {
    files: [`src/${folder}/**/*.{ts,svelte}`],
    ignores: ["**/*.test.ts"],
    rules: {
      "no-restricted-imports": ["error", { patterns: [...patterns, outward, ...(folder === "shell" ? [] : [window])] }],
    },
  };
}

const outward = { group: ["../../*"], message: "Name the room: $shared, $lib, $api, $domains, $screens." };
const window = { group: ["@tauri-apps/*"], message: "Only src/shell knows the window: go through $shell." };
const testing = { $testing: "Fixtures stay out of the product." };
const above = (...rooms) =>
  Object.fromEntries(rooms.map((room) => [room, "Tiers: shared ← domains ← screens ← routes."]));

const domains = existsSync("src/domains") ? readdirSync("src/domains") : [];
const siblings = (own) =>
  Object.fromEntries(
    domains
      .filter((name) => name !== own)
      .map((name) => [`$domains/${name}`, "A domain imports only itself, $shared, $lib and $api."]),
  );

export default ts.config(
  { ignores: ["build", ".svelte-kit", "src/api/schema.ts"] },
  js.configs.recommended,
  ts.configs.strict,
  ts.configs.stylistic,
  svelte.configs.recommended,
  svelte.configs.prettier,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    plugins: { caserita: { rules: { texts } } },
    rules: {
      "no-undef": "off",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-invalid-void-type": "off",
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "svelte/no-navigation-without-resolve": "off",
      "svelte/no-at-html-tags": "error",
      // A space between two parts has to be written so, or the formatter may take it away.
      "svelte/no-useless-mustaches": "off",
      // Maps, sets and dates are used as plain values; what is shown is kept in $state.
      "svelte/prefer-svelte-reactivity": "off",
      "no-console": ["error", { allow: ["error"] }],
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig } },
  },
  {
    files: ["src/**/*.{ts,svelte}"],
    ignores: ["src/lib/i18n/**", "src/lib/format.ts", "src/testing/**", "**/*.test.ts"],
    rules: { "caserita/texts": "error" },
  },
  tier("shell", { ...testing, ...above("$api", "$lib", "$shared", "$domains", "$screens") }),
  tier("api", { ...testing, ...above("$lib", "$shared", "$domains", "$screens") }),
  tier("lib", { ...testing, ...above("$shared", "$domains", "$screens") }),
  tier("shared", { ...testing, ...above("$api", "$shell", "$domains", "$screens") }),
  ...domains.map((name) => tier(`domains/${name}`, { ...testing, ...above("$screens"), ...siblings(name) })),
  tier("screens", { ...testing, $shell: "Go through $api or $lib." }),
  tier("routes", testing),
);
