/** What people say in scenes. */
import type { Message } from "@festival-chat/client";
import { authorOf, message } from "../fake-client.ts";

export const minute = 60_000;

export function conversation(now: number): readonly Message[] {
  const at = (minutesAgo: number): number => now - minutesAgo * minute;
  return [
    message(3, "Cy", "Tents are up. Row K, under the owl flag 🦉", at(26 * 60)),
    message(2, "Ben", "legend", at(26 * 60 - 3)),
    message(2, "Ben", "bringing the good coffee tomorrow", at(26 * 60 - 4)),
    message(1, "Ana", "Gates took two hours. Where is everybody?", at(94)),
    message(3, "Cy", "Sound desk, right side. Look for the fish on a stick.", at(91)),
    message(3, "Cy", "Map of the site: https://lakeside.example/map/2026", at(90)),
    message(0, "Moth 27", "On my way, five minutes", at(80)),
    message(0, "Moth 27", "Save me a spot", at(79)),
    message(5, "ليلى", "أنا قرب المسرح الكبير 🎶", at(60)),
    message(1, "Ana", "Left of stage now, it’s calmer here", at(52), {
      late: true,
      arrivedAt: at(13),
    }),
    message(2, "Ben", "🔥🔥", at(12), {
      reactions: [{ emoji: "🧡", authors: [message(1, "Ana", "", 0).author] }],
    }),
    message(4, "Dee", "", at(9), { body: { kind: "removed" }, removedBy: authorOf(4) }),
    message(1, "Ana", "Nobody move, I have chips", at(6)),
    message(0, "Moth 27", "I’m here", at(4)),
    message(0, "Moth 27", "Behind the tall guy with the flag", at(2), { state: "sending" }),
    message(0, "Moth 27", "Now he turned around. Wave!", at(1), { state: "saved" }),
  ];
}

/** Replies, reactions, a mention and an edit. */
export function answers(now: number): readonly Message[] {
  const at = (minutesAgo: number): number => now - minutesAgo * minute;
  const ana = message(1, "Ana", "", 0).author;
  const cy = message(3, "Cy", "", 0).author;
  const me = message(0, "Moth 27", "", 0).author;
  const question = message(
    1,
    "Ana",
    "Who brings the big blue tarp? It will rain at nine, says the radio",
    at(40),
    {
      reactions: [
        { emoji: "☔", authors: [cy, me] },
        { emoji: "👍", authors: [cy] },
      ],
    },
  );
  const yes = message(0, "Moth 27", "I have it", at(38), {
    replyTo: question.id,
    reactions: [{ emoji: "🧡", authors: [ana] }],
  });
  return [
    question,
    yes,
    message(3, "Cy", "Hero", at(37), { replyTo: yes.id }),
    message(2, "Ben", "@Moth 27 can you bring the pegs too?", at(36), { mentionsMe: true }),
    message(4, "Dee", "This one answers something that is not here yet", at(30), {
      replyTo: message(5, "Eve", "", 0).id,
    }),
    message(0, "Moth 27", "Pegs, rope, tarp. All in the red bag", at(20), {
      body: { kind: "text", text: "Pegs, rope, tarp. All in the red bag", edited: true },
      edits: 1,
    }),
    message(1, "Ana", "Sound check is over, come down", at(4)),
    message(2, "Ben", "Two minutes", at(2)),
  ];
}

/** Two thousand of them, one a minute. */
export const manyMessages = (now: number): readonly Message[] =>
  Array.from({ length: 2_000 }, (_, i) =>
    message(
      i % 5,
      ["Moth 27", "Ana", "Ben", "Cy", "Dee"][i % 5] ?? "",
      `Message number ${i + 1}`,
      now - (2_000 - i) * minute,
    ),
  );
