import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Certificate, Credentials, District, FiscalSettings, SeriesSettings } from "$api";
import { useShell } from "$shell";
import { FakeOffice, Refused } from "$testing/fakeOffice";
import { shop } from "$testing/officeData";
import { CertificateForm, certificateKilobytes, readCertificate, standingOf } from "./certificate.svelte";
import { missingFor, nextOf, stepsOf } from "./checklist";
import { DistrictPicker, placeName } from "./districts.svelte";
import { FiscalController } from "./fiscal.svelte";
import { isKept, SecretForm } from "./secret.svelte";
import { letterOf, SeriesForm, seriesErrors } from "./series.svelte";
import { fiscalErrors, FiscalForm, fiscalOf, fiscalValues } from "./settings.svelte";
import { SolForm } from "./sol.svelte";

const settings: FiscalSettings = {
  ...{ environment: null, regime: "general", boletas: "alone", service_url: null, sol_user: null },
  ...{ ubigeo: null, establishment: null, consult_at: null },
  ...{ lookup_url: null, validity_client: null, validity_url: null },
};
const certificate: Certificate = {
  ...{ owner: "ROSARIO HUAMAN", authority: "ENTIDAD", ruc: "10446789124", serial: "1f" },
  ...{ from: "2026-01-01T00:00:00Z", until: "2027-12-31T00:00:00Z", days_left: 400, valid: true, warn: false },
};
const noLookup = { has_lookup_token: false, has_validity_secret: false };
const nothing: Credentials = { certificate: null, has_sol_password: false, ...noLookup };
const everything: Credentials = { certificate, has_sol_password: true, ...noLookup };
const miraflores: District = { code: "150122", district: "MIRAFLORES", province: "LIMA", department: "LIMA" };
const series: SeriesSettings[] = [
  { doc_kind: "boleta", series: "B001", next_number: 1 },
  { doc_kind: "credito_factura", series: "FC01", next_number: 1 },
];

/** A till with electronic documents; `refuse` names the code the next act is refused with. */
class FiscalTill extends FakeOffice {
  before = { ...settings };
  kept = nothing;
  refuse: string | null = null;

  override instead = ({ method, path, body }: Parameters<FakeOffice["call"]>[0]): unknown => {
    const url = new URL(path, "http://till");
    const input = JSON.parse(body ?? "{}") as never;
    if (method === "POST" && this.refuse) throw new Refused(this.refuse, { series: "B002", ruc: "20100070970" });
    switch (`${method} ${url.pathname}`) {
      case "GET /v1/fiscal/settings":
        return this.before;
      case "POST /v1/fiscal/settings":
        return (this.before = input);
      case "GET /v1/fiscal/credentials":
      case "POST /v1/fiscal/sol":
      case "POST /v1/fiscal/lookup":
        return this.kept;
      case "POST /v1/fiscal/certificate":
        return certificate;
      case "GET /v1/fiscal/series":
      case "POST /v1/fiscal/series":
        return series;
      case "GET /v1/districts":
        return "miraflores 150122".includes(url.searchParams.get("q") ?? "") ? [miraflores] : [];
      default:
        return undefined;
    }
  };

  /** What was posted, oldest first. */
  get posted(): unknown[] {
    return this.calls
      .filter(({ method }) => method === "POST")
      .map(({ body }) => JSON.parse(body ?? "null") as unknown);
  }
}

const file = (name: string, size = 8) => new File([new Uint8Array(size)], name);
let till: FiscalTill;
beforeEach(() => useShell((till = new FiscalTill())));

