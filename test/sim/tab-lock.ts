/** Tabs of one phone: the one that came first leads until it closes; words take a moment. */
import type { TabMessage, Tabs } from "@festival-chat/client";
import type { VirtualTime } from "./clock.ts";

export interface TabLock {
  /** A tab of its own; `leave` ends it without a word, as a killed tab does. */
  join(): { readonly tabs: Tabs; leave(): void };
}

interface Seat {
  role: "leader" | "follower" | undefined;
  readonly onRole: ((role: "leader" | "follower") => void)[];
  readonly onMessage: ((message: TabMessage) => void)[];
}

const wordMillis = 2;

export function createTabLock(time: VirtualTime): TabLock {
  let seats: Seat[] = [];

  function assign(): void {
    for (const [i, seat] of seats.entries()) {
      const role = i === 0 ? "leader" : "follower";
      if (seat.role === role) continue;
      seat.role = role;
      for (const listener of seat.onRole) listener(role);
    }
  }

  return {
    join() {
      const seat: Seat = { role: undefined, onRole: [], onMessage: [] };
      seats.push(seat);
      time.after(wordMillis, assign);
      const leave = (): void => {
        if (!seats.includes(seat)) return;
        seats = seats.filter((other) => other !== seat);
        time.after(wordMillis, assign);
      };
      return {
        leave,
        tabs: {
          onRole(listener) {
            seat.onRole.push(listener);
            if (seat.role !== undefined) listener(seat.role);
          },
          post(message) {
            time.after(wordMillis, () => {
              if (!seats.includes(seat)) return;
              for (const other of seats) {
                if (other !== seat) for (const listener of other.onMessage) listener(message);
              }
            });
          },
          onMessage: (listener) => void seat.onMessage.push(listener),
          close: leave,
        },
      };
    },
  };
}
