/** The demo shop, read from the file the program stocks it from, so that no price is written twice. */
import demo from "../../../assets/demo/minimarket.json" with { type: "json" };

export type Person = (typeof demo.users)[number];

function person(first: string): Person {
  const found = demo.users.find(({ name }) => name.startsWith(first));
  if (!found) throw new Error(`nobody in the demo shop is called ${first}`);
  return found;
}

export const people = {
  rosario: person("Rosario"),
  julio: person("Julio"),
  rosa: person("Rosa "),
  kevin: person("Kevin"),
  tecnico: person("Técnico"),
};

export interface Product {
  name: string;
  code: string;
  /** Céntimos. */
  price: number;
}

/** A demo product by its whole name. */
function product(name: string): Product {
  const found = demo.products.find((each) => each.name === name);
  const base = found?.presentations[0];
  if (!found || !base) throw new Error(`the demo shop has no ${name}`);
  return { name, code: base.barcodes[0] ?? "", price: base.price };
}

export const products = {
  leche: product("Leche evaporada entera Altopasto lata 390 g"),
  lecheLight: product("Leche evaporada light Altopasto lata 390 g"),
  gaseosa: product("Gaseosa Yunza amarilla botella 500 ml"),
  cola: product("Gaseosa Chaski Cola botella 500 ml"),
  aceite: product("Aceite vegetal Olla Criolla botella 900 ml"),
  galleta: product("Galleta soda Rondalla paquete x 6"),
  atun: product("Atún en trozos Caleta Sur lata 140 g"),
  azucar: product("Azúcar rubia Cañaflor bolsa 1 kg"),
  agua: product("Agua sin gas Manantial Yuraq botella 625 ml"),
  cafe: product("Café instantáneo Loma Cafetera sobre 9 g"),
  fideo: product("Fideo tallarín grueso Nonna Rufina bolsa 500 g"),
  jabon: product("Jabón de tocador Ñusta de avena y miel 110 g"),
  papa: product("Papa blanca"),
  arroz: product("Arroz corriente a granel"),
  bolsa: product("Bolsa plástica grande"),
  bolsaMediana: product("Bolsa plástica mediana"),
};

/** Twelve different goods with a code, for a long queue of scans. */
export const basket: Product[] = demo.products
  .filter(({ kind, weighed, presentations }) => kind === "good" && !weighed && (presentations[0]?.barcodes.length ?? 0) > 0)
  .slice(0, 12)
  .map(({ name }) => product(name));

/** Céntimos as the screen writes them: `1,234.50`. */
export function written(centimos: number): string {
  const digits = String(centimos).padStart(3, "0");
  return `${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",")}.${digits.slice(-2)}`;
}
