/** Outside production Alt, Shift and D open the debug panel; its code is fetched nowhere else. */
import { effect } from "@preact/signals";
import type { AppState } from "../state.ts";

/** Whether the debug panel may be offered: only where the relay said that this is no production. */
export const mayDebug = ({ environment }: AppState): boolean =>
  environment.value !== undefined && environment.value !== "production";

export function watchDebugKey(state: AppState): void {
  const open = (event: KeyboardEvent): void => {
    if (!event.altKey || !event.shiftKey || event.code !== "KeyD") return;
    event.preventDefault();
    state.dialog.value = { kind: "debug" };
  };
  effect(() => {
    if (!mayDebug(state)) return;
    window.addEventListener("keydown", open);
    return () => window.removeEventListener("keydown", open);
  });
}
