/**
 * Who got which message how often.
 *
 * Messages of a room are numbered in the order they were sent; every receiver has one bit per
 * number. Expected is what the relay acknowledged: that it must bring to every receiver, once.
 */

export interface Receiver {
  /** @returns whether this receiver gets it for the first time */
  received(number: number): boolean;
  has(number: number): boolean;
}

function createReceiver(): Receiver {
  let bits = new Uint8Array(64);
  return {
    received(number) {
      const at = number >> 3;
      if (at >= bits.length) {
        const grown = new Uint8Array(Math.max(at + 1, 2 * bits.length));
        grown.set(bits);
        bits = grown;
      }
      const mask = 1 << (number & 7);
      const first = ((bits[at] ?? 0) & mask) === 0;
      bits[at] = (bits[at] ?? 0) | mask;
      return first;
    },
    has: (number) => ((bits[number >> 3] ?? 0) & (1 << (number & 7))) !== 0,
  };
}

export interface RoomTally {
  /** A receiver; expects everything sent from `joined` on. */
  addReceiver(): Receiver;
  /** @param at monotonic milliseconds; @returns the message's number in this room */
  sent(at: number): number;
  /** Milliseconds since it was sent, or undefined for a number this run did not send. */
  ageOf(number: number, now: number): number | undefined;
  /** @returns false when it was acknowledged before */
  acknowledged(number: number): boolean;
  /** Acknowledged messages, times receivers, that have not arrived. */
  missing(): number;
}

/** Numbers a run can reach: bounds the memory of a lying record. */
const maxNumber = 2 ** 27;

export function createRoomTally(): RoomTally {
  const sentAt: number[] = [];
  const acks = createReceiver();
  const receivers: Receiver[] = [];
  const isOurs = (number: number): boolean =>
    Number.isInteger(number) && number >= 0 && number < Math.min(sentAt.length, maxNumber);
  return {
    addReceiver() {
      const receiver = createReceiver();
      receivers.push(receiver);
      return receiver;
    },
    sent: (at) => sentAt.push(at) - 1,
    ageOf(number, now) {
      const at = isOurs(number) ? sentAt[number] : undefined;
      return at === undefined ? undefined : now - at;
    },
    acknowledged: (number) => isOurs(number) && acks.received(number),
    missing() {
      let count = 0;
      for (let number = 0; number < sentAt.length; number++) {
        if (!acks.has(number)) continue;
        for (const receiver of receivers) if (!receiver.has(number)) count++;
      }
      return count;
    },
  };
}
