/** Debug panel, outside production only: the link, where each room stands, and what goes over the wire. */
import { useEffect, useState } from "preact/hooks";
import type { Room } from "@festival-chat/client";
import { unreadableIn } from "@festival-chat/client/extras";
import { appVersion } from "../check/app-version.ts";
import type { AppState } from "../state.ts";
import { debugWords as words } from "../strings/debug-words.ts";
import { t } from "../strings/t.ts";
import { DialogFrame } from "../ui/dialog-frame.tsx";
import { frameCounts } from "./frame-counts.ts";

/** The engine tells no event when a cursor moves. */
const lookMillis = 1_000;

function RoomFacts({ state, room }: { readonly state: AppState; readonly room: Room }) {
  const synced = state.client.synced(room.id);
  const own = room.messages().filter(({ mine }) => mine);
  const waiting = own.filter(({ state: step }) => step === "saved" || step === "sending").length;
  return (
    <div class="fact">
      <dt>
        <bdi>{room.name ?? t.room.unnamed}</bdi>
      </dt>
      <dd>
        {words.room(
          room.membership.kind,
          synced === undefined ? undefined : `${synced.cursor}/${synced.head}`,
          room.size.messages,
          unreadableIn(room),
          waiting,
        )}
      </dd>
    </div>
  );
}

export function DebugDialog({
  state,
  close,
}: {
  readonly state: AppState;
  readonly close: () => void;
}) {
  const [, look] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => look((count) => count + 1), lookMillis);
    return () => clearInterval(timer);
  }, []);
  const { connection, notices } = state.client;
  const fact = (title: string, value: string) => (
    <div class="fact">
      <dt>{title}</dt>
      <dd>{value}</dd>
    </div>
  );
  return (
    <DialogFrame name={words.title} onClose={close}>
      <dl class="facts" dir="ltr" lang="en">
        {fact(words.version, appVersion())}
        {fact(words.environment, state.environment.value ?? words.unknown)}
        {fact(words.link, JSON.stringify(connection))}
        {fact(words.notices, notices.map(({ kind }) => kind).join(", ") || words.none)}
        {state.rooms.value.map((room) => (
          <RoomFacts key={room.id} state={state} room={room} />
        ))}
        {[...frameCounts.value].map(([kind, { sent, received }]) => (
          <div key={kind} class="fact">
            <dt>{kind}</dt>
            <dd>{words.frames(sent, received)}</dd>
          </div>
        ))}
      </dl>
      <p class="explain">{words.explain}</p>
    </DialogFrame>
  );
}
