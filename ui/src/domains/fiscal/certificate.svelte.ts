import { api, type Certificate } from "$api";
import { readBase64 } from "$lib/files";
import { Form, type FormErrors } from "$lib/form.svelte";
import { t } from "$lib/i18n";

/** The largest file taken for a certificate, in kilobytes. */
export const certificateKilobytes = 128;

export type Standing = "valid" | "ending" | "expired" | "early";

/** How a certificate stands; the API says whether it signs and whether to worry. */
export function standingOf({ valid, warn, days_left }: Certificate): Standing {
  if (!valid) return days_left > 0 ? "early" : "expired";
  return warn ? "ending" : "valid";
}

/** A certificate file as base64, or why it will not do. */
export async function readCertificate(file: File): Promise<{ file: string } | { error: string }> {
  if (!/\.(pfx|p12)$/i.test(file.name)) return { error: t.fiscal.fileOther };
  if (file.size > certificateKilobytes * 1024) return { error: t.fiscal.fileTooBig(certificateKilobytes) };
  try {
    return { file: await readBase64(file) };
  } catch {
    return { error: t.fiscal.fileUnread };
  }
}

export interface CertificateValues {
  /** Base64. */
  file: string;
  password: string;
}

/** A certificate on its way in. It and its password are forgotten with the dialog that asks for them. */
export class CertificateForm extends Form<CertificateValues> {
  /** What the chosen file is called. */
  name = $state("");
  /** Why the chosen file will not do. */
  refused = $state<string | null>(null);

  constructor() {
    super(
      { file: "", password: "" },
      {
        "certificate.password": "password",
        "certificate.invalid": "file",
        "certificate.no_key": "file",
        "certificate.weak": "file",
        "certificate.other_ruc": "file",
        "certificate.expired": "file",
      },
    );
  }

  async choose(file: File): Promise<void> {
    const read = await readCertificate(file);
    this.refused = "error" in read ? read.error : null;
    this.name = "file" in read ? file.name : "";
    this.values.file = "file" in read ? read.file : "";
  }

  /** The certificate now in use; undefined when it was refused. */
  async save(): Promise<Certificate | undefined> {
    const errors: FormErrors<CertificateValues> = this.values.file ? {} : { file: this.refused ?? t.fiscal.needsFile };
    const taken = await this.send((values, key) => api.fiscal.importCertificate(values, key), errors);
    if (taken) this.reset({ file: "", password: "" });
    return taken;
  }
}
