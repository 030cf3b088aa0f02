import { t } from "$lib/i18n";

/** Accents that can be read on our light surfaces; an empty one is the product's own. */
export const accents = Object.entries(t.settings.accentNames).map(([value, label]) => ({ value, label }));

/** Maíz morado, as a colour picker wants it. */
export const ownAccent = "#73204f";
