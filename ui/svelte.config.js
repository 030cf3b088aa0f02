import adapter from "@sveltejs/adapter-static";
import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

/** @type {import("@sveltejs/kit").Config} */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: ({ filename }) => (filename.includes("node_modules") ? undefined : true) },
  kit: {
    // One page for every address: the window and `caserita serve` answer any unknown path with it.
    adapter: adapter({ pages: "build", assets: "build", fallback: "index.html", strict: true }),
    alias: {
      $api: "src/api",
      $shell: "src/shell",
      $shared: "src/shared",
      $domains: "src/domains",
      $screens: "src/screens",
      $testing: "src/testing",
    },
    // The till is updated by its installer, never under the cashier's hands.
    version: { name: process.env.npm_package_version ?? "0", pollInterval: 0 },
  },
};
