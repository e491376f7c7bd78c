/**
 * Receipts of one room (SPEC P8, P9): tells its friends what of theirs is on this phone and was seen,
 * and knows on whose phones ours are, and who has seen them. Loaded after this person has written
 * here: who only reads tells nobody.
 */
import { formatReceipt, openSmall, parseReceipt, sealSmall } from "@festival-chat/protocol/e2e";
import {
  type AuthorKey,
  type ChainId,
  type ChainTag,
  chainTagOf,
  type DeviceTag,
  deviceTagOf,
  type FrameOf,
  idFromBytes,
  idToBytes,
  limits,
  type MessageId,
  type Millis,
  timing,
} from "@festival-chat/protocol/wire";
import type { Message } from "../api.ts";
import { earlier } from "../core/effect.ts";
import type { PresenceView } from "../core/presence.ts";
import { readPresence } from "../presence-names.ts";
import type { RoomCore } from "../room-core.ts";
import { type HeldRun, heldRuns } from "./held-runs.ts";
import { createHolders } from "./holders.ts";
import { formatHolders, parseHolders } from "./kept-holders.ts";

/** Messages that come together are told together. */
const gatherMillis = 300;
/** What was told is told once more: a receipt may be lost, or come before its author's page hears any. */
const repeatMillis = 6_000;
/** What was heard is written down soon, and not for every receipt of a busy room. */
const keepMillis = 5_000;

/** On whose phones a message of ours is, as far as they told. */
export interface Delivery {
  readonly count: number;
  /** Of how many: other devices that wrote here or are here. Who only reads is not known to anybody. */
  readonly of: number;
  /** Whose phones, in no order; those without a known name are only counted. */
  readonly names: readonly string[];
  /** How many of them have seen it. None where this person does not tell what they have seen. */
  readonly seen: number;
  readonly seenNames: readonly string[];
}

export interface RoomReceipts {
  /** Something came, or somebody: there may be something to tell. */
  look(now: Millis): void;
  /** @returns whether more is known than before */
  heard(frame: FrameOf<"ephemeral">, now: Millis): boolean;
  /** What an earlier start had kept. @returns as `heard` */
  recall(text: string): boolean;
  /** Undefined while nobody told, and of what is not ours. */
  delivery(message: MessageId): Delivery | undefined;
  deadline(): Millis | undefined;
}

export interface RoomReceiptsPorts {
  /** 24 fresh bytes of a CSPRNG. */
  nonce(): Uint8Array;
  /** Low on data: nothing is told. */
  quiet(): boolean;
  isUnread(message: MessageId): boolean;
  transmit(frame: FrameOf<"ephemeral">): void;
  /** Keeps for the next start what is known of those who wrote here. */
  keep(text: string): void;
}

interface Told {
  readonly run: HeldRun;
  /** When to tell it once more; undefined when that was done. */
  readonly again: Millis | undefined;
}

interface OwnPlace {
  readonly chain: ChainTag;
  readonly ctr: number;
}

