/** How each way of paying is marked: an icon or a letter of our own, its colour and its key. */
import Banknote from "@lucide/svelte/icons/banknote";
import CreditCard from "@lucide/svelte/icons/credit-card";
import Landmark from "@lucide/svelte/icons/landmark";
import type { Component } from "svelte";
import type { Tender } from "$api";
import type { Action } from "$lib/keys";

export interface Mark {
  action: Action;
  colour: string;
  icon?: Component;
  letter?: string;
}

export const marks: Record<Tender, Mark> = {
  cash: { action: "tender.cash", colour: "var(--cash)", icon: Banknote },
  yape: { action: "tender.yape", colour: "var(--yape)", letter: "Y" },
  plin: { action: "tender.plin", colour: "var(--plin)", letter: "P" },
  card: { action: "tender.card", colour: "var(--card)", icon: CreditCard },
  transfer: { action: "tender.transfer", colour: "var(--bank)", icon: Landmark },
};

/** The band on a note key, by its value in céntimos. */
export const noteBands: Record<number, string> = {
  1000: "var(--note-10)",
  2000: "var(--note-20)",
  5000: "var(--note-50)",
  10000: "var(--note-100)",
  20000: "var(--note-200)",
};
