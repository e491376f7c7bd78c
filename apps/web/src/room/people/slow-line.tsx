/** Slow mode above the field: how long the next message has to wait. */
import { useEffect, useState } from "preact/hooks";
import type { Room } from "@festival-chat/client";
import type { AppState } from "../../state.ts";
import { peopleWords } from "../../strings/people-words.ts";

export function SlowLine({ state, room }: { readonly state: AppState; readonly room: Room }) {
  void state.changesOf(room.id).value;
  const [, tick] = useState(0);
  const { slowModeSeconds } = room.policy;
  const waitMillis = room.waitMillis;
  useEffect(() => {
    if (waitMillis === 0) return;
    // On the second, so that no number is skipped.
    const timer = setTimeout(() => tick((count) => count + 1), waitMillis % 1_000 || 1_000);
    return () => clearTimeout(timer);
  });
  if (slowModeSeconds === 0 || room.isHost) return null;
  const { slow } = peopleWords;
  return (
    <p class="slow-line">
      {waitMillis > 0 ? slow.wait(Math.ceil(waitMillis / 1_000)) : slow.on(slowModeSeconds)}
    </p>
  );
}
