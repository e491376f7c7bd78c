/** How this phone shows and tells things, in every room. */
import { singleKeys, sounds, verbosity } from "../boot/preferences.ts";
import { mediaMatches } from "../boot/media.ts";
import { LowDataSwitch } from "../room/settings/low-data-switch.tsx";
import { ScreenSettings } from "../room/settings/screen-settings.tsx";
import { StorageLine } from "../room/settings/storage-line.tsx";
import type { AppState } from "../state.ts";
import { bring } from "../strings/bring.ts";
import { late } from "../strings/late.ts";
import { roomsWords } from "../strings/rooms-words.ts";
import { ChoiceGroup } from "../ui/choice-group.tsx";
import { DialogFrame } from "../ui/dialog-frame.tsx";
import { LanguageSelect } from "../ui/language-select.tsx";
import { LateIcon } from "../ui/late-icons.tsx";
import { SwitchRow } from "../ui/switch-row.tsx";

export function SettingsDialog({
  state,
  close,
}: {
  readonly state: AppState;
  readonly close: () => void;
}) {
  // Who has no keys needs no word about them.
  const keys = mediaMatches("(any-pointer: fine)");
  const knock = (on: boolean): void => {
    sounds.choose(on ? "on" : "off");
    // A first one, to know it by.
    if (on)
      void import("../reach/knock.ts").then(({ knock: play }) => play()).catch(() => undefined);
  };
  return (
    <DialogFrame name={roomsWords.settings.title} onClose={close}>
      <ScreenSettings />
      <LanguageSelect state={state} />
      <LowDataSwitch />
      <SwitchRow
        words={roomsWords.settings.sounds}
        hint={roomsWords.settings.soundsHint}
        on={sounds.value === "on"}
        turn={knock}
      />
      <ChoiceGroup
        title={roomsWords.settings.speak}
        choices={[
          ["all", roomsWords.settings.speakAll],
          ["mentions", roomsWords.settings.speakMentions],
          ["off", roomsWords.settings.speakOff],
        ]}
        chosen={verbosity.value}
        choose={verbosity.choose}
      />
      {keys && (
        <>
          <SwitchRow
            words={roomsWords.settings.keys}
            hint={roomsWords.settings.keysHint}
            on={singleKeys.value === "on"}
            turn={(on) => singleKeys.choose(on ? "on" : "off")}
          />
          <p class="explain">{roomsWords.settings.keyHelp}</p>
        </>
      )}
      <StorageLine title={roomsWords.settings.storage} rooms={state.rooms.value} />
      <button type="button" class="button" onClick={() => (state.dialog.value = { kind: "check" })}>
        <LateIcon name="check" />
        {late.connection.check}
      </button>
      <button
        type="button"
        class="button"
        onClick={() => (state.dialog.value = { kind: "install" })}
      >
        <LateIcon name="phone" />
        {bring.install.title}
      </button>
      {state.rooms.value.length > 0 && (
        <button
          type="button"
          class="button"
          onClick={() => (state.dialog.value = { kind: "give" })}
        >
          <LateIcon name="share" />
          {bring.give.title}
        </button>
      )}
    </DialogFrame>
  );
}
