/**
 * What to do about a message that is not sent: one that the relay will never take, and one that has
 * waited for signal so long that its author should know. Until then waiting is normal, and no failure.
 */
import { useEffect, useState } from "preact/hooks";
import type { Message, Room } from "@festival-chat/client";
import { late } from "../strings/late.ts";
import { focusBeside } from "./focus-beside.ts";

/** Waiting longer than this is told. */
export const longMillis = 6 * 3_600_000;

export function UnsentActions({
  room,
  message,
}: {
  readonly room: Room;
  readonly message: Message;
}) {
  const refused = message.state === "refused";
  const [askedAt, setAskedAt] = useState(message.at);
  const due = askedAt + longMillis;
  const [told, setTold] = useState(false);
  useEffect(() => {
    const left = due - Date.now();
    setTold(left <= 0);
    if (left <= 0) return;
    const timer = setTimeout(() => setTold(true), left);
    return () => clearTimeout(timer);
  }, [due]);
  if (!refused && !told) return null;

  const again = (from: HTMLElement): void => {
    from.closest("article")?.focus();
    void room.retry(message.id);
    setAskedAt(Date.now());
  };
  const forget = (from: HTMLElement): void => {
    focusBeside(from);
    // What waits may have left this phone without an answer: taking it back knows about that.
    void (refused ? room.discard(message.id) : room.undo(message.id));
  };
  return (
    <div class="unsent-actions">
      {!refused && <p>{late.delivery.unsent}</p>}
      <button type="button" class="text-button" onClick={(event) => again(event.currentTarget)}>
        {late.delivery.retry}
      </button>
      <span aria-hidden="true">·</span>
      <button type="button" class="text-button" onClick={(event) => forget(event.currentTarget)}>
        {late.delivery.discard}
      </button>
    </div>
  );
}
