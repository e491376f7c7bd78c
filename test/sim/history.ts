/**
 * History: everything observed from outside, and the checks that hold at every moment.
 *
 * It sees frames at both ends of every connection, every commit of the relay, every call of a person
 * and every list on a screen; it asks the engine nothing. C1 to C10 are the checks of the reliability
 * brief; what holds only at the end is in invariants.ts.
 */
import type { Message } from "@festival-chat/client";
import {
  decodeFrame,
  type Frame,
  frameTypes,
  type LogEpoch,
  type LogRecord,
  type MessageId,
} from "@festival-chat/protocol/wire";
import { type OutMessage, payloadOf } from "@festival-chat/relay";
import type { Tap } from "./network.ts";

export type CheckName =
  | "C1"
  | "C2"
  | "C3"
  | "C4"
  | "C5"
  | "C6"
  | "C7"
  | "C8"
  | "C9"
  | "C10"
  | "L0"
  | "G8";

export interface Violation {
  readonly check: CheckName;
  readonly what: string;
}

/** One message as its author gave it. */
export interface Said {
  readonly phone: string;
  /** Who wrote it where: numbers rise within a lane. */
  readonly lane: string;
  readonly number: number;
  readonly text: string;
  id: MessageId | undefined;
  /** Whether the phone promised to keep it: stored, and no storage trouble since. */
  kept: "unknown" | "kept" | "unsure" | "lost";
}

/** Names an envelope by its nonce: 24 random bytes, cheaper than its hash. */
export const markOf = (envelope: Uint8Array): string =>
  Buffer.from(envelope.buffer, envelope.byteOffset + 2, 24).toString("latin1");

export interface History {
  readonly violation: Violation | undefined;
  readonly said: ReadonlyMap<string, Said>;
  /** Envelopes whose ack reached a phone. */
  readonly acked: ReadonlySet<string>;
  /** What the relay's log holds at present: seq by envelope. */
  readonly committed: ReadonlyMap<string, number>;
  /** Bytes that phones heard from the relay. */
  readonly downloaded: number;
  fail(check: CheckName, what: string): void;
  saying(said: Said): void;
  edited(text: string): void;
  /**
   * This phone's clock runs ahead of what the relay allows. Its messages are cut to the time of their
   * stamps, which may come in another order than they were written: they are not held to theirs.
   */
  excuseOrder(phone: string): void;
  /** The relay started with this log. */
  relayBegan(epoch: LogEpoch, records: readonly LogRecord[]): void;
  relayCommitted(records: readonly LogRecord[]): void;
  /** Retention took these away. */
  relayTrimmed(records: readonly LogRecord[]): void;
  watch(): Tap;
  /** A new screen: its first list may differ from the last one of the launch before. */
  screen(name: string): (messages: readonly Message[]) => void;
}

/** The message a shown text belongs to: edits append "!" and a number. */
const original = (text: string): string => text.split("!", 1)[0] ?? text;

/** Whether only delivery marks and the like differ: then what was checked needs no second look. */
const saysTheSame = (messages: readonly Message[], before: readonly Message[]): boolean =>
  messages.length === before.length &&
  messages.every((message, i) => {
    const old = before[i];
    if (message === old) return true;
    if (message.id !== old?.id || message.equivocal !== old.equivocal) return false;
    const [text, oldText] = [message.body, old.body];
    return text.kind === "text" && oldText.kind === "text" && text.text === oldText.text;
  });

