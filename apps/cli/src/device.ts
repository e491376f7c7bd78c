/** One device of the command line: the engine over a data directory, pointed at a relay. */
import type { Client, ClientSettings, Room } from "@festival-chat/client";
import { createNodeClient } from "@festival-chat/client/node";
import { err, ok, type Result } from "@festival-chat/protocol/wire";
import { join } from "node:path";
import { chooseDirectory, type DataDirectory, type DirectoryError } from "./data-directory.ts";
import { pause } from "./deadline.ts";
import type { InviteArgument } from "./invocation.ts";
import type { RelayAddress } from "./relay-address.ts";
import { askRelay, assumedSettings } from "./relay-settings.ts";
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

/** Asks until there is an answer, for as long as the deadline allows; undefined when it may be assumed. */
async function askUntil(
  options: DeviceOptions,
): Promise<Result<ClientSettings | undefined, Fault>> {
  const deadline = performance.now() + options.timeoutMillis;
  for (;;) {
    const left = Math.max(1, deadline - performance.now());
    const answer = await askRelay(options.relay, Math.min(configMillis, left));
    if (answer.ok) return answer;
    if (!options.needsConfig) return ok(undefined);
    const isFinal = answer.error.exit !== "unreachable" || options.signal.aborted;
    if (isFinal || performance.now() + configRetryMillis > deadline) return answer;
    await pause(configRetryMillis, options.signal);
  }
}

/** Opens the device and starts dialling. Faults: storage, and for words an unreachable relay. */
export async function openDevice(options: DeviceOptions): Promise<Result<Device, Fault>> {
  const asked = await askUntil(options);
  if (!asked.ok) return asked;
  const storage = takeStorage(options.keep);
  if (!storage.ok) return storage;
  const directory = storage.value;
  const isAssumed = asked.value === undefined;
  let settings = asked.value ?? assumedSettings(options.relay);
  const storePath = directory === undefined ? undefined : join(directory.path, "chat.sqlite");
  const created = createNodeClient({ ...settings, storePath });
  if (!created.ok) {
    directory?.release();
    return err({ exit: "storage", why: `Messages cannot be saved: ${created.error.what}` });
  }
  const client = created.value;
  await client.open();

  const closing = new AbortController();
  let everOnline = !isAssumed;
  const off = client.on((event) => {
    if (event.kind !== "connection") return;
    everOnline ||= event.connection.kind === "online" || event.connection.kind === "catching-up";
  });

  /** The relay was away at start: what it says when it is back may differ from what was assumed. */
  async function learnSettings(): Promise<void> {
    while (!closing.signal.aborted) {
      await pause(configRetryMillis, closing.signal);
      const answer = await askRelay(options.relay, configMillis);
      if (!answer.ok || closing.signal.aborted) continue;
      settings = answer.value;
      client.configure(settings);
      return;
    }
  }
  const learning = isAssumed ? learnSettings() : Promise.resolve();

  return ok({
    client,
    relayUrl: () => settings.relayUrl,
    everOnline: () => everOnline,
    async close() {
      closing.abort();
      off();
      await client.close();
      directory?.release();
      await learning;
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
