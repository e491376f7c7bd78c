/** The bell: whether this phone buzzes for a room, on a sheet of its own or inside another one. */
import { useState } from "preact/hooks";
import type { Room } from "@festival-chat/client";
import type { AppState, Dialog } from "../state.ts";
import { bellWords } from "../strings/bell-words.ts";
import { t } from "../strings/t.ts";
import { DialogFrame } from "../ui/dialog-frame.tsx";
import { reachOf, type TurnedOn } from "./reach.ts";

/** What stands above the button. */
function sentence(room: Room, isOn: boolean): string {
  if (!isOn) return bellWords.off;
  switch (room.settings.notify) {
    case "all":
      return bellWords.on;
    case "mentions":
      return bellWords.mentionsOnly;
    case "none":
      return bellWords.muted;
  }
}

/** Turns the buzzing of one room on and off: for a sheet, and for the settings of a room. */
export function BellSwitch({ state, room }: { readonly state: AppState; readonly room: Room }) {
  const reach = reachOf(state);
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<Exclude<TurnedOn, "on"> | undefined>(undefined);
  void reach.version.value;
  void state.changesOf(room.id).value;
  const isOn = reach.isOn(room);
  const ability = reach.ability();
  const shown = problem ?? (ability === "askable" || ability === "granted" ? undefined : ability);

  const turnOn = async (): Promise<void> => {
    setAsking(true);
    setProblem(undefined);
    const turned = await reach.turnOn(room);
    setAsking(false);
    if (turned !== "on") setProblem(turned);
  };

  return (
    <div class="form">
      <p class="explain" role="status">
        {shown === undefined ? sentence(room, isOn) : bellWords[shown]}
      </p>
      {shown === "install" ? (
        <InstallButton state={state} room={room} />
      ) : isOn ? (
        <button type="button" class="button" onClick={() => void reach.turnOff(room)}>
          {bellWords.turnOff}
        </button>
      ) : (
        shown !== "missing" &&
        shown !== "denied" && (
          <button
            type="button"
            class="button primary"
            disabled={asking}
            onClick={() => void turnOn()}
          >
            {asking ? bellWords.turningOn : bellWords.turnOn}
          </button>
        )
      )}
    </div>
  );
}

/** On an iPhone: the sheet that shows how the app comes to the Home Screen. */
function InstallButton({ state, room }: { readonly state: AppState; readonly room: Room }) {
  const open = installDialog(room);
  if (open === undefined) return null;
  return (
    <button type="button" class="button primary" onClick={() => (state.dialog.value = open)}>
      {bellWords.showHow}
    </button>
  );
}

/** The sheet about the Home Screen, where this version has one. */
const installDialog = (_room: Room): Dialog | undefined => undefined;

export function BellDialog({
  state,
  dialog,
  close,
}: {
  readonly state: AppState;
  readonly dialog: Dialog;
  readonly close: () => void;
}) {
  if (dialog.kind !== "bell") return null;
  const { room } = dialog;
  return (
    <DialogFrame name={bellWords.title} onClose={close}>
      <p>
        <bdi>{room.name ?? t.room.unnamed}</bdi>
      </p>
      <BellSwitch state={state} room={room} />
      <p class="explain">{bellWords.explain}</p>
    </DialogFrame>
  );
}
