/** Errand: one thing done in a room: the device is opened, the room entered, and all put back after. */
import type { Client, Room } from "@festival-chat/client";
import type { CommandContext } from "./command-context.ts";
import { type DeviceOptions, enterRoom, openDevice } from "./device.ts";
import type { ExitName } from "./exit-codes.ts";
import type { InviteArgument } from "./invocation.ts";
import { type Fault, membershipOf, overdue, watch } from "./watch.ts";

/** Where the errand is done. */
export interface Visit {
  readonly client: Client;
  readonly room: Room;
  /** False when the relay did not let us in in time; the room is on the device all the same. */
  readonly joined: boolean;
  /** Says why it cannot go on. */
  fail(fault: Fault): ExitName;
  /** What it means that time ran out. */
  overdue(): Fault;
}

export interface ErrandOptions {
  readonly invite: InviteArgument;
  readonly keep: DeviceOptions["keep"];
  /** Name to show. */
  readonly as?: string | undefined;
  readonly timeoutMillis: number;
  /** Whether to go on waiting after the relay let us in; for instance until all is loaded. */
  readonly notYet?: (client: Client, room: Room) => boolean;
}

/** Joins the room of an invite, runs the errand, and closes the device whatever happens. */
export async function runErrand(
  options: ErrandOptions,
  { output, signal }: CommandContext,
  errand: (visit: Visit) => Promise<ExitName>,
): Promise<ExitName> {
  const { invite, keep, as, timeoutMillis, notYet } = options;
  const fail = ({ exit, why }: Fault): ExitName => {
    output.say(why);
    return exit;
  };
  const opened = await openDevice({
    relay: invite.relay,
    keep,
    needsConfig: invite.kind === "words",
    timeoutMillis,
    signal,
  });
  if (!opened.ok) return fail(opened.error);
  const device = opened.value;
  const { client } = device;
  try {
    const entered = await enterRoom(client, invite, as);
    if (!entered.ok) return fail(entered.error);
    const room = entered.value;
    const look = () => {
      const outcome = membershipOf(client, room, invite.kind);
      return outcome?.kind === "joined" && notYet?.(client, room) === true ? undefined : outcome;
    };
    const progress = () => room.messages().length;
    const outcome = await watch(client, look, { millis: timeoutMillis, signal, progress });
    if (outcome?.kind === "fault") {
      // A typing mistake must not leave a room behind.
      if (room.messages().length === 0) await client.leave(room.id);
      return fail(outcome);
    }
    return await errand({
      client,
      room,
      joined: outcome !== undefined,
      fail,
      overdue: () => overdue(device.everOnline(), device.relayUrl()),
    });
  } finally {
    await device.close();
  }
}
