/** On whose phones messages are, as far as those told: another function when that changed. */
import { signal } from "@preact/signals";
import type { Delivery } from "@festival-chat/client/receipts";
import type { MessageId, RoomId } from "@festival-chat/protocol/wire";

export const deliveries = signal<(room: RoomId, message: MessageId) => Delivery | undefined>(
  () => undefined,
);
