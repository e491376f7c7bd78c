/**
 * A crowd of raw members that lose their links, and a ledger that knows what everybody should have.
 *
 * Members keep the rules of SPEC L and D: resume with a cursor, apply only what follows it, send
 * unacknowledged envelopes again.
 */
import { toHex, type Cursor, type LogRecord, timing } from "@festival-chat/protocol/wire";
import { newEnvelope } from "./keys.ts";
import { type PreparedRoom, resumeFrame } from "./prepare-tickets.ts";
import { dialRaw, type RawLink } from "./raw-link.ts";

/** What one room's log holds, as all its members tell. */
export interface Ledger {
  /** Nonce of the envelope by seq. */
  readonly seen: Map<number, string>;
  readonly acked: Map<number, string>;
  /** One seq with two contents, or an ack of something else. */
  contradictions: number;
}

export const newLedger = (): Ledger => ({ seen: new Map(), acked: new Map(), contradictions: 0 });

export interface Member {
  readonly ledger: Ledger;
  /** Joined, and nothing missing of what the log held then. */
  readonly caughtUp: () => boolean;
  readonly cursor: () => number;
  publish(): void;
  unacked(): number;
  /** Cuts the link; the member comes back by itself. */
  cut(): void;
  /** Leaves for good. */
  leave(): void;
  readonly tally: Tally;
}

export interface Tally {
  received: number;
  duplicates: number;
  holes: number;
  refused: number;
  /** Milliseconds from a resume to everything the log held at that moment. */
  readonly catchUpMillis: number[];
}

const nonceOf = (envelope: Uint8Array): string => toHex(envelope.subarray(2, 26));

function note(ledger: Ledger, seqs: Map<number, string>, seq: number, nonce: string): void {
  if ((ledger.seen.get(seq) ?? nonce) !== nonce) ledger.contradictions++;
  seqs.set(seq, nonce);
}

/** Dials at once, and again whenever the link ends, with the pauses of the client engine. */
export function createMember(
  origin: string,
  prepared: PreparedRoom,
  index: number,
  ledger: Ledger,
): Member {
  const tally: Tally = { received: 0, duplicates: 0, holes: 0, refused: 0, catchUpMillis: [] };
  const outbox = new Map<number, Uint8Array>();
  let link: RawLink;
  let cursor: Cursor | undefined;
  let channel: number | undefined;
  let head: number | undefined;
  let resumedAt = 0;
  let attempts = 0;
  let refs = 0;
  let leaving = false;

  function take({ seq, prev, envelope }: LogRecord): void {
    if (cursor === undefined) return;
    if (seq <= cursor.seq) return void tally.duplicates++;
    if (prev !== cursor.seq) tally.holes++;
    cursor = { ...cursor, seq };
    tally.received++;
    note(ledger, ledger.seen, seq, nonceOf(envelope));
  }

  function lookWhetherCaughtUp(): void {
    if (head === undefined || cursor === undefined || resumedAt === 0 || cursor.seq < head) return;
    tally.catchUpMillis.push(performance.now() - resumedAt);
    resumedAt = 0;
  }

  function send(ref: number, envelope: Uint8Array): void {
    if (channel !== undefined) link.send({ kind: "publish", channel, ref, envelope });
  }

  function dial(): void {
    link = dialRaw(origin, {
      onFrame(frame, from) {
        switch (frame.kind) {
          case "hello":
            resumedAt = performance.now();
            return from.send(resumeFrame(prepared, index, cursor));
          case "joined":
            attempts = 0;
            ({ channel, head } = frame);
            cursor ??= { logEpoch: frame.logEpoch, seq: frame.from };
            lookWhetherCaughtUp();
            for (const [ref, envelope] of outbox) send(ref, envelope);
            return;
          case "deliver":
            for (const record of frame.records) take(record);
            return lookWhetherCaughtUp();
          case "ack":
            for (const { ref, seq } of frame.acks) {
              const envelope = outbox.get(ref);
              if (envelope !== undefined) note(ledger, ledger.acked, seq, nonceOf(envelope));
              outbox.delete(ref);
            }
            return;
          case "reset":
          case "refuse":
            tally.refused++;
            return;
          default:
        }
      },
      onClosed() {
        channel = undefined;
        head = undefined;
        if (leaving) return;
        const ceiling = Math.min(
          timing.backoffMaxMillis,
          timing.backoffMinMillis * 2 ** attempts++,
        );
        setTimeout(dial, Math.random() * ceiling);
      },
    });
  }

  dial();
  return {
    ledger,
    tally,
    caughtUp: () => head !== undefined && cursor !== undefined && cursor.seq >= head,
    cursor: () => cursor?.seq ?? 0,
    publish() {
      const envelope = newEnvelope();
      outbox.set(++refs, envelope);
      send(refs, envelope);
    },
    unacked: () => outbox.size,
    cut: () => link.cut(),
    leave() {
      leaving = true;
      link.cut();
    },
  };
}

/** Waits until it holds for the whole crowd. @returns milliseconds it took, or undefined when time was up */
export async function until(
  condition: () => boolean,
  limitMillis: number,
): Promise<number | undefined> {
  const begun = performance.now();
  while (!condition()) {
    if (performance.now() - begun > limitMillis) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return performance.now() - begun;
}

export const settled = (members: readonly Member[]): boolean =>
  members.every((member) => {
    if (!member.caughtUp() || member.unacked() > 0) return false;
    const cursor = member.cursor();
    return [...member.ledger.acked.keys()].every((seq) => seq <= cursor);
  });

/** What a crowd has, compared to what its ledgers say it should have. */
export function account(members: readonly Member[]) {
  const ledgers = new Set(members.map(({ ledger }) => ledger));
  const sum = (pick: (tally: Tally) => number) =>
    members.reduce((total, { tally }) => total + pick(tally), 0);
  const expected = members.reduce((total, { ledger }) => total + ledger.seen.size, 0);
  let ackedLost = 0;
  let acked = 0;
  let contradictions = 0;
  for (const ledger of ledgers) {
    contradictions += ledger.contradictions;
    acked += ledger.acked.size;
    for (const [seq, nonce] of ledger.acked) if (ledger.seen.get(seq) !== nonce) ackedLost++;
  }
  return {
    expected,
    received: sum(({ received }) => received),
    duplicates: sum(({ duplicates }) => duplicates),
    faults: sum(({ holes, refused }) => holes + refused) + contradictions,
    acked,
    ackedLost,
  };
}
