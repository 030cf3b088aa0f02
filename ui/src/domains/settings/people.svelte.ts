import { api, type Role, type UserRow } from "$api";
import { Form, type FormErrors } from "$lib/form.svelte";
import { t } from "$lib/i18n";

export const roles: readonly Role[] = ["owner", "supervisor", "cashier", "technician"];

export interface PinValues {
  pin: string;
  again: string;
}

export interface PersonValues extends PinValues {
  name: string;
  role: Role;
  active: boolean;
}

/** What is wrong with a PIN typed twice, before the API judges it. */
export function pinErrors({ pin, again }: PinValues): FormErrors<PinValues> {
  if (!/^\d{4,6}$/.test(pin)) return { pin: t.settings.pinShort };
  return pin === again ? {} : { again: t.settings.pinDifferent };
}

/** A person of the shop: new, with a PIN, or one whose data change. */
export class PersonForm extends Form<PersonValues> {
  constructor(private readonly person: UserRow | null) {
    super(
      { name: person?.name ?? "", role: person?.role ?? "cashier", active: person?.active ?? true, pin: "", again: "" },
      { "user.name_required": "name", "user.pin_weak": "pin", "user.last_owner": "role" },
    );
  }

  /** The people after saving; undefined when refused. */
  save(): Promise<UserRow[] | undefined> {
    const { person } = this;
    const named = this.values.name.trim() === "" ? { name: t.settings.needsName } : {};
    const errors: FormErrors<PersonValues> = person ? named : { ...named, ...pinErrors(this.values) };
    return this.send(({ name, role, active, pin }, key) => {
      const input = { name: name.trim(), role };
      return person
        ? api.settings.updateUser(person.id, { ...input, active }, key)
        : api.settings.addUser({ ...input, pin }, key);
    }, errors);
  }
}

export class PinForm extends Form<PinValues> {
  constructor(private readonly person: UserRow) {
    super({ pin: "", again: "" }, { "user.pin_weak": "pin" });
  }

  save(): Promise<UserRow[] | undefined> {
    return this.send(({ pin }, key) => api.settings.setPin(this.person.id, pin, key), pinErrors(this.values));
  }
}
