/**
 * Late parts: what rooms need only some time after they are on the screen. An app loads them behind
 * its first messages; nothing of the first screen may import this file but by `import()`.
 */
import type { LateParts } from "./client-ports.ts";
import { createHoles } from "./holes.ts";
import { mentions } from "./mentions.ts";
import { createOwnMessages } from "./own-messages.ts";
import { readPresence, sealName } from "./presence-names.ts";
import { createReach } from "./reach.ts";
import { createRoomTyping } from "./room-typing.ts";

export const lateParts: LateParts = {
  equip: (core, ports) => ({
    ...createReach(core, ports),
    holes: createHoles(core),
    typing: createRoomTyping(core, ports),
    mentions,
    createOwnMessages,
    readPresence,
    sealName: (...given) => (ports.quiet() ? undefined : sealName(...given)),
  }),
};
