/** What jsdom lacks and the components need. */
import { vi } from "vitest";

vi.stubGlobal(
  "matchMedia",
  (query: string): Pick<MediaQueryList, "matches" | "media" | "addEventListener" | "removeEventListener"> => ({
    matches: false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }),
);

// jsdom lays nothing out: there is nowhere to scroll, and nothing comes into view.
Element.prototype.scrollIntoView = () => undefined;
vi.stubGlobal(
  "IntersectionObserver",
  class {
    observe = () => undefined;
    disconnect = () => undefined;
  },
);
