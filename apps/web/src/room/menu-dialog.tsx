/** What one does rarely in a room: another name, another screen, leaving. */
import { useState } from "preact/hooks";
import { bandOf } from "../band/band.ts";
import { BandStrip } from "../band/weave.tsx";
import { memoryKeys, remember } from "../boot/device-memory.ts";
import { chooseTheme, themeChoice, themeChoices } from "../boot/theme.ts";
import type { AppState, Dialog } from "../state.ts";
import { late } from "../strings/late.ts";
import { t } from "../strings/t.ts";
import { DialogFrame } from "../ui/dialog-frame.tsx";
import { LanguageSelect } from "../ui/language-select.tsx";

export function MenuDialog({
  state,
  dialog,
  close,
}: {
  readonly state: AppState;
  readonly dialog: Dialog;
  readonly close: () => void;
}) {
  const room = dialog.kind === "menu" ? dialog.room : undefined;
  const [name, setName] = useState(room?.myName ?? room?.suggestedName ?? "");
  const [leaving, setLeaving] = useState(false);
  if (room === undefined) return null;

  const save = async (): Promise<void> => {
    const wanted = name.trim();
    if (wanted === "") return;
    const named = await room.setName(wanted);
    if (!named.ok) return;
    remember(memoryKeys.lastName, wanted);
    state.toast.value = { words: late.menu.saved };
    close();
  };
  const leave = async (): Promise<void> => {
    close();
    state.go({ kind: "home" }, { replace: true });
    await state.client.leave(room.id);
  };

  if (leaving) {
    return (
      <DialogFrame name={late.menu.leaveAsk} onClose={close}>
        <p class="explain">{late.menu.leaveExplain}</p>
        <div class="row">
          <button type="button" class="button danger" onClick={() => void leave()}>
            {late.menu.leaveConfirm}
          </button>
          <button type="button" class="button" autofocus onClick={close}>
            {late.menu.keep}
          </button>
        </div>
      </DialogFrame>
    );
  }
  return (
    <DialogFrame
      name={late.menu.title}
      title={<bdi>{room.name ?? t.room.unnamed}</bdi>}
      onClose={close}
    >
      <BandStrip band={bandOf(room.fingerprint)} unit={28} clasp />
      <button
        type="button"
        class="button"
        onClick={() => (state.dialog.value = { kind: "search", room })}
      >
        {late.menu.search}
      </button>
      <p class="explain">{late.menu.band}</p>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <label class="field">
          <span>{late.menu.name}</span>
          <input
            value={name}
            maxLength={32}
            autocomplete="nickname"
            enterkeyhint="done"
            dir="auto"
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="button">
          {late.menu.save}
        </button>
      </form>
      <fieldset class="choices">
        <legend>{late.menu.theme}</legend>
        {themeChoices.map((choice) => (
          <label key={choice} class="choice">
            <input
              type="radio"
              name="theme"
              checked={themeChoice.value === choice}
              onChange={() => chooseTheme(choice)}
            />
            <span>{late.theme[choice]}</span>
          </label>
        ))}
      </fieldset>
      <LanguageSelect state={state} />
      <button type="button" class="button danger" onClick={() => setLeaving(true)}>
        {late.menu.leave}
      </button>
    </DialogFrame>
  );
}