export function createRoomReceipts(core: RoomCore, ports: RoomReceiptsPorts): RoomReceipts {
  const holders = createHolders();
  /** What was told while the author was here to hear it. */
  const toldByChain = new Map<ChainTag, Told>();
  /** Of who wrote: with their messages they are forgotten. */
  let tagByAuthor = new Map<AuthorKey, DeviceTag>();
  const ownTags = new Map<ChainId, ChainTag>();
  let readFrom: readonly Message[] | undefined;
  let wroteFrom: readonly Message[] | undefined;
  let wrote: ReadonlySet<DeviceTag> = new Set();
  let lookedAt: PresenceView | undefined;
  let ownPlaces: ReadonlyMap<MessageId, OwnPlace> = new Map();
  let ownChains: ReadonlySet<ChainTag> = new Set();
  let toldAt = Number.NEGATIVE_INFINITY;
  let due: Millis | undefined;
  let keepAt: Millis | undefined;

  /** Both ways or not at all, and never where anybody may be. */
  const tellsSeen = (): boolean => core.notes.settings.seen && core.notes.settings.open !== true;

  function tagOf(author: AuthorKey): DeviceTag {
    const tag = tagByAuthor.get(author) ?? deviceTagOf(core.id, idToBytes(author));
    tagByAuthor.set(author, tag);
    return tag;
  }

  function readOwn(): void {
    const messages = core.timeline.messages();
    if (readFrom === messages) return;
    readFrom = messages;
    const places = new Map<MessageId, OwnPlace>();
    const chains = new Set<ChainTag>();
    for (const { id } of core.log.entries()) {
      const opened = core.timeline.openedOf(id);
      if (opened?.author !== core.identity.author) continue;
      const chain = ownTags.get(opened.chain) ?? chainTagOf(opened.author, opened.chain);
      ownTags.set(opened.chain, chain);
      chains.add(chain);
      places.set(opened.message, { chain, ctr: opened.ctr });
    }
    ownPlaces = places;
    ownChains = chains;
  }

  /** Devices of everybody who wrote here; every mark asks, so a list is read once. */
  function writers(): ReadonlySet<DeviceTag> {
    const messages = core.timeline.messages();
    if (wroteFrom !== messages) {
      wroteFrom = messages;
      const tags = messages.map(({ author }) => [author, tagOf(author)] as const);
      tagByAuthor = new Map(tags);
      wrote = new Set(tagByAuthor.values());
    }
    return wrote;
  }

  /** Other devices that wrote here, are here or told us something. */
  function others(): Set<DeviceTag> {
    const known = new Set<DeviceTag>(core.presence.view.present.keys());
    for (const device of writers()) known.add(device);
    for (const device of holders.devices) known.add(device);
    known.delete(tagOf(core.identity.author));
    if (core.presence.me !== undefined) known.delete(core.presence.me);
    return known;
  }

  function nameOf(device: DeviceTag): string | undefined {
    for (const [author, tag] of tagByAuthor) {
      if (tag === device) return core.timeline.nameOf(author);
    }
    const { members } = readPresence(core.keys, core.presence.view);
    return members.find(({ tag }) => tag === device)?.name;
  }

  /** What authors who are here have not been told. */
  function untold(now: Millis): HeldRun[] {
    const { view } = core.presence;
    const mayTell = core.stored.spoken && !ports.quiet() && core.sync.state.kind === "live";
    if (!mayTell || view.count < 2 || view.count > limits.receiptMembers) return [];
    if (others().size >= limits.receiptMembers) return [];
    const held = heldRuns(core, tellsSeen() ? ports.isUnread : undefined);
    // What left this phone is forgotten here, too: anybody can begin a thousand chains.
    const chains = new Set(held.map(({ chain }) => chain));
    for (const chain of toldByChain.keys()) if (!chains.has(chain)) toldByChain.delete(chain);
    return held.filter(({ author, chain, from, to, seen }) => {
      if (!view.present.has(tagOf(author))) return false;
      const told = toldByChain.get(chain);
      if (told?.run.to !== to || told.run.from > from || told.run.seen !== seen) return true;
      return told.again !== undefined && now >= told.again;
    });
  }

  function tell(now: Millis): void {
    const { state } = core.sync;
    const runs = untold(now).slice(0, limits.receiptChains);
    if (runs.length === 0 || state.kind !== "live") return;
    toldAt = now;
    for (const run of runs) {
      const before = toldByChain.get(run.chain)?.run;
      const known = before?.to === run.to && before.seen === run.seen;
      toldByChain.set(run.chain, { run, again: known ? undefined : now + repeatMillis });
    }
    const sealed = sealSmall(core.keys, "ephemeral", 0, formatReceipt(runs), ports.nonce());
    // The relay puts in who it is from.
    const from = idFromBytes("DeviceTag", new Uint8Array(8));
    ports.transmit({ kind: "ephemeral", channel: state.channel, from, sealed });
  }

  return {
    look(now) {
      if (keepAt !== undefined && now >= keepAt) {
        keepAt = undefined;
        // Others would be counted at every start, and enough of them would end receipts for good.
        const held = holders.held.filter(([device]) => writers().has(device));
        ports.keep(formatHolders({ held }));
      }
      const { view } = core.presence;
      if (view !== lookedAt) {
        lookedAt = view;
        // Who went may miss what comes, and is told anew on coming back.
        for (const [chain, { run }] of toldByChain) {
          if (!view.present.has(tagOf(run.author))) toldByChain.delete(chain);
        }
      }
      if (due !== undefined && now >= due) {
        due = undefined;
        tell(now);
      }
      // A clock set back must not silence us for long.
      const rested = Math.min(toldAt, now) + timing.receiptMillis;
      const soonest = Math.max(rested, now + gatherMillis);
      // It is looked at then anyway: in a burst the log is not read for every message.
      if (due !== undefined && due <= soonest) return;
      if (untold(now).length > 0) {
        due = soonest;
        return;
      }
      for (const { again } of toldByChain.values()) {
        if (again !== undefined && again > now) due = earlier(due, again);
      }
    },

    heard(frame, now) {
      const plain = openSmall(core.keys, "ephemeral", frame.sealed);
      const runs = plain && parseReceipt(plain);
      if (runs === undefined || frame.from === tagOf(core.identity.author)) return false;
      readOwn();
      const more = holders.heard(frame.from, runs, (chain) => ownChains.has(chain));
      if (more) keepAt ??= now + keepMillis;
      return more;
    },

    recall(text) {
      // Ours when it was kept: whether they still are, every question asks anew.
      const told = parseHolders(text).map(([device, run]) =>
        holders.heard(device, [run], () => true),
      );
      return told.includes(true);
    },

    delivery(message) {
      readOwn();
      const place = ownPlaces.get(message);
      if (place === undefined) return undefined;
      const known = [...others()];
      const holding = known.filter((device) => holders.holds(device, place.chain, place.ctr));
      if (holding.length === 0) return undefined;
      const saw = holding.filter((device) => holders.saw(device, place.chain, place.ctr));
      const seen = tellsSeen() ? saw : [];
      // A name may have to be opened: each once.
      const names = new Map(holding.map((device) => [device, nameOf(device)]));
      const namesOf = (devices: readonly DeviceTag[]): readonly string[] =>
        devices.map((device) => names.get(device)).filter((name) => name !== undefined);
      return {
        count: holding.length,
        of: known.length,
        names: namesOf(holding),
        seen: seen.length,
        seenNames: namesOf(seen),
      };
    },

    deadline: () => earlier(due, keepAt),
  };
}
