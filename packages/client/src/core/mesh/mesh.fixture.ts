/**
 * A few phones whose meshes hear each other, in virtual time. Envelopes are bytes that a registry
 * knows: what it does not know does not open.
 */
import {
  type AuthorKey,
  type ChainTag,
  chainTag,
  concatBytes,
  decodeMeshFrame,
  type DeviceTag,
  type EnvelopeId,
  envelopeId,
  idFromBytes,
  type MeshFrame,
  type Millis,
  type RoomId,
  toSeq,
} from "@festival-chat/protocol/wire";
import { createMesh, type Mesh } from "./mesh.ts";
import { type MeshEffect, type Rank, ranks, type Verdict } from "./mesh-effect.ts";

export const room: RoomId = idFromBytes("RoomId", new Uint8Array(16).fill(7));
export const deviceOf = (n: number): DeviceTag =>
  idFromBytes("DeviceTag", new Uint8Array(8).fill(n));
export const authorOf = (n: number): AuthorKey =>
  idFromBytes("AuthorKey", new Uint8Array(32).fill(n));
export const chainOf = (n: number): ChainTag => chainTag(new Uint8Array(8).fill(n));

/** One frame that went over a link. */
export interface Sent {
  readonly from: number;
  readonly to: number;
  readonly frame: MeshFrame;
  readonly at: Millis;
}

export interface Phone {
  readonly mesh: Mesh;
  /** Envelopes that its engine holds, in order of arrival. */
  readonly held: readonly EnvelopeId[];
  /** Effects for the maker of links and the app. */
  readonly told: readonly MeshEffect[];
  has(id: EnvelopeId): boolean;
  /** Writes a message in its chain. */
  writes(rank?: Rank): EnvelopeId;
  /** Its relay brings a message of somebody. */
  gets(envelope: Uint8Array): void;
  /** The relay gives it a place. */
  stamped(id: EnvelopeId, seq: number): void;
}

export interface Camp {
  readonly phones: readonly Phone[];
  readonly sent: readonly Sent[];
  phone(n: number): Phone;
  link(a: number, b: number): void;
  cut(a: number, b: number): void;
  /** A frame that reaches a phone over its link with `from`, whatever that one is. */
  slip(to: number, from: number, frame: MeshFrame): void;
  pass(millis: Millis): void;
  now(): Millis;
  /** Bytes of an envelope that opens: message `ctr` of this author; salt makes it another envelope. */
  envelope(author: number, ctr: number, salt?: number, size?: number): Uint8Array;
  /** The link takes no more, or more again. */
  block(n: number, other: number, blocked: boolean): void;
}

interface Message {
  readonly author: number;
  readonly ctr: number;
  readonly envelope: Uint8Array;
}

