/** send: one message, done when the relay has stored it. */
import type { CommandContext } from "./command-context.ts";
import { type ErrandOptions, runErrand } from "./errand.ts";
import type { ExitName } from "./exit-codes.ts";
import type { SendOptions } from "./invocation.ts";
import { watch } from "./watch.ts";

const declinedWords = {
  empty: "The text is empty.",
  "too-long": "The text is too long.",
  held: "The host lets nobody write here now.",
} as const;

export function send(options: SendOptions, context: CommandContext): Promise<ExitName> {
  const { invite, as, timeoutMillis } = options;
  const { output, signal } = context;
  const errand: ErrandOptions = { invite, keep: { data: options.data, as }, as, timeoutMillis };
  return runErrand(errand, context, async ({ client, room, joined, fail, overdue }) => {
    const sent = await room.send(options.text);
    if (!sent.ok) {
      return fail({ exit: "usage", why: declinedWords[sent.error.kind] });
    }
    const id = sent.value;
    const answered = () => {
      const state = room.messages().find((message) => message.id === id)?.state;
      return state === "sent" || state === "refused" ? state : undefined;
    };
    const outcome = joined
      ? await watch(client, answered, { millis: timeoutMillis, signal })
      : answered();
    switch (outcome) {
      case "sent":
        if (options.json) output.json({ id, state: "sent" });
        else output.line("✓ Sent");
        return "ok";
      case "refused":
        return fail({ exit: "refused", why: "The relay refused this message." });
      case undefined: {
        if (options.json) output.json({ id, state: "saved" });
        const { exit, why } = overdue();
        const saved = "The message is saved and goes out with the next join or send.";
        return fail({ exit, why: `${why} ${saved}` });
      }
    }
  });
}
