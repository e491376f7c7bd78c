/**
 * Host acts of one room: verifies what claims to come from the host, keeps what the room is by it,
 * and follows the room when it moves. One of the late parts: no room is shown later for it.
 */
import {
  contentTypes,
  decodeControl,
  decodeRules,
  hostFingerprint,
  type Move,
  type Opened,
  shownMillis,
  type Signatures,
  verifyControl,
} from "@festival-chat/protocol/e2e";
import type {
  AuthorKey,
  EnvelopeId,
  FrameOf,
  MessageId,
  Millis,
} from "@festival-chat/protocol/wire";
import type { Held } from "./api.ts";
import { foldActs, type HostAct } from "./fold-acts.ts";
import type { QuietLine, RoomPolicy } from "./policy.ts";
import type { RoomCore } from "./room-core.ts";

export interface HostActs {
  /** The same object until something changes. */
  readonly policy: RoomPolicy;
  /** The same array until something changes. */
  readonly lines: readonly QuietLine[];
  /** Who was named as removed. */
  readonly expelled: ReadonlySet<AuthorKey>;
  /** All events that tell where the room went on. */
  readonly moves: readonly Move[];
  /** As which author the host removed a message; undefined when they did not. */
  removerOf(message: MessageId): AuthorKey | undefined;
  /** An envelope was opened. */
  put(opened: Opened, id: EnvelopeId): void;
  /** An envelope made way. */
  drop(id: EnvelopeId): void;
  /** What changed meanwhile is followed up: the host became known, the room can be reached. */
  look(): void;
  /** How long this person has still to wait until their next message, in ms. */
  waitMillis(now: Millis): number;
  /** Whether the host's rules hold a content back now; notes what goes. @param now by the relay's clock */
  hold(kind: Opened["content"]["kind"], now: Millis): Held | undefined;
}

/** Between two cards of a room: as many as a relay takes in the long run. */
const cardPauseMillis = 5_000;

export interface HostActPorts {
  /** Local time. */
  now(): Millis;
  readonly signatures: Signatures;
  transmit(frame: FrameOf<"card">): void;
  /** The policy, the lines or messages changed: tell it. */
  changed(): void;
  /** The room goes on in another one. Settles when this device was taken along, or was not. */
  follow(core: RoomCore, hostKey: Uint8Array, moves: readonly Move[]): Promise<void>;
}

/** A control event that waits for its verdict, or has it. */
interface Claim {
  readonly opened: Opened;
  readonly envelopes: Set<EnvelopeId>;
  /** Undefined until the host is known and the signature was checked. */
  act: HostAct | undefined;
  checked: boolean;
  hostKey: Uint8Array | undefined;
}

/** The host that the link names, or else the first certificate. */
function hostOf({ stored }: RoomCore): Uint8Array | undefined {
  const { expectedHost, certificate } = stored;
  return expectedHost ?? (certificate && hostFingerprint(certificate.hostKey));
}

