/** How far an own message has come: a shape and a word, never a colour alone. */
import type { DeliveryState, Message } from "@festival-chat/client";
import { lateParts } from "../boot/late-parts.ts";
import { deliveryWord } from "./message-name.ts";

const shapes: Record<DeliveryState, string> = {
  saved: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z",
  sending: "M8 2.5a5.5 5.5 0 1 1-5.5 5.5M8 5v3l2 2",
  sent: "M3 8.5 6.5 12 13 4.5",
  refused: "M4 4l8 8M12 4l-8 8",
};

export function DeliveryMark({
  message,
  word,
}: {
  readonly message: Message;
  readonly word: boolean;
}) {
  const { state } = message;
  const Parts = lateParts.value;
  return (
    <span class="delivery" data-state={state}>
      <svg class="delivery-shape" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <path d={shapes[state]} />
      </svg>
      <span class={word ? undefined : "visually-hidden"}>{deliveryWord(state)}</span>
      {Parts && <Parts.Passed message={message} />}
    </span>
  );
}
