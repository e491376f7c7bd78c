/** One device of the command line: the engine over a data directory, pointed at a relay. */
import type { Client, Room } from "@festival-chat/client";
import { createNodeClient } from "@festival-chat/client/node";
import { err, ok, type Result } from "@festival-chat/protocol/wire";
import { join } from "node:path";
import { chooseDirectory, type DataDirectory, type DirectoryError } from "./data-directory.ts";
import { pause } from "./deadline.ts";
import type { InviteArgument } from "./invocation.ts";
import type { RelayAddress } from "./relay-address.ts";
import { assumedConfig, fetchRelayConfig, type RelayConfig, relayUrlOf } from "./relay-config.ts";
import type { Fault } from "./watch.ts";

/** How long start waits for /config.json: the room's link works without it. */
const configMillis = 3_000;
/** Pause between later tries, while the relay is away. */
const configRetryMillis = 2_000;

export interface Device {
  readonly client: Client;
  /** Address that is dialled. */
  readonly relayUrl: () => string;
  /** Whether the relay answered at any time. */
  readonly everOnline: () => boolean;
  close(): Promise<void>;
}

export interface DeviceOptions {
  readonly relay: RelayAddress;
  /** Nothing is kept with "memory". */
  readonly keep: "memory" | { readonly data: string | undefined; readonly as: string | undefined };
  /** Words are salted with what the relay says, so they cannot be read without asking it. */
  readonly needsConfig: boolean;
  readonly timeoutMillis: number;
  readonly signal: AbortSignal;
}

const directoryFault = (error: DirectoryError): Fault => ({
  exit: "storage",
  why:
    error.kind === "in-use"
      ? `${error.path} is in use by another festival-chat: name another --data directory.`
      : `${error.path} cannot be used: ${error.what}`,
});

function takeStorage(keep: DeviceOptions["keep"]): Result<DataDirectory | undefined, Fault> {
  if (keep === "memory") return ok(undefined);
  const taken = chooseDirectory(keep.data, keep.as);
  return taken.ok ? ok(taken.value) : err(directoryFault(taken.error));
}

/** Asks until there is an answer, for as long as the deadline allows. */
async function askConfig(options: DeviceOptions): Promise<Result<RelayConfig, Fault>> {
  const { origin } = options.relay;
  const deadline = performance.now() + options.timeoutMillis;
  for (;;) {
    const left = deadline - performance.now();
    const answer = await fetchRelayConfig(origin, Math.min(configMillis, Math.max(left, 1)));
    if (answer.ok) return answer;
    if (!options.needsConfig) return ok(assumedConfig);
    if (answer.error === "not-a-config") {
      return err({
        exit: "failed",
        why: `${origin}/config.json is not that of a Festival Chat relay.`,
      });
    }
    if (options.signal.aborted || performance.now() + configRetryMillis > deadline) {
      return err({ exit: "unreachable", why: `The relay at ${origin} cannot be reached.` });
    }
    await pause(configRetryMillis, options.signal);
  }
}

/** Opens the device and starts dialling. Faults: storage, and for words an unreachable relay. */
export async function openDevice(options: DeviceOptions): Promise<Result<Device, Fault>> {
  const config = await askConfig(options);
  if (!config.ok) return config;
  const storage = takeStorage(options.keep);
  if (!storage.ok) return storage;
  const { origin } = options.relay;
  let current = config.value;
  const directory = storage.value;
  const created = createNodeClient({
    origin,
    storePath: directory === undefined ? undefined : join(directory.path, "chat.sqlite"),
  });
  const client = created;
  await client.open();
  const configure = (): void =>
    client.configure({
      relayUrl: relayUrlOf(options.relay, current),
      origin,
      environment: current.environment,
      eventTag: current.eventTag,
    });
  configure();

  const closing = new AbortController();
  let everOnline = config.value !== assumedConfig;
  const off = client.on((event) => {
    if (event.kind !== "connection") return;
    everOnline ||= event.connection.kind === "online" || event.connection.kind === "catching-up";
  });

  /** The relay was away at start: what it says when it is back may differ from what was assumed. */
  async function learnConfig(): Promise<void> {
    while (current === assumedConfig && !closing.signal.aborted) {
      await pause(configRetryMillis, closing.signal);
      const answer = await fetchRelayConfig(origin, configMillis);
      if (!answer.ok || closing.signal.aborted) continue;
      current = answer.value;
      configure();
    }
  }
  const learning = learnConfig();

  return ok({
    client,
    relayUrl: () => relayUrlOf(options.relay, current),
    everOnline: () => everOnline,
    async close() {
      closing.abort();
      off();
      await learning;
      await client.close();
      directory?.release();
    },
  });
}

/** Puts the room of an invite on the device. Fault: the link or the words are not right. */
export async function enterRoom(
  client: Client,
  invite: InviteArgument,
  as: string | undefined,
): Promise<Result<Room, Fault>> {
  const joined = await client.join(invite.text);
  if (!joined.ok) {
    const { error } = joined;
    switch (error.kind) {
      case "not-an-invite":
        return err({ exit: "usage", why: "This is no room link and no six words." });
      case "word-count":
        return err({ exit: "usage", why: `A room has six words; these are ${error.count}.` });
      case "unknown-word": {
        const hint =
          error.suggestions.length > 0 ? ` Perhaps: ${error.suggestions.join(", ")}.` : "";
        return err({ exit: "usage", why: `"${error.word}" is not on the word list.${hint}` });
      }
    }
  }
  if (as !== undefined && joined.value.myName !== as) {
    const named = await joined.value.setName(as);
    if (!named.ok) return err({ exit: "usage", why: "--as: this name cannot be used." });
  }
  return joined;
}
