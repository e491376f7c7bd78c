/** A message the relay will never take: send it again as it is, or forget it. */
import type { Message, Room } from "@festival-chat/client";
import { late } from "../strings/late.ts";

export function RefusedActions({
  room,
  message,
}: {
  readonly room: Room;
  readonly message: Message;
}) {
  return (
    <div class="refused-actions">
      <button type="button" class="text-button" onClick={() => void room.retry(message.id)}>
        {late.delivery.retry}
      </button>
      <span aria-hidden="true">·</span>
      <button type="button" class="text-button" onClick={() => void room.discard(message.id)}>
        {late.delivery.discard}
      </button>
    </div>
  );
}