export function createHistory(): History {
  let violation: Violation | undefined;
  const said = new Map<string, Said>();
  const saidById = new Map<MessageId, Said>();
  const edits = new Set<string>();
  const disordered = new Set<string>();
  const acked = new Set<string>();
  let committed = new Map<string, number>();
  /** Like `committed`, with what retention took since. */
  let seqByMark = new Map<string, number>();
  let epoch = "";
  let downloaded = 0;
  const markByPosition = new Map<string, string>();
  const frames = new WeakMap<OutMessage, Frame>();

  function fail(check: CheckName, what: string): void {
    violation ??= { check, what };
  }

  function decoded(message: OutMessage): Frame | undefined {
    const known = frames.get(message);
    if (known !== undefined) return known;
    const result = decodeFrame(payloadOf(message));
    if (!result.ok || result.value.kind === "unknown") {
      fail("L0", "the relay wrote a frame that cannot be read");
      return undefined;
    }
    frames.set(message, result.value);
    return result.value;
  }

  function position({ seq, envelope }: LogRecord): void {
    const mark = markOf(envelope);
    const place = `${epoch} ${seq}`;
    const there = markByPosition.get(place);
    if (there !== undefined && there !== mark) fail("C6", `seq ${seq} names two envelopes`);
    markByPosition.set(place, mark);
  }

  function commit(record: LogRecord): void {
    position(record);
    const mark = markOf(record.envelope);
    if (committed.has(mark)) fail("C3", `seq ${record.seq} repeats an envelope of the log`);
    committed.set(mark, record.seq);
    seqByMark.set(mark, record.seq);
  }

  function checkList(messages: readonly Message[], screen: string): void {
    const last = new Map<string, number>();
    const ids = new Set<MessageId>();
    for (const { id, body, author, equivocal } of messages) {
      if (ids.has(id)) fail("C3", `${screen} shows ${id} twice`);
      ids.add(id);
      if (equivocal) fail("C4", `${screen} shows ${author} writing twice in one place`);
      if (body.kind !== "text") continue;
      const known = saidById.get(id) ?? said.get(original(body.text));
      if (known === undefined || (known.id !== undefined && known.id !== id)) {
        fail("C2", `${screen} shows "${body.text}", which nobody said like that`);
        continue;
      }
      known.id = id;
      saidById.set(id, known);
      const asSaid = body.edited ? edits.has(body.text) : body.text === known.text;
      if (!asSaid) fail("C2", `${screen} shows "${body.text}" for "${known.text}"`);
      const before = last.get(known.lane) ?? 0;
      if (known.number <= before && !disordered.has(known.phone)) {
        fail("C4", `${screen} shows ${known.lane} ${known.number} after ${before}`);
      }
      last.set(known.lane, known.number);
    }
  }

  return {
    get violation() {
      return violation;
    },
    said,
    acked,
    get committed() {
      return committed;
    },
    get downloaded() {
      return downloaded;
    },
    fail,
    saying: (one) => void said.set(one.text, one),
    edited: (text) => void edits.add(text),
    excuseOrder: (phone) => void disordered.add(phone),

    relayBegan(name, records) {
      epoch = name;
      committed = new Map();
      seqByMark = new Map();
      for (const record of records) commit(record);
    },
    relayCommitted(records) {
      for (const record of records) commit(record);
    },
    relayTrimmed(records) {
      for (const { envelope } of records) committed.delete(markOf(envelope));
    },

    watch() {
      const marks = new Map<string, string>();
      return {
        toRelay(bytes) {
          if (bytes[0] !== frameTypes.publish) return;
          const result = decodeFrame(bytes);
          if (!result.ok || result.value.kind !== "publish") {
            fail("L0", "a phone wrote a frame that cannot be read");
            return;
          }
          const { channel, ref, envelope } = result.value;
          marks.set(`${channel} ${ref}`, markOf(envelope));
        },
        fromRelay(message) {
          const frame = decoded(message);
          if (frame?.kind === "ack") {
            for (const { ref, seq } of frame.acks) {
              const mark = marks.get(`${frame.channel} ${ref}`);
              if (mark === undefined) fail("C6", `ack of ${ref}, which was not published`);
              else if (!seqByMark.has(mark)) fail("C1", `ack of seq ${seq} before its commit`);
              else if (seqByMark.get(mark) !== seq) fail("C6", `ack says seq ${seq}`);
            }
          }
          if (frame?.kind !== "deliver" && frame?.kind !== "page") return;
          for (const record of frame.records) {
            if (!seqByMark.has(markOf(record.envelope))) {
              fail("C1", `${frame.kind} of seq ${record.seq} before its commit`);
            }
            position(record);
          }
        },
        toPhone(message) {
          downloaded += payloadOf(message).length;
          const frame = decoded(message);
          if (frame?.kind !== "ack") return;
          for (const { ref } of frame.acks) {
            const mark = marks.get(`${frame.channel} ${ref}`);
            if (mark !== undefined) acked.add(mark);
          }
        },
      };
    },

    screen(name) {
      let shown: readonly Message[] = [];
      return (messages) => {
        if (saysTheSame(messages, shown)) {
          shown = messages;
          return;
        }
        checkList(messages, name);
        const places = new Map(messages.map(({ id }, i) => [id, i]));
        let highest = -1;
        for (const { id, state } of shown) {
          const place = places.get(id);
          if (place === undefined) {
            fail("C7", `${name} lost ${id} from its screen`);
            continue;
          }
          // A place is final once the relay stamped it.
          const phone = saidById.get(id)?.phone;
          if (state !== "sent" || (phone !== undefined && disordered.has(phone))) continue;
          if (place < highest) fail("C7", `${name} moved ${id} behind what followed it`);
          highest = place;
        }
        shown = messages;
      };
    },
  };
}
