import { api, type FiscalDocument } from "$api";
import { Act } from "$lib/act.svelte";
import { saveFile } from "$lib/files";
import { t } from "$lib/i18n";
import { openOrCopy } from "$lib/links";
import { Live } from "$lib/live";
import { toasts } from "$lib/toasts.svelte";
import { mail, mobile, whatsapp } from "./share";

export type Via = "whatsapp" | "mail";
type File = "xml" | "constancia" | "pdf";

/** One electronic document beside a list: kept fresh while SUNAT answers, sent again, saved, shared. */
export class OpenDocument {
  #id = $state<string | null>(null);
  // What is done to its sale decides what can be done to it.
  readonly #live = new Live<FiscalDocument | null>(["documents", "sales"], async () =>
    this.#id === null ? null : api.documents.one(this.#id),
  );
  readonly sending = new Act();
  readonly saving = new Act();
  readonly sharing = new Act();
  /** Whom to send to is being asked. */
  asking = $state<Via | null>(null);

  get value(): FiscalDocument | null {
    const { value } = this.#live;
    return value?.id === this.#id ? value : null;
  }

  get error(): unknown {
    return this.#live.error;
  }

  start(): () => void {
    return this.#live.start();
  }

  /** Shows a document, or none. */
  show(id: string | null): void {
    if (id === this.#id) return;
    this.#forget(id);
    void this.#live.refresh();
  }

  set(doc: FiscalDocument): void {
    if (doc.id !== this.#id) this.#forget(doc.id);
    this.#live.set(doc);
  }

  async resend(): Promise<void> {
    const { value } = this;
    if (!value) return;
    const doc = await this.sending.run(value.id, (key) => api.documents.resend(value.id, key));
    if (!doc) return;
    if (doc.id === this.#id) this.#live.set(doc);
    toasts.show(t.documents.resent);
  }

  async save(what: File): Promise<void> {
    const { value } = this;
    if (!value) return;
    const name = { xml: t.documents.xmlName, constancia: t.documents.constanciaName, pdf: t.documents.pdfName }[what];
    await this.saving.run([value.id, what], async () => {
      const { type, bytes } = await api.documents[what](value.id);
      const place = await saveFile(name(value.number), type, bytes);
      if (place) toasts.show(t.documents.saved(place));
    });
  }

  /** Sends at once to whom the shop knows; asks for a number or address otherwise. */
  async share(via: Via, text: string): Promise<void> {
    const { phone, email } = this.value ?? {};
    const to = via === "whatsapp" ? mobile(phone ?? "") : email;
    if (to) await this.shareWith(via, to, text);
    else this.asking = via;
  }

  async shareWith(via: Via, to: string, text: string): Promise<void> {
    const { value } = this;
    if (!value) return;
    const subject = t.documents.subject(t.documents.kinds[value.kind], value.number);
    const address = via === "whatsapp" ? whatsapp(to, text) : mail(to, subject, text);
    const done = await this.sharing.run([via, to], () => openOrCopy(address, text));
    if (done === "copied") toasts.show(t.documents.copied(to));
    this.asking = null;
  }

  #forget(next: string | null): void {
    this.#id = next;
    this.asking = null;
    for (const act of [this.sending, this.saving, this.sharing]) act.clear();
  }
}
