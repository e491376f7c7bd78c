/** Sends a room's presence: changes to those who know the list, the whole state to the others. */
import { limits, type Millis } from "@festival-chat/protocol/wire";
import { sendLossy } from "./link.ts";
import type { RelayContext } from "./relay-context.ts";
import type { Room, Seat } from "./room.ts";
import { messageOf } from "./ws-frame.ts";

/** The whole state to one seat. */
export function sendPresenceTo(seat: Seat, now: Millis): void {
  const { room } = seat;
  const body = room.presence.snapshot();
  const message = messageOf({ kind: "presence", channel: room.channel, body });
  seat.presenceKnown = sendLossy(seat.link, message, now) && body.mode === "exact";
}

/** Sends what changed since the last time, when the room's pause between two is over. */
export function sendPresence(relay: RelayContext, room: Room, now: Millis): void {
  const { presence, channel } = room;
  presence.expire(now);
  if (!presence.changed()) return;
  // Few who are seen in front of many who only read cost as many writes.
  const many = room.seatCount > limits.presenceExact;
  const pause = many ? relay.limits.presenceManyMillis : relay.limits.presenceMillis;
  if (now - room.presenceSentAt < pause) return;
  room.presenceSentAt = now;
  const body = presence.take();
  const whole = presence.snapshot();
  const wholeMessage = messageOf({ kind: "presence", channel, body: whole });
  const message =
    body.mode === "change" ? messageOf({ kind: "presence", channel, body }) : wholeMessage;
  relay.fanOut.start(
    room,
    (seat) => {
      const sent = sendLossy(seat.link, seat.presenceKnown ? message : wholeMessage, now);
      // A dropped change leaves a wrong list: the next thing this seat hears is the whole.
      seat.presenceKnown = sent && whole.mode === "exact";
    },
    () => undefined,
  );
}
