/** A small shop's books, for tests of the screens behind the counter. */
import type {
  CashState,
  Category,
  CloseRow,
  Copies,
  CopyLook,
  HandCopy,
  Place,
  Product,
  PrinterProfile,
  PrintJob,
  ReportFigures,
  Sale,
  SaleRow,
  Shop,
  StockMovement,
  UserRow,
} from "$api";

export const today = "2026-11-20";
const at = (hour: number, minute: number) =>
  `${today}T${String(hour + 5).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}:00Z`;

export const categories: Category[] = ["Abarrotes", "Bebidas", "Lácteos", "Limpieza", "Frutas", "Conservas"].map(
  (name, index) => ({ id: `k${index + 1}`, name, products: 20 }),
);

type Seed = [name: string, category: number, price: number, stock: number, code: string | null, weighed?: boolean];
const seeds: Seed[] = [
  ["Leche evaporada Andina azul 390 g", 2, 420, 24_000, "7750000000017"],
  ["Gaseosa Chaski sabor limón 1.5 L", 1, 750, 9_000, "7750000000024"],
  ["Aceite vegetal Florcita 900 ml", 0, 990, 3_000, "7750000000031"],
  ["Café instantáneo Altura 180 g", 0, 2490, 5_000, "7750000000048"],
  ["Yogurt Pradera fresa 1 kg", 2, 690, 4_000, "7750000000055"],
  ["Palta fuerte", 4, 990, 12_400, null, true],
  ["Detergente Blanquita floral 800 g", 3, 1250, 11_000, "7750000000062"],
  ["Atún Bahía filete 140 g", 5, 680, 0, "7750000000079"],
  ["Galleta soda Merienda 6 und", 0, 390, 38_000, "7750000000086"],
  ["Papel higiénico Nube 4 rollos", 3, 580, 16_000, "7750000000093"],
  ["Huevo pardo", 0, 980, 22_300, null, true],
  ["Arroz extra Norteño 5 kg", 0, 2650, 7_000, "7750000000109"],
];

function product([name, category, price, stock, code, weighed = false]: Seed, index: number): Product {
  const unit = weighed ? "kg" : "und";
  return {
    ...{ id: `p${index + 1}`, sku: `P${String(index + 1).padStart(4, "0")}`, name, short_name: null },
    ...{ category_id: `k${category + 1}`, brand: name.split(" ")[1] ?? null, kind: "good", weighed, base_unit: unit },
    ...{ tax_class: weighed ? "exonerado" : "gravado", tracks_stock: true, min_stock: 6_000 },
    ...{ cost: Math.round(price * 0.8), quick_position: null, active: true, on_hand: stock },
    ...{ updated_at: at(9, 12), updated_by: "Charo Huamán" },
    presentations: [
      {
        ...{ id: `p${index + 1}a`, name: weighed ? "Kilo" : "Unidad", unit, factor: 1000, price },
        ...{ wholesale_price: null, wholesale_from: null, barcodes: code ? [code] : [], active: true },
      },
      ...(index === 2 ? [box(index, price)] : []),
    ],
  };
}

function box(index: number, price: number): Product["presentations"][number] {
  return {
    ...{ id: `p${index + 1}b`, name: "Caja de 12", unit: "caja", factor: 12_000, price: price * 11 },
    ...{ wholesale_price: null, wholesale_from: null, barcodes: ["17750000000038"], active: true },
  };
}

/** Sixty products: two pages of the list. */
export const products: Product[] = Array.from({ length: 60 }, (_, index) => {
  const seed = seeds[index % seeds.length] as Seed;
  const copy: Seed = index < seeds.length ? seed : [`${seed[0]} · ${index}`, seed[1], seed[2], seed[3], null, seed[5]];
  return product(copy, index);
});

export const movements: StockMovement[] = Array.from({ length: 70 }, (_, index) => ({
  at: at(17 - (index % 9), 59 - (index % 50)),
  kind: index === 69 ? "initial" : index % 7 === 3 ? "adjustment" : "sale",
  quantity: index % 7 === 3 ? 12_000 : -1_000,
  reference: index % 7 === 3 ? null : `NV01-00004${821 - index}`,
  reason: index % 7 === 3 ? "Compra" : null,
  user: "Rosa Quispe",
}));

export const cash: CashState = {
  session: {
    ...{ id: "s1", opened_at: at(7, 2), opened_by: "Rosa Quispe", float: 10_000, sales: 63, held: 0 },
    business_date: today,
  },
  movements: [
    {
      id: "m3",
      kind: "withdrawal",
      amount: 8_400,
      reason: "Pago a proveedor",
      by: "Rosa Quispe",
      approved_by: "Charo Huamán",
      at: at(11, 20),
    },
    { id: "m2", kind: "withdrawal", amount: 1_250, reason: "Pasajes", by: "Rosa Quispe", at: at(9, 41) },
    { id: "m1", kind: "income", amount: 5_000, reason: "Sencillo", by: "Rosa Quispe", at: at(8, 5) },
  ],
  denominations: [20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10],
  last_close: null,
};

