import { api, type Category, type Product, type ProductFilter, type ProductRow, type Uuid } from "$api";
import { ProductDraft } from "$domains/catalog/draft.svelte";
import { Act } from "$lib/act.svelte";
import { goHome } from "$lib/focus";
import { t } from "$lib/i18n";
import { Live, Paged } from "$lib/live";
import { session } from "$lib/session.svelte";
import { toasts } from "$lib/toasts.svelte";
import { Unsaved } from "$lib/unsaved.svelte";
import type { Scan } from "$lib/wedge";

/** One product open for editing. */
export interface Editing {
  /** As it is kept; null while it is new. */
  product: Product | null;
  draft: ProductDraft;
}

/** The catalogue as a list beside the card of one product. */
export class ProductsController {
  /** What stands in the search field; it counts once the typing stops. */
  typed = $state("");
  q = $state("");
  filter = $state<ProductFilter>("all");
  category = $state<Uuid | null>(null);
  readonly list = new Paged<ProductRow>(["catalog"], (after) =>
    api.catalog.products({ q: this.q.trim(), filter: this.filter, category: this.category, after }),
  );
  readonly categories = new Live<Category[]>(["catalog"], () => api.catalog.categories());
  selected = $state<string | null>(null);
  editing = $state.raw<Editing | null>(null);
  readonly opening = new Act();
  readonly saving = new Act();
  readonly unsaved = new Unsaved(() => this.editing?.draft.dirty ?? false);

  start(): () => void {
    const stops = [this.list.start(), this.categories.start()];
    return () => stops.forEach((stop) => stop());
  }

  get mayEdit(): boolean {
    return session.can("edit_catalog");
  }

  get searching(): boolean {
    return this.q.trim() !== "" || this.category !== null;
  }

  search(q: string): Promise<void> {
    this.typed = this.q = q;
    return this.list.load();
  }

  show(filter: ProductFilter): void {
    this.filter = filter;
    void this.list.load();
  }

  inCategory(category: Uuid | null): void {
    this.category = category;
    void this.list.load();
  }

  open(row: ProductRow): void {
    if (this.editing?.product?.id === row.id) return;
    this.unsaved.leave(() => void this.#load(row.id));
  }

  create(code?: string): void {
    if (!this.mayEdit) return;
    this.unsaved.leave(() => {
      const draft = new ProductDraft(null);
      if (code) draft.addCode(code);
      this.selected = null;
      this.#edit({ product: null, draft });
    });
  }

  close(): void {
    this.unsaved.leave(() => {
      this.editing = null;
      this.saving.clear();
      goHome();
    });
  }

  async save(): Promise<void> {
    const editing = this.editing;
    const input = this.mayEdit ? editing?.draft.input() : null;
    if (!editing || !input) return;
    const { product } = editing;
    const saved = await this.saving.run(input, (key) =>
      product ? api.catalog.update(product.id, input, key) : api.catalog.create(input, key),
    );
    if (!saved) {
      if (editing.draft.refuse(this.saving.error)) this.saving.clear();
      return;
    }
    toasts.show(product ? t.catalog.saved : t.catalog.created);
    goHome();
    this.selected = saved.id;
    this.#edit({ product: saved, draft: new ProductDraft(saved) });
    void this.list.load(this.list.rows.length);
  }

  /** Takes the stock as an adjustment left it; what is being typed stays. */
  adjusted(product: Product): void {
    if (this.editing) this.editing = { ...this.editing, product };
  }

  /** A code goes to the open presentation; with no card open it finds its product. */
  async scanned({ code }: Scan): Promise<void> {
    const draft = this.editing?.draft;
    if (draft && this.mayEdit) {
      if (draft.addCode(code)) toasts.show(t.catalog.codeAdded(code, draft.chosen?.name || t.catalog.presentationName));
      else toasts.show(t.catalog.codeRepeated);
      return;
    }
    this.filter = "all";
    this.category = null;
    await this.search(code);
    const [only, ...others] = this.list.rows;
    if (!only || others.length > 0) return;
    this.selected = only.id;
    this.open(only);
  }

  async #load(id: Uuid): Promise<void> {
    const product = await this.opening.run(id, () => api.catalog.product(id));
    if (product && this.selected === id) this.#edit({ product, draft: new ProductDraft(product) });
  }

  #edit(editing: Editing): void {
    this.saving.clear();
    this.editing = editing;
  }
}
