/** What a screen reader says of a message: one stop, everything in it. */
import type { DeliveryState, Message } from "@festival-chat/client";
import { t } from "../strings/t.ts";
import { clockTime } from "./festival-time.ts";

/** "Sent": the word that goes with the delivery mark. */
export const deliveryWord = (state: DeliveryState): string => t.delivery[state];

/** The words of a message's body. */
export function bodyText(message: Message): string {
  switch (message.body.kind) {
    case "text":
      return message.body.text;
    case "removed":
      return message.removedBy === message.author ? t.room.removed : t.room.removedByHost;
    case "newer":
      return t.room.newer;
  }
}

/** "19:02", or "19:02 · arrived 19:41" for a late one. */
export function timeWords(message: Message): string {
  const time = clockTime(message.at);
  return message.late ? `${time} · ${t.room.arrived(clockTime(message.arrivedAt))}` : time;
}

/**
 * "Ana, 19:02, On my way, sent".
 * @param quoted what it answers, as far as that is here
 */
export function messageName(message: Message, quoted?: Message | "blocked"): string {
  const author = message.mine ? t.room.you(message.name) : message.name;
  const parts = [author, timeWords(message), bodyText(message)];
  if (message.body.kind === "text" && message.body.edited) parts.push(t.room.edited);
  for (const reaction of message.reactions) {
    parts.push(`${reaction.authors.length} ${reaction.emoji}`);
  }
  if (typeof quoted === "object") parts.push(t.room.repliedTo(quoted.name));
  if (message.mentionsMe) parts.push(t.room.mentionsYou);
  parts.push(deliveryWord(message.state).toLowerCase());
  return parts.join(", ");
}
