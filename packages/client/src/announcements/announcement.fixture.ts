/** An organiser for tests: signs announcements with a key of its own. */
import {
  type AnnouncementId,
  type AnnouncementStatement,
  announcementTranscript,
  encodeAnnouncementFrame,
  encodeAnnouncementStatement,
  parseAnnouncementId,
} from "@festival-chat/protocol/wire";
import { createNodeSignatures } from "../node/signatures.ts";
import type { Believed } from "./board.ts";

export const signatures = createNodeSignatures();
export const organiserSecret = new Uint8Array(32).fill(7);
export const organiserKey = await signatures.publicKey(organiserSecret);
export const believed: Believed = {
  key: organiserKey,
  environment: "development",
  eventTag: "owl-2026",
};
/** 21:14 of a festival evening. */
export const evening = Date.UTC(2026, 6, 24, 19, 14);

/** Announcement number `seed`. */
export function announcementId(seed: number): AnnouncementId {
  const id = parseAnnouncementId(seed.toString(16).padStart(32, "0"));
  if (id === undefined) throw new RangeError("no announcement id");
  return id;
}

export const statementOf = (
  change: Partial<AnnouncementStatement> = {},
): AnnouncementStatement => ({
  id: announcementId(1),
  revision: 1,
  whole: true,
  level: "important",
  environment: believed.environment,
  eventTag: believed.eventTag,
  issuedAt: evening,
  expiresAt: evening + 3_600_000,
  nextUpdate: 0,
  rooms: [],
  withdrawn: false,
  texts: [{ language: "en", title: "Storm", body: "Leave the tents.", action: "Go to car park B" }],
  ...change,
});

/** The frame of a statement as the relay sends it; signed by `secret`, naming that secret's key. */
export async function signed(
  change: Partial<AnnouncementStatement> = {},
  secret: Uint8Array = organiserSecret,
): Promise<Uint8Array> {
  const statement = encodeAnnouncementStatement(statementOf(change));
  return encodeAnnouncementFrame({
    kind: "announcement",
    key: await signatures.publicKey(secret),
    signature: await signatures.sign(secret, announcementTranscript(statement)),
    statement,
  });
}
