/**
 * The phone that was left: it shows nothing else until somebody decides. Where it is the app on the same
 * phone that has the rooms, and the camera opened a new one here, the way into the app comes first.
 */
import { useState } from "preact/hooks";
import type { Room } from "@festival-chat/client";
import { remember } from "../boot/device-memory.ts";
import { lateMemoryKeys } from "../boot/late-memory-keys.ts";
import { isAppHere } from "../install/know-app.ts";
import { FramedWords } from "../invite/spoken-words.tsx";
import type { AppState } from "../state.ts";
import { bring } from "../strings/bring.ts";
import { late } from "../strings/late.ts";
import inviteStyles from "../style/invite.css?url";
import { DialogFrame } from "../ui/dialog-frame.tsx";
import { lateStyles } from "../ui/late-styles.ts";

export const movedStyles = (): Promise<void> => lateStyles(inviteStyles);

/** Nobody has written in it from here: a code led in. */
const isNewHere = (room: Room): boolean =>
  room.myName === undefined && !room.messages().some(({ mine }) => mine);

function OpenYourApp({
  state,
  room,
  close,
}: {
  readonly state: AppState;
  readonly room: Room;
  readonly close: () => void;
}) {
  // The words come with the room's card.
  const words = state.changesOf(room.id).value < 0 ? undefined : room.words;
  return (
    <DialogFrame name={bring.install.openApp} onClose={close}>
      {words !== undefined && (
        <FramedWords words={words} label={late.invite.words} hint={bring.give.orWords} />
      )}
      <button type="button" class="button" onClick={close}>
        {bring.install.stayHere}
      </button>
    </DialogFrame>
  );
}

export function MovedDialog({
  state,
  close,
}: {
  readonly state: AppState;
  readonly close: () => void;
}) {
  const room = state.room.value;
  const [scanned] = useState(() => isAppHere() && room !== undefined && isNewHere(room));
  if (scanned && room !== undefined) return <OpenYourApp {...{ state, room, close }} />;
  const stay = (): void => {
    remember(lateMemoryKeys.moved, undefined);
    remember(lateMemoryKeys.appHere, "no");
    close();
  };
  const empty = async (): Promise<void> => {
    stay();
    state.go({ kind: "home" }, { replace: true });
    await Promise.all(state.client.rooms().map((room) => state.client.leave(room.id)));
    state.toast.value = { words: bring.moved.emptied };
  };
  return (
    <DialogFrame name={bring.moved.title} closable={false} onClose={() => undefined}>
      <p>{bring.moved.explain}</p>
      <button type="button" class="button primary" onClick={stay}>
        {bring.moved.stay}
      </button>
      <p class="explain">{bring.moved.both}</p>
      <button type="button" class="button danger" onClick={() => void empty()}>
        {bring.moved.empty}
      </button>
    </DialogFrame>
  );
}
