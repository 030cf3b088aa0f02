import DatabaseBackup from "@lucide/svelte/icons/database-backup";
import MonitorCog from "@lucide/svelte/icons/monitor-cog";
import Palette from "@lucide/svelte/icons/palette";
import Printer from "@lucide/svelte/icons/printer";
import ReceiptText from "@lucide/svelte/icons/receipt-text";
import Store from "@lucide/svelte/icons/store";
import Users from "@lucide/svelte/icons/users";
import type { Component } from "svelte";
import type { Ability } from "$api";
import type { t } from "$lib/i18n";

export type SectionName = keyof typeof t.settings.section;

export interface Section {
  name: SectionName;
  icon: Component;
  /** Who may see it; everyone when null. */
  needs: Ability | null;
}

/** The sections of Ajustes, in their order. */
export const sections: readonly Section[] = [
  { name: "tienda", icon: Store, needs: "edit_settings" },
  { name: "caja", icon: MonitorCog, needs: "edit_settings" },
  { name: "comprobantes", icon: ReceiptText, needs: "edit_settings" },
  { name: "impresora", icon: Printer, needs: "edit_printer" },
  { name: "personas", icon: Users, needs: "edit_users" },
  { name: "datos", icon: DatabaseBackup, needs: "move_data" },
  { name: "apariencia", icon: Palette, needs: null },
];
