import { ProblemError, type Cart } from "$api";

/** What a cashier can do at once about a document that the sale may not end in. */
export type Way = "customer" | "boleta" | "nota_venta" | "basket" | "shop" | "by_hand";

const ways: Record<string, readonly Way[]> = {
  "document.customer_ruc": ["customer", "boleta"],
  "document.identity_required": ["customer"],
  "document.customer_invalid": ["customer"],
  "document.worthless_line": ["basket"],
  "document.too_many_lines": ["basket"],
  "document.nrus_factura": ["boleta"],
  "document.issuer_incomplete": ["shop", "nota_venta"],
  "document.number_taken": ["by_hand"],
  "fiscal.series_invalid": ["by_hand"],
  "document.off": ["boleta", "nota_venta"],
};

/** The ways out of a refusal, as far as this sale has them; the one most wanted first. */
export function waysOut(error: unknown, cart: Pick<Cart, "doc_kind" | "doc_kinds" | "by_hand">): Way[] {
  const known = error instanceof ProblemError ? (ways[error.code] ?? []) : [];
  const offered = (way: Way) => {
    if (way === "by_hand") return Boolean(cart.by_hand);
    if (way !== "boleta" && way !== "nota_venta") return true;
    // The customer already holds another paper.
    return !cart.by_hand && cart.doc_kinds.includes(way) && cart.doc_kind !== way;
  };
  return known.filter(offered);
}
