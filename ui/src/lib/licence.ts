import type { Licence } from "$api/types";

/** The seller ended it, and it goes on until four in the morning. */
export function suspending({ state, flags }: Licence): boolean {
  return state !== "suspended" && flags.includes("suspension_pending");
}

/** Nothing was ever brought, or only something for trying. Papers that cannot be read any more were no trial. */
export function onTrial({ papers, last_import: last }: Licence): boolean {
  return papers ? papers.plan === "trial" : !last;
}
