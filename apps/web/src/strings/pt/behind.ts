import { announcements } from "./announcements.ts";
import { bell } from "./bell.ts";
import { bring } from "./bring.ts";
import { check } from "./check.ts";
import { late } from "./late.ts";
import { nearby } from "./nearby.ts";
import { people } from "./people.ts";
import { rooms } from "./rooms.ts";
import { talk } from "./talk.ts";

/** Portuguese of everything behind the first screen. */
export const behind = { announcements, bell, bring, check, late, nearby, people, rooms, talk };
