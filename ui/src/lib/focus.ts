/**
 * Where the hands come back to. A screen marks its home field with `{@attach home}`; after every
 * action `goHome()` gives the focus back to it, unless a dialog is open.
 */
const homes: HTMLElement[] = [];

/** Attachment for the field that listens when nothing else does. The newest one on screen counts. */
export function home(element: HTMLElement): () => void {
  homes.push(element);
  queueMicrotask(goHome);
  return () => {
    homes.splice(homes.indexOf(element), 1);
    queueMicrotask(goHome);
  };
}

export function dialogIsOpen(): boolean {
  return document.querySelector('[role="dialog"]:not([data-state="closed"])') !== null;
}

/** Focuses the home field of the screen. */
export function goHome(): void {
  if (dialogIsOpen()) return;
  const there = homes.findLast((element) => element.isConnected && element.closest("[inert]") === null);
  there?.focus({ preventScroll: true });
}

/** Attachment for a field that appears where the hands already are. */
export function focused(element: HTMLElement): () => void {
  const timer = setTimeout(() => element.focus());
  return () => clearTimeout(timer);
}

const fields = "input, select, textarea";
const regions = new Set<HTMLElement>();

/** Attachment for a region of buttons: a click there ends with the focus back home. */
export function clicksGoHome(region: HTMLElement): () => void {
  const after = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    if (target.closest(`${fields}, [data-keeps-focus]`) === null) setTimeout(goHome);
  };
  regions.add(region);
  region.addEventListener("click", after);
  return () => {
    regions.delete(region);
    region.removeEventListener("click", after);
  };
}

/** Gives the focus back to where it was before a dialog, or home when that is gone or was only a button on the way. */
export function giveBack(before: Element | null): void {
  const there = before instanceof HTMLElement && before.isConnected && before !== document.body ? before : null;
  const onTheWay = there?.closest(fields) === null && [...regions].some((region) => region.contains(there));
  if (there && !onTheWay) there.focus();
  else goHome();
}

/** Attachment for an answer that may appear below what can be seen. */
export function intoView(element: HTMLElement): void {
  element.scrollIntoView({ block: "nearest" });
}

/** A letter or digit typed where nothing takes it goes to the home field. */
export function typingGoesHome(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
  if (event.key === " " || (event.target as HTMLElement).closest("input, textarea, select")) return;
  goHome();
}