describe("the shop before SUNAT", () => {
  it("comes back from its fields as it was", () => {
    expect(fiscalOf(fiscalValues(settings))).toEqual(settings);
    const full = {
      ...settings,
      environment: "beta" as const,
      ubigeo: "150122",
      establishment: "0003",
      sol_user: "CAJA",
    };
    expect(fiscalOf(fiscalValues(full))).toEqual(full);
  });

  it("wants four digits of an establishment, or nothing", () => {
    const values = fiscalValues(settings);
    expect(fiscalErrors({ ...values, establishment: "12" })).toHaveProperty("establishment");
    expect(fiscalErrors({ ...values, establishment: "" })).toEqual({});
    expect(fiscalErrors(values)).toEqual({});
  });

  it("sends a secret nowhere but over a safe line, and asks about a number", () => {
    const wrong = (lookup_url: string) => "lookup_url" in fiscalErrors({ ...fiscalValues(settings), lookup_url });
    const safe = ["", "https://api.ejemplo.pe/{tipo}/{numero}", "http://127.0.0.1:8080/{numero}"];
    expect(safe.filter(wrong)).toEqual([]);
    const unsafe = ["http://api.ejemplo.pe/{numero}", "https://api.ejemplo.pe/ruc", "api.ejemplo.pe/{numero}"];
    expect(unsafe.filter((url) => !wrong(url))).toEqual([]);
  });

  it("asks before documents begin to count, and only then", async () => {
    const fiscal = new FiscalController();
    fiscal.form = new FiscalForm({ ...settings, environment: "beta" });
    fiscal.form.values.regime = "nrus";
    fiscal.save();
    expect(fiscal.open).toBeNull();
    await vi.waitFor(() => expect(till.posted).toHaveLength(1));
    await vi.waitFor(() => expect(fiscal.dirty).toBe(false));
    fiscal.form.values.mode = "production";
    fiscal.save();
    expect([fiscal.open, till.posted.length]).toEqual([{ what: "live" }, 1]);
    await fiscal.goLive();
    expect(till.posted[1]).toMatchObject({ environment: "production", regime: "nrus" });
    expect([fiscal.open, fiscal.kept, fiscal.form.goesLive]).toEqual([null, "production", false]);
  });

  it("needs a licence that includes them, and says so once they are on, too", async () => {
    const fiscal = new FiscalController();
    fiscal.form = new FiscalForm(settings);
    expect(fiscal.entitled, "until the licence says otherwise").toBe(true);
    await fiscal.licence.refresh();
    expect(fiscal.entitled).toBe(true);
    till.licence.entitlements = ["minimarket"];
    await fiscal.licence.refresh();
    expect(fiscal.entitled).toBe(false);
    fiscal.form = new FiscalForm({ ...settings, environment: "beta" });
    expect(fiscal.entitled).toBe(false);
  });

  it("keeps its mode when the API refuses another", async () => {
    till.refuse = "fiscal.mode_fixed";
    const form = new FiscalForm({ ...settings, environment: "production" });
    form.values.mode = "off";
    expect(await form.save()).toBe(false);
    expect([form.kept, form.values.mode, form.dirty]).toEqual(["production", "off", true]);
    expect(form.act.error).toMatchObject({ code: "fiscal.mode_fixed" });
  });

  it("shows a refused address beside its field", async () => {
    till.refuse = "fiscal.service_invalid";
    const form = new FiscalForm(settings);
    form.values.service_url = "ose";
    await form.save();
    expect(form.errors.service_url).toContain("https://");
    expect(form.act.error).toBeNull();
  });
});

describe("what is missing to issue", () => {
  const ready = { ...fiscalValues(settings), ubigeo: "150122", sol_user: "CAJA" };

  it("counts what is written and what is kept", () => {
    const open = stepsOf({ ...shop, ruc: null }, fiscalValues(settings), nothing).filter(({ done }) => !done);
    expect(open.map(({ name }) => name)).toEqual(["ruc", "district", "certificate", "sol_user", "sol_password"]);
    expect(stepsOf(shop, ready, everything).every(({ done }) => done)).toBe(true);
    const old = { ...everything, certificate: { ...certificate, valid: false } };
    expect(missingFor("beta", stepsOf(shop, ready, old)).map(({ name }) => name)).toEqual(["certificate"]);
  });

  it("asks for a SOL user in production only", () => {
    const steps = stepsOf(shop, { ...ready, sol_user: " " }, { certificate, has_sol_password: false, ...noLookup });
    expect(missingFor("beta", steps)).toEqual([]);
    expect(missingFor("production", steps).map(({ name }) => name)).toEqual(["sol_user", "sol_password"]);
  });

  it("says one next step", () => {
    const steps = stepsOf(shop, ready, everything);
    expect(nextOf("off", "off", false, stepsOf(shop, ready, nothing))).toBe("certificate");
    expect(nextOf("off", "off", false, steps)).toBe("try");
    expect(nextOf("off", "beta", true, steps)).toBe("save");
    expect(nextOf("beta", "beta", false, steps)).toBe("go");
    expect(nextOf("production", "production", false, steps)).toBeNull();
  });

  it("leads to another section, a dialog or a field", () => {
    const fiscal = new FiscalController();
    expect(fiscal.pathTo("ruc")).toBe("/ajustes?seccion=tienda");
    expect(fiscal.pathTo("district")).toBeNull();
    fiscal.go("certificate");
    expect(fiscal.open).toEqual({ what: "certificate" });
    fiscal.go("sol_password");
    expect(fiscal.open).toEqual({ what: "sol" });
  });
});

