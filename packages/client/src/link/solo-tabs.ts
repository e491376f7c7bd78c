/** The only tab there is: it leads, and nobody hears it. For programs, and for tests. */
import type { Tabs } from "../ports.ts";

export function createSoloTabs(): Tabs {
  return {
    onRole: (listener) => listener("leader"),
    post() {},
    onMessage() {},
    close() {},
  };
}
