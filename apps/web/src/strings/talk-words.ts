import { enTalk } from "./en-talk.ts";
import { words } from "./words.ts";

/** The sentences of what one does with messages in the language in use. */
export const talkWords = words("talk", enTalk);
