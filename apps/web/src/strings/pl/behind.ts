import { late } from "./late.ts";
import { talk } from "./talk.ts";

/** German of everything behind the first screen. */
export const behind = { late, talk };
