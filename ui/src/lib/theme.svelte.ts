/** Light, dark or high contrast, or whatever the system says; and the shop's own accent. Kept on this till. */
export const themes = ["system", "light", "dark", "contrast"] as const;
export type Theme = (typeof themes)[number];

const storageKey = "caserita.theme";

function kept(): Theme {
  const value = localStorage.getItem(storageKey);
  return themes.find((theme) => theme === value) ?? "system";
}

class ThemeChoice {
  chosen = $state<Theme>("system");

  /** Reads the kept choice, applies it and follows the system. */
  start(): () => void {
    this.chosen = kept();
    const queries = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"].map((query) => matchMedia(query));
    const apply = () => this.#apply();
    apply();
    for (const query of queries) query.addEventListener("change", apply);
    return () => queries.forEach((query) => query.removeEventListener("change", apply));
  }

  choose(theme: Theme): void {
    this.chosen = theme;
    localStorage.setItem(storageKey, theme);
    this.#apply();
  }

  /**
   * Puts the shop's accent in place of ours. The API refuses one that cannot be read on our light
   * surfaces; the dark and the contrast theme keep the accent that was measured for them.
   */
  accent(colour: string | null | undefined): void {
    const style = document.documentElement.style;
    if (colour) style.setProperty("--shop-accent", colour);
    else style.removeProperty("--shop-accent");
    document.documentElement.toggleAttribute("data-accent", Boolean(colour));
  }

  #apply(): void {
    document.documentElement.dataset.theme = this.chosen === "system" ? systemTheme() : this.chosen;
  }
}

function systemTheme(): Theme {
  if (matchMedia("(prefers-contrast: more)").matches) return "contrast";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export const theme = new ThemeChoice();
