/** "No internet · 3 phones nearby", in the place of "No signal" as long as there is another phone. */
import type { AppState } from "../state.ts";
import { nearbyWords } from "../strings/nearby-words.ts";
import { t } from "../strings/t.ts";
import { view } from "./nearby-state.ts";

/** Whether the line speaks of phones nearby: no relay, and at least one of them. */
export const isNearby = (state: AppState): boolean => {
  const lamp = state.line.value?.lamp;
  return (lamp === "waiting" || lamp === "refused") && view.value.phones.length > 0;
};

/** Its own lamp: a shape that no other state has. */
export const Diamond = () => (
  <svg class="lamp" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <path class="lamp-line" d="M8 1.8 14.2 8 8 14.2 1.8 8z" />
  </svg>
);

export function NearbyLine({ state }: { readonly state: AppState }) {
  if (!isNearby(state)) return null;
  return (
    <span class="nearby-line">
      <Diamond />
      <span role="status" aria-label={t.room.connection} class="words">
        {nearbyWords.line(view.value.phones.length)}
      </span>
    </span>
  );
}
