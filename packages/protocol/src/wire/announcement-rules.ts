/** When a phone shows an announcement (SPEC N3 to N7), and which organiser key it believes. */
import {
  type AnnouncementFrameOf,
  type AnnouncementId,
  type AnnouncementStatement,
  announcementTranscript,
  decodeAnnouncementStatement,
} from "./announcement.ts";
import { concatBytes, equalBytes, utf8, Writer } from "./bytes.ts";
import { type Environment, environments } from "./frame.ts";
import type { Millis, RoomId } from "./ids.ts";
import * as limits from "./limits.ts";
import { err, ok, type Result } from "./result.ts";

/** Verifies an Ed25519 signature as K6 says; false for anything that is none. */
export type VerifySignature = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => Promise<boolean>;

/** For whom this phone takes announcements. */
export interface AnnouncementAudience {
  readonly environment: Environment;
  readonly eventTag: string;
}

/** What a phone holds of one announcement. */
export interface AnnouncementRank {
  readonly revision: number;
  readonly whole: boolean;
}

/** What a phone knows when an announcement reaches it. */
export interface AnnouncementView extends AnnouncementAudience {
  /** The organiser key that it holds for this origin (32 bytes); undefined: it believes nobody. */
  readonly key: Uint8Array | undefined;
  /** Relay time, not the phone's own: see the clock of the engine. */
  readonly now: Millis;
  /** The highest that it took of this announcement, shown or not. */
  readonly held: (id: AnnouncementId) => AnnouncementRank | undefined;
}

/** Why nothing is shown. */
export type AnnouncementFault =
  | "malformed"
  | "other-key"
  | "bad-signature"
  | "other-audience"
  | "expired"
  | "older";

/** Whether `next` replaces `held` (SPEC N5): a higher revision, or all of what came in part. */
export const outranks = (next: AnnouncementRank, held: AnnouncementRank | undefined): boolean =>
  held === undefined ||
  next.revision > held.revision ||
  (next.revision === held.revision && next.whole && !held.whole);

/**
 * The statement of a frame, if this phone may show it. Total.
 * A withdrawn one is a value too: it takes what it replaces from the screen.
 */
export async function openAnnouncement(
  frame: Pick<AnnouncementFrameOf<"announcement">, "key" | "signature" | "statement">,
  view: AnnouncementView,
  verify: VerifySignature,
): Promise<Result<AnnouncementStatement, AnnouncementFault>> {
  const { key, signature, statement } = frame;
  // The key first: it is public and costs nothing, so a forger is not answered with arithmetic.
  if (view.key === undefined || !equalBytes(key, view.key)) return err("other-key");
  const decoded = decodeAnnouncementStatement(statement);
  if (!decoded.ok) return err("malformed");
  const { id, environment, eventTag, expiresAt } = decoded.value;
  if (environment !== view.environment || eventTag !== view.eventTag) return err("other-audience");
  if (expiresAt <= view.now) return err("expired");
  if (!outranks(decoded.value, view.held(id))) return err("older");
  if (!(await verify(view.key, announcementTranscript(statement), signature))) {
    return err("bad-signature");
  }
  return ok(decoded.value);
}

/** Whether a statement that opened is shown in this room (SPEC N6). */
export const isShownIn = (
  { rooms, withdrawn }: AnnouncementStatement,
  room: RoomId | undefined,
): boolean => !withdrawn && (rooms.length === 0 || (room !== undefined && rooms.includes(room)));

/** The old organiser key hands over to the next one (SPEC N4). */
export interface KeySuccession {
  /** The key that signs (32 bytes). */
  readonly key: Uint8Array;
  /** The key that is believed from then on (32 bytes). */
  readonly next: Uint8Array;
  /** By `key` over {@link successionTranscript} (64 bytes). */
  readonly signature: Uint8Array;
}

/** What a succession's signature covers. */
export const successionTranscript = (
  { environment, eventTag }: AnnouncementAudience,
  next: Uint8Array,
): Uint8Array<ArrayBuffer> =>
  concatBytes(
    utf8("fc1/organiser-key\0"),
    new Writer(64).u8(environments.indexOf(environment)).run(utf8(eventTag)).raw(next).finish(),
  );

/**
 * The organiser key to hold: the first one seen, or the one to which it handed over step by step.
 * @param pinned the key held so far; undefined: this phone has not seen one yet
 * @param offered the key of /config.json; undefined: the relay has no organiser
 * @returns the key to hold from now on; `pinned` when nothing leads from it to `offered`
 */
export async function followOrganiserKey(
  pinned: Uint8Array | undefined,
  offered: Uint8Array | undefined,
  successions: readonly KeySuccession[],
  audience: AnnouncementAudience,
  verify: VerifySignature,
): Promise<Uint8Array | undefined> {
  if (pinned === undefined || offered === undefined) return pinned ?? offered;
  let held = pinned;
  for (let steps = 0; steps < limits.keySuccessions && !equalBytes(held, offered); steps++) {
    const from = held;
    const step = successions.find(({ key }) => equalBytes(key, from));
    if (step === undefined) return pinned;
    const message = successionTranscript(audience, step.next);
    if (!(await verify(from, message, step.signature))) return pinned;
    held = step.next;
  }
  return equalBytes(held, offered) ? offered : pinned;
}
