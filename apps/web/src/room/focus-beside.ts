/** A message goes: whoever was at it is at the next one. */

/** @param inside something in the row that is about to leave the list */
export function focusBeside(inside: Element | null): void {
  const row = inside?.closest("li.message");
  const rows = [...(row?.closest("ol")?.querySelectorAll("li.message") ?? [])];
  const at = rows.findIndex((one) => one === row);
  if (at < 0) return;
  // The last one has the field behind it.
  const next = rows[at + 1]?.querySelector("article");
  (next ?? document.querySelector<HTMLElement>(".composer textarea"))?.focus();
}
