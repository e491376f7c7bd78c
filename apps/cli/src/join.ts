/** join: a device in a room, as lines of JSON, as plain lines, or as a chat in a terminal. */
import { createInterface } from "node:readline";
import type { Client, Room } from "@festival-chat/client";
import { startChat } from "./chat.ts";
import { choosePalette } from "./chat-lines.ts";
import type { CommandContext } from "./command-context.ts";
import { enterRoom, openDevice } from "./device.ts";
import type { ExitName } from "./exit-codes.ts";
import type { Face, Lines } from "./face.ts";
import type { JoinOptions } from "./invocation.ts";
import { createJsonFace } from "./json-face.ts";
import { createPlainFace } from "./plain-face.ts";
import { type Fault, isCaughtUp, membershipOf, overdue, waitingCount, watch } from "./watch.ts";

/** Why a line was not sent. */
const declinedWords = {
  empty: "Nothing to send.",
  "too-long": "Too long for one message.",
  held: "The host holds messages back now.",
} as const;

const readLines = ({ input }: CommandContext): Lines =>
  createInterface({ input, crlfDelay: Infinity });

export async function join(options: JoinOptions, context: CommandContext): Promise<ExitName> {
  const { output, signal } = context;
  const { invite } = options;
  const opened = await openDevice({
    relay: invite.relay,
    keep: { data: options.data, as: options.as },
    needsConfig: invite.kind === "words",
    timeoutMillis: options.waitMillis,
    signal,
  });
  if (!opened.ok) {
    output.say(opened.error.why);
    return opened.error.exit;
  }
  const device = opened.value;
  try {
    const entered = await enterRoom(device.client, invite, options.as);
    const fault = entered.ok
      ? await stay(device.client, entered.value, options, context, () =>
          overdue(device.everOnline(), device.relayUrl()),
        )
      : entered.error;
    if (fault === undefined) return "ok";
    output.say(fault.why);
    return fault.exit;
  } finally {
    await device.close();
  }
}

async function stay(
  client: Client,
  room: Room,
  options: JoinOptions,
  context: CommandContext,
  late: () => Fault,
): Promise<Fault | undefined> {
  // Ends the reading of lines from inside: a fault, or the person's /quit.
  const ending = new AbortController();
  const signal = AbortSignal.any([context.signal, ending.signal]);
  const isTerminal = context.input.isTTY === true && process.stdout.isTTY && !options.json;
  const palette = choosePalette(process.stdout.isTTY, process.env);
  const chat = isTerminal ? startChat(palette, () => ending.abort()) : undefined;
  const face: Face =
    chat?.face ??
    (options.json ? createJsonFace(context.output) : createPlainFace(context.output, palette));

  let fault: Fault | undefined;
  let isJoined = false;
  let declined = false;
  const look = (): void => {
    const outcome = membershipOf(client, room, options.invite.kind);
    // Name, words and the link's fingerprint are on the card, which is opened a moment later.
    const hasCard = room.name !== undefined || isCaughtUp(client, room);
    if (outcome?.kind === "joined" && hasCard && !isJoined) {
      isJoined = true;
      face.joined(room);
    }
    if (outcome?.kind !== "fault" || fault !== undefined) return;
    fault = outcome;
    ending.abort();
  };
  /** Without a disk nothing can be accepted, so there is nothing to stay for. */
  const lookAtStorage = (): void => {
    if (!client.notices.some(({ kind }) => kind.startsWith("storage-"))) return;
    fault ??= { exit: "storage", why: "Messages cannot be saved here." };
    ending.abort();
  };
  const off = client.on((event) => {
    if ("room" in event && event.room !== room.id) return;
    if (event.kind === "notice") lookAtStorage();
    // What the relay says of the room comes before what arrives from it.
    look();
    face.event(event, room);
  });

  try {
    face.opened(room);
    face.event({ kind: "connection", connection: client.connection }, room);
    look();
    lookAtStorage();
    room.opened();
    for await (const line of until(chat?.lines ?? readLines(context), signal)) {
      const text = chat === undefined ? line : chat.textOf(line, room);
      if (text === undefined || text.trim() === "") continue;
      const sent = await room.send(text);
      // It went into memory only: saying "saved" would be untrue.
      if (fault?.exit === "storage") break;
      if (sent.ok) {
        face.accepted(sent.value, room);
      } else {
        declined = true;
        face.declined(declinedWords[sent.error.kind]);
      }
    }
    // Listening on is what --stay is for: the process's signal or a fault ends it.
    if (options.stay && !signal.aborted) await aborted(signal);
    chat?.close();
    if (fault !== undefined) return await withoutEmptyRoom(client, room, fault);
    const waiting = waitingCount(room);
    if (isTerminal && waiting > 0) {
      context.output.say(
        `Waiting for ${waiting} messages to go out. Ctrl+C leaves them for next time.`,
      );
    }
    return (await settle(client, room, options, context.signal, late)) ?? declinedFault(declined);
  } finally {
    off();
    chat?.close();
    // It may stay open for ever, and would keep the process.
    context.input.destroy();
  }
}

const declinedFault = (declined: boolean): Fault | undefined =>
  declined ? { exit: "failed", why: "Some lines were not sent." } : undefined;

/** A room that is not there and holds nothing is forgotten; own words never are. */
async function withoutEmptyRoom(client: Client, room: Room, fault: Fault): Promise<Fault> {
  if (fault.exit === "noSuchRoom" && room.messages().length === 0) await client.leave(room.id);
  return fault;
}

/** Waits until the relay has everything of ours and we have everything of its. */
async function settle(
  client: Client,
  room: Room,
  options: JoinOptions,
  signal: AbortSignal,
  late: () => Fault,
): Promise<Fault | undefined> {
  const outcome = await watch(
    client,
    () => {
      const membership = membershipOf(client, room, options.invite.kind);
      if (membership?.kind !== "joined") return membership;
      return waitingCount(room) === 0 && isCaughtUp(client, room) ? membership : undefined;
    },
    {
      millis: options.waitMillis,
      signal,
      progress: () => `${waitingCount(room)} ${client.synced(room.id)?.cursor ?? 0}`,
    },
  );
  if (outcome?.kind === "fault") return outcome;
  const waiting = waitingCount(room);
  if (waiting > 0) {
    const why = `${waiting} messages are saved here and not yet sent: they go out with the next join.`;
    return { exit: "unsent", why };
  }
  return outcome === undefined && !signal.aborted ? late() : undefined;
}

/** The lines until the signal: a line that was read is always handed on. */
async function* until(lines: Lines, signal: AbortSignal): AsyncGenerator<string> {
  const iterator = lines[Symbol.asyncIterator]();
  const stopped = aborted(signal).then(() => undefined);
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), stopped]);
      if (next === undefined || next.done === true) return;
      yield next.value;
    }
  } finally {
    void iterator.return?.();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal.aborted) resolve();
  else signal.addEventListener("abort", () => resolve());
  return promise;
}
