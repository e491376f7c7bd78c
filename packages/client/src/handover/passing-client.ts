/** The client of one hand-over: an engine of its own that remembers nothing. */
import type { Client, ClientSettings } from "../api.ts";
import { createClient, type ClientOptions } from "../client.ts";
import type { Schedule } from "../link/schedule.ts";
import type { Random } from "../ports.ts";
import { createMemoryStore } from "../store/memory.ts";

/** What giving and taking need of the outside. */
export interface PassingPorts {
  /** Of this hand-over alone: closed when it is over. */
  readonly client: Client;
  readonly random: Random;
  readonly now: () => number;
  readonly schedule: Schedule;
}

/**
 * Six words are another secret here than they are for a room (SPEC O1), so nobody comes by the words
 * of a hand-over into a room, or by those of a room into a hand-over.
 */
export function createPassingClient(
  options: Pick<ClientOptions, "dialer" | "clock" | "random" | "signatures"> & {
    readonly settings: ClientSettings;
  },
): Client {
  return createClient({
    ...options,
    store: createMemoryStore({ durable: true }),
    loadWords: async () => {
      const words = await import("@festival-chat/protocol/words");
      return { ...words, rootFromWords: words.handoverRootFromWords };
    },
  });
}
