import type { Spoken } from "../spoken.ts";

/** First screen. */
export const first: Spoken<"first"> = () => ({ language: "pt" });
