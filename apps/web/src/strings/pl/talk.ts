import type { Spoken } from "../spoken.ts";

/** German of talk. */
export const talk: Spoken<"talk"> = () => ({});
