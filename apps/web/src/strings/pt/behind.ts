import { bring } from "./bring.ts";
import { check } from "./check.ts";
import { late } from "./late.ts";
import { people } from "./people.ts";
import { talk } from "./talk.ts";

/** Portuguese of everything behind the first screen. */
export const behind = { bring, check, late, people, talk };
