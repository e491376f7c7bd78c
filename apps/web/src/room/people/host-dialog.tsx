/** What the host can do with a room. Everybody sees what was done. */
import { useState } from "preact/hooks";
import type { HostError, HostPowers, Room } from "@festival-chat/client";
import type { Result } from "@festival-chat/protocol/wire";
import type { AppState, Dialog } from "../../state.ts";
import { peopleWords } from "../../strings/people-words.ts";
import { DialogFrame } from "../../ui/dialog-frame.tsx";
import { SwitchRow } from "../../ui/switch-row.tsx";
import { CloseRoom } from "./close-room.tsx";

/** Seconds between two messages of a member. */
const pauses = [0, 10, 30, 60];

const pauseWords = (seconds: number): string => {
  const { host } = peopleWords;
  if (seconds === 0) return host.off;
  return seconds === 60 ? host.minute : host.seconds(seconds);
};

type Use = (act: (powers: HostPowers) => Promise<Result<unknown, HostError>>) => Promise<boolean>;

function RenameForm({
  room,
  use,
  saved,
}: {
  readonly room: Room;
  readonly use: Use;
  readonly saved: () => void;
}) {
  const [name, setName] = useState(room.name ?? "");
  const { host } = peopleWords;
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === "" || name.trim() === room.name) return;
        void use((powers) => powers.rename(name)).then((done) => done && saved());
      }}
    >
      <label class="field">
        <span>{host.name}</span>
        <input
          value={name}
          maxLength={40}
          enterkeyhint="done"
          dir="auto"
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button">
        {host.save}
      </button>
    </form>
  );
}

export function HostDialog({
  state,
  dialog,
  close,
}: {
  readonly state: AppState;
  readonly dialog: Dialog;
  readonly close: () => void;
}) {
  const [problem, setProblem] = useState(false);
  /** Chosen, and on its way: what was touched does not jump back meanwhile. */
  const [pause, setPause] = useState<number | undefined>(undefined);
  if (dialog.kind !== "host") return null;
  const { room, closing } = dialog;
  void state.changesOf(room.id).value;
  const { host } = peopleWords;
  const { policy } = room;

  const use: Use = async (act) => {
    const powers = await state.client.hostPowers(room.id).catch(() => undefined);
    const done = powers !== undefined && (await act(powers)).ok;
    setProblem(!done);
    return done;
  };

  if (closing === true) {
    return (
      <DialogFrame key="closing" name={host.closeAsk} onClose={close}>
        <CloseRoom act={() => use((powers) => powers.close())} close={close} />
      </DialogFrame>
    );
  }
  if (policy.closed || policy.movedTo !== undefined) {
    return (
      <DialogFrame name={host.title} onClose={close}>
        <p class="explain">{host.gone}</p>
      </DialogFrame>
    );
  }
  return (
    <DialogFrame key="tools" name={host.title} onClose={close}>
      <p class="explain">{host.explain}</p>
      {problem && (
        <p class="problem" role="alert">
          {host.failed}
        </p>
      )}
      <RenameForm
        room={room}
        use={use}
        saved={() => (state.toast.value = { words: host.renamed })}
      />
      <fieldset class="choices pauses">
        <legend>{host.slow}</legend>
        {pauses.map((seconds) => (
          <label key={seconds} class="choice">
            <input
              type="radio"
              name="pause"
              checked={(pause ?? policy.slowModeSeconds) === seconds}
              onChange={() => {
                setPause(seconds);
                void use((powers) => powers.slowMode(seconds)).then(() => setPause(undefined));
              }}
            />
            <span>{pauseWords(seconds)}</span>
          </label>
        ))}
      </fieldset>
      <SwitchRow
        words={host.lock}
        hint={host.lockHint}
        on={policy.locked}
        turn={(locked) => void use((powers) => powers.lock(locked))}
      />
      <button
        type="button"
        class="button"
        onClick={() => (state.dialog.value = { kind: "members", room })}
      >
        {host.people}
      </button>
      <button
        type="button"
        class="button danger"
        onClick={() => (state.dialog.value = { kind: "host", room, closing: true })}
      >
        {host.close}
      </button>
    </DialogFrame>
  );
}
