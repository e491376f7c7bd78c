/** The bell: whether this phone buzzes for a room, on a sheet of its own or inside another one. */
import { useState } from "preact/hooks";
import type { Room } from "@festival-chat/client";
import { lockScreen } from "../boot/preferences.ts";
import type { AppState, Dialog } from "../state.ts";
import { bellWords } from "../strings/bell-words.ts";
import { t } from "../strings/t.ts";
import { noteBare } from "../sw/lock-screen-note.ts";
import { DialogFrame } from "../ui/dialog-frame.tsx";
import { SwitchRow } from "../ui/switch-row.tsx";
import { reachOf, type TurnedOn } from "./reach.ts";

/** What buzzing comes to in a room, as its settings are. */
function hintOf(room: Room, isOn: boolean): string {
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

/** Turns the buzzing of one room on and off: for a sheet of its own, and for the settings of a room. */
export function BellSwitch({ state, room }: { readonly state: AppState; readonly room: Room }) {
  const reach = reachOf(state);
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<Exclude<TurnedOn, "on"> | undefined>(undefined);
  const now = reach.now.value;
  void state.changesOf(room.id).value;
  const ability = now.ability();
  const shown = problem ?? (ability === "askable" || ability === "granted" ? undefined : ability);
  const isOn = now.isOn(room);

  const turn = async (on: boolean): Promise<void> => {
    setProblem(undefined);
    if (!on) return reach.turnOff(room);
    setAsking(true);
    const turned = await reach.turnOn(room);
    setAsking(false);
    if (turned !== "on") setProblem(turned);
  };

  return (
    <>
      <SwitchRow
        // Drawn anew after a no of the browser: the box itself was ticked by the tap.
        key={`${shown ?? ""}${asking}`}
        words={bellWords.turnOn}
        hint={
          asking ? bellWords.turningOn : shown === undefined ? hintOf(room, isOn) : bellWords[shown]
        }
        on={isOn || asking}
        turn={(on) => void turn(on)}
      />
      {isOn && <LockScreenSwitch />}
      {shown === "install" && (
        <button
          type="button"
          class="button"
          onClick={() => (state.dialog.value = { kind: "install" })}
        >
          {bellWords.showHow}
        </button>
      )}
    </>
  );
}

/** Whether the lock screen shows what people say: for every room of this phone. */
export function LockScreenSwitch() {
  return (
    <SwitchRow
      words={bellWords.lockWords}
      hint={bellWords.lockWordsHint}
      on={lockScreen.value === "words"}
      turn={(on) => {
        lockScreen.choose(on ? "words" : "bare");
        void noteBare(!on);
      }}
    />
  );
}

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
    <DialogFrame
      name={bellWords.title}
      title={<bdi>{room.name ?? t.room.unnamed}</bdi>}
      onClose={close}
    >
      <BellSwitch state={state} room={room} />
      {lockScreen.value === "words" && <p class="explain">{bellWords.explain}</p>}
    </DialogFrame>
  );
}
