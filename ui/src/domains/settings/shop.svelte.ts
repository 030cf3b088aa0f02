import { api, type Shop } from "$api";
import { Form } from "$lib/form.svelte";
import { t } from "$lib/i18n";
import { toasts } from "$lib/toasts.svelte";
import { rucNote } from "./ruc";

/** The shop's data as fields: an empty text is nothing. */
export type ShopValues = Record<keyof Shop, string>;

export function shopValues(shop: Shop): ShopValues {
  return {
    trade_name: shop.trade_name,
    legal_name: shop.legal_name ?? "",
    ruc: shop.ruc ?? "",
    address: shop.address ?? "",
    phone: shop.phone ?? "",
    receipt_message: shop.receipt_message ?? "",
    accent: shop.accent ?? "",
    logo_png: shop.logo_png ?? "",
  };
}

/** The other way round. */
export function shopOf(values: ShopValues): Shop {
  const said = (text: string) => text.trim() || null;
  return {
    trade_name: values.trade_name.trim(),
    legal_name: said(values.legal_name),
    ruc: said(values.ruc),
    address: said(values.address),
    phone: said(values.phone),
    receipt_message: said(values.receipt_message),
    accent: said(values.accent),
    logo_png: said(values.logo_png),
  };
}

export class ShopForm extends Form<ShopValues> {
  constructor(shop: Shop) {
    super(shopValues(shop), {
      "shop.name_required": "trade_name",
      "shop.ruc_invalid": "ruc",
      "shop.logo_invalid": "logo_png",
      "shop.accent_contrast": "accent",
    });
  }

  async save(): Promise<void> {
    const ruc = rucNote(this.values.ruc);
    const saved = await this.send((values, key) => api.settings.saveShop(shopOf(values), key), ruc ? { ruc } : {});
    if (!saved) return;
    this.reset(shopValues(saved));
    toasts.show(t.settings.saved);
  }
}
