/** Outside production a mark at the upper edge says where this is, so that nobody takes it for the festival. */
import { effect } from "@preact/signals";
import { mayDebug, watchDebugKey } from "../debug/watch-debug-key.ts";
import type { AppState } from "../state.ts";
import { late } from "../strings/late.ts";
import styles from "../style/environment.css?url";
import { lateStyles } from "../ui/late-styles.ts";

/** Starts; lives as long as the page. In production there is nothing, not even hidden. */
export function showEnvironment(state: AppState): void {
  watchDebugKey(state);
  const mark = document.createElement("aside");
  mark.className = "test-server";
  effect(() => {
    const environment = state.environment.value;
    if (environment === undefined || !mayDebug(state)) return mark.remove();
    mark.textContent = late.testServer(environment);
    mark.setAttribute("aria-label", late.testServer(environment));
    if (mark.isConnected) return;
    lateStyles(styles).then(
      () => document.body.append(mark),
      // No signal: the next start shows it.
      () => undefined,
    );
  });
}
