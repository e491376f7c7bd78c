/** history: everything of a room, in the order everybody sees. */
import type { Client, Room } from "@festival-chat/client";
import { choosePalette, dayLine, dayOf, messageText } from "./chat-lines.ts";
import type { CommandContext } from "./command-context.ts";
import { enterRoom, openDevice } from "./device.ts";
import { messageLine } from "./events.ts";
import type { ExitName } from "./exit-codes.ts";
import type { HistoryOptions } from "./invocation.ts";
import { type Fault, isCaughtUp, membershipOf, overdue, watch, type WatchLimits } from "./watch.ts";

/** Asks for older pages until the beginning. @returns false when time ran out */
async function loadAll(client: Client, room: Room, limits: WatchLimits): Promise<boolean> {
  let asked = false;
  const look = (): true | undefined => {
    // A page moves the beginning first; its messages are there once they are kept and opened.
    if (!room.hasEarlier) return isCaughtUp(client, room) ? true : undefined;
    // Answers false while a page is on its way: every event is a chance to ask for the next.
    asked = room.loadEarlier() || asked;
    return undefined;
  };
  const progress = () => [room.messages().length, client.synced(room.id)?.cursor, asked].join();
  return (await watch(client, look, { ...limits, progress })) === true;
}

export async function history(
  options: HistoryOptions,
  { output, signal }: CommandContext,
): Promise<ExitName> {
  const { invite, timeoutMillis } = options;
  const fail = ({ exit, why }: Fault): ExitName => {
    output.say(why);
    return exit;
  };
  const opened = await openDevice({
    relay: invite.relay,
    keep: options.data === undefined ? "memory" : { data: options.data, as: undefined },
    needsConfig: invite.kind === "words",
    timeoutMillis,
    signal,
  });
  if (!opened.ok) return fail(opened.error);
  const device = opened.value;
  const { client } = device;
  try {
    const entered = await enterRoom(client, invite, undefined);
    if (!entered.ok) return fail(entered.error);
    const room = entered.value;
    const look = () => {
      const outcome = membershipOf(client, room, invite.kind);
      return outcome?.kind === "joined" && !isCaughtUp(client, room) ? undefined : outcome;
    };
    const progress = () => room.messages().length;
    const outcome = await watch(client, look, { millis: timeoutMillis, signal, progress });
    if (outcome?.kind === "fault") {
      if (room.messages().length === 0) await client.leave(room.id);
      return fail(outcome);
    }
    const overdueFault = () => overdue(device.everOnline(), device.relayUrl());
    if (outcome === undefined) return fail(overdueFault());
    if (!(await loadAll(client, room, { millis: timeoutMillis, signal })))
      return fail(overdueFault());
    print(room, options.json, output);
    return "ok";
  } finally {
    await device.close();
  }
}

function print(room: Room, json: boolean, output: CommandContext["output"]): void {
  const palette = choosePalette(process.stdout.isTTY, process.env);
  let day: string | undefined;
  for (const message of room.messages()) {
    if (json) {
      output.json(messageLine(message));
      continue;
    }
    if (day !== dayOf(message.at)) output.line(dayLine(message.at, Date.now(), palette));
    day = dayOf(message.at);
    output.line(messageText(message, palette));
  }
}