export const closes: CloseRow[] = Array.from({ length: 60 }, (_, index) => ({
  z_number: 60 - index,
  closed_at: new Date(Date.parse("2026-11-20T03:04:00Z") - index * 86_400_000).toISOString(),
  closed_by: "Rosa Quispe",
  business_date: new Date(Date.parse("2026-11-19T12:00:00Z") - index * 86_400_000).toISOString().slice(0, 10),
  sales: 71 - (index % 20),
  total: 184_230 - index * 913,
  difference: [0, -200, 0, 50, 0][index % 5] ?? 0,
}));

export const figures: ReportFigures = {
  ...{ kind: "x", till_name: "Caja 1", opened_at: at(7, 2), opened_by: "Rosa Quispe", business_date: today },
  ...{ sales: 63, gross: 171_240, discounts: 1_820 },
  ...{
    rounding: -34,
    total: 169_420,
    voids: 1,
    voided: 640,
    refunds: 0,
    refunded: 0,
    cash_refunded: 0,
    charges: 0,
    charged: 0,
    cash_charged: 0,
    taxable: 118_200,
    exempt: 29_944,
    unaffected: 0,
  },
  ...{ igv: 21_276, icbper: 350, float: 10_000, income: 5_000, withdrawals: 9_650, change_given: 38_210 },
  ...{ drawer_openings: 2, reprints: 3, expected_cash: 98_736, counts: [] },
  series: [
    { kind: "nota_venta", series: "NV01", first: "NV01-00004759", last: "NV01-00004812", count: 54 },
    { kind: "boleta", series: "B001", first: "B001-00000211", last: "B001-00000218", count: 8 },
    { kind: "factura", series: "F001", first: "F001-00000012", last: "F001-00000012", count: 1 },
  ],
  tenders: [
    { tender: "cash", amount: 93_386, count: 41 },
    { tender: "yape", amount: 64_250, count: 17 },
    { tender: "plin", amount: 11_800, count: 5 },
  ],
  by_cashier: [
    { name: "Rosa Quispe", sales: 58, total: 151_320 },
    { name: "Luis Mamani", sales: 5, total: 18_100 },
  ],
};

export const sales: SaleRow[] = Array.from({ length: 63 }, (_, index) => ({
  ...{
    id: `v${index + 1}`,
    number: `NV01-0000${4821 - index}`,
    at: at(17 - Math.floor(index / 6), 59 - ((index * 9) % 60)),
  },
  ...{ total: [7842, 2340, 21480, 990, 4630, 8800, 1520, 640][index % 8] ?? 990, lines: 1 + (index % 7) },
  cashier: "Rosa Quispe",
  customer: index % 5 === 4 ? "Norma Chávez Rojas" : null,
  tenders: index % 3 ? ["cash"] : ["yape", "cash"],
  voided: index === 7,
  printed: 1,
  doc_kind: "nota_venta",
  light: null,
  print_state: index === 0 ? "queued" : index === 2 ? "failed" : "sent",
}));

export function saleOf(row: SaleRow): Sale {
  const totals: Sale["totals"] = {
    ...{
      subtotal: 8182,
      line_discounts: 340,
      ticket_discount: 0,
      saved: 340,
      taxable: 4830,
      exempt: 2141,
      unaffected: 0,
    },
    ...{ igv: 871, igv_rate: 1800, icbper: 100, bags: 2, total: row.total, lines: 4 },
  };
  const line = { detail: "", tax_class: "gravado" as const, igv: 114, icbper: 0, discount: 0 };
  return {
    ...{ id: row.id, number: row.number, doc_kind: "nota_venta", at: row.at, business_date: today, till: "Caja 1" },
    ...{
      cashier: row.cashier,
      totals,
      rounding: -2,
      change: 2160,
      copies: row.voided ? 0 : 1,
      charges: [],
      can_charge: false,
      print_state: row.print_state,
    },
    customer: row.customer ? { id: "c1", name: row.customer, doc_type: "dni", doc_number: "44718820" } : null,
    lines: [
      {
        ...line,
        line_no: 1,
        name: "Gaseosa Chaski sabor limón 1.5 L",
        unit: "und",
        quantity: 2000,
        left: 2000,
        unit_price: 750,
        gross: 1500,
        amount: 1500,
      },
      {
        ...line,
        line_no: 2,
        name: "Palta fuerte",
        unit: "kg",
        quantity: 845,
        left: 845,
        unit_price: 990,
        gross: 837,
        amount: 837,
        tax_class: "exonerado",
      },
      {
        ...line,
        line_no: 3,
        name: "Café instantáneo Altura 180 g",
        unit: "und",
        quantity: 1000,
        left: 1000,
        unit_price: 2490,
        gross: 2490,
        discount: 340,
        amount: 2150,
        discount_reason: "Envase golpeado",
        approved_by: "Charo Huamán",
      },
      {
        ...line,
        line_no: 4,
        name: "Bolsa con asa",
        unit: "und",
        quantity: 2000,
        left: 2000,
        unit_price: 10,
        gross: 20,
        amount: 20,
        icbper: 100,
      },
    ],
    payments: [
      { tender: "yape", amount: 5000, operation_code: "48213377" },
      { tender: "cash", amount: 2840, received: 5000, change: 2160 },
    ],
    void: row.voided
      ? { at: at(10, 2), by: "Rosa Quispe", approved_by: "Charo Huamán", reason: "Error al cobrar" }
      : null,
    refunds: [],
    can_refund: !row.voided,
    refund_blocked: row.voided ? "sale.already_voided" : null,
    document: null,
    can_void: !row.voided && row.id !== "v4",
    void_blocked: row.id === "v4" ? "sale.session_closed" : null,
  };
}

