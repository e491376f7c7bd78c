import { enTalk } from "./en-talk.ts";

/** The sentences of what one does with messages in the language in use. */
export const talkWords = enTalk;