export function createCamp(count: number): Camp {
  let now = 1_000_000;
  let state = 1;
  let serial = 0;
  const random = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  const messages = new Map<EnvelopeId, Message>();
  const queue: { readonly at: Millis; readonly serial: number; readonly run: () => void }[] = [];
  const sent: Sent[] = [];
  /** Link numbers: one for each pair and direction. */
  const linkId = (from: number, to: number): number => from * 100 + to;
  const linked = new Set<string>();
  const pairOf = (a: number, b: number): string => `${Math.min(a, b)} ${Math.max(a, b)}`;

  function later(at: Millis, run: () => void): void {
    queue.push({ at, serial: serial++, run });
    queue.sort((a, b) => a.at - b.at || a.serial - b.serial);
  }

  function make(n: number) {
    const held: EnvelopeId[] = [];
    const told: MeshEffect[] = [];
    const texts = new Set<string>();
    let ctr = 0;
    let armedAt = Number.POSITIVE_INFINITY;
    const mesh = createMesh({
      room,
      me: deviceOf(n),
      random,
      knows: (id) => held.includes(id),
      envelope: (id) => (held.includes(id) ? messages.get(id)?.envelope : undefined),
    });

    function verdictOf(id: EnvelopeId): Verdict {
      const message = messages.get(id);
      if (message === undefined) return { kind: "junk" };
      const { author, ctr: number } = message;
      if (texts.has(`${author} ${number}`)) return { kind: "known" };
      const placed = { chain: chainOf(author), ctr: number, id, at: number };
      return { kind: "new", placed, author: authorOf(author), rank: ranks.text };
    }

    function run(effects: readonly MeshEffect[]): void {
      for (const effect of effects) {
        switch (effect.kind) {
          case "send": {
            const to = effect.link % 100;
            const decoded = decodeMeshFrame(effect.frame);
            if (decoded?.ok !== true) throw new Error("a frame that is none");
            sent.push({ from: n, to, frame: decoded.value, at: now });
            later(now + 5, () => {
              if (linked.has(pairOf(n, to))) phones[to]?.hear(n, decoded.value);
            });
            break;
          }
          case "open":
            later(now + 1, () => run(mesh.opened(effect.id, verdictOf(effect.id), now)));
            break;
          case "take":
            keep(effect.id);
            break;
          case "hangUp":
            told.push(effect);
            unlink(n, effect.link % 100);
            break;
          default:
            told.push(effect);
        }
      }
      arm();
    }

    function keep(id: EnvelopeId): void {
      const message = messages.get(id);
      held.push(id);
      texts.add(`${message?.author} ${message?.ctr}`);
    }

    function arm(): void {
      const at = mesh.deadline(now);
      if (at === undefined || at >= armedAt) return;
      armedAt = at;
      later(Math.max(now, at), () => {
        if (armedAt !== at) return;
        armedAt = Number.POSITIVE_INFINITY;
        run(mesh.wake(now));
      });
    }

    function arrive(envelope: Uint8Array, own: boolean, rank: Rank): EnvelopeId {
      const id = envelopeId(room, envelope);
      const message = messages.get(id);
      if (message === undefined || held.includes(id)) return id;
      keep(id);
      const { author, ctr: number } = message;
      const placed = { chain: chainOf(author), ctr: number, id, at: number };
      mesh.arrived({ placed, rank, own, fresh: true }, now);
      arm();
      return id;
    }

    return {
      mesh,
      held,
      told,
      run,
      has: (id: EnvelopeId) => held.includes(id),
      hear: (from: number, frame: MeshFrame) => run(mesh.heard(linkId(n, from), frame, now)),
      writes: (rank: Rank = ranks.text) => arrive(envelope(n, (ctr += 1)), true, rank),
      gets: (bytes: Uint8Array) => void arrive(bytes, false, ranks.text),
      stamped(id: EnvelopeId, seq: number) {
        const logEpoch = idFromBytes("LogEpoch", new Uint8Array(8).fill(1));
        run(mesh.stamped(id, { logEpoch, seq: toSeq(seq) }, now));
      },
    };
  }

  function envelope(author: number, ctr: number, salt = 0, size = 192): Uint8Array {
    const bytes = concatBytes(
      Uint8Array.of(author, ctr >> 8, ctr & 255, salt),
      new Uint8Array(size),
    );
    messages.set(envelopeId(room, bytes), { author, ctr, envelope: bytes });
    return bytes;
  }

  function unlink(a: number, b: number): void {
    if (!linked.delete(pairOf(a, b))) return;
    phones[a]?.mesh.gone(linkId(a, b));
    phones[b]?.mesh.gone(linkId(b, a));
  }

  const phones = Array.from({ length: count }, (_, n) => make(n));
  const at = (n: number) => {
    const phone = phones[n];
    if (phone === undefined) throw new RangeError(`no phone ${n}`);
    return phone;
  };
  return {
    phones,
    sent,
    phone: at,
    envelope,
    now: () => now,
    link(a, b) {
      linked.add(pairOf(a, b));
      at(a).run(at(a).mesh.ready(linkId(a, b), deviceOf(b), now));
      at(b).run(at(b).mesh.ready(linkId(b, a), deviceOf(a), now));
    },
    cut: unlink,
    slip: (to, from, frame) => at(to).hear(from, frame),
    block: (n, other, blocked) => at(n).run(at(n).mesh.blocked(linkId(n, other), blocked, now)),
    pass(millis) {
      const until = now + millis;
      for (;;) {
        const next = queue[0];
        if (next === undefined || next.at > until) break;
        queue.shift();
        now = Math.max(now, next.at);
        next.run();
      }
      now = until;
    },
  };
}
