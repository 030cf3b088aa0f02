import type { Licence } from "$api/types";

/** A licence that has run out. */
export const licence: Licence = {
  state: "locked_readonly",
  flags: [],
  demo: false,
  demo_roots: false,
  entitlements: [],
  max_tills: 1,
  deeds: [
    { name: "view", allowed: true },
    { name: "new_sale", allowed: false },
  ],
  clock: { machine: "2026-11-20T13:00:00Z", trusted: "2026-11-20T13:00:00Z" },
  support_code: "ABCD1234-l1-0-1120",
  notice: "2026-11-20",
};
