/** Shows one message of the list to an eye that comes from somewhere else. */
import type { MessageId } from "@festival-chat/protocol/wire";

/** Long enough to be found. */
const flashMillis = 1_800;

/** Brings a drawn message to the middle of the list, flashes it and gives it the focus. */
export function showRow(list: HTMLElement | null, id: MessageId): void {
  const row = list?.querySelector<HTMLElement>(`[data-id="${id}"]`);
  if (row === undefined || row === null) return;
  row.scrollIntoView({ block: "center" });
  row.querySelector("article")?.focus({ preventScroll: true });
  row.dataset["flash"] = "";
  setTimeout(() => delete row.dataset["flash"], flashMillis);
}
