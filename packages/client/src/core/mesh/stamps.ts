/**
 * Stamps: places in a relay's log flow back the way their messages came, so that whoever wrote them
 * without a relay learns that one has them (SPEC G7). From a phone that is hearsay, and stays so.
 */
import type {
  DeviceTag,
  EnvelopeId,
  LogEpoch,
  MeshFrameOf,
  MeshStamp,
  Millis,
  Seq,
} from "@festival-chat/protocol/wire";
import { meshLimits } from "@festival-chat/protocol/wire";
import * as meshBounds from "./mesh-bounds.ts";
import { ranks } from "./mesh-effect.ts";
import type { MeshPeer } from "./mesh-peer.ts";

export interface Told {
  readonly logEpoch: LogEpoch;
  readonly seq: Seq;
}

export interface Stamps {
  /** Who brought it to us. */
  carriedBy(id: EnvelopeId): DeviceTag | undefined;
  brought(id: EnvelopeId, by: DeviceTag): void;
  /** What a phone said of it. */
  hearsay(id: EnvelopeId): Told | undefined;
  /** The relay gave us its place. */
  stamped(id: EnvelopeId, told: Told, now: Millis): void;
  /** @returns the ids that are news */
  heard(frame: MeshFrameOf<"stamp">, now: Millis): readonly EnvelopeId[];
  wake(peers: Iterable<MeshPeer>, now: Millis): void;
  deadline(): Millis | undefined;
}

function bounded<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.set(key, value);
  if (map.size <= meshBounds.origins) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}

/** @param holds whether the message is here: of others no stamp is kept */
export function createStamps(holds: (id: EnvelopeId) => boolean): Stamps {
  const bringers = new Map<EnvelopeId, DeviceTag>();
  const told = new Map<EnvelopeId, Told>();
  /** Told on, so that each goes back once. */
  const passed = new Map<EnvelopeId, true>();
  let waiting: { readonly to: DeviceTag; readonly logEpoch: LogEpoch; readonly one: MeshStamp }[] =
    [];
  let dueAt: Millis | undefined;

  function passBack(id: EnvelopeId, { logEpoch, seq }: Told, now: Millis): void {
    const to = bringers.get(id);
    if (to === undefined || passed.has(id)) return;
    bounded(passed, id, true);
    waiting.push({ to, logEpoch, one: { id, seq } });
    dueAt ??= now + meshBounds.stampMillis;
  }

  return {
    carriedBy: (id) => bringers.get(id),
    brought: (id, by) => bounded(bringers, id, by),
    hearsay: (id) => told.get(id),
    stamped: passBack,

    heard({ logEpoch, stamps }, now) {
      const news: EnvelopeId[] = [];
      for (const { id, seq } of stamps) {
        if (!holds(id) || told.has(id)) continue;
        bounded(told, id, { logEpoch, seq });
        passBack(id, { logEpoch, seq }, now);
        news.push(id);
      }
      return news;
    },

    wake(peers, now) {
      if (dueAt === undefined || now < dueAt) return;
      dueAt = undefined;
      const all = waiting;
      waiting = [];
      for (const peer of peers) {
        const mine = all.filter(({ to }) => to === peer.device);
        for (const logEpoch of new Set(mine.map((one) => one.logEpoch))) {
          const some = mine.filter((one) => one.logEpoch === logEpoch);
          for (let from = 0; from < some.length; from += meshLimits.stamps) {
            const stamps = some.slice(from, from + meshLimits.stamps).map(({ one }) => one);
            peer.say({ kind: "stamp", logEpoch, stamps }, ranks.sync, "control");
          }
        }
      }
    },

    deadline: () => dueAt,
  };
}
