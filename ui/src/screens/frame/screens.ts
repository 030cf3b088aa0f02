/** The screens that exist, in the order of the rail. */
import Banknote from "@lucide/svelte/icons/banknote";
import Package from "@lucide/svelte/icons/package";
import ReceiptText from "@lucide/svelte/icons/receipt-text";
import Settings from "@lucide/svelte/icons/settings";
import ShoppingBasket from "@lucide/svelte/icons/shopping-basket";
import type { Component } from "svelte";
import type { Ability } from "$api/types";
import { t } from "$lib/i18n";

export interface Screen {
  path: string;
  title: string;
  icon: Component;
  /** Shown only to who has one of these; to everyone when empty. */
  needs: readonly Ability[];
}

export const screens: readonly Screen[] = [
  { path: "/", title: t.frame.sale, icon: ShoppingBasket, needs: ["sell"] },
  {
    path: "/caja",
    title: t.frame.cash,
    icon: Banknote,
    needs: ["open_cash", "close_cash", "cash_movement", "see_expected"],
  },
  { path: "/ventas", title: t.frame.sales, icon: ReceiptText, needs: ["see_sales", "reprint"] },
  { path: "/productos", title: t.frame.products, icon: Package, needs: ["sell", "edit_catalog", "adjust_stock"] },
  { path: "/ajustes", title: t.frame.settings, icon: Settings, needs: [] },
];

/** Titles of screens that are reached from elsewhere than the rail. */
const hidden: Record<string, string> = { "/licencia": t.licence.title, "/diagnostico": t.frame.printQueue };

/** The screens for somebody with these abilities. */
export function screensFor(can: (ability: Ability) => boolean): Screen[] {
  return screens.filter(({ needs }) => needs.length === 0 || needs.some(can));
}

/** The screen an address belongs to. */
export function screenAt(path: string): Screen | undefined {
  return screens.findLast((screen) => path === screen.path || path.startsWith(`${screen.path}/`));
}

export function titleAt(path: string): string {
  return hidden[path] ?? screenAt(path)?.title ?? t.common.product;
}