export function createHostActs(core: RoomCore, ports: HostActPorts): HostActs {
  const claims = new Map<MessageId, Claim>();
  const claimOf = new Map<EnvelopeId, MessageId>();
  const isHost = core.stored.hostSecret !== undefined;
  const { author: me } = core.identity;
  let seenRules = core.card?.rules;
  const fold = (acts: readonly HostAct[]) =>
    foldActs(acts, {
      me,
      isHost,
      rules: seenRules === undefined ? undefined : decodeRules(seenRules),
      nameOf: (author) => core.timeline.nameOf(author),
    });
  let folded = fold([]);
  let stale = false;
  /** When this person last wrote something that slow mode counts. */
  let wroteAt = 0;
  /** Events of the move that were looked through for a place of ours. */
  let searched = 0;
  let presentedAt = Number.NEGATIVE_INFINITY;

  async function judge(claim: Claim, host: Uint8Array): Promise<void> {
    claim.checked = true;
    const { opened, envelopes } = claim;
    const { content, hlc, author, ctr, message } = opened;
    const event = content.kind === "unknown" ? decodeControl(content.bytes) : undefined;
    if (event === undefined) return;
    const signed = { ...opened, content: { kind: "control", ...event } } as const;
    const verdict = await verifyControl(signed, host, ports.signatures);
    if (!verdict.ok || claims.get(message) !== claim) return;
    let receivedAt = Number.POSITIVE_INFINITY;
    for (const id of envelopes) {
      receivedAt = Math.min(receivedAt, core.log.get(id)?.stamp?.receivedAt ?? hlc.ms);
    }
    claim.hostKey = event.hostKey;
    claim.act = {
      placed: { shownAt: 0, hlc, author, ctr, message },
      action: verdict.value,
      at: shownMillis(hlc.ms, receivedAt),
    };
    refold();
  }

  /** Once for all that became certain together. */
  function refold(): void {
    if (stale) return;
    stale = true;
    void Promise.resolve().then(() => {
      stale = false;
      const before = folded;
      const acts = [...claims.values()].flatMap(({ act }) => act ?? []);
      folded = fold(acts);
      // The same object, where a person would see no difference.
      if (JSON.stringify(before.policy) === JSON.stringify(folded.policy)) {
        folded = { ...folded, policy: before.policy };
      }
      for (const id of folded.removed.keys()) if (!before.removed.has(id)) core.timeline.touch(id);
      for (const id of before.removed.keys()) if (!folded.removed.has(id)) core.timeline.touch(id);
      ports.changed();
    });
  }

  function follow(): void {
    const { movedTo } = folded.policy;
    const { state } = core.sync;
    // Without a relay there is nothing to follow to, and another tab may have the link.
    const reached = state.kind === "live" || state.kind === "behind";
    if (movedTo === undefined || folded.moves.length === searched || !reached) return;
    searched = folded.moves.length;
    const hostKey = [...claims.values()].find(({ act }) => act?.action.op === "move")?.hostKey;
    if (hostKey !== undefined) void ports.follow(core, hostKey, folded.moves);
  }

  /** The host's phone gives the relay the card that the relay does not have yet (SPEC H2). */
  function presentCard(): void {
    const { certificate } = core.stored;
    const { state } = core.sync;
    if (!isHost || certificate === undefined || state.kind !== "live") return;
    if (core.relayCard === undefined || core.relayCard >= certificate.version) return;
    // Relays take few cards of a room; the next step of the engine looks again.
    if (ports.now() < presentedAt + cardPauseMillis) return;
    presentedAt = ports.now();
    core.relayCard = certificate.version;
    ports.transmit({ kind: "card", channel: state.channel, certificate });
  }

  const acts: HostActs = {
    get policy() {
      return folded.policy;
    },
    get lines() {
      return folded.lines;
    },
    get expelled() {
      return folded.expelled;
    },
    get moves() {
      return folded.moves;
    },
    removerOf: (message) => folded.removed.get(message),

    put(opened, id) {
      const { content, message, author, hlc } = opened;
      const words = content.kind === "text" || content.kind === "reply";
      if (words && author === me) wroteAt = Math.max(wroteAt, hlc.ms);
      if (content.kind !== "unknown" || content.type !== contentTypes.control) return;
      claimOf.set(id, message);
      const known = claims.get(message);
      if (known !== undefined) {
        known.envelopes.add(id);
        return;
      }
      const envelopes = new Set([id]);
      claims.set(message, {
        opened,
        envelopes,
        act: undefined,
        checked: false,
        hostKey: undefined,
      });
      acts.look();
    },

    drop(id) {
      const message = claimOf.get(id);
      const claim = message === undefined ? undefined : claims.get(message);
      if (message === undefined || claim === undefined) return;
      claimOf.delete(id);
      claim.envelopes.delete(id);
      if (claim.envelopes.size > 0) return;
      claims.delete(message);
      if (claim.act !== undefined) refold();
    },

    look() {
      if (core.card?.rules !== seenRules) {
        seenRules = core.card?.rules;
        refold();
      }
      const host = hostOf(core);
      if (host === undefined) return;
      for (const claim of claims.values()) if (!claim.checked) void judge(claim, host);
      follow();
      presentCard();
    },

    waitMillis(now) {
      const pause = isHost ? 0 : folded.policy.slowModeSeconds * 1_000;
      // Never longer than the pause, whatever the clocks say.
      return wroteAt === 0 ? 0 : Math.min(pause, Math.max(0, wroteAt + pause - now));
    },

    hold(kind, now): Held | undefined {
      const says = kind === "text" || kind === "reply";
      if (!says && kind !== "edit" && kind !== "reaction") return undefined;
      if (!folded.policy.writable) return { kind: "held", waitMillis: undefined };
      if (!says) return undefined;
      const waitMillis = acts.waitMillis(now);
      if (waitMillis > 0) return { kind: "held", waitMillis };
      wroteAt = Math.max(wroteAt, now);
      return undefined;
    },
  };

  for (const { id } of core.log.entries()) {
    const opened = core.timeline.openedOf(id);
    if (opened !== undefined) acts.put(opened, id);
  }
  return acts;
}