describe("a certificate", () => {
  it("is valid, ending, over or not yet begun", () => {
    expect(standingOf(certificate)).toBe("valid");
    expect(standingOf({ ...certificate, days_left: 12, warn: true })).toBe("ending");
    expect(standingOf({ ...certificate, days_left: -1, valid: false, warn: true })).toBe("expired");
    expect(standingOf({ ...certificate, valid: false })).toBe("early");
  });

  it("is read from a small .pfx or .p12 and from nothing else", async () => {
    expect(await readCertificate(file("tienda.PFX"))).toEqual({ file: "AAAAAAAAAAA=" });
    expect(await readCertificate(file("tienda.p12"))).toHaveProperty("file");
    expect(await readCertificate(file("tienda.cer"))).toHaveProperty("error");
    expect(await readCertificate(file("tienda.pfx", certificateKilobytes * 1024 + 1))).toHaveProperty("error");
  });

  it("is not asked for without a file, and blames what is wrong", async () => {
    const form = new CertificateForm();
    expect(await form.save()).toBeUndefined();
    expect(form.errors.file).toBeTruthy();
    await form.choose(file("tienda.pfx"));
    form.values.password = "mala";
    till.refuse = "certificate.password";
    await form.save();
    expect(form.errors.password).toContain("contraseña");
    form.values.password = "buena";
    till.refuse = "certificate.other_ruc";
    await form.save();
    expect(form.errors.file).toContain("20100070970");
  });

  it("leaves nothing of its password behind", async () => {
    const form = new CertificateForm();
    await form.choose(file("tienda.pfx"));
    form.values.password = "clave";
    expect(await form.save()).toEqual(certificate);
    expect(form.values).toEqual({ file: "", password: "" });
  });
});

describe("a SOL password", () => {
  it("is sent once and forgotten", async () => {
    const form = new SolForm();
    expect(await form.save()).toBeUndefined();
    form.values.password = "secreta";
    expect(await form.save()).toEqual(nothing);
    expect([form.values.password, till.posted]).toEqual(["", [{ password: "secreta" }]]);
  });
});

describe("a secret of a look-up service", () => {
  it("is sent alone and forgotten", async () => {
    const form = new SecretForm("token");
    expect(await form.save()).toBeUndefined();
    expect(form.errors.secret).toBeTruthy();
    form.values.secret = " abc ";
    expect(await form.save()).toEqual(nothing);
    expect([form.values.secret, till.posted]).toEqual(["", [{ token: "abc", validity_secret: null }]]);
  });

  it("is taken away without touching the other", async () => {
    await new SecretForm("validity_secret").forget();
    expect(till.posted).toEqual([{ token: null, validity_secret: "" }]);
    expect(isKept("token", { ...nothing, has_lookup_token: true })).toBe(true);
    expect(isKept("validity_secret", { ...nothing, has_lookup_token: true })).toBe(false);
  });
});

describe("a series", () => {
  it("has four letters or digits and a number above nought", () => {
    expect(seriesErrors({ series: "b002", next_number: "1520" })).toEqual({});
    expect(seriesErrors({ series: "B02", next_number: "0" })).toMatchObject({
      series: expect.any(String) as string,
      next_number: expect.any(String) as string,
    });
    expect(seriesErrors({ series: "B002", next_number: "123456789" })).toHaveProperty("next_number");
    expect([letterOf("boleta"), letterOf("credito_boleta"), letterOf("credito_factura")]).toEqual(["B", "B", "F"]);
  });

  it("goes on from the number of another program", async () => {
    const form = new SeriesForm({ doc_kind: "boleta", series: "B001", next_number: 1 });
    form.values.series = " b002 ";
    form.values.next_number = "1520";
    expect(await form.save()).toEqual(series);
    expect(till.posted).toEqual([{ doc_kind: "boleta", series: "B002", next_number: 1520 }]);
    till.refuse = "fiscal.series_taken";
    await form.save();
    expect(form.errors.series).toContain("B002");
  });
});

describe("a district", () => {
  const picked: string[] = [];
  const made = () => new DistrictPicker((code) => picked.push(code));
  const written = async (picker: DistrictPicker, text: string) => {
    picker.text = text;
    picker.typed();
    await vi.waitFor(() => expect(picker.open).toBe(true));
  };

  beforeEach(() => void picked.splice(0));

  it("is written as people write it", () => {
    expect(placeName("SAN MARTIN DE PORRES")).toBe("San Martin de Porres");
    expect(placeName("LA VICTORIA")).toBe("La Victoria");
  });

  it("is shown by its name and found by it", async () => {
    const picker = made();
    await picker.show("150122");
    expect(picker.text).toBe("Miraflores – Lima – Lima (150122)");
    const other = made();
    await written(other, "miraf");
    expect(other.enter()).toBe(true);
    expect([other.text, other.open, picked]).toEqual(["Miraflores – Lima – Lima (150122)", false, ["150122"]]);
  });

  it("keeps what was chosen until another is, or the field is emptied", async () => {
    const picker = made();
    await picker.show("150122");
    await written(picker, "zzz");
    expect(picker.found).toEqual([]);
    picker.leave();
    expect([picker.text, picked]).toEqual(["Miraflores – Lima – Lima (150122)", []]);
    picker.text = "";
    picker.typed();
    picker.leave();
    expect([picker.text, picked]).toEqual(["", [""]]);
  });

  it("hears no arrow while nothing is offered", () => {
    const picker = made();
    expect([picker.move(1), picker.enter()]).toEqual([false, false]);
  });
});
