/** create: a new room, its invite printed once the relay has it. */
import type { CommandContext } from "./command-context.ts";
import { openDevice } from "./device.ts";
import type { ExitName } from "./exit-codes.ts";
import type { CreateOptions } from "./invocation.ts";
import { plainLine } from "./terminal-text.ts";
import { membershipOf, overdue, watch } from "./watch.ts";

export async function create(
  options: CreateOptions,
  { output, signal }: CommandContext,
): Promise<ExitName> {
  const { relay, timeoutMillis } = options;
  const keep = { data: options.data, as: options.as };
  const opened = await openDevice({ relay, keep, needsConfig: true, timeoutMillis, signal });
  if (!opened.ok) {
    output.say(opened.error.why);
    return opened.error.exit;
  }
  const device = opened.value;
  const { client } = device;
  try {
    const room = await client.createRoom(options.name);
    if (options.as !== undefined) await room.setName(options.as);
    const look = () => membershipOf(client, room, "link");
    const outcome = await watch(client, look, { millis: timeoutMillis, signal });
    if (outcome?.kind !== "joined") {
      const { exit, why } = outcome ?? overdue(device.everOnline(), device.relayUrl());
      // A room that no relay has is an invite to nowhere: it is not kept.
      await client.leave(room.id);
      output.say(`${why} The room was not created.`);
      return exit;
    }
    const words = room.words?.join(" ") ?? "";
    if (options.json) {
      output.json({ link: room.link, words, roomId: room.id });
      return "ok";
    }
    output.line(`Created "${plainLine(options.name)}" at ${relay.origin}`);
    output.line(`Link:   ${room.link}`);
    output.line(`Words:  ${words}`);
    output.line(`Room:   ${room.id}`);
    // What a relay is given to list the room; a name cannot hold what ends an entry.
    const listed = plainLine(options.name).replace(/[;'"]/g, " ").trim();
    output.line(`List it for everybody: OPEN_ROOMS='${listed}=${room.link}'`);
    return "ok";
  } finally {
    await device.close();
  }
}
