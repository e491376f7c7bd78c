/** Loads what everything behind the first screen says, by language. */
import type { Parts, Spoken } from "./spoken.ts";

type Behind = { readonly [Part in Exclude<keyof Parts, "first">]?: Spoken<Part> };

export const behindWords: Record<string, () => Promise<{ readonly behind: Behind }>> = {
  de: () => import("./de/behind.ts"),
  fr: () => import("./fr/behind.ts"),
  es: () => import("./es/behind.ts"),
  nl: () => import("./nl/behind.ts"),
  pt: () => import("./pt/behind.ts"),
  it: () => import("./it/behind.ts"),
  pl: () => import("./pl/behind.ts"),
  da: () => import("./da/behind.ts"),
  sv: () => import("./sv/behind.ts"),
  cs: () => import("./cs/behind.ts"),
  ar: () => import("./ar/behind.ts"),
};