export const jobs: PrintJob[] = [
  {
    id: "j4",
    title: "Ticket NV01-00004821",
    state: "queued",
    attempts: 0,
    created_at: at(11, 47),
    next_try: at(11, 48),
    copy: false,
  },
  {
    id: "j3",
    title: "Ticket NV01-00004820",
    state: "asks",
    attempts: 1,
    created_at: at(11, 42),
    copy: false,
    error: { code: "print.broken", args: {} },
  },
  {
    id: "j2",
    title: "Ticket NV01-00004819",
    state: "failed",
    attempts: 5,
    created_at: at(11, 30),
    copy: true,
    error: { code: "print.paper_out", args: {} },
  },
  { id: "j1", title: "Ticket NV01-00004818", state: "sent", attempts: 1, created_at: at(11, 18), copy: false },
];

export const profile: PrinterProfile = {
  name: "Mostrador",
  transport: { kind: "tcp", host: "192.168.1.50", port: 9100 },
  ...{ columns: 42, dots: 512, code_page: { number: 2, table: "cp850" }, kanji_off: true, qr: "raster" },
  ...{
    cutter: "partial",
    feed_lines: 3,
    drawer: { pin: 0, on_ms: 100, off_ms: 500 },
    open_drawer_on: "cash",
    copies: 1,
  },
};

export const shop: Shop = {
  ...{ trade_name: "Bodega Doña Charo", legal_name: "Rosario Huamán Ccori", ruc: "10446789124" },
  ...{ address: "Jr. Los Claveles 245, San Martín de Porres", phone: "987 654 321" },
  ...{ receipt_message: "Gracias por tu compra, caserita", accent: null, logo_png: null },
};

export const users: UserRow[] = [
  { id: "u2", name: "Charo Huamán", role: "owner", active: true },
  { id: "u3", name: "Luis Mamani", role: "supervisor", active: true },
  { id: "u1", name: "Rosa Quispe", role: "cashier", active: true },
  { id: "u4", name: "Percy Tello", role: "technician", active: false },
];

export const handCopy: HandCopy = {
  path: "/media/charo/USB/caserita-bodega-dona-charo-2026-11-19-2102.db",
  taken_at: "2026-11-20T02:02:00Z",
  bytes: 12_400_000,
  sha256: "a".repeat(64),
  there: true,
};

export const copies: Copies = {
  kept: [
    { name: "daily-0001-000000004821-1.db", purpose: "daily", taken_at: "2026-11-20T13:00:00Z", bytes: 12_500_000 },
    { name: "daily-0001-000000004700-0.db", purpose: "daily", taken_at: "2026-11-19T13:00:00Z", bytes: 12_300_000 },
  ],
  by_hand: [handCopy],
  running: null,
};

export const places: Place[] = [
  { kind: "removable", path: "/media/charo/USB", name: "USB", free: 7_900_000_000, total: 8_000_000_000 },
  { kind: "downloads", path: "/home/charo/Descargas", name: "Descargas", free: 90_000_000_000, total: null },
];

export const look: CopyLook = {
  shop: "Bodega Doña Charo",
  ruc: "10446789124",
  till: "Caja 1",
  latest: "2026-11-20T13:00:00Z",
  last_sale: { number: "NV01-00004790", at: "2026-11-20T12:58:00Z" },
  sales: 4790,
  products: 60,
  customers: 8,
  documents: 0,
  bytes: 12_500_000,
  other_shop: false,
  other_till: false,
  lost_sales: 31,
  lost_documents: 0,
};
