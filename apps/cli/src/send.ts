/** send: one message, done when the relay has stored it. */
import type { CommandContext } from "./command-context.ts";
import { enterRoom, openDevice } from "./device.ts";
import type { ExitName } from "./exit-codes.ts";
import type { SendOptions } from "./invocation.ts";
import { type Fault, membershipOf, overdue, watch } from "./watch.ts";

export async function send(
  options: SendOptions,
  { output, signal }: CommandContext,
): Promise<ExitName> {
  const { invite, timeoutMillis } = options;
  const fail = ({ exit, why }: Fault): ExitName => {
    output.say(why);
    return exit;
  };
  const opened = await openDevice({
    relay: invite.relay,
    keep: { data: options.data, as: options.as },
    needsConfig: invite.kind === "words",
    timeoutMillis,
    signal,
  });
  if (!opened.ok) return fail(opened.error);
  const device = opened.value;
  const { client } = device;
  try {
    const entered = await enterRoom(client, invite, options.as);
    if (!entered.ok) return fail(entered.error);
    const room = entered.value;
    // Nothing is stored for a room that may not exist: a typing mistake must not fill the outbox.
    const look = () => membershipOf(client, room, invite.kind);
    const joined = await watch(client, look, { millis: timeoutMillis, signal });
    if (joined?.kind === "fault") {
      if (room.messages().length === 0) await client.leave(room.id);
      return fail(joined);
    }
    const sent = await room.send(options.text);
    if (!sent.ok) {
      const why = sent.error.kind === "empty" ? "The text is empty." : "The text is too long.";
      return fail({ exit: "usage", why });
    }
    const id = sent.value;
    const state = () => room.messages().find((message) => message.id === id)?.state;
    const answered = () => {
      const now = state();
      return now === "sent" || now === "refused" ? now : undefined;
    };
    const outcome =
      joined === undefined
        ? answered()
        : await watch(client, answered, { millis: timeoutMillis, signal });
    switch (outcome) {
      case "sent":
        if (options.json) output.json({ id, state: "sent" });
        else output.line("✓ Sent");
        return "ok";
      case "refused":
        return fail({ exit: "refused", why: "The relay refused this message." });
      case undefined: {
        if (options.json) output.json({ id, state: "saved" });
        const { exit, why } = overdue(device.everOnline(), device.relayUrl());
        return fail({
          exit,
          why: `${why} The message is saved and goes out with the next join or send.`,
        });
      }
    }
  } finally {
    await device.close();
  }
}
