/** history: everything of a room, in the order everybody sees. */
import type { Client, Room } from "@festival-chat/client";
import { choosePalette, dayLine, dayOf, messageText } from "./chat-lines.ts";
import type { CommandContext } from "./command-context.ts";
import { type ErrandOptions, runErrand } from "./errand.ts";
import { messageLine } from "./events.ts";
import type { ExitName } from "./exit-codes.ts";
import type { HistoryOptions } from "./invocation.ts";
import { isCaughtUp, watch, type WatchLimits } from "./watch.ts";

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

export function history(options: HistoryOptions, context: CommandContext): Promise<ExitName> {
  const { invite, timeoutMillis } = options;
  const { output, signal } = context;
  const errand: ErrandOptions = {
    invite,
    keep: options.data === undefined ? "memory" : { data: options.data, as: undefined },
    timeoutMillis,
    notYet: (client, room) => !isCaughtUp(client, room),
  };
  return runErrand(errand, context, async ({ client, room, joined, fail, overdue }) => {
    const isWhole = joined && (await loadAll(client, room, { millis: timeoutMillis, signal }));
    if (!isWhole) return fail(overdue());
    print(room, options.json, output);
    return "ok";
  });
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
