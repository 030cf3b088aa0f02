/** A handful of invented goods for tests. */
import type { SearchHit, TaxClass } from "$api/types";

export interface Good extends SearchHit {
  icbper: number;
  reading?: string;
}

function good(n: number, name: string, detail: string, price: number, more: Partial<Good> = {}): Good {
  return {
    presentation_id: `p${n}`,
    product_id: `g${n}`,
    name,
    detail,
    unit: "und",
    price,
    weighed: false,
    is_bag: false,
    tax_class: "gravado" as TaxClass,
    on_hand: 12000,
    code: `77500000000${String(n).padStart(2, "0")}`,
    match: "words",
    icbper: 0,
    ...more,
  };
}

export const goods: Good[] = [
  good(1, "Gaseosa Andina Kola 1.5 L", "Botella no retornable", 750),
  good(2, "Leche evaporada Altura azul 390 g", "Lata", 420, { on_hand: 24000 }),
  good(3, "Fideos canuto Doña Julia 500 g", "Bolsa", 490),
  good(4, "Palta fuerte", "Granel", 990, { weighed: true, unit: "kg", tax_class: "exonerado", code: null }),
  good(5, "Detergente Brisa floral 800 g", "Bolsa", 1250),
  good(6, "Bolsa plástica grande", "Unidad", 20, { is_bag: true, icbper: 50, on_hand: null, code: null }),
  good(7, "Café instantáneo Cumbre 180 g", "Frasco", 2490, { on_hand: 5000 }),
  good(8, "Leche condensada Altura 393 g", "Lata", 690, { on_hand: 0 }),
  good(9, "Arroz granel", "Granel", 420, { weighed: true, unit: "kg", tax_class: "exonerado", code: null }),
  good(10, "Pan francés", "Unidad", 25, { on_hand: null, code: null }),
  good(11, "Huevo pardo", "Granel", 980, { weighed: true, unit: "kg", code: null }),
  good(12, "Bolsa plástica chica", "Unidad", 10, { is_bag: true, icbper: 50, on_hand: null, code: null }),
];
