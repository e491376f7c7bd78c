/** The engine in a program. */
import { ok, type Result } from "@festival-chat/protocol/wire";
import type { Client, ClientSettings } from "../api.ts";
import { createClient } from "../client.ts";
import { lateParts } from "../late-parts.ts";
import { assumedSettings } from "../assumed-settings.ts";
import { createSoloTabs } from "../link/solo-tabs.ts";
import type { Dialer, StoreError } from "../ports.ts";
import { createMemoryStore } from "../store/memory.ts";
import { createNodeClock } from "./clock.ts";
import { createNodeDialer } from "./dialer.ts";
import { createNodeRandom } from "./random.ts";
import { createNodeSignatures } from "./signatures.ts";
import { createSqliteStore } from "./sqlite-store.ts";

export interface NodeClientOptions extends Partial<Omit<ClientSettings, "origin">> {
  /** Web origin of the relay: sent when dialling, signed in joins, in front of invite links. */
  readonly origin: string;
  /** SQLite file; everything is in memory and forgotten without one. */
  readonly storePath?: string | undefined;
  /** Dials instead of `ws`: for tests and load runs that break links on purpose. */
  readonly dialer?: Dialer | undefined;
}

/**
 * A client over `ws`, SQLite and OpenSSL. Settings that are not given are assumed: the relay at /ws
 * beside its web app. Errors: the file cannot be a store.
 */
export function createNodeClient(options: NodeClientOptions): Result<Client, StoreError> {
  const { origin, storePath, dialer = createNodeDialer(origin), ...settings } = options;
  const store =
    storePath === undefined ? ok(createMemoryStore()) : createSqliteStore({ path: storePath });
  if (!store.ok) return store;
  return ok(
    createClient({
      settings: { ...assumedSettings(origin), ...settings },
      dialer,
      store: store.value,
      clock: createNodeClock(),
      random: createNodeRandom(),
      signatures: createNodeSignatures(),
      tabs: createSoloTabs(),
      loadWords: () => import("@festival-chat/protocol/words"),
      loadLate: () => lateParts,
    }),
  );
}
