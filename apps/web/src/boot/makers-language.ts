/**
 * For whoever makes this app, outside production: `?lang=de` opens the page in a language, and
 * `?lang=xa` in the one that nobody speaks. Known once the relay has said where we are.
 */
import type { AppState } from "../state.ts";
import { memoryKeys, recall } from "./device-memory.ts";

/** Follows the address until the environment is known. */
export function watchForMakers(state: AppState): void {
  // As the page was asked for: an invite leaves the address with all that stood beside it.
  const { name } = performance.getEntriesByType("navigation")[0] ?? { name: location.href };
  const asked = new URL(name).searchParams.get("lang") ?? undefined;
  const remembered = recall(memoryKeys.language);
  // The made-up language is no file that could come with the first screen.
  const wanted = asked ?? (remembered === "xa" ? remembered : undefined);
  if (wanted === undefined) return;
  const stop = state.environment.subscribe((environment) => {
    if (environment === undefined) return;
    setTimeout(() => stop());
    if (environment === "production") return;
    import("../strings/speak.ts")
      .then(({ chooseLanguage }) => chooseLanguage(wanted))
      .catch(() => undefined);
  });
}
