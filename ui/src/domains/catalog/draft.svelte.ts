import { ProblemError, type Money, type Product, type ProductInput, type Uuid } from "$api";
import { explain, t } from "$lib/i18n";

/** A presentation while it is edited: an empty number is null. */
export interface PresentationDraft {
  /** Tells drafts apart on screen; new ones have no id yet. */
  key: string;
  id: Uuid | null;
  name: string;
  unit: string;
  factor: number | null;
  price: Money | null;
  wholesale_price: Money | null;
  wholesale_from: number | null;
  barcodes: string[];
  active: boolean;
}

type Values = Omit<ProductInput, "presentations" | "sku" | "short_name" | "brand" | "min_stock" | "cost"> & {
  sku: string;
  short_name: string;
  brand: string;
  min_stock: number | null;
  cost: Money | null;
  presentations: PresentationDraft[];
};

/** What is wrong, by field: `name`, or `<presentation key>.price`. */
export type FieldErrors = Record<string, string>;

/** One whole unit, in thousandths. */
const one = 1000;
let drafts = 0;

function presentation(unit: string, name = ""): PresentationDraft {
  return {
    key: `new-${++drafts}`,
    id: null,
    name,
    unit,
    factor: one,
    price: null,
    wholesale_price: null,
    wholesale_from: null,
    barcodes: [],
    active: true,
  };
}

function blank(): Values {
  return {
    sku: "",
    name: "",
    short_name: "",
    category_id: null,
    brand: "",
    kind: "good",
    tax_class: "gravado",
    weighed: false,
    base_unit: "und",
    tracks_stock: true,
    min_stock: null,
    cost: null,
    quick_position: null,
    active: true,
    presentations: [presentation("und", t.catalog.firstPresentation)],
  };
}

function valuesOf(product: Product): Values {
  return {
    sku: product.sku ?? "",
    name: product.name,
    short_name: product.short_name ?? "",
    category_id: product.category_id ?? null,
    brand: product.brand ?? "",
    kind: product.kind,
    tax_class: product.tax_class,
    weighed: product.weighed,
    base_unit: product.base_unit,
    tracks_stock: product.tracks_stock,
    min_stock: product.min_stock ?? null,
    cost: product.cost ?? null,
    quick_position: product.quick_position ?? null,
    active: product.active,
    presentations: product.presentations.map((each) => ({
      key: each.id,
      id: each.id,
      name: each.name,
      unit: each.unit,
      factor: each.factor,
      price: each.price,
      wholesale_price: each.wholesale_price ?? null,
      wholesale_from: each.wholesale_from ?? null,
      barcodes: [...each.barcodes],
      active: each.active,
    })),
  };
}

/** What stands in the field that an error names. */
function written(values: Values, field: string): string {
  const [owner, name = owner] = field.split(".");
  const holder = values.presentations.find(({ key }) => key === owner);
  const parts = holder ? { ...holder, wholesale: [holder.wholesale_price, holder.wholesale_from] } : values;
  return JSON.stringify(parts[name as keyof typeof parts]);
}

/** A product while it is edited: what was typed, whether it changed, and what is wrong with it. */
export class ProductDraft {
  values = $state<Values>(blank());
  /** The presentation that is open, and that takes the next scanned code. */
  chosenKey = $state("");
  #wrong = $state.raw<{ errors: FieldErrors; values: Values }>({ errors: {}, values: blank() });
  #before = "";

  constructor(product: Product | null) {
    if (product) this.values = valuesOf(product);
    this.chosenKey = this.values.presentations[0]?.key ?? "";
    this.#before = JSON.stringify(this.values);
  }

  get dirty(): boolean {
    return JSON.stringify(this.values) !== this.#before;
  }

  /** What is wrong, until that field is written again. */
  get errors(): FieldErrors {
    const { errors, values } = this.#wrong;
    const still = Object.entries(errors).filter(([field]) => written(values, field) === written(this.values, field));
    return Object.fromEntries(still);
  }

  get chosen(): PresentationDraft | undefined {
    return this.values.presentations.find(({ key }) => key === this.chosenKey);
  }

