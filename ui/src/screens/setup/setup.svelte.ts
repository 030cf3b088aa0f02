import { api } from "$api";
import { pinErrors, type PinValues } from "$domains/settings/people.svelte";
import { rucNote } from "$domains/settings/ruc";
import { Form, type FormErrors } from "$lib/form.svelte";
import { t } from "$lib/i18n";
import { session } from "$lib/session.svelte";

interface SetupValues extends PinValues {
  trade_name: string;
  ruc: string;
  owner_name: string;
  demo: boolean;
}

/** What is missing before the shop can be made. */
function missing(values: SetupValues): FormErrors<SetupValues> {
  const errors: FormErrors<SetupValues> = { ...pinErrors(values) };
  if (values.trade_name.trim() === "") errors.trade_name = t.setup.needsTrade;
  if (values.owner_name.trim() === "") errors.owner_name = t.setup.needsOwner;
  const ruc = rucNote(values.ruc);
  if (ruc) errors.ruc = ruc;
  return errors;
}

/** The first start: makes the shop and lets its owner in. */
export class SetupController extends Form<SetupValues> {
  constructor() {
    super(
      { trade_name: "", ruc: "", owner_name: "", pin: "", again: "", demo: false },
      {
        "shop.name_required": "trade_name",
        "shop.ruc_invalid": "ruc",
        "user.name_required": "owner_name",
        "user.pin_weak": "pin",
      },
    );
  }

  /** True once the owner is in. */
  async start(): Promise<boolean> {
    const made = await this.send(
      ({ trade_name, ruc, owner_name, pin, demo }, key) =>
        api.system.setup(
          { trade_name: trade_name.trim(), ruc: ruc.trim() || null, owner_name: owner_name.trim(), pin, demo },
          key,
        ),
      missing(this.values),
    );
    if (!made) return false;
    session.set(made);
    await session.refresh();
    return true;
  }
}
