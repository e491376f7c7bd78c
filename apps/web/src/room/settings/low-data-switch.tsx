/** Nothing goes over the air that nobody asked for. */
import { thrifty, lowDataChoice } from "../../boot/preferences.ts";
import { roomsWords } from "../../strings/rooms-words.ts";
import { SwitchRow } from "../../ui/switch-row.tsx";

export const LowDataSwitch = () => (
  <SwitchRow
    words={roomsWords.settings.lowData}
    hint={roomsWords.settings.lowDataHint}
    on={thrifty.value}
    turn={(on) => lowDataChoice.choose(on ? "on" : "off")}
  />
);
