/** The door "@festival-chat/client/announcements": what the organiser says, believed by the rules of SPEC 12. */
import type { VerifySignature } from "@festival-chat/protocol/wire";
import { createBrowserSignatures } from "./signatures.ts";

export {
  believe,
  type OfferedOrganiser,
  packBelieved,
  parseBelieved,
  parseOffered,
} from "../announcements/believe.ts";
export {
  type AnnouncementSize,
  type Believed,
  type Board,
  createBoard,
  type HeldAnnouncement,
  type KeptAnnouncement,
} from "../announcements/board.ts";
export { packKept, parseKept } from "../announcements/kept.ts";

/** In plain JavaScript: a few signatures a day, also where browsers have no cryptography. */
export const { verify: verifySignature }: { readonly verify: VerifySignature } =
  createBrowserSignatures({ subtle: undefined });
