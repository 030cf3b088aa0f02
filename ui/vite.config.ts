import { sveltekit } from "@sveltejs/kit/vite";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

const target = process.env.CASERITA_SERVE ?? "http://127.0.0.1:4780";

export default defineConfig({
  plugins: [sveltekit(), svelteTesting()],
  build: { target: ["chrome109", "safari16"] },
  server: { port: 5174, strictPort: true, proxy: { "/v1": { target, changeOrigin: false } } },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts"],
    setupFiles: ["src/testing/setup.ts"],
    restoreMocks: true,
  },
});