  addPresentation(): void {
    const added = presentation(this.values.base_unit);
    this.values.presentations.push(added);
    this.chosenKey = added.key;
  }

  removePresentation(key: string): void {
    this.values.presentations = this.values.presentations.filter((each) => each.key !== key);
    if (this.chosenKey === key) this.chosenKey = this.values.presentations[0]?.key ?? "";
  }

  /** Adds a code to a presentation, the open one unless told. False when the product already has it. */
  addCode(code: string, key = this.chosenKey): boolean {
    const clean = code.trim();
    const known = this.values.presentations.some(({ barcodes }) => barcodes.includes(clean));
    const taker = this.values.presentations.find((each) => each.key === key);
    if (!taker || clean === "" || known) return false;
    taker.barcodes.push(clean);
    return true;
  }

  removeCode(code: string): void {
    for (const each of this.values.presentations) each.barcodes = each.barcodes.filter((one) => one !== code);
  }

  /** Weighed goods are sold and kept by the kilo. */
  setWeighed(weighed: boolean): void {
    const unit = weighed ? "kg" : "und";
    this.values.weighed = weighed;
    this.values.base_unit = unit;
    for (const each of this.values.presentations) if (each.factor === one) each.unit = unit;
  }

  /** Checks what must be filled in; what to send, or null when something is wrong. */
  input(): ProductInput | null {
    this.#blame(this.#missing());
    if (Object.keys(this.errors).length > 0) {
      this.#openFirstWrong();
      return null;
    }
    const values = $state.snapshot(this.values);
    return {
      ...values,
      name: values.name.trim(),
      sku: values.sku.trim() || null,
      short_name: values.short_name.trim() || null,
      brand: values.brand.trim() || null,
      presentations: values.presentations.map(({ key: _key, ...each }) => ({
        ...each,
        name: each.name.trim(),
        factor: each.factor ?? one,
        price: each.price ?? 0,
      })),
    };
  }

  /** Puts a refusal beside the field it is about. False when it is about none. */
  refuse(error: unknown): boolean {
    const field = error instanceof ProblemError ? this.#fieldOf(error) : null;
    if (!field) return false;
    const { what, next } = explain(error);
    this.#blame({ [field]: `${what} ${next}` });
    this.#openFirstWrong();
    return true;
  }

  #missing(): FieldErrors {
    const errors: FieldErrors = {};
    const needs = t.catalog.needs;
    if (this.values.name.trim() === "") errors.name = needs.name;
    for (const each of this.values.presentations) {
      if (each.name.trim() === "") errors[`${each.key}.name`] = needs.presentationName;
      if (!each.price) errors[`${each.key}.price`] = needs.price;
      if (!each.factor) errors[`${each.key}.factor`] = needs.factor;
      if (!each.wholesale_price !== !each.wholesale_from) errors[`${each.key}.wholesale`] = needs.wholesale;
    }
    return errors;
  }

  #fieldOf({ code, args }: ProblemError): string | null {
    const holder = this.values.presentations.find(({ barcodes }) => barcodes.includes(String(args.code)));
    const key = (holder ?? this.chosen)?.key ?? "";
    const fields: Record<string, string> = {
      "catalog.name_required": "name",
      "catalog.sku_taken": "sku",
      "catalog.presentation_required": "presentations",
      "catalog.unit_required": `${key}.unit`,
      "catalog.price_invalid": `${key}.price`,
      "catalog.factor_invalid": `${key}.factor`,
      "catalog.barcode_taken": `${key}.barcodes`,
      "catalog.barcode_invalid": `${key}.barcodes`,
    };
    return fields[code] ?? null;
  }

  #blame(errors: FieldErrors): void {
    this.#wrong = { errors, values: $state.snapshot(this.values) };
  }

  /** A wrong field in a closed presentation would not be seen. */
  #openFirstWrong(): void {
    const wrong = this.values.presentations.find(({ key }) =>
      Object.keys(this.errors).some((field) => field.startsWith(`${key}.`)),
    );
    if (wrong) this.chosenKey = wrong.key;
  }
}
