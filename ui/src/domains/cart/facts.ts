import type { ByHand, Cart, CartLine, DocKind } from "$api";
import { amount } from "$lib/format";
import { t } from "$lib/i18n";

/** What the second line of a basket line says after the price, most useful first. */
export function factsOf(line: CartLine, lit: boolean): string {
  const { weighed, is_bag, price_source, discount, on_hand } = line;
  const facts = [
    weighed ? t.sale.weighed : is_bag ? t.sale.icbper(amount(line.icbper_unit)) : line.detail,
    price_source === "wholesale" && t.sale.wholesale,
    price_source === "manual" && t.sale.manualPrice,
    discount > 0 && line.discount_reason,
    line.tax_class !== "gravado" && t.sale.noIgv,
    lit && on_hand != null && t.sale.inStock(on_hand, weighed ? line.unit : ""),
  ];
  return facts.filter(Boolean).join(" · ");
}

/** A factura is chosen and nobody it could be made out to. */
export function lacksRuc({ doc_kind, customer }: Cart): boolean {
  return doc_kind === "factura" && customer?.doc_type !== "ruc";
}

/** What a pre-printed paper can be, in a shop that gives electronic documents. */
export type PaperKind = Extract<DocKind, "boleta" | "factura">;

/** The pre-printed papers the shop may have written; none where it issues nothing. */
export function paperKinds({ doc_kinds }: Cart): PaperKind[] {
  return doc_kinds.filter((kind): kind is PaperKind => kind === "boleta" || kind === "factura");
}

/** The number of a pre-printed paper as any number is written: `0001-00000123`. */
export function paperNumber({ series, number }: ByHand): string {
  return `${series}-${String(number).padStart(8, "0")}`;
}

/** A pre-printed paper by its kind and number: `Boleta 0001-00000123`. */
export function paperName(paper: ByHand): string {
  return `${t.documents.kinds[paper.doc_kind]} ${paperNumber(paper)}`;
}
