/** The door "@festival-chat/client/announcements": what the organiser says, believed by the rules of SPEC 12. */
import { createSoftwareSignatures } from "@festival-chat/protocol/e2e";
import type { VerifySignature } from "@festival-chat/protocol/wire";

export {
  believe,
  type OfferedOrganiser,
  packBelieved,
  parseBelieved,
  parseOffered,
} from "./believe.ts";
export {
  type AnnouncementSize,
  type Believed,
  type Board,
  createBoard,
  type HeldAnnouncement,
  type KeptAnnouncement,
} from "./board.ts";
export { packKept, parseKept } from "./kept.ts";

/** In plain JavaScript: a few signatures a day, also where browsers have no cryptography. */
export const verifySignature: VerifySignature = (...question) =>
  createSoftwareSignatures().verify(...question);
