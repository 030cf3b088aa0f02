/** Amounts of the cash screen can be hidden from whoever stands at the counter. Kept on this till. */
const storageKey = "caserita.cash.hidden";

class Privacy {
  hidden = $state(localStorage.getItem(storageKey) === "yes");

  toggle(): void {
    this.hidden = !this.hidden;
    localStorage.setItem(storageKey, this.hidden ? "yes" : "no");
  }
}

export const privacy = new Privacy();
