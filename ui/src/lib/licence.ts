import type { Licence } from "$api/types";

/** Nothing was ever brought, or only something for trying. Papers that cannot be read any more were no trial. */
export function onTrial({ papers, last_import: last }: Licence): boolean {
  return papers ? papers.plan === "trial" : !last;
}
