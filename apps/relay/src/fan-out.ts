/**
 * Fan-out: visits the seats of a room in slices, so that one hot room of ten thousand cannot keep
 * the others waiting. Passes take turns; each begins where the one before it in its room ended.
 */
import type { Millis } from "@festival-chat/protocol/wire";
import { closeHoles, type Room, type Seat } from "./room.ts";

export interface FanOut {
  /** Visits every seat the room has at this moment, then says how many milliseconds that took. */
  start(room: Room, visit: (seat: Seat) => void, onDone: (spent: Millis) => void): void;
  /** Works for at most one slice. @returns whether work is left */
  run(): boolean;
  readonly busy: boolean;
}

interface Pass {
  readonly room: Room;
  readonly visit: (seat: Seat) => void;
  readonly onDone: (spent: Millis) => void;
  next: number;
  left: number;
  /** Milliseconds its strides took: looked at per stride, because the clock costs too. */
  spent: Millis;
  /** Seats there were at the start: later ones have caught up by themselves. */
  readonly end: number;
}

/** Seats visited between two looks at the clock. */
const stride = 64;

/** @param monotonic milliseconds with fractions, for the length of a slice; @param onWork `run` is wanted soon */
export function createFanOut(
  monotonic: () => Millis,
  sliceMillis: Millis,
  onWork: () => void,
): FanOut {
  const passes: Pass[] = [];

  function finish(pass: Pass): void {
    pass.room.passes--;
    pass.room.turn = pass.next;
    closeHoles(pass.room);
    pass.onDone(pass.spent);
  }

  /** One stride of one pass. @returns whether the pass is done */
  function advance(pass: Pass): boolean {
    const { room, visit, end } = pass;
    for (let i = 0; i < stride && pass.left > 0; i++) {
      const seat = room.seats[pass.next];
      pass.next = (pass.next + 1) % end;
      pass.left--;
      if (seat !== undefined) visit(seat);
    }
    return pass.left === 0;
  }

  return {
    start(room, visit, onDone) {
      const end = room.seats.length;
      if (end === 0) return onDone(0);
      room.passes++;
      passes.push({ room, visit, onDone, next: room.turn % end, left: end, spent: 0, end });
      onWork();
    },
    run() {
      const startedAt = monotonic();
      let at = startedAt;
      for (let pass = passes.shift(); pass !== undefined; pass = passes.shift()) {
        const isDone = advance(pass);
        const before = at;
        at = monotonic();
        pass.spent += at - before;
        if (isDone) finish(pass);
        else passes.push(pass);
        if (at - startedAt >= sliceMillis) break;
      }
      return passes.length > 0;
    },
    get busy() {
      return passes.length > 0;
    },
  };
}
