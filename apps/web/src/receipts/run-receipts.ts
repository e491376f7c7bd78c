/** Runs receipts as long as the page: what friends told shows in the marks of messages. */
import { h } from "preact";
import { type Receipts, startPageReceipts } from "@festival-chat/client/receipts";
import type { RoomId } from "@festival-chat/protocol/wire";
import type { AppState } from "../state.ts";
import styles from "../style/receipts.css?url";
import { lateStyles } from "../ui/late-styles.ts";
import { DeliveredMark } from "./delivered-mark.tsx";
import { deliveredSign } from "./delivered-sign.ts";
import { deliveries } from "./deliveries.ts";

let receipts: Receipts | undefined;

/** Safe to call again. */
export function runReceipts(state: AppState): void {
  if (receipts !== undefined) return;
  const tell = (): void => {
    deliveries.value = (room, message) => receipts?.delivery(room, message);
  };
  receipts = startPageReceipts({ client: state.client, changed: tell });
  tell();
  /** Whether what was seen is shown, by room: most changes of a room are others, and every mark asks. */
  const shown = new Map<RoomId, boolean | undefined>();
  state.client.on((event) => {
    // Somebody who comes makes it one phone more.
    if (event.kind === "presence") tell();
    if (event.kind !== "room") return;
    const seen = state.client.room(event.room)?.settings.seen;
    if (shown.get(event.room) === seen) return;
    shown.set(event.room, seen);
    tell();
  });
  lateStyles(styles).then(
    () => {
      deliveredSign.value = ({ message }) => h(DeliveredMark, { state, message });
    },
    () => undefined,
  );
}
