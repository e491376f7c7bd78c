/** What belongs to the connection's line and can wait: how old the screen is, and what a tap on it opens. */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { ageWords, clockTime } from "../room/festival-time.ts";
import type { AppState } from "../state.ts";
import { late } from "../strings/late.ts";
import { nearbySigns } from "../nearby/nearby-signs.ts";
import { followWaking, justWoken } from "./just-woken.ts";
import { followContact, lastContact } from "./last-contact.ts";

const hourMillis = 3_600_000;

export function ConnectionMore({ state }: { readonly state: AppState }) {
  useEffect(() => followContact(state.client), []);
  useEffect(followWaking, []);
  const check = useRef<HTMLButtonElement>(null);
  const woken = justWoken.value;
  const lamp = state.line.value?.lamp;
  const at = lastContact.value;
  const age = at === undefined ? 0 : Date.now() - at;
  const Nearby = nearbySigns.value;
  const isNearby = Nearby?.isNearby(state) === true;
  useLayoutEffect(() => {
    // The line itself is older than this part of it.
    const line = check.current?.closest(".connection");
    line?.toggleAttribute("data-woken", woken);
    line?.toggleAttribute("data-nearby", isNearby);
  }, [woken, isNearby]);
  return (
    <>
      {Nearby && <Nearby.NearbyLine state={state} />}
      {(lamp === "waiting" || lamp === "refused") && at !== undefined && (
        <span class="as-of">
          {late.connection.asOf(age < hourMillis ? clockTime(at) : ageWords(at, Date.now()))}
        </span>
      )}
      <button
        ref={check}
        type="button"
        class="connection-check"
        aria-label={isNearby ? Nearby?.title() : late.connection.check}
        onClick={() => (state.dialog.value = { kind: isNearby ? "nearby" : "check" })}
      />
    </>
  );
}
