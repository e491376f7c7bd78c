/** The door "@festival-chat/client/receipts": on whose phones messages are. Loaded after a person wrote. */
import { createTimerClock } from "../link/timer-clock.ts";
import { type Receipts, type ReceiptsOptions, startReceipts } from "../receipts/start-receipts.ts";

export type { Delivery } from "../receipts/room-receipts.ts";
export type { Receipts } from "../receipts/start-receipts.ts";

/** Receipts of a page, by its own timers. */
export const startPageReceipts = (options: Omit<ReceiptsOptions, "clock">): Receipts =>
  startReceipts({
    ...options,
    clock: createTimerClock(Date.now, (wake, pause) => {
      const timer = setTimeout(wake, pause);
      return () => clearTimeout(timer);
    }),
  });
