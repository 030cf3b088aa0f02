import { api, type DocKind, type DocLight, type DocQuery, type DocRow, type FiscalStatus } from "$api";
import { Live, Paged } from "$lib/live";

type Asked = Pick<DocQuery, "q" | "from" | "to">;

/** The electronic documents as a list, beside how they all stand. Words and days come from the screen's own search. */
export class DocumentList {
  light = $state<DocLight | "all">("all");
  kind = $state<DocKind | "all">("all");
  selected = $state<string | null>(null);
  readonly list = new Paged<DocRow>(["documents"], (after) => api.documents.list({ ...this.query, after }));
  readonly #standing = new Live(["documents", "settings"], async () => {
    const status = await api.documents.status();
    const known = status.environment != null || (await api.documents.list({ limit: 1 })).rows.length > 0;
    return { status, known };
  });

  constructor(private readonly asked: () => Asked) {}

  get query(): DocQuery {
    const { light, kind } = this;
    return { ...this.asked(), light: light === "all" ? null : light, kind: kind === "all" ? null : kind };
  }

  /** How they all stand; null until it is known. */
  get status(): FiscalStatus | null {
    return this.#standing.value?.status ?? null;
  }

  /** Whether this shop gives electronic documents, or once did. */
  get any(): boolean {
    return this.#standing.value?.known ?? false;
  }

  /** Something other than words and days narrows the list. */
  get filtered(): boolean {
    return this.light !== "all" || this.kind !== "all";
  }

  start(): () => void {
    return this.#standing.start();
  }

  narrow(by: { light?: DocLight | "all"; kind?: DocKind | "all" }): void {
    this.light = by.light ?? this.light;
    this.kind = by.kind ?? this.kind;
    void this.list.load();
  }
}
