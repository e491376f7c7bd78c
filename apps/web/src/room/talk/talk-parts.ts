/** All of the talk in one value, so that one file is fetched for it. */
import { act } from "./act.ts";
import { ComposeAid } from "./compose-aid.tsx";
import { composerKey } from "./composer-key.ts";

export const talkParts = { act, ComposeAid, composerKey } as const;
