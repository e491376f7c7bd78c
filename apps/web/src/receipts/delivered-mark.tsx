/**
 * "Delivered 2/3" or "Seen 2", in the place of "Sent", by what those phones told: two ticks only when
 * all have it, an eye when somebody has seen it.
 */
import { useRef } from "preact/hooks";
import type { Message } from "@festival-chat/client";
import { useTold } from "../room/use-told.ts";
import type { AppState } from "../state.ts";
import { talkWords } from "../strings/talk-words.ts";
import { deliveries } from "./deliveries.ts";

const oneTick = "M3 8.5 6.5 12 13 4.5";
const eye =
  "M1 8S3.7 3.5 8 3.5 15 8 15 8 12.3 12.5 8 12.5 1 8 1 8ZM8 6.2A1.8 1.8 0 1 1 8 9.8 1.8 1.8 0 1 1 8 6.2";
const twoTicks = "M1 8.5 4.5 12 11 4.5M8.5 12 15 4.5";

export function DeliveredMark({
  state,
  message,
}: {
  readonly state: AppState;
  readonly message: Message;
}) {
  const room = state.room.value;
  const delivery =
    room === undefined || message.state !== "sent"
      ? undefined
      : deliveries.value(room.id, message.id);
  const mark = useRef<HTMLSpanElement>(null);
  useTold(mark, "delivered", delivery !== undefined);
  if (delivery === undefined) return null;
  const { count, of, seen } = delivery;
  const { details } = talkWords;
  return (
    <span class="delivered" ref={mark}>
      <svg class="delivery-shape" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <path d={seen > 0 ? eye : count < of ? oneTick : twoTicks} />
      </svg>
      <span class="delivered-words">
        {seen > 0 ? details.seenMark(seen) : details.deliveredMark(count, of)}
      </span>
    </span>
  );
}
